import { type Chain, chainOf } from "./segmented-regression-chain.ts";
import { fillPrefixes, fillSuffixes, lineFits } from "./segmented-regression-lines.ts";
import { optimumAt, refineBreaks, searchMoreBreaks } from "./segmented-regression-more-breaks.ts";
import { searchOneBreak } from "./segmented-regression-one-break.ts";
import { partitionStarts, partitionWorkspace, searchPartitions } from "./segmented-regression-partition.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import {
  type BreakOptimum,
  breakSearch,
  breakSearchWithRivals,
  clearSearch,
  competingOptima,
} from "./segmented-regression-search.ts";
import { searchTwoBreaks, twoBreakWorkspace } from "./segmented-regression-two-breaks.ts";
import { windowSearch } from "./segmented-regression-window.ts";

/** The best breaks of a continuous line, and the other local optima that compete with it, best first. */
export interface ContinuousBreaks {
  best: BreakOptimum;
  rivals: BreakOptimum[];
}

/**
 * The best `count` breaks of a continuous line: exact for one and two, refined for more. Null where the rule of least
 * points allows none. `earlier[k]` is the best line of k breaks, needed for three and more. Rivals are local optima whose sum of squares is below `rivalFactor` times the best.
 */
export function findContinuousBreaks(
  points: GroupedPoints,
  count: number,
  minPoints: number,
  rivalFactor: number,
  earlier: readonly BreakOptimum[],
): ContinuousBreaks | null {
  if (count === 0) {
    const none = optimumAt(points, [], [], minPoints, chainOf(0));
    return none === null ? null : { best: none, rivals: [] };
  }
  if (count > 2) {
    const partitions = partitionWorkspace(points, minPoints, count);
    const reached = searchMoreBreaks(windowSearch(points, minPoints, count), count, earlier, partitions);
    if (reached.length === 0) return null;
    const cutoff = reached[0]!.residual + (rivalFactor - 1) * (points.within + reached[0]!.residual);
    return { best: reached[0]!, rivals: reached.slice(1).filter((other) => other.residual <= cutoff) };
  }
  const search = breakSearchWithRivals(points.within, rivalFactor, points.x);
  if (count === 1) {
    const prefixes = lineFits(points.size);
    const suffixes = lineFits(points.size);
    fillPrefixes(points, prefixes);
    fillSuffixes(points, suffixes);
    searchOneBreak(points, prefixes, suffixes, minPoints, search);
  } else {
    searchTwoBreaks(twoBreakWorkspace(points, minPoints), search);
  }
  if (search.residual === Number.POSITIVE_INFINITY) return null;
  const best = optimumOf(search, count);
  const rivals = competingOptima(search).filter((other) => other.breaks.some((at, j) => at !== best.breaks[j]));
  return { best, rivals };
}

function optimumOf(
  search: { residual: number; first: number; firstDatum: number; second: number; secondDatum: number },
  count: number,
): BreakOptimum {
  return {
    breaks: count === 1 ? [search.first] : [search.first, search.second],
    data: count === 1 ? [search.firstDatum] : [search.firstDatum, search.secondDatum],
    residual: search.residual,
  };
}

/**
 * A search that is run again and again on the same memory while `points` is filled anew, as a bootstrap does. For three
 * and more breaks it refines two starts: `original`, the breaks of the data themselves, and the best partition.
 */
export function repeatedBreakSearch(
  points: GroupedPoints,
  count: number,
  minPoints: number,
  original: readonly number[],
): () => BreakOptimum | null {
  if (count === 1) {
    const prefixes = lineFits(points.x.length);
    const suffixes = lineFits(points.x.length);
    const search = breakSearch(0);
    return () => {
      clearSearch(search);
      fillPrefixes(points, prefixes);
      fillSuffixes(points, suffixes);
      searchOneBreak(points, prefixes, suffixes, minPoints, search);
      return search.residual === Number.POSITIVE_INFINITY ? null : optimumOf(search, 1);
    };
  }
  if (count === 2) {
    const workspace = twoBreakWorkspace(points, minPoints);
    const search = breakSearch(0);
    return () => {
      clearSearch(search);
      searchTwoBreaks(workspace, search);
      return search.residual === Number.POSITIVE_INFINITY ? null : optimumOf(search, 2);
    };
  }
  return repeatedRefinement(points, count, minPoints, original);
}

function repeatedRefinement(
  points: GroupedPoints,
  count: number,
  minPoints: number,
  original: readonly number[],
): () => BreakOptimum | null {
  const windows = windowSearch(points, minPoints, count);
  const partitions = partitionWorkspace(points, minPoints, count);
  const chain: Chain = chainOf(count);
  const refined = (breaks: number[], data: number[]): BreakOptimum | null => {
    const start = optimumAt(points, breaks, data, minPoints, chain);
    return start === null ? null : refineBreaks(windows, start, false);
  };
  return () => {
    searchPartitions(partitions);
    const starts = partitionStarts(partitions, count);
    const fromPartition =
      starts === null
        ? null
        : refined(
            starts.map((g) => points.x[g]!),
            starts,
          );
    const nearest = dataNear(points, original);
    const fromOriginal = refined(
      nearest.map((g) => points.x[g]!),
      nearest,
    );
    if (fromPartition === null) return fromOriginal;
    return fromOriginal !== null && fromOriginal.residual < fromPartition.residual ? fromOriginal : fromPartition;
  };
}

/** The last of the data at or before each break. */
function dataNear(points: GroupedPoints, breaks: readonly number[]): number[] {
  return breaks.map((at) => {
    let g = points.size - 1;
    while (g > 0 && points.x[g]! > at) g--;
    return g;
  });
}
