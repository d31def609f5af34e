import { lowerBound } from "../numeric/lower-bound.ts";
import { partitionsSearch } from "./segmented-regression-partition.ts";
import { type GroupedPoints, holds } from "./segmented-regression-points.ts";
import { type BreakOptimum, breakSearch, type FoundBreaks } from "./segmented-regression-search.ts";
import { breakMover } from "./segmented-regression-window.ts";

const MAX_ROUNDS = 100;

/** Whether every closed segment holds the least number of points, and two distinct x. */
export function isAdmissible(points: GroupedPoints, breaks: readonly number[], minPoints: number): boolean {
  const x = points.x.subarray(0, points.size);
  let from = 0;
  return [...breaks, Infinity].every((end) => {
    const to = lowerBound(x, end);
    const held = holds(points, from, to + Number(x[to] === end), minPoints);
    from = to;
    return held;
  });
}

/**
 * A search for the best `count` breaks of a continuous line, to be run again whenever `points` is filled anew: exact for
 * one and two. Null where the rule of least points allows none. Rivals, for one and two breaks, are optima whose
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
  if (count === 1 || count === 2) return breakSearch(points, count, minPoints, slack);
  const partition = partitionsSearch(points, minPoints, count);
  // Without breaks the one piece is the best partition.
  if (count === 0) return () => partition().of(0);
  const move = breakMover(points, 2, minPoints);
  return (starts) => {
    const cuts = partition().of(count);
    let best: BreakOptimum | null = null;
    for (const start of cuts ? [cuts.breaks, ...starts] : starts) {
      const refined = refine(move, start);
      if (refined.residual < (best?.residual ?? Infinity) && isAdmissible(points, refined.breaks, minPoints)) {
        best = refined;
      }
    }
    return best;
  };
}

function refine(move: ReturnType<typeof breakMover>, start: readonly number[]): BreakOptimum {
  let current: BreakOptimum = { breaks: [...start], residual: Infinity };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = current.residual;
    for (let j = 0; j + 1 < start.length; j++) {
      const moved = move(current.breaks, j);
      if (moved && moved.residual < current.residual) current = moved;
    }
    if (!(current.residual < before)) break;
  }
  return current;
}

/** The best breaks of every number up to `most`, as far as the points have room; see {@link breaksSearch}. */
export function bestBreaks(points: GroupedPoints, most: number, minPoints: number, slack: number): FoundBreaks[] {
  const found: FoundBreaks[] = [];
  for (let count = 0; count <= most; count++) {
    const best = breaksSearch(points, count, minPoints, slack)(splits(points, found.at(-1)?.breaks ?? []));
    if (!best) break;
    found.push(best);
  }
  return found;
}

/** The best partitions into separate lines, of every number of breaks up to `most`; null for a number that is impossible. */
export function bestPartitions(points: GroupedPoints, most: number, minPoints: number): (FoundBreaks | null)[] {
  const found = partitionsSearch(points, minPoints, most)();
  return Array.from({ length: most + 1 }, (_, count) => found.of(count));
}

/** These breaks with one more in the middle of each of their pieces. */
function splits({ x, size }: GroupedPoints, breaks: readonly number[]): number[][] {
  const ends = [x[0]!, ...breaks, x[size - 1]!];
  return ends.slice(1).map((end, s) => [...breaks.slice(0, s), (ends[s]! + end) / 2, ...breaks.slice(s)]);
}
