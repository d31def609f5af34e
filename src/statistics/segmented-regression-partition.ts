import { fillPrefixes, type LineFits, lineFits } from "./segmented-regression-lines.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";

/** The memory of a search for the best partition, for one set of points and for all its resamples. */
export interface PartitionWorkspace {
  points: GroupedPoints;
  minPoints: number;
  maxBreaks: number;
  prefixes: LineFits;
  seen: Float64Array;
  /** best[k][g]: the least sum of squares of the points 0 .. g in k + 1 pieces; Infinity where impossible. */
  best: Float64Array[];
  /** start[k][g]: the first point of the last of those pieces. */
  start: Uint32Array[];
  cost: Float64Array;
}

const CHUNK = 64;

export function partitionWorkspace(points: GroupedPoints, minPoints: number, maxBreaks: number): PartitionWorkspace {
  const capacity = points.x.length;
  return {
    points,
    minPoints,
    maxBreaks,
    prefixes: lineFits(capacity),
    seen: new Float64Array(capacity),
    best: Array.from({ length: maxBreaks + 1 }, () => new Float64Array(capacity)),
    start: Array.from({ length: maxBreaks + 1 }, () => new Uint32Array(capacity)),
    cost: new Float64Array(CHUNK),
  };
}

/**
 * The best partitions into separate lines, for every number of breaks up to `maxBreaks` in one sweep, exact: dynamic
 * programming over the last piece (Bai and Perron 2003), its cost updated point by point as it grows backwards from
 * its end. Points of one x stay together; each piece holds at least `minPoints` points and two distinct x.
 *
 * A piece costs more the longer it is, so the sweep backwards ends when it alone costs more than the best partitions.
 * The largest number of breaks is needed for the whole range only.
 */
export function searchPartitions(workspace: PartitionWorkspace): void {
  const { points, minPoints, maxBreaks, prefixes, seen, best } = workspace;
  fillPrefixes(points, prefixes);
  let total = 0;
  for (let g = 0; g < points.size; g++) {
    total += points.count[g]!;
    seen[g] = total;
    best[0]![g] = g >= 1 && total >= minPoints ? prefixes.residual[g]! : Number.POSITIVE_INFINITY;
  }
  const last = points.size - 1;
  if (maxBreaks > 1) for (let end = 0; end < last; end++) closePieces(workspace, end, maxBreaks - 1);
  if (maxBreaks > 0) closePieces(workspace, last, maxBreaks);
}

/** Finds best[k][end] for k = 1 .. breaks. */
function closePieces(workspace: PartitionWorkspace, end: number, breaks: number): void {
  const { points, minPoints, seen, best, cost } = workspace;
  const { x, y, weight } = points;
  for (let k = 1; k <= breaks; k++) best[k]![end] = Number.POSITIVE_INFINITY;
  let total = 0;
  let meanX = 0;
  let meanY = 0;
  let spread = 0;
  let slope = 0;
  let residual = 0;
  for (let from = end; from > 0; from -= CHUNK) {
    const to = Math.max(from - CHUNK, 0);
    for (let i = from; i > to; i--) {
      const w = weight[i]!;
      const d = x[i]! - meanX;
      const e = y[i]! - meanY;
      const joint = total + w;
      const share = w / joint;
      const c = total * share;
      const error = e - slope * d;
      const grown = spread + c * d * d;
      if (grown > 0) {
        const gain = c / grown;
        residual += gain * spread * (error * error);
        slope += gain * d * error;
      }
      meanX += share * d;
      meanY += share * e;
      spread = grown;
      total = joint;
      cost[from - i] = i < end && seen[end]! - seen[i - 1]! >= minPoints ? residual : Number.POSITIVE_INFINITY;
    }
    let worst = 0;
    for (let k = 1; k <= breaks; k++) worst = Math.max(worst, improve(workspace, k, end, from, to));
    if (residual > worst) return;
  }
}

/** Tries the starts from, from - 1 .. to + 1 for the last of k + 1 pieces; returns best[k][end]. */
function improve(workspace: PartitionWorkspace, k: number, end: number, from: number, to: number): number {
  const { cost } = workspace;
  const before = workspace.best[k - 1]!;
  let least = workspace.best[k]![end]!;
  let start = -1;
  for (let i = from; i > to; i--) {
    const candidate = before[i - 1]! + cost[from - i]!;
    if (candidate < least) {
      least = candidate;
      start = i;
    }
  }
  if (start >= 0) {
    workspace.best[k]![end] = least;
    workspace.start[k]![end] = start;
  }
  return least;
}

/** The first points of the second, third, .. piece of the best partition with that many breaks; null if there is none. */
export function partitionStarts(workspace: PartitionWorkspace, breaks: number): number[] | null {
  let end = workspace.points.size - 1;
  if (!(workspace.best[breaks]![end]! < Number.POSITIVE_INFINITY)) return null;
  const starts = new Array<number>(breaks);
  for (let k = breaks; k > 0; k--) {
    starts[k - 1] = workspace.start[k]![end]!;
    end = starts[k - 1]! - 1;
  }
  return starts;
}
