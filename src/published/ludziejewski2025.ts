import type { MoeLaw } from "../routing/moe-law.ts";
import type { Source } from "../statistics/law.ts";

/** The laws and tables of 2502.05172. */
export interface Ludziejewski2025 {
  /** The loss of dense and mixture-of-experts models alike, from active parameters, experts and tokens. */
  joint: MoeLaw<"joint"> & {
    /** Where it stands, and how it came to us. */
    source: Source;
  };
  /** Table 4: the law at fixed experts, L = m N^mu + n D^nu + c. */
  table4: {
    /** Experts of a routed layer. */
    experts: number;
    /** Coefficient of size. */
    m: number;
    /** Exponent of size. */
    mu: number;
    /** Coefficient of tokens. */
    n: number;
    /** Exponent of tokens. */
    nu: number;
  }[];
  /** Table 1: the compute-optimal active parameters and tokens. */
  table1: {
    /** Training compute, in FLOP. */
    flop: number;
    /** Experts of a routed layer. */
    experts: number;
    /** Parameters that a token sees. */
    activeParameters: number;
    /** Training tokens. */
    tokens: number;
  }[];
}

const estimate = (value: number) => ({
  estimate: value,
  standardError: null,
  lower: null,
  upper: null,
  level: 0.95,
});

/** Budget, then for 1, 2, 4, 8, 16 and 32 experts the active parameters and tokens, both in units of 1e9. */
const OPTIMA: readonly (readonly [flop: number, sizes: readonly number[], tokens: readonly number[]])[] = [
  [1e20, [1.7, 1.5, 1.2, 0.99, 0.81, 0.669], [9.7, 11.4, 13.9, 17, 20.7, 24.9]],
  [1e21, [5.7, 5, 4.4, 3.8, 3.3, 2.85], [29.3, 33, 38, 44.3, 51.2, 58.4]],
  [1e22, [18.8, 17.4, 15.8, 14.4, 13.2, 12.2], [88.6, 96, 105.4, 115.8, 126.5, 136.9]],
];

/**
 * Ludziejewski et al. 2025, "Joint MoE Scaling Laws": the joint law of equation 6 with the coefficients of table 3, over
 * 280 models of 79 million to 2.7 billion active parameters and 1 to 32 experts; natural logarithms. Copies of the law
 * elsewhere print every exponent with the other sign.
 *
 * @example
 * ```ts
 * import { ludziejewski2025 } from "scaling-laws/published";
 *
 * console.log(ludziejewski2025.joint.coefficients.delta.estimate); // => -0.2285
 * console.log(ludziejewski2025.table4[0]); // => {"experts": 1, "m": 30.364, "mu": -0.1817, "n": 53.9838, "nu": -0.1965}
 * ```
 */
export const ludziejewski2025: Ludziejewski2025 = /* @__PURE__ */ (() => ({
  joint: {
    kind: "moe-law",
    form: "joint",
    version: 1,
    terms: ["a", "alpha", "delta", "gamma", "b", "beta", "omega", "zeta", "expertsStart", "expertsMax", "c"],
    coefficients: {
      a: estimate(35.91),
      alpha: estimate(-0.1889),
      delta: estimate(-0.2285),
      gamma: estimate(0.0098),
      b: estimate(35.98),
      beta: estimate(-0.1775),
      omega: estimate(0.5529),
      zeta: estimate(-0.0259),
      expertsStart: estimate(2.0732),
      expertsMax: estimate(290.4521),
      c: estimate(1.3637),
    },
    covariance: null,
    draws: null,
    source: {
      paper: "Ludziejewski et al. 2025, Joint MoE Scaling Laws, arXiv 2502.05172",
      where: "equation 6, table 3",
      version: "2025",
      status: "printed",
    },
  },
  table4: [
    { experts: 1, m: 30.364, mu: -0.1817, n: 53.9838, nu: -0.1965 },
    { experts: 2, m: 27.7982, mu: -0.178, n: 66.8401, nu: -0.2065 },
    { experts: 4, m: 24.8462, mu: -0.1731, n: 87.7022, nu: -0.2192 },
    { experts: 8, m: 21.833, mu: -0.1676, n: 119.9126, nu: -0.2338 },
    { experts: 16, m: 19.0159, mu: -0.1617, n: 167.5073, nu: -0.2494 },
    { experts: 32, m: 16.5424, mu: -0.1557, n: 234.6726, nu: -0.2652 },
  ],
  table1: OPTIMA.flatMap(([flop, sizes, tokens]) =>
    sizes.map((size, k) => ({ flop, experts: 2 ** k, activeParameters: size * 1e9, tokens: tokens[k]! * 1e9 })),
  ),
}))();
