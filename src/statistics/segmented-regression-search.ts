import {
  growLines,
  LINE,
  type Lines,
  lineAt,
  linesOf,
  precisionAt,
  RESIDUAL,
  SLOPE,
} from "./segmented-regression-lines.ts";
import { emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";

/** Breaks of a segmented fit, relative to the origin of its points, with the sum of squares between the distinct x. */
export interface BreakOptimum {
  breaks: number[];
  residual: number;
}

/** A search for one or two breaks: its memory, which resamples use again, and the best breaks it has met. */
export interface BreakSearch extends BreakOptimum {
  points: GroupedPoints;
  minPoints: number;
  /** How much more than the best residual is still of interest: the share of all residual that rivals may add. */
  slack: number;
  /** With slack: the best breaks in each tenth of the range of x, for two breaks in each pair of tenths. */
  tenths: Map<number, BreakOptimum>;
  cutoff: number;
  /** Points at the first g + 1 distinct x. */
  seen: Float64Array;
  /** Line g is fitted to the first g, or the last g, of the distinct x. */
  prefixes: Lines;
  suffixes: Lines;
  row: Lines;
  middle: Lines;
  single: GroupedPoints;
}

const CHUNK = 64;

export function breakSearch(points: GroupedPoints, minPoints: number, slack = 0): BreakSearch {
  const capacity = points.x.length;
  return {
    points,
    minPoints,
    slack,
    tenths: new Map(),
    breaks: [],
    residual: Infinity,
    cutoff: Infinity,
    seen: new Float64Array(capacity),
    prefixes: linesOf(capacity + 1),
    suffixes: linesOf(capacity + 1),
    row: linesOf(CHUNK + 1),
    middle: linesOf(2),
    single: emptyPoints(1),
  };
}

/**
 * The best one or two breaks of a continuous line, exact (Hudson 1966). While each break stays within its gap between
 * neighbouring x, or on its datum, the best line is that of free pieces which happen to cross inside the gaps, tied to
 * each other on the data: every pair of cells gives a few candidates. Free lines leave no more than any of them, so a
 * pair is passed over if they already leave more than the best so far; for a first idea of that, some rows go first.
 *
 * Each closed segment, the datum on a break counted in both, must hold `minPoints` points and two distinct x.
 * Null if none is possible.
 */
export function searchBreaks(search: BreakSearch, count: 1 | 2): BreakOptimum | null {
  const { points, minPoints, seen, prefixes, suffixes } = search;
  const { size } = points;
  search.residual = search.cutoff = Infinity;
  search.tenths.clear();
  prefixes.fill(0, 0, LINE);
  growLines(points, 0, 1, size, prefixes);
  growLines(points, size - 1, -1, size, suffixes);
  let total = 0;
  for (let g = 0; g < size; g++) seen[g] = total += points.count[g]!;
  let least = points.leastFirst - 1;
  while (least < size && seen[least]! < minPoints) least++;
  let most = size - 1 - points.leastLast;
  while (most >= 0 && total - seen[most]! < minPoints) most--;
  if (count === 1) {
    for (let i = least; i <= size - 2; i++) offerCell(search, i, size - 1, suffixes, (size - 1 - i) * LINE, false);
  } else {
    for (const stride of [Math.ceil(Math.sqrt(size)), 1]) {
      for (let i = least; i <= most; i += stride) searchRow(search, i, most);
    }
  }
  return search.residual < Infinity ? { breaks: search.breaks, residual: search.residual } : null;
}

/** The pairs of cells with the first break at or just after x_i. */
function searchRow(search: BreakSearch, i: number, most: number): void {
  const { points, prefixes, suffixes, row } = search;
  const left = prefixes[(i + 1) * LINE + RESIDUAL]!;
  if (left > search.cutoff) return;
  row.fill(0, 0, LINE);
  offerCell(search, i, i, row, 0, true);
  for (let from = i + 1; from <= most; from += CHUNK) {
    const count = Math.min(CHUNK, most + 1 - from);
    growLines(points, from, 1, count, row);
    // The residual of the points after x_j, for j = from on: its line has size - 1 - j points.
    let right = (points.size - 1 - from) * LINE + RESIDUAL;
    for (let s = 1; s <= count; s++, right -= LINE) {
      if (left + row[s * LINE + RESIDUAL]! + suffixes[right]! <= search.cutoff) {
        offerCell(search, i, from + s - 1, row, s * LINE, true);
      }
    }
    if (left + row[count * LINE + RESIDUAL]! > search.cutoff) return;
    row.copyWithin(0, count * LINE, (count + 1) * LINE);
  }
}

/**
 * The candidates with the first break in [x_i, x_(i+1)) and the second in (x_j, x_(j+1)], or without a second, given
 * the line of the points between (number o of `lines`). A break on a datum ties that line to the value which the outer
 * line has there: one more observation, with the outer line's precision. A break inside a gap must be a crossing.
 */
function offerCell(search: BreakSearch, i: number, j: number, lines: Lines, o: number, second: boolean): void {
  const { points, minPoints, prefixes, suffixes, seen, middle } = search;
  const { x, count } = points;
  const before = (i + 1) * LINE;
  const after = (points.size - 1 - j) * LINE;
  const base = prefixes[before + RESIDUAL]! + (second ? suffixes[after + RESIDUAL]! : 0);
  for (let tied = 0; tied < (second ? 4 : 2); tied++) {
    const first = tied & 1;
    const last = tied >> 1;
    const held = seen[j]! - seen[i]! + first * count[i]! + (last && count[j + 1]!);
    if (held < minPoints || j - i + first + last < (second ? 2 : points.leastLast)) continue;
    for (let n = 0; n < LINE; n++) middle[n] = lines[o + n]!;
    if (first) tie(search, x[i]!, prefixes, before);
    if (last) tie(search, x[j + 1]!, suffixes, after);
    const residual = base + middle[RESIDUAL]!;
    if (residual > search.cutoff) continue;
    const at = first ? x[i]! : crossing(x, i, prefixes, before, middle, 0);
    const until = !second ? at : last ? x[j + 1]! : crossing(x, j, middle, 0, suffixes, after);
    if (at <= until) offer(search, residual, at, second ? until : null);
  }
}

/** Ties the middle line to an outer one at x. */
function tie({ single, middle }: BreakSearch, x: number, outer: Lines, o: number): void {
  single.x[0] = x;
  single.y[0] = lineAt(outer, o, x);
  single.weight[0] = precisionAt(outer, o, x);
  growLines(single, 0, 1, 1, middle);
  middle.copyWithin(0, LINE);
}

/** Where two lines cross within the gap after x_g; NaN elsewhere. */
function crossing(x: Float64Array, g: number, a: Lines, i: number, b: Lines, j: number): number {
  const start = x[g]!;
  const step = (lineAt(a, i, start) - lineAt(b, j, start)) / (b[j + SLOPE]! - a[i + SLOPE]!);
  return step >= 0 && step <= x[g + 1]! - start ? start + step : Number.NaN;
}

function offer(search: BreakSearch, residual: number, first: number, second: number | null): void {
  const { slack, points, tenths } = search;
  const better = residual < search.residual;
  if (!better && slack === 0) return;
  const found = { breaks: second === null ? [first] : [first, second], residual };
  if (better) {
    search.residual = residual;
    search.breaks = found.breaks;
    search.cutoff = residual + slack * (points.within + residual);
  }
  if (slack === 0) return;
  const start = points.x[0]!;
  const scale = 10 / (points.x[points.size - 1]! - start);
  const key = 12 * Math.floor((first - start) * scale) + (second === null ? 0 : Math.floor((second - start) * scale));
  const held = tenths.get(key);
  if (held === undefined || residual < held.residual) tenths.set(key, found);
}

const NEIGHBOURS: readonly number[] = [-13, -12, -11, -1, 1, 11, 12, 13];

/** The best breaks of their tenths that no neighbouring tenth undercuts: other optima that compete with the best. */
export function rivalsOf({ tenths, cutoff, residual }: BreakSearch): BreakOptimum[] {
  const rivals: BreakOptimum[] = [];
  for (const [key, rival] of tenths) {
    const undercut = NEIGHBOURS.some((step) => (tenths.get(key + step)?.residual ?? Infinity) < rival.residual);
    if (rival.residual > residual && rival.residual <= cutoff && !undercut) rivals.push(rival);
  }
  return rivals.sort((a, b) => a.residual - b.residual);
}
