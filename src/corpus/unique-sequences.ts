import { ScalingError, type Warning } from "../errors.ts";
import {
  positiveColumn,
  requireOneOf,
  requireOptions,
  requirePoints,
  requirePositive,
  requireSameLength,
} from "../numeric/checks.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { columnRange } from "../numeric/range.ts";
import { sum } from "../numeric/summation.ts";
import { drawRows, drawsCovariance, droppedWarnings, percentileEstimate } from "../statistics/bootstrap.ts";
import { type ClusterIndex, clusterIndex, fewClustersWarnings } from "../statistics/clusters.ts";
import { type Estimate, symmetricEstimate } from "../statistics/estimate.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { Fit, Law, Source } from "../statistics/law.ts";
import { bootstrapLine } from "../statistics/line-bootstrap.ts";
import { fitLine, type LineSample, lineClusterCovariance, lineCovariance } from "../statistics/linear-regression.ts";

/** ln of the unique sequences at the reference corpus, and the exponent by which they grow. */
export type UniqueSequencesTerm = "lnUniqueAtReference" | "exponent";

/** unique = exp(lnUniqueAtReference) (tokens / referenceTokens)^exponent. */
export interface UniqueSequencesLaw extends Law<"unique-sequences", UniqueSequencesTerm> {
  /** Tokens at which the level of the law is read. */
  referenceTokens: number;
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null for the normal quantile. */
  intervalDegreesOfFreedom: number | null;
}

/**
 * - `t`: points independent, of one spread about the line;
 * - `cluster`: points independent between clusters only, as between parts of a corpus; CR1 and t;
 * - `percentile`: points, or whole clusters where given, drawn again.
 */
export type UniqueSequencesInterval = "t" | "cluster" | "percentile";

/** What {@link fitUniqueSequences} may be told. */
export interface UniqueSequencesOptions extends FitOptions {
  /** Default `t`, or `cluster` where clusters are given. */
  interval?: UniqueSequencesInterval;
  /** The corpus at which the level is read; default the geometric mean of `tokens`. */
  referenceTokens?: number;
}

/** What a {@link UniqueSequences} echoes of its options. */
export interface ResolvedUniqueSequencesOptions extends ResolvedFitOptions {
  /** How the intervals were made. */
  interval: UniqueSequencesInterval;
}

/** A fitted growth of unique sequences. */
export interface UniqueSequences extends Fit<"unique-sequences", UniqueSequencesTerm>, UniqueSequencesLaw {
  /** The options as they were resolved, defaults included. */
  options: ResolvedUniqueSequencesOptions;
  /** Where the reading of the exponent as that of efficient models comes from. */
  reading: Source;
}

interface Uncertainty {
  estimates: [Estimate, Estimate];
  covariance: number[][] | null;
  draws: number[][] | null;
  degreesOfFreedom: number | null;
  warnings: Warning[];
}

/**
 * Measures how the unique sequences of a corpus grow with its size (Heaps' law): a least-squares line through
 * ln unique against ln tokens. Its exponent is what the paper bounds by 1 - 2 beta and 1 - beta.
 *
 * The points of one growth curve contain each other, so their errors are strongly correlated: there an interval `t` of
 * level 0.95 covers in less than half of simulated corpora. Cut the corpus into ten parts or more, count each by itself,
 * and give the part of every point in `clusters`: then it covers in 94 to 96 of 100.
 *
 * @param columns - `tokens` and `unique`, above zero, as {@link sequenceGrowth} counts them; at least 3 points.
 * @param options - See {@link UniqueSequencesOptions}.
 * @returns Plain JSON. That the exponent is the one by which efficient models grow is the paper's reading (`reading`); the
 * fit itself is ordinary. Warnings: `DEPENDENT_POINTS` without clusters, `FEW_CLUSTERS`, `RESAMPLES_DROPPED`, `EXACT_FIT`.
 * @throws ScalingError `EMPTY_INPUT`, `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD`,
 * `OUT_OF_RANGE` (more unique sequences than sequences), `INVALID_OPTION`, `UNSUPPORTED_TYPE`.
 *
 * @example
 * ```ts
 * import { fitUniqueSequences } from "scaling-laws/corpus";
 *
 * const fit = fitUniqueSequences({ tokens: [1e3, 1e4, 1e5, 1e6], unique: [77, 294, 1116, 4234] });
 * console.log(fit.coefficients.exponent.estimate.toFixed(3)); // => "0.580"
 * ```
 */
export function fitUniqueSequences(
  columns: { tokens: ArrayLike<number>; unique: ArrayLike<number> },
  options: UniqueSequencesOptions = {},
): UniqueSequences {
  requireOptions(options);
  const tokens = positiveColumn(columns?.tokens, "columns.tokens");
  const unique = positiveColumn(columns?.unique, "columns.unique");
  const n = tokens.length;
  requireSameLength(unique.length, n, "columns.unique");
  requirePoints(n, 3, "columns.tokens");
  requireFewerUnique(tokens, unique);
  const weights = options.weights === undefined ? null : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights?.length ?? n, n, "options.weights");
  const clusters = options.clusters === undefined ? null : clusterIndex(options.clusters, n);
  if (clusters !== null) requirePoints(clusters.count, 2, "options.clusters");
  const choices: UniqueSequencesInterval[] = clusters === null ? ["t", "percentile"] : ["cluster", "percentile"];
  const interval = requireOneOf(options.interval ?? choices[0]!, choices, "options.interval");
  const resolved = { ...resolveFitOptions(options, clusters?.count ?? null), interval };
  const x = tokens.map(Math.log);
  const line = fitLine(x, unique.map(Math.log), weights);
  if (line === null) {
    throw new ScalingError("NO_SPREAD", `Expected corpora of different sizes but got ${tokens[0]}`, "columns.tokens");
  }
  const referenceTokens = requirePositive(options.referenceTokens ?? Math.exp(line.meanX), "options.referenceTokens");
  const sample = { line, distance: Math.log(referenceTokens) - line.meanX, x, weights, clusters };
  const uncertainty = interval === "percentile" ? byResampling(sample, resolved) : byFormula(sample, resolved.level);
  const [level, exponent] = uncertainty.estimates;
  return requireHeld(
    {
      kind: "unique-sequences",
      version: 1,
      terms: ["lnUniqueAtReference", "exponent"],
      coefficients: { lnUniqueAtReference: level, exponent },
      covariance: uncertainty.covariance,
      draws: options.keepDraws === true ? uncertainty.draws : null,
      source: null,
      referenceTokens,
      intervalDegreesOfFreedom: uncertainty.degreesOfFreedom,
      goodness: gaussianGoodness({ ...line, coefficients: 2, sumLogWeights: sum(weights?.map(Math.log) ?? []) }),
      convergence: null,
      support: { tokens: columnRange(tokens) },
      options: resolved,
      reading: {
        paper: "Kausik 2024, Scaling Efficient LLMs, arXiv 2402.14746",
        where: "abstract: parameters of an efficient model grow as the unique sequences of its corpus",
        version: "v1 to v6",
        status: "reconstructed",
      },
      warnings: [...dataWarnings(sample), ...uncertainty.warnings],
    },
    "result",
  );
}

function requireFewerUnique(tokens: Float64Array, unique: Float64Array): void {
  for (let i = 0; i < tokens.length; i++) {
    if (unique[i]! <= tokens[i]!) continue;
    const message = `Expected at most ${tokens[i]} unique sequences but got ${unique[i]}`;
    throw new ScalingError("OUT_OF_RANGE", message, `columns.unique[${i}]`);
  }
}

function byFormula(sample: LineSample, level: number): Uncertainty {
  const { line, clusters } = sample;
  const degreesOfFreedom = clusters === null ? line.n - 2 : clusters.count - 1;
  const covariance =
    clusters === null
      ? lineCovariance(sample, line.sumOfSquaredResiduals / degreesOfFreedom)
      : lineClusterCovariance(sample);
  const multiplier = studentTQuantile((1 + level) / 2, degreesOfFreedom);
  const estimate = (value: number, k: 0 | 1): Estimate =>
    symmetricEstimate(value, Math.sqrt(covariance[k]![k]!), multiplier, level);
  return {
    estimates: [estimate(line.meanY + line.slope * sample.distance, 0), estimate(line.slope, 1)],
    covariance,
    draws: null,
    degreesOfFreedom,
    warnings: [],
  };
}

function byResampling(sample: LineSample, options: ResolvedFitOptions): Uncertainty {
  const { line, distance } = sample;
  const resampling = bootstrapLine(sample, { ...options, residual: false, noise: null });
  const [levels, slopes] = resampling.draws as [Float64Array, Float64Array];
  return {
    estimates: [
      percentileEstimate(line.meanY + line.slope * distance, levels, options.level),
      percentileEstimate(line.slope, slopes, options.level),
    ],
    covariance: drawsCovariance(resampling.draws),
    draws: drawRows(resampling),
    degreesOfFreedom: null,
    warnings: droppedWarnings(resampling, "too few distinct points or sizes"),
  };
}

function dataWarnings({ line, clusters }: { line: LineSample["line"]; clusters: ClusterIndex | null }): Warning[] {
  const warnings: Warning[] = [];
  if (clusters === null) {
    const message =
      "The interval takes the points as independent; those of one growth curve contain each other, so it is far too narrow";
    warnings.push({ code: "DEPENDENT_POINTS", message, path: "coefficients.exponent" });
  }
  warnings.push(...fewClustersWarnings(clusters));
  const rounding = 4 * Number.EPSILON * (1 + Math.abs(line.meanY) + Math.abs(line.slope * line.meanX));
  if (line.sumOfSquaredResiduals <= line.sumOfWeights * rounding ** 2) {
    const message = "The points lie on the line: its intervals measure rounding";
    warnings.push({ code: "EXACT_FIT", message, path: "goodness" });
  }
  return warnings;
}
