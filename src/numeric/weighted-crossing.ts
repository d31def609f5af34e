/** Steps of a running sum: the sum rises by `size[k]` (at or above 0) at `at[k]`; the first `count` entries count. */
export interface Jumps {
  at: Float64Array;
  size: Float64Array;
  count: number;
}

/**
 * The smallest place at which the sizes up to and including it reach `target`: a weighted quantile, by selection with
 * the median of three as pivot, linear in the count on average. Reorders the jumps. `target` must not pass the total.
 */
export function weightedCrossing(jumps: Jumps, target: number): number {
  const { at, size } = jumps;
  let left = 0;
  let right = jumps.count - 1;
  let below = 0;
  while (right > left) {
    const a = at[left]!;
    const b = at[(left + right) >>> 1]!;
    const c = at[right]!;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    // Three parts (Dijkstra): [left, low) below the pivot, [low, k) equal to it, (high, right] above it.
    let low = left;
    let high = right;
    let belowPivot = below;
    let equal = 0;
    for (let k = left; k <= high; ) {
      const place = at[k]!;
      const amount = size[k]!;
      if (place === pivot) {
        equal += amount;
        k++;
        continue;
      }
      const other = place < pivot ? low++ : high--;
      if (place < pivot) belowPivot += amount;
      at[k] = at[other]!;
      size[k] = size[other]!;
      at[other] = place;
      size[other] = amount;
      if (place < pivot) k++;
    }
    if (belowPivot >= target && low > left) right = low - 1;
    else if (belowPivot + equal >= target || high === right) return pivot;
    else {
      below = belowPivot + equal;
      left = high + 1;
    }
  }
  return at[left]!;
}
