import { ScalingError } from "../errors.ts";
import { positiveColumn, requireSameLength } from "../numeric/checks.ts";
import { sum } from "../numeric/summation.ts";
import { type ClusterIndex, clusterIndex } from "../statistics/clusters.ts";
import type { FitOptions } from "../statistics/fit-options.ts";
import { type Grouping, groupPoints } from "../statistics/segmented-regression-points.ts";
import { logSeries, type Series } from "./series.ts";

/** A checked series with all that a piecewise fit needs to know of it beforehand. */
export interface PiecewiseData {
  n: number;
  year: Float64Array;
  log10Value: Float64Array;
  weights: Float64Array;
  clusters: ClusterIndex | null;
  grouping: Grouping;
  firstYear: number;
  lastYear: number;
  meanYear: number;
  totalSumOfSquares: number;
  sumLogWeights: number;
  /** A sum of squares that is nothing but rounding. */
  negligible: number;
}

export function piecewiseData(series: Series, options: FitOptions): PiecewiseData {
  const { n, year, log10Value } = logSeries(series, 3);
  const weights =
    options.weights === undefined ? new Float64Array(n).fill(1) : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights.length, n, "options.weights");
  const grouping = groupPoints(year, log10Value, weights);
  const { distinctX } = grouping;
  const firstYear = distinctX[0]!;
  const lastYear = distinctX[distinctX.length - 1]!;
  if (firstYear === lastYear) {
    throw new ScalingError(
      "NO_SPREAD",
      `Expected points of different years but all are of ${firstYear}`,
      "series.year",
    );
  }
  const total = sum(weights);
  const meanYear = firstYear + weightedMean(year, firstYear, weights, total);
  const meanValue = log10Value[0]! + weightedMean(log10Value, log10Value[0]!, weights, total);
  const totalSumOfSquares = squaresAbout(log10Value, meanValue, weights);
  const spread = squaresAbout(year, meanYear, weights);
  if (!Number.isFinite(spread) || !Number.isFinite(total * (lastYear - firstYear) ** 2)) {
    throw new ScalingError(
      "OUT_OF_RANGE",
      "Expected years (and weights) whose squares sum to a finite number",
      "series.year",
    );
  }
  // Rounding: a few units in the last place of log10(value), and of slope x year.
  const scale =
    Math.abs(meanValue) + Math.sqrt(totalSumOfSquares / total) * (1 + Math.abs(meanYear) / Math.sqrt(spread / total));
  return {
    n,
    year,
    log10Value,
    weights,
    clusters: options.clusters === undefined ? null : clusterIndex(options.clusters, n),
    grouping,
    firstYear,
    lastYear,
    meanYear,
    totalSumOfSquares,
    sumLogWeights: options.weights === undefined ? 0 : sum(weights.map(Math.log)),
    negligible: total * (4 * Number.EPSILON * scale) ** 2,
  };
}

/** The weighted mean less `origin`. */
function weightedMean(values: Float64Array, origin: number, weights: Float64Array, total: number): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += (weights[i]! / total) * (values[i]! - origin);
  return mean;
}

function squaresAbout(values: Float64Array, mean: number, weights: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - mean;
    total += weights[i]! * deviation * deviation;
  }
  return total;
}
