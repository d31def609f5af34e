import { fitPrefixLines, type PrefixLines, prefixLines } from "./prefix-lines.ts";

/** The largest F of a break in y, and where it is. */
export interface Supremum {
  /** Infinity where a break leaves no residual. */
  statistic: number;
  at: number;
}

/** The F statistics of all admissible breaks in a column y over fixed x, reduced to the largest. */
export type BreakScan = (y: Float64Array) => Supremum;

/** The lines through all first and all last points of y, and its sum of squares about one line. */
export interface TwoSidedLines {
  n: number;
  /** Entry i: points 0 .. i. */
  left: PrefixLines;
  /** Entry i: the last i + 1 points. */
  right: PrefixLines;
  fit: (y: Float64Array) => number;
}

/** x in ascending order. */
export function twoSidedLines(x: Float64Array): TwoSidedLines {
  const n = x.length;
  const reversedX = x.slice().reverse();
  const reversedY = new Float64Array(n);
  const left = prefixLines(x);
  const right = prefixLines(reversedX);
  const fit = (y: Float64Array): number => {
    for (let i = 0; i < n; i++) reversedY[i] = y[n - 1 - i]!;
    fitPrefixLines(left, x, y);
    fitPrefixLines(right, reversedX, reversedY);
    return left.sumOfSquares[n - 1]!;
  };
  return { n, left, right, fit };
}

/**
 * ((S0 - S1) / constraints) / (S1 / df); sums of squares at or below `noise`, and an S1 lost in the rounding of S0, count
 * as 0, and 0 / 0 as no break.
 */
export function fStatistic(without: number, withBreak: number, constraints: number, df: number, noise: number): number {
  if (without <= noise) return 0;
  if (withBreak <= Math.max(noise, 1e-13 * without)) return Infinity;
  return Math.max(0, (without - withBreak) / constraints / (withBreak / df));
}

/** The numbers of points before an admissible cut: see {@link jumpScan}. */
export function admissibleCuts(x: Float64Array, least: number): number[] {
  const n = x.length;
  const cuts: number[] = [];
  for (let k = least; k <= n - least; k++) {
    if (x[k - 1]! < x[k]! && x[0]! < x[k - 1]! && x[k]! < x[n - 1]!) cuts.push(k);
  }
  return cuts;
}

/**
 * The scan for a break between two separate lines (Andrews 1993; F of Chow 1960 at every cut): at least `least` points
 * on each side, two different x on each, never a cut between equal x. The break is given as the first x to its right.
 *
 * @param x - Ascending.
 * @param cuts - From {@link admissibleCuts}, at least one.
 * @param noise - See {@link fStatistic}.
 */
export function jumpScan(x: Float64Array, cuts: readonly number[], noise: number): BreakScan {
  const lines = twoSidedLines(x);
  const { n, left, right } = lines;
  return (y) => {
    const without = lines.fit(y);
    let best = Infinity;
    let at = cuts[0]!;
    for (const k of cuts) {
      const sumOfSquares = left.sumOfSquares[k - 1]! + right.sumOfSquares[n - k - 1]!;
      if (sumOfSquares < best) {
        best = sumOfSquares;
        at = k;
      }
    }
    return { statistic: fStatistic(without, best, 2, n - 4, noise), at: x[at]! };
  };
}
