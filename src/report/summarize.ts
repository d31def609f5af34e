import type { ParameterGaps } from "../parameter-gap/gap-significance.ts";
import type { NamedGapTest } from "../parameter-gap/named-gap.ts";
import type { GapOccupancy } from "../parameter-gap/occupancy.ts";
import type { GapSensitivity } from "../parameter-gap/sensitivity.ts";
import type { DipTest } from "../statistics/dip-test.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { readResult } from "../statistics/json-checks.ts";
import type { Fit, Law } from "../statistics/law.ts";
import type { PublishedComparison } from "./compare.ts";
import {
  type CoverageRow,
  describeCoverage,
  describeParsed,
  describePublished,
  type ParsedRecords,
} from "./describe-data.ts";
import {
  describeDip,
  describeEras,
  describeGaps,
  describeNamedGap,
  describeOccupancy,
  describeSensitivity,
  type EraContrasts,
} from "./describe-gaps.ts";
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
  | ParameterGaps
  | NamedGapTest
  | EraContrasts
  | GapSensitivity
  | DipTest
  | Estimate
  | Prediction
  | readonly SummarizableRow[];

/** Rows that come in lists. */
export type SummarizableRow = CoverageRow | GapOccupancy | Estimate | Prediction;

function isList(result: Summarizable): result is readonly SummarizableRow[] {
  return Array.isArray(result);
}

function describeEstimate(estimate: Estimate | Prediction): string[] {
  return [formatEstimate(estimate), ...("warnings" in estimate ? warningLines(estimate.warnings) : [])];
}

function describeList(list: readonly SummarizableRow[]): string[] {
  const occupancy = list.filter((row): row is GapOccupancy => "leftFlank" in row);
  if (occupancy.length > 0) return describeOccupancy(occupancy);
  const coverage = list.filter((row): row is CoverageRow => "withValue" in row);
  if (coverage.length > 0 || list.length === 0) return describeCoverage(coverage);
  return list.flatMap((row) => ("withValue" in row || "leftFlank" in row ? [] : describeEstimate(row)));
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
  if ("gaps" in result) return describeGaps(result);
  if ("byEndpoints" in result) return describeNamedGap(result);
  if ("insideVersusAll" in result) return describeEras(result);
  if ("significantRuns" in result) return describeSensitivity(result);
  if ("pValue" in result) return describeDip(result);
  return describeEstimate(result);
}

/**
 * Any public result as lines of text for a terminal: what it is, its numbers with their intervals (the level named),
 * and its warnings in words. Bounds that do not exist are said, not left out.
 *
 * Takes fits and laws of every kind (a kind unknown to the report shows its terms by name), what `doublingTime`,
 * `convertGrowth`, `testBreak`, `testForBreaks`, `compareTrends`, `splitByScale`, the parsers, `valueCoverage`,
 * {@link compareWithPublished} and the `predictX` functions return, what the tests of the parameter gap answer, and plain
 * estimates.
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
  return readResult(result, "result", () => describe(result).join("\n"));
}
