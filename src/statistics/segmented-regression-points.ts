/**
 * Points for a segmented regression: ascending distinct x, the points of one x drawn together into their weighted mean.
 *
 * No model here can tell points of one x apart, so their spread about their mean is a constant of every fit (`within`).
 * `x` and `y` are relative to an origin, which keeps the digits of years near 2000. `size` may be less than the length
 * of the columns: resampling fills them anew.
 */
export interface GroupedPoints {
  size: number;
  x: Float64Array;
  y: Float64Array;
  weight: Float64Array;
  /** Points drawn together at each x. */
  count: Float64Array;
  /** Points up to each x. */
  seen: Float64Array;
  /** sum w (y - mean of its x)^2. */
  within: number;
  /** Least number of distinct x that the first and the last closed segment must hold. */
  leastFirst: number;
  leastLast: number;
}

/** How the rows of a data set belong to its distinct x. */
export interface Grouping {
  originX: number;
  originY: number;
  /** The distinct x as they came, ascending. */
  distinctX: Float64Array;
  /** For each row, the position of its x among the distinct ones. */
  groupOf: Float64Array;
  points: GroupedPoints;
}

export function emptyPoints(capacity: number): GroupedPoints {
  const column = (): Float64Array => new Float64Array(capacity);
  return {
    size: 0,
    x: column(),
    y: column(),
    weight: column(),
    count: column(),
    seen: column(),
    within: 0,
    leastFirst: 2,
    leastLast: 2,
  };
}

/** Adds one more point behind the others. */
export function addGroup(points: GroupedPoints, x: number, y: number, weight: number, count: number): void {
  const g = points.size++;
  points.x[g] = x;
  points.y[g] = y;
  points.weight[g] = weight;
  points.count[g] = count;
  points.seen[g] = (points.seen[g - 1] ?? 0) + count;
}

/** Groups rows by x. The columns are taken as checked: finite, of equal length, weights above zero. */
export function groupPoints(x: Float64Array, y: Float64Array, weights: Float64Array): Grouping {
  const n = x.length;
  const distinctX = x
    .slice()
    .sort()
    .filter((at, i, sorted) => at !== sorted[i - 1]);
  const size = distinctX.length;
  const groupOf = x.map((at) => positionOf(distinctX, at));
  const points = emptyPoints(size);
  const grouping = {
    originX: distinctX[size >> 1]!,
    originY: y[0]!,
    distinctX,
    groupOf,
    points,
  };
  fillGroups(grouping, y, weights, new Float64Array(n).fill(1));
  for (let i = 0; i < n; i++) {
    const g = groupOf[i]!;
    if (points.count[g]! > 1) points.within += weights[i]! * (y[i]! - grouping.originY - points.y[g]!) ** 2;
  }
  return grouping;
}

/** Where a value stands in a sorted column that holds it. */
function positionOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Fills the points from values in row order, each row with its weight and counting so many times. An x whose rows do
 * not count is left out. `within` stays as it was.
 */
export function fillGroups(
  { points, groupOf, distinctX, originX, originY }: Grouping,
  y: Float64Array,
  weights: Float64Array,
  times: Float64Array,
): void {
  const { weight, count } = points;
  weight.fill(0);
  count.fill(0);
  points.y.fill(0);
  for (let i = 0; i < y.length; i++) {
    const g = groupOf[i]!;
    weight[g]! += weights[i]!;
    count[g]! += times[i]!;
    points.y[g]! += weights[i]! * (y[i]! - originY);
  }
  points.size = 0;
  for (let g = 0; g < distinctX.length; g++) {
    if (count[g]! > 0) addGroup(points, distinctX[g]! - originX, points.y[g]! / weight[g]!, weight[g]!, count[g]!);
  }
}
