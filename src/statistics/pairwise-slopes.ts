import { selectInPlace } from "../numeric/select.ts";

/** The slopes (y[j] - y[i]) / (x[j] - x[i]) of all pairs with different x, in order, without their list. */
export interface PairwiseSlopes {
  count: number;
  /** Pairs without a slope, because their x are equal. */
  tied: number;
  /** The slope at position `rank`, from 0, among all in ascending order. */
  at: (rank: number) => number;
}

/** As many slopes are held in memory at once; beyond it the wanted one is first closed in. */
const LISTED = 1 << 21;

/**
 * Selects among the slopes of all pairs. Few pairs are listed. Of many, the number of slopes up to s is the number of
 * pairs in the order of x that stand the other way round in the order of y - s x (Cole, Salowe, Steiger and Szemeredi
 * 1989); such counts, by merge sort in O(n log n), close in on the wanted rank until few enough pairs are left to list.
 * `x` must be in ascending order, and equal x in ascending order of y.
 */
export function pairwiseSlopes(x: Float64Array, y: Float64Array): PairwiseSlopes {
  const n = x.length;
  let tied = 0;
  for (let i = 0, first = 0; i < n; i++) {
    if (x[i] !== x[first]) first = i;
    tied += i - first;
  }
  const count = (n * (n - 1)) / 2 - tied;
  if (count <= LISTED) {
    const slopes = new Float64Array(count);
    let length = 0;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        if (x[j] !== x[i]) slopes[length++] = (y[j]! - y[i]!) / (x[j]! - x[i]!);
      }
    }
    return { count, tied, at: (rank) => selectInPlace(slopes, count, rank) };
  }
  return { count, tied, at: closingIn(x, y) };
}

function closingIn(x: Float64Array, y: Float64Array): (rank: number) => number {
  const n = x.length;
  const height = new Float64Array(n);
  const listed = new Float64Array(LISTED);
  let order = new Uint32Array(n);
  let spare = new Uint32Array(n);

  /** Sorts `order` by y - slope x, equal ones by falling x; gives the number of pairs that change places, listed or not. */
  function sortAt(slope: number, list: boolean): number {
    for (let i = 0; i < n; i++) height[i] = y[i]! - slope * x[i]!;
    let swaps = 0;
    for (let width = 1; width < n; width *= 2) {
      for (let start = 0; start < n; start += 2 * width) {
        const middle = Math.min(start + width, n);
        const end = Math.min(start + 2 * width, n);
        let left = start;
        let right = middle;
        for (let k = start; k < end; k++) {
          if (right === end || (left < middle && !standsBefore(order[right]!, order[left]!))) {
            spare[k] = order[left++]!;
            continue;
          }
          const j = order[right++]!;
          if (list) {
            for (let m = left; m < middle; m++) {
              const i = order[m]!;
              listed[swaps + m - left] = (y[j]! - y[i]!) / (x[j]! - x[i]!);
            }
          }
          swaps += middle - left;
          spare[k] = j;
        }
      }
      [order, spare] = [spare, order];
    }
    return swaps;
  }

  function standsBefore(j: number, i: number): boolean {
    const difference = height[j]! - height[i]!;
    return difference < 0 || (difference === 0 && x[j]! > x[i]!);
  }

  function countUpTo(slope: number): number {
    for (let i = 0; i < n; i++) order[i] = i;
    return sortAt(slope, false);
  }

  /** Bounds lower < slope <= upper of the wanted slope, so close that the slopes between them can be listed. */
  function bracket(rank: number): { lower: number; upper: number; before: number } {
    const range = y.reduce((most, value) => Math.max(most, value), y[0]!) - y.reduce((a, b) => Math.min(a, b), y[0]!);
    const width = x[n - 1]! - x[0]!;
    let step = (range > 0 ? range : 1) / width / Math.sqrt(n);
    let lower = (y[n - 1]! - y[0]!) / width;
    let upper = lower;
    let before = countUpTo(lower);
    let upTo = before;
    for (; before > rank; step *= 2) {
      upper = lower;
      upTo = before;
      lower -= step;
      before = countUpTo(lower);
    }
    for (; upTo <= rank; step *= 2) {
      lower = upper;
      before = upTo;
      upper += step;
      upTo = countUpTo(upper);
    }
    // Aim just below the rank, then just above it, then halve, in turn.
    for (let turn = 0; upTo - before > LISTED; turn++) {
      const aim = (rank - before + ((turn % 3) - 0.5) * 0.8 * LISTED) / (upTo - before);
      const share = turn % 3 < 2 && aim > 0 && aim < 1 ? aim : 0.5;
      const slope = lower + share * (upper - lower);
      if (!(slope > lower && slope < upper)) break;
      const found = countUpTo(slope);
      if (found <= rank) {
        lower = slope;
        before = found;
      } else {
        upper = slope;
        upTo = found;
      }
    }
    return { lower, upper, before };
  }

  return (rank) => {
    const { lower, upper, before } = bracket(rank);
    countUpTo(lower);
    const length = Math.min(sortAt(upper, true), LISTED);
    return length > rank - before ? selectInPlace(listed, length, rank - before) : upper;
  };
}
