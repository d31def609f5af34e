import type { Source } from "../statistics/law.ts";
import { type PublishedPowerLaw, publishedPowerLaw } from "./published-loss-law.ts";

function from(where: string): Source {
  return {
    paper: "Llama team 2024, The Llama 3 Herd of Models, arXiv 2407.21783",
    where: `${where}, by way of a digest`,
    version: "v1, 31 July 2024",
    status: "printed",
  };
}

/** Optimal training tokens against compute in FLOP, and the run that was planned with them. */
export interface Llama2024 {
  /** Optimal tokens by compute, as printed in the text. */
  tokens: PublishedPowerLaw;
  /** The same with the digits of the figure. */
  tokensOfFigure: PublishedPowerLaw;
  /** The largest model. */
  flagship: {
    /** Training compute, in FLOP. */
    flop: number;
    /** Size of the model, in parameters. */
    parameters: number;
    /** Training tokens. */
    tokens: number;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
}

/**
 * Llama 3's isoFLOP law. It is a law of training tokens, often quoted as if of parameters. The rounded pair of the text
 * gives 1.05e13 tokens at 3.8e25 FLOP, the legend of figure 3 1.63e13, the paper itself 1.655e13.
 *
 * @example
 * ```ts
 * import { llama2024 } from "scaling-laws/published";
 *
 * console.log(llama2024.tokensOfFigure.coefficients.exponent.estimate); // => 0.537
 * ```
 */
export const llama2024: Llama2024 = {
  tokens: /* @__PURE__ */ publishedPowerLaw(/* @__PURE__ */ from("section 3.2.1"), 0.29, 0.53, {
    note: "Rounded: at 3.8e25 FLOP it misses the paper's own 1.655e13 tokens by a third.",
    decimals: { coefficient: 2, exponent: 2 },
  }),
  tokensOfFigure: /* @__PURE__ */ publishedPowerLaw(/* @__PURE__ */ from("figure 3, legend"), 0.299, 0.537, {
    decimals: { coefficient: 3, exponent: 3 },
  }),
  flagship: { flop: 3.8e25, parameters: 4.02e11, tokens: 1.655e13, source: /* @__PURE__ */ from("section 3.2.1") },
};
