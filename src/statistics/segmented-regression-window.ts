import { growLines, LINE, type Lines, lineAt, precisionAt, RESIDUAL, startRun } from "./segmented-regression-lines.ts";
import { addGroup, emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakOptimum, type BreakSearch, breakSearch, searchBreaks } from "./segmented-regression-search.ts";

/**
 * A search for one or two of several breaks while the others stay. What lies beyond a break that stays speaks only
 * through the value there, so it is one more point of the search.
 */
export interface WindowSearch {
  points: GroupedPoints;
  window: BreakSearch;
}

export function windowSearch(points: GroupedPoints, minPoints: number): WindowSearch {
  return { points, window: breakSearch(emptyPoints(points.x.length + 2), minPoints) };
}

/**
 * Moves the breaks from .. to (one or two) to their best places while the others stay; null if the rule of least points
 * allows none. Where they were does not matter.
 */
export function moveBreaks(
  { points, window }: WindowSearch,
  breaks: readonly number[],
  from: number,
  to: number,
): BreakOptimum | null {
  const left = from > 0 ? beliefAt(points, breaks, from - 1, 1, window.prefixes) : null;
  const right = to + 1 < breaks.length ? beliefAt(points, breaks, to + 1, -1, window.prefixes) : null;
  const inside = window.points;
  const last = right === null ? points.size - 1 : right.next;
  inside.size = 0;
  inside.leastFirst = pushBelief(inside, left);
  for (let g = left === null ? 0 : left.next; g <= last; g++) {
    addGroup(inside, points.x[g]!, points.y[g]!, points.weight[g]!, points.count[g]!);
  }
  inside.leastLast = pushBelief(inside, right);
  const found = searchBreaks(window, to > from ? 2 : 1);
  if (found === null) return null;
  return {
    breaks: [...breaks.slice(0, from), ...found.breaks, ...breaks.slice(to + 1)],
    residual: found.residual + (left?.residual ?? 0) + (right?.residual ?? 0),
  };
}

/** What one side of a break says of the value there. */
interface Belief {
  at: number;
  value: number;
  precision: number;
  residual: number;
  /** Points at the break itself; they are part of the belief. */
  count: number;
  /** The first point, away from the break, that is not part of it. */
  next: number;
}

/** Adds a belief as a point; returns how many points the closed segment there must hold to hold two distinct x. */
function pushBelief(points: GroupedPoints, belief: Belief | null): number {
  if (belief === null) return 2;
  addGroup(points, belief.at, belief.value, belief.precision, belief.count);
  return belief.count > 0 ? 2 : 3;
}

/**
 * What the points before break j (step 1), or after it (step -1), say of the value there, given the breaks beyond:
 * piece by piece, each begun with what the one before says of the value at their break.
 */
function beliefAt(points: GroupedPoints, breaks: readonly number[], j: number, step: 1 | -1, lines: Lines): Belief {
  const { x, size } = points;
  const belief = { at: 0, value: 0, precision: 0, residual: 0, count: 0, next: step > 0 ? 0 : size - 1 };
  lines.fill(0, 0, LINE);
  for (let s = step > 0 ? 0 : breaks.length - 1; step * (j - s) >= 0; s += step) {
    const at = breaks[s]!;
    let g = belief.next;
    while (g >= 0 && g < size && step * (at - x[g]!) >= 0) g += step;
    const count = step * (g - belief.next);
    growLines(points, belief.next, step, count, lines);
    belief.at = at;
    belief.value = lineAt(lines, count * LINE, at);
    belief.precision = precisionAt(lines, count * LINE, at);
    belief.residual += lines[count * LINE + RESIDUAL]!;
    belief.count = count > 0 && x[g - step] === at ? points.count[g - step]! : 0;
    belief.next = g;
    startRun(lines, at, belief.value, belief.precision);
  }
  return belief;
}
