import { isAdmissible } from "./segmented-regression-breaks.ts";
import { partitionSearch, searchPartitions } from "./segmented-regression-partition.ts";
import { piecesColumns, solvePieces } from "./segmented-regression-pieces.ts";
import { addGroup, emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import { moveBreaks, windowSearch } from "./segmented-regression-window.ts";

/** The hull of the breaks that a threshold leaves; null on the side where it ends only with the rule of least points. */
export interface BreakRange {
  lower: number | null;
  upper: number | null;
}

/** Where the profile is looked at from outside inwards: at the data, or this many of them, and between each two. */
const PLACES = 400;
const BISECTIONS = 60;

/**
 * The breaks j of a continuous line for which the sum of squares, all else fitted again, stays within `threshold`
 * (between the distinct x, like every residual here): looked for from outside inwards, then refined between the last
 * place outside and the first inside. With two breaks the other is exact for every place, with more it is refined.
 */
export function continuousBreakRange(
  points: GroupedPoints,
  breaks: readonly number[],
  j: number,
  minPoints: number,
  threshold: number,
): BreakRange {
  const held = heldBreak(points, breaks, j, minPoints);
  // Rounding must not leave out the optimum itself.
  const limit = Math.max(threshold, held(breaks[j]!));
  const places = [...placesOf(points), breaks[j]!].sort((a, b) => a - b);
  const profile = places.map((at) => ({ at, residual: held(at) })).filter(({ residual }) => residual < Infinity);
  return { lower: outermost(), upper: profile.reverse() && outermost() };

  function outermost(): number | null {
    const first = profile.findIndex(({ residual }) => residual <= limit);
    if (first < 1) return null;
    let outside = profile[first - 1]!.at;
    let inside = profile[first]!.at;
    for (let k = 0; k < BISECTIONS; k++) {
      const middle = (outside + inside) / 2;
      if (held(middle) <= limit) inside = middle;
      else outside = middle;
    }
    return inside;
  }
}

function placesOf({ x, size }: GroupedPoints): number[] {
  const every = Math.ceil(size / PLACES);
  const places: number[] = [];
  for (let g = 0; g < size; g += every) places.push(x[g]!, (x[g]! + x[Math.min(g + every, size - 1)]!) / 2);
  return places;
}

/** The least sum of squares with break j held; Infinity where the rule of least points forbids it. */
function heldBreak(
  points: GroupedPoints,
  breaks: readonly number[],
  j: number,
  minPoints: number,
): (at: number) => number {
  const window = windowSearch(points, minPoints);
  return (at) => {
    let current = breaks.map((each, i) => (i === j ? at : each));
    for (let k = 0; k < breaks.length * (breaks.length - 1); k++) {
      const other = k % breaks.length;
      if (other !== j) current = moveBreaks(points, window, current, other, other)?.breaks ?? current;
    }
    if (!isAdmissible(points, current, minPoints)) return Infinity;
    return solvePieces(piecesColumns(points.x, current, true, 0), points.y, points.weight)?.residual ?? Infinity;
  };
}

/**
 * The breaks j of separate pieces whose best partition stays within `threshold`. A break anywhere after one x and up to
 * the next makes the same pieces: the range runs from the x before its first partition to the first x of the last.
 */
export function partitionBreakRange(
  points: GroupedPoints,
  breaks: number,
  j: number,
  minPoints: number,
  threshold: number,
): BreakRange {
  const { x, y, weight, count, size } = points;
  const mirrored = emptyPoints(size);
  for (let g = size - 1; g >= 0; g--) addGroup(mirrored, -x[g]!, y[g]!, weight[g]!, count[g]!);
  const forwards = partitionSearch(points, minPoints, j + 1);
  const backwards = partitionSearch(mirrored, minPoints, breaks - j);
  [forwards, backwards].forEach(searchPartitions);
  const residuals = x.map((_, g) => forwards.best[j]![g]! + backwards.best[breaks - 1 - j]![size - g]!);
  const placesUpTo = (limit: number): number[] => [...residuals.keys()].filter((g) => residuals[g]! <= limit);
  const possible = placesUpTo(Number.MAX_VALUE);
  const least = residuals.reduce((a, b) => Math.min(a, b));
  const held = placesUpTo(Math.max(threshold, least));
  const [first, last] = [held[0]!, held.at(-1)!];
  return {
    lower: first === possible[0] ? null : x[first - 1]!,
    upper: last === possible.at(-1) ? null : x[last]!,
  };
}
