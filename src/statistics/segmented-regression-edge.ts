import { chainOf, fitChain } from "./segmented-regression-chain.ts";
import { isAdmissible } from "./segmented-regression-more-breaks.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakOptimum, isDatumOptimum } from "./segmented-regression-search.ts";

/**
 * The breaks of a continuous line that only the rule of least points holds where they are: the sum of squares falls in
 * a direction in which the break may not move.
 */
export function breaksAtEdge(points: GroupedPoints, optimum: BreakOptimum, minPoints: number): number[] {
  const { breaks, data } = optimum;
  const chain = chainOf(breaks.length);
  if (!fitChain(points, 0, points.size - 1, breaks, 0, breaks.length, chain)) return [];
  const held: number[] = [];
  for (let j = 0; j < breaks.length; j++) {
    const g = data[j]!;
    if (g < 0) continue;
    const change = chain.slopes[j + 1]! - chain.slopes[j]!;
    const onDatum = points.weight[g]! * (points.y[g]! - chain.values[j]!);
    const beyond = residualBeyond(points, breaks, chain.slopes, chain.values, j, g);
    if (isDatumOptimum(change, beyond, onDatum)) continue;
    const toLeft = change * (beyond + onDatum) > 0;
    const neighbour = points.x[toLeft ? g - 1 : g + 1]!;
    const moved = breaks.slice();
    moved[j] = (breaks[j]! + neighbour) / 2;
    if (!isAdmissible(points, moved, minPoints)) held.push(j);
  }
  return held;
}

/** sum of w (y - line) over the points after break j, which lies on datum g. */
function residualBeyond(
  points: GroupedPoints,
  breaks: readonly number[],
  slopes: Float64Array,
  values: Float64Array,
  j: number,
  g: number,
): number {
  let total = 0;
  let piece = j + 1;
  for (let h = g + 1; h < points.size; h++) {
    while (piece < breaks.length && points.x[h]! > breaks[piece]!) piece++;
    const line = values[piece - 1]! + slopes[piece]! * (points.x[h]! - breaks[piece - 1]!);
    total += points.weight[h]! * (points.y[h]! - line);
  }
  return total;
}

/** The breaks between separate pieces that the rule of least points keeps from moving by one distinct x. */
export function cutsAtEdge(points: GroupedPoints, starts: readonly number[], minPoints: number): number[] {
  const held: number[] = [];
  const bounds = [0, ...starts, points.size];
  const holds = (from: number, to: number): boolean => {
    let seen = 0;
    for (let g = from; g < to; g++) seen += points.count[g]!;
    return to - from >= 2 && seen >= minPoints;
  };
  for (let j = 0; j < starts.length; j++) {
    const before = bounds[j]!;
    const at = bounds[j + 1]!;
    const after = bounds[j + 2]!;
    if (!holds(before, at - 1) || !holds(at + 1, after)) held.push(j);
  }
  return held;
}
