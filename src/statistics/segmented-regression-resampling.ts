import {
  type Resampling,
  type ResamplingPlan,
  resampleClusters,
  resampleResiduals,
  resampleWild,
} from "./bootstrap.ts";
import type { ClusterIndex } from "./clusters.ts";
import { breaksSearch } from "./segmented-regression-breaks.ts";
import { partitionSearch, partitionStarts, searchPartitions } from "./segmented-regression-partition.ts";
import { type Columns, type PiecesFit, piecesColumns, solvePieces } from "./segmented-regression-pieces.ts";
import { fillGroups, type Grouping } from "./segmented-regression-points.ts";

/** A fitted segmented line, as its resampling needs it. */
export interface SegmentedFit extends PiecesFit {
  columns: Columns;
  x: Float64Array;
  y: Float64Array;
  weights: Float64Array;
  grouping: Grouping;
  continuous: boolean;
  breaks: readonly number[];
  /** Whether the breaks were estimated: then every resample looks for its own. */
  estimated: boolean;
  minPoints: number;
  reference: number;
}

/**
 * - "residual": the same x, the fitted line plus residuals drawn with replacement, centred and scaled up by the degrees
 *   of freedom that coefficients and breaks took;
 * - "wild": the fitted line plus the own residuals, so scaled, with random signs, one a cluster if there are clusters;
 * - "cluster": whole clusters of points drawn with replacement.
 */
export function resampleSegments(
  plan: ResamplingPlan,
  fit: SegmentedFit,
  scheme: "residual" | "wild" | "cluster",
  clusters: ClusterIndex | null,
): Resampling {
  const { x, y, weights, residuals } = fit;
  const n = y.length;
  const refit = refitOf(fit);
  if (scheme === "cluster" && clusters !== null) {
    const times = new Float64Array(n);
    return resampleClusters(plan, clusters, (rows) => {
      times.fill(0);
      for (let r = 0; r < rows.length; r++) times[rows[r]!]! += 1;
      return refit(y, times);
    });
  }
  const scale = Math.sqrt(n / Math.max(1, n - plan.coefficients));
  const standardized = residuals.map((residual, i) => residual * Math.sqrt(weights[i]!) * scale);
  const mean = scheme === "wild" ? 0 : standardized.reduce((total, each) => total + each, 0) / n;
  const drawn = new Float64Array(n);
  const once = new Float64Array(n).fill(1);
  const none = new Float64Array(x.length);
  const shaken = (values: Float64Array): number[] | null => {
    for (let i = 0; i < n; i++) drawn[i] = y[i]! - residuals[i]! + values[i]! / Math.sqrt(weights[i]!);
    return refit(drawn, once);
  };
  const centred = standardized.map((each) => each - mean);
  return scheme === "wild"
    ? resampleWild(plan, none, centred, shaken, clusters)
    : resampleResiduals(plan, none, centred, shaken);
}

/** Refits coefficients, and breaks if they are estimated, to values y and rows that count so many times. */
function refitOf(fit: SegmentedFit): (y: Float64Array, times: Float64Array) => number[] | null {
  const { weights, grouping, continuous, estimated, minPoints } = fit;
  const { originX, points } = grouping;
  // All relative to the origin, as the points are: a break on a datum is then equal to it.
  const x = fit.x.map((at) => at - originX);
  const own = fit.breaks.map((at) => at - originX);
  const counted = new Float64Array(x.length);
  const find = !estimated ? () => own : continuous ? refinder() : repartitioner();
  return (y, times) => {
    for (let i = 0; i < x.length; i++) counted[i] = weights[i]! * times[i]!;
    if (estimated) fillGroups(grouping, y, counted, times);
    const breaks = find();
    if (breaks === undefined) return null;
    const solved = solvePieces(piecesColumns(x, breaks, continuous, fit.reference - originX), y, counted);
    if (solved === null || !estimated) return solved?.coefficients ?? null;
    return [...solved.coefficients, ...breaks.map((at) => at + originX)];
  };

  function refinder(): () => number[] | undefined {
    const search = breaksSearch(points, own.length, minPoints);
    return () => search([own])?.breaks;
  }

  function repartitioner(): () => number[] | undefined {
    const search = partitionSearch(points, minPoints, own.length);
    return () => {
      searchPartitions(search);
      return partitionStarts(search, own.length)?.map((g) => points.x[g]!);
    };
  }
}
