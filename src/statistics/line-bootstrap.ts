import { type IndexArray, uniform } from "../numeric/random.ts";
import { mean } from "../numeric/summation.ts";
import {
  type Refit,
  type Resampling,
  type ResamplingPlan,
  resampleClusters,
  resamplePairs,
  resampleResiduals,
  resampleWild,
} from "./bootstrap.ts";
import type { ClusterIndex } from "./clusters.ts";
import { fitLine, type Line } from "./linear-regression.ts";

/** The data of a fitted line, and what its bootstrap needs beside them. */
export interface LineSample {
  line: Line;
  x: Float64Array;
  residuals: Float64Array;
  weights: Float64Array | null;
  clusters: ClusterIndex | null;
  /** Half the width of uniform noise added to every drawn y, one entry a point; null for none. */
  noise: Float64Array | null;
}

/** `rows`: whole rows, or whole clusters where there are some. `residual`, `wild`: new errors at the same x. */
export type LineScheme = "rows" | "residual" | "wild";

/**
 * Bootstraps a line; the draws are its level at `meanX` and its slope. Every scheme resamples residuals about the fitted
 * line: for rows that is the same as resampling y, with fewer digits lost. A resample of fewer than three distinct
 * points, or of points at one x, is dropped.
 */
export function bootstrapLine(sample: LineSample, scheme: LineScheme, seed: number, resamples: number): Resampling {
  const plan: ResamplingPlan = { seed, resamples, coefficients: 2 };
  const { line, residuals, clusters, noise } = sample;
  if (scheme !== "rows") {
    const none = new Float64Array(line.n);
    const refit = fixedDesignRefit(sample);
    return scheme === "wild"
      ? resampleWild(plan, none, standardResiduals(sample, false), refit, clusters)
      : resampleResiduals(plan, none, standardResiduals(sample, true), refit);
  }
  if (clusters !== null) return resampleClusters(plan, clusters, gatheringRefit(sample));
  const refit = sample.weights === null && noise === null ? fusedRefit(sample) : gatheringRefit(sample);
  // Beyond 32 rows fewer than three distinct ones has a chance below 1e-35.
  if (line.n > 32) return resamplePairs(plan, residuals.length, refit);
  return resamplePairs(plan, residuals.length, (rows, random) => (distinctRows(rows) < 3 ? null : refit(rows, random)));
}

function distinctRows(rows: IndexArray): number {
  return new Set(rows).size;
}

/** One pass over the drawn rows of interleaved (x - meanX, residual): the sums are of centred numbers already. */
function fusedRefit(sample: LineSample): Refit<IndexArray> {
  const { line, x, residuals } = sample;
  const n = line.n;
  const points = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    points[2 * i] = x[i]! - line.meanX;
    points[2 * i + 1] = residuals[i]!;
  }
  const exact = gatheringRefit(sample);
  const sums = new Float64Array(4);
  return (rows, random) => {
    sumDrawn(points, rows, sums);
    const sumX = sums[0]!;
    const sumE = sums[1]!;
    const xx = sums[2]!;
    const xe = sums[3]!;
    const spread = xx - (sumX * sumX) / n;
    // A resample far from meanX with hardly any spread of its own: centre on its own mean instead.
    if (!(spread > 1e-6 * xx)) return exact(rows, random);
    const slope = (xe - (sumX * sumE) / n) / spread;
    return [line.meanY + (sumE - slope * sumX) / n, line.slope + slope];
  };
}

/** Four sums over drawn rows: dx, e, dx^2, dx e. One accumulator each is faster than two here: the loads are the limit. */
function sumDrawn(points: Float64Array, rows: IndexArray, sums: Float64Array): void {
  let sumX = 0;
  let sumE = 0;
  let xx = 0;
  let xe = 0;
  for (let k = 0; k < rows.length; k++) {
    const at = 2 * rows[k]!;
    const dx = points[at]!;
    const e = points[at + 1]!;
    sumX += dx;
    sumE += e;
    xx += dx * dx;
    xe += dx * e;
  }
  sums[0] = sumX;
  sums[1] = sumE;
  sums[2] = xx;
  sums[3] = xe;
}

/** Copies the drawn rows, with their weights and fresh noise, and fits a line to the copies. */
function gatheringRefit(sample: LineSample): Refit<IndexArray> {
  const { line, x, residuals, weights, noise } = sample;
  let drawnX = new Float64Array(line.n);
  let drawnE = new Float64Array(line.n);
  let drawnW = new Float64Array(line.n);
  return (rows, random) => {
    const length = rows.length;
    if (length > drawnX.length) {
      drawnX = new Float64Array(2 * length);
      drawnE = new Float64Array(2 * length);
      drawnW = new Float64Array(2 * length);
    }
    for (let k = 0; k < length; k++) {
      const i = rows[k]!;
      drawnX[k] = x[i]! - line.meanX;
      drawnE[k] = residuals[i]! + (noise === null ? 0 : noise[i]! * (2 * uniform(random) - 1));
      if (weights !== null) drawnW[k] = weights[i]!;
    }
    const refitted = fitLine(
      drawnX.subarray(0, length),
      drawnE.subarray(0, length),
      weights === null ? null : drawnW.subarray(0, length),
    );
    if (refitted === null) return null;
    return [line.meanY + refitted.meanY - refitted.slope * refitted.meanX, line.slope + refitted.slope];
  };
}

/** Residuals brought to one variance: sqrt(w) e / sqrt(1 - leverage), less their mean where they are to be exchanged. */
function standardResiduals({ line, x, residuals, weights }: LineSample, centred: boolean): Float64Array {
  const standard = new Float64Array(line.n);
  for (let i = 0; i < line.n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    const freedom = 1 - w * (1 / line.sumOfWeights + (x[i]! - line.meanX) ** 2 / line.sumOfSquaresX);
    // A point of leverage one has no residual of its own.
    standard[i] = freedom > 1e-12 ? residuals[i]! * Math.sqrt(w / freedom) : 0;
  }
  const centre = centred ? mean(standard) : 0;
  for (let i = 0; i < line.n; i++) standard[i]! -= centre;
  return standard;
}

/** The refit at the same x with new standard residuals: two weighted sums. */
function fixedDesignRefit({ line, x, weights, noise }: LineSample): Refit<Float64Array> {
  return (standard, random) => {
    let level = 0;
    let slope = 0;
    for (let i = 0; i < standard.length; i++) {
      const w = weights === null ? 1 : weights[i]!;
      const error = Math.sqrt(w) * standard[i]! + (noise === null ? 0 : w * noise[i]! * (2 * uniform(random) - 1));
      level += error;
      slope += error * (x[i]! - line.meanX);
    }
    return [line.meanY + level / line.sumOfWeights, line.slope + slope / line.sumOfSquaresX];
  };
}

/**
 * Level (at the `meanX` of the full line) and slope with one point, or one cluster, left out each: a column of each.
 * Null where some point or cluster alone carries the slope.
 */
export function jackknifeLine({
  line,
  x,
  residuals,
  weights,
  clusters,
}: LineSample): [Float64Array, Float64Array] | null {
  const groups = clusters?.count ?? line.n;
  const sums = Array.from({ length: 5 }, () => new Float64Array(groups));
  for (let i = 0; i < line.n; i++) {
    const g = clusters === null ? i : clusters.index[i]!;
    const w = weights === null ? 1 : weights[i]!;
    const dx = x[i]! - line.meanX;
    sums[0]![g]! += w;
    sums[1]![g]! += w * dx;
    sums[2]![g]! += w * residuals[i]!;
    sums[3]![g]! += w * dx * dx;
    sums[4]![g]! += w * dx * residuals[i]!;
  }
  const level = new Float64Array(groups);
  const slope = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    // About meanX all five sums of the full line are known: W, 0, 0, sumOfSquaresX, 0.
    const rest = line.sumOfWeights - sums[0]![g]!;
    const sumX = -sums[1]![g]!;
    const sumE = -sums[2]![g]!;
    const spread = line.sumOfSquaresX - sums[3]![g]! - (sumX * sumX) / rest;
    if (!(spread > 1e-12 * line.sumOfSquaresX)) return null;
    const change = (-sums[4]![g]! - (sumX * sumE) / rest) / spread;
    slope[g] = line.slope + change;
    level[g] = line.meanY + (sumE - change * sumX) / rest;
  }
  return [level, slope];
}
