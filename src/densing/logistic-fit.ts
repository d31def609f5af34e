import { ScalingError } from "../errors.ts";
import { guardedLeastSquares, type NonlinearSolution } from "../numeric/nonlinear-least-squares-guarded.ts";
import { type SeparableOptimum, separableLeastSquares } from "../numeric/separable-least-squares.ts";
import {
  assemble,
  type LogisticCoefficients,
  type LogisticData,
  type LogisticForm,
  type LogisticRegion,
  logisticRegion,
  separableLogistic,
  shapeProblem,
} from "./logistic-problem.ts";

export interface LogisticOptimum extends LogisticCoefficients {
  sumOfSquaredResiduals: number;
  /** Times the residual variance the covariance, in LOGISTIC_ORDER; 0 for what is given or held, null unless the rank is full. */
  unscaledCovariance: number[][] | null;
  converged: boolean;
  iterations: number;
  gradientNorm: number;
  /** Coefficients that ended at the end of the region searched. */
  atBound: (keyof LogisticCoefficients)[];
}

/** How the four coefficients move with (ln steepness, midpoint, linear part). */
function movement(steepness: number, form: LogisticForm): number[][] {
  if (form.floor !== null && form.ceiling !== null)
    return [
      [steepness, 0],
      [0, 1],
      [0, 0],
      [0, 0],
    ];
  if (form.floor !== null)
    return [
      [steepness, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 1],
    ];
  if (form.ceiling !== null)
    return [
      [steepness, 0, 0],
      [0, 1, 0],
      [0, 0, -1],
      [0, 0, 0],
    ];
  return [
    [steepness, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 0, 1],
    [0, 0, 1, 1],
  ];
}

/** M C M'. */
export function transformCovariance(movements: readonly number[][], covariance: readonly number[][]): number[][] {
  const half = movements.map((row) =>
    covariance.map((_, k) => row.reduce((sum, each, j) => sum + each * covariance[j]![k]!, 0)),
  );
  const whole = half.map((row) => movements.map((other) => other.reduce((sum, each, k) => sum + each * row[k]!, 0)));
  return whole.map((row, i) => row.map((each, j) => (i <= j ? each : whole[j]![i]!)));
}

type Solved = Pick<
  SeparableOptimum,
  "sumOfSquaredResiduals" | "unscaledCovariance" | "converged" | "iterations" | "gradientNorm" | "held"
>;

function optimumOf(
  shape: readonly number[],
  linear: readonly number[],
  solved: Solved,
  form: LogisticForm,
): LogisticOptimum {
  const at = assemble(shape, linear, form);
  const { held, unscaledCovariance } = solved;
  const atBound: LogisticOptimum["atBound"] = [];
  if (held[0] !== null) atBound.push("steepness");
  if (held[1] !== null) atBound.push("midpoint");
  if (held.length === 4 && held[3] !== null) atBound.push("floor");
  return {
    ...at,
    sumOfSquaredResiduals: solved.sumOfSquaredResiduals,
    unscaledCovariance: unscaledCovariance && transformCovariance(movement(at.steepness, form), unscaledCovariance),
    converged: solved.converged,
    iterations: solved.iterations,
    gradientNorm: solved.gradientNorm,
    atBound,
  };
}

/** Both asymptotes given: the best places of the grid, each followed down to its optimum. */
function shapeOptima(data: LogisticData, region: LogisticRegion, floor: number, ceiling: number): NonlinearSolution[] {
  const problem = shapeProblem(data, floor, ceiling);
  const residuals = new Float64Array(problem.rows);
  const shape = new Float64Array(2);
  const [steepnesses, midpoints] = region.axes;
  const starts: { square: number; shape: number[] }[] = [];
  for (let j = 0; j < midpoints.values.length; j++) {
    let best = Number.POSITIVE_INFINITY;
    let at: number[] = [];
    for (let k = 0; k < steepnesses.values.length; k++) {
      shape[0] = steepnesses.values[k]!;
      shape[1] = midpoints.values[j]!;
      problem.evaluate(shape, residuals, null);
      const square = residuals.reduce((sum, each) => sum + each * each, 0);
      if (square >= best) continue;
      best = square;
      at = Array.from(shape);
    }
    starts.push({ square: best, shape: at });
  }
  const lowest = starts.filter(
    ({ square }, j) => square <= (starts[j - 1]?.square ?? square) && square <= (starts[j + 1]?.square ?? square),
  );
  return lowest.map((start) =>
    guardedLeastSquares(problem, start.shape, {
      lower: region.axes.map((axis) => axis.lower ?? Number.NEGATIVE_INFINITY),
      upper: region.axes.map((axis) => axis.upper ?? Number.POSITIVE_INFINITY),
    }),
  );
}

const SAME = 1e-6;

function distinct(optima: LogisticOptimum[], region: LogisticRegion): LogisticOptimum[] {
  const { values } = region.axes[1];
  const width = values[values.length - 1]! - values[0]!;
  const sorted = [...optima].sort((a, b) => a.sumOfSquaredResiduals - b.sumOfSquaredResiduals);
  return sorted.filter(
    (each, i) =>
      each.sumOfSquaredResiduals <= 2 * sorted[0]!.sumOfSquaredResiduals &&
      !sorted
        .slice(0, i)
        .some(
          (other) =>
            Math.abs(Math.log(other.steepness / each.steepness)) < SAME &&
            Math.abs(other.midpoint - each.midpoint) < SAME * width,
        ),
  );
}

/**
 * The rising logistic of least squares: every distinct local optimum within twice the least sum of squares, the lowest
 * first. Height and floor are linear once steepness and midpoint are fixed (separable least squares); mirrored
 * solutions are excluded by a height of at least 0.
 */
export function fitLogistic(data: LogisticData, form: LogisticForm): LogisticOptimum[] {
  const region = logisticRegion(data.x);
  if (form.floor !== null && form.ceiling !== null) {
    const solutions = shapeOptima(data, region, form.floor, form.ceiling);
    return distinct(
      solutions.map((solved) => optimumOf(solved.coefficients, [], solved, form)),
      region,
    );
  }
  const { optima } = separableLeastSquares(separableLogistic(data, form), region.axes);
  const found = optima.map((each) => optimumOf(each.shape, each.linear, each, form));
  if (form.floor !== null || form.ceiling === null || found[0]!.floor >= form.floorMin) return found;
  // Under a given ceiling the floor is the ceiling less a depth, which the engine cannot bound from above.
  return fitLogistic(data, { ...form, floor: form.floorMin }).map((each) => ({
    ...each,
    atBound: [...each.atBound, "floor"],
  }));
}

/** Values that spread less, relative to their size, are one but for rounding: no steepness is sharp enough for them. */
const NO_SPREAD = 1e-13;

/** Refuses x without spread: a curve needs at least as many places as it has shapes. */
export function requirePlaces(x: Float64Array, least: number, path: string): void {
  const places = new Set(x).size;
  const lower = x.reduce((a, b) => Math.min(a, b), Infinity);
  const upper = x.reduce((a, b) => Math.max(a, b), -Infinity);
  if (places < least) {
    throw new ScalingError("NO_SPREAD", `Expected at least ${least} different values but got ${places}`, path);
  }
  // With an anchor one place may be enough.
  if (least > 1 && upper - lower <= NO_SPREAD * Math.max(Math.abs(lower), Math.abs(upper))) {
    throw new ScalingError("NO_SPREAD", "Expected values that differ by more than rounding but got one", path);
  }
}
