import type { Warning } from "../errors.ts";
import { finiteColumn, requireFinite, requireOneOf } from "../numeric/checks.ts";
import { normalQuantile, studentTQuantile } from "../numeric/distributions.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import { percentileInterval, standardDeviation } from "../statistics/bootstrap.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { AnyTrend } from "./trend.ts";

/** What {@link predictTrend} may be told. */
export interface PredictTrendOptions {
  /** `line`: where the line itself runs (default); `observation`: where a single new system falls. */
  of?: "line" | "observation";
  /** Default: the level of the law's own intervals. */
  level?: number;
}

/**
 * The value of a trend at a year: 10^(log10AtReference + slopeOomPerYear (year - referenceYear)).
 *
 * The line is the geometric mean, which under symmetric errors is the median of the values, not their arithmetic mean:
 * no smearing is applied. Bounds are 10^ the bounds of the exponent; the standard error is the delta method's,
 * value x ln 10 x SE(exponent). A law with kept draws takes the percentiles of its draws, one with a covariance
 * quantiles of t (or the normal); a law with neither has null bounds and a warning.
 * An `observation` adds the residual spread of the fit, of a point of weight one: a law without it has null bounds.
 *
 * @param law - A trend, robust trend or quantile trend, fitted or published.
 * @param year - A decimal year, or several.
 * @returns Natural units; one prediction for a number, one each for an array. Warnings: `EXTRAPOLATION` beyond the years
 * the fit saw, `NO_COVARIANCE`, `UNBOUNDED` where a number is too large to be held, and null instead.
 * @throws ScalingError `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitTrend, predictTrend } from "scaling-laws/trends";
 *
 * const trend = fitTrend({ year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] });
 * const compute = predictTrend(trend, 2021);
 * console.log(compute.estimate?.toExponential(1)); // => "1.1e+22"
 * console.log(compute.upper?.toExponential(1)); // => "4.1e+22"
 * console.log(predictTrend(trend, [2021, 2025])[1]?.warnings[0]?.code); // => "EXTRAPOLATION"
 * ```
 */
export function predictTrend(law: AnyTrend, year: number, options?: PredictTrendOptions): Prediction;
export function predictTrend(law: AnyTrend, years: ArrayLike<number>, options?: PredictTrendOptions): Prediction[];
export function predictTrend(
  law: AnyTrend,
  year: number | ArrayLike<number>,
  options: PredictTrendOptions = {},
): Prediction | Prediction[] {
  const of = requireOneOf(options.of ?? "line", ["line", "observation"], "options.of");
  const level = resolveLevel(options.level ?? law.coefficients.slopeOomPerYear.level);
  if (typeof year !== "object") return predictAt(law, requireFinite(year, "year"), of, level);
  return Array.from(finiteColumn(year, "year"), (each) => predictAt(law, each, of, level));
}

function predictAt(law: AnyTrend, year: number, of: "line" | "observation", level: number): Prediction {
  const { log10AtReference, slopeOomPerYear } = law.coefficients;
  const distance = year - law.referenceYear;
  const exponent = log10AtReference.estimate + slopeOomPerYear.estimate * distance;
  const warnings = extrapolationWarnings(law, year, "year");
  const spread = of === "line" ? lineSpread(law, exponent, distance, level) : observationSpread(law, distance, level);
  if (spread === null) warnings.push(noSpreadWarning(law, of));

  const bound = (at: number | null | undefined): number | null =>
    at === null || at === undefined ? null : powerOfTen(at);
  const estimate = powerOfTen(exponent);
  const standardError = estimate === null || spread === null ? null : estimate * Math.LN10 * spread.standardError;
  const prediction: Prediction = {
    estimate,
    standardError: Number.isFinite(standardError) ? standardError : null,
    lower: bound(spread === null ? null : exponent - spread.below),
    upper: bound(spread === null ? null : exponent + spread.above),
    level,
    warnings,
  };
  if (estimate === null || (spread !== null && (prediction.lower === null || prediction.upper === null))) {
    const largest = estimate === null ? exponent : exponent + (spread?.above ?? 0);
    const message = `10^${largest.toPrecision(4)} is beyond the largest number that can be held, 10^308.25.`;
    warnings.push({ code: "UNBOUNDED", message, path: estimate === null ? "estimate" : "upper" });
  }
  return prediction;
}

/** How far the bounds of an exponent lie below and above it. */
interface Spread {
  standardError: number;
  below: number;
  above: number;
}

function lineSpread(law: AnyTrend, exponent: number, distance: number, level: number): Spread | null {
  if (law.draws !== null && law.draws.length > 1) {
    const exponents = Float64Array.from(law.draws, (draw) => draw[0]! + draw[1]! * distance);
    const { lower, upper } = percentileInterval(exponents, level);
    const standardError = standardDeviation(exponents);
    if (lower === null || upper === null || standardError === null) return null;
    return { standardError, below: exponent - lower, above: upper - exponent };
  }
  return law.covariance && symmetricSpread(law, varianceAt(law.covariance, distance), level);
}

function observationSpread(law: AnyTrend, distance: number, level: number): Spread | null {
  const residual = law.goodness?.residualStandardError ?? null;
  if (law.covariance === null || residual === null) return null;
  return symmetricSpread(law, varianceAt(law.covariance, distance) + residual ** 2, level);
}

function symmetricSpread(law: AnyTrend, variance: number, level: number): Spread {
  const standardError = Math.sqrt(variance);
  const half = intervalMultiplier(law, level) * standardError;
  return { standardError, below: half, above: half };
}

/** Var(level + slope distance), which rounding must not make negative. */
export function varianceAt(covariance: readonly (readonly number[])[], distance: number): number {
  return Math.max(0, covariance[0]![0]! + 2 * distance * covariance[0]![1]! + distance * distance * covariance[1]![1]!);
}

/** The quantile of t, or of the normal, that makes an interval of a standard error. */
export function intervalMultiplier(law: AnyTrend, level: number): number {
  const probability = (1 + level) / 2;
  const degreesOfFreedom = law.intervalDegreesOfFreedom;
  return degreesOfFreedom === null ? normalQuantile(probability) : studentTQuantile(probability, degreesOfFreedom);
}

export function extrapolationWarnings(law: AnyTrend, year: number, path: string): Warning[] {
  const seen = law.support?.["year"];
  if (seen === undefined || (year >= seen.lower && year <= seen.upper)) return [];
  const message = `${year} lies outside the years the trend was fitted on, ${seen.lower} to ${seen.upper}.`;
  return [{ code: "EXTRAPOLATION", message, path }];
}

function noSpreadWarning(law: AnyTrend, of: "line" | "observation"): Warning {
  const missing =
    of === "observation" && law.covariance !== null ? "residual spread" : "covariance of its coefficients and no draws";
  return { code: "NO_COVARIANCE", message: `The law has no ${missing}: no bounds can be given.`, path: null };
}
