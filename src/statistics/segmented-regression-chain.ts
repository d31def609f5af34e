import {
  addPoint,
  clearLine,
  emptyLine,
  type LineFit,
  type LineFits,
  lineAt,
  lineFits,
  precisionAt,
  storeLine,
} from "./segmented-regression-lines.ts";
import { slopeThrough } from "./segmented-regression-one-break.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";

/**
 * A continuous line of pieces with its breaks given. The pieces are fitted one after the other: what the pieces so far
 * say of the value at a break is one more observation, of known precision, for the next piece. Exact, in one pass, and
 * the sum of squares is a sum of positive terms.
 */
export interface Chain {
  /** Each piece given the pieces before it. */
  lines: LineFits;
  slopes: Float64Array;
  /** The value at each break. */
  values: Float64Array;
  /** The value of the first piece at x = 0 relative to the origin, if it reached so far. */
  intercept: number;
  residual: number;
}

export function chainOf(breaks: number): Chain {
  return {
    lines: lineFits(breaks + 1),
    slopes: new Float64Array(breaks + 1),
    values: new Float64Array(breaks),
    intercept: 0,
    residual: 0,
  };
}

/** What one side of a break says of the value there. */
export interface Belief {
  value: number;
  precision: number;
  residual: number;
  /** Points at the break itself; they are part of the belief. */
  count: number;
  /** The first point (of a belief from the left: the last) that is part of it. */
  edge: number;
}

/**
 * Fits the pieces from .. to (piece s ends at `breaks[s]`, the last at the end of the range) to the points lo .. hi.
 * False if the points do not determine every piece.
 */
export function fitChain(
  points: GroupedPoints,
  lo: number,
  hi: number,
  breaks: ArrayLike<number>,
  from: number,
  to: number,
  chain: Chain,
): boolean {
  const { lines, slopes, values } = chain;
  const line = emptyLine();
  let residual = 0;
  let g = lo;
  for (let s = from; s <= to; s++) {
    if (s > from) startFrom(line, lines, s - 1, breaks[s - 1]!);
    const end = s < to ? breaks[s]! : Number.POSITIVE_INFINITY;
    for (; g <= hi && points.x[g]! <= end; g++) addPoint(line, points.x[g]!, points.y[g]!, points.weight[g]!);
    if (line.weight === 0) return false;
    residual += line.residual;
    storeLine(lines, s, line);
  }
  if (line.spread === 0) return false;
  chain.residual = residual;
  slopes[to] = line.slope;
  let value = to > from ? lineAt(lines, to, breaks[to - 1]!) : line.meanY;
  for (let s = to - 1; s >= from; s--) {
    values[s] = value;
    slopes[s] = slopeThrough(lines, s, breaks[s]!, value);
    if (!Number.isFinite(slopes[s]!)) return false;
    if (s > from) value -= slopes[s]! * (breaks[s]! - breaks[s - 1]!);
  }
  chain.intercept = to > from ? values[from]! - slopes[from]! * breaks[from]! : line.meanY - line.slope * line.meanX;
  return true;
}

/** Begins a piece with what the piece before it says of the value at their break. */
function startFrom(line: LineFit, lines: LineFits, before: number, at: number): void {
  const value = lineAt(lines, before, at);
  const precision = precisionAt(lines, before, at);
  clearLine(line);
  if (precision > 0) addPoint(line, at, value, precision);
}

/** What the points at and before break j say of the value there, given the breaks before it. */
export function beliefFromLeft(points: GroupedPoints, breaks: ArrayLike<number>, j: number, lines: LineFits): Belief {
  const line = emptyLine();
  let residual = 0;
  let g = 0;
  for (let s = 0; s <= j; s++) {
    if (s > 0) startFrom(line, lines, s - 1, breaks[s - 1]!);
    for (; g < points.size && points.x[g]! <= breaks[s]!; g++) {
      addPoint(line, points.x[g]!, points.y[g]!, points.weight[g]!);
    }
    residual += line.residual;
    storeLine(lines, s, line);
  }
  return belief(points, lines, j, breaks[j]!, residual, g - 1);
}

/** What the points at and after break j say of the value there, given the breaks after it. */
export function beliefFromRight(points: GroupedPoints, breaks: ArrayLike<number>, j: number, lines: LineFits): Belief {
  const line = emptyLine();
  let residual = 0;
  let g = points.size - 1;
  for (let s = breaks.length; s > j; s--) {
    if (s < breaks.length) startFrom(line, lines, s + 1, breaks[s]!);
    for (; g >= 0 && points.x[g]! >= breaks[s - 1]!; g--) {
      addPoint(line, points.x[g]!, points.y[g]!, points.weight[g]!);
    }
    residual += line.residual;
    storeLine(lines, s, line);
  }
  return belief(points, lines, j + 1, breaks[j]!, residual, g + 1);
}

function belief(points: GroupedPoints, lines: LineFits, s: number, at: number, residual: number, edge: number): Belief {
  const onDatum = edge >= 0 && edge < points.size && points.x[edge] === at;
  return {
    value: lineAt(lines, s, at),
    precision: precisionAt(lines, s, at),
    residual,
    count: onDatum ? points.count[edge]! : 0,
    edge,
  };
}
