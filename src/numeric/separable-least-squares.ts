import { ScalingError } from "../errors.ts";
import { nonlinearLeastSquares } from "./nonlinear-least-squares.ts";
import { searchGrid } from "./separable-least-squares-grid.ts";
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

/** How near the search in the shapes alone goes before all coefficients are polished together. */
const PROJECTION_TARGET = 1e-3;
/** Shapes nearer than this share of a step of the grid are the same optimum. */
const SAME_SHAPE = 1e-3;
/** Sums of squares nearer than this, as a share, are the same where a flat valley has many optima. */
const SAME_SQUARE = 1e-9;

const lowerOf = (axis: ShapeAxis): number => axis.lower ?? axis.values[0]!;
const upperOf = (axis: ShapeAxis): number => axis.upper ?? axis.values[axis.values.length - 1]!;

function isAtEdge(value: number, { values }: ShapeAxis): boolean {
  const first = values[0]!;
  const last = values[values.length - 1]!;
  const slack = 1e-9 * (last - first);
  return value <= first + slack || value >= last - slack;
}

/** The place on the axis in steps of its grid. */
function gridPlace(value: number, { values }: ShapeAxis): number {
  if (values.length === 1) return value / (Math.abs(values[0]!) || 1);
  let k = 0;
  while (k < values.length - 2 && values[k + 1]! < value) k++;
  return k + (value - values[k]!) / (values[k + 1]! - values[k]!);
}

function isSame(a: SeparableOptimum, b: SeparableOptimum, axes: readonly ShapeAxis[]): boolean {
  const difference = Math.abs(a.sumOfSquaredResiduals - b.sumOfSquaredResiduals);
  const isEqual = difference <= SAME_SQUARE * Math.max(a.sumOfSquaredResiduals, b.sumOfSquaredResiduals);
  if (isEqual && (a.unscaledCovariance === null || b.unscaledCovariance === null)) return true;
  return axes.every((axis, m) => Math.abs(gridPlace(a.shape[m]!, axis) - gridPlace(b.shape[m]!, axis)) <= SAME_SHAPE);
}

/** From a shape down to an optimum: the shapes alone by variable projection, then all coefficients together. */
function polishFrom(
  projection: Projection,
  axes: readonly ShapeAxis[],
  start: ArrayLike<number>,
  options: SeparableOptions,
): SeparableOptimum {
  const { problem } = projection;
  const lower = axes.map(lowerOf);
  const upper = axes.map(upperOf);
  const limits = { maxIterations: options.maxIterations ?? 500, tolerance: options.tolerance ?? 1e-6 };
  let shape = Array.from(start);
  let iterations = 0;
  if (problem.shapes > 0) {
    const how = { ...limits, lower, upper, polish: false, gradientTarget: PROJECTION_TARGET };
    const near = nonlinearLeastSquares(projectedProblem(projection), shape, how);
    shape = near.coefficients;
    iterations = near.iterations;
  }
  solveLinear(projection, Float64Array.from(shape));
  const solved = nonlinearLeastSquares(fullProblem(projection), [...shape, ...projection.linear], {
    ...limits,
    lower: [...lower, ...projection.lower],
    upper,
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
  return polishFrom(projectionOf(problem), axes, start, options);
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
  const found = grid.minima.slice(0, maxStarts).map((start) => polishFrom(projection, axes, start, options));
  found.sort((a, b) => a.sumOfSquaredResiduals - b.sumOfSquaredResiduals);
  const optima: SeparableOptimum[] = [];
  for (const each of found) {
    const least = optima[0]?.sumOfSquaredResiduals ?? each.sumOfSquaredResiduals;
    if (each.sumOfSquaredResiduals > within * least) break;
    const twin = optima.findIndex((other) => isSame(each, other, axes));
    if (twin < 0 && (each.converged || optima.length === 0)) optima.push(each);
    else if (twin >= 0 && each.converged && !optima[twin]!.converged) optima[twin] = each;
  }
  const best = optima[0];
  if (best === undefined) {
    throw new ScalingError("NOT_FINITE", `Expected a shape with finite columns but got none of ${grid.points}`);
  }
  return { best, optima, gridPoints: grid.points, finiteGridPoints: grid.finite };
}
