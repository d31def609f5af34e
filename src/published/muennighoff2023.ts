import type { Source } from "../statistics/law.ts";
import { type PublishedLossLaw, publishedLossLaw } from "./published-loss-law.ts";

const source: Source = {
  paper: "Muennighoff et al. 2023, Scaling Data-Constrained Language Models, arXiv 2305.16264",
  where: "section 3 and appendix, by way of several transcriptions that agree",
  version: "v1, 25 May 2023",
  status: "printed",
};

/** The loss law on C4, and the constants at which repeated tokens and excess parameters lose their value. */
export interface Muennighoff2023 extends PublishedLossLaw {
  /** R*_D: repetitions of the data after which further ones are worth 1/e. */
  tokenRepetitions: number;
  /** R*_N: the same of parameters beyond those that the unique tokens need. */
  parameterRepetitions: number;
}

/**
 * Data-constrained scaling: the law with alpha = beta, and the decay constants of `effectiveTokens` and
 * `predictRepeatedLoss`.
 *
 * @example
 * ```ts
 * import { muennighoff2023 } from "scaling-laws/published";
 *
 * console.log(muennighoff2023.tokenRepetitions); // => 15.387756
 * ```
 */
export const muennighoff2023: Muennighoff2023 = {
  .../* @__PURE__ */ publishedLossLaw(
    source,
    {
      E: 1.8691436784054858,
      A: 520.8249516599187,
      B: 1487.716093782861,
      alpha: 0.3526596,
      beta: 0.3526596,
    },
    "Given as ln A = 6.255414, ln B = 7.3049974 and ln E = 0.6254804, rounded to 521, 1488 and 1.87; alpha = beta by construction.",
  ),
  tokenRepetitions: 15.387756,
  parameterRepetitions: 5.309743,
};
