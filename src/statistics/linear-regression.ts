import type { ClusterIndex } from "./clusters.ts";
import { columnCovariance } from "./covariance.ts";

/** A line by (weighted) least squares, held at the mean of x, where level and slope are uncorrelated. */
export interface LineSummary {
  n: number;
  sumOfWeights: number;
  meanX: number;
  /** The (weighted) mean of y, which is the line's value at `meanX`. */
  meanY: number;
  slope: number;
  /** sum w (x - meanX)^2 */
  sumOfSquaresX: number;
  /** sum w (y - meanY)^2 */
  totalSumOfSquares: number;
  sumOfSquaredResiduals: number;
}

/** A line with what it leaves of every point. */
export interface Line extends LineSummary {
  /** y - line, one by one. */
  residuals: Float64Array;
}

/**
 * Fits y = level + slope (x - meanX) by least squares in centred passes: the means from differences to the first
 * point, the sums of squares about the means, and the residuals one by one, so that neither an offset of x nor a good
 * fit costs digits (Chan, Golub and LeVeque 1983).
 *
 * @param weights - Inverse variances, all above zero; null for equal ones.
 * @returns Null where x has no spread, or a spread whose square is no finite number.
 */
export function fitLine(x: Float64Array, y: Float64Array, weights: Float64Array | null = null): Line | null {
  const n = x.length;
  const firstX = x[0]!;
  const firstY = y[0]!;
  let sumOfWeights = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    sumOfWeights += w;
    sumX += w * (x[i]! - firstX);
    sumY += w * (y[i]! - firstY);
  }
  const shiftX = sumX / sumOfWeights;
  const shiftY = sumY / sumOfWeights;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    const dx = x[i]! - firstX - shiftX;
    const dy = y[i]! - firstY - shiftY;
    xx += w * dx * dx;
    xy += w * dx * dy;
    yy += w * dy * dy;
  }
  const slope = xy / xx;
  // The product is finite only where the slope and xx both are.
  if (!Number.isFinite(slope * xx)) return null;
  let sse = 0;
  const residuals = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const residual = y[i]! - firstY - shiftY - slope * (x[i]! - firstX - shiftX);
    residuals[i] = residual;
    sse += (weights === null ? 1 : weights[i]!) * residual * residual;
  }
  return {
    n,
    sumOfWeights,
    meanX: firstX + shiftX,
    meanY: firstY + shiftY,
    slope,
    sumOfSquaresX: xx,
    totalSumOfSquares: yy,
    residuals,
    sumOfSquaredResiduals: sse,
  };
}

/** A line, and how far beyond `meanX` its level is read. */
export interface LineAt {
  line: LineSummary;
  distance: number;
}

/** A fitted line with its data, and the clusters within which their errors may be correlated. */
export interface LineSample extends LineAt {
  line: Line;
  x: Float64Array;
  weights: Float64Array | null;
  clusters: ClusterIndex | null;
}

/** The covariance of level and slope for independent errors of the given (unit-weight) variance. */
export function lineCovariance({ line, distance }: LineSample | LineAt, variance: number): number[][] {
  const slope = variance / line.sumOfSquaresX;
  return [
    [variance / line.sumOfWeights + distance * distance * slope, distance * slope],
    [distance * slope, slope],
  ];
}

/**
 * The covariance of level and slope when errors are independent between clusters only: the sandwich with the
 * small-sample factor G/(G-1) (n-1)/(n-2), known as CR1 (Cameron and Miller 2015, equations 11 and 12). The pulls of all
 * clusters sum to zero, so that the sum of their squares is G - 1 times their covariance.
 */
export function lineClusterCovariance(sample: LineSample): number[][] {
  const { n, residuals } = sample.line;
  const pulls = linePulls(sample, residuals);
  const factor = (pulls[0].length * (n - 1)) / (n - 2);
  return columnCovariance(pulls).map((row) => row.map((each) => factor * each));
}

/** What the residuals of every row, or of every cluster, add to level and to slope: (X'WX)^-1 sum w x e. */
export function linePulls(
  { line, distance, x, weights, clusters }: LineSample,
  residuals: Float64Array,
): [Float64Array, Float64Array] {
  const levels = new Float64Array(clusters?.count ?? line.n);
  const slopes = levels.slice();
  for (let i = 0; i < line.n; i++) {
    const group = clusters === null ? i : clusters.index[i]!;
    const pull = weights === null ? residuals[i]! : weights[i]! * residuals[i]!;
    const slope = (pull * (x[i]! - line.meanX)) / line.sumOfSquaresX;
    levels[group]! += pull / line.sumOfWeights + distance * slope;
    slopes[group]! += slope;
  }
  return [levels, slopes];
}

/**
 * Residuals over a power of 1 - leverage: 1 gives the residual about the line fitted without the point itself, 1/2 one
 * whose variance does not depend on the leverage. A point that carries the line alone has no residual of its own: 0.
 */
export function unleveredResiduals({ line, x, weights }: LineSample, power: number): Float64Array {
  return line.residuals.map((residual, i) => {
    const w = weights?.[i] ?? 1;
    const freedom = 1 - w / line.sumOfWeights - (w * (x[i]! - line.meanX) ** 2) / line.sumOfSquaresX;
    return freedom > 1e-12 ? residual / freedom ** power : 0;
  });
}
