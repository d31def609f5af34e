import { growRun, lineAt, linesOf, RESIDUAL, varianceAt } from "./segmented-regression-lines.ts";
import { addGroup, countAt, emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakOptimum, breakSearch } from "./segmented-regression-search.ts";

/**
 * Moves so many (one or two) of several breaks, from break `from` on, to their best places while the others stay; null if
 * the rule of least points allows none. Where they were does not matter. What lies beyond a break that stays speaks only
 * through the value there, so it is one more point of the search.
 */
export function breakMover(
  points: GroupedPoints,
  count: 1 | 2,
  minPoints: number,
): (breaks: readonly number[], from: number) => BreakOptimum | null {
  const inside = emptyPoints(points.x.length + 2);
  const search = breakSearch(inside, count, minPoints);
  return (breaks, from) => {
    const to = from + count;
    const start = breaks[from - 1] ?? -Infinity;
    const end = breaks[to] ?? Infinity;
    inside.size = 0;
    inside.leastFirst = inside.leastLast = 2;
    let beyond = from > 0 ? pushBelief(points, breaks, from - 1, 1, inside) : 0;
    for (let g = 0; g < points.size; g++) {
      const at = points.x[g]!;
      if (at > start && at < end) addGroup(inside, at, points.y[g]!, points.weights[g]!, countAt(points, g));
    }
    if (end < Infinity) beyond += pushBelief(points, breaks, to, -1, inside);
    const found = search();
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
 * distinct x. Returns the sum of squares of the points so summed up.
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
  let residual = 0;
  let next = step > 0 ? 0 : size - 1;
  let onBreak = 0;
  for (let s = step > 0 ? 0 : breaks.length - 1; step * (j - s) >= 0; s += step) {
    const at = breaks[s]!;
    const first = next;
    while (next >= 0 && next < size && step * (at - x[next]!) >= 0) next += step;
    growRun(points, first, step, step * (next - first), run);
    residual += run[RESIDUAL]!;
    onBreak = next !== first && x[next - step] === at ? countAt(points, next - step) : 0;
    // A run of a single observation.
    run.set([1 / varianceAt(run, 0, at), at, lineAt(run, 0, at), 0, 0, 0]);
  }
  // The run begun last is the belief itself: its weight is the precision, its means are the break and the value.
  addGroup(inside, run[1]!, run[2]!, run[0]!, onBreak);
  inside[step > 0 ? "leastFirst" : "leastLast"] = onBreak ? 2 : 3;
  return residual;
}
