import { levenbergMarquardt } from "ml-levenberg-marquardt";
import { ScalingError } from "../errors.ts";
import { inverseOfCrossProduct } from "./linear-least-squares.ts";
import {
  type Bounds,
  type Linearization,
  linearizationOf,
  linearize,
} from "./nonlinear-least-squares-linearization.ts";
import { type Evaluator, evaluatorOf, type NonlinearProblem, sumOfSquares } from "./nonlinear-least-squares-problem.ts";
import { descend } from "./nonlinear-least-squares-trust-region.ts";

export interface NonlinearOptions {
  /** Bounds of the coefficients, infinite or absent where there is none. */
  lower?: ArrayLike<number>;
  upper?: ArrayLike<number>;
  /** Trust-region steps tried before and after the polish together; default 1000. */
  maxIterations?: number;
  /** The gradient norm up to which the point counts as an optimum; default 1e-6. */
  tolerance?: number;
  /** The gradient norm that the search aims at; where rounding ends it before, `tolerance` decides. Default 1e-12. */
  gradientTarget?: number;
  /** The first step's greatest length, in units of the start's; default 1. */
  firstRadius?: number;
  /** Whether ml-levenberg-marquardt does the middle part of the way; default true. */
  polish?: boolean;
}

/** A local optimum of a sum of squares, or the place where the search had to stop. */
export interface NonlinearSolution {
  coefficients: number[];
  sumOfSquaredResiduals: number;
  /**
   * (J'J)^-1 by column-scaled QR, 0 in rows and columns of held coefficients; null unless the rank is full. Times the
   * residual variance it is the covariance.
   */
  unscaledCovariance: number[][] | null;
  /** Of the Jacobian of the free coefficients. */
  rank: number;
  /** Of that Jacobian with columns of length 1, in the Frobenius norm; null unless the rank is full. */
  conditionNumber: number | null;
  /**
   * `gradientNorm` is within the tolerance and every free coefficient moves the fit. A rank below the number of free
   * coefficients does not speak against it: then the optimum is one of many.
   */
  converged: boolean;
  /** Steps tried. */
  iterations: number;
  /** The cosine between the residuals and the tangent plane (of the free coefficients): 0 at an optimum, at most 1. */
  gradientNorm: number;
  /** The bound that holds each coefficient; null where it is free. */
  held: ("lower" | "upper" | null)[];
  /** Calls of the model, those for differences included. */
  evaluations: number;
}

/** Close enough to an optimum for steps that nobody rejects. */
const POLISH_FROM = 1e-2;
const POLISH_ITERATIONS = 6;

function boundsOf(count: number, options: NonlinearOptions): Bounds {
  const { lower, upper } = options;
  return {
    lower: Float64Array.from({ length: count }, (_, j) => lower?.[j] ?? Number.NEGATIVE_INFINITY),
    upper: Float64Array.from({ length: count }, (_, j) => upper?.[j] ?? Number.POSITIVE_INFINITY),
  };
}

/**
 * The matrix M that takes coordinates with an orthonormal Jacobian, J M = Q1, to the free coefficients: in them the
 * normal equations of ml-levenberg-marquardt lose nothing and its least damping of 1e-7 is small for every direction.
 */
function orthonormalCoordinates(at: Linearization): Float64Array {
  const { rank, coefficients, rows, factored } = at;
  const { design, pivot, scale } = factored;
  const matrix = new Float64Array(coefficients * rank);
  for (let column = 0; column < rank; column++) {
    for (let i = column; i >= 0; i--) {
      let value = i === column ? 1 : 0;
      for (let k = i + 1; k <= column; k++) {
        value -= (design[pivot[k]! * rows + i]! * matrix[column * coefficients + pivot[k]!]!) / scale[pivot[k]!]!;
      }
      matrix[column * coefficients + pivot[i]!] = (value / design[pivot[i]! * rows + i]!) * scale[pivot[i]!]!;
    }
  }
  return matrix;
}

/**
 * A few steps of ml-levenberg-marquardt from the point of `at`. It takes any step, and the best point it saw is what it
 * gives back: that is taken over only if it is within the bounds and our own evaluation finds a lower sum of squares.
 *
 * @returns Its iterations.
 */
function polish(evaluator: Evaluator, at: Linearization, bounds: Bounds): number {
  const { rows, coefficients, rank } = at;
  const matrix = orthonormalCoordinates(at);
  const origin = at.point.slice();
  const point = new Float64Array(coefficients);
  const residuals = new Float64Array(rows);
  const jacobian = new Float64Array(rows * coefficients);
  const moveTo = (coordinates: readonly number[]): void => {
    point.set(origin);
    for (let k = 0; k < rank; k++) {
      for (let j = 0; j < coefficients; j++) point[j] = point[j]! + matrix[k * coefficients + j]! * coordinates[k]!;
    }
  };
  const { parameterValues, iterations } = levenbergMarquardt(
    { x: Array.from({ length: rows }, (_, i) => i), y: new Float64Array(rows) },
    (coordinates) => {
      moveTo(coordinates);
      const finite = evaluator.evaluate(point, residuals, null);
      return (i) => (finite ? residuals[i]! : Number.NaN);
    },
    {
      initialValues: new Float64Array(rank),
      jacobianFunction: (coordinates) => {
        moveTo(coordinates);
        const finite = evaluator.evaluate(point, residuals, jacobian);
        return (i) => {
          const derivatives = new Array<number>(rank).fill(0);
          if (!finite) return derivatives;
          for (let k = 0; k < rank; k++) {
            for (let j = 0; j < coefficients; j++) {
              derivatives[k] = derivatives[k]! + jacobian[j * rows + i]! * matrix[k * coefficients + j]!;
            }
          }
          return derivatives;
        };
      },
      damping: 1e-7,
      errorTolerance: 0,
      maxIterations: POLISH_ITERATIONS,
      minValues: new Array<number>(rank).fill(Number.NEGATIVE_INFINITY),
      maxValues: new Array<number>(rank).fill(Number.POSITIVE_INFINITY),
    },
  );
  moveTo(parameterValues);
  const within = point.every((value, j) => value >= bounds.lower[j]! && value <= bounds.upper[j]!);
  const finite = within && evaluator.evaluate(point, residuals, jacobian);
  if (!finite || !(sumOfSquares(residuals) < sumOfSquares(at.residuals))) return iterations;
  const before = { point: at.point.slice(), residuals: at.residuals.slice(), jacobian: at.jacobian.slice() };
  at.point.set(point);
  at.residuals.set(residuals);
  at.jacobian.set(jacobian);
  if (linearize(at, bounds)) return iterations;
  at.point.set(before.point);
  at.residuals.set(before.residuals);
  at.jacobian.set(before.jacobian);
  linearize(at, bounds);
  return iterations;
}

function solutionAt(at: Linearization, tolerance: number, iterations: number, evaluations: number): NonlinearSolution {
  const free = Array.from(at.held).filter((side) => side === 0).length;
  const unscaledCovariance = at.rank === free ? inverseOfCrossProduct(at.factored) : null;
  let inflation = 0;
  let moves = true;
  for (let j = 0; j < at.coefficients; j++) {
    if (at.held[j] !== 0) continue;
    if (at.columnNorm[j] === 0) moves = false;
    inflation += (unscaledCovariance?.[j]?.[j] ?? 0) * at.columnNorm[j]! * at.columnNorm[j]!;
  }
  return {
    coefficients: Array.from(at.point),
    sumOfSquaredResiduals: sumOfSquares(at.residuals),
    unscaledCovariance,
    rank: at.rank,
    conditionNumber: unscaledCovariance === null ? null : Math.sqrt(free * inflation),
    converged: moves && at.gradientNorm <= tolerance,
    iterations,
    gradientNorm: at.gradientNorm,
    held: Array.from(at.held, (side) => (side === 0 ? null : side < 0 ? "lower" : "upper")),
    evaluations,
  };
}

/**
 * Nonlinear least squares from a start: guarded trust-region steps to near the optimum, a polish by
 * ml-levenberg-marquardt in orthonormal coordinates, and guarded steps again until the gradient is down to rounding.
 * Whether it is an optimum is judged by the gradient there, never by which of them stopped.
 *
 * @param start - Moved inside the bounds if it is not.
 * @throws ScalingError `NOT_FINITE` where the problem has no finite residuals or derivatives at the start.
 */
export function nonlinearLeastSquares(
  problem: NonlinearProblem,
  start: ArrayLike<number>,
  options: NonlinearOptions = {},
): NonlinearSolution {
  const { maxIterations = 1000, tolerance = 1e-6, gradientTarget = 1e-12, firstRadius = 1 } = options;
  const evaluator = evaluatorOf(problem, start);
  const bounds = boundsOf(problem.coefficients, options);
  const at = linearizationOf(problem.rows, problem.coefficients);
  for (let j = 0; j < problem.coefficients; j++) {
    at.point[j] = Math.max(bounds.lower[j]!, Math.min(bounds.upper[j]!, start[j]!));
  }
  if (!evaluator.evaluate(at.point, at.residuals, at.jacobian) || !linearize(at, bounds)) {
    throw new ScalingError("NOT_FINITE", `Expected a start with finite residuals but got [${Array.from(at.point)}]`);
  }
  const withPolish = options.polish !== false && problem.rows > 1;
  const descent = { target: withPolish ? POLISH_FROM : gradientTarget, maxIterations, firstRadius };
  let iterations = descend(evaluator, at, bounds, descent);
  if (withPolish && at.rank > 0 && at.gradientNorm <= POLISH_FROM && at.gradientNorm > gradientTarget) {
    const polished = polish(evaluator, at, bounds);
    const left = maxIterations - iterations;
    iterations +=
      polished + descend(evaluator, at, bounds, { target: gradientTarget, maxIterations: left, firstRadius });
  }
  return solutionAt(at, tolerance, iterations, evaluator.evaluations);
}
