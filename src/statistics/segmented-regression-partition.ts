import { growLines, LINE, type Lines, linesOf, RESIDUAL } from "./segmented-regression-lines.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";

/** The memory of a search for the best partition, for one set of points and for all its resamples. */
export interface PartitionSearch {
  points: GroupedPoints;
  minPoints: number;
  maxBreaks: number;
  /** best[k][g]: the least sum of squares of the first g distinct x in k + 1 pieces; Infinity where impossible. */
  best: Float64Array[];
  /** start[k][g]: the first point of the last of those pieces. */
  start: Uint32Array[];
  lines: Lines;
}

const CHUNK = 64;

export function partitionSearch(points: GroupedPoints, minPoints: number, maxBreaks: number): PartitionSearch {
  const length = points.x.length + 1;
  return {
    points,
    minPoints,
    maxBreaks,
    best: Array.from({ length: maxBreaks + 1 }, () => new Float64Array(length)),
    start: Array.from({ length: maxBreaks + 1 }, () => new Uint32Array(length)),
    lines: linesOf(CHUNK + 1),
  };
}

/**
 * The best partitions into separate lines, for every number of breaks up to `maxBreaks` in one sweep, exact: dynamic
 * programming over the last piece (Bai and Perron 2003), its cost updated point by point as it grows backwards from
 * its end. Points of one x stay together; each piece holds at least `minPoints` points and two distinct x.
 *
 * A piece costs more the longer it is, so the sweep backwards ends when it alone costs more than the best partitions.
 * The largest number of breaks is needed for the whole range only.
 */
export function searchPartitions(search: PartitionSearch): void {
  const { points, minPoints, maxBreaks, best } = search;
  const { size, seen } = points;
  const whole = linesOf(size + 1);
  growLines(points, 0, 1, size, whole);
  for (let end = 0; end <= size; end++) {
    for (const column of best) column[end] = Infinity;
    if (end > 1 && seen[end - 1]! >= minPoints) best[0]![end] = whole[end * LINE + RESIDUAL]!;
    closePieces(search, end, end < size ? maxBreaks - 1 : maxBreaks);
  }
}

/** Finds best[k][end] for k = 1 .. breaks, the last piece ending before point `end`. */
function closePieces(search: PartitionSearch, end: number, breaks: number): void {
  const { points, minPoints, best, start, lines } = search;
  const { seen } = points;
  let latest = end - 2;
  while (latest >= 0 && seen[end - 1]! - (seen[latest - 1] ?? 0) < minPoints) latest--;
  if (breaks < 1 || latest < 0) return;
  lines.fill(0, 0, LINE);
  for (let from = end - 1; from >= 0; from -= CHUNK) {
    const count = Math.min(CHUNK, from + 1);
    growLines(points, from, -1, count, lines);
    let worst = 0;
    for (let k = 1; k <= breaks; k++) {
      const before = best[k - 1]!;
      let least = best[k]![end]!;
      for (let i = Math.min(from, latest); i > from - count; i--) {
        const candidate = before[i]! + lines[(from + 1 - i) * LINE + RESIDUAL]!;
        if (candidate < least) {
          least = candidate;
          start[k]![end] = i;
        }
      }
      best[k]![end] = least;
      worst = Math.max(worst, least);
    }
    if (lines[count * LINE + RESIDUAL]! > worst) return;
    lines.copyWithin(0, count * LINE, (count + 1) * LINE);
  }
}

/** The first points of the second, third, .. piece of the best partition with that many breaks; null if there is none. */
export function partitionStarts({ points, best, start }: PartitionSearch, breaks: number): number[] | null {
  let end = points.size;
  if (best[breaks]![end] === Infinity) return null;
  const starts: number[] = [];
  for (let k = breaks; k > 0; k--) {
    end = start[k]![end]!;
    starts.unshift(end);
  }
  return starts;
}
