import { ScalingError } from "../errors.ts";
import { type NonlinearSolution, nonlinearLeastSquares } from "../numeric/nonlinear-least-squares.ts";
import type { NonlinearProblem } from "../numeric/nonlinear-least-squares-problem.ts";
import { type SeparableOptimum, separableLeastSquares } from "../numeric/separable-least-squares.ts";
import { axisValues, type SeparableProblem, type ShapeAxis } from "../numeric/separable-least-squares-problem.ts";

/** y = floor + (ceiling - floor) / (1 + exp(-steepness (x - midpoint))), rising in x. */
export interface LogisticCoefficients {
  steepness: number;
  midpoint: number;
  floor: number;
  ceiling: number;
}

/** The order of {@link LogisticOptimum}'s covariance and of a bootstrap's draws. */
export const LOGISTIC_ORDER = ["steepness", "midpoint", "floor", "ceiling"] as const;

export interface LogisticData {
  x: Float64Array;
  y: Float64Array;
  weights: Float64Array | null;
}

/** Which of the asymptotes are given; null where they are fitted. A fitted floor is at least `floorMin`. */
export interface LogisticForm {
  floor: number | null;
  ceiling: number | null;
  floorMin: number;
}

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

/** The region searched, in ln steepness and in midpoint. */
export interface LogisticRegion {
  axes: [ShapeAxis, ShapeAxis];
}

const STEEPNESS_PLACES = 26;
const MIDPOINT_PLACES = 49;
/** Flattest and steepest transition, as steepness times the range of x: from nearly straight to a step. */
const FLATTEST = 0.05;
const STEEPEST = 400;

export function logisticRegion(x: Float64Array): LogisticRegion {
  let from = x[0]!;
  let to = from;
  for (let i = 1; i < x.length; i++) {
    from = Math.min(from, x[i]!);
    to = Math.max(to, x[i]!);
  }
  const range = to - from;
  return {
    axes: [
      {
        values: axisValues(Math.log(0.3 / range), Math.log(STEEPEST / range), STEEPNESS_PLACES),
        lower: Math.log(FLATTEST / range),
        upper: Math.log((100 * STEEPEST) / range),
      },
      {
        values: axisValues(from - range, to + range, MIDPOINT_PLACES),
        lower: from - 20 * range,
        upper: to + 20 * range,
      },
    ],
  };
}

function share(steepness: number, distance: number): number {
  return 1 / (1 + Math.exp(-steepness * distance));
}

export function logisticAt(at: LogisticCoefficients, x: number): number {
  return at.floor + (at.ceiling - at.floor) * share(at.steepness, x - at.midpoint);
}

/**
 * The linear part in what is fitted: the height over a given or fitted floor, or, under a given ceiling with a fitted
 * floor, the depth: ceiling - y = depth (1 - share).
 */
export function separableLogistic({ x, y, weights }: LogisticData, form: LogisticForm): SeparableProblem {
  const n = x.length;
  const { floor, ceiling, floorMin } = form;
  const hasFloor = ceiling === null && floor === null;
  const target = ceiling === null ? y.map((each) => each - (floor ?? 0)) : y.map((each) => ceiling - each);
  const lower = hasFloor ? [0, floorMin] : [0];
  return {
    rows: n,
    columns: lower.length,
    shapes: 2,
    target,
    ...(weights === null ? {} : { weights }),
    lower,
    fillColumns(shape, columns) {
      const steepness = Math.exp(shape[0]!);
      const midpoint = shape[1]!;
      const sign = ceiling === null ? 1 : -1;
      for (let i = 0; i < n; i++) columns[i] = share(sign * steepness, x[i]! - midpoint);
      if (hasFloor) columns.fill(1, n, 2 * n);
      return true;
    },
    fillDerivatives(shape, derivatives) {
      const steepness = Math.exp(shape[0]!);
      const midpoint = shape[1]!;
      const sign = ceiling === null ? 1 : -1;
      derivatives.fill(0);
      for (let i = 0; i < n; i++) {
        const distance = x[i]! - midpoint;
        const slope = sign * steepness * share(steepness, distance) * share(-steepness, distance);
        derivatives[i] = slope * distance;
        derivatives[lower.length * n + i] = -slope;
      }
      return true;
    },
  };
}

/** The problem in ln steepness and midpoint alone, where both asymptotes are given. */
export function shapeProblem({ x, y, weights }: LogisticData, floor: number, ceiling: number): NonlinearProblem {
  const n = x.length;
  const roots = weights === null ? null : weights.map(Math.sqrt);
  return {
    rows: n,
    coefficients: 2,
    evaluate(shape, residuals, jacobian) {
      const steepness = Math.exp(shape[0]!);
      for (let i = 0; i < n; i++) {
        const root = roots === null ? 1 : roots[i]!;
        const distance = x[i]! - shape[1]!;
        const rise = share(steepness, distance);
        residuals[i] = root * (floor + (ceiling - floor) * rise - y[i]!);
        if (jacobian === null) continue;
        const slope = root * (ceiling - floor) * steepness * rise * share(-steepness, distance);
        jacobian[i] = slope * distance;
        jacobian[n + i] = -slope;
      }
      return true;
    },
  };
}

/** The four coefficients from shapes and linear part. */
export function assemble(
  shape: ArrayLike<number>,
  linear: ArrayLike<number>,
  form: LogisticForm,
): LogisticCoefficients {
  const floor = form.floor ?? (form.ceiling === null ? linear[1]! : form.ceiling - linear[0]!);
  const ceiling = form.ceiling ?? floor + linear[0]!;
  return { steepness: Math.exp(shape[0]!), midpoint: shape[1]!, floor, ceiling };
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
    nonlinearLeastSquares(problem, start.shape, {
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

/** Refuses x without spread: a curve needs at least as many places as it has shapes. */
export function requirePlaces(x: Float64Array, least: number, path: string): void {
  const places = new Set(x).size;
  if (places >= least) return;
  throw new ScalingError("NO_SPREAD", `Expected at least ${least} different values but got ${places}`, path);
}
