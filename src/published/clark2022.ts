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
  /** The printed sizes, in parameters, beyond which routing no longer helps. */
  cutoffParameters: Clark2022Routers<number>;
  /** The printed law of dense models, L = (scale / N)^exponent, fitted on its own. */
  dense: { exponent: number; scale: number };
}

function routers<Value>(sBase: Value, rlR: Value, hash: Value): Clark2022Routers<Value> {
  return { sBase, rlR, hash };
}

/** The three rows of table 3. */
function laws(cs: readonly [number, number, number], status: Source["status"]): Clark2022Routers<Clark2022Law> {
  const law = (a: number, b: number, c: number, d: number, start: number, max: number): Clark2022Law => {
    const of = (estimate: number) => ({ estimate, standardError: null, lower: null, upper: null, level: 0.95 });
    return {
      kind: "routing-law",
      version: 1,
      terms: ["a", "b", "c", "d", "expertsStart", "expertsMax"],
      coefficients: { a: of(a), b: of(b), c: of(c), d: of(d), expertsStart: of(start), expertsMax: of(max) },
      covariance: null,
      draws: null,
      source: {
        paper: "Clark et al. 2022, arXiv 2202.01169",
        where: status === "printed" ? "table 3" : "table 3, c from the printed cut-off",
        version: "ICML 2022",
        status,
      },
    };
  };
  return routers(
    law(-0.082, -0.108, cs[0], 1.104, 1.847, 314.478),
    law(-0.083, -0.126, cs[1], 1.111, 1.88, 469.982),
    law(-0.087, -0.136, cs[2], 1.157, 4.175, 477.741),
  );
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
 * console.log(clark2022.cutoffParameters.sBase); // => 9.37e11
 * ```
 */
export const clark2022: Clark2022 = /* @__PURE__ */ (() => ({
  ...laws([0.009, 0.012, 0.012], "printed"),
  unrounded: laws([0.009021245340334966, 0.011528517742471406, 0.012455263974616871], "reconstructed"),
  cutoffParameters: routers(937e9, 85e9, 83e9),
  dense: { exponent: 0.078, scale: 3.568e13 },
}))();
