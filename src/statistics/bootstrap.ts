import type { Warning } from "../errors.ts";
import { NORMAL, studentTCdf, studentTQuantile } from "../numeric/distributions.ts";
import { fillIndices, type IndexArray, indexArray, type RandomSource, randomSource } from "../numeric/random.ts";
import { mean } from "../numeric/summation.ts";
import type { ClusterIndex } from "./clusters.ts";
import { columnCovariance } from "./covariance.ts";
import type { Estimate } from "./estimate.ts";

/** How often to resample, from which seed, and how many coefficients each refit gives. */
export interface ResamplingPlan {
  seed: number;
  resamples: number;
  coefficients: number;
}

/** What a resampling gave: `draws[k]` is the column of the k-th coefficient over the resamples that were kept. */
export interface Resampling {
  draws: Float64Array[];
  kept: number;
  /** Resamples on which the fit is not defined. */
  dropped: number;
}

/**
 * A refit: its coefficients, or null where the resample cannot carry the fit. The sample is overwritten by the next draw.
 * `random` is the stream of this resampling, for a refit that adds noise of its own.
 */
export type Refit<Sample> = (sample: Sample, random: RandomSource) => ArrayLike<number> | null;

/** Collects refits of freshly drawn samples; the schemes below differ only in what they draw. */
export function collectResamples<Sample>(
  plan: ResamplingPlan,
  draw: (random: RandomSource) => Sample,
  refit: Refit<Sample>,
): Resampling {
  const random = randomSource(plan.seed);
  const columns = Array.from({ length: plan.coefficients }, () => new Float64Array(plan.resamples));
  let kept = 0;
  for (let b = 0; b < plan.resamples; b++) {
    const coefficients = refit(draw(random), random);
    if (coefficients === null) continue;
    for (let k = 0; k < columns.length; k++) columns[k]![kept] = coefficients[k]!;
    kept++;
  }
  return { draws: columns.map((column) => column.subarray(0, kept)), kept, dropped: plan.resamples - kept };
}

/** Pairs: n of n rows with replacement; the refit is given the drawn row numbers. */
export function resamplePairs(plan: ResamplingPlan, n: number, refit: Refit<IndexArray>): Resampling {
  const rows = indexArray(n, n);
  return collectResamples(
    plan,
    (random) => {
      fillIndices(random, rows, n);
      return rows;
    },
    refit,
  );
}

/** Clusters: as many whole clusters as there are, with replacement; the refit is given the rows of all drawn clusters. */
export function resampleClusters(plan: ResamplingPlan, clusters: ClusterIndex, refit: Refit<IndexArray>): Resampling {
  const { index, count } = clusters;
  const start = new Uint32Array(count + 1);
  for (let i = 0; i < index.length; i++) start[index[i]! + 1]!++;
  for (let g = 0; g < count; g++) start[g + 1]! += start[g]!;
  const next = start.slice();
  const members = new Uint32Array(index.length);
  for (let i = 0; i < index.length; i++) members[next[index[i]!]!++] = i;

  const drawn = indexArray(count, count);
  let rows = new Uint32Array(2 * index.length);
  return collectResamples(
    plan,
    (random) => {
      fillIndices(random, drawn, count);
      let length = 0;
      for (let g = 0; g < count; g++) length += start[drawn[g]! + 1]! - start[drawn[g]!]!;
      if (length > rows.length) rows = new Uint32Array(2 * length);
      let row = 0;
      for (let g = 0; g < count; g++) {
        const end = start[drawn[g]! + 1]!;
        for (let m = start[drawn[g]!]!; m < end; m++) rows[row++] = members[m]!;
      }
      return rows.subarray(0, length);
    },
    refit,
  );
}

/**
 * Residuals: y = fitted + a residual drawn with replacement, the inputs fixed. Supposes errors that are independent and
 * alike; give residuals that are centred and scaled for leverage (Davison and Hinkley 1997, section 6.2.3).
 */
export function resampleResiduals(
  plan: ResamplingPlan,
  fitted: ArrayLike<number>,
  residuals: ArrayLike<number>,
  refit: Refit<Float64Array>,
): Resampling {
  const n = fitted.length;
  const rows = indexArray(n, n);
  const y = new Float64Array(n);
  return collectResamples(
    plan,
    (random) => {
      fillIndices(random, rows, n);
      for (let i = 0; i < n; i++) y[i] = fitted[i]! + residuals[rows[i]!]!;
      return y;
    },
    refit,
  );
}

/** Fills `signs` with -1 and 1, each equally likely, 32 from a word. */
export function fillSigns(random: RandomSource, signs: Int8Array): void {
  let word = 0;
  for (let i = 0; i < signs.length; i++) {
    if ((i & 31) === 0) word = random.next();
    signs[i] = 1 - 2 * ((word >>> (i & 31)) & 1);
  }
}

/** The quantile of an ascending column at `probability`, by linear interpolation of order statistics (type 7 of R). */
export function quantileSorted(sorted: ArrayLike<number>, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const value = sorted[below]!;
  const share = position - below;
  return share === 0 ? value : value + share * (sorted[below + 1]! - value);
}

/** The interval between the quantiles of the draws at equal tails; null without draws. */
export function percentileInterval(
  draws: ArrayLike<number>,
  level: number,
): { lower: number | null; upper: number | null } {
  const sorted = Float64Array.from(draws).sort();
  const bound = (probability: number): number | null => (sorted.length ? quantileSorted(sorted, probability) : null);
  const tail = (1 - level) / 2;
  return { lower: bound(tail), upper: bound(1 - tail) };
}

/**
 * The bias-corrected and accelerated interval (Efron 1987; Efron and Tibshirani 1993, equations 14.9 to 14.15), with
 * draws equal to the estimate counted half below it, as scipy.stats.bootstrap does.
 *
 * @param jackknife - The estimates with one point (or cluster) left out each. They give the acceleration: only their
 * differences count, and only up to a factor.
 * @returns Null bounds where the method has no answer: all draws on one side of the estimate.
 */
export function bcaInterval(
  draws: ArrayLike<number>,
  estimate: number,
  jackknife: ArrayLike<number>,
  level: number,
): { lower: number | null; upper: number | null } {
  let below = 0;
  for (let b = 0; b < draws.length; b++) below += draws[b]! < estimate ? 1 : draws[b]! === estimate ? 0.5 : 0;
  const bias = studentTQuantile(below / draws.length, NORMAL);

  const centre = mean(jackknife);
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < jackknife.length; i++) {
    const influence = centre - jackknife[i]!;
    squares += influence ** 2;
    cubes += influence ** 3;
  }
  const acceleration = squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
  const sorted = Float64Array.from(draws).sort();
  const bound = (probability: number): number | null => {
    const shifted = bias + studentTQuantile(probability, NORMAL);
    const divisor = 1 - acceleration * shifted;
    if (!(Number.isFinite(bias) && divisor > 0)) return null;
    return quantileSorted(sorted, studentTCdf(bias + shifted / divisor, NORMAL));
  };
  const tail = (1 - level) / 2;
  return { lower: bound(tail), upper: bound(1 - tail) };
}

/** An estimate with the spread and the percentile interval of its draws. */
export function percentileEstimate(estimate: number, draws: Float64Array, level: number): Estimate {
  return { estimate, standardError: standardDeviation(draws), ...percentileInterval(draws, level), level };
}

/** The standard deviation of draws (divisor one less than their number); null for fewer than two. */
export function standardDeviation(draws: Float64Array): number | null {
  const covariance = drawsCovariance([draws]);
  return covariance === null ? null : Math.sqrt(covariance[0]![0]!);
}

/** The covariance of the draws of several coefficients; null for fewer than two draws. */
export function drawsCovariance(draws: readonly Float64Array[]): number[][] | null {
  return (draws[0]?.length ?? 0) < 2 ? null : columnCovariance(draws);
}

/** The draws as rows of coefficients, as a law keeps them in `draws`. */
export function drawRows({ draws, kept }: Resampling): number[][] {
  return Array.from({ length: kept }, (_, b) => draws.map((column) => column[b]!));
}

/** The warning for resamples on which the fit was not defined; none if there were none. */
export function droppedWarnings({ kept, dropped }: Resampling, reason: string): Warning[] {
  if (dropped === 0) return [];
  const message = `${dropped} of ${kept + dropped} resamples were dropped: ${reason}`;
  return [{ code: "RESAMPLES_DROPPED", message, path: null }];
}
