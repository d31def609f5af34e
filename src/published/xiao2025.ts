import type { DensingLawCoefficients, DensingTerm } from "../densing/densing-formula.ts";
import type { PerformanceLaw, PerformanceTerm } from "../densing/performance-formula.ts";
import type { ReducibleLossLaw, ReducibleLossTerm } from "../loss-laws/loss-formula.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Fit, Source } from "../statistics/law.ts";
import { type PublishedLaw, printedEstimate } from "./published-law.ts";

const PAPER =
  "Xiao et al. 2025, Densing law of LLMs, Nature Machine Intelligence 7, 1823-1833 (arXiv 2412.04315 of December 2024)";

function from(where: string, status: Source["status"], version = "Nature Machine Intelligence, November 2025"): Source {
  return { paper: PAPER, where, version, status };
}

/** One benchmark of the reference family: loss from size and tokens, score (in percent) from loss. */
export interface DensingPanel {
  /** Name of the benchmark. */
  benchmark: string;
  /** L = A / N^alpha + B / D^beta: no irreducible loss. */
  lossLaw: ReducibleLossLaw & PublishedLaw<"loss-law", ReducibleLossTerm> & Pick<Fit, "support">;
  /** Score at a loss. */
  curve: PerformanceLaw & PublishedLaw<"performance-curve", PerformanceTerm> & Pick<Fit, "support">;
  /**
   * The other optimum of least squares on the same 33 runs, refitted by us: it describes them about as well, or better,
   * and gives other sizes. Null where there is none.
   */
  otherOptimum: (ReducibleLossLaw & Pick<Fit, "support">) | null;
  /**
   * How far the recovered laws are from the curves as drawn: root mean square over the loss, and the largest difference
   * in score, in percent.
   */
  deviation: {
    /** Root mean square of the difference, over the loss. */
    lossRootMeanSquare: number;
    /** Largest difference in score, in percent. */
    scoreLargest: number;
  };
  /** What to know about these numbers. */
  note: string | null;
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** A drawn line through record holders, with the records where they could be told. */
export interface DensingFigure {
  /** The line drawn. */
  law: DensingLawCoefficients & PublishedLaw<"densing-law", DensingTerm>;
  /** ln 2 / slopePerDay. */
  doublingTimeDays: number;
  /** The printed R squared, or null where none is. */
  printedRSquared: number | null;
  /** That of the line through the recovered records. */
  rSquared: number;
  /** Number of models; null where it is not said. */
  models: number | null;
  /** The models it goes through. */
  records: {
    /** Name of the model. */
    name: string;
    /** ISO date. */
    date: string;
    /** Capacity density. */
    density: number;
  }[];
  /** Where it stands, and how it came to us. */
  source: Source;
}

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

/** A number of the text, as printed. */
export interface DensingStatement {
  /** What is stated. */
  about: string;
  /** The words of the paper. */
  printed: string;
  /** The numbers of `printed`, in its order. */
  values: number[];
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** The growth of density as one place of one version states it. */
export interface DensingGrowth {
  /** What is stated. */
  about: string;
  /** Growth of ln density a day. */
  slopePerDay: number;
  /** R squared; null where none is printed. */
  rSquared: number | null;
  /** As printed: in months in some places, in days in others. */
  doublingTime: {
    /** The number printed. */
    value: number;
    /** The unit it is printed in. */
    unit: "months" | "days";
  } | null;
  /** Number of models; null where it is not said. */
  models: number | null;
  /** Where it stands, and how it came to us. */
  source: Source;
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

function bare<Term extends string>(values: Record<Term, number>): Record<Term, Estimate> {
  const entries = Object.entries<number>(values).map(([term, estimate]) => [term, printedEstimate(estimate)]);
  return Object.fromEntries(entries) as Record<Term, Estimate>;
}

type LossNumbers = readonly [A: number, alpha: number, B: number, beta: number];

type PanelNumbers = {
  /** Loss, in nats. */
  loss: LossNumbers;
  curve: [c: number, gamma: number, l: number, d: number];
  /** Ranges of the circles the curve was fitted to. */
  seen: {
    /** Loss, in nats. */
    loss: [number, number];
    /** Score, in percent. */
    score: [number, number];
  };
  deviation: [loss: number, score: number];
};

const GLOBAL = "The loss law is the global optimum of least squares on its 33 reference runs.";
const LOCAL =
  "The loss law is a local optimum of least squares on its 33 reference runs, not the global one, whose sizes are far smaller.";

function panelLaw([A, alpha, B, beta]: LossNumbers, source: Source): DensingPanel["lossLaw"] {
  return {
    kind: "loss-law",
    version: 1,
    terms: ["A", "B", "alpha", "beta"],
    coefficients: bare({ A, B, alpha, beta }),
    covariance: null,
    draws: null,
    source,
    support: {
      parameters: { lower: 5_247_232, upper: 828_225_024 },
      tokens: { lower: 157_416_960, upper: 49_693_501_440 },
    },
  };
}

function panel(
  benchmark: string,
  { loss, curve, seen, deviation }: PanelNumbers,
  note: string,
  other: LossNumbers | null,
): DensingPanel {
  const where = `Extended Data figure 1, ${benchmark}`;
  const source = from(`${where}: the drawn curves`, "recovered");
  const [c, gamma, l, d] = curve;
  return {
    benchmark,
    lossLaw: panelLaw(loss, source),
    curve: {
      kind: "performance-curve",
      version: 1,
      terms: ["c", "gamma", "l", "d"],
      coefficients: bare({ c, gamma, l, d }),
      covariance: null,
      draws: null,
      source: { ...source },
      support: {
        loss: { lower: seen.loss[0], upper: seen.loss[1] },
        score: { lower: seen.score[0], upper: seen.score[1] },
      },
    },
    otherOptimum: other && panelLaw(other, from(`${where}: refitted to the drawn points`, "reconstructed")),
    deviation: { lossRootMeanSquare: deviation[0], scoreLargest: deviation[1] },
    note,
    source: { ...source },
  };
}

function figure(
  where: string,
  line: { slopePerDay: number; intercept: number; origin: string; rSquared: number },
  rest: { models: number | null; printedRSquared: number | null; records: [string, string, number][] },
): DensingFigure {
  const source = from(`${where}: the drawn points and line`, "recovered");
  return {
    law: {
      kind: "densing-law",
      version: 1,
      terms: ["slopePerDay", "intercept"],
      coefficients: bare({ slopePerDay: line.slopePerDay, intercept: line.intercept }),
      covariance: null,
      draws: null,
      source,
      origin: line.origin,
    },
    doublingTimeDays: Math.LN2 / line.slopePerDay,
    printedRSquared: rest.printedRSquared,
    rSquared: line.rSquared,
    models: rest.models,
    records: rest.records.map(([name, date, density]) => ({ name, date, density })),
    source: { ...source },
  };
}

function referenceModel(
  name: string,
  numbers: readonly [number, number, number, number, number, number, number, number],
): DensingReferenceModel {
  const [parameters, batchSize, layers, width, feedForwardWidth, headWidth, heads, keyValueHeads] = numbers;
  return { name, parameters, batchSize, layers, width, feedForwardWidth, headWidth, heads, keyValueHeads };
}

function statement(about: string, printed: string, values: number[], where: string): DensingStatement {
  return { about, printed, values, source: from(where, "printed") };
}

function growth(
  about: string,
  slopePerDay: number,
  rest: Partial<Pick<DensingGrowth, "rSquared" | "doublingTime" | "models">>,
  where: string,
  version?: string,
): DensingGrowth {
  const { rSquared = null, doublingTime = null, models = null } = rest;
  return { about, slopePerDay, rSquared, doublingTime, models, source: from(where, "printed", version) };
}

const V2 = "arXiv v2, 6 December 2024";

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
export const xiao2025: Xiao2025 = {
  mmlu: /* @__PURE__ */ panel(
    "MMLU",
    {
      loss: [1.583022, 0.1034335, 38.89083, 0.2365104],
      curve: [79.27805, -24.92546, 0.2039804, 20.65902],
      seen: { loss: [0.1917, 0.3707], score: [24.17, 64.23] },
      deviation: [2.17034e-6, 6.53661e-4],
    },
    LOCAL,
    [36.3873, 0.3471328, 8.22339, 0.1389194],
  ),
  bbh: /* @__PURE__ */ panel(
    "BBH",
    {
      loss: [3.024913, 0.1567195, 187.8384, 0.3218221],
      curve: [77.3901, -40.13146, 0.08797857, 24.85061],
      seen: { loss: [0.098, 0.2442], score: [22.9, 56.28] },
      deviation: [2.56916e-6, 8.80139e-4],
    },
    GLOBAL,
    [43.50589, 0.3515689, 28.0919, 0.2128874],
  ),
  math: /* @__PURE__ */ panel(
    "MATH",
    {
      loss: [1.329858, 0.08442942, 69.1063, 0.2576522],
      curve: [101.3976, -22.54873, 0.1764252, 0.4368147],
      seen: { loss: [0.2028, 0.4269], score: [0.66, 38.58] },
      deviation: [2.43739e-6, 8.71835e-4],
    },
    LOCAL,
    [343.2181, 0.4987548, 10.09976, 0.1383315],
  ),
  mbpp: /* @__PURE__ */ panel(
    "MBPP",
    {
      loss: [3.473754, 0.1405969, 139.627, 0.2764623],
      curve: [100.038, -19.75016, 0.2627029, 0],
      seen: { loss: [0.2267, 0.4352], score: [3.89, 66.93] },
      deviation: [2.32624e-5, 1.0032e-3],
    },
    GLOBAL,
    null,
  ),
  humanEval: /* @__PURE__ */ panel(
    "HumanEval",
    {
      loss: [1.766856, 0.1183839, 4255.749, 0.4954708],
      curve: [99.80357, -39.92006, 0.1177181, 0],
      seen: { loss: [0.1075, 0.2166], score: [0.0, 53.66] },
      deviation: [2.33255e-6, 8.85685e-4],
    },
    GLOBAL,
    [8214.708, 0.7031015, 20.69012, 0.1992303],
  ),
  average: /* @__PURE__ */ panel(
    "the average",
    {
      loss: [2.031728, 0.1153185, 100.2763, 0.2770527],
      curve: [90.77347, -24.41189, 0.1628722, 10.78092],
      seen: { loss: [0.1653, 0.342], score: [12.42, 53.3] },
      deviation: [2.23584e-6, 8.01651e-4],
    },
    LOCAL,
    [55.38615, 0.3647074, 16.00488, 0.1675377],
  ),
  figure1: /* @__PURE__ */ figure(
    "figure 1",
    { slopePerDay: 0.0065290323, intercept: -2.6112985, origin: "2023-02-24", rSquared: 0.934014 },
    {
      models: 51,
      printedRSquared: 0.934,
      records: [
        ["Llama-65B", "2023-02-24", 0.0402918],
        ["Phi-1-1.2B", "2023-06-20", 0.135334],
        ["Phi-1.5-1.2B", "2023-09-10", 0.496212],
        ["Phi-2-2B", "2023-12-12", 0.754448],
        ["MiniCPM-2.4B", "2024-02-01", 0.773919],
        ["MiniCPM-1.2B", "2024-04-11", 0.883519],
        ["Gemma2-9B", "2024-06-27", 2.12242],
        ["MiniCPM3-4B", "2024-09-03", 2.76056],
        ["Mistral-Small-24B", "2025-01-23", 4.81007],
      ],
    },
  ),
  figure2: /* @__PURE__ */ figure(
    "figure 2 (MMLU-CF)",
    { slopePerDay: 0.0066477352, intercept: -3.3395116, origin: "2023-02-24", rSquared: 0.953742 },
    {
      models: 47,
      printedRSquared: 0.953,
      records: [
        ["Llama-65B", "2023-02-24", 0.0224267],
        ["Llama-2-70B", "2023-07-18", 0.0666581],
        ["Phi-1.5-1.2B", "2023-09-10", 0.112878],
        ["Mistral-7B-v0.1", "2023-09-27", 0.270295],
        ["Mixtral-8x7B", "2023-12-11", 0.402742],
        ["Llama-3-70B", "2024-04-18", 0.645621],
        ["Gemma2-9B", "2024-06-27", 1.08065],
        ["Mistral-Small-24B", "2025-01-23", 3.19954],
        ["Mistral-Small-3.1-24B", "2025-03-17", 3.89166],
      ],
    },
  ),
  figure3cBefore: /* @__PURE__ */ figure(
    "figure 3c, before ChatGPT",
    { slopePerDay: 0.0047964759, intercept: -6.5181181, origin: "2020-05-28", rSquared: 0.712746 },
    {
      models: null,
      printedRSquared: null,
      records: [
        ["GPT3-175B", "2020-05-28", 0.00166101],
        ["Gopher-280B", "2022-01-21", 0.00819915],
        ["Chinchilla-70B", "2022-03-29", 0.105993],
      ],
    },
  ),
  figure3cAfter: /* @__PURE__ */ figure(
    "figure 3c, from ChatGPT on",
    { slopePerDay: 0.0073116374, intercept: -2.7177675, origin: "2023-02-24", rSquared: 0.973965 },
    {
      models: null,
      printedRSquared: null,
      records: [
        ["Llama-65B", "2023-02-24", 0.0616282],
        ["Llama-2-70B", "2023-07-18", 0.162549],
        ["Phi-1.5-1.2B", "2023-09-10", 0.252512],
        ["Mistral-7B-v0.1", "2023-09-27", 0.489551],
        ["Llama-3-70B", "2024-04-18", 1.38831],
        ["Gemma2-9B", "2024-06-27", 2.16156],
      ],
    },
  ),
  anchor: {
    loss: 0,
    score: 100,
    floorMin: 0,
    note: "Not in the text. With it, and unweighted least squares, five of the drawn curves come out to four or five digits and BBH to 1e-3; without it the ceilings lie between 58 and 85 instead of near 100.",
    source: /* @__PURE__ */ from("Extended Data figure 1", "reconstructed"),
  },
  referenceModels: [
    /* @__PURE__ */ referenceModel("0.005B", [5_247_232, 32, 8, 256, 640, 64, 4, 1]),
    /* @__PURE__ */ referenceModel("0.03B", [31_470_080, 32, 12, 512, 1280, 64, 8, 2]),
    /* @__PURE__ */ referenceModel("0.1B", [106_196_736, 64, 18, 768, 1920, 64, 12, 3]),
    /* @__PURE__ */ referenceModel("0.2B", [245_416_960, 128, 24, 1024, 2560, 64, 16, 2]),
    /* @__PURE__ */ referenceModel("0.4B", [476_852_480, 256, 30, 1280, 3200, 64, 20, 2]),
    /* @__PURE__ */ referenceModel("0.8B", [828_225_024, 512, 36, 1536, 3840, 64, 24, 3]),
  ],
  tokenMultiples: [10, 15, 20, 30, 40, 60],
  referenceTokens: {
    arxiv: 1e12,
    journal: 5e12,
    note: "This alone turns densities that 'reach 3' into ones 'nearly reaching 2'.",
    source: /* @__PURE__ */ from("both versions, method", "printed"),
  },
  memoryToCompute: {
    printed: 2.45,
    fromItsNumbers: 0.4088118811881188,
    atTwoBytes: 0.8176237623762376,
    note: "82.58 TFLOPS, 1.01 TB/s and 100 tokens give k2 / k1 = 2.446: the printed ratio is the other way round, and counts one byte a parameter.",
    source: /* @__PURE__ */ from("methods, efficient architectures", "printed"),
  },
  growth: [
    /* @__PURE__ */ growth(
      "the densest",
      0.007,
      { rSquared: 0.934, doublingTime: { value: 3.5, unit: "months" }, models: 51 },
      "figure 1 and text",
    ),
    /* @__PURE__ */ growth("the densest, with another digit", 0.0065, { rSquared: 0.934, models: 51 }, "figure 1"),
    /* @__PURE__ */ growth("the densest on MMLU-CF", 0.0066, { rSquared: 0.953 }, "figure 2"),
    /* @__PURE__ */ growth(
      "the densest",
      0.007,
      { rSquared: 0.93, doublingTime: { value: 3.3, unit: "months" } },
      "highlights",
      V2,
    ),
    /* @__PURE__ */ growth(
      "the densest",
      0.0073,
      { rSquared: 0.912, doublingTime: { value: 95, unit: "days" }, models: 29 },
      "section 3.3",
      V2,
    ),
    /* @__PURE__ */ growth("on MMLU before ChatGPT", 0.0048, {}, "figure 3c"),
    /* @__PURE__ */ growth("on MMLU from ChatGPT on", 0.0073, {}, "figure 3c"),
  ],
  statements: [
    /* @__PURE__ */ statement("growth about ChatGPT", "+50 %", [50], "figure 3c"),
    /* @__PURE__ */ statement("growth on MMLU-CF against figure 1", "a difference of 1.5 %", [1.5], "figure 2"),
    /* @__PURE__ */ statement(
      "price of GPT-3.5's performance, US dollars a million tokens",
      "from 20 to 0.075, December 2022 to August 2024: 266.7 times, halving every 2.6 months",
      [20, 0.075, 266.7, 2.6],
      "corollary 2",
    ),
    /* @__PURE__ */ statement(
      "density times chips",
      "effective size doubles every 88 days, chips every 2.1 years",
      [88, 2.1],
      "corollary 3",
    ),
    /* @__PURE__ */ statement(
      "equal performance",
      "MiniCPM-1-2.4B needs 0.35 of Mistral-7B's parameters 4 months later",
      [0.35, 4],
      "corollary 1",
    ),
    /* @__PURE__ */ statement("density of the first Llama", "below 0.1", [0.1], "text"),
    /* @__PURE__ */ statement(
      "reading a prompt on an RTX 4090",
      "82.58 TFLOPS of 16 bits, 1.01 TB/s, 100 tokens",
      [82.58, 1.01, 100],
      "methods, efficient architectures",
    ),
  ],
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
};
