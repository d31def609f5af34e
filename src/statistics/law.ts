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
  /** Authors, year, title and arXiv number. */
  paper: string;
  /** Equation, table or figure. */
  where: string;
  /** Version of the paper that was read. */
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
  /** The tag by which laws are told apart. */
  kind: Kind;
  /** Version of the stored form. */
  version: 1;
  /** Names of the coefficients, in the order of `covariance` and `draws`. */
  terms: readonly Term[];
  /** The coefficients with their intervals. */
  coefficients: Record<Term, Estimate>;
  /** Covariance of the coefficients; null where unknown. */
  covariance: number[][] | null;
  /** Coefficients of every resample; null where they were not kept. */
  draws: number[][] | null;
  /** Where the law is printed; null for a fit. */
  source: Source | null;
}

/**
 * How well a fit describes its data. With n residuals, SSE their (weighted) sum of squares and k = coefficients +
 * estimated breaks + 1:
 * logLik = -n/2 (ln 2pi + ln(SSE/n) + 1) (+ 1/2 sum ln w), BIC = -2 logLik + k ln n,
 * AICc = -2 logLik + 2k + 2k(k+1)/(n-k-1). Null where undefined.
 */
export interface Goodness {
  /** Number of points. */
  n: number;
  /** Points less estimated coefficients and breaks. */
  degreesOfFreedom: number | null;
  /** On the scale of the fit; weighted if the fit is. */
  sumOfSquaredResiduals: number | null;
  /** sqrt(sumOfSquaredResiduals / degreesOfFreedom). */
  residualStandardError: number | null;
  /** Share of the variance about the mean that the fit explains. */
  rSquared: number | null;
  /** Of Gaussian residuals at their own variance. */
  logLikelihood: number | null;
  /** Corrected Akaike criterion; less is better. Null where undefined. */
  aicc: number | null;
  /** Bayesian criterion; less is better. Null where undefined. */
  bic: number | null;
}

/** What the search for the coefficients did; null for fits in closed form. */
export interface Convergence {
  /** Whether the search ended in an optimum by its tolerance. */
  converged: boolean;
  /** Steps taken. */
  iterations: number;
  /** Norm of the gradient where it stopped. */
  gradientNorm: number;
  /** The optima found, the best first. */
  localOptima: {
    /** Coefficients there. */
    coefficients: Record<string, number>;
    /** What was minimised, there. */
    objective: number;
  }[];
}

/** A law estimated from data, with its goodness, its warnings and the resolved options that reproduce it. */
export interface Fit<Kind extends LawKind = LawKind, Term extends string = string> extends Law<Kind, Term> {
  /** How well the law describes its data. */
  goodness: Goodness;
  /** What the search did; null for a closed form. */
  convergence: Convergence | null;
  /** The range of each input seen: beyond it a prediction extrapolates. */
  support: Record<
    string,
    {
      /** Least value seen. */
      lower: number;
      /** Largest value seen. */
      upper: number;
    }
  >;
  /** The options as they were resolved, defaults included. */
  options: object;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}
