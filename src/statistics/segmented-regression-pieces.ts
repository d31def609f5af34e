import { lowerBound } from "../numeric/lower-bound.ts";
import { gradientAt, type SegmentedLine, slopeTerm } from "./segmented-line.ts";
import { addPair, growRun, linesOf, RESIDUAL } from "./segmented-regression-lines.ts";
import { emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";

/** The line of pieces with the least sum of squares. */
export interface PiecesFit {
  coefficients: number[];
  /** (X'WX)^-1. */
  bread: number[][];
  /** The sum of squares between the distinct x. */
  residual: number;
}

/**
 * Fits coefficients to points, the breaks given. To any line, the points of one piece are two points of half their weight
 * each, on the piece's own line and as far from its mean x as its spread says, and the residual about that line.
 * With more terms than coefficients the columns of the breaks follow, for their `bread`; see {@link gradientAt}.
 * Null where some term is not determined.
 */
export function fitPieces(points: GroupedPoints, line: SegmentedLine, terms: number): PiecesFit | null {
  const { continuous, breaks } = line;
  const x = points.x.subarray(0, points.size);
  const rows: number[][] = [];
  let residual = 0;
  let from = 0;
  for (let s = 0; s <= breaks.length; s++) {
    const end = breaks[s] ?? Infinity;
    let to = lowerBound(x, end);
    // A datum on a break is the end of the piece before, or the start of a separate one.
    if (continuous && x[to] === end) to++;
    const run = linesOf(2);
    growRun(points, from, 1, to - from, run);
    residual += run[RESIDUAL]!;
    const pair = emptyPoints(2);
    if (to > from) addPair(pair, run, 0);
    for (let g = 0; g < pair.size; g++) {
      const row = gradientAt(line, run[1]!, terms);
      row[slopeTerm(continuous, s)]! += pair.x[g]! - run[1]!;
      rows.push([...row, pair.y[g]!].map((entry) => entry * Math.sqrt(pair.weights[g]!)));
    }
    from = to;
  }
  return solveRows(rows, terms, residual);
}

/** Columns that the others explain but for this share of their squares are taken as dependent. */
const DEPENDENT = 1e-12;

/**
 * min over b of |y - X b|^2, the rows being those of (X y): Gram and Schmidt, modified, on the columns of (X y) with those
 * of the identity below them. These turn into R^-1, and below y into -b. Null for dependent columns. The residual is added
 * to what was left before.
 */
function solveRows(rows: readonly number[][], terms: number, before: number): PiecesFit | null {
  const columns = Array.from({ length: terms + 1 }, (_, k) => [
    ...rows.map((row) => row[k]!),
    ...Array.from({ length: terms }, (_, j) => Number(j === k)),
  ]);
  const project = (a: readonly number[], b: readonly number[]): number =>
    rows.reduce((total, _, i) => total + a[i]! * b[i]!, 0);
  const least = columns.map((column) => DEPENDENT * project(column, column));
  for (let k = 0; k < terms; k++) {
    const own = columns[k]!;
    const square = project(own, own);
    if (!(square > least[k]!)) return null;
    const length = Math.sqrt(square);
    for (let i = 0; i < own.length; i++) own[i]! /= length;
    for (const other of columns.slice(k + 1)) {
      const share = project(own, other);
      for (let i = 0; i < own.length; i++) other[i]! -= share * own[i]!;
    }
  }
  const y = columns.pop()!;
  const inverse = columns.map((column) => column.slice(rows.length));
  return {
    // JSON has no -0.
    coefficients: y.slice(rows.length).map((each) => 0 - each),
    bread: inverse.map((_, i) => inverse.map((_, j) => inverse.reduce((total, row) => total + row[i]! * row[j]!, 0))),
    residual: before + project(y, y),
  };
}
