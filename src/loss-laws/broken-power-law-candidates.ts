import { solveInPlace } from "../numeric/householder-qr.ts";
import { leastSquaresWorkspace } from "../numeric/least-squares-workspace.ts";
import type { BrokenPoints } from "./broken-power-law-groups.ts";
import { type BrokenPower, type BrokenScale, scaled } from "./broken-power-law-model.ts";

/** A break at one place and of one width, and what it adds to ln (y - a) for each unit of its change. */
export interface Shape {
  logPlace: number;
  width: number;
  column: Float64Array;
}

/** One break, or two that make a step, whose changes are then opposite to each other at first. */
export interface Addition {
  shapes: readonly Shape[];
  column: Float64Array;
}

/** A law whose limit, places and widths were given. */
export interface Candidate {
  limit: number;
  /** ln b and c0. */
  line: readonly [number, number];
  changes: readonly number[];
  shapes: readonly Shape[];
  square: number;
}

/** Solves for ln b, c0 and every c: with limit, places and widths fixed, ln (y - a) is linear in them. */
export type Solver = (limit: number, shapes: readonly Shape[]) => Candidate | null;

/**
 * Residuals of ln (y - a) times (y - a) / (1 + y) are, to first order, those of ln (1 + y): such factors, with the
 * square roots of the weights.
 */
function fillRoots({ y, weights }: BrokenPoints, limit: number, scale: BrokenScale, roots: Float64Array): void {
  for (let i = 0; i < y.length; i++) {
    const factor = scale === "raw" ? 1 : scale === "log" ? y[i]! : 1 + y[i]!;
    roots[i] = (Math.sqrt(weights?.[i] ?? 1) * (y[i]! - limit)) / factor;
  }
}

/** A solver for `count` breaks. */
export function solverOf(points: BrokenPoints, count: number, scale: BrokenScale): Solver {
  const { logX, y, target: onScale, weights } = points;
  const n = y.length;
  const workspace = leastSquaresWorkspace(n, 2 + count);
  const { design, target, coefficients } = workspace;
  const weightOf = (i: number): number => (weights === null ? 1 : weights[i]!);
  const roots = new Float64Array(n);
  return (limit, shapes) => {
    fillRoots(points, limit, scale, roots);
    for (let i = 0; i < n; i++) {
      const root = roots[i]!;
      target[i] = root * Math.log(y[i]! - limit);
      design[i] = root;
      design[n + i] = -root * logX[i]!;
      for (let k = 0; k < count; k++) design[(2 + k) * n + i] = root * shapes[k]!.column[i]!;
    }
    solveInPlace(workspace);
    let square = 0;
    for (let i = 0; i < n; i++) {
      let logTerm = coefficients[0]! - coefficients[1]! * logX[i]!;
      for (let k = 0; k < count; k++) logTerm += coefficients[2 + k]! * shapes[k]!.column[i]!;
      square += weightOf(i) * (onScale[i]! - scaled(limit + Math.exp(logTerm), scale)) ** 2;
    }
    if (!Number.isFinite(square)) return null;
    const [logScale = 0, exponent = 0, ...changes] = coefficients;
    return { limit, line: [logScale, exponent], changes, shapes, square };
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Below this share of its square a column has nothing of its own. */
const NOTHING = 1e-10;

/** Takes the part along the axes out of a column; what is left has length 1, or is null where nothing is. */
function besideAxes(column: Float64Array, axes: readonly Float64Array[]): Float64Array | null {
  const left = column.slice();
  for (const axis of axes) {
    const along = dot(left, axis);
    for (let i = 0; i < left.length; i++) left[i] = left[i]! - along * axis[i]!;
  }
  const square = dot(left, left);
  return square > NOTHING * dot(column, column) ? left.map((each) => each / Math.sqrt(square)) : null;
}

/** The additions that, one beside the shapes given, take most off the weighted squares of ln (y - a): most first. */
export function bestAdditions(
  points: BrokenPoints,
  { limit, shapes }: Pick<Candidate, "limit" | "shapes">,
  additions: readonly Addition[],
  scale: BrokenScale,
  most: number,
): Addition[] {
  const { logX, y } = points;
  const roots = new Float64Array(y.length);
  fillRoots(points, limit, scale, roots);
  const largest = roots.reduce((a, b) => Math.max(a, b));
  const times = (column: Float64Array): Float64Array => column.map((each, i) => (roots[i]! / largest) * each);
  const axes: Float64Array[] = [];
  for (const column of [new Float64Array(y.length).fill(1), logX, ...shapes.map((each) => each.column)]) {
    const axis = besideAxes(times(column), axes);
    if (axis !== null) axes.push(axis);
  }
  const rest = besideAxes(times(y.map((each) => Math.log(each - limit))), axes);
  if (rest === null) return additions.slice(0, most);
  const gainOf = (addition: Addition): number => {
    const column = times(addition.column);
    const whole = dot(column, column);
    const own = axes.reduce((left, axis) => left - dot(column, axis) ** 2, whole);
    return own > NOTHING * whole ? dot(column, rest) ** 2 / own : 0;
  };
  return additions
    .map((addition) => ({ addition, gain: gainOf(addition) }))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, most)
    .map(({ addition }) => addition);
}

/** Rising. */
export function bySquare(a: Candidate, b: Candidate): number {
  return a.square - b.square;
}

export function lawOf({ limit, line, changes, shapes }: Candidate): BrokenPower {
  return {
    limit,
    logScale: line[0],
    exponent: line[1],
    breaks: shapes.map(({ logPlace, width }, k) => ({ change: changes[k] ?? 0, logPlace, width })),
  };
}
