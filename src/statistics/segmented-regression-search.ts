import {
  copyLine,
  growLines,
  LINE,
  type Lines,
  lineAt,
  linesOf,
  RESIDUAL,
  SLOPE,
  varianceAt,
} from "./segmented-regression-lines.ts";
import { addGroup, emptyPoints, type GroupedPoints, holds } from "./segmented-regression-points.ts";
import { rowsOf } from "./segmented-regression-rows.ts";
import { sweepLines } from "./segmented-regression-sweep.ts";

/** Breaks of a segmented fit, relative to the origin of its points, with the sum of squares between the distinct x. */
export interface BreakOptimum {
  breaks: number[];
  residual: number;
}

/** The best breaks, and the optima that compete, themselves among these, best first. */
export interface FoundBreaks extends BreakOptimum {
  rivals?: BreakOptimum[];
}

/**
 * A search for the best one or two breaks of a continuous line, exact (Hudson 1966), to be run again whenever `points` is
 * filled anew; null if none is possible, or leaves as little as `limit`. Rivals are optima of a total sum of squares of at most 1 + slack times the best.
 *
 * While each break stays within its gap between neighbouring x, or on its datum, the best line is that of free pieces
 * which happen to cross inside the gaps, tied to each other on the data: every pair of cells gives a few candidates. Free
 * lines leave no more than any of them, so a pair is passed over if they already leave more than the best so far; for a
 * first idea of that, some rows go first. A block of places for the second break is passed over if that holds for separate
 * lines of its points, too, with the outer lines tied to them in the gaps of the breaks.
 *
 * Each closed segment, the datum on a break counted in both, must hold `minPoints` points and two distinct x.
 */
export function breakSearch(
  points: GroupedPoints,
  count: 1 | 2,
  minPoints: number,
  slack = 0,
): (limit?: number) => FoundBreaks | null {
  const { x } = points;
  // A single break needs no more than a block of lines at a time.
  const paired = count > 1 ? points : emptyPoints(0);
  // Line g is fitted to the last g of the distinct x.
  const suffixes = linesOf(paired.x.length + 1);
  const rows = rowsOf(paired);
  // The least residual of the points of a block up to x_j, and of all after x_j, on lines that meet in the gap after it;
  // over the x_j of the block.
  const rest = paired.x.slice();
  // The line of the points between the breaks, and what the lines before and after say of their breaks.
  const middle = linesOf(3);
  const ties = emptyPoints(2);
  // The best breaks in each tenth of the range of x, for two breaks in each pair of tenths.
  let tenths: BreakOptimum[] = [];
  let best: BreakOptimum = { breaks: [], residual: Infinity };
  let cutoff = Infinity;
  return (limit = Infinity) => {
    best = { breaks: [], residual: Infinity };
    cutoff = limit;
    tenths = [];
    for (const stride of count > 1 ? [preparePairs(), 1] : [1]) {
      sweepLines(points, (i, before, lines, o) => {
        if (i % stride > 0) return;
        if (count > 1) searchRow(i, before);
        else offerCell(i, points.size - 1, before, lines, o, 0);
      });
    }
    return best.residual < Infinity ? { ...best, rivals: rivals() } : null;
  };

  /** Returns how many rows to pass over at first. */
  function preparePairs(): number {
    const { size } = points;
    growLines(points, size - 1, -1, size, suffixes);
    rest.fill(Infinity);
    return rows.fill((block, g, o) => {
      const a = (size - 1 - g) * LINE;
      rest[block] = Math.min(
        rest[block]!,
        rows.within[g]! + suffixes[a + RESIDUAL]! + tieCost(x, g, rows.lines, o, suffixes, a),
      );
    });
  }

  /** The pairs of cells with the first break at or just after x_i, given the line before. */
  function searchRow(i: number, before: Lines): void {
    const left = before[RESIDUAL]!;
    if (left > cutoff) return;
    rows.scan(
      i + 1,
      (block, residual) => {
        const least = left + residual + rest[block]!;
        return least <= cutoff && least + tieCost(x, i, before, 0, rows.lines, 0) <= cutoff;
      },
      (from, steps) => {
        // From no point of the block on: between x_i and the next there may be two breaks.
        for (let s = 0; s <= steps; s++) {
          const o = s * LINE;
          const j = from + s - 1;
          const a = (points.size - 1 - j) * LINE;
          const residual = left + rows.lines[o + RESIDUAL]! + suffixes[a + RESIDUAL]!;
          if (
            a > 0 &&
            residual <= cutoff &&
            residual + tieCost(x, i, before, 0, rows.lines, o) <= cutoff &&
            residual + tieCost(x, j, suffixes, a, rows.lines, o) <= cutoff
          ) {
            offerCell(i, j, before, rows.lines, o, a);
          }
        }
      },
    );
  }

  /**
   * The candidates with the first break in [x_i, x_(i+1)) and the second in (x_j, x_(j+1)], or none if x_j is the last,
   * given the lines before and between (number o). A break on a datum ties the line between to the value which the outer
   * line has there: one more observation, with the outer line's precision. A break inside a gap must be a crossing.
   */
  function offerCell(i: number, j: number, before: Lines, between: Lines, o: number, a: number): void {
    const end = points.size - points.beliefsLast;
    const second = j < points.size - 1;
    if (!holds(points, points.beliefsFirst, i + 1, minPoints)) return;
    if (second && !holds(points, j + 1, end, minPoints)) return;
    const base = before[RESIDUAL]! + suffixes[a + RESIDUAL]!;
    copyLine(between, o, middle);
    ties.size = 0;
    addTie(ties, x[i]!, before, 0);
    if (second) addTie(ties, x[j + 1]!, suffixes, a);
    // Free, tied to the first line, to the last, and to both.
    for (let k = 0; k < (second ? 4 : 2); k++) {
      const first = k & 1;
      const last = k >> 1;
      growLines(ties, 1 - first, 1, first + last, middle);
      const line = (first + last) * LINE;
      const residual = base + middle[line + RESIDUAL]!;
      if (residual > cutoff) continue;
      if (!holds(points, i + 1 - first, second ? j + 1 + last : end, minPoints)) continue;
      const at = first ? x[i]! : crossing(x, i, before, 0, middle, line);
      const until = !second ? at : last ? x[j + 1]! : crossing(x, j, middle, line, suffixes, a);
      if (at <= until) offer({ breaks: second ? [at, until] : [at], residual });
    }
  }

  function offer(found: BreakOptimum): void {
    const { residual } = found;
    if (residual < best.residual) {
      best = found;
      // Nothing leaves less than nothing: without slack the search is at its end.
      cutoff = residual + slack * (points.within + residual) || -Number(!slack);
    }
    const scale = 10 / (x[points.size - 1]! - x[0]!);
    const key = found.breaks.reduce((tenth, at) => 12 * tenth + Math.floor((at - x[0]!) * scale), 0);
    if (residual < (tenths[key]?.residual ?? Infinity)) tenths[key] = found;
  }

  /** The best breaks of their tenths that no neighbouring tenth undercuts; optima that tie with the best are among them. */
  function rivals(): BreakOptimum[] {
    return tenths
      .filter(
        ({ residual }, key) =>
          residual <= cutoff &&
          ![-13, -12, -11, -1, 1, 11, 12, 13].some((step) => (tenths[key + step]?.residual ?? Infinity) < residual),
      )
      .sort((a, b) => a.residual - b.residual);
  }
}

/** Adds what a line says of the value at x. */
function addTie(ties: GroupedPoints, x: number, lines: Lines, o: number): void {
  addGroup(ties, x, lineAt(lines, o, x), 1 / varianceAt(lines, o, x), 0);
}

/**
 * The least that it adds to the residual if two lines meet somewhere in the gap after x_g. Where they do not anyway, that
 * is at one of its ends: d^2 / (v + w), d linear and the variances v and w quadratic in x, has no other minimum than 0.
 */
function tieCost(x: Float64Array, g: number, a: Lines, i: number, b: Lines, j: number): number {
  const tied = (at: number): number =>
    (lineAt(a, i, at) - lineAt(b, j, at)) / Math.sqrt(varianceAt(a, i, at) + varianceAt(b, j, at));
  const start = tied(x[g]!);
  const end = tied(x[g + 1]!);
  return start * end > 0 ? Math.min(start ** 2, end ** 2) : 0;
}

/** Where two lines cross within the gap after x_g; NaN elsewhere. */
function crossing(x: Float64Array, g: number, a: Lines, i: number, b: Lines, j: number): number {
  const start = x[g]!;
  const step = (lineAt(a, i, start) - lineAt(b, j, start)) / (b[j + SLOPE]! - a[i + SLOPE]!);
  return step >= 0 && step <= x[g + 1]! - start ? start + step : Number.NaN;
}
