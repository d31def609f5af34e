import type { Warning } from "../errors.ts";
import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { drawsCovariance } from "../statistics/bootstrap.ts";
import { intervalMultiplier, noCovarianceWarning, type Prediction } from "../statistics/estimate.ts";
import { fiellerZeroSet, type ZeroSet } from "../statistics/fieller.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { extrapolationWarnings } from "./prediction-at-year.ts";
import type { AnyTrend } from "./trend.ts";
import { requireTrendLaw } from "./trend-law.ts";
import { varianceAt } from "./trend-prediction.ts";

/**
 * The year at which a trend reaches a value: referenceYear + (log10(value) - log10AtReference) / slopeOomPerYear.
 *
 * The bounds are Fieller's (1954): the years at which the line's own interval holds the value. Where the slope cannot be
 * told from zero they are no interval: then both bounds are null and a warning says which years remain.
 * The standard error is the delta method's, and given only where the years form an interval.
 *
 * @param law - A trend, robust trend or quantile trend, fitted or published.
 * @param value - In natural units, above zero.
 * @param options - `level`; default: the level of the law's own intervals.
 * @returns A decimal year. Warnings: `NOT_REACHED` for a slope of zero (estimate null), `UNBOUNDED`, `NO_COVARIANCE`,
 * `EXTRAPOLATION` where the year lies beyond those the fit saw.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `OUT_OF_RANGE` (years that no
 * double holds).
 *
 * @example
 * ```ts
 * import { fitTrend, invertTrend } from "scaling-laws/trends";
 *
 * const trend = fitTrend({ year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] });
 * const year = invertTrend(trend, 1e22);
 * console.log(year.estimate?.toFixed(2)); // => "2020.94"
 * console.log(year.lower?.toFixed(2)); // => "2020.34"
 * console.log(year.upper?.toFixed(2)); // => "2022.24"
 * ```
 */
export function invertTrend(law: AnyTrend, value: number, options: { level?: number } = {}): Prediction {
  requireTrendLaw(law);
  requireOptions(options);
  const target = Math.log10(requirePositive(value, "value"));
  const level = resolveLevel(options.level ?? law.coefficients.slopeOomPerYear.level);
  const slope = law.coefficients.slopeOomPerYear.estimate;
  const above = law.coefficients.log10AtReference.estimate - target;
  const distance = -above / slope;
  const none: Prediction = { estimate: null, standardError: null, lower: null, upper: null, level, warnings: [] };
  // A slope of rounding error: the line neither rises nor falls by what a double can tell within a year.
  if (Math.abs(slope) <= 4 * Number.EPSILON * Math.max(1, Math.abs(target)) || !Number.isFinite(distance)) {
    const message = `The line does not rise or fall (slope ${slope} OOM per year): it reaches ${value} at no one year.`;
    return { ...none, warnings: [{ code: "NOT_REACHED", message, path: "estimate" }] };
  }
  const estimate = law.referenceYear + distance;
  const warnings = extrapolationWarnings(law, estimate, "estimate");
  const covariance = covarianceOf(law);
  if (covariance === null) return { ...none, estimate, warnings: [...warnings, noCovarianceWarning()] };
  const set = fiellerZeroSet(above, slope, covariance, intervalMultiplier(level, law.intervalDegreesOfFreedom));
  if (set.shape === "interval") {
    const standardError = Math.sqrt(varianceAt(covariance, distance)) / Math.abs(slope);
    const [lower, upper] = [law.referenceYear + set.lower, law.referenceYear + set.upper];
    return requireHeld({ estimate, standardError, lower, upper, level, warnings }, "law");
  }
  const lower = set.shape === "half-line" && set.lower !== null ? law.referenceYear + set.lower : null;
  const upper = set.shape === "half-line" && set.upper !== null ? law.referenceYear + set.upper : null;
  const unbounded = unboundedWarning(set, law.referenceYear, level);
  return requireHeld({ ...none, estimate, lower, upper, warnings: [...warnings, unbounded] }, "law");
}

function covarianceOf({ covariance, draws }: AnyTrend): number[][] | null {
  if (covariance !== null || draws === null) return covariance;
  return drawsCovariance([0, 1].map((k) => Float64Array.from(draws, (draw) => draw[k]!)));
}

function unboundedWarning(set: ZeroSet, referenceYear: number, level: number): Warning {
  const percent = Number((100 * level).toPrecision(6));
  const year = (distance: number): string => (referenceYear + distance).toFixed(1);
  let years = "one side is open";
  if (set.shape === "everywhere") years = "no year can be excluded";
  if (set.shape === "outside") years = `only the years between ${year(set.lower)} and ${year(set.upper)} are excluded`;
  const message = `At the ${percent} % level the slope cannot be told from zero: ${years}.`;
  return { code: "UNBOUNDED", message, path: null };
}
