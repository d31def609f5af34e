import type { MoeLaw } from "../routing/moe-law.ts";
import type { Source } from "../statistics/law.ts";

/** The law of 2509.23678. */
export interface Zhao2025 {
  /** Loss from all and active parameters, tokens, experts in use and the share of shared experts. */
  activation: MoeLaw<"activation"> & {
    /** Where it stands, and how it came to us. */
    source: Source;
  };
}

const estimate = (value: number) => ({
  estimate: value,
  standardError: null,
  lower: null,
  upper: null,
  level: 0.95,
});

/**
 * Zhao et al. 2025:
 * L = (e G + f / G + m S^2 + n S) (N^-alpha + k Na^-alpha + h Na / N) + a N^-alpha + b D^-beta + c Na^-alpha + epsilon,
 * with N all parameters, Na those that a token uses, G its experts in use and S the share of shared ones.
 *
 * Form and coefficients come from one second-hand reading of the paper and could not be held against it: `reconstructed`.
 *
 * @example
 * ```ts
 * import { zhao2025 } from "scaling-laws/published";
 *
 * console.log(zhao2025.activation.source?.status); // => "reconstructed"
 * ```
 */
export const zhao2025: Zhao2025 = /* @__PURE__ */ (() => ({
  activation: {
    kind: "moe-law",
    form: "activation",
    version: 1,
    terms: ["e", "f", "m", "n", "k", "h", "a", "alpha", "b", "beta", "c", "epsilon"],
    coefficients: {
      e: estimate(0.1577),
      f: estimate(7.2446),
      m: estimate(5.1395),
      n: estimate(-3.2363),
      k: estimate(0.0013),
      h: estimate(0.045),
      a: estimate(38.051),
      alpha: estimate(0.2383),
      b: estimate(27129.05),
      beta: estimate(0.4694),
      c: estimate(31.096),
      epsilon: estimate(1.8182),
    },
    covariance: null,
    draws: null,
    source: {
      paper: "Zhao et al. 2025, arXiv 2509.23678",
      where: "the fitted law, as a second-hand reading gives it",
      version: "2025",
      status: "reconstructed",
    },
  },
}))();
