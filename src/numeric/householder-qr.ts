import type { LeastSquaresWorkspace } from "./least-squares-workspace.ts";

/** Below this share of the last exact norm a downdated norm has lost half its digits (LAPACK dgeqp3). */
const DOWNDATE_LIMIT = Math.sqrt(Number.EPSILON);
/** Columns whose remaining norms differ by less are taken in their given order. */
const TIE = 1 + 1e-8;

function normFrom(values: Float64Array, from: number, to: number): number {
  let square = 0;
  for (let i = from; i < to; i++) square += values[i]! * values[i]!;
  return Math.sqrt(square);
}

/** Brings the largest entry of each column into [1, 2) by an exact power of two, and notes the column norms. */
function scaleColumns(workspace: LeastSquaresWorkspace): void {
  const { rows, columns, design } = workspace;
  for (let j = 0; j < columns; j++) {
    const start = j * rows;
    let largest = 0;
    for (let i = start; i < start + rows; i++) largest = Math.max(largest, Math.abs(design[i]!));
    const exponent = largest > 0 ? Math.max(-1000, Math.min(1000, -Math.floor(Math.log2(largest)))) : 0;
    const scale = 2 ** exponent;
    if (scale !== 1) for (let i = start; i < start + rows; i++) design[i] = design[i]! * scale;
    const norm = normFrom(design, start, start + rows);
    workspace.scale[j] = scale;
    workspace.norm[j] = norm;
    workspace.remaining[j] = norm;
    workspace.reference[j] = norm;
    workspace.pivot[j] = j;
  }
}

/** The place from `step` on whose column has the largest share of its norm outside the columns already taken. */
function pivotPlace(workspace: LeastSquaresWorkspace, step: number): number {
  const { pivot, norm, remaining } = workspace;
  let place = step;
  let best = -1;
  for (let k = step; k < workspace.columns; k++) {
    const column = pivot[k]!;
    const share = norm[column]! > 0 ? remaining[column]! / norm[column]! : 0;
    if (share > best * TIE) {
      best = share;
      place = k;
    }
  }
  return best > workspace.rows * Number.EPSILON ? place : -1;
}

/** The reflection that clears column `column` below row `step`: v below the diagonal (v at the diagonal is 1), R on it. */
function reflect(workspace: LeastSquaresWorkspace, step: number, column: number): void {
  const { rows, design } = workspace;
  const start = column * rows;
  const head = design[start + step]!;
  const length = normFrom(design, start + step, start + rows);
  if (length === Math.abs(head)) {
    workspace.tau[step] = 0;
    return;
  }
  const diagonal = head > 0 ? -length : length;
  workspace.tau[step] = (diagonal - head) / diagonal;
  const factor = 1 / (head - diagonal);
  for (let i = start + step + 1; i < start + rows; i++) design[i] = design[i]! * factor;
  design[start + step] = diagonal;
}

/** Applies reflection `step` to the `rows` values that begin at `start`. */
function applyReflection(workspace: LeastSquaresWorkspace, step: number, values: Float64Array, start: number): void {
  const tau = workspace.tau[step]!;
  if (tau === 0) return;
  const { rows, design } = workspace;
  const vector = workspace.pivot[step]! * rows;
  let product = values[start + step]!;
  for (let i = step + 1; i < rows; i++) product += design[vector + i]! * values[start + i]!;
  product *= tau;
  values[start + step] = values[start + step]! - product;
  for (let i = step + 1; i < rows; i++) values[start + i] = values[start + i]! - product * design[vector + i]!;
}

function downdate(workspace: LeastSquaresWorkspace, step: number, column: number): void {
  const { rows, design, remaining, reference } = workspace;
  const before = remaining[column]!;
  if (before === 0) return;
  const taken = Math.abs(design[column * rows + step]!) / before;
  const left = Math.max(0, (1 + taken) * (1 - taken));
  const loss = before / reference[column]!;
  if (left * loss * loss > DOWNDATE_LIMIT) {
    remaining[column] = before * Math.sqrt(left);
    return;
  }
  const exact = normFrom(design, column * rows + step + 1, (column + 1) * rows);
  remaining[column] = exact;
  reference[column] = exact;
}

/**
 * Factors the design in place, A S P = Q R, by Householder reflections with column pivoting (Businger and Golub 1965;
 * norms downdated as in LAPACK dgeqp3). A column counts as dependent when the share of its norm that no other column
 * explains is at most rows x machine epsilon. Sets `rank` and `pivot`.
 */
export function factor(workspace: LeastSquaresWorkspace): void {
  const { rows, columns, design, pivot } = workspace;
  scaleColumns(workspace);
  const steps = Math.min(rows, columns);
  workspace.rank = 0;
  for (let step = 0; step < steps; step++) {
    const place = pivotPlace(workspace, step);
    if (place < 0) return;
    const column = pivot[place]!;
    // The columns between move up by one, so that columns left over keep their order.
    for (let k = place; k > step; k--) pivot[k] = pivot[k - 1]!;
    pivot[step] = column;
    reflect(workspace, step, column);
    for (let k = step + 1; k < columns; k++) {
      applyReflection(workspace, step, design, pivot[k]! * rows);
      downdate(workspace, step, pivot[k]!);
    }
    workspace.rank = step + 1;
  }
}

/** values <- Q' values. */
export function applyTransposedQ(workspace: LeastSquaresWorkspace, values: Float64Array): void {
  for (let step = 0; step < workspace.rank; step++) applyReflection(workspace, step, values, 0);
}

/** values <- Q values. */
export function applyQ(workspace: LeastSquaresWorkspace, values: Float64Array): void {
  for (let step = workspace.rank - 1; step >= 0; step--) applyReflection(workspace, step, values, 0);
}

/** The first `rank` values <- R^-1 values. */
export function solveR(workspace: LeastSquaresWorkspace, values: Float64Array): void {
  const { rank, rows, design, pivot } = workspace;
  for (let i = rank - 1; i >= 0; i--) {
    let value = values[i]!;
    for (let k = i + 1; k < rank; k++) value -= design[pivot[k]! * rows + i]! * values[k]!;
    values[i] = value / design[pivot[i]! * rows + i]!;
  }
}

/** The first `rank` values <- R'^-1 values. */
export function solveTransposedR(workspace: LeastSquaresWorkspace, values: Float64Array): void {
  const { rank, rows, design, pivot } = workspace;
  for (let i = 0; i < rank; i++) {
    const column = pivot[i]! * rows;
    let value = values[i]!;
    for (let k = 0; k < i; k++) value -= design[column + k]! * values[k]!;
    values[i] = value / design[column + i]!;
  }
}

/**
 * Solves the problem in the workspace without allocating: `coefficients`, `rank`, `pivot` and `sumOfSquaredResiduals`
 * are set. Of a rank-deficient problem it is the basic solution: dependent columns have coefficient 0.
 */
export function solveInPlace(workspace: LeastSquaresWorkspace): void {
  const { rows, columns, target, coefficients, pivot, scale } = workspace;
  factor(workspace);
  applyTransposedQ(workspace, target);
  let square = 0;
  for (let i = workspace.rank; i < rows; i++) square += target[i]! * target[i]!;
  workspace.sumOfSquaredResiduals = square;
  solveR(workspace, target);
  for (let k = 0; k < columns; k++) {
    const column = pivot[k]!;
    coefficients[column] = k < workspace.rank ? target[k]! * scale[column]! : 0;
  }
}
