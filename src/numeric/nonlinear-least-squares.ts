import { levenbergMarquardt } from "ml-levenberg-marquardt";
import {
  guardedLeastSquares,
  type NonlinearOptions,
  type NonlinearSolution,
} from "./nonlinear-least-squares-guarded.ts";
import { type Bounds, type Linearization, linearize } from "./nonlinear-least-squares-linearization.ts";
import { type Evaluator, type NonlinearProblem, sumOfSquares } from "./nonlinear-least-squares-problem.ts";

export type { NonlinearOptions, NonlinearSolution } from "./nonlinear-least-squares-guarded.ts";

const POLISH_ITERATIONS = 4;

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
 * It throws where rounding leaves its normal equations not symmetric to the last bit; the guarded steps then go on alone.
 *
 * @returns Its iterations.
 */
function polishByPackage(evaluator: Evaluator, at: Linearization, bounds: Bounds): number {
  const { rows, coefficients, rank } = at;
  // The package refuses a single row.
  if (rows < 2) return 0;
  const matrix = orthonormalCoordinates(at);
  const origin = at.point.slice();
  const point = new Float64Array(coefficients);
  const residuals = new Float64Array(rows);
  const jacobian = new Float64Array(rows * coefficients);
  const moveTo = (coordinates: ArrayLike<number>): void => {
    point.set(origin);
    for (let k = 0; k < rank; k++) {
      for (let j = 0; j < coefficients; j++) point[j] = point[j]! + matrix[k * coefficients + j]! * coordinates[k]!;
    }
  };
  const model = (coordinates: ArrayLike<number>): ((i: number) => number) => {
    moveTo(coordinates);
    const finite = evaluator.evaluate(point, residuals, null);
    return (i) => (finite ? residuals[i]! : Number.NaN);
  };
  let polished: ReturnType<typeof levenbergMarquardt>;
  try {
    polished = levenbergMarquardt({ x: Array.from({ length: rows }, (_, i) => i), y: new Float64Array(rows) }, model, {
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
    });
  } catch {
    return 0;
  }
  const { parameterValues, iterations } = polished;
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

/**
 * Nonlinear least squares from a start: guarded trust-region steps to near the optimum, a polish by
 * ml-levenberg-marquardt in orthonormal coordinates, and guarded steps again until the gradient is down to rounding.
 * Everything else is as in `guardedLeastSquares`, which does without the package.
 *
 * @throws ScalingError `NOT_FINITE` where the problem has no finite residuals or derivatives at the start.
 */
export function nonlinearLeastSquares(
  problem: NonlinearProblem,
  start: ArrayLike<number>,
  options: NonlinearOptions = {},
): NonlinearSolution {
  return guardedLeastSquares(problem, start, options, polishByPackage);
}
