import type { Warning } from "../errors.ts";
import { refuse, requirePositive } from "../numeric/checks.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import { percentileInterval, standardDeviation } from "../statistics/bootstrap.ts";
import type { Prediction } from "../statistics/estimate.ts";
import type { Fit } from "../statistics/law.ts";
import type { RoutingLaw, RoutingTerm } from "./routing-law.ts";
import type { RoutingNumbers } from "./saturation.ts";

/** The derivative of a quantity by each term of a law. */
export type RoutingGradient = Readonly<Record<RoutingTerm, number>>;

/** The standard error and the bounds of a quantity on its log10 scale. */
export interface LogSpread {
  standardError: number;
  lower: number;
  upper: number;
}

/** The numbers of each kept draw; null for a law without draws. */
export function numbersOfDraws({ draws, terms }: RoutingLaw): RoutingNumbers[] | null {
  if (draws === null || draws?.length < 2) return null;
  requireRows(draws, terms, "law.draws");
  const separable = terms.length === 3;
  return draws.map((draw) => {
    const [a = 0, b = 0, third = 0, fourth = third, start = 1, max = Number.POSITIVE_INFINITY] = draw;
    return { a, b, c: separable ? 0 : third, d: fourth, start, inverseMax: 1 / max };
  });
}

/** Degrees of freedom at which Student's t is the normal to 1e-13: one distribution is enough. */
export const NORMAL = 1e15;

/** Rows of finite numbers, one for each term, and of a covariance one row for each. `find` sees holes, `every` does not. */
function requireRows(rows: number[][], terms: readonly string[], path: string): number[][] {
  const row = (each: unknown): boolean =>
    Array.isArray(each) && each.length === terms?.length && each.findIndex((entry) => !Number.isFinite(entry)) < 0;
  const sound = Array.isArray(rows) && rows.length > 0 && rows.findIndex((each) => !row(each)) < 0;
  return sound ? rows : refuse("INVALID_LAW", "numbers for each term", rows, path);
}

/** The quantile of t, or of the normal, that makes an interval of a standard error. */
export function intervalMultiplier(law: RoutingLaw, level: number): number {
  return studentTQuantile((1 + level) / 2, requirePositive(law.intervalDegreesOfFreedom ?? NORMAL, "law"));
}

/** The covariance of two quantities with these gradients; null for a law without a covariance. */
export function covarianceAlong(law: RoutingLaw, first: RoutingGradient, second: RoutingGradient): number | null {
  if (law.covariance === null) return null;
  const terms: readonly RoutingTerm[] = law.terms;
  const covariance = requireRows(law.covariance, terms, "law.covariance");
  const by = (gradient: RoutingGradient, j: number): number =>
    typeof terms[j] === "string" ? gradient[terms[j]] : Number.NaN;
  let total = 0;
  for (let j = 0; j < terms.length; j++) {
    for (let k = 0; k < terms.length; k++) total += by(first, j) * (covariance[j]?.[k] ?? Number.NaN) * by(second, k);
  }
  return total;
}

/**
 * The spread of a quantity: the percentiles of its value over the law's draws where these are kept, else by the delta
 * method from the covariance; null for a law with neither.
 */
export function logSpread(
  law: RoutingLaw,
  level: number,
  estimate: number,
  gradient: RoutingGradient,
  value: (numbers: RoutingNumbers) => number,
): LogSpread | null {
  const draws = numbersOfDraws(law);
  if (draws !== null) {
    const values = Float64Array.from(draws, value);
    const { lower, upper } = percentileInterval(values, level);
    const standardError = standardDeviation(values);
    return lower === null || upper === null || standardError === null ? null : { standardError, lower, upper };
  }
  const variance = covarianceAlong(law, gradient, gradient);
  if (variance === null) return null;
  const standardError = Math.sqrt(Math.max(0, variance));
  const half = intervalMultiplier(law, level) * standardError;
  return { standardError, lower: estimate - half, upper: estimate + half };
}

/** A prediction of 10^exponent with its spread; what no double can hold is null, with a warning. */
export function powerPrediction(
  exponent: number,
  spread: LogSpread | null,
  level: number,
  warnings: Warning[],
): Prediction {
  if (Number.isNaN(exponent + (spread?.standardError ?? 0)))
    refuse("INVALID_LAW", "a law with a loss there", exponent, "law");
  const estimate = powerOfTen(exponent);
  const lower = spread && powerOfTen(spread.lower);
  const upper = spread && powerOfTen(spread.upper);
  const standardError = (estimate ?? Number.NaN) * Math.LN10 * (spread?.standardError ?? Number.NaN);
  if (spread === null) warnings.push(noCovarianceWarning());
  if (estimate === null || (spread && (lower === null || upper === null))) {
    const [path, most] = estimate === null ? ["estimate", exponent] : ["upper", spread?.upper];
    warnings.push({
      code: "UNBOUNDED",
      message: `${Number.isFinite(most) ? `10^${most?.toPrecision(4)}` : "It"} is too large to be held.`,
      path,
    });
  }
  return {
    estimate,
    standardError: Number.isFinite(standardError) ? standardError : null,
    lower,
    upper,
    level,
    warnings,
  };
}

export function noCovarianceWarning(): Warning {
  const message = "The law has no covariance and no draws: no bounds.";
  return { code: "NO_COVARIANCE", message, path: null };
}

/** A warning for each input that lies outside what the fit saw. */
export function extrapolationWarnings(
  law: Partial<Pick<Fit, "support">>,
  inputs: Readonly<Record<string, number>>,
): Warning[] {
  return Object.entries(inputs).flatMap(([path, value]) => {
    const seen = law.support?.[path];
    if (seen === undefined) return [];
    if (!Number.isFinite(seen?.lower) || !Number.isFinite(seen.upper))
      refuse("INVALID_LAW", "a range", seen, "law.support");
    if (value >= seen.lower && value <= seen.upper) return [];
    const message = `${value} ${path} lie outside the data, ${seen.lower} to ${seen.upper}.`;
    return [{ code: "EXTRAPOLATION", message, path }];
  });
}
