import type { Warning } from "../errors.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { drawRows, drawsCovariance, droppedWarnings, percentileInterval } from "../statistics/bootstrap.ts";
import { type ClusterIndex, clusterRobustCovariance } from "../statistics/clusters.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "../statistics/estimate.ts";
import { gradientAt } from "../statistics/segmented-line.ts";
import { fitPieces } from "../statistics/segmented-regression-pieces.ts";
import { continuousBreakRange, partitionBreakRange } from "../statistics/segmented-regression-profile.ts";
import { resampleSegments, residualsOf, type SegmentedFit } from "../statistics/segmented-regression-resampling.ts";
import type { BreakOptimum } from "../statistics/segmented-regression-search.ts";
import type { ResolvedPiecewiseTrendOptions } from "./piecewise-trend-options.ts";

/** The terms of a piecewise trend with all that is known of their uncertainty. */
export interface PiecewiseUncertainty {
  /** Of the coefficients, then of the breaks, whether these are terms or not. */
  estimates: Estimate[];
  covariance: number[][] | null;
  draws: number[][] | null;
  intervalDegreesOfFreedom: number | null;
  warnings: Warning[];
}

/**
 * @param fit - The fitted line.
 * @param given - The covariance of its coefficients given the breaks; NaN where the points leave no degree of freedom.
 * @param degreesOfFreedom - Of each coefficient, given the breaks.
 * @param optimum - Where the breaks were found; null for breaks that were given.
 */
export function piecewiseUncertainty(
  fit: SegmentedFit,
  given: number[][],
  degreesOfFreedom: readonly number[],
  optimum: BreakOptimum | null,
  clusters: ClusterIndex | null,
  options: ResolvedPiecewiseTrendOptions,
  keepDraws: boolean | undefined,
): PiecewiseUncertainty {
  const { level, interval, seed, resamples } = options;
  const { estimated, coefficients, originX } = fit;
  const values = [...coefficients, ...fit.breaks.map((at) => at + originX)];
  const terms = estimated ? values.length : coefficients.length;
  const resampling =
    interval === "residual" || (clusters && estimated)
      ? resampleSegments({ seed, resamples, coefficients: terms }, fit, clusters)
      : null;
  let covariance: number[][] | null = given;
  let degrees = degreesOfFreedom;
  if (resampling) {
    covariance = drawsCovariance(resampling.draws);
  } else if (clusters) {
    const rows = Array.from(fit.x, (at) => gradientAt(fit, at, terms));
    const columns = coefficients.map((_, k) => rows.map((row) => row[k]!));
    covariance = clusterRobustCovariance({ ...fit, columns, residuals: residualsOf(fit), clusters });
    degrees = given.map(() => clusters.count - 1);
  } else if (estimated && fit.continuous) {
    covariance = jointCovariance(fit);
    degrees = values.map(() => fit.y.length - terms);
  }
  const estimates = values.map((estimate, k): Estimate => {
    const variance = covariance?.[k]?.[k] ?? Infinity;
    const standardError = variance < Infinity ? Math.sqrt(variance) : null;
    const draws = resampling?.draws[k];
    if (draws) return { estimate, standardError, ...percentileInterval(draws, level), level };
    if (standardError === null) return pointEstimate(estimate, level);
    return symmetricEstimate(estimate, standardError, studentTQuantile((1 + level) / 2, degrees[k]!), level);
  });
  if (covariance?.length !== terms || !covariance.flat().every(Number.isFinite)) covariance = null;
  return {
    estimates,
    covariance,
    draws: keepDraws && resampling ? drawRows(resampling) : null,
    intervalDegreesOfFreedom: resampling ? null : Math.max(1, Math.min(...degrees)),
    warnings: resampling
      ? droppedWarnings(resampling, "too few points or years for its segments")
      : interval === "profile" && optimum
        ? profileBreaks(fit, optimum, options, estimates)
        : [],
  };
}

/**
 * The covariance of coefficients and breaks together, (J'WJ)^-1 s^2 with J the derivatives of the continuous line by all
 * of them (Gauss and Newton); empty where the breaks leave no trace, or no degree of freedom is left.
 *
 * The cuts between separate segments are found faster than any standard error shrinks: they have none, and their
 * segments are taken as given.
 */
function jointCovariance(fit: SegmentedFit): number[][] {
  const { y, breaks, coefficients, points } = fit;
  const terms = coefficients.length + breaks.length;
  const degreesOfFreedom = y.length - terms;
  const bread = degreesOfFreedom > 0 ? fitPieces(points, fit, terms)?.bread : undefined;
  const squares = fit.residual + points.within;
  return (bread ?? []).map((row) => row.map((entry) => (entry * squares) / degreesOfFreedom));
}

/** Gives the breaks among `estimates` the bounds of the inverted F test; returns a warning for each break with an open side. */
function profileBreaks(
  { breaks, points, originX, y, continuous }: SegmentedFit,
  optimum: BreakOptimum,
  { level, minPoints }: ResolvedPiecewiseTrendOptions,
  estimates: Estimate[],
): Warning[] {
  const degreesOfFreedom = y.length - estimates.length;
  if (degreesOfFreedom < 1) return [];
  // The quantile of F(1, n - p) is the square of that of t.
  const excess = studentTQuantile((1 + level) / 2, degreesOfFreedom) ** 2 / degreesOfFreedom;
  const threshold = optimum.residual + (optimum.residual + points.within) * excess;
  return breaks.flatMap((_, j) => {
    const { lower, upper } = continuous
      ? continuousBreakRange(points, optimum.breaks, j, minPoints, threshold)
      : partitionBreakRange(points, breaks.length, j, minPoints, threshold);
    const estimate = estimates[estimates.length - breaks.length + j]!;
    estimate.lower = lower === null ? null : lower + originX;
    estimate.upper = upper === null ? null : upper + originX;
    if (lower !== null && upper !== null) return [];
    const message = `Break ${j + 1} has no bound on a side.`;
    return [{ code: "UNBOUNDED", message, path: `breaks[${j}]` }];
  });
}
