import type { PerformanceLaw, PerformanceTerm } from "../densing/performance-formula.ts";
import type { ReducibleLossLaw, ReducibleLossTerm } from "../loss-laws/loss-formula.ts";
import type { Fit, Source } from "../statistics/law.ts";
import { type PublishedLaw, printedEstimate } from "./published-law.ts";
import { xiaoSource } from "./xiao2025-source.ts";

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
    coefficients: {
      A: printedEstimate(A),
      B: printedEstimate(B),
      alpha: printedEstimate(alpha),
      beta: printedEstimate(beta),
    },
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
  const source = xiaoSource(`${where}: the drawn curves`, "recovered");
  const [c, gamma, l, d] = curve;
  return {
    benchmark,
    lossLaw: panelLaw(loss, source),
    curve: {
      kind: "performance-curve",
      version: 1,
      terms: ["c", "gamma", "l", "d"],
      coefficients: {
        c: printedEstimate(c),
        gamma: printedEstimate(gamma),
        l: printedEstimate(l),
        d: printedEstimate(d),
      },
      covariance: null,
      draws: null,
      source: { ...source },
      support: {
        loss: { lower: seen.loss[0], upper: seen.loss[1] },
        score: { lower: seen.score[0], upper: seen.score[1] },
      },
    },
    otherOptimum: other && panelLaw(other, xiaoSource(`${where}: refitted to the drawn points`, "reconstructed")),
    deviation: { lossRootMeanSquare: deviation[0], scoreLargest: deviation[1] },
    note,
    source: { ...source },
  };
}

/** The benchmarks that have a panel, and their average. */
export type Benchmark = "mmlu" | "bbh" | "math" | "mbpp" | "humanEval" | "average";

/** The panels of Extended Data figure 1. */
export const xiaoPanels: Record<Benchmark, DensingPanel> = /* @__PURE__ */ (() => ({
  mmlu: panel(
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
  bbh: panel(
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
  math: panel(
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
  mbpp: panel(
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
  humanEval: panel(
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
  average: panel(
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
}))();
