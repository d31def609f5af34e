import type { Estimate } from "../statistics/estimate.ts";
import type { Fit, Law } from "../statistics/law.ts";

/** E, the irreducible loss; A and alpha of the model size; B and beta of the data. */
export type LossTerm = "E" | "A" | "B" | "alpha" | "beta";

/** The terms of a law whose loss falls to nothing: the same without `E`. */
export type ReducibleLossTerm = Exclude<LossTerm, "E">;

/** L = E + A / N^alpha + B / D^beta, with N parameters and D tokens. */
export interface IrreducibleLossLaw extends Law<"loss-law", LossTerm> {
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null or absent for the normal one. */
  intervalDegreesOfFreedom?: number | null;
}

/** L = A / N^alpha + B / D^beta. */
export interface ReducibleLossLaw extends Law<"loss-law", ReducibleLossTerm> {
  /** Degrees of freedom of the t quantile behind the intervals; null for the normal quantile. */
  intervalDegreesOfFreedom?: number | null;
}

/** A loss law with or without irreducible term, published or fitted; a fit also knows the inputs it saw. */
export type AnyLossLaw = (IrreducibleLossLaw | ReducibleLossLaw) & Partial<Pick<Fit, "support">>;

/** The numbers of a loss law; E is 0 for a law without it. */
export interface LossCoefficients {
  E: number;
  A: number;
  B: number;
  alpha: number;
  beta: number;
}

/** How to read the coefficients of a law, or of one of its draws, from an array in the order of its terms. */
export function coefficientReader(law: AnyLossLaw): (values: ArrayLike<number>) => LossCoefficients {
  const terms: readonly string[] = law.terms;
  const A = terms.indexOf("A");
  const B = terms.indexOf("B");
  const alpha = terms.indexOf("alpha");
  const beta = terms.indexOf("beta");
  const E = terms.indexOf("E");
  return (values) => ({
    E: E < 0 ? 0 : values[E]!,
    A: values[A]!,
    B: values[B]!,
    alpha: values[alpha]!,
    beta: values[beta]!,
  });
}

/** The estimates of a law's coefficients. */
export function coefficientsOf(law: AnyLossLaw): LossCoefficients {
  const read = coefficientReader(law);
  const coefficients: Partial<Record<string, Estimate>> = law.coefficients;
  return read(law.terms.map((term) => coefficients[term]?.estimate ?? Number.NaN));
}

/** A / N^alpha, or B / D^beta, from the logarithm of N or D. */
export function powerTerm(factor: number, exponent: number, log: number): number {
  return factor > 0 ? Math.exp(Math.log(factor) - exponent * log) : 0;
}

/** The loss at ln N and ln D. */
export function lossAt({ E, A, B, alpha, beta }: LossCoefficients, logParameters: number, logTokens: number): number {
  return E + powerTerm(A, alpha, logParameters) + powerTerm(B, beta, logTokens);
}
