import { fillIndices, type IndexArray, indexArray, type RandomSource } from "../numeric/random.ts";
import { collectResamples, type Resampling, type ResamplingPlan } from "./bootstrap.ts";
import type { ClusterIndex } from "./clusters.ts";
import { type SegmentedLine, valueAt } from "./segmented-line.ts";
import { breaksSearch } from "./segmented-regression-breaks.ts";
import { partitionsSearch } from "./segmented-regression-partition.ts";
import { fitPieces, type PiecesFit } from "./segmented-regression-pieces.ts";
import { emptyPoints, fillPoints, type GroupedPoints, type OrderedRows } from "./segmented-regression-points.ts";

/** A fitted segmented line with its rows, as its covariance and its resampling need them. */
export interface SegmentedFit extends PiecesFit, SegmentedLine, OrderedRows {
  coefficients: number[];
  points: GroupedPoints;
  /** What x are relative to; so are the breaks and the reference. */
  originX: number;
  /** Whether the breaks were estimated: then every resample looks for its own. */
  estimated: boolean;
  minPoints: number;
}

/** y less the line, for every row. */
export function residualsOf(fit: SegmentedFit): Float64Array {
  return fit.y.map((value, i) => value - valueAt(fit, fit.x[i]!));
}

/**
 * Resamples: whole clusters of points drawn with replacement; or, without clusters, the same x and the fitted line plus
 * residuals drawn with replacement, scaled up by the degrees of freedom that coefficients and breaks took.
 */
export function resampleSegments(plan: ResamplingPlan, fit: SegmentedFit, clusters: ClusterIndex | null): Resampling {
  const { weights } = fit;
  const n = weights.length;
  // Without resamples nothing is drawn from them.
  const residuals = plan.resamples ? residualsOf(fit) : fit.y;
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
    if (clusters) {
      const often = new Float64Array(units);
      for (let d = 0; d < units; d++) often[drawn[d]!]! += 1;
      for (let i = 0; i < n; i++) times[i] = often[clusters.index[i]!]!;
    } else {
      for (let i = 0; i < n; i++) {
        y[i] = fit.y[i]! - residuals[i]! + standardized[drawn[i]!]! / Math.sqrt(weights[i]!);
      }
    }
    return refit(y, times);
  });
}

/** On how many of the data the breaks of a resample are at first: there the breaks of the fit are a start, too. */
const KNOTS = 40;

/** Refits coefficients, and breaks if they are estimated, to values y and rows that count so many times. */
function refitOf(fit: SegmentedFit): (y: Float64Array, times: Float64Array) => number[] | null {
  const { x, weights, continuous, breaks, coefficients, estimated, minPoints, originX } = fit;
  const points = emptyPoints(x.length);
  const count = breaks.length;
  const partitions = partitionsSearch(points, minPoints, continuous ? 1 : count);
  const search = continuous ? breaksSearch(points, count, minPoints, KNOTS) : () => partitions().of(count);
  return (y, times) => {
    fillPoints(points, { x, y, weights }, times);
    if (!estimated) return fitPieces(points, fit, coefficients.length)?.coefficients ?? null;
    const found = search([{ breaks: [...breaks], residual: Infinity }])?.breaks;
    const solved = found && fitPieces(points, { ...fit, breaks: found }, coefficients.length);
    return solved ? [...solved.coefficients, ...found.map((at) => at + originX)] : null;
  };
}
