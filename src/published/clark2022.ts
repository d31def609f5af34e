import type { SaturatingTerm } from "../routing/routing-law.ts";
import type { Law, Source } from "../statistics/law.ts";

/** A routing law of Clark et al. 2022: as printed, or with the digits of c that the printed cut-off implies. */
export type Clark2022Law = Law<"routing-law", SaturatingTerm>;

/** One for each way of routing that the paper compares. */
export interface Clark2022Routers<Value> {
  /** Balanced assignment by Sinkhorn iterations, S-BASE. */
  sBase: Value;
  /** Routing by reinforcement learning, RL-R. */
  rlR: Value;
  /** Routing by a hash of the token, HASH. */
  hash: Value;
}

/** The laws of 2202.01169 and the numbers that the paper draws from them. */
export interface Clark2022 extends Clark2022Routers<Clark2022Law> {
  /** The same laws with c = -b / log10 of the printed cut-off in place of the printed c, which has one or two digits. */
  unrounded: Clark2022Routers<Clark2022Law>;
}

/** Numbers that the text of 2202.01169 prints. */
export interface Clark2022Claims {
  /** The sizes, in parameters, beyond which routing no longer helps. */
  cutoffParameters: Clark2022Routers<number>;
  /** The law of dense models, L = (scale / N)^exponent, fitted on its own. */
  dense: { exponent: number; scale: number };
  /** The dense model that a routed one is said to equal. */
  effectiveParameters: { parameters: number; experts: number; effectiveParameters: number };
  /** Training tokens of every model. */
  tokens: number;
  source: Source;
}

const PAPER = "Clark et al. 2022, arXiv 2202.01169";

type Row = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  expertsStart: number,
  expertsMax: number,
  cutoff: number,
];

/** Something of each row of table 3, whose last entry, the cut-off in parameters, the text prints. */
function routers<Value>(of: (...row: Row) => Value): Clark2022Routers<Value> {
  return {
    sBase: of(-0.082, -0.108, 0.009, 1.104, 1.847, 314.478, 937e9),
    rlR: of(-0.083, -0.126, 0.012, 1.111, 1.88, 469.982, 85e9),
    hash: of(-0.087, -0.136, 0.012, 1.157, 4.175, 477.741, 83e9),
  };
}

function laws(status: "printed" | "reconstructed"): Clark2022Routers<Clark2022Law> {
  const of = (estimate: number) => ({ estimate, standardError: null, lower: null, upper: null, level: 0.95 });
  return routers((a, b, c, d, expertsStart, expertsMax, cutoff) => ({
    kind: "routing-law",
    version: 1,
    terms: ["a", "b", "c", "d", "expertsStart", "expertsMax"],
    coefficients: {
      a: of(a),
      b: of(b),
      c: of(status === "printed" ? c : -b / Math.log10(cutoff)),
      d: of(d),
      expertsStart: of(expertsStart),
      expertsMax: of(expertsMax),
    },
    covariance: null,
    draws: null,
    source: { paper: PAPER, where: "table 3", version: "2022", status },
  }));
}

/**
 * Clark et al. 2022, "Unified Scaling Laws for Routed Language Models": the routing laws of table 3, of models of 15 million
 * to 1.3 billion parameters, up to 512 experts and 130 billion tokens, logarithms to base 10.
 *
 * c is printed with three decimals, and the cut-off -b / c and predictions of the loss suffer: the printed c gives cut-offs
 * of 1000, 32 and 216 billion parameters where the paper, from its unrounded c, prints 937, 85 and 83. `unrounded` has the
 * c that gives these, and is to be taken wherever c matters. The other coefficients are as printed in both.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 *
 * console.log(clark2022.sBase.coefficients.c.estimate); // => 0.009
 * console.log(clark2022.unrounded.sBase.coefficients.c.estimate); // => 0.009021245340334966
 * console.log(clark2022.unrounded.sBase.source?.status); // => "reconstructed"
 * ```
 */
export const clark2022: Clark2022 = /* @__PURE__ */ (() => ({
  ...laws("printed"),
  unrounded: laws("reconstructed"),
}))();

/**
 * What the text of Clark et al. 2022 says in numbers beside its table: the cut-offs, the dense law, an example of the
 * effective parameter count.
 *
 * @example
 * ```ts
 * import { clark2022Claims } from "scaling-laws/published";
 *
 * console.log(clark2022Claims.cutoffParameters.sBase); // => 9.37e11
 * ```
 */
export const clark2022Claims: Clark2022Claims = /* @__PURE__ */ (() => ({
  cutoffParameters: routers((...row) => row[6]),
  dense: { exponent: 0.078, scale: 3.568e13 },
  effectiveParameters: { parameters: 5e6, experts: 128, effectiveParameters: 5.5e7 },
  tokens: 1.3e11,
  source: { paper: PAPER, where: "text", version: "2022", status: "printed" },
}))();
