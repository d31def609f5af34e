import type { Fit, Law } from "../statistics/law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";

/** c, the height; gamma, the steepness (below 0); l, the loss half-way up; d, the floor. */
export type PerformanceTerm = "c" | "gamma" | "l" | "d";

/** score = c / (1 + exp(-gamma (loss - l))) + d, with c > 0 and gamma < 0: it falls from c + d to d as the loss rises. */
export interface PerformanceLaw extends Law<"performance-curve", PerformanceTerm> {
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null or absent for the normal one. */
  intervalDegreesOfFreedom?: number | null;
}

/** A performance curve, published or fitted; a fit also knows the losses and scores it saw. */
export type AnyPerformanceCurve = PerformanceLaw & Partial<Pick<Fit, "support">>;

export interface PerformanceCoefficients {
  c: number;
  gamma: number;
  l: number;
  d: number;
}

/** Refuses what is no law of the kind, and says where each of its terms stands. */
export function requireTerms(law: Law, kind: Law["kind"], terms: readonly string[], path: string): number[] {
  requireUsableLaw(law, kind, path);
  return terms.map((term) => law.terms.indexOf(term));
}

/** The estimates of a law in the order of its terms. */
export function estimatesOf(law: Law): number[] {
  return law.terms.map((term) => law.coefficients[term]!.estimate);
}

/** How to read the coefficients of a curve, or of one of its draws, from an array in the order of its terms. */
export function performanceReader(
  law: AnyPerformanceCurve,
  path = "law",
): (values: ArrayLike<number>) => PerformanceCoefficients {
  const [c, gamma, l, d] = requireTerms(law, "performance-curve", ["c", "gamma", "l", "d"], path) as [
    number,
    number,
    number,
    number,
  ];
  return (values) => ({ c: values[c]!, gamma: values[gamma]!, l: values[l]!, d: values[d]! });
}

/** The score at a loss. */
export function scoreAtLoss({ c, gamma, l, d }: PerformanceCoefficients, loss: number): number {
  return c / (1 + Math.exp(-gamma * (loss - l))) + d;
}

/**
 * The loss at a score, l - ln(c / (score - d) - 1) / gamma: Infinity at or below the floor, -Infinity at or above the
 * ceiling.
 */
export function lossAtScore({ c, gamma, l, d }: PerformanceCoefficients, score: number): number {
  const above = score - d;
  if (!(above > 0)) return Number.POSITIVE_INFINITY;
  const below = c - above;
  if (!(below > 0)) return Number.NEGATIVE_INFINITY;
  return l - (Math.log(below) - Math.log(above)) / gamma;
}
