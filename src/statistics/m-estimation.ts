import { choleskyInPlace, choleskySolve } from "../numeric/cholesky.ts";

/**
 * A smooth model of n points in k coefficients, as M-estimation needs it. `evaluate` sets the point; the others speak
 * of the point evaluated last.
 */
export interface CurvedModel {
  readonly coefficients: number;
  /** How many points there are now; the first so many entries of the columns count. */
  points(): number;
  /** residuals <- target - f. */
  evaluate(coefficients: Float64Array, residuals: Float64Array): void;
  /** The gradients of f, k numbers a point, one point after another. */
  gradients(into: Float64Array): void;
  /** hessian (k by k) <- hessian - sum of multipliers[i] x second derivatives of f at point i; the lower triangle is enough. */
  subtractCurvature(multipliers: Float64Array, hessian: Float64Array): void;
}

/** What a minimisation takes beside the model: the loss, the weights and a box. */
export interface RobustLoss {
  /** Huber's corner: r^2/2 within it, delta (|r| - delta/2) beyond; Infinity for least squares. */
  delta: number;
  weights: Float64Array | null;
  lower: Float64Array;
  upper: Float64Array;
}

export interface RobustMinimum {
  coefficients: Float64Array;
  /** sum of w x Huber(r); for least squares sum of w r^2 / 2. */
  objective: number;
  /** The largest entry of the gradient over the free coefficients, in units in which the objective is scaled by its corner. */
  gradientNorm: number;
  iterations: number;
  converged: boolean;
  /** Coefficients that stand at the edge of the box, pushed against it. */
  atBound: boolean[];
}

/** The arrays a search works in, to be kept between searches over the same model. */
export interface RobustWorkspace {
  residuals: Float64Array;
  gradients: Float64Array;
  multipliers: Float64Array;
  gradient: Float64Array;
  hessian: Float64Array;
  factor: Float64Array;
  step: Float64Array;
  scale: Float64Array;
  trial: Float64Array;
  free: Int32Array;
}

export function robustWorkspace(points: number, coefficients: number): RobustWorkspace {
  return {
    residuals: new Float64Array(points),
    gradients: new Float64Array(points * coefficients),
    multipliers: new Float64Array(points),
    gradient: new Float64Array(coefficients),
    hessian: new Float64Array(coefficients * coefficients),
    factor: new Float64Array(coefficients * coefficients),
    step: new Float64Array(coefficients),
    scale: new Float64Array(coefficients),
    trial: new Float64Array(coefficients),
    free: new Int32Array(coefficients),
  };
}

const MAX_ITERATIONS = 500;
/** Cosine between the clipped residuals and a column of the Jacobian at which they count as orthogonal. */
const ORTHOGONAL = 1e-12;
/** The same, where no step lowers the objective any more: what rounding leaves of it. */
const NEARLY_ORTHOGONAL = 1e-6;
/** The share of the objective that its own rounding may be. */
const ROUNDING = 1e-13;
/** Residuals of this size relative to what the coefficients move are those of an exact fit. */
const EXACT = 1e-13;
const MIN_DAMPING = 1e-14;
const MAX_DAMPING = 1e14;

/** sum of w x Huber(r); for least squares sum of w r^2 / 2. */
function lossSum(residuals: Float64Array, n: number, { delta, weights }: RobustLoss): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const size = Math.abs(residuals[i]!);
    const loss = size <= delta ? (size * size) / 2 : delta * (size - delta / 2);
    total += weights === null ? loss : weights[i]! * loss;
  }
  return total;
}

/**
 * Gradient and Hessian of the objective at the point evaluated last: g = -sum w psi J, H = sum w (psi' J J' - psi f''),
 * psi the residual clipped at the corner. `scale` gets the norms of the columns of J. Returns the norm of sqrt(w) psi.
 */
function differentiate(model: CurvedModel, loss: RobustLoss, work: RobustWorkspace): number {
  const { residuals, gradients, multipliers, gradient, hessian, scale } = work;
  const { delta, weights } = loss;
  const n = model.points();
  const k = model.coefficients;
  model.gradients(gradients);
  gradient.fill(0);
  hessian.fill(0);
  scale.fill(0);
  let square = 0;
  for (let i = 0; i < n; i++) {
    const residual = residuals[i]!;
    const weight = weights === null ? 1 : weights[i]!;
    const inside = residual <= delta && residual >= -delta;
    const clipped = inside ? residual : residual > 0 ? delta : -delta;
    const multiplier = weight * clipped;
    multipliers[i] = multiplier;
    square += multiplier * clipped;
    const at = i * k;
    for (let a = 0; a < k; a++) {
      const ga = gradients[at + a]!;
      gradient[a]! -= multiplier * ga;
      scale[a]! += weight * ga * ga;
      if (!inside) continue;
      const weighted = weight * ga;
      for (let b = 0; b <= a; b++) hessian[a * k + b]! += weighted * gradients[at + b]!;
    }
  }
  model.subtractCurvature(multipliers, hessian);
  for (let a = 0; a < k; a++) scale[a] = Math.sqrt(scale[a]!);
  return Math.sqrt(square);
}

/** Lists the coefficients that are not pushed against the edge of the box; returns how many there are. */
function freeCoefficients(at: Float64Array, { lower, upper }: RobustLoss, work: RobustWorkspace): number {
  const { gradient, free } = work;
  let count = 0;
  for (let a = 0; a < at.length; a++) {
    const held = (at[a]! <= lower[a]! && gradient[a]! > 0) || (at[a]! >= upper[a]! && gradient[a]! < 0);
    if (!held) free[count++] = a;
  }
  return count;
}

/** step <- -(H + damping diag(scale^2))^-1 g over the free coefficients; false where that matrix is not positive definite. */
function dampedStep(work: RobustWorkspace, count: number, damping: number): boolean {
  const { gradient, hessian, factor, step, scale, free } = work;
  const k = gradient.length;
  for (let i = 0; i < count; i++) {
    const a = free[i]!;
    for (let j = 0; j <= i; j++) factor[i * count + j] = hessian[a * k + free[j]!]!;
    factor[i * count + i]! += damping * scale[a]! ** 2;
    step[i] = -gradient[a]!;
  }
  if (!choleskyInPlace(factor, count)) return false;
  choleskySolve(factor, count, step);
  return true;
}

/** trial <- at + step, cut off at the box; returns the decrease that the quadratic model promises. */
function propose(at: Float64Array, count: number, { lower, upper }: RobustLoss, work: RobustWorkspace): number {
  const { trial, step, free, gradient, hessian } = work;
  const k = at.length;
  trial.set(at);
  for (let i = 0; i < count; i++) {
    const a = free[i]!;
    trial[a] = Math.min(upper[a]!, Math.max(lower[a]!, at[a]! + step[i]!));
  }
  let decrease = 0;
  for (let a = 0; a < k; a++) {
    const move = trial[a]! - at[a]!;
    decrease -= move * (gradient[a]! + (move * hessian[a * k + a]!) / 2);
    for (let b = 0; b < a; b++) decrease -= move * (trial[b]! - at[b]!) * hessian[a * k + b]!;
  }
  return decrease;
}

/** The largest cosine between psi and a column of J over the free coefficients: 0 at a minimum, 1 at worst. */
function largestCosine({ gradient, scale, free }: RobustWorkspace, count: number, norm: number): number {
  let largest = 0;
  let reach = 0;
  for (let i = 0; i < count; i++) {
    const a = free[i]!;
    const length = scale[a]! * norm;
    reach = Math.max(reach, scale[a]!);
    if (length > 0) largest = Math.max(largest, Math.abs(gradient[a]!) / length);
  }
  return norm <= EXACT * reach ? 0 : largest;
}

/**
 * Minimises sum w Huber(target - f) within a box by damped Newton steps of the true objective (semismooth at the
 * corners of the loss: Qi and Sun 1993), the damping that of Levenberg and Marquardt in the scale of the Jacobian's
 * columns. Near the minimum no point changes branch, and convergence is quadratic. The stopping rule is a cosine, free
 * of the scale of the objective, which for delta = 1e-3 is itself about 1e-3 and stops absolute rules early.
 *
 * @param start - Within the box; not changed.
 */
export function minimizeRobustLoss(
  model: CurvedModel,
  start: Float64Array,
  loss: RobustLoss,
  work: RobustWorkspace = robustWorkspace(model.points(), model.coefficients),
  maxIterations: number = MAX_ITERATIONS,
): RobustMinimum {
  const at = start.slice();
  model.evaluate(at, work.residuals);
  let objective = lossSum(work.residuals, model.points(), loss);
  let norm = differentiate(model, loss, work);
  let count = freeCoefficients(at, loss, work);
  let cosine = largestCosine(work, count, norm);
  let damping = 1e-4;
  let growth = 2;
  let iterations = 0;
  while (cosine > ORTHOGONAL && iterations < maxIterations && damping < MAX_DAMPING) {
    iterations++;
    if (!dampedStep(work, count, damping)) {
      damping *= 4;
      continue;
    }
    const expected = propose(at, count, loss, work);
    model.evaluate(work.trial, work.residuals);
    const reached = lossSum(work.residuals, model.points(), loss);
    const gained = objective - reached;
    // Where the objective's own rounding hides the gain, a step is taken as long as it turns the gradient down.
    const blind = Math.abs(expected) <= ROUNDING * objective;
    if (!(gained > 0) && !(blind && gained >= -ROUNDING * objective)) {
      damping *= growth;
      growth *= 2;
      continue;
    }
    at.set(work.trial);
    objective = reached;
    const before = cosine;
    norm = differentiate(model, loss, work);
    count = freeCoefficients(at, loss, work);
    cosine = largestCosine(work, count, norm);
    if (blind && cosine > before / 2) break;
    const ratio = expected > 0 ? gained / expected : 0;
    damping = Math.max(MIN_DAMPING, damping * (ratio > 0.75 ? 0.1 : ratio < 0.25 ? 2 : 1));
    growth = 2;
  }
  const atBound = Array.from(at, () => true);
  for (let i = 0; i < count; i++) atBound[work.free[i]!] = false;
  const converged = cosine <= NEARLY_ORTHOGONAL;
  return { coefficients: at, objective, gradientNorm: cosine, iterations, converged, atBound };
}
