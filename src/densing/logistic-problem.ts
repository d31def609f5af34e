import type { NonlinearProblem } from "../numeric/nonlinear-least-squares-problem.ts";
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
