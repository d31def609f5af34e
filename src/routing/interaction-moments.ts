import { type ExcessPlaces, excessPlaces } from "./excess-places.ts";
import type { InteractionData } from "./interaction-data.ts";
import { type InteractionFit, numbersOfFit } from "./interaction-fit.ts";
import { fittedRows } from "./interaction-resampling.ts";
import { log10Saturated } from "./saturation.ts";

/** What a place counts: the sums of w, w x, w x x, w r and w x r, with r the residuals of a law fitted to all rows. */
export const MOMENTS = 5;

/** Rows of which many are left out in turn, as sums at few places. */
export interface InteractionMoments extends ExcessPlaces {
  data: InteractionData;
  /** About the law of all rows, r = y - law, and its slope b + c x by v, x from the centre. */
  residuals: Float64Array;
  b: number;
  c: number;
  /** log10 Ehat of that law at each place. */
  saturated: Float64Array;
  saturatedAt(excess: number): number;
  /** The excess that weighs most, from which log10 Ehat is counted. */
  anchor: number;
  /** Weights with a largest of 1. */
  weights: Float64Array;
}

export function interactionMoments(data: InteractionData, fit: InteractionFit): InteractionMoments {
  const places = excessPlaces(data.levels);
  const numbers = numbersOfFit(fit);
  const largest = data.weights === null ? 1 : data.weights.reduce((a, b) => Math.max(a, b), 0);
  const weights = Float64Array.from({ length: data.n }, (_, i) => (data.weights?.[i] ?? 1) / largest);
  const ofLevels = new Float64Array(data.levels.length);
  for (let i = 0; i < data.n; i++) ofLevels[data.level[i]!] = ofLevels[data.level[i]!]! + weights[i]!;
  const anchor = data.levels[ofLevels.indexOf(ofLevels.reduce((a, b) => Math.max(a, b), 0))]!;
  const start = log10Saturated(numbers.start, numbers.inverseMax, anchor);
  const saturatedAt = (excess: number): number => log10Saturated(numbers.start, numbers.inverseMax, excess) - start;
  return {
    ...places,
    data,
    residuals: fittedRows(data, fit).residuals,
    b: numbers.b + numbers.c * data.centre,
    c: numbers.c,
    saturated: places.excess.map(saturatedAt),
    saturatedAt,
    anchor,
    weights,
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
