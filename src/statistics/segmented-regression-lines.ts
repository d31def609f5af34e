import { addGroup, type GroupedPoints, type OrderedRows } from "./segmented-regression-points.ts";

/**
 * Lines fitted to runs of points, six numbers each: sum of weights, mean x, mean y, sum of squares of x about its mean,
 * slope, and sum of squared residuals. A spread of 0 means a single x: the slope is then 0 and means nothing.
 */
export type Lines = Float64Array;

export const LINE = 6;
export const SPREAD = 3;
export const SLOPE = 4;
export const RESIDUAL = 5;

export function linesOf(count: number): Lines {
  return new Float64Array(count * LINE);
}

/**
 * Fits lines to growing runs of points: line 0 is where the run starts from, line s has s points more, taken from
 * `start` on in steps of 1 or -1. With c = W w / (W + w), d = x - mean x and e the error of the line so far at x:
 * spread' = spread + c d^2, slope' = slope + c d e / spread', residual' = residual + c e^2 spread / spread'.
 *
 * The residual grows by the squared recursive residual (Brown, Durbin and Evans 1975): a sum of positive terms, which
 * keeps its digits where differences of sums of squares lose them.
 */
export function growLines(
  points: OrderedRows,
  start: number,
  step: number,
  count: number,
  lines: Lines,
  stride: number = LINE,
): void {
  const { x, y, weights } = points;
  let total = lines[0]!;
  let meanX = lines[1]!;
  let meanY = lines[2]!;
  let spread = lines[SPREAD]!;
  let slope = lines[SLOPE]!;
  let residual = lines[RESIDUAL]!;
  let o = LINE;
  for (let g = start; g !== start + step * count; g += step) {
    const w = weights[g]!;
    const d = x[g]! - meanX;
    const e = y[g]! - meanY;
    const joint = total + w;
    const share = w / joint;
    const c = total * share;
    const error = e - slope * d;
    const grown = spread + c * d * d;
    const gain = c / (grown || 1);
    residual += gain * (grown ? spread : 1) * (error * error);
    slope += gain * d * error;
    meanX += share * d;
    meanY += share * e;
    spread = grown;
    total = joint;
    lines[o] = total;
    lines[o + 1] = meanX;
    lines[o + 2] = meanY;
    lines[o + SPREAD] = spread;
    lines[o + SLOPE] = slope;
    lines[o + RESIDUAL] = residual;
    o += stride;
  }
}

/** Makes the line at o line 0, of the same lines or of others. */
export function copyLine(lines: Lines, o: number, to: Lines = lines): void {
  for (let k = 0; k < LINE; k++) to[k] = lines[o + k]!;
}

/** Grows a run like {@link growLines}, but keeps its last line only, as line 0 of two. */
export function growRun(points: OrderedRows, start: number, step: number, count: number, run: Lines): void {
  if (count > 0) {
    growLines(points, start, step, count, run, 0);
    copyLine(run, LINE);
  }
}

export function lineAt(lines: Lines, o: number, x: number): number {
  return lines[o + 2]! + lines[o + SLOPE]! * (x - lines[o + 1]!);
}

/** Adds two points that are to any line what the points of this one are to it, but for the residual. */
export function addPair(points: GroupedPoints, lines: Lines, o: number): void {
  const far = Math.sqrt(lines[o + SPREAD]! / lines[o]!);
  for (const x of [lines[o + 1]! - far, lines[o + 1]! + far])
    addGroup(points, x, lineAt(lines, o, x), lines[o]! / 2, 0);
}

/** The variance of the line's value at x, for weights that are inverse variances; Infinity where it says nothing of x. */
export function varianceAt(lines: Lines, o: number, x: number): number {
  const d = x - lines[o + 1]!;
  return 1 / lines[o]! + (d * d && (d * d) / lines[o + SPREAD]!);
}

/** Makes of a run what its line says of the value at x: a single point. The residual stays. */
export function becomePoint(run: Lines, x: number): void {
  run.set([1 / varianceAt(run, 0, x), x, lineAt(run, 0, x), 0, 0]);
}
