import { beliefFromLeft, beliefFromRight } from "./segmented-regression-chain.ts";
import { fillPrefixes, fillSuffixes, type LineFits, lineFits } from "./segmented-regression-lines.ts";
import { searchOneBreak } from "./segmented-regression-one-break.ts";
import { emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakOptimum, type BreakSearch, breakSearch, clearSearch } from "./segmented-regression-search.ts";
import { searchTwoBreaks, type TwoBreakWorkspace, twoBreakWorkspace } from "./segmented-regression-two-breaks.ts";

/**
 * The memory of searches for one or two of several breaks while the others stay. What lies beyond a break that stays
 * speaks only through the value there, so it is one more point of the search.
 */
export interface WindowSearch {
  points: GroupedPoints;
  minPoints: number;
  window: GroupedPoints;
  prefixes: LineFits;
  suffixes: LineFits;
  beliefs: LineFits;
  search: BreakSearch;
  two: TwoBreakWorkspace;
}

export function windowSearch(points: GroupedPoints, minPoints: number, maxBreaks: number): WindowSearch {
  const capacity = points.x.length + 2;
  const window = emptyPoints(capacity);
  return {
    points,
    minPoints,
    window,
    prefixes: lineFits(capacity),
    suffixes: lineFits(capacity),
    beliefs: lineFits(maxBreaks + 2),
    search: breakSearch(0),
    two: twoBreakWorkspace(window, minPoints),
  };
}

/** Fills the window with the points between breaks `before` and `after`; returns the sum of squares beyond it, and the shift of positions. */
function openWindow(
  { points, window, beliefs }: WindowSearch,
  breaks: readonly number[],
  before: number,
  after: number,
): { residual: number; shift: number } {
  let residual = 0;
  let first = 0;
  let last = points.size - 1;
  window.size = 0;
  window.leastFirst = points.leastFirst;
  window.leastLast = points.leastLast;
  if (before >= 0) {
    const left = beliefFromLeft(points, breaks, before, beliefs);
    residual += left.residual;
    first = left.edge + 1;
    push(window, breaks[before]!, left.value, left.precision, left.count);
    window.leastFirst = left.count > 0 ? 2 : 3;
  }
  const shift = first - window.size;
  const right = after < breaks.length ? beliefFromRight(points, breaks, after, beliefs) : null;
  if (right !== null) last = right.edge - 1;
  for (let g = first; g <= last; g++) push(window, points.x[g]!, points.y[g]!, points.weight[g]!, points.count[g]!);
  if (right !== null) {
    residual += right.residual;
    push(window, breaks[after]!, right.value, right.precision, right.count);
    window.leastLast = right.count > 0 ? 2 : 3;
  }
  return { residual, shift };
}

function push(window: GroupedPoints, x: number, y: number, weight: number, count: number): void {
  const g = window.size++;
  window.x[g] = x;
  window.y[g] = y;
  window.weight[g] = weight;
  window.count[g] = count;
}

/**
 * The best place of the breaks from .. to (one or two of them) while the others stay; null where there is none that the
 * rule of least points allows.
 */
export function researchBreaks(
  workspace: WindowSearch,
  current: { breaks: readonly number[]; data: readonly number[] },
  from: number,
  to: number,
): BreakOptimum | null {
  const { window, prefixes, suffixes, search, minPoints } = workspace;
  const outside = openWindow(workspace, current.breaks, from - 1, to + 1);
  clearSearch(search);
  if (to === from) {
    fillPrefixes(window, prefixes);
    fillSuffixes(window, suffixes);
    searchOneBreak(window, prefixes, suffixes, minPoints, search);
  } else {
    searchTwoBreaks(workspace.two, search);
  }
  if (search.residual === Number.POSITIVE_INFINITY) return null;
  const breaks = current.breaks.slice();
  const data = current.data.slice();
  breaks[from] = search.first;
  data[from] = search.firstDatum < 0 ? -1 : search.firstDatum + outside.shift;
  if (to > from) {
    breaks[to] = search.second;
    data[to] = search.secondDatum < 0 ? -1 : search.secondDatum + outside.shift;
  }
  return { breaks, data, residual: outside.residual + search.residual };
}
