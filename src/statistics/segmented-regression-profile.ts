import { isAdmissible } from "./segmented-regression-breaks.ts";
import { partitionsSearch } from "./segmented-regression-partition.ts";
import { fitPieces } from "./segmented-regression-pieces.ts";
import { addGroup, countAt, emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import { breakMover } from "./segmented-regression-window.ts";

/** The hull of the breaks that a threshold leaves; null on the side where it ends only with the rule of least points. */
export interface BreakRange {
  lower: number | null;
  upper: number | null;
}

/** Where the profile is looked at from outside inwards: at so many of the data, fewer with more breaks, and between each two. */
const PLACES = 200;
const BISECTIONS = 40;

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
  const move = breakMover(points, 1, minPoints);
  // The least sum of squares with break j held; Infinity where the rule of least points forbids it.
  const held = (at: number): number => {
    let current = breaks.map((each, i) => (i === j ? at : each));
    for (let k = 0; k < 2 * breaks.length; k++) {
      const other = k % breaks.length;
      if (other !== j) current = move(current, other)?.breaks ?? current;
    }
    if (!isAdmissible(points, current, minPoints)) return Infinity;
    const line = { continuous: true, reference: 0, breaks: current, coefficients: [] };
    return fitPieces(points, line, breaks.length + 2)?.residual ?? Infinity;
  };
  // Rounding must not leave out the optimum itself.
  const limit = Math.max(threshold, held(breaks[j]!));
  const { x, size } = points;
  const places = [breaks[j]!];
  const every = Math.ceil((size * breaks.length) / PLACES);
  for (let g = 0; g < size; g += every) places.push(x[g]!, (x[g]! + x[Math.min(g + every, size - 1)]!) / 2);
  const outermost = (sign: number): number | null => {
    let outside = Number.NaN;
    for (let inside of places.sort((a, b) => sign * (a - b))) {
      const residual = held(inside);
      if (residual <= limit) {
        if (Number.isNaN(outside)) return null;
        for (let k = 0; k < BISECTIONS; k++) {
          const middle = (outside + inside) / 2;
          if (held(middle) <= limit) inside = middle;
          else outside = middle;
        }
        return inside;
      }
      if (residual < Infinity) outside = inside;
    }
    return null;
  };
  return { lower: outermost(1), upper: outermost(-1) };
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
  const { x, size } = points;
  // Of the best partitions with the break at point g.
  const residuals = bestUpTo(points, j, minPoints);
  const after = bestUpTo(mirrored(points), breaks - 1 - j, minPoints);
  for (let g = 0; g <= size; g++) residuals[g]! += after[size - g]!;
  const limit = Math.max(
    threshold,
    residuals.reduce((a, b) => Math.min(a, b)),
  );
  const first = residuals.findIndex((residual) => residual <= limit);
  let last = size;
  while (residuals[last]! > limit) last--;
  return {
    lower: residuals.subarray(0, first).some(Number.isFinite) ? x[first - 1]! : null,
    upper: residuals.subarray(last + 1).some(Number.isFinite) ? x[last]! : null,
  };
}

/** The least sum of squares of the first g distinct x with that many breaks, for every g. */
function bestUpTo(points: GroupedPoints, breaks: number, minPoints: number): Float64Array {
  return partitionsSearch(points, minPoints, breaks + 1)().best[breaks]!;
}

function mirrored(points: GroupedPoints): GroupedPoints {
  const { x, y, weights, size } = points;
  const turned = emptyPoints(size);
  for (let g = size - 1; g >= 0; g--) addGroup(turned, -x[g]!, y[g]!, weights[g]!, countAt(points, g));
  return turned;
}
