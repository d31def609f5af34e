import { compensatedDifference } from "./compensated-dot.ts";
import { applyQ, applyTransposedQ, solveInPlace, solveR, solveTransposedR } from "./householder-qr.ts";
import { type LeastSquaresWorkspace, leastSquaresWorkspace } from "./least-squares-workspace.ts";

/** The solution of min over b of sum w_i (y_i - sum_j x_ij b_j)^2. */
export interface LeastSquares {
  /** In column order. Of a rank-deficient problem the basic solution: dependent columns have coefficient 0. */
  coefficients: number[];
  rank: number;
  /** Columns that are a combination of the others to within rows x machine epsilon; empty at full rank. */
  dependentColumns: number[];
  /** (X'WX)^-1 in column order; null unless the rank is full. Times the residual variance it is the covariance. */
  unscaledCovariance: number[][] | null;
  /** y - X b, not multiplied by any weight. */
  residuals: Float64Array;
  /** sum w_i residual_i^2. */
  sumOfSquaredResiduals: number;
}

const MAX_REFINEMENTS = 6;

/** NaN if any value is NaN. */
function maxAbsolute(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}

/**
 * (A'A)^-1 = S P (R'R)^-1 P' S from the factor, one column of the identity at a time; rows and columns of dependent
 * columns are 0.
 */
export function inverseOfCrossProduct(workspace: LeastSquaresWorkspace): number[][] {
  const { columns, rank, pivot, scale } = workspace;
  const inverse = Array.from({ length: columns }, () => new Array<number>(columns).fill(0));
  const unit = new Float64Array(columns);
  for (let k = 0; k < rank; k++) {
    unit.fill(0);
    unit[k] = 1;
    solveTransposedR(workspace, unit);
    solveR(workspace, unit);
    const column = pivot[k]!;
    for (let i = 0; i <= k; i++) {
      const row = pivot[i]!;
      const entry = unit[i]! * scale[row]! * scale[column]!;
      inverse[row]![column] = entry;
      inverse[column]![row] = entry;
    }
  }
  return inverse;
}

/**
 * Iterative refinement of the augmented system r + A b = y, A'r = 0, its residuals in twice the precision and its
 * corrections from the factor (Bjorck 1967; Demmel, Hida, Riedy and Li 2009). A step that is not finite, or not
 * smaller than half the step before, is not taken.
 */
function refine(
  workspace: LeastSquaresWorkspace,
  design: Float64Array,
  target: Float64Array,
  coefficients: Float64Array,
): void {
  const { rows, columns, rank, pivot, scale } = workspace;
  const residual = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    residual[i] = compensatedDifference(target[i]!, 0, design, i, rows, coefficients, columns);
  }
  const first = new Float64Array(rows);
  const second = new Float64Array(rank);
  const step = new Float64Array(rank);
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_REFINEMENTS; round++) {
    for (let i = 0; i < rows; i++) {
      first[i] = compensatedDifference(target[i]!, residual[i]!, design, i, rows, coefficients, columns);
    }
    for (let k = 0; k < rank; k++) {
      const column = pivot[k]!;
      second[k] = compensatedDifference(0, 0, design, column * rows, 1, residual, rows) * scale[column]!;
    }
    applyTransposedQ(workspace, first);
    solveTransposedR(workspace, second);
    for (let k = 0; k < rank; k++) {
      step[k] = first[k]! - second[k]!;
      first[k] = second[k]!;
    }
    solveR(workspace, step);
    applyQ(workspace, first);
    const size = maxAbsolute(step);
    if (!(size < before / 2)) return;
    let largest = 0;
    for (let k = 0; k < rank; k++) {
      const column = pivot[k]!;
      coefficients[column] = coefficients[column]! + step[k]! * scale[column]!;
      largest = Math.max(largest, Math.abs(coefficients[column]! / scale[column]!));
    }
    for (let i = 0; i < rows; i++) residual[i] = residual[i]! + first[i]!;
    if (size <= Number.EPSILON * largest) return;
    before = size;
  }
}

/**
 * Linear least squares by column-scaled Householder QR with column pivoting and iterative refinement.
 *
 * @param columns - p columns of n numbers each; an intercept is a column of ones.
 * @param target - n numbers.
 * @param weights - n inverse variances, none below zero; without them all points count alike.
 *
 * The arrays are taken as checked: finite, of equal length, n and p at least 1.
 */
export function leastSquares(
  columns: readonly ArrayLike<number>[],
  target: ArrayLike<number>,
  weights?: ArrayLike<number>,
): LeastSquares {
  const rows = target.length;
  const workspace = leastSquaresWorkspace(rows, columns.length);
  for (let i = 0; i < rows; i++) {
    const root = weights === undefined ? 1 : Math.sqrt(weights[i]!);
    workspace.target[i] = target[i]! * root;
    for (let j = 0; j < columns.length; j++) workspace.design[j * rows + i] = columns[j]![i]! * root;
  }
  const design = workspace.design.slice();
  const whitened = workspace.target.slice();
  solveInPlace(workspace);
  const { coefficients, rank, pivot } = workspace;
  refine(workspace, design, whitened, coefficients);
  const residuals = new Float64Array(rows);
  const row = new Float64Array(columns.length);
  let square = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns.length; j++) row[j] = columns[j]![i]!;
    const residual = compensatedDifference(target[i]!, 0, row, 0, 1, coefficients, columns.length);
    residuals[i] = residual;
    square += (weights === undefined ? 1 : weights[i]!) * residual * residual;
  }
  return {
    coefficients: Array.from(coefficients),
    rank,
    dependentColumns: Array.from(pivot.subarray(rank)),
    unscaledCovariance: rank === columns.length ? inverseOfCrossProduct(workspace) : null,
    residuals,
    sumOfSquaredResiduals: square,
  };
}
