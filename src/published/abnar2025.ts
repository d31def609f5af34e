import type { MoeLaw } from "../routing/moe-law.ts";
import type { Source } from "../statistics/law.ts";

/** The law of 2501.12370. */
export interface Abnar2025 {
  /** Loss from all parameters, tokens and the share of experts that a token does not use. */
  sparsity: MoeLaw<"sparsity"> & {
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
 * Abnar et al. 2025, "Parameters vs FLOPs": L = a / N^alpha + b / D^beta + c / (1 - S)^lambda + d / ((1 - S)^delta N^gamma) + e,
 * with sparsity S = (E - K) / E, the share of experts that a token does not use, and N all parameters. lambda is negative.
 *
 * @example
 * ```ts
 * import { abnar2025 } from "scaling-laws/published";
 *
 * console.log(abnar2025.sparsity.coefficients.lambda.estimate); // => -0.1666
 * ```
 */
export const abnar2025: Abnar2025 = /* @__PURE__ */ (() => ({
  sparsity: {
    kind: "moe-law",
    form: "sparsity",
    version: 1,
    terms: ["a", "alpha", "b", "beta", "c", "lambda", "d", "delta", "gamma", "e"],
    coefficients: {
      a: estimate(16612.5),
      alpha: estimate(0.5962),
      b: estimate(5455.67),
      beta: estimate(0.3954),
      c: estimate(0.4598),
      lambda: estimate(-0.1666),
      d: estimate(17.26),
      delta: estimate(0.1603),
      gamma: estimate(0.1595),
      e: estimate(0.94),
    },
    covariance: null,
    draws: null,
    source: {
      paper: "Abnar et al. 2025, Parameters vs FLOPs: Scaling Laws for Optimal Sparsity, arXiv 2501.12370",
      where: "equation 6 and the table of its coefficients",
      version: "2025",
      status: "printed",
    },
  },
}))();
