import { studentTQuantile } from "../numeric/distributions.ts";
import type { ClusterIndex } from "../statistics/clusters.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "../statistics/estimate.ts";
import { fitLine, type Line, lineClusterCovariance, lineCovariance } from "../statistics/linear-regression.ts";

/** ln value = intercept + slopePerDay (day - origin), by least squares. */
export interface GrowthLine {
  line: Line;
  slopePerDay: Estimate;
  intercept: Estimate;
  covariance: number[][] | null;
  degreesOfFreedom: number;
  rSquared: number | null;
}

/**
 * A line through ln value against days with Student's t: n - 2 degrees of freedom, or with clusters CR1 and one degree
 * less than clusters. Null where all days are one.
 */
export function growthLine(
  days: Float64Array,
  logValue: Float64Array,
  how: { origin: number; level: number; weights?: Float64Array | null; clusters?: ClusterIndex | null },
): GrowthLine | null {
  const { origin, level } = how;
  const weights = how.weights ?? null;
  const clusters = how.clusters ?? null;
  const line = fitLine(days, logValue, weights);
  if (line === null) return null;
  const sample = { line, distance: origin - line.meanX, x: days, weights, clusters };
  const degreesOfFreedom = clusters === null ? line.n - 2 : clusters.count - 1;
  const intercept = line.meanY + line.slope * sample.distance;
  const rSquared = line.totalSumOfSquares > 0 ? 1 - line.sumOfSquaredResiduals / line.totalSumOfSquares : null;
  if (degreesOfFreedom < 1 || line.n < 3) {
    const bare = { slopePerDay: pointEstimate(line.slope, level), intercept: pointEstimate(intercept, level) };
    return { line, ...bare, covariance: null, degreesOfFreedom, rSquared };
  }
  const covariance =
    clusters === null
      ? lineCovariance(sample, line.sumOfSquaredResiduals / degreesOfFreedom)
      : lineClusterCovariance(sample);
  const multiplier = studentTQuantile((1 + level) / 2, degreesOfFreedom);
  return {
    line,
    intercept: symmetricEstimate(intercept, Math.sqrt(covariance[0]![0]!), multiplier, level),
    slopePerDay: symmetricEstimate(line.slope, Math.sqrt(covariance[1]![1]!), multiplier, level),
    covariance,
    degreesOfFreedom,
    rSquared,
  };
}

/** ln 2 / slope and its bounds: those of a rate that may be 0 have no upper one. Null where the slope is not above 0. */
export function doublingDays({ estimate, standardError, lower, upper, level }: Estimate): Estimate | null {
  if (!(estimate > 0)) return null;
  const days = Math.LN2 / estimate;
  if (!Number.isFinite(days)) return null;
  const bounded = lower !== null && lower > 0 ? Math.LN2 / lower : null;
  return {
    estimate: days,
    standardError: standardError === null || bounded === null ? null : (days * standardError) / estimate,
    lower: upper === null ? null : Math.LN2 / upper,
    upper: bounded !== null && Number.isFinite(bounded) ? bounded : null,
    level,
  };
}

/** -slope: the growth of what a falling value is the reciprocal of. */
export function reversed({ estimate, standardError, lower, upper, level }: Estimate): Estimate {
  const negative = (value: number | null): number | null => (value === null ? null : 0 - value);
  return { estimate: 0 - estimate, standardError, lower: negative(upper), upper: negative(lower), level };
}
