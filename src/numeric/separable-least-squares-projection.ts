import { applyQ, applyTransposedQ, solveInPlace } from "./householder-qr.ts";
import { type LeastSquaresWorkspace, leastSquaresWorkspace } from "./least-squares-workspace.ts";
import type { NonlinearProblem } from "./nonlinear-least-squares-problem.ts";
import type { SeparableProblem } from "./separable-least-squares-problem.ts";

/** The linear part of a separable problem at one shape, with the room to solve it in. */
export interface Projection {
  readonly problem: SeparableProblem;
  /** Square roots of the weights; null for equal ones. */
  readonly roots: Float64Array | null;
  /** y and the columns, multiplied by `roots`. */
  readonly target: Float64Array;
  readonly columns: Float64Array;
  readonly derivatives: Float64Array;
  readonly workspace: LeastSquaresWorkspace;
  /** Columns with a lower bound, and the bounds. */
  readonly bounded: number[];
  readonly lower: Float64Array;
  /** 1 for a linear coefficient that its bound holds. */
  readonly held: Uint8Array;
  /** The linear coefficients at the last shape solved. */
  readonly linear: Float64Array;
}

export function projectionOf(problem: SeparableProblem): Projection {
  const { rows, columns, shapes, weights } = problem;
  const roots = weights === undefined ? null : Float64Array.from(weights, Math.sqrt);
  const lower = Float64Array.from({ length: columns }, (_, k) => problem.lower?.[k] ?? Number.NEGATIVE_INFINITY);
  return {
    problem,
    roots,
    target: Float64Array.from(problem.target, (value, i) => value * (roots === null ? 1 : roots[i]!)),
    columns: new Float64Array(rows * columns),
    derivatives: new Float64Array(rows * columns * shapes),
    workspace: leastSquaresWorkspace(rows, columns),
    bounded: Array.from(lower.keys()).filter((k) => lower[k]! > Number.NEGATIVE_INFINITY),
    lower,
    held: new Uint8Array(columns),
    linear: new Float64Array(columns),
  };
}

function whiten(projection: Projection, values: Float64Array): void {
  const { roots } = projection;
  if (roots === null) return;
  const rows = roots.length;
  for (let start = 0; start < values.length; start += rows) {
    for (let i = 0; i < rows; i++) values[start + i] = values[start + i]! * roots[i]!;
  }
}

/** False if any value is NaN or infinite. */
function allFinite(values: Float64Array): boolean {
  let probe = 0;
  for (let i = 0; i < values.length; i++) probe += values[i]! * 0;
  return probe === 0;
}

/**
 * Solves for the columns that are free and what the held ones leave of the target. A held column becomes one of zeros,
 * which the factor takes for a dependent one.
 *
 * @returns The sum of squares; Infinity where a free coefficient is below its bound.
 */
function solveHeld(projection: Projection): number {
  const { workspace, columns, held, lower, linear } = projection;
  const { rows, design, target } = workspace;
  target.set(projection.target);
  design.set(columns);
  for (const k of projection.bounded) {
    if (held[k] === 0) continue;
    design.fill(0, k * rows, (k + 1) * rows);
    for (let i = 0; i < rows; i++) target[i] = target[i]! - lower[k]! * columns[k * rows + i]!;
  }
  solveInPlace(workspace);
  linear.set(workspace.coefficients);
  for (const k of projection.bounded) {
    if (held[k] === 1) linear[k] = lower[k]!;
    else if (linear[k]! < lower[k]!) return Number.POSITIVE_INFINITY;
  }
  return workspace.sumOfSquaredResiduals;
}

/**
 * Solves the linear part at `shape`, exactly, within its bounds: the optimum of a convex problem is the best among the
 * unbounded optima of all faces that are inside the bounds, and with few bounded columns there are few faces.
 *
 * @returns The least sum of squares, with `linear` and `held` set; Infinity where the columns are not finite.
 */
export function solveLinear(projection: Projection, shape: Float64Array): number {
  const { problem, columns, bounded, held } = projection;
  if (!problem.fillColumns(shape, columns)) return Number.POSITIVE_INFINITY;
  whiten(projection, columns);
  if (!allFinite(columns)) return Number.POSITIVE_INFINITY;
  held.fill(0);
  const free = solveHeld(projection);
  if (Number.isFinite(free) || bounded.length === 0) return free;
  let best = Number.POSITIVE_INFINITY;
  let bestFace = 2 ** bounded.length - 1;
  for (let face = 1; face < 2 ** bounded.length; face++) {
    for (let b = 0; b < bounded.length; b++) held[bounded[b]!] = (face >> b) & 1;
    const square = solveHeld(projection);
    if (!(square < best)) continue;
    best = square;
    bestFace = face;
  }
  for (let b = 0; b < bounded.length; b++) held[bounded[b]!] = (bestFace >> b) & 1;
  return solveHeld(projection);
}

/** The derivatives of the fitted values by each shape at fixed linear coefficients, one column a shape. */
function fittedDerivatives(projection: Projection, into: Float64Array): void {
  const { derivatives, linear, problem } = projection;
  const { rows, columns, shapes } = problem;
  for (let m = 0; m < shapes; m++) {
    into.fill(0, m * rows, (m + 1) * rows);
    for (let k = 0; k < columns; k++) {
      const start = (m * columns + k) * rows;
      const coefficient = linear[k]!;
      for (let i = 0; i < rows; i++) into[m * rows + i] = into[m * rows + i]! + derivatives[start + i]! * coefficient;
    }
  }
}

/** values <- (I - Q1 Q1') values. */
function removeFitted(workspace: LeastSquaresWorkspace, values: Float64Array): void {
  applyTransposedQ(workspace, values);
  values.fill(0, 0, workspace.rank);
  applyQ(workspace, values);
}

/**
 * The problem in the shapes alone, the linear part solved at each of them: variable projection (Golub and Pereyra 1973)
 * with Kaufman's Jacobian (1975), whose gradient is exact.
 */
export function projectedProblem(projection: Projection): NonlinearProblem {
  const { problem, workspace } = projection;
  const { rows, shapes } = problem;
  const fitted = new Float64Array(rows * shapes);
  const column = new Float64Array(rows);
  return {
    rows,
    coefficients: shapes,
    evaluate(shape, residuals, jacobian) {
      if (!Number.isFinite(solveLinear(projection, shape))) return false;
      // Behind the rank the solved target holds what no column explains.
      residuals.set(workspace.target);
      residuals.fill(0, 0, workspace.rank);
      applyQ(workspace, residuals);
      if (jacobian === null) return true;
      if (!problem.fillDerivatives(shape, projection.derivatives)) return false;
      whiten(projection, projection.derivatives);
      fittedDerivatives(projection, fitted);
      for (let m = 0; m < shapes; m++) {
        column.set(fitted.subarray(m * rows, (m + 1) * rows));
        removeFitted(workspace, column);
        for (let i = 0; i < rows; i++) jacobian[m * rows + i] = -column[i]!;
      }
      return true;
    },
  };
}

/** The whole problem, in the shapes and then the linear coefficients; residuals are observed - fitted. */
export function fullProblem(projection: Projection): NonlinearProblem {
  const { problem, columns, target, linear } = projection;
  const { rows, shapes } = problem;
  return {
    rows,
    coefficients: shapes + problem.columns,
    evaluate(coefficients, residuals, jacobian) {
      const shape = coefficients.subarray(0, shapes);
      if (!problem.fillColumns(shape, columns)) return false;
      whiten(projection, columns);
      linear.set(coefficients.subarray(shapes));
      residuals.set(target);
      for (let k = 0; k < problem.columns; k++) {
        const coefficient = linear[k]!;
        for (let i = 0; i < rows; i++) residuals[i] = residuals[i]! - coefficient * columns[k * rows + i]!;
      }
      if (jacobian === null) return true;
      if (!problem.fillDerivatives(shape, projection.derivatives)) return false;
      whiten(projection, projection.derivatives);
      fittedDerivatives(projection, jacobian);
      jacobian.set(columns, shapes * rows);
      for (let i = 0; i < jacobian.length; i++) jacobian[i] = -jacobian[i]!;
      return true;
    },
  };
}
