import { positiveColumn, refuse, requireSameLength } from "../numeric/checks.ts";
import { lowerBound } from "../numeric/lower-bound.ts";
import { sum } from "../numeric/summation.ts";
import { type ClusterIndex, clusterIndex } from "../statistics/clusters.ts";
import type { FitOptions } from "../statistics/fit-options.ts";
import { growRun, linesOf, RESIDUAL, SLOPE, SPREAD } from "../statistics/segmented-regression-lines.ts";
import { type GroupedPoints, groupPoints, type OrderedRows } from "../statistics/segmented-regression-points.ts";
import { logSeries, type Series } from "./series.ts";

/** A checked series in order of years, with all that a piecewise fit needs to know of it beforehand. y is log10 of the values. */
export interface PiecewiseData extends OrderedRows {
  /** The year that x are relative to. */
  originX: number;
  clusters: ClusterIndex | null;
  points: GroupedPoints;
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
  const { weights: given, clusters: labels } = options;
  const weighted = given === undefined ? null : positiveColumn(given, "options.weights");
  requireSameLength(weighted?.length ?? n, n, "options.weights");
  const unordered = labels === undefined ? null : clusterIndex(labels, n);
  const x = year.slice().sort();
  const order = orderOf(year, x);
  // Each column is free when it is in order: it holds the next, the order itself the counts of points.
  const y = inOrder(log10Value, order, year);
  const weights = weighted ? inOrder(weighted, order, log10Value) : log10Value.fill(1);
  const firstYear = x[0]!;
  const lastYear = x[n - 1]!;
  const middle = x[n >> 1]!;
  // Years between half and twice the middle one are as exact relative to it as they came; others need no origin.
  const originX = lastYear - firstYear < Math.abs(middle) / 2 ? middle : 0;
  for (let i = 0; i < n; i++) x[i]! -= originX;
  const clusters = unordered && { ...unordered, index: order.map((i) => unordered.index[i]!) };
  const points = groupPoints({ x, y, weights }, order);
  const line = linesOf(2);
  growRun(points, 0, 1, points.size, line);
  const squares = line[SPREAD]!;
  // Weights or years whose squares are no ordinary numbers have an inverse that is none; nor have weights worlds apart.
  if (!(squares > 1e-280 && squares < 1e280 && weights.every((weight) => weight > 1e-150 * line[0]!))) {
    return refuse("NO_SPREAD", "different years, ordinary weights", `${firstYear} to ${lastYear}`, "series.year");
  }
  const totalSumOfSquares = line[RESIDUAL]! + line[SLOPE]! ** 2 * squares + points.within;
  // Rounding: a few units in the last place of log10(value), and of slope x year.
  const reach = Math.sqrt(totalSumOfSquares / squares) * (Math.abs(firstYear) + Math.abs(lastYear));
  return {
    x,
    y,
    weights,
    originX,
    clusters,
    points,
    firstYear,
    lastYear,
    meanYear: originX + line[1]!,
    totalSumOfSquares,
    sumLogWeights: weighted ? sum(weights.map(Math.log)) : 0,
    negligible: line[0]! * (4 * Number.EPSILON * (Math.abs(line[2]!) + reach)) ** 2,
  };
}

/** The rows in ascending order, equal ones as they came. */
function orderOf(column: Float64Array, sorted: Float64Array): Uint32Array {
  const order = new Uint32Array(column.length);
  const taken = new Uint32Array(column.length);
  column.forEach((value, i) => {
    const first = lowerBound(sorted, value);
    order[first + taken[first]!++] = i;
  });
  return order;
}

/** Puts a column in order, in the memory of another. */
function inOrder(column: Float64Array, order: Uint32Array, memory: Float64Array): Float64Array {
  order.forEach((i, k) => {
    memory[k] = column[i]!;
  });
  return memory;
}
