import type { Warning } from "../errors.ts";
import { normalQuantile, studentTQuantile } from "../numeric/distributions.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import { percentileInterval, standardDeviation } from "../statistics/bootstrap.ts";
import type { Prediction } from "../statistics/estimate.ts";
import type { Fit } from "../statistics/law.ts";
import type { RoutingLaw, RoutingTerm } from "./routing-law.ts";
import { type RoutingNumbers, routingNumbers } from "./saturation.ts";

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
  if (draws === null || draws.length < 2) return null;
  const place = new Map<string, number>(terms.map((term, k) => [term, k]));
  return draws.map((draw) => routingNumbers((term) => draw[place.get(term) ?? -1]));
}

/** The quantile of t, or of the normal, that makes an interval of a standard error. */
export function intervalMultiplier(law: RoutingLaw, level: number): number {
  const probability = (1 + level) / 2;
  const degreesOfFreedom = law.intervalDegreesOfFreedom ?? null;
  return degreesOfFreedom === null ? normalQuantile(probability) : studentTQuantile(probability, degreesOfFreedom);
}

/** The covariance of two quantities with these gradients; null for a law without a covariance. */
export function covarianceAlong(law: RoutingLaw, first: RoutingGradient, second: RoutingGradient): number | null {
  if (law.covariance === null) return null;
  const { covariance } = law;
  const terms: readonly RoutingTerm[] = law.terms;
  let total = 0;
  for (let j = 0; j < terms.length; j++) {
    for (let k = 0; k < terms.length; k++) total += first[terms[j]!] * covariance[j]![k]! * second[terms[k]!];
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
  const estimate = powerOfTen(exponent);
  const standardError = estimate === null || spread === null ? null : estimate * Math.LN10 * spread.standardError;
  const lower = spread === null ? null : powerOfTen(spread.lower);
  const upper = spread === null ? null : powerOfTen(spread.upper);
  if (spread === null) warnings.push(noCovarianceWarning());
  if (estimate === null || (spread !== null && (lower === null || upper === null))) {
    const largest = estimate === null ? exponent : (spread?.upper ?? exponent);
    const message = `10^${largest.toPrecision(4)} is beyond the largest number that can be held, 10^308.25.`;
    warnings.push({ code: "UNBOUNDED", message, path: estimate === null ? "estimate" : "upper" });
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
  const message = "The law has no covariance of its coefficients and no draws: no bounds can be given.";
  return { code: "NO_COVARIANCE", message, path: null };
}

/** A warning for each input that lies outside what the fit saw. */
export function extrapolationWarnings(
  law: Partial<Pick<Fit, "support">>,
  inputs: Readonly<Record<string, number>>,
): Warning[] {
  return Object.entries(inputs).flatMap(([path, value]) => {
    const seen = law.support?.[path];
    if (seen === undefined || (value >= seen.lower && value <= seen.upper)) return [];
    const range = `${seen.lower} to ${seen.upper}`;
    const message = `${value} ${path} lie outside what the law was fitted on, ${range}.`;
    return [{ code: "EXTRAPOLATION", message, path }];
  });
}
