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
  /** The natural logarithms that are given, of which the law has the exponentials. */
  logarithms: {
    /** ln E. */
    lnE: number;
    /** ln A. */
    lnA: number;
    /** ln B. */
    lnB: number;
  };
  /** The same law with E, A and B as rounded in the text. */
  rounded: PublishedLossLaw;
  /** R*_D: repetitions of the data after which further ones are worth 1/e. */
  tokenRepetitions: number;
  /** R*_N: the same of parameters beyond those that the unique tokens need. */
  parameterRepetitions: number;
  /** U_N / U_D: parameters that a unique token needs, as the text has it. */
  optimalParametersPerUniqueToken: number;
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
    {
      note: "Given as ln A = 6.255414, ln B = 7.3049974 and ln E = 0.6254804, rounded to 521, 1488 and 1.87; alpha = beta by construction.",
    },
  ),
  logarithms: { lnE: 0.6254804, lnA: 6.255414, lnB: 7.3049974 },
  rounded: /* @__PURE__ */ publishedLossLaw(
    source,
    { E: 1.87, A: 521, B: 1488, alpha: 0.3526596, beta: 0.3526596 },
    { note: "E, A and B as the text rounds them.", decimals: [2, 0, 0, 7, 7] },
  ),
  tokenRepetitions: 15.387756,
  parameterRepetitions: 5.309743,
  optimalParametersPerUniqueToken: 0.051,
};
