import type { Warning } from "../errors.ts";
import { fQuantile, studentTQuantile } from "../numeric/distributions.ts";
import {
  drawRows,
  drawsCovariance,
  droppedWarnings,
  percentileEstimate,
  type Resampling,
} from "../statistics/bootstrap.ts";
import { type ClusterIndex, clusterRobustCovariance } from "../statistics/clusters.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "../statistics/estimate.ts";
import { partitionBreakRange } from "../statistics/segmented-regression-partition-range.ts";
import {
  jointUnscaledCovariance,
  type PiecesFit,
  piecesCovariance,
} from "../statistics/segmented-regression-pieces.ts";
import { type BreakRange, continuousBreakRange } from "../statistics/segmented-regression-profile.ts";
import {
  resampleSegmentClusters,
  resampleSegmentValues,
  type SegmentedFit,
} from "../statistics/segmented-regression-resampling.ts";
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

/** A fitted piecewise trend before its intervals. */
export interface FittedPieces {
  pieces: PiecesFit;
  segmented: SegmentedFit;
  optimum: BreakOptimum;
  year: Float64Array;
  log10Value: Float64Array;
  weights: Float64Array;
  clusters: ClusterIndex | null;
  options: ResolvedPiecewiseTrendOptions;
  keepDraws: boolean;
}

export function piecewiseUncertainty(fit: FittedPieces): PiecewiseUncertainty {
  const { interval } = fit.options;
  const { estimated } = fit.segmented;
  if (interval === "residual" || interval === "wild" || (interval === "cluster" && estimated)) return resampled(fit);
  const known = estimated ? jointUncertainty(fit) : fixedUncertainty(fit);
  return interval === "profile" && estimated ? withProfiles(fit, known) : known;
}

function termValues({ pieces, segmented }: FittedPieces): number[] {
  return segmented.estimated ? [...pieces.coefficients, ...segmented.breaks] : pieces.coefficients;
}

function resampled(fit: FittedPieces): PiecewiseUncertainty {
  const { segmented, options, clusters, log10Value } = fit;
  const { level, seed, resamples, interval } = options;
  const values = termValues(fit);
  const plan = { seed, resamples, coefficients: values.length };
  const resampling: Resampling =
    interval === "cluster" && clusters !== null
      ? resampleSegmentClusters(plan, segmented, log10Value, clusters)
      : resampleSegmentValues(plan, segmented, interval === "wild" ? "wild" : "residual", clusters);
  return {
    estimates: values.map((value, k) => percentileEstimate(value, resampling.draws[k]!, level)),
    covariance: drawsCovariance(resampling.draws),
    draws: fit.keepDraws ? drawRows(resampling) : null,
    intervalDegreesOfFreedom: null,
    warnings: droppedWarnings(resampling, "too few points or years for its segments"),
  };
}

/** Breaks given: t from the covariance of the coefficients, of separate segments each with its own residual variance. */
function fixedUncertainty({ pieces, clusters, options, weights }: FittedPieces): PiecewiseUncertainty {
  const { bread, variances, degreesOfFreedom, coefficients } = pieces;
  const { level } = options;
  if (clusters !== null && bread !== null && coefficients.length < weights.length) {
    const covariance = clusterRobustCovariance({
      columns: pieces.columns,
      residuals: pieces.residuals,
      bread,
      clusters,
      weights,
    });
    return fromCovariance(coefficients, covariance, clusters.count - 1, level);
  }
  return {
    estimates: coefficients.map((value, k) => {
      const variance = variances[k]!;
      if (bread === null || variance === null) return pointEstimate(value, level);
      const multiplier = studentTQuantile((1 + level) / 2, degreesOfFreedom[k]!);
      return symmetricEstimate(value, Math.sqrt(variance * bread[k]![k]!), multiplier, level);
    }),
    covariance: piecesCovariance(pieces),
    draws: null,
    intervalDegreesOfFreedom: Math.max(1, Math.min(...degreesOfFreedom)),
    warnings: [],
  };
}

function fromCovariance(
  values: readonly number[],
  covariance: number[][],
  degreesOfFreedom: number,
  level: number,
): PiecewiseUncertainty {
  const multiplier = studentTQuantile((1 + level) / 2, degreesOfFreedom);
  return {
    estimates: values.map((value, k) =>
      symmetricEstimate(value, Math.sqrt(Math.max(0, covariance[k]![k]!)), multiplier, level),
    ),
    covariance,
    draws: null,
    intervalDegreesOfFreedom: degreesOfFreedom,
    warnings: [],
  };
}

/**
 * Breaks estimated: of a continuous line, t from the covariance of coefficients and breaks together. The breaks of
 * separate segments have none, being found faster than any standard error shrinks; the segments are taken as given.
 */
function jointUncertainty(fit: FittedPieces): PiecewiseUncertainty {
  const { pieces, segmented, year, weights, options } = fit;
  const values = termValues(fit);
  const degreesOfFreedom = year.length - values.length;
  if (segmented.continuous && degreesOfFreedom > 0) {
    const slopes = pieces.coefficients.slice(1);
    const bread = jointUnscaledCovariance(year, weights, segmented.breaks, segmented.reference, slopes);
    if (bread !== null) {
      const variance = pieces.sumOfSquaredResiduals / degreesOfFreedom;
      const covariance = bread.map((row) => row.map((entry) => entry * variance));
      return fromCovariance(values, covariance, degreesOfFreedom, options.level);
    }
  }
  const given = fixedUncertainty(fit);
  const estimates = segmented.continuous
    ? values.map((value) => pointEstimate(value, options.level))
    : [...given.estimates, ...segmented.breaks.map((at) => pointEstimate(at, options.level))];
  return { ...given, estimates, covariance: null };
}

/** The bounds of the breaks from the inverted F test; their standard errors stay as they were. */
function withProfiles(fit: FittedPieces, known: PiecewiseUncertainty): PiecewiseUncertainty {
  const { segmented, optimum, options } = fit;
  const { points, originX } = segmented.grouping;
  const count = segmented.breaks.length;
  const first = known.estimates.length - count;
  const degreesOfFreedom = fit.year.length - known.estimates.length;
  if (degreesOfFreedom < 1) return known;
  const factor = 1 + fQuantile(options.level, 1, degreesOfFreedom) / degreesOfFreedom;
  const threshold = (optimum.residual + points.within) * factor - points.within;
  const estimates = known.estimates.slice();
  const warnings = known.warnings.slice();
  for (let j = 0; j < count; j++) {
    const range: BreakRange = segmented.continuous
      ? continuousBreakRange(points, optimum, j, options.minPoints, threshold)
      : partitionBreakRange(points, count, j, options.minPoints, threshold);
    const lower = range.lower === null ? null : range.lower + originX;
    const upper = range.upper === null ? null : range.upper + originX;
    estimates[first + j] = { ...estimates[first + j]!, lower, upper };
    if (lower === null || upper === null) warnings.push(unbounded(j, lower, upper));
  }
  return { ...known, estimates, warnings };
}

function unbounded(j: number, lower: number | null, upper: number | null): Warning {
  const side = lower === null && upper === null ? "either" : lower === null ? "the early" : "the late";
  const message = `The interval of break ${j + 1} has no bound on ${side} side: no year that minPoints allows is excluded there.`;
  return { code: "UNBOUNDED", message, path: `breaks[${j}]` };
}
