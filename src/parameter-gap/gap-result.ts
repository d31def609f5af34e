import type { Warning } from "../errors.ts";

/** `strong`: both tests reject; `tentative`: only the smooth unimodal one does; `none`: it does not. */
export type GapVerdict = "strong" | "tentative" | "none";

/** The three p-values of a gap, each corrected for having looked everywhere. */
export interface GapTest {
  /** The smaller of the two sides' best evidence, in nats. */
  statistic: number;
  /** Against the smooth unimodal density nearest to the data; null below 30 sizes. */
  pValue: number | null;
  /** Against uniform sizes, the flattest unimodal case; from a table, null for a floor below its 0.5. */
  pUniform: number | null;
  /** An upper bound that holds for independent sizes from any unimodal density, at any n. */
  pGuaranteed: number | null;
  /** `strong` where `pValue` and `pUniform` are at most alpha, `tentative` where only `pValue` is. */
  verdict: GapVerdict;
}

/** A range of model size that is emptier than the ranges on both sides of it. */
export interface ParameterGap extends GapTest {
  /** The sizes at the two ends of the gap, in parameters. */
  lower: number;
  /** Upper end of the gap, in parameters. */
  upper: number;
  /** Sizes inside the gap. */
  countInside: number;
  /** Sizes expected inside under the smooth unimodal null. */
  expectedInside: number;
  /** 1 - density in the valley / density at the lower of the two peaks, at the Sheather-Jones bandwidth. */
  depth: number;
  /** The same range on one size per cluster, where clusters were given; `verdict` is then the weaker of the two. */
  clustered: GapTest | null;
}

/** The gaps of a set of model sizes, most striking first. */
export interface ParameterGaps {
  /** Number of sizes. */
  n: number;
  /** Number of clusters; null where sizes were taken as independent. */
  clusters: number | null;
  /** The gaps, the most striking first. */
  gaps: ParameterGap[];
  /** Resamples of the smooth null that were drawn; fewer than asked for after an early stop. */
  resamplesUsed: number;
  /** The options as they were resolved, defaults included. */
  options: {
    /** Least ratio of a gap's ends. */
    minRatio: number;
    /** Level of the verdicts. */
    alpha: number;
    /** Least width of a flank, as a share of the gap's. */
    floor: number;
    /** Resamples of the smooth null asked for. */
    resamples: number;
    /** Seed of the resampling. */
    seed: number;
    /** Most gaps reported. */
    maxGaps: number;
    /** Whether resampling stops after 20 exceedances of the most striking gap. */
    earlyStop: boolean;
  };
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/** Options of {@link findParameterGaps}. */
export interface ParameterGapOptions {
  /** Least ratio of the upper to the lower end; default 2. */
  minRatio?: number;
  /** Level of the verdicts; default 0.05. */
  alpha?: number;
  /** A label for each size, of the family it belongs to: near-copies of one size are no independent evidence. */
  clusters?: ArrayLike<string | number>;
  /** The organisation of each size, to warn when one dominates. */
  organizations?: ArrayLike<string | number>;
  /** Least flank width as a share of the gap; default 0.5. */
  floor?: number;
  /** Resamples of the smooth unimodal null; default 999. */
  resamples?: number;
  /** Default 1. */
  seed?: number;
  /** Gaps reported at most; default 5. */
  maxGaps?: number;
  /** Stop resampling after 20 exceedances of the most striking gap; its p is then exceedances/resamples used. */
  earlyStop?: boolean;
}
