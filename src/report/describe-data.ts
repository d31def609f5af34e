import type { Warning } from "../errors.ts";
import type { PublishedComparison } from "./compare-trend.ts";
import type { ComparisonRow } from "./comparison-row.ts";
import { formatNumber, formatShare } from "./number-format.ts";
import { field, warningLines, wrapped } from "./text-lines.ts";

/** A row of a coverage table: how many systems of a group have the value. */
export interface CoverageRow {
  /** The year or domain. */
  group: string | number;
  /** Records in the group. */
  n: number;
  /** Those whose value is known. */
  withValue: number;
  /** withValue / n. */
  share: number;
}

/** What a parser answers, as far as a summary reads it. */
export interface ParsedRecords {
  /** What was read, one a row. */
  records: readonly unknown[];
  /** Cells and rows that could not be read, with the reason. */
  rejected: readonly {
    /** Row of the cell. */
    row: number;
    /** Field of the cell; null for a whole row. */
    field: string | null;
    /** What stands there. */
    value: unknown;
    /** Why it could not be read. */
    message: string;
  }[];
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: readonly Warning[];
}

const SHOWN = 5;

export function describeCoverage(rows: readonly CoverageRow[]): string[] {
  const n = rows.reduce((total, row) => total + row.n, 0);
  const withValue = rows.reduce((total, row) => total + row.withValue, 0);
  const lines = rows.map((row) =>
    field(String(row.group), `${formatShare(row.share).padStart(5)}  (${row.withValue} of ${row.n})`),
  );
  // A system of two domains stands in both groups, so this is no count of systems.
  const total = n === 0 ? "no groups" : `${formatShare(withValue / n)} (${withValue} of ${n}) over all groups`;
  return [`Coverage: share that has the value, ${total}`, ...lines];
}

export function describeParsed(parsed: ParsedRecords): string[] {
  const { records, rejected, warnings } = parsed;
  const shown = rejected
    .slice(0, SHOWN)
    .map(({ row, field: name, message }) => `  Row ${row}${name === null ? "" : `, ${name}`}: ${message}`);
  const more = rejected.length > SHOWN ? [`  ... and ${rejected.length - SHOWN} more`] : [];
  return [
    `Read ${records.length} records; ${rejected.length} cells or rows could not be read`,
    ...shown,
    ...more,
    ...warningLines(warnings),
  ];
}

function side(value: number | null): string {
  return (value === null ? "none" : formatNumber(value)).padStart(9);
}

function verdict({ agrees }: ComparisonRow): string {
  if (agrees === null) return "not printed";
  return agrees ? "agrees" : "differs";
}

export function describePublished(comparison: PublishedComparison): string[] {
  const { period, group, source, rows, note, agrees } = comparison;
  const width = Math.max(...rows.map(({ quantity }) => quantity.length));
  return [
    `${group}, ${period}: ours, then ${source.where}`,
    ...wrapped(source.paper),
    ...rows.map((row) => `  ${row.quantity.padEnd(width)} ${side(row.ours)} ${side(row.published)}  ${verdict(row)}`),
    agrees
      ? "  Every printed value that is not resampled agrees to its rounding."
      : "  Not every printed value agrees to its rounding.",
    ...(note === null ? [] : wrapped(`Note: ${note}`)),
  ];
}
