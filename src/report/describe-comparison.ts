import type { LawComparison } from "./compare-law.ts";
import type { ComparisonRow } from "./comparison-row.ts";
import { formatInterval, formatLevel } from "./interval-format.ts";
import { formatNumber } from "./number-format.ts";
import { tableLines, wrapped } from "./text-lines.ts";

const DIGITS = { digits: 4 };

function numberText(value: number | null): string {
  return value === null ? "none" : formatNumber(value, DIGITS);
}

/** What a row shows, in a word or two. */
export function verdictOf({ agrees, withinInterval, published }: ComparisonRow): string {
  if (published === null) return "unprinted";
  if (agrees === true) return "agrees";
  if (withinInterval !== null) return withinInterval ? "inside" : "outside";
  return agrees === null ? "no bounds" : "differs";
}

function intervalText({ lower, upper }: ComparisonRow, level: number): string {
  if (lower === null && upper === null) return "none";
  return formatInterval({ lower, upper, level }, { digits: 3 })
    .replace(", no upper bound", "")
    .replace(", no lower bound", "");
}

function countLine(
  rows: readonly ComparisonRow[],
  what: string,
  value: (row: ComparisonRow) => boolean | null,
): string[] {
  const known = rows.filter((row) => value(row) !== null);
  if (known.length === 0) return [];
  const not = known.filter((row) => value(row) === false).map(({ quantity }) => quantity);
  if (not.length === known.length) return wrapped(`None of ${known.length} ${what}.`);
  const but = not.length === 0 ? "" : `; not ${not.join(", ")}`;
  return wrapped(`${known.length - not.length} of ${known.length} ${what}${but}.`);
}

/** A law held against a published one: a line for each number, and what it comes to. */
export function describeLawComparison(comparison: LawComparison): string[] {
  const { kind, rows, level, note, source } = comparison;
  const name = kind === "allocation" ? "compute-optimal exponents" : kind.replaceAll("-", " ");
  const what = name.charAt(0).toUpperCase() + name.slice(1);
  const head = ["", "ours", `${formatLevel(level)} interval`, "published", "apart", ""];
  const table = rows.map((row) => [
    row.quantity,
    numberText(row.ours),
    intervalText(row, level),
    numberText(row.published),
    row.differenceInStandardErrors === null ? "none" : formatNumber(row.differenceInStandardErrors, { digits: 2 }),
    verdictOf(row),
  ]);
  return [
    `${what}, ours beside the published one: ${source.where}`,
    ...wrapped(source.paper),
    ...tableLines([head, ...table]),
    "  apart: ours less the published value, in standard errors of ours.",
    ...countLine(rows, "published values lie in our intervals", (row) => row.withinInterval),
    ...countLine(rows, "agree to the printed digits", (row) => row.agrees),
    ...(source.status === "printed" ? [] : [`  The published values are ${source.status}, not printed.`]),
    ...(note === null ? [] : wrapped(`Note: ${note}`)),
    ...comparison.warnings.flatMap(({ message }) => wrapped(`Note: ${message}`)),
  ];
}
