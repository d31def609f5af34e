import { becomePoint, growRun, linesOf, RESIDUAL } from "./segmented-regression-lines.ts";
import { addGroup, countAt, emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakOptimum, breakSearch } from "./segmented-regression-search.ts";

/**
 * Moves so many (one or two) of several breaks, from break `from` on, to their best places while the others stay; null if
 * the rule of least points allows none, or none leaves as little as `limit`. Where they were does not matter. What lies beyond a break that stays speaks only
 * through the value there, so it is one more point of the search.
 */
export function breakMover(
  points: GroupedPoints,
  count: 1 | 2,
  minPoints: number,
): (breaks: readonly number[], from: number, limit?: number) => BreakOptimum | null {
  const inside = emptyPoints(points.x.length + 2);
  const search = breakSearch(inside, count, minPoints);
  return (breaks, from, limit = Infinity) => {
    const to = from + count;
    const end = breaks[to] ?? Infinity;
    inside.size = inside.within = inside.beliefsFirst = inside.beliefsLast = 0;
    let g = from > 0 ? pushBelief(points, breaks, from - 1, 1, inside) : 0;
    for (; g < points.size && points.x[g]! < end; g++) {
      addGroup(inside, points.x[g]!, points.y[g]!, points.weights[g]!, countAt(points, g));
    }
    if (end < Infinity) pushBelief(points, breaks, to, -1, inside);
    const beyond = inside.within;
    const found = search(limit - beyond);
    return (
      found && {
        breaks: [...breaks.slice(0, from), ...found.breaks, ...breaks.slice(to)],
        residual: found.residual + beyond,
      }
    );
  };
}

/**
 * Adds what the points before break j (step 1), or after it (step -1), say of the value there, given the breaks beyond,
 * as a point of the window: piece by piece, each begun with what the one before says of the value at their break. A
 * datum on the break is part of it and counts; without one the closed segment there needs one more point to hold two
 * distinct x. The sum of squares of the points so summed up goes to `within`; returns the first point that was not.
 */
function pushBelief(
  points: GroupedPoints,
  breaks: readonly number[],
  j: number,
  step: 1 | -1,
  inside: GroupedPoints,
): number {
  const { x, size } = points;
  const run = linesOf(2);
  let next = step > 0 ? 0 : size - 1;
  let onBreak = 0;
  for (let s = step > 0 ? 0 : breaks.length - 1; step * (j - s) >= 0; s += step) {
    const at = breaks[s]!;
    const first = next;
    while (next < size && step * (at - x[next]!) >= 0) next += step;
    growRun(points, first, step, step * (next - first), run);
    onBreak = next !== first && x[next - step] === at ? countAt(points, next - step) : 0;
    becomePoint(run, at);
  }
  // The run begun last is the belief itself: its weight is the precision, its means are the break and the value.
  addGroup(inside, run[1]!, run[2]!, run[0]!, onBreak);
  inside[step > 0 ? "beliefsFirst" : "beliefsLast"] = Number(!onBreak);
  inside.within += run[RESIDUAL]!;
  return next;
}
