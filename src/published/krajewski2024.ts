import type { MoeLaw } from "../routing/moe-law.ts";
import type { Source } from "../statistics/law.ts";
import { type PublishedLossLaw, publishedLossLaw } from "./published-loss-law.ts";

/** The laws of 2402.07871. */
export interface Krajewski2024 {
  /** Fine-grained mixtures of 64 times the parameters of a dense layer; N counts all parameters. */
  granularity: MoeLaw<"granularity"> & {
    /** Where it stands, and how it came to us. */
    source: Source;
  };
  /** Dense models of the same sweep, L = E + A / N^alpha + B / D^beta. */
  dense: PublishedLossLaw;
}

const estimate = (value: number) => ({
  estimate: value,
  standardError: null,
  lower: null,
  upper: null,
  level: 0.95,
});

const source: Source = {
  paper: "Krajewski et al. 2024, Scaling Laws for Fine-Grained Mixture of Experts, arXiv 2402.07871",
  where: "equation 9 and the table of its coefficients",
  version: "2024",
  status: "printed",
};

/**
 * Krajewski et al. 2024, "Scaling Laws for Fine-Grained Mixture of Experts":
 * L = c + (g / G^gamma + a) / N^alpha + b / D^beta, with granularity G = d_ff / d_expert, at 64 times the parameters of
 * the dense layer.
 *
 * @example
 * ```ts
 * import { krajewski2024 } from "scaling-laws/published";
 *
 * console.log(krajewski2024.granularity.coefficients.gamma.estimate); // => 0.58
 * ```
 */
export const krajewski2024: Krajewski2024 = /* @__PURE__ */ (() => ({
  granularity: {
    kind: "moe-law",
    form: "granularity",
    version: 1,
    terms: ["a", "alpha", "b", "beta", "g", "gamma", "c"],
    coefficients: {
      a: estimate(18.1),
      alpha: estimate(0.115),
      b: estimate(30.8),
      beta: estimate(0.147),
      g: estimate(2.1),
      gamma: estimate(0.58),
      c: estimate(0.47),
    },
    covariance: null,
    draws: null,
    source: { ...source },
  },
  dense: publishedLossLaw(
    source,
    { E: 0.47, A: 16.3, B: 26.7, alpha: 0.126, beta: 0.127 },
    { decimals: [2, 1, 1, 3, 3] },
  ),
}))();
