import { LINE, RESIDUAL } from "./segmented-regression-lines.ts";
import { emptyPoints, type GroupedPoints, holds } from "./segmented-regression-points.ts";
import { rowsOf } from "./segmented-regression-rows.ts";
import type { BreakOptimum } from "./segmented-regression-search.ts";
import { sweepLines } from "./segmented-regression-sweep.ts";

/** What a search for partitions comes to. */
export interface Partitions {
  /** best[k][g], k below the largest number of breaks: the least sum of squares of the first g distinct x in k + 1 pieces. */
  best: Float64Array[];
  /** Of all points: the breaks, each the first x of its piece; null where so many are impossible. */
  of(breaks: number): BreakOptimum | null;
}

/**
 * A search for the best partitions into separate lines, to be run again whenever `points` is filled anew; for every number
 * of breaks below `most` of any first points, and for `most` of all points. Exact: dynamic programming over the last piece
 * (Bai and Perron 2003), its cost updated point by point as it grows from its start. Points of one x stay together; each
 * piece holds at least `minPoints` points and two distinct x; Infinity stands for what is impossible.
 *
 * A last piece from i to before g leaves at least what it leaves up to the block of g, plus the residual of the block
 * up to g about a line of its own: a block is passed over if that is no less than the best so far for each of its g.
 * For a first idea of the best, some rows go first.
 */
export function partitionsSearch(points: GroupedPoints, minPoints: number, most: number): () => Partitions {
  const rowed = most > 1 ? points : emptyPoints(0);
  const columns = (length: number): Float64Array[] => Array.from({ length: most }, () => new Float64Array(length));
  const best = columns(points.x.length + 1);
  // start[k][g]: the first point of the last of those pieces.
  const start = columns(rowed.x.length + 1);
  // limits[k][b]: no line up to block b is of use that leaves as much, with the k - 1 breaks before it.
  const limits = columns(rowed.x.length + 1);
  const rows = rowsOf(rowed);
  let length = 0;
  // Of all points with `most` breaks.
  let leastResidual = Infinity;
  let lastStart = 0;
  return () => {
    const { size } = points;
    for (const column of [...best, ...limits]) column.fill(Infinity);
    sweepLines(points, (i, prefix) => {
      if (holds(points, 0, i + 1, minPoints)) best[0]![i + 1] = prefix[RESIDUAL]!;
    });
    if (most > 1) {
      length = rows.fill();
      for (const stride of [length, 1]) {
        for (let i = 0; i < size; i += stride) searchPieces(i);
      }
    }
    leastResidual = Infinity;
    sweepLines(points, (i, _, suffixes, o) => {
      const residual = best.at(-1)![i + 1]! + suffixes[o + RESIDUAL]!;
      if (residual < leastResidual && holds(points, i + 1, size, minPoints)) {
        leastResidual = residual;
        lastStart = i + 1;
      }
    });
    return { best, of };
  };

  /** Offers the pieces that begin at point i as last ones. */
  function searchPieces(i: number): void {
    rows.scan(
      i,
      (block, residual) => {
        for (let k = 1; k < most; k++) if (best[k - 1]![i]! + residual < limits[k]![block]!) return true;
        return false;
      },
      (from, count) => {
        for (let k = 1; k < most; k++) {
          const before = best[k - 1]![i]!;
          const column = best[k]!;
          let limit = -Infinity;
          for (let s = 1; s <= count; s++) {
            const g = from + s;
            const total = before + rows.lines[s * LINE + RESIDUAL]!;
            if (total < column[g]! && holds(points, i, g, minPoints)) {
              column[g] = total;
              start[k]![g] = i;
            }
            limit = Math.max(limit, column[g]! - rows.within[g - 1]!);
          }
          if (from % length === 0) limits[k]![from / length] = limit;
        }
      },
    );
  }

  function of(breaks: number): BreakOptimum | null {
    let end = points.size;
    const residual = best[breaks]?.[end] ?? leastResidual;
    if (residual === Infinity) return null;
    const starts: number[] = [];
    for (let k = breaks; k > 0; k--) {
      end = start[k]?.[end] ?? lastStart;
      starts.unshift(points.x[end]!);
    }
    return { breaks: starts, residual };
  }
}
