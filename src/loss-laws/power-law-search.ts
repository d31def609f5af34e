import { leastSquares } from "../numeric/linear-least-squares.ts";
import {
  guardedLeastSquares,
  type NonlinearOptions,
  type NonlinearSolution,
} from "../numeric/nonlinear-least-squares-guarded.ts";
import type { NonlinearProblem } from "../numeric/nonlinear-least-squares-problem.ts";
import type { PowerData } from "./power-law-data.ts";
import { COEFFICIENT, EXPONENT, OFFSET, powerProblem, powerStarts } from "./power-law-problem.ts";

/** Optima within this factor of the best sum of squares compete with it. */
export const COMPETING = 4;

/** ln of how much the term of a law with offset may grow over the data, and its coefficient from the centre to x = 1. */
const LARGEST_GROWTH = 300;

/** Steps from every start; those that go on from there after; and points times steps of all that go on, or steps. */
const FIRST_ITERATIONS = 100;
const MOST_ITERATIONS = 1000;
const POINT_ITERATIONS = 2e6;
const LEAST_ITERATIONS = 1000;

/** Every distinct optimum, the lowest first. */
export function powerOptima(data: PowerData, onLog: boolean, withOffset: boolean): NonlinearSolution[] {
  return withOffset ? optimaWithOffset(data, onLog) : optimaWithoutOffset(data, onLog);
}

/** One start is the line through the logarithms: nearly flat values have their optimum between the exponents of the grid. */
function optimaWithoutOffset(data: PowerData, onLog: boolean): NonlinearSolution[] {
  const columns = [new Float64Array(data.n).fill(1), data.logX];
  const line = leastSquares(columns, data.y.map(Math.log), data.weights ?? undefined).coefficients;
  const starts = [...powerStarts(data, onLog, false), Float64Array.from(line)];
  return distinctOptima(data, powerProblem(data, onLog, 0), starts, {});
}

/** Further starts are the optima without offset: no law may do worse than its special case. */
function optimaWithOffset(data: PowerData, onLog: boolean): NonlinearSolution[] {
  const simpler = optimaWithoutOffset(data, onLog).map(({ coefficients }) => Float64Array.from([...coefficients, 0]));
  const bounds = offsetBounds(data, simpler[0]?.[EXPONENT] ?? 0);
  const starts = [...powerStarts(data, onLog, true), ...simpler].map((start) =>
    start.map((each, k) => Math.max(bounds.lower[k]!, Math.min(bounds.upper[k]!, each))),
  );
  return distinctOptima(data, powerProblem(data, onLog, "free"), starts, bounds);
}

/**
 * Bounds of the search with an offset. With noise the steepest law may fit best, which passes through the last point and
 * is flat for all others: its exponent has no limit of its own. `reached` is within the bounds in any case.
 */
export function offsetBounds({ logX, centre }: PowerData, reached: number): { lower: number[]; upper: number[] } {
  const furthest = logX.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const steepest = Math.max(LARGEST_GROWTH / (furthest + Math.abs(centre)), Math.abs(reached));
  return {
    lower: [Number.NEGATIVE_INFINITY, -steepest, 0],
    upper: [Number.POSITIVE_INFINITY, steepest, Number.POSITIVE_INFINITY],
  };
}

/**
 * The optima that the starts lead to, each once. A search that did not end in one stays only where it is lower than all
 * of them: it is no optimum, and another may be below it.
 */
function distinctOptima(
  data: PowerData,
  problem: NonlinearProblem,
  starts: readonly Float64Array[],
  bounds: NonlinearOptions,
): NonlinearSolution[] {
  const found = searchFrom(
    problem,
    starts.filter((start) => isDefinedAt(problem, start)),
    bounds,
  ).filter(({ coefficients }) => canBeHeld(naturalCoefficients(coefficients, data)));
  const distinct: NonlinearSolution[] = [];
  for (const each of found.sort(bySquare)) {
    const near = (other: NonlinearSolution): boolean =>
      Math.abs(other.coefficients[EXPONENT]! - each.coefficients[EXPONENT]!) < 1e-5;
    const least = distinct[0]?.sumOfSquaredResiduals ?? each.sumOfSquaredResiduals;
    if (distinct.some(near) || each.sumOfSquaredResiduals > COMPETING * least) continue;
    if (each.converged || distinct.length === 0) distinct.push(each);
  }
  return distinct;
}

function bySquare(a: NonlinearSolution, b: NonlinearSolution): number {
  return a.sumOfSquaredResiduals - b.sumOfSquaredResiduals;
}

/** Goes down from every start for a while, then on where that was too short, the lowest first, as far as the steps go. */
function searchFrom(
  problem: NonlinearProblem,
  starts: readonly Float64Array[],
  bounds: NonlinearOptions,
): NonlinearSolution[] {
  const found = starts.map((start) =>
    guardedLeastSquares(problem, start, { ...bounds, maxIterations: FIRST_ITERATIONS }),
  );
  let left = Math.max(LEAST_ITERATIONS, Math.floor(POINT_ITERATIONS / problem.rows));
  found.sort(bySquare).forEach((each, k) => {
    const maxIterations = Math.min(MOST_ITERATIONS, left);
    if (each.iterations < FIRST_ITERATIONS || each.converged || maxIterations < 1) return;
    const further = guardedLeastSquares(problem, each.coefficients, { ...bounds, maxIterations });
    left -= further.iterations;
    found[k] = { ...further, iterations: each.iterations + further.iterations };
  });
  return found;
}

/** Noise may lead the grid to where the law has no finite values. */
function isDefinedAt({ rows, coefficients, evaluate }: NonlinearProblem, start: Float64Array): boolean {
  const jacobian = new Float64Array(rows * coefficients);
  return evaluate(start, new Float64Array(rows), jacobian) && jacobian.every(Number.isFinite);
}

/** The coefficient at x = 1 may be more, or less, than a double can hold. */
function canBeHeld(natural: readonly number[]): boolean {
  const [coefficient] = natural.slice(-2);
  return coefficient !== 0 && natural.every(Number.isFinite);
}

/** Offset, coefficient and exponent, in the law's own units. */
export function naturalCoefficients(found: ArrayLike<number>, { centre }: PowerData): number[] {
  const exponent = found[EXPONENT]!;
  const natural = [Math.exp(found[COEFFICIENT]! - exponent * centre), exponent];
  return found.length > OFFSET ? [found[OFFSET]!, ...natural] : natural;
}
