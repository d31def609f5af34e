import { becomePoint, growRun, type Lines, linesOf, RESIDUAL } from "./segmented-regression-lines.ts";
import { type GroupedPoints, holds } from "./segmented-regression-points.ts";
import type { BreakOptimum } from "./segmented-regression-search.ts";

/**
 * A continuous line with so many breaks, all on data, of which `knots` at most are tried; null where the rule of least points
 * leaves no room. Dynamic programming; but of all lines up to a break the one with the least residual is kept, and not that
 * which would suit best what follows: a start for a search, and not its end.
 */
export function knottedLine(
  points: GroupedPoints,
  count: number,
  minPoints: number,
  knots: number,
): BreakOptimum | null {
  const { x, size } = points;
  const step = Math.ceil(size / knots);
  // Of the first g distinct x: the breaks of the best line, the last at its end, and what it says of the value there.
  let heads: { breaks: number[]; run: Lines }[] = [{ breaks: [], run: linesOf(2) }];
  for (let piece = 0; piece <= count; piece++) {
    const next: typeof heads = [];
    heads.forEach(({ breaks, run }, from) => {
      for (let g = from; g < size; g += step) {
        const end = Math.min(g + step, size);
        growRun(points, g, 1, end - g, run);
        const best = next[end]?.run[RESIDUAL] ?? Infinity;
        if (run[RESIDUAL]! < best && holds(points, from && from - 1, end, minPoints)) {
          next[end] = { breaks: [...breaks, x[end - 1]!], run: run.slice() };
          becomePoint(next[end].run, x[end - 1]!);
        }
      }
    });
    heads = next;
  }
  const last = heads[size];
  if (last) return { breaks: last.breaks.slice(0, count), residual: last.run[RESIDUAL]! };
  // There may be room all the same: for segments as short as they may be, one after the other.
  const breaks: number[] = [];
  for (let from = 0, end = 0; end <= size; end++) {
    if (holds(points, from, end, minPoints)) {
      from = end - 1;
      breaks.push(x[from]!);
    }
  }
  return breaks.length > count ? { breaks: breaks.slice(0, count), residual: Infinity } : null;
}
