import { solveInPlace } from "../numeric/householder-qr.ts";
import { leastSquaresWorkspace } from "../numeric/least-squares-workspace.ts";
import { minimizeRobustLoss } from "./m-estimation.ts";
import { subtractWholeCurvature } from "./m-estimation-derivatives.ts";
import {
  type CurvedModel,
  type Patience,
  type RobustLoss,
  type RobustMinimum,
  type RobustWorkspace,
  robustWorkspace,
} from "./m-estimation-problem.ts";

/** The corners of the continuation, as shares of the mean absolute residual. */
const CORNERS = [0.3, 3e-2, 3e-3, 3e-4, 3e-5, 3e-6];
const MOST_A_CORNER = 500;
const MAX_VERTEX_STEPS = 20;
/** What rounding may leave of the stationarity of a vertex, relative to the sums of |J|. */
const STATIONARY = 1e-8;
/** Corners below this share of the target's size would be lost in the rounding of the residuals. */
const ROUNDING = 1e-13;

/** A guess at a minimum of sum w |r|: which points it runs through; the others keep the sign they have. */
interface Vertex {
  at: Float64Array;
  active: readonly number[];
  /** In place of the sign, for the active points, times their weight. */
  multipliers: Float64Array;
  /** sign(r) x weight, 0 for active points. */
  signs: Float64Array;
}

function weightOf({ weights }: RobustLoss, i: number): number {
  return weights === null ? 1 : weights[i]!;
}

/** gradient <- -sum of (sign or multiplier) J; returns its largest entry relative to the sum of w |J|. */
function stationarity(model: CurvedModel, vertex: Vertex, loss: RobustLoss, work: RobustWorkspace): number {
  const { gradients, gradient, scale } = work;
  const k = model.coefficients;
  model.gradients(gradients);
  gradient.fill(0);
  scale.fill(0);
  for (let i = 0; i < model.points(); i++) {
    for (let a = 0; a < k; a++) {
      gradient[a]! -= vertex.signs[i]! * gradients[i * k + a]!;
      scale[a]! += weightOf(loss, i) * Math.abs(gradients[i * k + a]!);
    }
  }
  let largest = 0;
  for (let a = 0; a < k; a++) {
    let total = gradient[a]!;
    vertex.active.forEach((i, j) => {
      total -= vertex.multipliers[j]! * gradients[i * k + a]!;
    });
    largest = Math.max(largest, Math.abs(total) / scale[a]!);
  }
  return largest;
}

/**
 * One Newton step of the conditions r = 0 on the active points and sum of sign J + sum of multiplier J = 0:
 * [H -J'; J 0] [step; multipliers] = [-gradient; r]. Returns its relative length, or NaN where it is not defined.
 */
function vertexStep(model: CurvedModel, vertex: Vertex, work: RobustWorkspace): number {
  const { at, active, multipliers, signs } = vertex;
  const { gradients, gradient, hessian, residuals } = work;
  const k = model.coefficients;
  const size = k + active.length;
  const { design, target, ...system } = leastSquaresWorkspace(size, size);
  work.multipliers.set(signs);
  active.forEach((i, j) => {
    work.multipliers[i] = multipliers[j]!;
  });
  hessian.fill(0);
  subtractWholeCurvature(model, work, work.multipliers);
  for (let a = 0; a < k; a++) {
    target[a] = -gradient[a]!;
    for (let b = 0; b < k; b++) design[b * size + a] = hessian[Math.max(a, b) * k + Math.min(a, b)]!;
  }
  active.forEach((i, j) => {
    target[k + j] = residuals[i]!;
    for (let a = 0; a < k; a++) {
      design[(k + j) * size + a] = -gradients[i * k + a]!;
      design[a * size + k + j] = gradients[i * k + a]!;
    }
  });
  const solved = { ...system, design, target };
  solveInPlace(solved);
  if (solved.rank < size) return Number.NaN;
  let length = 0;
  for (let a = 0; a < k; a++) {
    length = Math.max(length, Math.abs(solved.coefficients[a]!) / (1 + Math.abs(at[a]!)));
    at[a]! += solved.coefficients[a]!;
  }
  multipliers.set(solved.coefficients.subarray(k));
  return length;
}

/** Moves to the point where the active residuals vanish, and gives it back if it is a minimum; otherwise null. */
function solveVertex(
  model: CurvedModel,
  near: RobustMinimum,
  loss: RobustLoss,
  work: RobustWorkspace,
): Float64Array | null {
  const { residuals } = work;
  const at = near.coefficients.slice();
  model.evaluate(at, residuals);
  const signs = new Float64Array(residuals.length);
  const active: number[] = [];
  for (let i = 0; i < model.points(); i++) {
    if (Math.abs(residuals[i]!) <= loss.delta) active.push(i);
    else signs[i] = Math.sign(residuals[i]!) * weightOf(loss, i);
  }
  if (active.length > model.coefficients || near.atBound.includes(true)) return null;
  const vertex: Vertex = { at, active, signs, multipliers: new Float64Array(active.length) };
  let error = stationarity(model, vertex, loss, work);
  for (let step = 0; step < MAX_VERTEX_STEPS; step++) {
    const length = vertexStep(model, vertex, work);
    if (!(length < 1)) return null;
    model.evaluate(at, residuals);
    error = stationarity(model, vertex, loss, work);
    if (length <= 1e-14) break;
  }
  const insideBox = at.every((value, a) => value > loss.lower[a]! && value < loss.upper[a]!);
  const dualFeasible = active.every((i, j) => Math.abs(vertex.multipliers[j]!) <= weightOf(loss, i));
  for (let i = 0; i < model.points(); i++) if (signs[i]! * residuals[i]! < 0) return null;
  return insideBox && dualFeasible && error <= STATIONARY ? at : null;
}

/** sum of w |r| at `coefficients`. */
function absoluteSum(model: CurvedModel, coefficients: Float64Array, loss: RobustLoss, work: RobustWorkspace): number {
  model.evaluate(coefficients, work.residuals);
  let total = 0;
  for (let i = 0; i < model.points(); i++) total += weightOf(loss, i) * Math.abs(work.residuals[i]!);
  return total;
}

/**
 * Minimises sum w |target - f| within a box: Huber's loss with smaller and smaller corners, until the points inside the
 * corner are no more than the coefficients; then the optimum that runs through them exactly, by Newton on its
 * Karush-Kuhn-Tucker conditions, which are checked (every multiplier within the weight of its point, every other
 * residual of its sign). `converged` says whether such a vertex was confirmed, or the last corner's minimum reached;
 * a tie (the same point given twice) can leave only the latter.
 *
 * @param firstCorner - The corner to begin with, as a share of the mean absolute residual; default 0.3. A large one leads
 * all starts of a region to one optimum, a small one keeps each start's own.
 * @param patience - `iterations` are those of all corners together.
 */
export function minimizeAbsoluteLoss(
  model: CurvedModel,
  start: Float64Array,
  box: Omit<RobustLoss, "delta">,
  work: RobustWorkspace = robustWorkspace(model.points(), model.coefficients),
  firstCorner: number = CORNERS[0]!,
  patience: Patience = {},
): RobustMinimum {
  const { iterations: most = Number.POSITIVE_INFINITY } = patience;
  const n = model.points();
  let size = 0;
  model.evaluate(start, work.residuals);
  let mean = 0;
  for (let i = 0; i < n; i++) mean += Math.abs(work.residuals[i]!) / n;
  for (let a = 0; a < start.length; a++) size = Math.max(size, Math.abs(start[a]!));
  let iterations = 0;
  let best: RobustMinimum | null = null;
  for (const corner of CORNERS) {
    if (corner > firstCorner) continue;
    const left = { ...patience, iterations: Math.min(MOST_A_CORNER, most - iterations) };
    const loss = { ...box, delta: Math.max(corner * mean, ROUNDING * (1 + size)) };
    best = minimizeRobustLoss(model, best === null ? start : best.coefficients, loss, work, left);
    iterations += best.iterations;
    if (best.givenUp) break;
    const vertex = solveVertex(model, best, loss, work);
    if (vertex === null) continue;
    best = { ...best, coefficients: vertex, gradientNorm: 0, converged: true };
    break;
  }
  const last = best ?? minimizeRobustLoss(model, start, { ...box, delta: mean }, work);
  return { ...last, iterations, objective: absoluteSum(model, last.coefficients, { ...box, delta: 0 }, work) };
}
