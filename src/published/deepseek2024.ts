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
  flopPerToken: PublishedPowerLaw;
  tokens: PublishedPowerLaw;
  learningRate: PublishedPowerLaw;
  batchTokens: PublishedPowerLaw;
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
  flopPerToken: /* @__PURE__ */ publishedPowerLaw(
    source,
    0.1715,
    0.5243,
    "M = 72 layers width^2 + 12 layers width sequence length, the non-embedding FLOP a token.",
  ),
  tokens: /* @__PURE__ */ publishedPowerLaw(source, 5.8316, 0.4757),
  learningRate: /* @__PURE__ */ publishedPowerLaw(source, 0.3118, -0.125),
  batchTokens: /* @__PURE__ */ publishedPowerLaw(source, 0.292, 0.3271),
};
