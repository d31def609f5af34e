import { ScalingError } from "../errors.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { readResult } from "../statistics/json-checks.ts";
import { describeLawComparison } from "./describe-comparison.ts";
import { describeCoverage, describeParsed, describePublished } from "./describe-data.ts";
import { describeDomainList, describeDomainResult } from "./describe-domain.ts";
import {
  describeDip,
  describeEras,
  describeGaps,
  describeNamedGap,
  describeOccupancy,
  describeSensitivity,
} from "./describe-gaps.ts";
import { describeConversion, describeGrowth } from "./describe-growth.ts";
import { describeLaw } from "./describe-law.ts";
import { describeDifference, describeKnownBreak, describeScaleGroups, describeUnknownBreak } from "./describe-tests.ts";
import { formatEstimate } from "./interval-format.ts";
import type { Summarizable, SummarizableRow } from "./summarizable.ts";
import { warningLines } from "./text-lines.ts";

export type { Summarizable, SummarizableRow } from "./summarizable.ts";

function isList(result: Summarizable): result is readonly SummarizableRow[] {
  return Array.isArray(result);
}

function describeEstimate(estimate: Estimate | Prediction): string[] {
  return [formatEstimate(estimate), ...("warnings" in estimate ? warningLines(estimate.warnings) : [])];
}

function describeList(list: readonly SummarizableRow[]): string[] {
  const [first] = list;
  if (first === undefined) return describeCoverage([]);
  if (list.findIndex((row) => typeof row !== "object" || row === null) >= 0) return unknownResult();
  const domain = describeDomainList(list);
  if (domain !== null) return domain;
  const occupancy = list.filter((row) => "leftFlank" in row);
  if (occupancy.length > 0) return describeOccupancy(occupancy);
  const coverage = list.filter((row) => "withValue" in row);
  if (coverage.length > 0) return describeCoverage(coverage);
  return list.flatMap((row) => ("estimate" in row ? describeEstimate(row) : unknownResult()));
}

function describe(result: Summarizable): string[] {
  if (typeof result !== "object" || result === null) return unknownResult();
  if (isList(result)) return describeList(result);
  if ("coefficients" in result) return describeLaw(result);
  if ("halvingTimeMonths" in result) return describeGrowth(result);
  if ("percentPerYear" in result) return describeConversion(result);
  if ("withinIntervals" in result) return describeLawComparison(result);
  const domain = describeDomainResult(result);
  if (domain !== null) return domain;
  if ("trim" in result) return describeUnknownBreak(result);
  if ("difference" in result) return describeDifference(result);
  if ("degreesOfFreedom" in result) return describeKnownBreak(result);
  if ("lowOutliers" in result) return describeScaleGroups(result);
  if ("records" in result) return describeParsed(result);
  if ("agrees" in result) return describePublished(result);
  if ("gaps" in result) return describeGaps(result);
  if ("byEndpoints" in result) return describeNamedGap(result);
  if ("insideVersusAll" in result) return describeEras(result);
  if ("significantRuns" in result) return describeSensitivity(result);
  if ("pValue" in result) return describeDip(result);
  return "estimate" in result ? describeEstimate(result) : unknownResult();
}

function unknownResult(): never {
  const message = "Expected a result of this library: a law, a fit, an estimate, or what one of its functions returns";
  throw new ScalingError("UNSUPPORTED_TYPE", message, "result");
}

/**
 * Any public result as lines of text for a terminal: what it is, its numbers with their intervals (the level named),
 * and its warnings in words. Bounds that do not exist are said, not left out.
 *
 * Takes fits and laws of every kind (a kind unknown to the report shows its terms by name), what `doublingTime`,
 * `convertGrowth`, `testBreak`, `testForBreaks`, `compareTrends`, `splitByScale`, the parsers, `valueCoverage`,
 * {@link compareWithPublished} and the `predictX` functions return, what the tests of the parameter gap answer, mixtures,
 * tables of shapes, back-tests, compute-optimal runs, effective sizes, densities and eras, cut-offs, comparisons of
 * routers, cross-validations, bounds and exponents of corpora, and plain estimates.
 *
 * @param result - one result, or the array that a question put at several points returns.
 * @returns lines joined by `\n`, without colour and without a final line end.
 * @throws ScalingError `UNSUPPORTED_TYPE` for what is no result of this library.
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
