import { solveInPlace } from "../numeric/householder-qr.ts";
import { leastSquaresWorkspace } from "../numeric/least-squares-workspace.ts";
import type { BrokenPoints } from "./broken-power-law-groups.ts";
import { type BrokenPower, type BrokenScale, breakShape, scaled } from "./broken-power-law-model.ts";

/** Limits a, as shares of the smallest y; below 0 for values that fall through every positive limit. */
const LIMITS = [-1, 0, 0.3, 0.6, 0.8, 0.9, 0.97];
/** Where a break is tried: evenly in ln x, from a little before the data to a little beyond. */
const PLACES = 12;
const BEYOND = 0.1;
/** Widths of a break as shares of the range of ln x. */
const WIDTHS = [0.02, 0.06, 0.2, 0.6];
/** Candidates that are carried on to the next break, and starts that are handed on; of each limit at least. */
const BEAM = 48;
const BEAM_OF_LIMIT = 6;
const STARTS = 16;
const STARTS_OF_LIMIT = 3;

/** A break at one place and of one width, and what it adds to ln (y - a) for each unit of its change. */
interface Shape {
  logPlace: number;
  width: number;
  column: Float64Array;
}

interface Candidate {
  limit: number;
  /** ln b and c0. */
  line: readonly [number, number];
  changes: readonly number[];
  shapes: readonly Shape[];
  square: number;
}

/** Solves for ln b, c0 and every c: with limit, places and widths fixed, ln (y - a) is linear in them. */
type Solver = (limit: number, shapes: readonly Shape[]) => Candidate | null;

function solverOf({ logX, y, target: onScale, weights }: BrokenPoints, count: number, scale: BrokenScale): Solver {
  const n = y.length;
  const workspace = leastSquaresWorkspace(n, 2 + count);
  const { design, target, coefficients } = workspace;
  const weightOf = (i: number): number => (weights === null ? 1 : weights[i]!);
  return (limit, shapes) => {
    for (let i = 0; i < n; i++) {
      const factor = scale === "raw" ? 1 : scale === "log" ? y[i]! : 1 + y[i]!;
      // Residuals of ln (y - a) times (y - a) / (1 + y) are, to first order, those of ln (1 + y).
      const root = (Math.sqrt(weightOf(i)) * (y[i]! - limit)) / factor;
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

/** Every place with every width: the columns that all limits share. */
function shapesOn(logX: Float64Array): Shape[] {
  const first = logX.reduce((a, b) => Math.min(a, b));
  const range = logX.reduce((a, b) => Math.max(a, b)) - first;
  return Array.from({ length: PLACES }, (_, k) => {
    const logPlace = first + range * (-BEYOND + ((1 + 2 * BEYOND) * k) / (PLACES - 1));
    return WIDTHS.map((share) => {
      const width = share * range;
      return { logPlace, width, column: logX.map((each) => -breakShape(each, logPlace, width)) };
    });
  }).flat();
}

function lawOf({ limit, line, changes, shapes }: Candidate): BrokenPower {
  return {
    limit,
    logScale: line[0],
    exponent: line[1],
    breaks: shapes.map(({ logPlace, width }, k) => ({ change: changes[k] ?? 0, logPlace, width })),
  };
}

/** The lowest, and a few of each limit: a wrong limit may look best until the breaks are where they belong. */
function lowest(candidates: Candidate[], most: number, ofEach: number): Candidate[] {
  const counts = new Map<number, number>();
  return candidates
    .sort((a, b) => a.square - b.square)
    .filter(({ limit }, k) => {
      const count = (counts.get(limit) ?? 0) + 1;
      counts.set(limit, count);
      return k < most || count <= ofEach;
    });
}

/**
 * Starts for a broken power law, the lowest first: limits on a grid, breaks added one after another on a grid of places
 * and widths, the best candidates carried on, all other coefficients solved for. Bounded and the same every time.
 */
export function brokenStarts(points: BrokenPoints, breaks: number, scale: BrokenScale): BrokenPower[] {
  const { logX, y } = points;
  const least = y.reduce((a, b) => Math.min(a, b));
  const shapes = shapesOn(logX);
  const straight = solverOf(points, 0, scale);
  let beam = LIMITS.flatMap((share) => straight(share * least, []) ?? []);
  for (let count = 1; count <= breaks; count++) {
    const solve = solverOf(points, count, scale);
    const next = beam.flatMap((from) => shapes.flatMap((shape) => solve(from.limit, [...from.shapes, shape]) ?? []));
    beam = lowest(next, BEAM, BEAM_OF_LIMIT);
  }
  return lowest(beam, STARTS, STARTS_OF_LIMIT).map(lawOf);
}
