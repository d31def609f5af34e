import { growLines, LINE, linesOf, RESIDUAL } from "./segmented-regression-lines.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import { emptyRows, fillRows, type Rows, scanRow } from "./segmented-regression-rows.ts";

/** The memory of a search for the best partition, for one set of points and for all its resamples. */
export interface PartitionSearch {
  points: GroupedPoints;
  minPoints: number;
  /** best[k][g]: the least sum of squares of the first g distinct x in k + 1 pieces; Infinity where impossible. */
  best: Float64Array[];
  /** start[k][g]: the first point of the last of those pieces. */
  start: Float64Array[];
  rows: Rows;
  /** most[k][b]: no line up to block b is of use that leaves as much, with the k - 1 breaks before it. */
  most: Float64Array[];
}

export function partitionSearch(points: GroupedPoints, minPoints: number, maxBreaks: number): PartitionSearch {
  const length = points.x.length + 1;
  const columns = (): Float64Array[] => Array.from({ length: maxBreaks + 1 }, () => new Float64Array(length));
  return { points, minPoints, best: columns(), start: columns(), rows: emptyRows(points), most: columns() };
}

/**
 * The best partitions into separate lines, for every number of breaks up to `maxBreaks`, exact: dynamic programming over
 * the last piece (Bai and Perron 2003), its cost updated point by point as it grows from its start. Points of one x stay
 * together; each piece holds at least `minPoints` points and two distinct x. The largest number of breaks is needed
 * for the whole range only.
 *
 * A last piece from i to before g leaves at least what it leaves up to the block of g, plus the residual of the block
 * up to g about a line of its own: a block is passed over if that is no less than the best so far for each of its g.
 * For a first idea of the best, some rows go first.
 */
export function searchPartitions(search: PartitionSearch): void {
  const { points, best, most, rows } = search;
  const { size } = points;
  const last = best.length - 1;
  const lines = linesOf(size + 1);
  growLines(points, 0, 1, size, lines);
  for (const column of [...best, ...most]) column.fill(Infinity);
  for (let g = 2; g <= size; g++) offerPiece(search, 0, 0, g, lines[g * LINE + RESIDUAL]!);
  if (last > 1) {
    fillRows(rows);
    for (const stride of [rows.length, 1]) {
      for (let i = 0; i < size; i += stride) searchPieces(search, i);
    }
  }
  growLines(points, size - 1, -1, size, lines);
  for (let i = 0; last > 0 && i < size; i++) {
    offerPiece(search, last, i, size, best[last - 1]![i]! + lines[(size - i) * LINE + RESIDUAL]!);
  }
}

/** Offers the partition of the points before g whose last piece, after k breaks, begins at point i. */
function offerPiece(search: PartitionSearch, k: number, i: number, g: number, total: number): void {
  const { best, start, minPoints } = search;
  const { seen } = search.points;
  if (total < best[k]![g]! && g > i + 1 && seen[g - 1]! - (seen[i - 1] ?? 0) >= minPoints) {
    best[k]![g] = total;
    start[k]![g] = i;
  }
}

/** Offers the pieces that begin at point i as last ones. */
function searchPieces(search: PartitionSearch, i: number): void {
  const { best, rows, most } = search;
  const { lines, within, length } = rows;
  const last = best.length - 1;
  scanRow(
    rows,
    i,
    (block, residual) => {
      for (let k = 1; k < last; k++) if (best[k - 1]![i]! + residual < most[k]![block]!) return true;
      return false;
    },
    (from, count) => {
      for (let k = 1; k < last; k++) {
        const before = best[k - 1]![i]!;
        const column = best[k]!;
        let limit = -Infinity;
        for (let s = 1; s <= count; s++) {
          const g = from + s;
          const total = before + lines[s * LINE + RESIDUAL]!;
          if (total < column[g]!) offerPiece(search, k, i, g, total);
          limit = Math.max(limit, column[g]! - within[g - 1]!);
        }
        if (from % length === 0) most[k]![from / length] = limit;
      }
    },
  );
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
