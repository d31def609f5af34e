import { leastSquares } from "../numeric/linear-least-squares.ts";
import { refitSeparable, type SeparableOptimum, separableLeastSquares } from "../numeric/separable-least-squares.ts";
import { type CondensedData, condenser, type InteractionData } from "./interaction-data.ts";
import {
  heldRatio,
  interactionProblem,
  RATIO_RANGE,
  type ShapeMap,
  START_RANGE,
  saturatingShapes,
  unlimitedShapes,
} from "./interaction-problem.ts";
import type { RoutingNumbers } from "./saturation.ts";

/** The forms that are fitted: `unlimited` is the saturating one without a max. */
export type FittedForm = "saturating" | "unlimited" | "bilinear" | "separable";

/** A fitted law in the order a, b, c, d, start, max, as many as its form has; separable is a, b, d. */
export interface InteractionFit {
  form: FittedForm;
  values: number[];
  /** (J'J)^-1 in the order of `values`; null where some of them are not identified. */
  unscaledCovariance: number[][] | null;
  sumOfSquares: number;
  /** The searched shapes at the optimum, none for forms without. */
  shape: number[];
  /** Which bound holds each shape. */
  held: ("lower" | "upper" | null)[];
  converged: boolean;
  iterations: number;
  gradientNorm: number;
  optima: { values: number[]; sumOfSquares: number }[];
}

/** The numbers that a fit predicts with, in the units of its data. */
export function numbersOfFit({ form, values }: InteractionFit): RoutingNumbers {
  const [a = 0, b = 0, third = 0, fourth = 0, start = 1, max = Number.POSITIVE_INFINITY] = values;
  if (form === "separable") return { a, b, c: 0, d: third, start: 1, inverseMax: 0 };
  return { a, b, c: third, d: fourth, start, inverseMax: 1 / max };
}

/** T M T'. */
function transformed(matrix: readonly (readonly number[])[], transform: readonly (readonly number[])[]): number[][] {
  const half = transform.map((row) =>
    matrix.map((_, k) => row.reduce((total, entry, j) => total + entry * matrix[j]![k]!, 0)),
  );
  const product = half.map((row) =>
    transform.map((other) => row.reduce((total, entry, k) => total + entry * other[k]!, 0)),
  );
  // Rounding may leave the two halves a bit apart.
  return product.map((row, j) => row.map((entry, k) => (j <= k ? entry : product[k]![j]!)));
}

/** About the centre y = a x' + b' v + c x' v + d'; about zero b = b' - c centre and d = d' - a centre. */
function valuesAt(linear: readonly number[], centre: number, saturation: number[]): number[] {
  const [a, b, c, d] = [linear[0]!, linear[1]!, linear[2]!, linear[3]!];
  return [a, b - c * centre, c, d - a * centre, ...saturation];
}

function saturationAt(map: ShapeMap, shape: readonly number[]): number[] {
  const { start, inverseMax } = map.at(shape);
  return inverseMax === 0 ? [start] : [start, 1 / inverseMax];
}

/** From (shapes, a, b', c, d') to (a, b, c, d, start[, max]). */
function covarianceAt(found: SeparableOptimum, map: ShapeMap, centre: number): number[][] | null {
  if (found.unscaledCovariance === null) return null;
  const shapes = map.axes.length;
  const saturation = saturationAt(map, found.shape);
  const before = new Array<number>(shapes).fill(0);
  const linear = (row: number[]): number[] => [...before, ...row];
  const shape = saturation.map((value, k) => {
    const by = k === 0 ? map.byStart : map.byMax;
    return [...by.map((each) => each * value), 0, 0, 0, 0];
  });
  return transformed(found.unscaledCovariance, [
    linear([1, 0, 0, 0]),
    linear([0, 1, -centre, 0]),
    linear([0, 0, 1, 0]),
    linear([-centre, 0, 0, 1]),
    ...shape,
  ]);
}

function fitFrom(
  data: CondensedData,
  map: ShapeMap,
  form: "saturating" | "unlimited",
  found: SeparableOptimum,
  optima: readonly SeparableOptimum[],
): InteractionFit {
  const { centre, within } = data;
  const values = (each: SeparableOptimum): number[] => valuesAt(each.linear, centre, saturationAt(map, each.shape));
  return {
    form,
    values: values(found),
    unscaledCovariance: covarianceAt(found, map, centre),
    sumOfSquares: within + found.sumOfSquaredResiduals,
    shape: found.shape,
    held: found.held.slice(0, map.axes.length),
    converged: found.converged,
    iterations: found.iterations,
    gradientNorm: found.gradientNorm,
    optima: optima.map((each) => ({ values: values(each), sumOfSquares: within + each.sumOfSquaredResiduals })),
  };
}

function searched(data: CondensedData, form: "saturating" | "unlimited", map: ShapeMap): InteractionFit {
  const { best, optima } = separableLeastSquares(interactionProblem(data, map), map.axes, { maxStarts: 6 });
  return fitFrom(data, map, form, best, optima);
}

/** The saturating form with both shapes free; or, where the search ran down the valley, on the valley's bound. */
function searchedWithin(data: CondensedData): InteractionFit {
  const free = searched(data, "saturating", saturatingShapes());
  const [floor] = RATIO_RANGE;
  const isAbove = free.held[1] !== "lower" && free.shape[1]! > floor + 0.5;
  if (isAbove) {
    if (free.converged) return free;
    // At an end of start few rows may show no optimum where all of them do.
    if (data.condensed !== undefined && START_RANGE.includes(free.shape[0]!)) return searchedWithin(data.condensed);
  }
  const bound = searched(data, "saturating", heldRatio());
  if (bound.sumOfSquares > free.sumOfSquares && (free.converged || isAbove)) return free;
  return { ...bound, shape: [bound.shape[0]!, floor], held: [bound.held[0]!, "lower"] };
}

/** A max so far beyond the data that its law may be that without one. */
export const FAR = 1000;
/** Sums of squares that differ by less than this share of the smaller, or of the whole variation, are the same. */
export const SAME = 1e-10;

/**
 * The global optimum of the saturating form within its bounds, or, where no max is at least as good as any, of the form
 * without a max.
 */
function fitSaturating(data: CondensedData): InteractionFit {
  const limited = searchedWithin(data);
  const { levels } = data.condensed ?? data;
  const largest = 1 + levels[levels.length - 1]!;
  if (limited.held[1] !== "upper" && limited.values[5]! < FAR * largest) return limited;
  const unlimited = searched(data, "unlimited", unlimitedShapes());
  const rounding = data.target.reduce((total, y, i) => total + data.weights[i]! * y * y, 0) * 1e-28;
  const isAsGood = unlimited.sumOfSquares <= limited.sumOfSquares * (1 + SAME) + rounding;
  return limited.held[1] === "upper" || isAsGood ? unlimited : limited;
}

/** A form without saturation is linear: v = log10 (1 + excess). */
export function fitLinear(data: InteractionData, form: "bilinear" | "separable"): InteractionFit {
  const { x, excess, y, weights, centre } = data;
  const size = x.map((value) => value - centre);
  const experts = excess.map((value) => Math.log10(1 + value));
  const both = size.map((value, i) => value * experts[i]!);
  const one = new Float64Array(y.length).fill(1);
  const isBilinear = form === "bilinear";
  const columns = isBilinear ? [size, experts, both, one] : [size, experts, one];
  const solved = leastSquares(columns, y, weights ?? undefined);
  const linear = solved.coefficients;
  const values = isBilinear ? valuesAt(linear, centre, []) : [linear[0]!, linear[1]!, linear[2]! - linear[0]! * centre];
  const transform = isBilinear
    ? [
        [1, 0, 0, 0],
        [0, 1, -centre, 0],
        [0, 0, 1, 0],
        [-centre, 0, 0, 1],
      ]
    : [
        [1, 0, 0],
        [0, 1, 0],
        [-centre, 0, 1],
      ];
  return {
    form,
    values,
    unscaledCovariance: solved.unscaledCovariance && transformed(solved.unscaledCovariance, transform),
    sumOfSquares: solved.sumOfSquaredResiduals,
    shape: [],
    held: [],
    converged: true,
    iterations: 1,
    gradientNorm: 0,
    optima: [{ values, sumOfSquares: solved.sumOfSquaredResiduals }],
  };
}

/** Fits one form; a saturating one may come back `unlimited`. */
export function fitInteraction(data: InteractionData, form: FittedForm): InteractionFit {
  if (form === "bilinear" || form === "separable") return fitLinear(data, form);
  const condensed = condenser(data)();
  return form === "saturating" ? fitSaturating(condensed) : searched(condensed, "unlimited", unlimitedShapes());
}

/**
 * The law fitted again to a resample, from the shape of the whole sample, or by a full search where that does not
 * converge; null where the resample does not determine it.
 */
export function refitInteraction(
  data: InteractionData,
  fit: InteractionFit,
  again: ReturnType<typeof condenser>,
  y: Float64Array,
  times?: ArrayLike<number>,
): number[] | null {
  if (fit.form === "bilinear" || fit.form === "separable") {
    const weights =
      times === undefined ? data.weights : Float64Array.from(times, (k, i) => k * (data.weights?.[i] ?? 1));
    const refitted = fitLinear({ ...data, y, weights }, fit.form);
    return refitted.unscaledCovariance === null ? null : refitted.values;
  }
  const { condensed: _, ...condensed } = again(y, times);
  const map = fit.form === "unlimited" ? unlimitedShapes() : saturatingShapes();
  if (condensed.rows < 4 + map.axes.length) return null;
  const found = refitSeparable(interactionProblem(condensed, map), map.axes, fit.shape);
  if (found.converged) return valuesAt(found.linear, data.centre, saturationAt(map, found.shape));
  const refitted = fit.form === "unlimited" ? searched(condensed, "unlimited", map) : searchedWithin(condensed);
  return refitted.unscaledCovariance === null ? null : refitted.values;
}
