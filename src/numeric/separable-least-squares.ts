import { ScalingError } from "../errors.ts";
import { guardedLeastSquares } from "./nonlinear-least-squares-guarded.ts";
import { searchGrid } from "./separable-least-squares-grid.ts";
import { distinctOptima, distinctPlaces, type Near, PROJECTION_TARGET } from "./separable-least-squares-optima.ts";
import type { SeparableProblem, ShapeAxis } from "./separable-least-squares-problem.ts";
import {
  fullProblem,
  type Projection,
  projectedProblem,
  projectionOf,
  solveLinear,
} from "./separable-least-squares-projection.ts";

export interface SeparableOptions {
  /** Local optima are reported up to this multiple of the least sum of squares; default 2. */
  within?: number;
  /** How many local minima of the grid are polished, the lowest first; default 16. */
  maxStarts?: number;
  /** The gradient norm up to which a point counts as an optimum; default 1e-6. */
  tolerance?: number;
  maxIterations?: number;
}

/** A local optimum; matrices and `held` have the shapes first, then the linear coefficients. */
export interface SeparableOptimum {
  shape: number[];
  linear: number[];
  sumOfSquaredResiduals: number;
  /** (J'J)^-1 of the whole problem, 0 for held coefficients; null unless the rank is full. */
  unscaledCovariance: number[][] | null;
  /** Of the Jacobian of the free coefficients. */
  rank: number;
  /** Of that Jacobian with columns of length 1, in the Frobenius norm; null unless the rank is full. */
  conditionNumber: number | null;
  converged: boolean;
  iterations: number;
  /** The cosine between the residuals and the tangent plane of the whole problem. */
  gradientNorm: number;
  /** The bound that holds each coefficient; null where it is free. */
  held: ("lower" | "upper" | null)[];
  /** A shape is at an end of its grid, or beyond. */
  atEdge: boolean;
}

export interface SeparableSolution {
  /** The lowest of `optima`. */
  best: SeparableOptimum;
  /** The distinct local optima within `within` times the least sum of squares, the lowest first. */
  optima: SeparableOptimum[];
  gridPoints: number;
  /** Points of the grid at which the columns are finite. */
  finiteGridPoints: number;
}

const lowerOf = (axis: ShapeAxis): number => axis.lower ?? axis.values[0]!;
const upperOf = (axis: ShapeAxis): number => axis.upper ?? axis.values[axis.values.length - 1]!;

function isAtEdge(value: number, { values }: ShapeAxis): boolean {
  const first = values[0]!;
  const last = values[values.length - 1]!;
  const slack = 1e-9 * (last - first);
  return value <= first + slack || value >= last - slack;
}

/** Rows times steps that all places are finished in, and the steps that they have with any number of rows. */
const ROW_ITERATIONS = 2e6;
const LEAST_ITERATIONS = 1000;

const limitsOf = (options: SeparableOptions): { maxIterations: number; tolerance: number } => ({
  maxIterations: options.maxIterations ?? 500,
  tolerance: options.tolerance ?? 1e-6,
});

/** Down in the shapes alone, by variable projection. */
function approach(
  projection: Projection,
  axes: readonly ShapeAxis[],
  start: ArrayLike<number>,
  options: SeparableOptions,
): Near {
  const how = { gradientTarget: PROJECTION_TARGET, ...limitsOf(options) };
  const bounds = { lower: axes.map(lowerOf), upper: axes.map(upperOf) };
  const found = guardedLeastSquares(projectedProblem(projection), start, { ...how, ...bounds });
  return { ...found, shape: found.coefficients };
}

/** All coefficients together, from near an optimum. */
function finish(
  projection: Projection,
  axes: readonly ShapeAxis[],
  { shape, iterations }: Near,
  options: SeparableOptions,
): SeparableOptimum {
  const { problem } = projection;
  solveLinear(projection, Float64Array.from(shape));
  const solved = guardedLeastSquares(fullProblem(projection), [...shape, ...projection.linear], {
    ...limitsOf(options),
    lower: [...axes.map(lowerOf), ...projection.lower],
    upper: axes.map(upperOf),
  });
  const found = solved.coefficients.slice(0, problem.shapes);
  return {
    shape: found,
    linear: solved.coefficients.slice(problem.shapes),
    sumOfSquaredResiduals: solved.sumOfSquaredResiduals,
    unscaledCovariance: solved.unscaledCovariance,
    rank: solved.rank,
    conditionNumber: solved.conditionNumber,
    converged: solved.converged,
    iterations: iterations + solved.iterations,
    gradientNorm: solved.gradientNorm,
    held: solved.held,
    atEdge: found.some((value, m) => isAtEdge(value, axes[m]!)),
  };
}

/**
 * All places, the lowest first, and those that are one to the last digit once. Where many of them creep along, the steps
 * run out: then only those are finished that are lower than what was found.
 */
function finishAll(
  projection: Projection,
  axes: readonly ShapeAxis[],
  places: readonly Near[],
  options: SeparableOptions,
): SeparableOptimum[] {
  const found: SeparableOptimum[] = [];
  let left = Math.max(LEAST_ITERATIONS, ROW_ITERATIONS / projection.problem.rows);
  let least = Number.POSITIVE_INFINITY;
  let last: readonly number[] = [];
  for (const near of [...places].sort((a, b) => a.sumOfSquaredResiduals - b.sumOfSquaredResiduals)) {
    const isSame = near.shape.every((value, m) => value === last[m]);
    if (isSame || (left <= 0 && near.sumOfSquaredResiduals >= least)) continue;
    last = near.shape;
    const finished = finish(projection, axes, near, options);
    left -= finished.iterations - near.iterations;
    least = Math.min(least, finished.sumOfSquaredResiduals);
    found.push(finished);
  }
  return found;
}

/**
 * One optimum of a separable problem from a given shape, without a grid: for refits from a known solution.
 *
 * @param axes - Bounds, and the grid that `atEdge` speaks of; one axis a shape.
 * @throws ScalingError `NOT_FINITE` where the columns are not finite at the start.
 */
export function refitSeparable(
  problem: SeparableProblem,
  axes: readonly ShapeAxis[],
  start: ArrayLike<number>,
  options: SeparableOptions = {},
): SeparableOptimum {
  const projection = projectionOf(problem);
  return finish(projection, axes, approach(projection, axes, start, options), options);
}

/**
 * Separable least squares: the linear part exactly at every point of a grid of shapes, then every local minimum of the
 * grid down to its optimum. The same every time, and for a grid that is fine enough to have a point in each basin the
 * global optimum within the bounds.
 *
 * A search that did not end in an optimum is reported only where it is lower than every optimum, or there is none.
 *
 * @param axes - One axis a shape coefficient.
 * @throws ScalingError `NOT_FINITE` where the columns are finite at no point of the grid.
 */
export function separableLeastSquares(
  problem: SeparableProblem,
  axes: readonly ShapeAxis[],
  options: SeparableOptions = {},
): SeparableSolution {
  const { within = 2, maxStarts = 16 } = options;
  const projection = projectionOf(problem);
  const grid = searchGrid(projection, axes);
  const approached = grid.starts.slice(0, maxStarts).map((start) => approach(projection, axes, start, options));
  const found = finishAll(projection, axes, distinctPlaces(approached, axes), options);
  const optima = distinctOptima(found, axes, within);
  const best = optima[0];
  if (best === undefined) {
    throw new ScalingError("NOT_FINITE", `Expected a shape with finite columns but got none of ${grid.points}`);
  }
  return { best, optima, gridPoints: grid.points, finiteGridPoints: grid.finite };
}
