import {
  type Bounds,
  dampedLength,
  dampedStep,
  gaussNewtonStep,
  type Linearization,
  linearize,
} from "./nonlinear-least-squares-linearization.ts";
import { type Evaluator, scaledNorm, sumOfSquares } from "./nonlinear-least-squares-problem.ts";

export interface Descent {
  /** Stop once `gradientNorm` is at most this. */
  target: number;
  maxIterations: number;
  /** The first radius of the trust region, in units of ||D point|| (Moré's factor). */
  firstRadius: number;
}

/** Below this the change of the sum of squares is rounding. */
const ROUNDING = 1e-14;
/** A last step must bring the gradient down to this share. */
const LAST_GAIN = 0.9;
const MAX_DAMPING_ROUNDS = 10;

/** The step on the rim of the trust region, or the Gauss-Newton step within: Moré (1978), algorithm 5.5. */
function trustRegionStep(
  at: Linearization,
  diagonal: Float64Array,
  radius: number,
  lastDamping: number,
  step: Float64Array,
  room: Float64Array,
): number {
  const { coefficients, rows, jacobian, residuals } = at;
  gaussNewtonStep(at, step);
  for (let j = 0; j < coefficients; j++) room[j] = diagonal[j]! * step[j]!;
  if (scaledNorm(room, 0, coefficients) <= 1.1 * radius) return 0;
  for (let j = 0; j < coefficients; j++) {
    let gradient = 0;
    for (let i = 0; i < rows; i++) gradient += jacobian[j * rows + i]! * residuals[i]!;
    room[j] = at.held[j] === 0 ? gradient / diagonal[j]! : 0;
  }
  let most = scaledNorm(room, 0, coefficients) / radius;
  let least = 0;
  let damping = lastDamping > 0 && lastDamping < most ? lastDamping : 1e-3 * most;
  for (let round = 0; round < MAX_DAMPING_ROUNDS; round++) {
    dampedStep(at, damping, diagonal, step);
    const { length, slope } = dampedLength(at, diagonal, step, room);
    const excess = length - radius;
    if (Math.abs(excess) <= 0.1 * radius || slope === 0) break;
    if (excess > 0) least = Math.max(least, damping);
    else most = Math.min(most, damping);
    // Newton on 1 / length (Hebden), kept inside what is known.
    const next = damping + (excess / radius) * (length / slope);
    damping = next > least && next < most ? next : Math.max(1e-3 * most, Math.sqrt(least * most));
  }
  return damping;
}

/** How much of the sum of squares the linear model says `step` takes off, as a share. */
function predictedReduction(at: Linearization, step: Float64Array, room: Float64Array): number {
  const { rows, coefficients, jacobian, residuals } = at;
  room.fill(0);
  for (let j = 0; j < coefficients; j++) {
    const move = step[j]!;
    if (move === 0) continue;
    for (let i = 0; i < rows; i++) room[i] = room[i]! + jacobian[j * rows + i]! * move;
  }
  let change = 0;
  for (let i = 0; i < rows; i++) change -= room[i]! * (2 * residuals[i]! + room[i]!);
  return change / (at.residualNorm * at.residualNorm);
}

/** Whether a bound cuts the step short. */
function moveWithin(from: Float64Array, step: Float64Array, bounds: Bounds, to: Float64Array): boolean {
  let isCut = false;
  for (let j = 0; j < from.length; j++) {
    const wanted = from[j]! + step[j]!;
    to[j] = Math.max(bounds.lower[j]!, Math.min(bounds.upper[j]!, wanted));
    if (to[j] !== wanted) isCut = true;
    step[j] = to[j]! - from[j]!;
  }
  return isCut;
}

/**
 * Lowers the sum of squares by Levenberg-Marquardt steps inside a trust region with Moré's scaling (1978), each taken
 * only if it lowers the sum; bounds by projection, with coefficients held that push against theirs. Where the sum can
 * fall no further in double precision, Gauss-Newton steps go on as long as they bring the gradient down.
 *
 * @param at - Linearized at the start; on return linearized at the best point.
 * @returns The number of steps tried.
 */
export function descend(evaluator: Evaluator, at: Linearization, bounds: Bounds, how: Descent): number {
  const { rows, coefficients } = at;
  const step = new Float64Array(coefficients);
  const trial = new Float64Array(coefficients);
  const trialResiduals = new Float64Array(rows);
  const shortRoom = new Float64Array(coefficients);
  const longRoom = new Float64Array(rows);
  const diagonal = at.columnNorm.map((norm) => (norm > 0 ? norm : 1));
  const length = (point: Float64Array): number => {
    for (let j = 0; j < coefficients; j++) shortRoom[j] = diagonal[j]! * point[j]!;
    return scaledNorm(shortRoom, 0, coefficients);
  };
  let radius = how.firstRadius * (length(at.point) || 1);
  let damping = 0;
  let isFirst = true;
  for (let iteration = 1; iteration <= how.maxIterations; iteration++) {
    if (at.gradientNorm <= how.target || at.residualNorm === 0 || at.rank === 0) return iteration - 1;
    damping = trustRegionStep(at, diagonal, radius, damping, step, shortRoom);
    const wantedLength = length(step);
    const isCut = moveWithin(at.point, step, bounds, trial);
    const stepLength = length(step);
    if (isFirst) radius = Math.min(radius, wantedLength);
    isFirst = false;
    const predicted = predictedReduction(at, step, longRoom);
    if (isCut && predicted <= ROUNDING && wantedLength > Number.EPSILON * length(at.point)) {
      // What is left of the step leads uphill; shorter ones turn towards the gradient, which does not.
      radius = 0.25 * Math.min(radius, wantedLength);
      damping *= 4;
      continue;
    }
    if (predicted <= ROUNDING) return iteration - 1 + finish(evaluator, at, bounds, how.target);
    if (stepLength <= Number.EPSILON * length(at.point)) return iteration;
    const finite = evaluator.evaluate(trial, trialResiduals, null);
    const ratio = scaledNorm(trialResiduals, 0, rows) / at.residualNorm;
    const actual = finite ? (1 - ratio) * (1 + ratio) : -1;
    const gain = predicted > 0 ? actual / predicted : -1;
    if (gain < 0.25) {
      const share =
        actual >= 0 ? 0.5 : finite ? Math.max(0.1, 0.5 / (1 - actual / Math.max(predicted, ROUNDING))) : 0.1;
      radius = share * Math.min(radius, 10 * stepLength);
      damping /= share;
    } else if (gain > 0.75 || damping === 0) {
      radius = 2 * stepLength;
      damping /= 2;
    }
    if (!(actual > 0 && gain > 1e-4)) continue;
    if (!moveTo(evaluator, at, bounds, trial)) {
      radius = 0.1 * stepLength;
      continue;
    }
    for (let j = 0; j < coefficients; j++) diagonal[j] = Math.max(diagonal[j]!, at.columnNorm[j]!);
  }
  return how.maxIterations;
}

/** Linearizes at `point`. False, with everything back in place, where that is not finite. */
function moveTo(evaluator: Evaluator, at: Linearization, bounds: Bounds, point: Float64Array): boolean {
  const before = at.point.slice();
  at.point.set(point);
  if (evaluator.evaluate(at.point, at.residuals, at.jacobian) && linearize(at, bounds)) return true;
  at.point.set(before);
  evaluator.evaluate(at.point, at.residuals, at.jacobian);
  linearize(at, bounds);
  return false;
}

/** Gauss-Newton steps judged by the gradient alone: sums of squares can no longer tell better from worse. */
function finish(evaluator: Evaluator, at: Linearization, bounds: Bounds, target: number): number {
  const step = new Float64Array(at.coefficients);
  const point = at.point.slice();
  const before = at.point.slice();
  for (let tried = 1; ; tried++) {
    const gradientNorm = at.gradientNorm;
    const square = sumOfSquares(at.residuals);
    if (gradientNorm <= target) return tried - 1;
    before.set(at.point);
    gaussNewtonStep(at, step);
    moveWithin(at.point, step, bounds, point);
    if (!moveTo(evaluator, at, bounds, point)) return tried;
    if (at.gradientNorm <= LAST_GAIN * gradientNorm && sumOfSquares(at.residuals) <= square * (1 + 1e-10)) continue;
    moveTo(evaluator, at, bounds, before);
    return tried;
  }
}
