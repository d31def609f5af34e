import { ScalingError } from "../errors.ts";
import { positiveColumn, requireSameLength } from "../numeric/checks.ts";
import { sum } from "../numeric/summation.ts";
import { type ClusterIndex, clusterIndex } from "../statistics/clusters.ts";
import type { FitOptions } from "../statistics/fit-options.ts";
import { solvePieces } from "../statistics/segmented-regression-pieces.ts";
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
  const ones = new Float64Array(n).fill(1);
  const weights = options.weights === undefined ? ones : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights.length, n, "options.weights");
  const grouping = groupPoints(year, log10Value, weights);
  const { distinctX } = grouping;
  const firstYear = distinctX[0]!;
  const lastYear = distinctX[distinctX.length - 1]!;
  const years = solvePieces(
    [ones],
    year.map((each) => each - firstYear),
    weights,
  );
  const values = solvePieces([ones], log10Value, weights);
  if (!(firstYear < lastYear) || years === null || values === null || !Number.isFinite(years.sumOfSquaredResiduals)) {
    throw firstYear === lastYear
      ? new ScalingError("NO_SPREAD", `Expected points of different years but all are of ${firstYear}`, "series.year")
      : new ScalingError(
          "OUT_OF_RANGE",
          "Expected years (and weights) whose squares sum to a finite number",
          "series.year",
        );
  }
  const meanYear = firstYear + years.coefficients[0]!;
  const totalSumOfSquares = values.sumOfSquaredResiduals;
  // Rounding: a few units in the last place of log10(value), and of slope x year.
  const slope = Math.sqrt(totalSumOfSquares / years.sumOfSquaredResiduals);
  const rounding =
    4 * Number.EPSILON * (Math.abs(values.coefficients[0]!) + slope * (Math.abs(meanYear) + lastYear - firstYear));
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
    sumLogWeights: sum(weights.map(Math.log)),
    negligible: sum(weights) * rounding ** 2,
  };
}
