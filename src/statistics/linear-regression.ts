import type { ClusterIndex } from "./clusters.ts";

/** A line by (weighted) least squares, held at the mean of x, where level and slope are uncorrelated. */
export interface Line {
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

/** A symmetric 2 x 2 matrix, in the order level, slope. */
export type LineCovariance = [[number, number], [number, number]];

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
  if (!Number.isFinite(slope) || !Number.isFinite(xx)) return null;
  let sse = 0;
  for (let i = 0; i < n; i++) {
    const residual = y[i]! - firstY - shiftY - slope * (x[i]! - firstX - shiftX);
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
    sumOfSquaredResiduals: sse,
  };
}

/** y - line, one by one. */
export function lineResiduals(line: Line, x: Float64Array, y: Float64Array): Float64Array {
  const residuals = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) residuals[i] = y[i]! - line.meanY - line.slope * (x[i]! - line.meanX);
  return residuals;
}

/** The covariance of level and slope at `meanX` for independent errors of the given (unit-weight) variance. */
export function lineCovariance(line: Line, variance: number): LineCovariance {
  return [
    [variance / line.sumOfWeights, 0],
    [0, variance / line.sumOfSquaresX],
  ];
}

/**
 * The covariance of level and slope at `meanX` when errors are independent between clusters only: the sandwich with
 * the small-sample factor G/(G-1) (n-1)/(n-2), known as CR1 (Cameron and Miller 2015, equations 11 and 12).
 */
export function lineClusterCovariance(
  line: Line,
  x: Float64Array,
  residuals: Float64Array,
  weights: Float64Array | null,
  clusters: ClusterIndex,
): LineCovariance {
  const { index, count } = clusters;
  const levelScore = new Float64Array(count);
  const slopeScore = new Float64Array(count);
  for (let i = 0; i < x.length; i++) {
    const score = (weights === null ? 1 : weights[i]!) * residuals[i]!;
    levelScore[index[i]!]! += score / line.sumOfWeights;
    slopeScore[index[i]!]! += (score * (x[i]! - line.meanX)) / line.sumOfSquaresX;
  }
  let level = 0;
  let both = 0;
  let slope = 0;
  for (let g = 0; g < count; g++) {
    level += levelScore[g]! ** 2;
    both += levelScore[g]! * slopeScore[g]!;
    slope += slopeScore[g]! ** 2;
  }
  const factor = ((count / (count - 1)) * (line.n - 1)) / (line.n - 2);
  return [
    [factor * level, factor * both],
    [factor * both, factor * slope],
  ];
}

/** The covariance of level and slope when the level is read `distance` further along x. */
export function moveCovariance(covariance: LineCovariance, distance: number): LineCovariance {
  const [[level, both], [, slope]] = covariance;
  const moved = both + distance * slope;
  return [
    [level + 2 * distance * both + distance * distance * slope, moved],
    [moved, slope],
  ];
}
