import { type Chain, chainOf, fitChain } from "./segmented-regression-chain.ts";
import { lineAt } from "./segmented-regression-lines.ts";
import { type PartitionWorkspace, partitionStarts, searchPartitions } from "./segmented-regression-partition.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import type { BreakOptimum } from "./segmented-regression-search.ts";
import { researchBreaks, type WindowSearch } from "./segmented-regression-window.ts";

/** Above this many distinct x neighbouring breaks are moved one at a time only, no longer two together. */
const LARGEST_PAIR_SEARCH = 3000;
const MAX_ROUNDS = 60;
const LEAST_GAIN = 1e-13;

/** Whether every closed segment holds the least number of points, and two distinct x. */
export function isAdmissible(points: GroupedPoints, breaks: readonly number[], minPoints: number): boolean {
  let g = 0;
  for (let s = 0; s <= breaks.length; s++) {
    const start = s === 0 ? Number.NEGATIVE_INFINITY : breaks[s - 1]!;
    const end = s === breaks.length ? Number.POSITIVE_INFINITY : breaks[s]!;
    let distinct = 0;
    let seen = 0;
    while (g > 0 && points.x[g - 1]! >= start) g--;
    while (g < points.size && points.x[g]! < start) g++;
    for (; g < points.size && points.x[g]! <= end; g++) {
      distinct++;
      seen += points.count[g]!;
    }
    if (distinct < 2 || seen < minPoints) return false;
  }
  return true;
}

/** Moves single breaks, and neighbouring pairs, to their best places given the others, until nothing is gained. */
export function refineBreaks(
  workspace: WindowSearch,
  start: BreakOptimum,
  pairs: boolean = workspace.points.size <= LARGEST_PAIR_SEARCH,
): BreakOptimum {
  let current = start;
  const count = start.breaks.length;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = current.residual;
    for (let j = 0; j < count; j++) current = better(current, researchBreaks(workspace, current, j, j));
    current = better(current, crossings(workspace, current));
    if (pairs && !(current.residual < before * (1 - LEAST_GAIN))) {
      for (let j = 0; j + 1 < count; j++) current = better(current, researchBreaks(workspace, current, j, j + 1));
    }
    if (!(current.residual < before * (1 - LEAST_GAIN))) break;
  }
  return current;
}

function better(current: BreakOptimum, candidate: BreakOptimum | null): BreakOptimum {
  return candidate !== null && candidate.residual < current.residual ? candidate : current;
}

/**
 * The breaks inside gaps moved to where free neighbouring pieces cross; the breaks on data stay. Null if some crossing
 * leaves its gap. This ends at once what moving one break at a time only approaches.
 */
function crossings({ points, minPoints }: WindowSearch, current: BreakOptimum): BreakOptimum | null {
  const count = current.breaks.length;
  const chain = chainOf(count);
  const breaks = current.breaks.slice();
  let residual = 0;
  let lo = 0;
  let from = 0;
  let before: { intercept: number; slope: number } | null = null;
  for (let j = 0; j <= count; j++) {
    if (j < count && current.data[j]! >= 0) continue;
    let hi = points.size - 1;
    if (j < count) while (points.x[hi]! > current.breaks[j]!) hi--;
    if (hi < lo || !fitChain(points, lo, hi, current.breaks, from, j, chain)) return null;
    residual += chain.residual;
    if (before !== null) {
      const crossing = (before.intercept - chain.intercept) / (chain.slopes[from]! - before.slope);
      if (!(crossing >= points.x[lo - 1]! && crossing <= points.x[lo]!)) return null;
      breaks[from - 1] = crossing;
    }
    const last = chain.lines;
    before = { intercept: lineAt(last, j, 0), slope: chain.slopes[j]! };
    lo = hi + 1;
    from = j + 1;
  }
  if (!isAdmissible(points, breaks, minPoints)) return null;
  return { breaks, data: current.data, residual };
}

/** Residual of a continuous line with these breaks; null if they are not admissible. */
export function optimumAt(
  points: GroupedPoints,
  breaks: number[],
  data: number[],
  minPoints: number,
  chain: Chain,
): BreakOptimum | null {
  if (!isAdmissible(points, breaks, minPoints)) return null;
  if (!fitChain(points, 0, points.size - 1, breaks, 0, breaks.length, chain)) return null;
  return { breaks, data, residual: chain.residual };
}

/**
 * Three or more breaks of a continuous line: the best of the refinements from several starts, all deterministic: the
 * best lines of one and of two breaks fewer with one or two more in one of their pieces; for three breaks, the best two
 * for many places of the first; the best partition into separate lines; and breaks that share the points evenly. Each
 * is exact in every break, and every neighbouring pair, given the others; that the best of them is best of all is not
 * guaranteed. `earlier[k]` is the best line of k breaks. Returns every distinct optimum reached, best first.
 */
export function searchMoreBreaks(
  workspace: WindowSearch,
  count: number,
  earlier: readonly BreakOptimum[],
  partitions: PartitionWorkspace,
): BreakOptimum[] {
  const { points, minPoints } = workspace;
  const chain = chainOf(count);
  const starts: BreakOptimum[] = [];
  const add = (start: BreakOptimum | null): void => {
    if (start !== null) starts.push(start);
  };
  const addData = (data: number[] | null): void => {
    if (data !== null)
      add(
        optimumAt(
          points,
          data.map((g) => points.x[g]!),
          data,
          minPoints,
          chain,
        ),
      );
  };
  const pairs = points.size <= LARGEST_PAIR_SEARCH;
  for (let s = 0; s < count; s++) add(split(workspace, earlier[count - 1]!, s, 1));
  if (pairs) for (let s = 0; s + 1 < count; s++) add(split(workspace, earlier[count - 2]!, s, 2));
  if (pairs && count === 3) starts.push(...bestAfterFirst(workspace));
  searchPartitions(partitions);
  addData(partitionStarts(partitions, count));
  addData(evenStarts(points, count));

  const reached: BreakOptimum[] = [];
  for (const start of starts) {
    const optimum = refineBreaks(workspace, start);
    if (!reached.some((other) => sameBreaks(other, optimum, points))) reached.push(optimum);
  }
  return reached.sort((a, b) => a.residual - b.residual);
}

/** The best places for one or two more breaks within piece s. */
function split(workspace: WindowSearch, fewer: BreakOptimum, s: number, more: 1 | 2): BreakOptimum | null {
  const unplaced = new Array<number>(more).fill(Number.NaN);
  const breaks = [...fewer.breaks.slice(0, s), ...unplaced, ...fewer.breaks.slice(s)];
  const data = [...fewer.data.slice(0, s), ...unplaced.fill(-1), ...fewer.data.slice(s)];
  return researchBreaks(workspace, { breaks, data }, s, s + more - 1);
}

/** Three breaks: for places of the first spread over the data, the best two after it; the most promising of these. */
function bestAfterFirst(workspace: WindowSearch): BreakOptimum[] {
  const { points, minPoints } = workspace;
  const places = Math.min(points.size, Math.max(8, Math.min(48, Math.floor(48000 / points.size))));
  const found: BreakOptimum[] = [];
  for (let k = 0; k < places; k++) {
    const g = Math.floor((k * points.size) / places);
    const start = { breaks: [points.x[g]!, Number.NaN, Number.NaN], data: [g, -1, -1] };
    if (!isAdmissible(points, [points.x[g]!], minPoints)) continue;
    const optimum = researchBreaks(workspace, start, 1, 2);
    if (optimum !== null) found.push(optimum);
  }
  return found.sort((a, b) => a.residual - b.residual).slice(0, 5);
}

function evenStarts(points: GroupedPoints, count: number): number[] {
  let total = 0;
  for (let g = 0; g < points.size; g++) total += points.count[g]!;
  const data: number[] = [];
  let seen = 0;
  for (let g = 0; g < points.size && data.length < count; g++) {
    seen += points.count[g]!;
    if (seen * (count + 1) >= total * (data.length + 1)) data.push(g);
  }
  return data;
}

function sameBreaks(a: BreakOptimum, b: BreakOptimum, points: GroupedPoints): boolean {
  const range = points.x[points.size - 1]! - points.x[0]!;
  return a.breaks.every((at, j) => Math.abs(at - b.breaks[j]!) <= 1e-9 * range);
}
