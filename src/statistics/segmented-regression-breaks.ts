import { partitionSearch, partitionStarts, searchPartitions } from "./segmented-regression-partition.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import {
  type BreakOptimum,
  type BreakSearch,
  breakSearch,
  type FoundBreaks,
  searchBreaks,
} from "./segmented-regression-search.ts";
import { moveBreaks, windowSearch } from "./segmented-regression-window.ts";

const MAX_ROUNDS = 100;

/** Whether every closed segment holds the least number of points, and two distinct x. */
export function isAdmissible({ x, size, count }: GroupedPoints, breaks: readonly number[], minPoints: number): boolean {
  return [...breaks, Infinity].every((end, s) => {
    let distinct = 0;
    let seen = 0;
    for (let g = 0; g < size; g++) {
      if (x[g]! > end || x[g]! < (breaks[s - 1] ?? -Infinity)) continue;
      distinct++;
      seen += count[g]!;
    }
    return distinct > 1 && seen >= minPoints;
  });
}

/**
 * A search for the best `count` breaks of a continuous line, to be run again whenever `points` is filled anew: exact for
 * one and two. Null where the rule of least points allows none. Rivals, for one and two breaks, are other optima whose
 * total sum of squares is at most 1 + slack times the best.
 *
 * Three and more start from the best partition into separate lines, and from `starts`; neighbouring pairs are then moved
 * to their best places given the others until nothing is gained. Exact in every pair, but not guaranteed in all.
 */
export function breaksSearch(
  points: GroupedPoints,
  count: number,
  minPoints: number,
  slack = 0,
): (starts: readonly (readonly number[])[]) => FoundBreaks | null {
  if (count === 1 || count === 2) {
    const search = breakSearch(points, minPoints, slack);
    return () => searchBreaks(search, count);
  }
  const partition = partitionsSearch(points, count, minPoints);
  // Without breaks the one piece is the best partition.
  if (count === 0) return () => partition()[0] ?? null;
  const window = windowSearch(points, minPoints);
  return (starts) => {
    const cuts = partition()[count] ?? null;
    let best: BreakOptimum | null = null;
    for (const start of cuts === null ? starts : [cuts.breaks, ...starts]) {
      const refined = refine(points, window, start);
      if (refined.residual < (best?.residual ?? Infinity) && isAdmissible(points, refined.breaks, minPoints)) {
        best = refined;
      }
    }
    return best;
  };
}

function refine(points: GroupedPoints, window: BreakSearch, start: readonly number[]): BreakOptimum {
  let current: BreakOptimum = { breaks: [...start], residual: Infinity };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = current.residual;
    for (let j = 0; j + 1 < start.length; j++) {
      const moved = moveBreaks(points, window, current.breaks, j, j + 1);
      if (moved !== null && moved.residual < current.residual) current = moved;
    }
    if (!(current.residual < before)) break;
  }
  return current;
}

/** The best breaks of every number up to `most`, as far as the points have room; see {@link breaksSearch}. */
export function bestBreaks(points: GroupedPoints, most: number, minPoints: number, slack: number): FoundBreaks[] {
  const found: FoundBreaks[] = [];
  for (let count = 0; count <= most; count++) {
    const best = breaksSearch(points, count, minPoints, slack)(count < 3 ? [] : splits(points, found));
    if (best === null) break;
    found.push(best);
  }
  return found;
}

/**
 * A search for the best partitions into separate lines of every number of breaks up to `most`, to be run again whenever
 * `points` is filled anew; null for a number that is impossible.
 */
export function partitionsSearch(points: GroupedPoints, most: number, minPoints: number): () => (FoundBreaks | null)[] {
  const search = partitionSearch(points, minPoints, most);
  return () => {
    searchPartitions(search);
    return search.best.map((column, count) => {
      const breaks = partitionStarts(search, count)?.map((g) => points.x[g]!);
      return breaks ? { breaks, residual: column[points.size]! } : null;
    });
  };
}

/** The best line of one break fewer, with one more in the middle of each of its pieces. */
function splits({ x, size }: GroupedPoints, fewer: readonly BreakOptimum[]): number[][] {
  const { breaks } = fewer.at(-1)!;
  const ends = [x[0]!, ...breaks, x[size - 1]!];
  return ends.slice(1).map((end, s) => [...breaks.slice(0, s), (ends[s]! + end) / 2, ...breaks.slice(s)]);
}
