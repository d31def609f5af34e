import { becomePoint, growRun, type Lines, linesOf, RESIDUAL } from "./segmented-regression-lines.ts";
import { type GroupedPoints, holds } from "./segmented-regression-points.ts";
import type { BreakOptimum } from "./segmented-regression-search.ts";

/**
 * Continuous lines with their breaks on data, of which `knots` at most are tried, for each number of breaks up to `most` as far as there is room.
 * Dynamic programming; but of all lines up to a knot the one with the least residual is kept, and not that which
 * would suit best what follows: starts for a search, and not its end.
 */
export function knottedLines(points: GroupedPoints, most: number, minPoints: number, knots: number): BreakOptimum[] {
  const { x, size } = points;
  const step = Math.ceil(size / knots);
  const found: BreakOptimum[] = [];
  // Of the first g distinct x: the breaks of the best line, the last at its end, and what it says of the value there.
  let heads: { breaks: number[]; run: Lines }[] = [{ breaks: [], run: linesOf(2) }];
  for (let count = 0; count <= most; count++) {
    const next: typeof heads = [];
    heads.forEach(({ breaks, run }, from) => {
      for (let g = from; g < size; g += step) {
        const end = Math.min(g + step, size);
        growRun(points, g, 1, end - g, run);
        const best = next[end]?.run[RESIDUAL] ?? Infinity;
        if (run[RESIDUAL]! < best && holds(points, Math.max(0, from - 1), end, minPoints)) {
          next[end] = { breaks: [...breaks, x[end - 1]!], run: run.slice() };
          becomePoint(next[end].run, x[end - 1]!);
        }
      }
    });
    const last = next[size];
    if (last) found.push({ breaks: last.breaks.slice(0, -1), residual: last.run[RESIDUAL]! });
    heads = next;
  }
  return found;
}
