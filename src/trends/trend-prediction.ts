import { finiteColumn, requireFinite, requireOneOf, requireOptions } from "../numeric/checks.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { drawnSpread, type LogSpread, symmetricSpread } from "../statistics/power-prediction.ts";
import { predictionAtYear } from "./prediction-at-year.ts";
import type { AnyTrend } from "./trend.ts";
import { requireTrendLaw } from "./trend-law.ts";

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
  requireTrendLaw(law);
  requireOptions(options);
  const of = requireOneOf(options.of ?? "line", ["line", "observation"], "options.of");
  const level = resolveLevel(options.level ?? law.coefficients.slopeOomPerYear.level);
  if (typeof year !== "object") return predictAt(law, requireFinite(year, "year"), of, level);
  return Array.from(finiteColumn(year, "year"), (each) => predictAt(law, each, of, level));
}

function predictAt(law: AnyTrend, year: number, of: "line" | "observation", level: number): Prediction {
  const { log10AtReference, slopeOomPerYear } = law.coefficients;
  const distance = year - requireFinite(law.referenceYear, "law.referenceYear");
  const exponent = log10AtReference.estimate + slopeOomPerYear.estimate * distance;
  const spread =
    of === "line" ? lineSpread(law, exponent, distance, level) : observationSpread(law, exponent, distance, level);
  return predictionAtYear(law, { year, exponent, of, level }, spread);
}

function lineSpread(law: AnyTrend, exponent: number, distance: number, level: number): LogSpread | null {
  if (law.draws !== null && law.draws.length > 1) {
    const exponents = Float64Array.from(law.draws, (draw) => draw[0]! + draw[1]! * distance);
    return drawnSpread(exponents, level);
  }
  if (law.covariance === null) return null;
  const standardError = Math.sqrt(varianceAt(law.covariance, distance));
  return symmetricSpread(exponent, standardError, level, law.intervalDegreesOfFreedom);
}

function observationSpread(law: AnyTrend, exponent: number, distance: number, level: number): LogSpread | null {
  const residual = law.goodness?.residualStandardError ?? null;
  if (law.covariance === null || residual === null) return null;
  const standardError = Math.sqrt(varianceAt(law.covariance, distance) + residual ** 2);
  return symmetricSpread(exponent, standardError, level, law.intervalDegreesOfFreedom);
}

/** Var(level + slope distance), which rounding must not make negative. */
export function varianceAt(covariance: readonly (readonly number[])[], distance: number): number {
  return Math.max(0, covariance[0]![0]! + 2 * distance * covariance[0]![1]! + distance * distance * covariance[1]![1]!);
}
