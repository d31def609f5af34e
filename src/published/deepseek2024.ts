import type { Source } from "../statistics/law.ts";
import { type PublishedPowerLaw, publishedPowerLaw } from "./published-loss-law.ts";

const source: Source = {
  paper: "DeepSeek-AI 2024, DeepSeek LLM: Scaling Open-Source Language Models with Longtermism, arXiv 2401.02954",
  where: "section 3, by way of a digest",
  version: "v1, 5 January 2024",
  status: "printed",
};

/** Power laws of the compute C = M D in FLOP, where M is the non-embedding FLOP a token, not a parameter count. */
export interface Deepseek2024 {
  /** Optimal FLOP a token by compute. */
  flopPerToken: PublishedPowerLaw;
  /** Optimal tokens by compute. */
  tokens: PublishedPowerLaw;
  /** Best learning rate by compute. */
  learningRate: PublishedPowerLaw;
  /** Best batch by compute, in tokens. */
  batchTokens: PublishedPowerLaw;
  /** Exponents of M and of the tokens by the data they were found on. */
  allocationByData: {
    /** The corpus they were found on. */
    data: string;
    /** Exponent of the model's scale. */
    modelExponent: number;
    /** Exponent of tokens. */
    tokenExponent: number;
    /** Where it stands, and how it came to us. */
    source: Source;
  }[];
}

const FOUR = { coefficient: 4, exponent: 4 };

function allocation(
  data: string,
  modelExponent: number,
  tokenExponent: number,
): Deepseek2024["allocationByData"][number] {
  return { data, modelExponent, tokenExponent, source: { ...source, where: "table of exponents, by way of a digest" } };
}

/**
 * DeepSeek LLM: optimal model scale, data, learning rate and batch size, each a power law for `predictPowerLaw`.
 *
 * @example
 * ```ts
 * import { deepseek2024 } from "scaling-laws/published";
 *
 * console.log(deepseek2024.tokens.coefficients.exponent.estimate); // => 0.4757
 * ```
 */
export const deepseek2024: Deepseek2024 = {
  flopPerToken: /* @__PURE__ */ publishedPowerLaw(source, 0.1715, 0.5243, {
    note: "M = 72 layers width^2 + 12 layers width sequence length, the non-embedding FLOP a token.",
    decimals: FOUR,
  }),
  tokens: /* @__PURE__ */ publishedPowerLaw(source, 5.8316, 0.4757, { decimals: FOUR }),
  learningRate: /* @__PURE__ */ publishedPowerLaw(source, 0.3118, -0.125, { decimals: FOUR }),
  allocationByData: [
    /* @__PURE__ */ allocation("an earlier in-house corpus", 0.45, 0.55),
    /* @__PURE__ */ allocation("the current in-house corpus", 0.524, 0.476),
    /* @__PURE__ */ allocation("OpenWebText2", 0.578, 0.422),
  ],
  batchTokens: /* @__PURE__ */ publishedPowerLaw(source, 0.292, 0.3271, { decimals: FOUR }),
};
