import type { Estimate, Prediction } from "../statistics/estimate.ts";
import type { Fit, Law } from "../statistics/law.ts";
import type { PublishedComparison } from "./compare.ts";
import {
  type CoverageRow,
  describeCoverage,
  describeParsed,
  describePublished,
  type ParsedRecords,
} from "./describe-data.ts";
import { type ConvertedGrowth, describeConversion, describeGrowth, type GrowthResult } from "./describe-growth.ts";
import { describeLaw } from "./describe-law.ts";
import {
  describeDifference,
  describeKnownBreak,
  describeScaleGroups,
  describeUnknownBreak,
  type KnownBreakTest,
  type ScaleGroups,
  type TrendDifference,
  type UnknownBreakTest,
} from "./describe-tests.ts";
import { formatEstimate } from "./interval-format.ts";
import { warningLines } from "./text-lines.ts";

/** Every result that {@link summarize} can put into words. */
export type Summarizable =
  | Law
  | Fit
  | GrowthResult
  | ConvertedGrowth
  | KnownBreakTest
  | UnknownBreakTest
  | TrendDifference
  | ScaleGroups
  | ParsedRecords
  | PublishedComparison
  | Estimate
  | Prediction
  | readonly CoverageRow[]
  | readonly (Estimate | Prediction)[];

function isList(result: Summarizable): result is readonly CoverageRow[] | readonly (Estimate | Prediction)[] {
  return Array.isArray(result);
}

function describeEstimate(estimate: Estimate | Prediction): string[] {
  return [formatEstimate(estimate), ...("warnings" in estimate ? warningLines(estimate.warnings) : [])];
}

function describeList(list: readonly (CoverageRow | Estimate | Prediction)[]): string[] {
  const coverage = list.filter((row): row is CoverageRow => "withValue" in row);
  if (coverage.length > 0 || list.length === 0) return describeCoverage(coverage);
  return list.flatMap((row) => ("withValue" in row ? [] : describeEstimate(row)));
}

function describe(result: Summarizable): string[] {
  if (isList(result)) return describeList(result);
  if ("coefficients" in result) return describeLaw(result);
  if ("halvingTimeMonths" in result) return describeGrowth(result);
  if ("percentPerYear" in result) return describeConversion(result);
  if ("trim" in result) return describeUnknownBreak(result);
  if ("difference" in result) return describeDifference(result);
  if ("degreesOfFreedom" in result) return describeKnownBreak(result);
  if ("lowOutliers" in result) return describeScaleGroups(result);
  if ("rejected" in result) return describeParsed(result);
  if ("agrees" in result) return describePublished(result);
  return describeEstimate(result);
}

/**
 * Any public result as lines of text for a terminal: what it is, its numbers with their intervals (the level named),
 * and its warnings in words. Bounds that do not exist are said, not left out.
 *
 * Takes fits and laws of every kind (a kind unknown to the report shows its terms by name), what `doublingTime`,
 * `convertGrowth`, `testBreak`, `testForBreaks`, `compareTrends`, `splitByScale`, the parsers, `valueCoverage`,
 * {@link compareWithPublished} and the `predictX` functions return, and plain estimates.
 *
 * @param result - one result, or the array that a question put at several points returns.
 * @returns lines joined by `\n`, without colour and without a final line end.
 *
 * @example
 * ```ts
 * import { summarize } from "scaling-laws/report";
 *
 * const coverage = [{ group: "2020", n: 40, withValue: 30, share: 0.75 }];
 * console.log(summarize(coverage).split("\n")[0]); // => "Coverage: share that has the value, 75 % (30 of 40) over all groups"
 * ```
 */
export function summarize(result: Summarizable): string {
  return describe(result).join("\n");
}
