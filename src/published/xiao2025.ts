import type { Source } from "../statistics/law.ts";
import { type DensingFigure, xiaoFigures } from "./xiao2025-figures.ts";
import { type DensingPanel, xiaoPanels } from "./xiao2025-panels.ts";
import { xiaoSource } from "./xiao2025-source.ts";
import { type DensingGrowth, type DensingStatement, xiaoGrowth, xiaoStatements } from "./xiao2025-statements.ts";

/** A model of the reference family, table 1. */
export interface DensingReferenceModel {
  /** Name of the model. */
  name: string;
  /** Size of the model, in parameters. */
  parameters: number;
  /** Batch size. */
  batchSize: number;
  /** Number of layers. */
  layers: number;
  /** Width of the model. */
  width: number;
  /** Width of the feed-forward part. */
  feedForwardWidth: number;
  /** Width of a head. */
  headWidth: number;
  /** Number of attention heads. */
  heads: number;
  /** Number of key and value heads. */
  keyValueHeads: number;
}

/** The fits, figures and tables of the densing law. */
export interface Xiao2025 {
  /** MMLU. */
  mmlu: DensingPanel;
  /** BBH. */
  bbh: DensingPanel;
  /** MATH. */
  math: DensingPanel;
  /** MBPP. */
  mbpp: DensingPanel;
  /** HumanEval. */
  humanEval: DensingPanel;
  /** The mean of the five scores against the mean of the five losses, fitted again; figure 1 uses it. */
  average: DensingPanel;
  /** The line of figure 1. */
  figure1: DensingFigure;
  /** On MMLU-CF, free of contamination. */
  figure2: DensingFigure;
  /** MMLU densities before ChatGPT, and from then on. */
  figure3cBefore: DensingFigure;
  /** MMLU densities from ChatGPT on. */
  figure3cAfter: DensingFigure;
  /** What the sigmoids were fitted with beside the data: a point (0, 100) and a floor of at least 0. Nowhere in the text. */
  anchor: {
    /** Loss, in nats. */
    loss: number;
    /** Score, in percent. */
    score: number;
    /** Least floor allowed. */
    floorMin: number;
    /** What to know about these numbers. */
    note: string;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
  /** The reference family. */
  referenceModels: DensingReferenceModel[];
  /** Training tokens of the reference runs as multiples of their parameters. */
  tokenMultiples: number[];
  /** D, the tokens at which sizes are compared. */
  referenceTokens: {
    /** In the arXiv version. */
    arxiv: number;
    /** In the journal. */
    journal: number;
    /** What to know about these numbers. */
    note: string;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
  /** k1 / k2 of equations 6 and 7, for an RTX 4090 and 100 tokens. */
  memoryToCompute: {
    /** As printed. */
    printed: number;
    /** From the numbers printed beside it. */
    fromItsNumbers: number;
    /** The same at two bytes a parameter. */
    atTwoBytes: number;
    /** What to know about these numbers. */
    note: string;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
  /** The growth of density, wherever a number is printed for it. */
  growth: DensingGrowth[];
  /** Statements in words. */
  statements: DensingStatement[];
  /** What others found when they looked for this growth in what open models know. */
  critique: {
    /** What is stated. */
    about: string;
    /** Coefficient of time, a month. */
    coefficientPerMonth: number;
    /** Lower end of the interval of the coefficient. */
    lower: number;
    /** Upper end of the interval of the coefficient. */
    upper: number;
    /** What the densing law would give. */
    predictedPerMonth: number;
    /** Number of models. */
    models: number;
    /** Where it stands, and how it came to us. */
    source: Source;
  };
}

function referenceModel(
  name: string,
  numbers: readonly [number, number, number, number, number, number, number, number],
): DensingReferenceModel {
  const [parameters, batchSize, layers, width, feedForwardWidth, headWidth, heads, keyValueHeads] = numbers;
  return { name, parameters, batchSize, layers, width, feedForwardWidth, headWidth, heads, keyValueHeads };
}

/**
 * The densing law of Xiao et al.: the reference family's laws on five benchmarks and their average, the record holders,
 * and the numbers of the text.
 *
 * The paper prints none of the coefficients. They were recovered from the vector graphics of its figures, to about six
 * digits for the loss laws and four to five for the sigmoids, and refitting the recovered points gives them again, with
 * one artificial point at loss 0 and score 100 and a floor of at least 0, which the text does not mention. Each panel is
 * a reference for `effectiveParameterSize`.
 *
 * @example
 * ```ts
 * import { xiao2025 } from "scaling-laws/published";
 *
 * console.log(xiao2025.average.lossLaw.coefficients.alpha.estimate.toFixed(4)); // => "0.1153"
 * console.log(xiao2025.average.source.status); // => "recovered"
 * console.log(xiao2025.figure1.records.length); // => 9
 * console.log(xiao2025.anchor.score); // => 100
 * ```
 */
export const xiao2025: Xiao2025 = /* @__PURE__ */ (() => ({
  ...xiaoPanels,
  ...xiaoFigures,
  anchor: {
    loss: 0,
    score: 100,
    floorMin: 0,
    note: "Not in the text. With it, and unweighted least squares, five of the drawn curves come out to four or five digits and BBH to 1e-3; without it the ceilings lie between 58 and 85 instead of near 100.",
    source: xiaoSource("Extended Data figure 1", "reconstructed"),
  },
  referenceModels: [
    referenceModel("0.005B", [5_247_232, 32, 8, 256, 640, 64, 4, 1]),
    referenceModel("0.03B", [31_470_080, 32, 12, 512, 1280, 64, 8, 2]),
    referenceModel("0.1B", [106_196_736, 64, 18, 768, 1920, 64, 12, 3]),
    referenceModel("0.2B", [245_416_960, 128, 24, 1024, 2560, 64, 16, 2]),
    referenceModel("0.4B", [476_852_480, 256, 30, 1280, 3200, 64, 20, 2]),
    referenceModel("0.8B", [828_225_024, 512, 36, 1536, 3840, 64, 24, 3]),
  ],
  tokenMultiples: [10, 15, 20, 30, 40, 60],
  referenceTokens: {
    arxiv: 1e12,
    journal: 5e12,
    note: "This alone turns densities that 'reach 3' into ones 'nearly reaching 2'.",
    source: xiaoSource("both versions, method", "printed"),
  },
  memoryToCompute: {
    printed: 2.45,
    fromItsNumbers: 0.4088118811881188,
    atTwoBytes: 0.8176237623762376,
    note: "82.58 TFLOPS, 1.01 TB/s and 100 tokens give k2 / k1 = 2.446: the printed ratio is the other way round, and counts one byte a parameter.",
    source: xiaoSource("methods, efficient architectures", "printed"),
  },
  growth: xiaoGrowth,
  statements: xiaoStatements,
  critique: {
    about:
      "Factual knowledge of 96 dated open models at given size, change a month against what the densing law predicts",
    coefficientPerMonth: -0.001,
    lower: -0.0031,
    upper: 0.0008,
    predictedPerMonth: 0.0117,
    models: 96,
    source: {
      paper: "Incompressible Knowledge Probes, arXiv 2604.24827",
      where: "its test of the densing law, by way of a digest",
      version: "2026",
      status: "printed",
    },
  },
}))();
