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

/**
 * Moves a linearization that is near an optimum to a lower sum of squares within the bounds, or leaves it where it is.
 *
 * @returns Its iterations.
 */
export type Polish = (evaluator: Evaluator, at: Linearization, bounds: Bounds) => number;

/** Close enough to an optimum for steps that nobody rejects. */
const POLISH_FROM = 1e-2;

function boundsOf(count: number, options: NonlinearOptions): Bounds {
  const { lower, upper } = options;
  return {
    lower: Float64Array.from({ length: count }, (_, j) => lower?.[j] ?? Number.NEGATIVE_INFINITY),
    upper: Float64Array.from({ length: count }, (_, j) => upper?.[j] ?? Number.POSITIVE_INFINITY),
  };
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
 * Nonlinear least squares from a start by guarded trust-region steps, until the gradient is down to rounding. Whether it
 * is an optimum is judged by the gradient there, never by which rule stopped the search.
 *
 * @param start - Moved inside the bounds if it is not.
 * @param polish - Takes over near the optimum, once; the guarded steps finish what it leaves.
 * @throws ScalingError `NOT_FINITE` where the problem has no finite residuals or derivatives at the start.
 */
export function guardedLeastSquares(
  problem: NonlinearProblem,
  start: ArrayLike<number>,
  options: NonlinearOptions = {},
  polish: Polish | null = null,
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
  const first = polish === null ? gradientTarget : POLISH_FROM;
  let iterations = descend(evaluator, at, bounds, { target: first, maxIterations, firstRadius });
  if (polish !== null && at.rank > 0 && at.gradientNorm <= first && at.gradientNorm > gradientTarget) {
    const left = maxIterations - iterations;
    iterations += polish(evaluator, at, bounds);
    iterations += descend(evaluator, at, bounds, { target: gradientTarget, maxIterations: left, firstRadius });
  }
  return solutionAt(at, tolerance, iterations, evaluator.evaluations);
}
