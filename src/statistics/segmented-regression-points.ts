/**
 * Points for a segmented regression: ascending distinct x, the points of one x drawn together into their weighted mean.
 *
 * No model here can tell points of one x apart, so their spread about their mean is a constant of every fit (`within`).
 * `size` may be less than the length of the columns: resampling fills them anew.
 */
export interface GroupedPoints {
  size: number;
  x: Float64Array;
  y: Float64Array;
  weights: Float64Array;
  /** Points up to each x. */
  seen: Uint32Array;
  /** sum w (y - mean of its x)^2. */
  within: number;
  /** How many of the first and of the last points stand for a belief about a value, and not for data. */
  beliefsFirst: number;
  beliefsLast: number;
}

/** Rows in order of x, which is relative to an origin among them: it keeps the digits of years near 2000. */
export interface OrderedRows {
  x: Float64Array;
  y: Float64Array;
  weights: Float64Array;
}

export function emptyPoints(capacity: number): GroupedPoints {
  const column = (): Float64Array => new Float64Array(capacity);
  return {
    size: 0,
    x: column(),
    y: column(),
    weights: column(),
    seen: new Uint32Array(capacity),
    within: 0,
    beliefsFirst: 0,
    beliefsLast: 0,
  };
}

/** Adds one more point behind the others. */
export function addGroup(points: GroupedPoints, x: number, y: number, weight: number, count: number): void {
  const g = points.size++;
  points.x[g] = x;
  points.y[g] = y;
  points.weights[g] = weight;
  points.seen[g] = (points.seen[g - 1] ?? 0) + count;
}

/** Points drawn together at the x of point g. */
export function countAt({ seen }: GroupedPoints, g: number): number {
  return seen[g]! - (seen[g - 1] ?? 0);
}

/** Whether points from .. to (without it) may be a segment: enough of them, and two distinct x. */
export function holds({ seen }: GroupedPoints, from: number, to: number, minPoints: number): boolean {
  return to - from > 1 && seen[to - 1]! - (seen[from - 1] ?? 0) >= minPoints;
}

/** Groups rows by x. Where no two share their x, the points are the rows themselves, without a copy; `seen` is memory. */
export function groupPoints(rows: OrderedRows, seen: Uint32Array): GroupedPoints {
  const { x, y, weights } = rows;
  const distinct = x.every((at, i) => at !== x[i - 1]);
  const own = (column: Float64Array): Float64Array => (distinct ? column : column.slice());
  const points = emptyPoints(0);
  points.x = own(x);
  points.y = own(y);
  points.weights = own(weights);
  points.seen = seen;
  fillPoints(points, rows);
  return points;
}

/** Fills the points from rows that count so many times each, or once; an x whose rows do not count is left out. */
export function fillPoints(points: GroupedPoints, { x, y, weights }: OrderedRows, times?: ArrayLike<number>): void {
  points.size = points.within = 0;
  for (let i = 0; i < x.length; ) {
    const at = x[i]!;
    let weight = 0;
    let mean = 0;
    let count = 0;
    for (; x[i] === at; i++) {
      const often = times ? times[i]! : 1;
      if (often === 0) continue;
      const own = often * weights[i]!;
      const difference = y[i]! - mean;
      count += often;
      weight += own;
      mean += (own / weight) * difference;
      points.within += difference * (y[i]! - mean) * own;
    }
    if (count > 0) addGroup(points, at, mean, weight, count);
  }
}
