import { formatInterval, formatNumber } from "scaling-laws/report";
import { doublingTime, fitTrend, type Trend } from "scaling-laws/trends";
import { type Column, note, table } from "./blocks.ts";
import type { SystemColumns } from "./quantities.ts";

/** Fewer points than this get no line: the interval would say nothing. */
export const FEWEST = 5;

/** A group of systems with its line, once as if systems were independent, once clustered by organisation. */
export interface GrowthRow {
  label: string;
  n: number;
  organizations: number;
  plain: Trend | null;
  clustered: Trend | null;
}

type Slope = Parameters<typeof doublingTime>[0];

export function growthRow(label: string, systems: SystemColumns): GrowthRow {
  const n = systems.year.length;
  const organizations = new Set(systems.organization).size;
  const enough = n >= FEWEST && new Set(systems.year).size > 2;
  const plain = enough ? fitTrend(systems) : null;
  // Where no two systems share an organisation there is nothing to cluster.
  const clustered =
    enough && organizations > 2 && organizations < n
      ? fitTrend(systems, { interval: "cluster", clusters: systems.organization })
      : null;
  return { label, n, organizations, plain, clustered };
}

/** A doubling time in months as a cell; none where the estimate falls. */
export function doublingCell(slope: Slope): string {
  const months = doublingTime(slope).doublingTimeMonths?.estimate ?? null;
  return months === null ? "none" : formatNumber(months);
}

/** The interval of a doubling time as a cell: two bounds, or "over 14.0" where there is no upper one. */
export function intervalCell(slope: Slope): string {
  const { doublingTimeMonths: time } = doublingTime(slope);
  if (time === null) return "none";
  if (time.lower !== null && time.upper === null) return `over ${formatNumber(time.lower)}`;
  return formatInterval(time, { digits: 3 });
}

const COLUMNS: Column[] = [
  { title: "n", align: "right" },
  { title: "orgs", align: "right" },
  { title: "OOM/year", align: "right" },
  { title: "months", align: "right" },
  { title: "plain 95 %" },
  { title: "by org. 95 %" },
];

function cells(row: GrowthRow): string[] {
  const { plain, clustered } = row;
  const head = [row.label, String(row.n), String(row.organizations)];
  if (plain === null) return [...head, "-", "-", "too few", ""];
  return [
    ...head,
    formatNumber(plain.coefficients.slopeOomPerYear.estimate),
    doublingCell(plain),
    intervalCell(plain),
    clustered === null ? "no clusters" : intervalCell(clustered),
  ];
}

/** Growth of several groups with their doubling times in months; under the table, in words, what weakens a line. */
export function printGrowth(title: string, rows: readonly GrowthRow[]): void {
  table([{ title }, ...COLUMNS], rows.map(cells));
  for (const { label, plain, clustered } of rows) {
    for (const [name, fit] of [
      [label, plain],
      [`${label}, by organisation`, clustered],
    ] as const) {
      const warnings = fit === null ? [] : [...fit.warnings, ...doublingTime(fit).warnings];
      for (const { message } of warnings) note(`${name}: ${message}`);
    }
  }
}
