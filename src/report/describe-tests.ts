import type { Warning } from "../errors.ts";
import { isList } from "../numeric/checks.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { yearText } from "./describe-law.ts";
import { formatEstimate } from "./interval-format.ts";
import { formatNumber, formatPValue } from "./number-format.ts";
import { field, warningLines } from "./text-lines.ts";

/** What `testBreak` answers: a break at a year named beforehand. */
export interface KnownBreakTest {
  /** F; null where no residual is left. */
  statistic: number | null;
  /** Degrees of freedom of the statistic. */
  degreesOfFreedom: readonly [number, number];
  /** How often chance alone gives a statistic as large. */
  pValue: number;
}

/** What `testForBreaks` answers: a break anywhere. */
export interface UnknownBreakTest {
  /** The largest F, and where; null where no residual is left. */
  statistic: number | null;
  /** Year of the largest F. */
  year: number | null;
  /** How often chance alone gives a statistic as large. */
  pValue: number;
  /** What a wild test holds against its resamples in place of F. */
  robustStatistic?: number | null;
  /** Davies' bound on the p-value. */
  daviesPValue: number | null;
  /** Share of the points kept on each side of a break. */
  trim: number;
  /** Resamples of the bootstrap, or of the test. */
  resamples: number;
  /** Seed of the resampling. */
  seed: number;
}

/** What `compareTrends` answers. */
export interface TrendDifference {
  /** Difference of the slopes, in orders of magnitude a year. */
  difference: Estimate;
  /** Difference over its standard error. */
  statistic: number | null;
  /** Degrees of freedom of the statistic. */
  degreesOfFreedom: number | null;
  /** How often chance alone gives a statistic as large. */
  pValue: number | null;
}

/** What `splitByScale` answers: the systems set apart by how far they lie from others of their time. */
export interface ScaleGroups {
  /** Places of the large-scale systems. */
  large: readonly number[];
  /** Places of the regular systems. */
  regular: readonly number[];
  /** Places of the low outliers. */
  lowOutliers: readonly number[];
}

function remarks(result: object): string[] {
  return "warnings" in result && isWarnings(result.warnings) ? warningLines(result.warnings) : [];
}

function isWarnings(value: unknown): value is Warning[] {
  return isList(value) && value.every((entry) => typeof entry === "object" && entry !== null && "message" in entry);
}

function statisticText(name: string, statistic: number | null): string {
  return statistic === null
    ? `${name} not defined: the lines leave no residual`
    : `${name} = ${formatNumber(statistic)}`;
}

export function describeKnownBreak(test: KnownBreakTest): string[] {
  const [between, within] = test.degreesOfFreedom;
  return [
    "Test for a break at a known year (Chow)",
    field("statistic", `${statisticText(`F(${between}, ${within})`, test.statistic)}; ${formatPValue(test.pValue)}`),
    ...remarks(test),
  ];
}

export function describeUnknownBreak(test: UnknownBreakTest): string[] {
  const davies = test.daviesPValue === null ? [] : [field("Davies's bound", formatPValue(test.daviesPValue))];
  const where = test.year === null ? "none" : yearText(test.year);
  return [
    "Test for a break at an unknown year (sup-F)",
    field("strongest break", `${where}; ${statisticText("F", test.statistic)}`),
    ...(typeof test.robustStatistic === "number"
      ? [field("robust to spread", `${formatNumber(test.robustStatistic)}, the statistic that is resampled`)]
      : []),
    field("resampled", `${formatPValue(test.pValue)}; ${test.resamples} resamples under one line, seed ${test.seed}`),
    ...davies,
    field("searched", `all but the first and last ${formatNumber(100 * test.trim)} % of the points`),
    ...remarks(test),
  ];
}

export function describeDifference(comparison: TrendDifference): string[] {
  const { statistic, degreesOfFreedom, pValue } = comparison;
  const test =
    statistic === null || pValue === null
      ? []
      : [
          field(
            "test",
            `t${degreesOfFreedom === null ? "" : `(${formatNumber(degreesOfFreedom)})`} = ${formatNumber(statistic)}; ${formatPValue(pValue)}`,
          ),
        ];
  return [
    "Difference of two trends",
    field("slope", formatEstimate(comparison.difference, { unit: "orders of magnitude a year" })),
    ...test,
    ...remarks(comparison),
  ];
}

export function describeScaleGroups(groups: ScaleGroups): string[] {
  return [
    "Split by scale",
    field("large", `${groups.large.length} systems`),
    field("regular", `${groups.regular.length} systems`),
    field("low outliers", `${groups.lowOutliers.length} systems`),
    ...remarks(groups),
  ];
}
