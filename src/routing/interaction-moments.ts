import { type ExcessPlaces, excessPlaces } from "./excess-places.ts";
import type { InteractionData } from "./interaction-data.ts";
import { lawValue, log10Gain, type RoutingNumbers } from "./saturation.ts";

/** What a place counts: the sums of w, w x, w x x, w r and w x r, with r the residuals of some law. */
export const MOMENTS = 5;

/** Rows of which many are left out in turn, as sums at few places; laws are counted from a law that is near them. */
export interface InteractionMoments extends ExcessPlaces {
  data: InteractionData;
  /** Weights with a largest of 1. */
  weights: Float64Array;
  near: RoutingNumbers;
  /** The slope of that law by log10 Ehat, b + c x, with x from the centre. */
  b: number;
  c: number;
  residuals: Float64Array;
  /** That law's log10 (Ehat / start) at each place. */
  saturated: Float64Array;
}

export function interactionMoments(data: InteractionData, near: RoutingNumbers): InteractionMoments {
  const { n, x, y, excess, levels, centre } = data;
  const places = excessPlaces(levels);
  const largest = data.weights?.reduce((a, b) => Math.max(a, b), 0) ?? 1;
  const weights = Float64Array.from({ length: n }, (_, i) => (data.weights?.[i] ?? 1) / largest);
  return {
    ...places,
    data,
    weights,
    near,
    b: near.b + near.c * centre,
    c: near.c,
    residuals: y.map((value, i) => value - lawValue(near, x[i]!, excess[i]!)),
    saturated: places.excess.map((at) => log10Gain(near.start, near.inverseMax, at)),
  };
}

/** Adds rows to the sums of all places; behind them stands the sum of w r r. */
export function addRows(into: Float64Array, moments: InteractionMoments, rows: readonly number[]): void {
  const { data, residuals, weights, first, shares } = moments;
  for (const i of rows) {
    const w = weights[i]!;
    const wx = w * (data.x[i]! - data.centre);
    const wxx = wx * (data.x[i]! - data.centre);
    const r = residuals[i]!;
    const level = data.level[i]!;
    const share = shares[level]!;
    let at = MOMENTS * first[level]!;
    for (let k = 0; k < share.length; k++, at += MOMENTS) {
      const part = share[k]!;
      into[at] = into[at]! + part * w;
      into[at + 1] = into[at + 1]! + part * wx;
      into[at + 2] = into[at + 2]! + part * wxx;
      into[at + 3] = into[at + 3]! + part * w * r;
      into[at + 4] = into[at + 4]! + part * wx * r;
    }
    into[into.length - 1] = into[into.length - 1]! + w * r * r;
  }
}
