import {
  addPoint,
  emptyLine,
  type LineFit,
  type LineFits,
  lineAt,
  loadLine,
  precisionAt,
} from "./segmented-regression-lines.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakSearch, isDatumOptimum, keepRival, offer, wantsRival } from "./segmented-regression-search.ts";

/**
 * The best break of a continuous line of two pieces, exact (Hudson 1966). Within a gap between neighbouring x the sum
 * of squares is that of two free lines plus (difference at the break)^2 / (its variance), a straight line squared over
 * a positive parabola: it is least where the free lines cross, or else at an end of the gap. So the best break is a
 * crossing of free lines inside its own gap, or a datum; there are fewer than two candidates for every distinct x.
 *
 * Each closed segment, the datum on the break counted in both, must hold `minPoints` points and two distinct x.
 * `prefixes` and `suffixes` are the lines through the first and the last points.
 */
export function searchOneBreak(
  points: GroupedPoints,
  prefixes: LineFits,
  suffixes: LineFits,
  minPoints: number,
  search: BreakSearch,
): void {
  const { size, x, count, leastFirst, leastLast } = points;
  let total = 0;
  for (let g = 0; g < size; g++) total += count[g]!;
  const last = size - leastLast;
  let seen = 0;
  const line = emptyLine();
  for (let a = 0; a <= last; a++) {
    seen += count[a]!;
    if (a + 1 < leastFirst || seen < minPoints) continue;
    const remaining = total - seen;
    if (remaining + count[a]! < minPoints) break;
    const free = prefixes.residual[a]! + suffixes.residual[a + 1]!;
    if (free > search.cutoff) continue;
    if (a < last && remaining >= minPoints) offerCrossing(points, prefixes, suffixes, a, free, search);
    loadLine(line, prefixes, a);
    addPoint(line, x[a]!, lineAt(suffixes, a + 1, x[a]!), precisionAt(suffixes, a + 1, x[a]!));
    offerDatum(points, suffixes, a, suffixes.residual[a + 1]! + line.residual, line, search);
  }
}

function offerCrossing(
  points: GroupedPoints,
  prefixes: LineFits,
  suffixes: LineFits,
  a: number,
  free: number,
  search: BreakSearch,
): void {
  const start = points.x[a]!;
  const end = points.x[a + 1]!;
  const step =
    (lineAt(prefixes, a, start) - lineAt(suffixes, a + 1, start)) / (suffixes.slope[a + 1]! - prefixes.slope[a]!);
  if (!(step >= 0 && step <= end - start)) return;
  offer(search, free, start + step, -1, 0, -1);
  if (wantsRival(search, free, a, 0)) {
    keepRival(search, a, 0, { breaks: [start + step], data: [-1], residual: free });
  }
}

/** `left` is the line of the first piece as the joint fit has it. */
function offerDatum(
  points: GroupedPoints,
  suffixes: LineFits,
  a: number,
  residual: number,
  left: LineFit,
  search: BreakSearch,
): void {
  const at = points.x[a]!;
  offer(search, residual, at, a, 0, -1);
  if (!wantsRival(search, residual, a, 0)) return;
  const value = left.meanY + left.slope * (at - left.meanX);
  const free = lineAt(suffixes, a + 1, at);
  const precision = precisionAt(suffixes, a + 1, at);
  const beyond = precision * (free - value);
  const slope = slopeThrough(suffixes, a + 1, at, value);
  if (isDatumOptimum(slope - left.slope, beyond, points.weight[a]! * (points.y[a]! - value))) {
    keepRival(search, a, 0, { breaks: [at], data: [a], residual });
  }
}

/** The slope of the best line that passes through (x, y): the free slope moved by its covariance with the value at x. */
export function slopeThrough(fits: LineFits, at: number, x: number, y: number): number {
  const spread = fits.spread[at]!;
  const d = x - fits.meanX[at]!;
  if (spread === 0) return (fits.meanY[at]! - y) / -d;
  return fits.slope[at]! + (d / spread) * precisionAt(fits, at, x) * (y - lineAt(fits, at, x));
}
