import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { dayOfDate } from "../trends/day-number.ts";
import { type AnyDensingLaw, type ReadDensingLaw, readDensingLaw } from "./densing-formula.ts";
import { isoOfDay } from "./density-records.ts";
import type { DensingQuestionOptions } from "./predict-score.ts";

/** What every answer that rests on a line through records must say. */
function recordsWarning(prediction: Prediction): Prediction["warnings"] {
  if (prediction.lower === null && prediction.upper === null) return [];
  const message =
    "The bounds are those of a line through selected records: they describe it and cover less than their level.";
  return [{ code: "RECORDS_SELECTED", message, path: null }];
}

function dateWarnings(
  law: AnyDensingLaw,
  { origin }: ReadDensingLaw,
  day: number,
  path: string,
): Prediction["warnings"] {
  const seen = law.support?.["day"];
  if (seen === undefined || (day - origin >= seen.lower && day - origin <= seen.upper)) return [];
  const beyond = day - origin > seen.upper ? day - origin - seen.upper : seen.lower - (day - origin);
  const message = `${isoOfDay(day)} lies ${beyond} days outside the dates of the law, ${isoOfDay(origin + seen.lower)} to ${isoOfDay(origin + seen.upper)}.`;
  return [{ code: "EXTRAPOLATION", message, path }];
}

/**
 * The density of the densest model that the law expects on a date, exp(intercept + slopePerDay t).
 *
 * @param law - a fit of {@link fitDensingLaw}, or a published law.
 * @param date - ISO, yyyy-mm-dd.
 * @param options - `level`; default that of the law.
 * @returns the density, with bounds of the line, which describe it (`RECORDS_SELECTED`). Other warnings:
 * `EXTRAPOLATION`, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws ScalingError `INVALID_DATE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { predictDensity } from "scaling-laws/densing";
 * import { xiao2025 } from "scaling-laws/published";
 *
 * console.log(predictDensity(xiao2025.figure1.law, "2024-02-24").estimate?.toFixed(3)); // => "0.796"
 * ```
 */
export function predictDensity(law: AnyDensingLaw, date: string, options: DensingQuestionOptions = {}): Prediction {
  requireOptions(options);
  const read = readDensingLaw(law);
  const day = dayOfDate(date, "date");
  const prediction = askLaw(law, {
    answer: (values) => read.interceptOf(values) + read.slopeOf(values) * (day - read.origin),
    scale: "log",
    level: resolveLevel(options.level ?? law.coefficients.slopePerDay.level),
  });
  prediction.warnings.push(...dateWarnings(law, read, day, "date"), ...recordsWarning(prediction));
  return prediction;
}

/** A model of one date, and the date for which its equal is sought. */
export interface EquivalenceQuestion {
  /** Size of the model at the first date. */
  parameters: number;
  /** First date, ISO. */
  fromDate: string;
  /** Second date, ISO. */
  toDate: string;
}

/**
 * How many parameters the densest model of another date needs to perform as one of `parameters` did,
 * N(to) = N(from) exp(-slopePerDay (to - from)).
 *
 * It compares frontier with frontier: both models are taken as the densest of their dates.
 *
 * @param law - a fit of {@link fitDensingLaw}, or a published law.
 * @param question - `parameters`, `fromDate` and `toDate` (ISO), in either order of time.
 * @returns Warnings: `RECORDS_SELECTED`, `EXTRAPOLATION`, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws ScalingError `INVALID_DATE`, `NOT_POSITIVE`, `NOT_FINITE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Xiao et al. 2025 (arXiv 2412.04315), corollary 1.
 *
 * @example
 * ```ts
 * import { equivalentParameters } from "scaling-laws/densing";
 * import { xiao2025 } from "scaling-laws/published";
 *
 * const question = { parameters: 7e9, fromDate: "2023-09-27", toDate: "2024-02-01" };
 * const later = equivalentParameters(xiao2025.figure1.law, question);
 * console.log(((later.estimate ?? 0) / 1e9).toFixed(2)); // => "3.05"
 * ```
 */
export function equivalentParameters(
  law: AnyDensingLaw,
  question: EquivalenceQuestion,
  options: DensingQuestionOptions = {},
): Prediction {
  requireOptions(question, "question");
  requireOptions(options);
  const read = readDensingLaw(law);
  const log = Math.log(requirePositive(question?.parameters, "question.parameters"));
  const from = dayOfDate(question.fromDate, "question.fromDate");
  const to = dayOfDate(question.toDate, "question.toDate");
  const prediction = askLaw(law, {
    answer: (values) => log - read.slopeOf(values) * (to - from),
    scale: "log",
    level: resolveLevel(options.level ?? law.coefficients.slopePerDay.level),
  });
  prediction.warnings.push(
    ...dateWarnings(law, read, from, "question.fromDate"),
    ...dateWarnings(law, read, to, "question.toDate"),
    ...recordsWarning(prediction),
  );
  return prediction;
}
