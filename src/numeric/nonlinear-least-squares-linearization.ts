import { applyTransposedQ, factor, solveInPlace, solveR, solveTransposedR } from "./householder-qr.ts";
import { type LeastSquaresWorkspace, leastSquaresWorkspace } from "./least-squares-workspace.ts";
import { scaledNorm } from "./nonlinear-least-squares-problem.ts";

/** Residuals below this share of the fitted values are measured against the fitted values: see `gradientNorm`. */
const EXACT_FIT = 1e-6;

/** Bounds of the coefficients, infinite where there is none. */
export interface Bounds {
  lower: Float64Array;
  upper: Float64Array;
}

/** What the problem looks like at one point: f + J step, factored, with the coefficients held that a bound stops. */
export interface Linearization {
  readonly rows: number;
  readonly coefficients: number;
  readonly point: Float64Array;
  readonly residuals: Float64Array;
  readonly jacobian: Float64Array;
  /** ||J_j||, also of held coefficients. */
  readonly columnNorm: Float64Array;
  /** -1 or 1: at its lower or upper bound, and the sum of squares falls beyond it. 0: free. */
  readonly held: Int8Array;
  readonly factored: LeastSquaresWorkspace;
  /** The first `rank` entries of Q' f. */
  readonly projected: Float64Array;
  readonly damped: LeastSquaresWorkspace;
  residualNorm: number;
  rank: number;
  /**
   * ||Q1' f|| / ||f||, the cosine between the residuals and the tangent plane of the free coefficients: the relative
   * offset of Bates and Watts (1981), which no scaling or linear change of the coefficients alters. It bounds the
   * cosine with every single column, and the Gauss-Newton step in units of standard errors is below it times sqrt(n).
   * For an all but exact fit ||f|| is rounding, and a millionth of the fitted values stands in its place.
   */
  gradientNorm: number;
}

export function linearizationOf(rows: number, coefficients: number): Linearization {
  return {
    rows,
    coefficients,
    point: new Float64Array(coefficients),
    residuals: new Float64Array(rows),
    jacobian: new Float64Array(rows * coefficients),
    columnNorm: new Float64Array(coefficients),
    held: new Int8Array(coefficients),
    factored: leastSquaresWorkspace(rows, coefficients),
    projected: new Float64Array(rows),
    damped: leastSquaresWorkspace(2 * coefficients, coefficients),
    residualNorm: 0,
    rank: 0,
    gradientNorm: 0,
  };
}

/** Holds the coefficients at a bound that minus the gradient, J_j' f, would push across. */
function hold(at: Linearization, bounds: Bounds): void {
  const { rows, jacobian, residuals, point } = at;
  for (let j = 0; j < at.coefficients; j++) {
    at.held[j] = 0;
    const isLow = point[j]! <= bounds.lower[j]!;
    const isHigh = point[j]! >= bounds.upper[j]!;
    if (!isLow && !isHigh) continue;
    let gradient = 0;
    for (let i = 0; i < rows; i++) gradient += jacobian[j * rows + i]! * residuals[i]!;
    if (isLow && (gradient >= 0 || isHigh)) at.held[j] = -1;
    else if (isHigh && gradient <= 0) at.held[j] = 1;
  }
}

/** Factors J at `point`, whose residuals and Jacobian are filled in. False where the Jacobian is not finite. */
export function linearize(at: Linearization, bounds: Bounds): boolean {
  const { rows, coefficients, jacobian, factored, projected } = at;
  let fittedScale = 0;
  for (let j = 0; j < coefficients; j++) {
    const norm = scaledNorm(jacobian, j * rows, rows);
    if (!Number.isFinite(norm)) return false;
    at.columnNorm[j] = norm;
    fittedScale = Math.max(fittedScale, norm * Math.abs(at.point[j]!));
  }
  hold(at, bounds);
  factored.design.set(jacobian);
  for (let j = 0; j < coefficients; j++) {
    // A column of zeros is dependent: the factor leaves it out and its step is 0.
    if (at.held[j] !== 0) factored.design.fill(0, j * rows, (j + 1) * rows);
  }
  factor(factored);
  at.rank = factored.rank;
  projected.set(at.residuals);
  applyTransposedQ(factored, projected);
  at.residualNorm = scaledNorm(at.residuals, 0, rows);
  const reference = Math.max(at.residualNorm, EXACT_FIT * fittedScale);
  at.gradientNorm = reference === 0 ? 0 : scaledNorm(projected, 0, at.rank) / reference;
  return true;
}

/** step <- argmin ||f + J step||, 0 for held and dependent coefficients. */
export function gaussNewtonStep(at: Linearization, step: Float64Array): void {
  const { factored, projected, rank } = at;
  const { pivot, scale } = factored;
  const solution = at.damped.target;
  for (let k = 0; k < rank; k++) solution[k] = -projected[k]!;
  solveR(factored, solution);
  step.fill(0);
  for (let k = 0; k < rank; k++) step[pivot[k]!] = solution[k]! * scale[pivot[k]!]!;
}

/** step <- argmin ||f + J step||^2 + damping ||D step||^2, through a QR factor of R over sqrt(damping) D. */
export function dampedStep(at: Linearization, damping: number, diagonal: Float64Array, step: Float64Array): void {
  const { factored, projected, rank, coefficients, rows, damped } = at;
  const size = damped.rows;
  damped.design.fill(0);
  damped.target.fill(0);
  for (let k = 0; k < rank; k++) damped.target[k] = -projected[k]!;
  const root = Math.sqrt(damping);
  for (let k = 0; k < coefficients; k++) {
    const j = factored.pivot[k]!;
    if (at.held[j] !== 0) continue;
    const last = Math.min(k, rank - 1);
    for (let i = 0; i <= last; i++) {
      damped.design[j * size + i] = factored.design[j * rows + i]! / factored.scale[j]!;
    }
    damped.design[j * size + coefficients + j] = root * diagonal[j]!;
  }
  solveInPlace(damped);
  step.set(damped.coefficients);
}

/** ||D step|| and, from the factor that the last `dampedStep` left, minus its derivative by the damping. */
export function dampedLength(
  at: Linearization,
  diagonal: Float64Array,
  step: Float64Array,
  room: Float64Array,
): { length: number; slope: number } {
  const { damped, coefficients } = at;
  for (let j = 0; j < coefficients; j++) room[j] = diagonal[j]! * step[j]!;
  const length = scaledNorm(room, 0, coefficients);
  if (length === 0) return { length, slope: 0 };
  const solution = damped.target;
  for (let k = 0; k < damped.rank; k++) {
    const j = damped.pivot[k]!;
    solution[k] = diagonal[j]! * (room[j]! / length) * damped.scale[j]!;
  }
  solveTransposedR(damped, solution);
  const inner = scaledNorm(solution, 0, damped.rank);
  return { length, slope: length * inner * inner };
}
