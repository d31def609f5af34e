import type { Warning } from "../errors.ts";
import type { Estimate } from "./estimate.ts";

/** Every kind of law the library knows; the tag by which a stored law is told from another. */
export type LawKind =
  | "trend"
  | "robust-trend"
  | "quantile-trend"
  | "piecewise-trend"
  | "power-law"
  | "broken-power-law"
  | "loss-law"
  | "performance-curve"
  | "score-law"
  | "densing-law"
  | "routing-law"
  | "utilization-law"
  | "moe-law"
  | "unique-sequences";

/** Where a published law stands: the paper, the place in it, its version, and how the numbers came to us. */
export interface Source {
  paper: string;
  where: string;
  version: string;
  /** `printed` in the paper, `recovered` from a figure or other output of the authors, or `reconstructed` by us. */
  status: "printed" | "recovered" | "reconstructed";
}

/**
 * A law with its coefficients: all that is needed to predict. A fit is a law; so is a published row.
 *
 * `covariance` and `draws` are in the order of `terms`. Plain JSON throughout.
 */
export interface Law<Kind extends LawKind = LawKind, Term extends string = string> {
  kind: Kind;
  version: 1;
  terms: readonly Term[];
  coefficients: Record<Term, Estimate>;
  covariance: number[][] | null;
  draws: number[][] | null;
  source: Source | null;
}

/**
 * How well a fit describes its data. With n residuals, SSE their (weighted) sum of squares and k = coefficients +
 * estimated breaks + 1:
 * logLik = -n/2 (ln 2pi + ln(SSE/n) + 1) (+ 1/2 sum ln w), BIC = -2 logLik + k ln n,
 * AICc = -2 logLik + 2k + 2k(k+1)/(n-k-1). Null where undefined.
 */
export interface Goodness {
  n: number;
  degreesOfFreedom: number | null;
  sumOfSquaredResiduals: number | null;
  residualStandardError: number | null;
  rSquared: number | null;
  logLikelihood: number | null;
  aicc: number | null;
  bic: number | null;
}

/** What the search for the coefficients did; null for fits in closed form. */
export interface Convergence {
  converged: boolean;
  iterations: number;
  gradientNorm: number;
  localOptima: { coefficients: Record<string, number>; objective: number }[];
}

/** A law estimated from data, with its goodness, its warnings and the resolved options that reproduce it. */
export interface Fit<Kind extends LawKind = LawKind, Term extends string = string> extends Law<Kind, Term> {
  goodness: Goodness;
  convergence: Convergence | null;
  /** The range of each input seen: beyond it a prediction extrapolates. */
  support: Record<string, { lower: number; upper: number }>;
  options: object;
  warnings: Warning[];
}
