import { fillIndices, type IndexArray, indexArray, type RandomSource } from "../numeric/random.ts";
import { collectResamples, type Resampling, type ResamplingPlan } from "./bootstrap.ts";
import type { ClusterIndex } from "./clusters.ts";
import { breaksSearch, partitionsSearch } from "./segmented-regression-breaks.ts";
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
 * Resamples: whole clusters of points drawn with replacement; or, without clusters, the same x and the fitted line plus
 * residuals drawn with replacement, scaled up by the degrees of freedom that coefficients and breaks took.
 */
export function resampleSegments(plan: ResamplingPlan, fit: SegmentedFit, clusters: ClusterIndex | null): Resampling {
  const { weights, residuals } = fit;
  const n = residuals.length;
  const refit = refitOf(fit);
  const scale = Math.sqrt(n / Math.max(1, n - plan.coefficients));
  const standardized = residuals.map((residual, i) => residual * Math.sqrt(weights[i]!) * scale);
  const y = fit.y.slice();
  const times = new Float64Array(n).fill(1);
  const units = clusters?.count ?? n;
  const drawn = indexArray(units, units);
  const draw = (random: RandomSource): IndexArray => {
    fillIndices(random, drawn, units);
    return drawn;
  };
  return collectResamples(plan, draw, () => {
    if (clusters === null) {
      for (let i = 0; i < n; i++) {
        y[i] = fit.y[i]! - residuals[i]! + standardized[drawn[i]!]! / Math.sqrt(weights[i]!);
      }
    } else {
      const often = new Float64Array(units);
      for (let d = 0; d < units; d++) often[drawn[d]!]! += 1;
      for (let i = 0; i < n; i++) times[i] = often[clusters.index[i]!]!;
    }
    return refit(y, times);
  });
}

/** Refits coefficients, and breaks if they are estimated, to values y and rows that count so many times. */
function refitOf(fit: SegmentedFit): (y: Float64Array, times: Float64Array) => number[] | null {
  const { weights, grouping, continuous, estimated, minPoints } = fit;
  const { originX, points } = grouping;
  // All relative to the origin, as the points are: a break on a datum is then equal to it.
  const x = fit.x.map((at) => at - originX);
  const own = fit.breaks.map((at) => at - originX);
  const counted = new Float64Array(x.length);
  const partitions = partitionsSearch(points, continuous ? 0 : own.length, minPoints);
  const search = continuous ? breaksSearch(points, own.length, minPoints) : () => partitions()[own.length];
  return (y, times) => {
    for (let i = 0; i < x.length; i++) counted[i] = weights[i]! * times[i]!;
    if (estimated) fillGroups(grouping, y, counted, times);
    const breaks = !estimated ? own : search([own])?.breaks;
    if (breaks === undefined) return null;
    const solved = solvePieces(piecesColumns(x, breaks, continuous, fit.reference - originX), y, counted);
    if (solved === null || !estimated) return solved?.coefficients ?? null;
    return [...solved.coefficients, ...breaks.map((at) => at + originX)];
  };
}
