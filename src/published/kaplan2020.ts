import type { Source } from "../statistics/law.ts";
import {
  type PublishedPowerLaw,
  type PublishedRatioLaw,
  publishedPowerLaw,
  publishedRatioLaw,
} from "./published-loss-law.ts";

const PAPER = "Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv 2001.08361";

function from(where: string): Source {
  return { paper: PAPER, where, version: "v1, 23 January 2020", status: "printed" };
}

/** Exponents of table 6 have two decimals. */
const TWO = { decimals: { exponent: 2 } };

/** L(N, D) = ((Nc / N)^(alphaN / alphaD) + Dc / D)^alphaD. */
export interface KaplanJointLaw {
  /** Scale of size, in parameters. */
  parameterScale: number;
  /** Exponent of size. */
  parameterExponent: number;
  /** Scale of data, in tokens. */
  tokenScale: number;
  /** Exponent of tokens. */
  tokenExponent: number;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** L(N, S) = (Nc / N)^alphaN + (Sc / S)^alphaS, S the steps of training at a batch far above the critical one. */
export interface KaplanTrainingLaw {
  /** Scale of size, in parameters. */
  parameterScale: number;
  /** Exponent of size. */
  parameterExponent: number;
  /** Scale of steps. */
  stepScale: number;
  /** Exponent of steps. */
  stepExponent: number;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** Bcrit(L) = tokens / L^(1/exponent). */
export interface KaplanCriticalBatch {
  /** Critical batch at a loss of one nat, in tokens. */
  batchTokens: number;
  /** Exponent of the loss. */
  exponent: number;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** The laws of the paper; parameters are those outside embeddings, losses nats a token on WebText2. */
export interface Kaplan2020 {
  /** One petaFLOP/s-day, in FLOP: the unit of compute in every law here. */
  flopPerPetaflopDay: number;
  /** Loss against parameters, with data and compute to spare. */
  lossOfParameters: PublishedRatioLaw;
  /** Loss against tokens, stopped early. */
  lossOfTokens: PublishedRatioLaw;
  /** Loss against compute in petaFLOP/s-days, allocated best. */
  lossOfCompute: PublishedRatioLaw;
  /** The same of training at a fixed batch, without the allowance for the critical one. */
  lossOfFixedBatchCompute: PublishedRatioLaw;
  /** Loss by size and tokens. */
  joint: KaplanJointLaw;
  /** Tokens without which a model of N parameters overfits: coefficient N^exponent. */
  tokensNeeded: PublishedPowerLaw;
  /** Loss by size and steps. */
  training: KaplanTrainingLaw;
  /** Critical batch by loss. */
  criticalBatch: KaplanCriticalBatch;
  /** What grows how with compute in petaFLOP/s-days: parameters, batch in tokens, steps, tokens. */
  optimal: {
    /** Optimal size by compute. */
    parameters: PublishedPowerLaw;
    /** Optimal batch by compute, in tokens. */
    batchTokens: PublishedPowerLaw;
    /** Optimal steps by compute. */
    steps: PublishedPowerLaw;
    /** Optimal tokens by compute. */
    tokens: PublishedPowerLaw;
  };
}

/**
 * Kaplan et al. 2020. Its exponent of 0.73 for the model size is an artefact of small models, non-embedding counts and
 * learning-rate schedules, as later work found (Hoffmann et al. 2022; Pearce and Song 2024; Porian et al. 2024).
 *
 * Every single law is a power law for `predictPowerLaw`; the joint ones go into `predictKaplanLoss`,
 * `predictKaplanTrainingLoss` and `kaplanCriticalBatch`.
 *
 * @example
 * ```ts
 * import { kaplan2020 } from "scaling-laws/published";
 *
 * console.log(kaplan2020.optimal.parameters.coefficients.exponent.estimate); // => 0.73
 * ```
 */
export const kaplan2020: Kaplan2020 = {
  flopPerPetaflopDay: 8.64e19,
  lossOfParameters: /* @__PURE__ */ publishedRatioLaw(/* @__PURE__ */ from("equation 1.1"), 8.8e13, 0.076),
  lossOfTokens: /* @__PURE__ */ publishedRatioLaw(/* @__PURE__ */ from("equation 1.2"), 5.4e13, 0.095),
  lossOfCompute: /* @__PURE__ */ publishedRatioLaw(
    /* @__PURE__ */ from("equation 1.3"),
    3.1e8,
    0.05,
    "The exponent that follows from the paper's other laws is 0.052 with the printed digits, 0.054 in its text.",
  ),
  lossOfFixedBatchCompute: /* @__PURE__ */ publishedRatioLaw(
    { .../* @__PURE__ */ from("the summary of its fits, from memory"), status: "reconstructed" },
    1.6e7,
    0.057,
    "Not checked against the text.",
  ),
  tokensNeeded: /* @__PURE__ */ publishedPowerLaw(/* @__PURE__ */ from("section 4"), 5e3, 0.74, {
    decimals: { coefficient: 0, exponent: 2 },
  }),
  joint: {
    parameterScale: 6.4e13,
    parameterExponent: 0.076,
    tokenScale: 1.8e13,
    tokenExponent: 0.103,
    source: /* @__PURE__ */ from("equation 1.5 and table 2"),
  },
  training: {
    parameterScale: 6.5e13,
    parameterExponent: 0.077,
    stepScale: 2.1e3,
    stepExponent: 0.76,
    source: /* @__PURE__ */ from("equation 1.6 and table 3"),
  },
  criticalBatch: { batchTokens: 2e8, exponent: 0.21, source: /* @__PURE__ */ from("equation 1.4") },
  optimal: {
    parameters: /* @__PURE__ */ publishedPowerLaw(/* @__PURE__ */ from("table 6"), 1.3e9, 0.73, TWO),
    batchTokens: /* @__PURE__ */ publishedPowerLaw(/* @__PURE__ */ from("table 6"), 2e6, 0.24, TWO),
    steps: /* @__PURE__ */ publishedPowerLaw(/* @__PURE__ */ from("table 6"), 5.4e3, 0.03, TWO),
    tokens: /* @__PURE__ */ publishedPowerLaw(/* @__PURE__ */ from("table 6"), 2e10, 0.27, TWO),
  },
};
