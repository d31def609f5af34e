import type { NonlinearOptions } from "../numeric/nonlinear-least-squares.ts";
import { guardedLeastSquares } from "../numeric/nonlinear-least-squares-guarded.ts";
import { type NonlinearProblem, sumOfSquares } from "../numeric/nonlinear-least-squares-problem.ts";

/** Most steps of one start: a break without data wanders off for thousands of them. */
const MOST_STEPS = 1000;
const MOST_AT_A_TIME = 250;
/** What a step costs beside its residuals, in residuals; the fewest and the most steps of all starts together. */
const STEP_COST = 30;
const FEWEST_STEPS = 100;
const ALL_STEPS = 18_000;
/** Where the last steps take over. */
const NEAR = 1e-5;
/** Derivatives below this have norms that a double holds. */
const LARGEST = 1e300;
/** Sums of squares that differ by less than this share are those of one optimum. */
const SAME = 1e-6;

/** The descent from one start, as far as it has come. */
export interface Run {
  at: ArrayLike<number>;
  square: number;
  /** What its sum of squares would come to if it went on falling at the pace of its last steps. */
  promise: number;
  steps: number;
  isDone: boolean;
  isOptimum: boolean;
}

/** Whether residuals and derivatives there are numbers: what the steps ask of a start. */
export function isUsable(problem: NonlinearProblem, at: ArrayLike<number>): boolean {
  const residuals = new Float64Array(problem.rows);
  const jacobian = new Float64Array(problem.rows * problem.coefficients);
  return (
    problem.evaluate(Float64Array.from(at), residuals, jacobian) &&
    Number.isFinite(sumOfSquares(residuals)) &&
    jacobian.every((each) => Math.abs(each) < LARGEST)
  );
}

/** The distinct ones of a list in rising order. */
export function distinct<T>(sorted: readonly T[], squareOf: (each: T) => number): T[] {
  const kept: T[] = [];
  for (const each of sorted) {
    const last = kept.at(-1);
    if (last === undefined || squareOf(each) - squareOf(last) > SAME * squareOf(each)) kept.push(each);
  }
  return kept;
}

/**
 * Guarded steps from the starts, a slice at a time, to the run of the lowest promise, so that those without hope are left
 * early. The distinct ends, those of earlier runs among them, the lowest first; starts where the problem has no finite
 * value are left out.
 */
export function descents(
  problem: NonlinearProblem,
  starts: readonly ArrayLike<number>[],
  bounds: NonlinearOptions,
  residuals: number,
  earlier: readonly Run[] = [],
): Run[] {
  const fresh = starts
    .filter((at) => isUsable(problem, at))
    .map((at): Run => {
      const [square, promise] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      return { at, square, promise, steps: 0, isDone: false, isOptimum: false };
    });
  const runs = [...earlier, ...fresh];
  let left = Math.max(FEWEST_STEPS, Math.min(ALL_STEPS, Math.ceil(residuals / (problem.rows + STEP_COST))));
  const slice = Math.min(MOST_AT_A_TIME, Math.ceil(left / (2 * Math.max(1, fresh.length))));
  let optimum = earlier.reduce(
    (least, run) => (run.isOptimum ? Math.min(least, run.square) : least),
    Number.POSITIVE_INFINITY,
  );
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
    next.isOptimum = reached.gradientNorm <= NEAR;
    if (next.isOptimum) optimum = Math.min(optimum, square);
    next.at = reached.coefficients;
  }
  const ends = runs.filter(({ square }) => square < Number.POSITIVE_INFINITY).sort((a, b) => a.square - b.square);
  return distinct(ends, ({ square }) => square);
}
