import {
  type NonlinearOptions,
  type NonlinearSolution,
  nonlinearLeastSquares,
} from "../numeric/nonlinear-least-squares.ts";
import { guardedLeastSquares } from "../numeric/nonlinear-least-squares-guarded.ts";
import { type NonlinearProblem, sumOfSquares } from "../numeric/nonlinear-least-squares-problem.ts";
import { type BrokenPoints, groupsOf } from "./broken-power-law-groups.ts";
import { type BrokenScale, brokenProblem, packBroken } from "./broken-power-law-model.ts";
import { brokenStarts } from "./broken-power-law-starts.ts";

/** ln f stays within these: sharper is a corner, wider no break. */
const SHARPEST = Math.log(1e-4);
const WIDEST = Math.log(30);
/** Optima within this factor of the best sum of squares compete with it; nearer than the share they are the same. */
export const COMPETING = 2;
const SAME = 1e-6;

/** Most steps of one start: a break without data wanders off for thousands of them. */
const MOST_STEPS = 1000;
/** Residuals that all starts together may cost: on the groups, then on all points; most steps given at a time. */
const GROUPED = 550_000;
const EACH = 300_000;
const MOST_AT_A_TIME = 250;
/** What a step costs beside its residuals, in residuals; the fewest and the most steps of all starts together. */
const STEP_COST = 30;
const FEWEST_STEPS = 100;
const ALL_STEPS = 12_000;
/** How many of the lowest go on from the groups to all points, and how many of these to the last steps. */
const CARRIED = 6;
const FINISHED = 3;
const LAST_STEPS = 60;
/** Where the last steps take over. */
const NEAR = 1e-5;

/** Derivatives below this have norms that a double holds. */
const LARGEST = 1e300;

/** A break sharper than ln f = -3 may be a corner, which is moved so far, in ln x, off the point that it may sit on. */
const NEARLY_CORNER = -3;
const NUDGES = [0, 1e-3, -1e-3];

/** The descent from one start, as far as it has come. */
interface Run {
  at: ArrayLike<number>;
  square: number;
  /** What its sum of squares would come to if it went on falling at the pace of its last steps. */
  promise: number;
  steps: number;
  isDone: boolean;
}

/** Whether residuals and derivatives there are numbers: what the steps ask of a start. */
function isUsable(problem: NonlinearProblem, at: ArrayLike<number>): boolean {
  const residuals = new Float64Array(problem.rows);
  const jacobian = new Float64Array(problem.rows * problem.coefficients);
  return (
    problem.evaluate(Float64Array.from(at), residuals, jacobian) &&
    Number.isFinite(sumOfSquares(residuals)) &&
    jacobian.every((each) => Math.abs(each) < LARGEST)
  );
}

/** The distinct ones of a list in rising order. */
function distinct<T>(sorted: readonly T[], squareOf: (each: T) => number): T[] {
  const kept: T[] = [];
  for (const each of sorted) {
    const last = kept.at(-1);
    if (last === undefined || squareOf(each) - squareOf(last) > SAME * squareOf(each)) kept.push(each);
  }
  return kept;
}

/**
 * Guarded steps from the starts, a slice at a time, to the run of the lowest promise, so that those without hope are left
 * early. The distinct ends, the lowest first; starts where the problem has no finite value are left out.
 */
function descents(
  problem: NonlinearProblem,
  starts: readonly ArrayLike<number>[],
  bounds: NonlinearOptions,
  residuals: number,
): Run[] {
  const runs = starts
    .filter((at) => isUsable(problem, at))
    .map((at): Run => {
      return { at, square: Number.POSITIVE_INFINITY, promise: Number.NEGATIVE_INFINITY, steps: 0, isDone: false };
    });
  let left = Math.max(FEWEST_STEPS, Math.min(ALL_STEPS, Math.ceil(residuals / (problem.rows + STEP_COST))));
  const slice = Math.min(MOST_AT_A_TIME, Math.ceil(left / (2 * runs.length)));
  let optimum = Number.POSITIVE_INFINITY;
  while (left > 0) {
    let next: Run | null = null;
    for (const run of runs) if (!run.isDone && (next === null || run.promise < next.promise)) next = run;
    // An optimum that none of the others would come down to ends it.
    if (next === null || next.promise > optimum) break;
    const maxIterations = Math.min(slice, left);
    const reached = guardedLeastSquares(problem, next.at, { ...bounds, maxIterations, gradientTarget: NEAR });
    const square = reached.sumOfSquaredResiduals;
    const pace = next.square < Number.POSITIVE_INFINITY ? (next.square - square) / maxIterations : 0;
    left -= Math.max(1, reached.iterations);
    next.steps += reached.iterations;
    next.isDone = reached.iterations < maxIterations || next.steps >= MOST_STEPS;
    next.promise = square - pace * (MOST_STEPS - next.steps);
    next.square = square;
    if (reached.gradientNorm <= NEAR) optimum = Math.min(optimum, square);
    next.at = reached.coefficients;
  }
  const ends = runs.filter(({ square }) => square < Number.POSITIVE_INFINITY).sort((a, b) => a.square - b.square);
  return distinct(ends, ({ square }) => square);
}

/**
 * The same optimum, or a lower one, with its sharp breaks as corners: between two points the width of a break moves
 * nothing, and at a point a corner changes too fast for a step, so that steps go on for ever.
 */
function withCorners(problem: NonlinearProblem, reached: NonlinearSolution, how: NonlinearOptions): NonlinearSolution {
  const { coefficients } = reached;
  const isSharp = (k: number): boolean => k >= 5 && k % 3 === 2 && coefficients[k]! < NEARLY_CORNER;
  if (!coefficients.some((_, k) => isSharp(k))) return reached;
  let best = reached;
  for (const nudge of NUDGES) {
    if (best.converged) break;
    const start = coefficients.map((each, k) => (isSharp(k) ? SHARPEST : isSharp(k + 1) ? each + nudge : each));
    if (!isUsable(problem, start)) continue;
    const corner = nonlinearLeastSquares(problem, start, how);
    const most = best.sumOfSquaredResiduals * (corner.converged ? 1 + 1e-9 : 1);
    if (corner.sumOfSquaredResiduals <= most) best = corner;
  }
  return best;
}

/**
 * The distinct optima that the starts lead to, the lowest first. Many starts go down on the groups of the points, the
 * best of them on all points, and the last steps of the very best are those of `nonlinearLeastSquares`.
 *
 * @param isHeld - Whether the law's own coefficients are numbers that a double holds.
 */
export function brokenOptima(
  points: BrokenPoints,
  breaks: number,
  scale: BrokenScale,
  isHeld: (coefficients: ArrayLike<number>) => boolean,
): NonlinearSolution[] {
  const problemOf = ({ logX, target, weights }: BrokenPoints): NonlinearProblem =>
    brokenProblem(logX, target, breaks, scale, weights);
  const problem = problemOf(points);
  const lower = new Float64Array(problem.coefficients).fill(Number.NEGATIVE_INFINITY);
  const upper = new Float64Array(problem.coefficients).fill(Number.POSITIVE_INFINITY);
  for (let k = 5; k < lower.length; k += 3) {
    lower[k] = SHARPEST;
    upper[k] = WIDEST;
  }
  const bounds = { lower, upper };
  const groups = groupsOf(points, scale);
  const starts = brokenStarts(groups, breaks, scale)
    .map(packBroken)
    .map((at) => at.map((each, k) => Math.max(lower[k]!, Math.min(upper[k]!, each))));
  let runs = descents(problemOf(groups), starts, bounds, GROUPED);
  if (groups !== points) {
    const best = runs.slice(0, CARRIED).map(({ at }) => at);
    runs = descents(problem, best, bounds, EACH);
    if (runs.length === 0) runs = descents(problem, starts, bounds, EACH);
  }
  const last = { ...bounds, maxIterations: LAST_STEPS };
  const found = runs
    .filter(({ at }) => isHeld(at))
    .slice(0, FINISHED)
    .map(({ at }) => nonlinearLeastSquares(problem, at, last));
  const bySquare = (a: NonlinearSolution, b: NonlinearSolution): number =>
    a.sumOfSquaredResiduals - b.sumOfSquaredResiduals;
  found.sort(bySquare);
  if (found.length > 0) found[0] = withCorners(problem, found[0]!, last);
  const least = found[0]?.sumOfSquaredResiduals ?? 0;
  return distinct(found, (each) => each.sumOfSquaredResiduals).filter(
    (each, k) => k === 0 || (each.converged && each.sumOfSquaredResiduals <= COMPETING * least),
  );
}
