import { type BrokenScale, unscaled } from "./broken-power-law-model.ts";

/** The points of a broken power law; without weights each weighs 1. */
export interface BrokenPoints {
  logX: Float64Array;
  y: Float64Array;
  /** y on the scale of the residuals. */
  target: Float64Array;
  weights: Float64Array | null;
}

/** Groups are narrower than this share of the range of ln x, and hold little more than this share of the points. */
const GROUPS = 160;
/** Gaps over which the target may have a step. */
const JUMPS = 6;

/** A gap between neighbours in ln x, by their places in `order`, and how far the target jumps there. */
export interface Jump {
  before: number;
  jump: number;
}

/** The points in rising order of ln x, and the few gaps over which the target jumps farthest, the farthest first. */
export function farthestJumps({ logX, target }: BrokenPoints): { order: Uint32Array; jumps: Jump[] } {
  const order = Uint32Array.from(logX.keys()).sort((a, b) => logX[a]! - logX[b]!);
  const jumps: Jump[] = [];
  for (let k = 1; k < order.length; k++) {
    const [i, j] = [order[k - 1]!, order[k]!];
    if (logX[i]! < logX[j]!) jumps.push({ before: k, jump: Math.abs(target[j]! - target[i]!) });
  }
  jumps.sort((a, b) => b.jump - a.jump);
  return { order, jumps: jumps.slice(0, JUMPS) };
}

/**
 * The points drawn together: neighbours in ln x become one, at their weighted means. The sum of squares of a law is then
 * that of the groups and a constant, exactly for points of one x, and else as far as the law is straight within a group.
 * Few points stay as they are, and so do the points beside the farthest jumps.
 */
export function groupsOf(points: BrokenPoints, scale: BrokenScale): BrokenPoints {
  const { logX, target, weights } = points;
  const n = logX.length;
  if (n <= GROUPS) return points;
  const { order, jumps } = farthestJumps(points);
  const isAlone = new Set(jumps.flatMap(({ before }) => [before - 1, before]));
  const widest = (logX[order[n - 1]!]! - logX[order[0]!]!) / GROUPS;
  const heaviest = weights?.reduce((a, b) => Math.max(a, b)) ?? 1;
  const places: number[] = [];
  const means: number[] = [];
  const sums: number[] = [];
  let first = 0;
  let held = 0;
  for (let k = 0; k < n; k++) {
    const i = order[k]!;
    const at = logX[i]!;
    const isTie = k > 0 && at === logX[order[k - 1]!]!;
    const isFull = at - first > widest || held >= n / GROUPS || isAlone.has(k) || isAlone.has(k - 1);
    if (k === 0 || (!isTie && isFull)) {
      first = at;
      held = 0;
      places.push(0);
      means.push(0);
      sums.push(0);
    }
    held += 1;
    const weight = (weights?.[i] ?? 1) / heaviest;
    const last = sums.length - 1;
    const sum = sums[last]! + weight;
    const share = sum > 0 ? weight / sum : 1;
    sums[last] = sum;
    places[last] = places[last]! + share * (at - places[last]!);
    means[last] = means[last]! + share * (target[i]! - means[last]!);
  }
  return {
    logX: Float64Array.from(places),
    y: Float64Array.from(means, (each) => unscaled(each, scale)),
    target: Float64Array.from(means),
    weights: Float64Array.from(sums),
  };
}
