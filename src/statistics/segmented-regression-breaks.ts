import { lowerBound } from "../numeric/lower-bound.ts";
import { knottedLine } from "./segmented-regression-knots.ts";
import { partitionsSearch } from "./segmented-regression-partition.ts";
import { type GroupedPoints, holds } from "./segmented-regression-points.ts";
import { type BreakOptimum, breakSearch, type FoundBreaks } from "./segmented-regression-search.ts";
import { breakMover } from "./segmented-regression-window.ts";

/** On how many of the data the breaks are at first. */
const KNOTS = 150;

/** What is left has to fall by this factor to be worth a move: along valleys rounding alone goes on for long. */
const LESS = 1 - 1e-12;

/** Whether every segment holds the least number of points, and two distinct x; two closed ones hold a datum on their break. */
export function isAdmissible(
  points: GroupedPoints,
  breaks: readonly number[],
  minPoints: number,
  closed = true,
): boolean {
  const x = points.x.subarray(0, points.size);
  let from = 0;
  return [...breaks, Infinity].every((end) => {
    const to = lowerBound(x, end);
    const held = holds(points, from, to + Number(closed && x[to] === end), minPoints);
    from = to;
    return held;
  });
}

/**
 * A search for the best `count` breaks of a continuous line, to be run again whenever `points` is filled anew: exact for
 * one and two. Null where the rule of least points allows none. Rivals, for one and two breaks, are optima whose
 * total sum of squares is at most 1 + slack times the best.
 *
 * Three and more begin with the best line on so many knots and with `starts`; neighbouring pairs are moved to their best places given the others until
 * nothing but rounding is gained. Exact in every pair, but not guaranteed in all.
 */
export function breaksSearch(
  points: GroupedPoints,
  count: number,
  minPoints: number,
  knots: number,
  slack = 0,
): (starts: readonly BreakOptimum[]) => FoundBreaks | null {
  if (count === 1 || count === 2) {
    const search = breakSearch(points, count, minPoints, slack);
    return () => search();
  }
  const move = breakMover(points, 2, minPoints);
  return (starts) => {
    const knotted = knottedLine(points, count, minPoints, knots);
    return (
      knotted &&
      [knotted, ...starts]
        .map((start) => refine(move, start))
        .sort((a, b) => a.residual - b.residual)
        .find(({ breaks }) => isAdmissible(points, breaks, minPoints))!
    );
  };
}

function refine(move: ReturnType<typeof breakMover>, start: BreakOptimum): BreakOptimum {
  let current = start;
  for (let before: BreakOptimum | null = null; before !== current && current.residual; ) {
    before = current;
    for (let j = 0; j + 1 < start.breaks.length; j++) {
      current = move(current.breaks, j, current.residual * LESS) ?? current;
    }
  }
  return current;
}

/**
 * The best breaks of every number up to `most`, as far as the points have room; see {@link breaksSearch}. Those before
 * with one more at the end, where it changes nothing yet, are a start: one break more leaves more only where the rule of
 * least points does not let it in.
 */
export function bestBreaks(points: GroupedPoints, most: number, minPoints: number, slack: number): FoundBreaks[] {
  const found: FoundBreaks[] = [];
  for (let count = 0; count <= most; count++) {
    const last = found.at(-1);
    const longer = last ? [{ ...last, breaks: [...last.breaks, points.x[points.size - 1]!] }] : [];
    const best = breaksSearch(points, count, minPoints, KNOTS, slack)(longer);
    if (!best) break;
    found.push(best);
  }
  return found;
}

/** The best partitions into separate lines, of every number of breaks up to `most`; null for a number that is impossible. */
export function bestPartitions(points: GroupedPoints, most: number, minPoints: number): (FoundBreaks | null)[] {
  const found = partitionsSearch(points, minPoints, most || 1)();
  return Array.from({ length: most + 1 }, (_, count) => found.of(count));
}
