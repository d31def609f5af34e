import { choleskyInPlace, choleskySolve } from "../numeric/cholesky.ts";
import type { CurvedModel, RobustLoss, RobustWorkspace } from "./m-estimation-problem.ts";

/** Residuals of this size relative to what the coefficients move are those of an exact fit. */
const EXACT = 1e-13;
/** Twice the second-order part of a step relative to its first is at most this: Transtrum and Sethna's 0.75. */
const LARGEST_BEND = 0.375;

/** Lists the coefficients that are not pushed against the edge of the box; returns how many there are. */
export function freeCoefficients(at: Float64Array, { lower, upper }: RobustLoss, work: RobustWorkspace): number {
  const { gradient, free } = work;
  let count = 0;
  for (let a = 0; a < at.length; a++) {
    const held = (at[a]! <= lower[a]! && gradient[a]! > 0) || (at[a]! >= upper[a]! && gradient[a]! < 0);
    if (!held) free[count++] = a;
  }
  return count;
}

/** step <- -(H + damping diag(scale^2))^-1 g over the free coefficients; false where that matrix is not positive definite. */
export function dampedStep(work: RobustWorkspace, count: number, damping: number): boolean {
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

/**
 * Lets the step follow the bend of the model, as geodesic acceleration does (Transtrum and Sethna 2012): half of
 * -(H + damping diag(scale^2))^-1 sum w J f'' along the step, over the points within the corner. Only a small bend is
 * followed: beyond, the second order says nothing.
 */
export function accelerate(
  model: CurvedModel,
  { delta, weights }: RobustLoss,
  work: RobustWorkspace,
  count: number,
): void {
  if (model.bend === undefined) return;
  const { gradients, multipliers, pulls, factor, step, scale, free, direction, turn } = work;
  const k = model.coefficients;
  const n = model.points();
  direction.fill(0);
  for (let i = 0; i < count; i++) direction[free[i]!] = step[i]!;
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    pulls[i] = Math.abs(multipliers[i]!) < weight * delta ? -weight / 2 : 0;
  }
  model.bend(direction, gradients, pulls);
  for (let j = 0; j < count; j++) {
    let sum = 0;
    for (let i = 0, at = free[j]!; i < n; i++, at += k) sum += pulls[i]! * gradients[at]!;
    turn[j] = sum;
  }
  choleskySolve(factor, count, turn);
  let along = 0;
  let across = 0;
  for (let j = 0; j < count; j++) {
    along += (scale[free[j]!]! * step[j]!) ** 2;
    across += (scale[free[j]!]! * turn[j]!) ** 2;
  }
  if (!(across <= LARGEST_BEND ** 2 * along)) return;
  for (let j = 0; j < count; j++) step[j]! += turn[j]!;
}

/** trial <- at + step, cut off at the box; returns the decrease that the quadratic model promises. */
export function propose(at: Float64Array, count: number, { lower, upper }: RobustLoss, work: RobustWorkspace): number {
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
export function largestCosine({ gradient, scale, free }: RobustWorkspace, count: number, norm: number): number {
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
