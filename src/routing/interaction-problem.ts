import type { SeparableProblem, ShapeAxis } from "../numeric/separable-least-squares-problem.ts";
import type { CondensedData } from "./interaction-data.ts";
import { log10Saturated, saturationGradient } from "./saturation.ts";

/**
 * How the searched shapes make start and max of the saturation: log2 start is the first of them or `log2Start`,
 * log2 (max / start) the last of them, or max is `max`.
 */
export interface ShapeMap {
  axes: ShapeAxis[];
  /** The saturation at these shapes. */
  at(shape: ArrayLike<number>): { start: number; inverseMax: number };
  /** The derivatives of ln start and ln max by each shape. */
  byStart: readonly number[];
  byMax: readonly number[];
}

/** Where log2 start is looked for; beyond it dense rows have all the leverage, or none of the experts matter. */
export const START_RANGE: readonly [number, number] = [-12, 14];
/**
 * Where log2 (max / start) is looked for. Below, max and start run together while the other coefficients diverge and the
 * fitted losses stay the same: a valley without a floor.
 */
export const RATIO_RANGE: readonly [number, number] = [0.5, 24];

function axis([from, to]: readonly [number, number], step: number): ShapeAxis {
  const count = Math.round((to - from) / step) + 1;
  return { values: Float64Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1)) };
}

/** The places of log2 (max / start): the further max is beyond start, the less it matters where. */
function ratioAxis(): ShapeAxis {
  return { values: [RATIO_RANGE[0], 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10.5, 12, 14, 17, 20, RATIO_RANGE[1]] };
}

/** Both shapes are searched: log2 start and log2 (max / start). */
export function saturatingShapes(): ShapeMap {
  return {
    axes: [axis(START_RANGE, 1.3), ratioAxis()],
    at: (shape) => ({ start: 2 ** shape[0]!, inverseMax: 2 ** -(shape[0]! + shape[1]!) }),
    byStart: [Math.LN2, 0],
    byMax: [Math.LN2, Math.LN2],
  };
}

/** There is no max: log2 start alone is searched. */
export function unlimitedShapes(): ShapeMap {
  return {
    axes: [axis(START_RANGE, 0.5)],
    at: (shape) => ({ start: 2 ** shape[0]!, inverseMax: 0 }),
    byStart: [Math.LN2],
    byMax: [0],
  };
}

/** What a profile holds; moved from value to value without making the problem anew. */
export interface Held {
  value: number;
}

/** log2 start is held. */
export function heldStart(held: Held): ShapeMap {
  return {
    axes: [ratioAxis()],
    at: (shape) => ({ start: 2 ** held.value, inverseMax: 2 ** -(held.value + shape[0]!) }),
    byStart: [0],
    byMax: [Math.LN2],
  };
}

/** log2 max is held, and log2 (max / start) searched. */
export function heldMax(held: Held): ShapeMap {
  return {
    axes: [ratioAxis()],
    at: (shape) => ({ start: 2 ** (held.value - shape[0]!), inverseMax: 2 ** -held.value }),
    byStart: [-Math.LN2],
    byMax: [0],
  };
}

/** log2 (max / start) is held at its lower bound: the floor of the valley in which the other coefficients diverge. */
export function heldRatio(): ShapeMap {
  return {
    axes: [axis(START_RANGE, 1)],
    at: (shape) => ({ start: 2 ** shape[0]!, inverseMax: 2 ** -(shape[0]! + RATIO_RANGE[0]) }),
    byStart: [Math.LN2],
    byMax: [Math.LN2],
  };
}

/** log2 start is held, and there is no max. */
export function heldStartUnlimited(held: Held): ShapeMap {
  return { axes: [], at: () => ({ start: 2 ** held.value, inverseMax: 0 }), byStart: [], byMax: [] };
}

/**
 * The separable problem in columns a, b, c, d about the centre of x; or, with a cut-off held at `x = cutoff` (centred),
 * in a, c, d, since b = -c cutoff there.
 */
export function interactionProblem(data: CondensedData, map: ShapeMap, cutoff: Held | null = null): SeparableProblem {
  const { rows, levels, level, ones, xs } = data;
  const width = ones.length / rows;
  const columns = cutoff === null ? 4 : 3;
  const c = columns - 2;
  const value = new Float64Array(levels.length + width);
  /** Columns of v and x v, where v stands at `value` from the row's level on. */
  const fillPair = (into: Float64Array, ofOne: number, ofX: number, about: number): void => {
    for (let i = 0; i < rows; i++) {
      let byOne = 0;
      let byX = 0;
      for (let k = i * width, at = level[i]!; k < (i + 1) * width; k++, at++) {
        byOne += ones[k]! * value[at]!;
        byX += (xs[k]! - about * ones[k]!) * value[at]!;
      }
      into[ofOne + i] = byOne;
      into[ofX + i] = byX;
    }
  };
  /** b v + c x v; with a cut-off held, the column of v is then overwritten by that of its multiple. */
  const fillSaturated = (into: Float64Array, start: number): void =>
    fillPair(into, start + rows, start + c * rows, cutoff === null ? 0 : cutoff.value);
  return {
    rows,
    columns,
    shapes: map.axes.length,
    target: data.target,
    weights: data.weights,
    fillColumns(shape, into) {
      const { start, inverseMax } = map.at(shape);
      for (let g = 0; g < levels.length; g++) value[g] = log10Saturated(start, inverseMax, levels[g]!);
      fillSaturated(into, 0);
      value.fill(1);
      fillPair(into, (columns - 1) * rows, 0, 0);
      return true;
    },
    fillDerivatives(shape, into) {
      const { start, inverseMax } = map.at(shape);
      into.fill(0);
      for (let m = 0; m < map.axes.length; m++) {
        for (let g = 0; g < levels.length; g++) {
          const by = saturationGradient(start, inverseMax, levels[g]!);
          const byLnMax = inverseMax === 0 ? 0 : by.max / inverseMax;
          value[g] = map.byStart[m]! * by.start * start + map.byMax[m]! * byLnMax;
        }
        fillSaturated(into, m * columns * rows);
      }
      return true;
    },
  };
}
