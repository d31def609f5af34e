import {
  type NonlinearOptions,
  type NonlinearSolution,
  nonlinearLeastSquares,
} from "../numeric/nonlinear-least-squares.ts";
import { guardedLeastSquares } from "../numeric/nonlinear-least-squares-guarded.ts";
import type { NonlinearProblem } from "../numeric/nonlinear-least-squares-problem.ts";
import { descents, distinct, isUsable } from "./broken-power-law-descents.ts";
import { type BrokenPoints, groupsOf } from "./broken-power-law-groups.ts";
import {
  type BrokenPower,
  type BrokenScale,
  brokenProblem,
  packBroken,
  unpackBroken,
} from "./broken-power-law-model.ts";
import { movedBreaks } from "./broken-power-law-moved-breaks.ts";
import { brokenStarts } from "./broken-power-law-starts.ts";

/** ln f stays within these: sharper is a corner, wider no break. */
const SHARPEST = Math.log(1e-4);
const WIDEST = Math.log(30);
/** Optima within this factor of the best sum of squares compete with it. */
export const COMPETING = 2;

/** Residuals that all starts together may cost: on the groups, each round of moved breaks there, then on all points. */
const GROUPED = 850_000;
const MOVED = 200_000;
const EACH = 300_000;
/** Most rounds of moved breaks, and how many of the lowest runs have theirs moved. */
const ROUNDS = 2;
const MOVED_RUNS = 2;
/** How many of the lowest go on from the groups to all points, and how many of these to the last steps. */
const CARRIED = 8;
const FINISHED = 5;
/** How many of these are finished even if they are not near an optimum. */
const SURELY_FINISHED = 2;
const LAST_STEPS = 60;

/** A break sharper than ln f = -3 may be a corner, which is moved so far, in ln x, off the point that it may sit on. */
const NEARLY_CORNER = -3;
const NUDGES = [0, 1e-3, -1e-3];

/** Whether the law's own coefficients are numbers that a double holds. */
type Held = (coefficients: ArrayLike<number>) => boolean;

/**
 * The same optimum, or a lower one, with its sharp breaks as corners: between two points the width of a break moves
 * nothing, and at a point a corner changes too fast for a step, so that steps go on for ever.
 */
function withCorners(
  problem: NonlinearProblem,
  reached: NonlinearSolution,
  how: NonlinearOptions,
  isHeld: Held,
): NonlinearSolution {
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
    if (corner.sumOfSquaredResiduals <= most && isHeld(corner.coefficients)) best = corner;
  }
  return best;
}

/**
 * The distinct optima that the starts lead to, the lowest first. Many starts go down on the groups of the points, then
 * more from the lowest with its breaks moved, then the best of them on all points; the last steps of the very best are
 * those of `nonlinearLeastSquares`.
 */
export function brokenOptima(
  points: BrokenPoints,
  breaks: number,
  scale: BrokenScale,
  isHeld: Held,
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
  const grouped = problemOf(groups);
  const packed = (laws: readonly BrokenPower[]): Float64Array[] =>
    laws.map(packBroken).map((at) => at.map((each, k) => Math.max(lower[k]!, Math.min(upper[k]!, each))));
  const starts = packed(brokenStarts(groups, breaks, scale));
  let runs = descents(grouped, starts, bounds, GROUPED);
  for (let round = 0; round < ROUNDS && breaks > 0; round++) {
    const best = runs[0];
    const lowest = runs.slice(0, round === 0 ? MOVED_RUNS : 1).map(({ at }) => unpackBroken(at));
    const moved = lowest.flatMap((law) => movedBreaks(groups, law, scale));
    runs = descents(grouped, packed(moved), bounds, MOVED, runs);
    if (best === runs[0]) break;
  }
  if (groups !== points) {
    const best = runs.slice(0, CARRIED).map(({ at }) => at);
    runs = descents(problem, best, bounds, EACH);
    if (runs.length === 0) runs = descents(problem, starts, bounds, EACH);
  }
  const last = { ...bounds, maxIterations: LAST_STEPS };
  const finished = (at: ArrayLike<number>): NonlinearSolution => {
    const reached = nonlinearLeastSquares(problem, at, last);
    return isHeld(reached.coefficients) ? reached : guardedLeastSquares(problem, at, { ...bounds, maxIterations: 0 });
  };
  const found = runs
    .filter(({ at }) => isHeld(at))
    .filter(({ isOptimum }, k) => k < SURELY_FINISHED || isOptimum)
    .slice(0, FINISHED)
    .map(({ at }) => finished(at));
  const bySquare = (a: NonlinearSolution, b: NonlinearSolution): number =>
    a.sumOfSquaredResiduals - b.sumOfSquaredResiduals;
  found.sort(bySquare);
  if (found.length > 0) found[0] = withCorners(problem, found[0]!, last, isHeld);
  const least = found[0]?.sumOfSquaredResiduals ?? 0;
  return distinct(found, (each) => each.sumOfSquaredResiduals).filter(
    (each, k) => k === 0 || (each.converged && each.sumOfSquaredResiduals <= COMPETING * least),
  );
}
