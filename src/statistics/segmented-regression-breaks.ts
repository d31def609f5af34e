import { growLines, LINE, linesOf, RESIDUAL } from "./segmented-regression-lines.ts";
import { partitionSearch, partitionStarts, searchPartitions } from "./segmented-regression-partition.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakOptimum, breakSearch, rivalsOf, searchBreaks } from "./segmented-regression-search.ts";
import { moveBreaks, type WindowSearch, windowSearch } from "./segmented-regression-window.ts";

const MAX_ROUNDS = 100;

/** Whether every closed segment holds the least number of points, and two distinct x. */
export function isAdmissible({ x, size, count }: GroupedPoints, breaks: readonly number[], minPoints: number): boolean {
  for (let s = 0; s <= breaks.length; s++) {
    const start = s === 0 ? -Infinity : breaks[s - 1]!;
    const end = s === breaks.length ? Infinity : breaks[s]!;
    let distinct = 0;
    let seen = 0;
    for (let g = 0; g < size; g++) {
      if (x[g]! < start || x[g]! > end) continue;
      distinct++;
      seen += count[g]!;
    }
    if (distinct < 2 || seen < minPoints) return false;
  }
  return true;
}

/**
 * A search for the best `count` breaks of a continuous line, to be run again whenever `points` is filled anew: exact for
 * one and two. Null where the rule of least points allows none.
 *
 * Three and more start from the best partition into separate lines, and from `starts`; neighbouring pairs are then moved
 * to their best places given the others until nothing is gained. Exact in every pair, but not guaranteed in all.
 */
export function breaksSearch(
  points: GroupedPoints,
  count: number,
  minPoints: number,
): (starts: readonly (readonly number[])[]) => BreakOptimum | null {
  if (count === 0) {
    const lines = linesOf(points.x.length + 1);
    return () => {
      growLines(points, 0, 1, points.size, lines);
      const residual = lines[points.size * LINE + RESIDUAL]!;
      return isAdmissible(points, [], minPoints) ? { breaks: [], residual } : null;
    };
  }
  if (count === 1 || count === 2) {
    const search = breakSearch(points, minPoints);
    return () => searchBreaks(search, count);
  }
  const windows = windowSearch(points, minPoints);
  const partitions = partitionSearch(points, minPoints, count);
  return (starts) => {
    searchPartitions(partitions);
    const cuts = partitionStarts(partitions, count)?.map((g) => points.x[g]!);
    let best: BreakOptimum | null = null;
    for (const start of cuts === undefined ? starts : [cuts, ...starts]) {
      const refined = refine(windows, start);
      if (refined.residual < (best?.residual ?? Infinity) && isAdmissible(points, refined.breaks, minPoints))
        best = refined;
    }
    return best;
  };
}

function refine(windows: WindowSearch, start: readonly number[]): BreakOptimum {
  let current: BreakOptimum = { breaks: [...start], residual: Infinity };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = current.residual;
    for (let j = 0; j + 1 < start.length; j++) {
      const moved = moveBreaks(windows, current.breaks, j, j + 1);
      if (moved !== null && moved.residual < current.residual) current = moved;
    }
    if (!(current.residual < before)) break;
  }
  return current;
}

/**
 * Lines of every number of breaks up to `most`, as far as the points have room, and for one and two breaks the other
 * optima whose total sum of squares is at most 1 + slack times the best.
 */
export function bestBreaks(
  points: GroupedPoints,
  most: number,
  minPoints: number,
  slack: number,
): { best: BreakOptimum; rivals: BreakOptimum[] }[] {
  const found: { best: BreakOptimum; rivals: BreakOptimum[] }[] = [];
  for (let count = 0; count <= most; count++) {
    let rivals: BreakOptimum[] = [];
    let best: BreakOptimum | null;
    if (count === 1 || count === 2) {
      const search = breakSearch(points, minPoints, slack);
      best = searchBreaks(search, count);
      rivals = rivalsOf(search);
    } else {
      best = breaksSearch(
        points,
        count,
        minPoints,
      )(
        count === 0
          ? []
          : splits(
              points,
              found.map((each) => each.best),
              minPoints,
            ),
      );
    }
    if (best === null) break;
    found.push({ best, rivals });
  }
  return found;
}

/** The best lines of one and of two breaks fewer, with one or two more in each of their pieces. */
function splits(points: GroupedPoints, fewer: readonly BreakOptimum[], minPoints: number): number[][] {
  const windows = windowSearch(points, minPoints);
  const starts: number[][] = [];
  for (const more of [1, 2]) {
    const { breaks } = fewer[fewer.length - more]!;
    for (let s = 0; s <= breaks.length; s++) {
      const places = [...breaks.slice(0, s), ...new Array<number>(more).fill(0), ...breaks.slice(s)];
      const split = moveBreaks(windows, places, s, s + more - 1);
      if (split !== null) starts.push(split.breaks);
    }
  }
  return starts;
}
