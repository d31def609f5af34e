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
import { addGroup, emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import { emptyRows, fillRows, type Rows, scanRow } from "./segmented-regression-rows.ts";

/** Breaks of a segmented fit, relative to the origin of its points, with the sum of squares between the distinct x. */
export interface BreakOptimum {
  breaks: number[];
  residual: number;
}

/** The best breaks, and other optima that compete with them, best first. */
export interface FoundBreaks extends BreakOptimum {
  rivals?: BreakOptimum[];
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
  /** Line g is fitted to the first g, or the last g, of the distinct x. */
  prefixes: Lines;
  suffixes: Lines;
  middle: Lines;
  rows: Rows;
  /** The least residual of the points of a block up to x_j, and of all after x_j, over the x_j of the block. */
  rest: Float64Array;
  /** What the line up to each datum says of the value there, and what the line from it on says. */
  ties: [GroupedPoints, GroupedPoints];
}

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
    prefixes: linesOf(capacity + 1),
    suffixes: linesOf(capacity + 1),
    middle: linesOf(2),
    rows: emptyRows(points),
    rest: new Float64Array(capacity),
    ties: [emptyPoints(capacity), emptyPoints(capacity)],
  };
}

/**
 * The best one or two breaks of a continuous line, exact (Hudson 1966). While each break stays within its gap between
 * neighbouring x, or on its datum, the best line is that of free pieces which happen to cross inside the gaps, tied to
 * each other on the data: every pair of cells gives a few candidates. Free lines leave no more than any of them, so a
 * pair is passed over if they already leave more than the best so far; for a first idea of that, some rows go first.
 * A block of places for the second break is passed over if that holds for separate lines of its points, too.
 *
 * Each closed segment, the datum on a break counted in both, must hold `minPoints` points and two distinct x.
 * Null if none is possible.
 */
export function searchBreaks(search: BreakSearch, count: 1 | 2): FoundBreaks | null {
  const { points, prefixes, suffixes, ties, rows, rest } = search;
  const { size } = points;
  search.residual = search.cutoff = Infinity;
  prefixes.fill(0, 0, LINE);
  growLines(points, 0, 1, size, prefixes);
  growLines(points, size - 1, -1, size, suffixes);
  fillRows(rows);
  rest.fill(Infinity);
  ties[0].size = ties[1].size = 0;
  for (let g = 0; g < size; g++) {
    addTie(ties[0], points.x[g]!, prefixes, (g + 1) * LINE);
    addTie(ties[1], points.x[g]!, suffixes, (size - g) * LINE);
    const block = Math.floor(g / rows.length);
    rest[block] = Math.min(rest[block]!, rows.within[g]! + suffixes[(size - 1 - g) * LINE + RESIDUAL]!);
  }
  for (const stride of [rows.length, 1]) {
    for (let i = 0; i < size - 1; i += stride) {
      if (count === 1) offerCell(search, i, size - 1, suffixes, (size - 1 - i) * LINE);
      else searchRow(search, i);
    }
  }
  const { breaks, residual } = search;
  return residual < Infinity ? { breaks, residual, rivals: rivalsOf(search) } : null;
}

/** Adds what a line says of the value at x. */
function addTie(ties: GroupedPoints, x: number, lines: Lines, o: number): void {
  addGroup(ties, x, lineAt(lines, o, x), precisionAt(lines, o, x), 0);
}

/** The pairs of cells with the first break at or just after x_i. */
function searchRow(search: BreakSearch, i: number): void {
  const { prefixes, suffixes, rows, rest } = search;
  const { lines } = rows;
  const { size } = rows.points;
  const left = prefixes[(i + 1) * LINE + RESIDUAL]!;
  if (left > search.cutoff) return;
  scanRow(
    rows,
    i + 1,
    (block, residual) => left + residual + rest[block]! <= search.cutoff,
    (from, count) => {
      // From no point of the block on: between x_i and the next there may be two breaks.
      for (let s = 0; s <= count; s++) {
        const after = size - from - s;
        const residual = left + lines[s * LINE + RESIDUAL]! + suffixes[after * LINE + RESIDUAL]!;
        if (after > 0 && residual <= search.cutoff) offerCell(search, i, from + s - 1, lines, s * LINE);
      }
    },
  );
}

/**
 * The candidates with the first break in [x_i, x_(i+1)) and the second in (x_j, x_(j+1)], or none if x_j is the last,
 * given the line of the points between (number o of `lines`). A break on a datum ties that line to the value which the
 * outer line has there: one more observation, with the outer line's precision. A break inside a gap must be a crossing.
 */
function offerCell(search: BreakSearch, i: number, j: number, lines: Lines, o: number): void {
  const { points, minPoints, prefixes, suffixes, middle, ties } = search;
  const { x, count, seen, size } = points;
  const second = j < size - 1;
  if (i + 1 < points.leastFirst || seen[i]! < minPoints) return;
  if (second && (size - 1 - j < points.leastLast || seen[size - 1]! - seen[j]! < minPoints)) return;
  const before = (i + 1) * LINE;
  const after = (size - 1 - j) * LINE;
  const base = prefixes[before + RESIDUAL]! + suffixes[after + RESIDUAL]!;
  for (let n = 0; n < LINE; n++) middle[n] = lines[o + n]!;
  // Free, tied to the first line, to the last, and to both: the last and then the first.
  for (let k = 0; k < (second ? 4 : 2); k++) {
    const first = k & 1;
    const last = k >> 1;
    if (k === 3) {
      if (base + middle[LINE + RESIDUAL]! > search.cutoff) return;
      middle.copyWithin(0, LINE);
    }
    if (k > 0) growLines(ties[1 - first]!, first ? i : j + 1, 1, 1, middle);
    const line = k && LINE;
    const residual = base + middle[line + RESIDUAL]!;
    if (residual > search.cutoff) continue;
    const held = seen[j]! - seen[i]! + first * count[i]! + (last && count[j + 1]!);
    if (held < minPoints || j - i + first + last < (second ? 2 : points.leastLast)) continue;
    const at = first ? x[i]! : crossing(x, i, prefixes, before, middle, line);
    const until = !second ? at : last ? x[j + 1]! : crossing(x, j, middle, line, suffixes, after);
    if (at <= until) offer(search, residual, second ? [at, until] : [at]);
  }
}

/** Where two lines cross within the gap after x_g; NaN elsewhere. */
function crossing(x: Float64Array, g: number, a: Lines, i: number, b: Lines, j: number): number {
  const start = x[g]!;
  const step = (lineAt(a, i, start) - lineAt(b, j, start)) / (b[j + SLOPE]! - a[i + SLOPE]!);
  return step >= 0 && step <= x[g + 1]! - start ? start + step : Number.NaN;
}

function offer(search: BreakSearch, residual: number, breaks: number[]): void {
  const { slack, points, tenths } = search;
  if (residual < search.residual) {
    search.residual = residual;
    search.breaks = breaks;
    search.cutoff = residual + slack * (points.within + residual);
  }
  if (slack === 0) return;
  const start = points.x[0]!;
  const scale = 10 / (points.x[points.size - 1]! - start);
  const key = breaks.reduce((tenth, at) => 12 * tenth + Math.floor((at - start) * scale), 0);
  const held = tenths.get(key);
  if (!held || residual < held.residual) tenths.set(key, { breaks, residual });
}

const NEIGHBOURS: readonly number[] = [-13, -12, -11, -1, 1, 11, 12, 13];

/** The best breaks of their tenths that no neighbouring tenth undercuts: other optima that compete with the best. */
function rivalsOf({ tenths, cutoff, residual }: BreakSearch): BreakOptimum[] {
  const rivals: BreakOptimum[] = [];
  for (const [key, rival] of tenths) {
    const undercut = NEIGHBOURS.some((step) => (tenths.get(key + step) ?? rival).residual < rival.residual);
    if (rival.residual > residual && rival.residual <= cutoff && !undercut) rivals.push(rival);
  }
  return rivals.sort((a, b) => a.residual - b.residual);
}
