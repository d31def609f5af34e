import { finiteColumn, requireFinite, requireOneOf, requireOptions } from "../numeric/checks.ts";
import { intervalMultiplier, type Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { drawnSpread, type LogSpread, symmetricSpread } from "../statistics/power-prediction.ts";
import { gradientAt, type SegmentedLine, valueAt } from "../statistics/segmented-line.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { type AnyPiecewiseTrend, lineOf, lineOfDraw } from "./piecewise-trend-law.ts";
import { predictionAtYear } from "./prediction-at-year.ts";

/** What {@link predictPiecewiseTrend} predicts, and at which level. */
export interface PredictPiecewiseTrendOptions {
  /** `line`: where the line itself runs (default); `observation`: where a single new system falls. */
  of?: "line" | "observation";
  /** Default: the level of the law's own intervals. */
  level?: number;
}

/**
 * The value of a piecewise trend at a year: 10^(the line there). The first and the last segment reach beyond the data;
 * a year on a break of a discontinuous trend belongs to the later segment.
 *
 * The line is the geometric mean, which under symmetric errors is the median of the values. Bounds are 10^ the bounds of
 * the exponent: percentiles of the kept draws, each with its own breaks, or else t (or the normal) with the covariance of
 * all terms, estimated breaks among them. The standard error is value x ln 10 x SE(exponent). An `observation` adds the
 * residual spread of the fit, of a point of weight one.
 *
 * @param law - A piecewise trend, fitted or stored.
 * @param year - A decimal year, or several.
 * @returns Natural units; one prediction for a number, one each for an array. Warnings: `EXTRAPOLATION` beyond the years
 * the fit saw, `NO_COVARIANCE`, `UNBOUNDED` where a number is too large to be held, and null instead.
 * @throws ScalingError `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitPiecewiseTrend, predictPiecewiseTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2016, 2017, 2018, 2019, 2020, 2021], value: [1e18, 2e18, 4e18, 4e19, 4e20, 5e21] };
 * const fit = fitPiecewiseTrend(series, { breaks: [2018], continuous: true });
 * console.log(predictPiecewiseTrend(fit, 2020).estimate?.toExponential(1)); // => "4.4e+20"
 * console.log(predictPiecewiseTrend(fit, [2020, 2023])[1]?.warnings[0]?.code); // => "EXTRAPOLATION"
 * ```
 */
export function predictPiecewiseTrend(
  law: AnyPiecewiseTrend,
  year: number,
  options?: PredictPiecewiseTrendOptions,
): Prediction;
export function predictPiecewiseTrend(
  law: AnyPiecewiseTrend,
  years: ArrayLike<number>,
  options?: PredictPiecewiseTrendOptions,
): Prediction[];
export function predictPiecewiseTrend(
  law: AnyPiecewiseTrend,
  year: number | ArrayLike<number>,
  options: PredictPiecewiseTrendOptions = {},
): Prediction | Prediction[] {
  requireUsableLaw(law, "piecewise-trend");
  requireOptions(options);
  const of = requireOneOf(options.of ?? "line", ["line", "observation"], "options.of");
  const level = resolveLevel(options.level ?? lawLevel(law));
  const line = lineOf(law);
  const spreadAt = spreadsOf(law, line, of, level);
  const predictAt = (at: number): Prediction => {
    const exponent = valueAt(line, at);
    return predictionAtYear(law, { year: at, exponent, of, level }, spreadAt(exponent, at));
  };
  return typeof year === "object"
    ? Array.from(finiteColumn(year, "year"), predictAt)
    : predictAt(requireFinite(year, "year"));
}

/** The spread of the exponent at one year after another: whatever does not depend on the year is computed once. */
function spreadsOf(
  law: AnyPiecewiseTrend,
  line: SegmentedLine,
  of: "line" | "observation",
  level: number,
): (exponent: number, year: number) => LogSpread | null {
  const { draws } = law;
  if (of === "line" && draws !== null && draws.length > 1) {
    const lines = draws.map((draw) => lineOfDraw(law, draw));
    return (_, year) => {
      const exponents = Float64Array.from(lines, (each) => valueAt(each, year));
      return drawnSpread(exponents, level);
    };
  }
  const residual = of === "line" ? 0 : (law.goodness?.residualStandardError ?? null);
  if (law.covariance === null || residual === null) return () => null;
  const multiplier = intervalMultiplier(level, law.intervalDegreesOfFreedom);
  return (exponent, year) => {
    const standardError = exponentError(law, line, year) ?? 0;
    return symmetricSpread(exponent, Math.hypot(standardError, residual), multiplier);
  };
}

/** The standard error of the exponent at a year from the covariance of the terms; null without one. */
export function exponentError(law: AnyPiecewiseTrend, line: SegmentedLine, year: number): number | null {
  const { covariance } = law;
  if (covariance === null) return null;
  const gradient = gradientAt(line, year, law.terms.length);
  let variance = 0;
  for (let i = 0; i < gradient.length; i++) {
    // Of separate pieces only those of the year's own piece are not zero.
    if (gradient[i] === 0) continue;
    for (let j = 0; j < gradient.length; j++) variance += gradient[i]! * covariance[i]![j]! * gradient[j]!;
  }
  return Math.sqrt(Math.max(0, variance));
}

/** The level of the law's own intervals. */
export function lawLevel(law: AnyPiecewiseTrend): number {
  return law.coefficients[law.terms[0]!]!.level;
}
