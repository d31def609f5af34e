import { chainOf, fitChain } from "./segmented-regression-chain.ts";
import {
  fillPrefixes,
  fillSuffixes,
  type LineFits,
  lineAt,
  lineFits,
  precisionAt,
} from "./segmented-regression-lines.ts";
import { isAdmissible } from "./segmented-regression-more-breaks.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import type { BreakOptimum } from "./segmented-regression-search.ts";
import { researchBreaks, type WindowSearch, windowSearch } from "./segmented-regression-window.ts";

/** The hull of the breaks that a threshold leaves; null on the side where it ends only with the rule of least points. */
export interface BreakRange {
  lower: number | null;
  upper: number | null;
}

const BISECTIONS = 60;
const MAX_ROUNDS = 20;
/** Inside gaps wider than this share of all x the profile is also looked at in between. */
const WIDE_GAP = 0.01;

/** The least sum of squares with one break held at `at`; Infinity where the rule of least points forbids it. */
type Profile = (at: number) => number;

/**
 * The breaks j of a continuous line for which the sum of squares, all else fitted again, stays within `threshold`
 * (between the distinct x, like every residual here). Looked for at the data from outside inwards, and then refined
 * within the gap to the last datum outside.
 */
export function continuousBreakRange(
  points: GroupedPoints,
  optimum: BreakOptimum,
  j: number,
  minPoints: number,
  threshold: number,
): BreakRange {
  const count = optimum.breaks.length;
  const profile = count === 1 ? profileOfOne(points, minPoints) : profileOfSeveral(points, optimum, j, minPoints);
  const best = optimum.breaks[j]!;
  const places = placesOf(points);
  let first = 0;
  while (first < places.length && profile(places[first]!) === Number.POSITIVE_INFINITY) first++;
  let last = places.length - 1;
  while (last > first && profile(places[last]!) === Number.POSITIVE_INFINITY) last--;
  return {
    lower: outermost(places, first, last, 1, best, profile, threshold),
    upper: outermost(places, last, first, -1, best, profile, threshold),
  };
}

/** The end of the range that is met from `start` on; null if the range reaches `start` itself. */
function outermost(
  places: readonly number[],
  start: number,
  stop: number,
  step: 1 | -1,
  best: number,
  profile: Profile,
  threshold: number,
): number | null {
  let outside = places[start]!;
  if (profile(outside) <= threshold) return null;
  for (let p = start; step * (stop - p) >= 0 && step * (best - places[p]!) > 0; p += step) {
    if (profile(places[p]!) <= threshold) return edge(outside, places[p]!, profile, threshold);
    outside = places[p]!;
  }
  return edge(outside, best, profile, threshold);
}

/** Between a place outside and one inside, where the profile crosses the threshold. */
function edge(outside: number, inside: number, profile: Profile, threshold: number): number {
  let low = outside;
  let high = inside;
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (profile(middle) <= threshold) high = middle;
    else low = middle;
  }
  return high;
}

function placesOf(points: GroupedPoints): number[] {
  const { x, size } = points;
  const wide = (x[size - 1]! - x[0]!) * WIDE_GAP;
  const places: number[] = [];
  for (let g = 0; g < size; g++) {
    places.push(x[g]!);
    if (g + 1 === size) break;
    const gap = x[g + 1]! - x[g]!;
    if (gap > wide) for (let q = 1; q < 4; q++) places.push(x[g]! + (gap * q) / 4);
  }
  return places;
}

/** One break: two free lines plus (their difference at the break)^2 / (its variance). */
function profileOfOne(points: GroupedPoints, minPoints: number): Profile {
  const { x, size, count } = points;
  const prefixes = lineFits(size);
  const suffixes = lineFits(size);
  fillPrefixes(points, prefixes);
  fillSuffixes(points, suffixes);
  const seen = new Float64Array(size + 1);
  for (let g = 0; g < size; g++) seen[g + 1] = seen[g]! + count[g]!;
  return (at) => {
    const g = lastAtOrBefore(x, size, at);
    const onDatum = g >= 0 && x[g] === at;
    const right = onDatum ? g : g + 1;
    if (g < 1 || right > size - 2 || seen[g + 1]! < minPoints || seen[size]! - seen[right]! < minPoints) {
      return Number.POSITIVE_INFINITY;
    }
    return prefixes.residual[g]! + suffixes.residual[g + 1]! + jump(prefixes, g, suffixes, g + 1, at);
  };
}

function jump(before: LineFits, g: number, after: LineFits, h: number, at: number): number {
  const left = precisionAt(before, g, at);
  const right = precisionAt(after, h, at);
  const difference = lineAt(before, g, at) - lineAt(after, h, at);
  return left > 0 && right > 0 ? (difference * difference * (left * right)) / (left + right) : 0;
}

function lastAtOrBefore(x: Float64Array, size: number, at: number): number {
  let low = -1;
  let high = size;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** Several breaks: the others are moved to their best places, one after the other until nothing is gained. */
function profileOfSeveral(points: GroupedPoints, optimum: BreakOptimum, j: number, minPoints: number): Profile {
  const count = optimum.breaks.length;
  const workspace = windowSearch(points, minPoints, count);
  const chain = chainOf(count);
  return (at) => {
    let current = startWith(points, optimum, j, at, minPoints);
    let residual = Number.POSITIVE_INFINITY;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const before = residual;
      current = moveOthers(workspace, current, j);
      if (!isAdmissible(points, current.breaks, minPoints)) return Number.POSITIVE_INFINITY;
      if (!fitChain(points, 0, points.size - 1, current.breaks, 0, count, chain)) return Number.POSITIVE_INFINITY;
      residual = chain.residual;
      if (count === 2 || !(residual < before * (1 - 1e-10))) break;
    }
    return residual;
  };
}

type Placed = { breaks: number[]; data: number[] };

function moveOthers(workspace: WindowSearch, current: Placed, j: number): Placed {
  let moved = current;
  for (let other = 0; other < current.breaks.length; other++) {
    if (other !== j) moved = researchBreaks(workspace, moved, other, other) ?? moved;
  }
  return moved;
}

/** The optimum with break j at `at` and the breaks beyond it pushed as far as the rule of least points needs. */
function startWith(points: GroupedPoints, optimum: BreakOptimum, j: number, at: number, minPoints: number): Placed {
  const breaks = optimum.breaks.slice();
  const data = optimum.data.slice();
  breaks[j] = at;
  data[j] = -1;
  for (let i = j + 1; i < breaks.length; i++) {
    breaks[i] = Math.max(breaks[i]!, nearestAllowed(points, breaks[i - 1]!, 1, minPoints));
  }
  for (let i = j - 1; i >= 0; i--) {
    breaks[i] = Math.min(breaks[i]!, nearestAllowed(points, breaks[i + 1]!, -1, minPoints));
  }
  return { breaks, data };
}

/** The nearest x such that the closed segment between it and `from` holds enough points. */
function nearestAllowed(points: GroupedPoints, from: number, step: 1 | -1, minPoints: number): number {
  let seen = 0;
  let distinct = 0;
  for (let g = step > 0 ? 0 : points.size - 1; g >= 0 && g < points.size; g += step) {
    if (step * (points.x[g]! - from) < 0) continue;
    seen += points.count[g]!;
    distinct++;
    if (seen >= minPoints && distinct > 1) return points.x[g]!;
  }
  return step * Number.POSITIVE_INFINITY;
}
