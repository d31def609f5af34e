import type { IndexArray } from "../numeric/random.ts";

/**
 * Points for a segmented regression: ascending distinct x, the points of one x drawn together into their weighted mean.
 *
 * No model here can tell points of one x apart, so their spread about their mean is a constant of every fit (`within`).
 * `x` and `y` are relative to `originX` and `originY`, which keeps the digits of years near 2000. `size` may be less
 * than the length of the columns: resampling fills them anew.
 */
export interface GroupedPoints {
  size: number;
  x: Float64Array;
  y: Float64Array;
  weight: Float64Array;
  /** Points drawn together at each x. */
  count: Float64Array;
  /** sum w (y - mean of its x)^2. */
  within: number;
  /** Least number of distinct x that the first and the last closed segment must hold. */
  leastFirst: number;
  leastLast: number;
}

/** How rows of a data set belong to the distinct x of its {@link GroupedPoints}. */
export interface Grouping {
  originX: number;
  originY: number;
  /** The distinct x as they came, ascending. */
  distinctX: Float64Array;
  /** For each row, the position of its x among the distinct ones. */
  groupOf: IndexArray;
  weights: Float64Array;
  points: GroupedPoints;
}

export function emptyPoints(capacity: number): GroupedPoints {
  return {
    size: 0,
    x: new Float64Array(capacity),
    y: new Float64Array(capacity),
    weight: new Float64Array(capacity),
    count: new Float64Array(capacity),
    within: 0,
    leastFirst: 2,
    leastLast: 2,
  };
}

function ascendingOrder(x: Float64Array): Uint32Array {
  const order = Uint32Array.from(x.keys());
  for (let i = 1; i < x.length; i++) {
    if (x[i]! < x[i - 1]!) return order.sort((a, b) => x[a]! - x[b]! || a - b);
  }
  return order;
}

/** Groups rows by x. The columns are taken as checked: finite, of equal length, weights above zero. */
export function groupPoints(x: Float64Array, y: Float64Array, weights: Float64Array): Grouping {
  const n = x.length;
  const order = ascendingOrder(x);
  const groupOf = new Uint32Array(n);
  const distinct = new Float64Array(n);
  let size = 0;
  for (let i = 0; i < n; i++) {
    const row = order[i]!;
    if (i === 0 || x[row]! > distinct[size - 1]!) distinct[size++] = x[row]!;
    groupOf[row] = size - 1;
  }
  const distinctX = distinct.slice(0, size);
  const points = emptyPoints(size);
  const originX = distinctX[size >> 1]!;
  let totalWeight = 0;
  let originY = 0;
  for (let i = 0; i < n; i++) {
    totalWeight += weights[i]!;
    originY += (weights[i]! / totalWeight) * (y[i]! - originY);
  }
  points.size = size;
  for (let g = 0; g < size; g++) points.x[g] = distinctX[g]! - originX;
  for (let i = 0; i < n; i++) {
    points.weight[groupOf[i]!]! += weights[i]!;
    points.count[groupOf[i]!]! += 1;
  }
  const grouping = { originX, originY, distinctX, groupOf, weights, points };
  fillGroupMeans(grouping, y);
  points.within = spreadWithin(grouping, y);
  return grouping;
}

/** Sets `points.y` to the weighted means of new values of y in row order; `within` is left as it was. */
export function fillGroupMeans(grouping: Grouping, y: Float64Array): void {
  const { groupOf, weights, points, originY } = grouping;
  const means = points.y;
  means.fill(0);
  for (let i = 0; i < y.length; i++) means[groupOf[i]!]! += weights[i]! * (y[i]! - originY);
  for (let g = 0; g < points.size; g++) means[g]! /= points.weight[g]!;
}

function spreadWithin({ groupOf, weights, points, originY }: Grouping, y: Float64Array): number {
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const group = groupOf[i]!;
    if (points.count[group]! < 2) continue;
    const deviation = y[i]! - originY - points.y[group]!;
    total += weights[i]! * deviation * deviation;
  }
  return total;
}
