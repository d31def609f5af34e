import type { Source } from "../statistics/law.ts";

const PAPER = "Kausik 2024, Scaling Efficient LLMs, arXiv 2402.14746";

/** What of an answer is the paper's and what is reconstruction. */
export interface CorpusSources {
  /** The lower and the upper exponent. */
  exponents: Source;
  /** The exponent between them. */
  middleExponent: Source;
  /** Every factor in front of a power: bounds and counts, but not ratios, rest on it. */
  constants: Source;
}

/**
 * The paper prints 0.44 and 0.72 and says what follows from them; that they are 1 - 2 beta and 1 - beta is read off
 * their agreement with beta = 0.28, and so is the middle, which is 0.58 there.
 */
export function corpusSources(): CorpusSources {
  return {
    exponents: {
      paper: PAPER,
      where: "abstract, which prints 0.44 and 0.72: 1 - 2 beta and 1 - beta at the beta of Hoffmann et al. 2022, 0.28",
      version: "v4 to v6",
      status: "printed",
    },
    middleExponent: {
      paper: PAPER,
      where: "not in the paper as a formula: 1 - 1.5 beta is 0.58 at beta = 0.28, the exponent of the abstract of v1",
      version: "v1",
      status: "reconstructed",
    },
    constants: {
      paper: PAPER,
      where: "not in the paper's abstract: taken as 1, with the excess loss B / tokens^beta as divergence in nats",
      version: "v1 to v6",
      status: "reconstructed",
    },
  };
}
