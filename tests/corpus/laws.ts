import type { IrreducibleLossLaw } from "../../src/loss-laws/loss-formula.ts";
import { hoffmann2022 } from "../../src/published/hoffmann2022.ts";
import { publishedLossLaw } from "../../src/published/published-loss-law.ts";

/** The printed law of Hoffmann et al. 2022 with other numbers in its data term. */
export function lawOf(B: number, beta: number): IrreducibleLossLaw {
  return publishedLossLaw(hoffmann2022.source, { E: 1.69, A: 406.4, B, alpha: 0.34, beta });
}

/** A law whose draws differ in B and beta only, for exact percentiles. */
export function lawWithDraws(
  B: number,
  beta: number,
  draws: readonly (readonly [number, number])[],
): IrreducibleLossLaw {
  return { ...lawOf(B, beta), draws: draws.map(([b, exponent]) => [1.69, 406.4, b, 0.34, exponent]) };
}

/** A law whose beta has a normal standard error, and a covariance with nothing else in it. */
export function lawWithCovariance(B: number, beta: number, standardError: number): IrreducibleLossLaw {
  const law = lawOf(B, beta);
  const covariance = law.terms.map((_, i) => law.terms.map((__, j) => (i === 4 && j === 4 ? standardError ** 2 : 0)));
  return {
    ...law,
    covariance,
    coefficients: { ...law.coefficients, beta: { ...law.coefficients.beta, standardError } },
  };
}
