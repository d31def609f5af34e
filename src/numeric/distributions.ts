import { incompleteBetaAtOdds, incompleteBetaOdds } from "./incomplete-beta.ts";
import { incompleteGamma, inverseIncompleteGamma } from "./incomplete-gamma.ts";

// Degrees of freedom are real numbers above 0; probabilities lie in [0, 1], and the quantiles of 0 and 1 are the ends
// of the support. A survival function is 1 - cdf without the loss of digits.

/** Degrees of freedom at which Student's t is the normal to 1e-13: intervals then carry one distribution, not two. */
export const NORMAL = 1e15;

/** The normal distribution is the signed root of chi-squared with one degree of freedom. */
export function normalCdf(z: number): number {
  return z > 0 ? 1 - normalCdf(-z) : 0.5 * incompleteGamma(0.5, 0.5 * z * z, true);
}

export function normalSurvival(z: number): number {
  return normalCdf(-z);
}

export function normalQuantile(p: number): number {
  const inner = Math.abs(2 * p - 1);
  return Math.sign(p - 0.5) * Math.sqrt(2 * inverseIncompleteGamma(0.5, inner, 2 * Math.min(p, 1 - p)));
}

/** t^2 / df is the odds of a beta variate with shapes 1/2 and df/2. */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  if (t > 0) return 1 - studentTCdf(-t, degreesOfFreedom);
  return 0.5 * incompleteBetaAtOdds(degreesOfFreedom / t / t, 0.5 * degreesOfFreedom, 0.5);
}

export function studentTSurvival(t: number, degreesOfFreedom: number): number {
  return studentTCdf(-t, degreesOfFreedom);
}

export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  const inner = Math.abs(2 * p - 1);
  const odds = incompleteBetaOdds(inner, 2 * Math.min(p, 1 - p), 0.5, 0.5 * degreesOfFreedom);
  return Math.sign(p - 0.5) * Math.sqrt(odds * degreesOfFreedom);
}

export function chiSquaredCdf(x: number, degreesOfFreedom: number): number {
  return incompleteGamma(0.5 * degreesOfFreedom, 0.5 * x, false);
}

export function chiSquaredSurvival(x: number, degreesOfFreedom: number): number {
  return incompleteGamma(0.5 * degreesOfFreedom, 0.5 * x, true);
}

export function chiSquaredQuantile(p: number, degreesOfFreedom: number): number {
  return 2 * inverseIncompleteGamma(0.5 * degreesOfFreedom, p, 1 - p);
}

/** f d1 / d2 is the odds of a beta variate with shapes d1/2 and d2/2. */
export function fCdf(f: number, numeratorDf: number, denominatorDf: number): number {
  return incompleteBetaAtOdds((f * numeratorDf) / denominatorDf, 0.5 * numeratorDf, 0.5 * denominatorDf);
}

export function fSurvival(f: number, numeratorDf: number, denominatorDf: number): number {
  if (!(f > 0)) return 1;
  return incompleteBetaAtOdds(denominatorDf / numeratorDf / f, 0.5 * denominatorDf, 0.5 * numeratorDf);
}

export function fQuantile(p: number, numeratorDf: number, denominatorDf: number): number {
  return (incompleteBetaOdds(p, 1 - p, 0.5 * numeratorDf, 0.5 * denominatorDf) * denominatorDf) / numeratorDf;
}
