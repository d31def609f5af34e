import { partitionWorkspace, searchPartitions } from "./segmented-regression-partition.ts";
import { emptyPoints, type GroupedPoints } from "./segmented-regression-points.ts";
import type { BreakRange } from "./segmented-regression-profile.ts";

/**
 * The breaks j of separate pieces whose best partition stays within `threshold`. A break anywhere after one x and up to
 * the next makes the same pieces: the range runs from the x before its first partition to the first x of the last.
 */
export function partitionBreakRange(
  points: GroupedPoints,
  breaks: number,
  j: number,
  minPoints: number,
  threshold: number,
): BreakRange {
  const { size } = points;
  const forward = partitionWorkspace(points, minPoints, j + 1);
  searchPartitions(forward);
  const backward = partitionWorkspace(mirrored(points), minPoints, breaks - j);
  searchPartitions(backward);
  const before = forward.best[j]!;
  const after = backward.best[breaks - 1 - j]!;
  let possible = -1;
  let first = -1;
  let last = -1;
  let lastPossible = -1;
  for (let g = 1; g < size; g++) {
    const residual = before[g - 1]! + after[size - 1 - g]!;
    if (residual === Number.POSITIVE_INFINITY) continue;
    if (possible < 0) possible = g;
    lastPossible = g;
    if (residual > threshold) continue;
    if (first < 0) first = g;
    last = g;
  }
  return {
    lower: first > possible ? points.x[first - 1]! : null,
    upper: last >= 0 && last < lastPossible ? points.x[last]! : null,
  };
}

function mirrored(points: GroupedPoints): GroupedPoints {
  const { size } = points;
  const mirror = emptyPoints(size);
  mirror.size = size;
  for (let g = 0; g < size; g++) {
    mirror.x[g] = -points.x[size - 1 - g]!;
    mirror.y[g] = points.y[size - 1 - g]!;
    mirror.weight[g] = points.weight[size - 1 - g]!;
    mirror.count[g] = points.count[size - 1 - g]!;
  }
  return mirror;
}
