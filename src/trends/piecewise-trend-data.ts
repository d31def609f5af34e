import { positiveColumn, refuse, requireSameLength } from "../numeric/checks.ts";
import { sum } from "../numeric/summation.ts";
import { type ClusterIndex, clusterIndex } from "../statistics/clusters.ts";
import type { FitOptions } from "../statistics/fit-options.ts";
import { solvePieces } from "../statistics/segmented-regression-pieces.ts";
import { type Grouping, groupPoints } from "../statistics/segmented-regression-points.ts";
import { logSeries, type Series } from "./series.ts";

/** A checked series, as x and y, with all that a piecewise fit needs to know of it beforehand. */
export interface PiecewiseData {
  /** Years. */
  x: Float64Array;
  /** log10 of the values. */
  y: Float64Array;
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
  const { n, year: x, log10Value: y } = logSeries(series, 3);
  const ones = new Float64Array(n).fill(1);
  const weights = options.weights === undefined ? ones : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights.length, n, "options.weights");
  const grouping = groupPoints(x, y, weights);
  const firstYear = grouping.distinctX[0]!;
  const lastYear = grouping.distinctX[grouping.points.size - 1]!;
  const years = solvePieces(
    [ones],
    x.map((each) => each - firstYear),
    weights,
  );
  const values = solvePieces([ones], y, weights);
  if (!years || !values || !(years.residual > 0) || years.residual === Infinity) {
    return refuse("NO_SPREAD", "different years", `${firstYear} to ${lastYear}`, "series.year");
  }
  const meanYear = firstYear + years.coefficients[0]!;
  const totalSumOfSquares = values.residual;
  // Rounding: a few units in the last place of log10(value), and of slope x year.
  const slope = Math.sqrt(totalSumOfSquares / years.residual);
  const reach = Math.abs(firstYear) + Math.abs(lastYear);
  return {
    x,
    y,
    weights,
    clusters: options.clusters === undefined ? null : clusterIndex(options.clusters, n),
    grouping,
    firstYear,
    lastYear,
    meanYear,
    totalSumOfSquares,
    sumLogWeights: weights === ones ? 0 : sum(weights.map(Math.log)),
    negligible: sum(weights) * (4 * Number.EPSILON * (Math.abs(values.coefficients[0]!) + slope * reach)) ** 2,
  };
}
