import { finiteColumn, requireFinite, requireOneOf, requireOptions } from "../numeric/checks.ts";
import { intervalMultiplier, type Prediction } from "../statistics/estimate.ts";
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
  const exponentAt = exponentsOf(law, of, level);
  const predictAt = (at: number): Prediction => {
    const { exponent, spread } = exponentAt(at);
    return predictionAtYear(law, { year: at, exponent, of, level }, spread);
  };
  return typeof year === "object"
    ? Array.from(finiteColumn(year, "year"), predictAt)
    : predictAt(requireFinite(year, "year"));
}

/** log10 of the value of a trend at a year; the spread is null for a law without what it is made of. */
interface ExponentAtYear {
  exponent: number;
  spread: LogSpread | null;
}

/** What answers for one year after another: whatever does not depend on the year is computed once. */
export function exponentsOf(
  law: AnyTrend,
  of: "line" | "observation",
  level: number,
): (year: number) => ExponentAtYear {
  const referenceYear = requireFinite(law.referenceYear, "law.referenceYear");
  const start = law.coefficients.log10AtReference.estimate;
  const slope = law.coefficients.slopeOomPerYear.estimate;
  const spreadAt = spreadsOf(law, of, level);
  return (year) => {
    const distance = year - referenceYear;
    const exponent = start + slope * distance;
    return { exponent, spread: spreadAt(exponent, distance) };
  };
}

type SpreadAt = (exponent: number, distance: number) => LogSpread | null;

function spreadsOf(law: AnyTrend, of: "line" | "observation", level: number): SpreadAt {
  const { draws, covariance } = law;
  if (of === "line" && draws !== null && draws.length > 1) {
    return (_, distance) => {
      const exponents = Float64Array.from(draws, (draw) => draw[0]! + draw[1]! * distance);
      return drawnSpread(exponents, level);
    };
  }
  const residual = of === "line" ? 0 : (law.goodness?.residualStandardError ?? null);
  if (covariance === null || residual === null) return () => null;
  const multiplier = intervalMultiplier(level, law.intervalDegreesOfFreedom);
  return (exponent, distance) => {
    const standardError = Math.sqrt(varianceAt(covariance, distance) + residual ** 2);
    return symmetricSpread(exponent, standardError, multiplier);
  };
}

/** Var(level + slope distance), which rounding must not make negative. */
export function varianceAt(covariance: readonly (readonly number[])[], distance: number): number {
  return Math.max(0, covariance[0]![0]! + 2 * distance * covariance[0]![1]! + distance * distance * covariance[1]![1]!);
}
