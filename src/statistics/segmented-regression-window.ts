import { growLines, LINE, lineAt, precisionAt, RESIDUAL, startRun } from "./segmented-regression-lines.ts";
import { addGroup, emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakOptimum, type BreakSearch, breakSearch, searchBreaks } from "./segmented-regression-search.ts";

/**
 * The memory of searches for one or two of several breaks while the others stay. What lies beyond a break that stays
 * speaks only through the value there, so it is one more point of the search.
 */
export function windowSearch(points: GroupedPoints, minPoints: number): BreakSearch {
  return breakSearch(emptyPoints(points.x.length + 2), minPoints);
}

/**
 * Moves the breaks from .. to (one or two) to their best places while the others stay; null if the rule of least points
 * allows none. Where they were does not matter.
 */
export function moveBreaks(
  points: GroupedPoints,
  window: BreakSearch,
  breaks: readonly number[],
  from: number,
  to: number,
): BreakOptimum | null {
  const inside = window.points;
  const start = breaks[from - 1] ?? -Infinity;
  const end = breaks[to + 1] ?? Infinity;
  inside.size = 0;
  inside.leastFirst = inside.leastLast = 2;
  let beyond = from > 0 ? pushBelief(points, breaks, from - 1, 1, window) : 0;
  for (let g = 0; g < points.size; g++) {
    const at = points.x[g]!;
    if (at > start && at < end) addGroup(inside, at, points.y[g]!, points.weight[g]!, points.count[g]!);
  }
  if (end < Infinity) beyond += pushBelief(points, breaks, to + 1, -1, window);
  const found = searchBreaks(window, to > from ? 2 : 1);
  return (
    found && {
      breaks: [...breaks.slice(0, from), ...found.breaks, ...breaks.slice(to + 1)],
      residual: found.residual + beyond,
    }
  );
}

/**
 * Adds what the points before break j (step 1), or after it (step -1), say of the value there, given the breaks beyond,
 * as a point of the window: piece by piece, each begun with what the one before says of the value at their break. A
 * datum on the break is part of it and counts; without one the closed segment there needs one more point to hold two
 * distinct x. Returns the sum of squares of the points so summed up.
 */
function pushBelief(
  points: GroupedPoints,
  breaks: readonly number[],
  j: number,
  step: 1 | -1,
  window: BreakSearch,
): number {
  const { x, size, count } = points;
  const lines = window.prefixes;
  let residual = 0;
  let next = step > 0 ? 0 : size - 1;
  let onBreak = 0;
  lines.fill(0, 0, LINE);
  for (let s = step > 0 ? 0 : breaks.length - 1; step * (j - s) >= 0; s += step) {
    const at = breaks[s]!;
    const first = next;
    while (next >= 0 && next < size && step * (at - x[next]!) >= 0) next += step;
    const line = step * (next - first) * LINE;
    growLines(points, first, step, line / LINE, lines);
    residual += lines[line + RESIDUAL]!;
    onBreak = line > 0 && x[next - step] === at ? count[next - step]! : 0;
    startRun(lines, at, lineAt(lines, line, at), precisionAt(lines, line, at));
  }
  // The run begun last is the belief itself: its weight is the precision, its means are the break and the value.
  addGroup(window.points, lines[1]!, lines[2]!, lines[0]!, onBreak);
  window.points[step > 0 ? "leastFirst" : "leastLast"] = onBreak > 0 ? 2 : 3;
  return residual;
}
