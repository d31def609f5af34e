import type { IndexArray } from "../numeric/random.ts";
import {
  type Resampling,
  type ResamplingPlan,
  resampleClusters,
  resampleResiduals,
  resampleWild,
} from "./bootstrap.ts";
import type { ClusterIndex } from "./clusters.ts";
import { emptyPoints, fillGroupMeans, type GroupedPoints, type Grouping } from "./segmented-regression-points.ts";
import { refitOf } from "./segmented-regression-refit.ts";

/** A fitted segmented line, as its resampling needs it. */
export interface SegmentedFit {
  grouping: Grouping;
  continuous: boolean;
  breaks: readonly number[];
  estimated: boolean;
  minPoints: number;
  reference: number;
  fitted: Float64Array;
  residuals: Float64Array;
}

/**
 * New values at the same x: the fitted line plus residuals drawn with replacement ("residual"), or plus the own
 * residuals with random signs, one a cluster ("wild"); every break is looked for anew in every resample. Residuals are centred, and
 * scaled up by the degrees of freedom that coefficients and breaks took.
 */
export function resampleSegmentValues(
  plan: ResamplingPlan,
  fit: SegmentedFit,
  scheme: "residual" | "wild",
  clusters: ClusterIndex | null,
): Resampling {
  const { grouping, fitted } = fit;
  const n = fitted.length;
  const roots = grouping.weights.map(Math.sqrt);
  const taken = plan.coefficients;
  const scale = n > taken ? Math.sqrt(n / (n - taken)) : 1;
  const standardized = fit.residuals.map((residual, i) => residual * roots[i]! * scale);
  if (scheme === "residual") centre(standardized);
  const refit = refitOf({ ...fit, points: grouping.points });
  const y = new Float64Array(n);
  const means = grouping.points.y.slice();
  const none = new Float64Array(n);
  const refitValues = (drawn: Float64Array): Float64Array | null => {
    for (let i = 0; i < n; i++) y[i] = fitted[i]! + drawn[i]! / roots[i]!;
    fillGroupMeans(grouping, y);
    return refit();
  };
  const resampling =
    scheme === "residual"
      ? resampleResiduals(plan, none, standardized, refitValues)
      : resampleWild(plan, none, standardized, refitValues, clusters);
  grouping.points.y.set(means);
  return resampling;
}

function centre(values: Float64Array): void {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += (values[i]! - mean) / (i + 1);
  for (let i = 0; i < values.length; i++) values[i]! -= mean;
}

/** Whole clusters of points, drawn with replacement; every break is looked for anew in every resample. */
export function resampleSegmentClusters(
  plan: ResamplingPlan,
  fit: SegmentedFit,
  y: Float64Array,
  clusters: ClusterIndex,
): Resampling {
  const sample = emptyPoints(fit.grouping.points.size);
  const refit = refitOf({ ...fit, points: sample });
  return resampleClusters(plan, clusters, (rows) => {
    fillSample(sample, fit.grouping, y, rows);
    return refit();
  });
}

/** The points of the drawn rows, a row drawn twice counting twice. */
function fillSample(sample: GroupedPoints, grouping: Grouping, y: Float64Array, rows: IndexArray): void {
  const { groupOf, weights, originY, points } = grouping;
  sample.weight.fill(0);
  sample.count.fill(0);
  sample.y.fill(0);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    const group = groupOf[row]!;
    sample.weight[group]! += weights[row]!;
    sample.count[group]! += 1;
    sample.y[group]! += weights[row]! * (y[row]! - originY);
  }
  let size = 0;
  for (let g = 0; g < points.size; g++) {
    if (sample.count[g] === 0) continue;
    sample.x[size] = points.x[g]!;
    sample.y[size] = sample.y[g]! / sample.weight[g]!;
    sample.weight[size] = sample.weight[g]!;
    sample.count[size] = sample.count[g]!;
    size++;
  }
  sample.size = size;
}
