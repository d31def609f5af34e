import type { Source } from "../statistics/law.ts";

/**
 * A number with its bootstrap bracket, exactly as a paper prints it.
 *
 * `point` is the least-squares value; `lower`, `median` and `upper` are the .025, .5 and .975 quantiles of the paper's
 * bootstrap, each taken on its own: `median` is not `point`, and the quantiles of a doubling time are not those of the
 * slope turned over. `decimals` is the printed rounding.
 */
export interface PrintedInterval {
  /** The value printed. */
  point: number;
  /** 2.5 % quantile of the resamples. */
  lower: number;
  /** Median of the resamples. */
  median: number;
  /** 97.5 % quantile of the resamples. */
  upper: number;
  /** Decimals printed. */
  decimals: number;
}

/** One printed row of a table of growth trends. Null where the paper prints nothing. */
export interface PublishedTrend {
  /** The quantity that grows. */
  quantity: "trainingComputeFlop" | "parameters";
  /** The period as printed. */
  period: string;
  /** The group of systems as printed. */
  group: string;
  /** Number of systems. */
  n: number | null;
  /** The line at the first and at the last date of the group, printed to one digit. */
  scaleStart: number | null;
  /** The line at the last date. */
  scaleEnd: number | null;
  /** Slope, in orders of magnitude a year. */
  slopeOomPerYear: PrintedInterval | null;
  /** Months to double. */
  doublingTimeMonths: PrintedInterval | null;
  /** R squared; null where none is printed. */
  rSquared: number | null;
  /** How many of the paper's months make one of its years: 365 / 30, since it counts months of 30 days. */
  monthsPerYear: number;
  /** What is wrong or odd about the row as printed. */
  note: string | null;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** lower, median and upper, in the order in which the papers print them. */
export type Bracket = readonly [lower: number, median: number, upper: number];

/** A row of a table as it is typed off a paper, column by column. */
export type PrintedRow = readonly [
  period: string,
  group: string,
  n: number,
  scale: readonly [start: number, end: number] | null,
  slopeOomPerYear: number | null,
  slopeBracket: Bracket | null,
  doublingTimeMonths: number | null,
  doublingBracket: Bracket | null,
  rSquared: number | null,
];

function printed(point: number | null, bracket: Bracket | null): PrintedInterval | null {
  if (point === null || bracket === null) return null;
  return { point, lower: bracket[0], median: bracket[1], upper: bracket[2], decimals: 1 };
}

/** Gives the rows of one printed table their names, quantity and source, and the row numbered i (from 0) its note. */
export function publishedTable(
  quantity: PublishedTrend["quantity"],
  source: Source,
  rows: readonly PrintedRow[],
  notes: Readonly<Record<number, string>> = {},
): PublishedTrend[] {
  return rows.map(([period, group, n, scale, slope, slopeBracket, months, monthsBracket, rSquared], i) => ({
    quantity,
    period,
    group,
    n,
    scaleStart: scale === null ? null : scale[0],
    scaleEnd: scale === null ? null : scale[1],
    slopeOomPerYear: printed(slope, slopeBracket),
    doublingTimeMonths: printed(months, monthsBracket),
    rSquared,
    monthsPerYear: 365 / 30,
    note: notes[i] ?? null,
    source: { ...source },
  }));
}
