import type { Warning } from "../errors.ts";
import { fQuantile, studentTQuantile } from "../numeric/distributions.ts";
import { drawRows, drawsCovariance, droppedWarnings, percentileEstimate } from "../statistics/bootstrap.ts";
import { type ClusterIndex, clusterRobustCovariance } from "../statistics/clusters.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "../statistics/estimate.ts";
import { breakColumns, solvePieces } from "../statistics/segmented-regression-pieces.ts";
import { continuousBreakRange, partitionBreakRange } from "../statistics/segmented-regression-profile.ts";
import { resampleSegments, type SegmentedFit } from "../statistics/segmented-regression-resampling.ts";
import type { BreakOptimum } from "../statistics/segmented-regression-search.ts";
import type { ResolvedPiecewiseTrendOptions } from "./piecewise-trend-options.ts";

/** The terms of a piecewise trend with all that is known of their uncertainty. */
export interface PiecewiseUncertainty {
  /** In the order of the terms. */
  estimates: Estimate[];
  covariance: number[][] | null;
  draws: number[][] | null;
  intervalDegreesOfFreedom: number | null;
  warnings: Warning[];
}

/** The residual variance that the standard error of a coefficient rests on, given the breaks. */
export interface ResidualVariance {
  /** Null where the points leave no degree of freedom. */
  variance: number | null;
  degreesOfFreedom: number;
}

/**
 * @param fit - The fitted line.
 * @param variances - For each coefficient, given the breaks.
 * @param optimum - Where the breaks were found; null for breaks that were given.
 */
export function piecewiseUncertainty(
  fit: SegmentedFit,
  variances: readonly ResidualVariance[],
  optimum: BreakOptimum | null,
  clusters: ClusterIndex | null,
  options: ResolvedPiecewiseTrendOptions,
  keepDraws: boolean,
): PiecewiseUncertainty {
  const { level, interval, seed, resamples } = options;
  const { estimated } = fit;
  const values = estimated ? [...fit.coefficients, ...fit.breaks] : fit.coefficients;
  if (interval === "residual" || interval === "wild" || (interval === "cluster" && estimated)) {
    const resampling = resampleSegments({ seed, resamples, coefficients: values.length }, fit, interval, clusters);
    return {
      estimates: values.map((value, k) => percentileEstimate(value, resampling.draws[k]!, level)),
      covariance: drawsCovariance(resampling.draws),
      draws: keepDraws ? drawRows(resampling) : null,
      intervalDegreesOfFreedom: null,
      warnings: droppedWarnings(resampling, "too few points or years for its segments"),
    };
  }
  const { covariance, known } = formula(fit, variances, clusters, values.length);
  const estimates = values.map((value, k) => {
    const { variance, degreesOfFreedom } = known[k] ?? { variance: null, degreesOfFreedom: 0 };
    if (variance === null) return pointEstimate(value, level);
    return symmetricEstimate(value, Math.sqrt(variance), studentTQuantile((1 + level) / 2, degreesOfFreedom), level);
  });
  return {
    estimates,
    covariance,
    draws: null,
    intervalDegreesOfFreedom: Math.max(1, Math.min(...known.map((each) => each.degreesOfFreedom))),
    warnings: interval === "profile" && optimum !== null ? profileBreaks(fit, optimum, options, estimates) : [],
  };
}

/**
 * Variances of the terms in closed form. Breaks given: of the coefficients, clustered or with their residual variances.
 * Breaks estimated, continuous: of coefficients and breaks together (J'WJ)^-1 s^2, J the derivatives of the line by all
 * of them (Gauss and Newton). The cuts between separate segments are found faster than any standard error shrinks: they
 * have none, and the segments are taken as given.
 */
function formula(
  fit: SegmentedFit,
  variances: readonly ResidualVariance[],
  clusters: ClusterIndex | null,
  terms: number,
): { covariance: number[][] | null; known: ResidualVariance[] } {
  const { x, y, weights, breaks, reference, estimated, continuous, coefficients, columns, residuals, bread } = fit;
  let matrix = bread;
  let rests = variances;
  if (clusters !== null) {
    matrix = clusterRobustCovariance({ columns, residuals, bread, clusters, weights });
    rests = variances.map(() => ({ variance: 1, degreesOfFreedom: clusters.count - 1 }));
  } else if (estimated && continuous) {
    const joint = [...columns, ...breakColumns(x, breaks, reference, coefficients.slice(1))];
    const degreesOfFreedom = y.length - terms;
    const solved = degreesOfFreedom > 0 ? solvePieces(joint, residuals, weights) : null;
    const variance = solved === null ? null : fit.sumOfSquaredResiduals / degreesOfFreedom;
    matrix = solved === null ? [] : solved.bread;
    rests = joint.map(() => ({ variance, degreesOfFreedom }));
  }
  const whole = matrix.length === terms && rests.every(({ variance }) => variance !== null);
  return {
    covariance: whole ? matrix.map((row, i) => row.map((entry) => entry * rests[i]!.variance!)) : null,
    known: rests.map(({ variance, degreesOfFreedom }, k) => ({
      variance: variance === null ? null : Math.max(0, variance * matrix[k]![k]!),
      degreesOfFreedom,
    })),
  };
}

/** Gives the breaks among `estimates` the bounds of the inverted F test; returns a warning for each open side. */
function profileBreaks(
  { breaks, grouping, y, continuous }: SegmentedFit,
  optimum: BreakOptimum,
  { level, minPoints }: ResolvedPiecewiseTrendOptions,
  estimates: Estimate[],
): Warning[] {
  const { points, originX } = grouping;
  const first = estimates.length - breaks.length;
  const degreesOfFreedom = y.length - estimates.length;
  if (degreesOfFreedom < 1) return [];
  const factor = 1 + fQuantile(level, 1, degreesOfFreedom) / degreesOfFreedom;
  const threshold = (optimum.residual + points.within) * factor - points.within;
  return breaks.flatMap((_, j) => {
    const { lower, upper } = continuous
      ? continuousBreakRange(points, optimum.breaks, j, minPoints, threshold)
      : partitionBreakRange(points, breaks.length, j, minPoints, threshold);
    const estimate = estimates[first + j]!;
    estimate.lower = lower === null ? null : lower + originX;
    estimate.upper = upper === null ? null : upper + originX;
    if (lower !== null && upper !== null) return [];
    const side = lower !== null ? "the late" : upper !== null ? "the early" : "either";
    const message = `The interval of break ${j + 1} has no bound on ${side} side: minPoints leaves no year to exclude.`;
    return [{ code: "UNBOUNDED", message, path: `breaks[${j}]` }];
  });
}
