import {
  addPoint,
  emptyLine,
  type LineFit,
  type LineFits,
  lineAt,
  lineFits,
  precisionAt,
} from "./segmented-regression-lines.ts";
import { slopeThrough } from "./segmented-regression-one-break.ts";
import type { GroupedPoints } from "./segmented-regression-points.ts";
import { type BreakSearch, isDatumOptimum, keepRival, offer, wantsRival } from "./segmented-regression-search.ts";

/** What the search for two breaks knows of its points: the outer lines, and what they say at the data. */
export interface OuterLines {
  points: GroupedPoints;
  minPoints: number;
  prefixes: LineFits;
  suffixes: LineFits;
  /** Points at the first .. g-th x. */
  seen: Float64Array;
  /** Value and precision at x[g] of the line through the points up to g, and of the one from g on. */
  leftValue: Float64Array;
  leftPrecision: Float64Array;
  rightValue: Float64Array;
  rightPrecision: Float64Array;
  /** The left line one x further on, and the right line one x before its first. */
  leftBeyond: Float64Array;
  rightBefore: Float64Array;
  middle: LineFit;
}

export function outerLines(capacity: number, points: GroupedPoints, minPoints: number): OuterLines {
  return {
    points,
    minPoints,
    prefixes: lineFits(capacity),
    suffixes: lineFits(capacity),
    seen: new Float64Array(capacity),
    leftValue: new Float64Array(capacity),
    leftPrecision: new Float64Array(capacity),
    rightValue: new Float64Array(capacity),
    rightPrecision: new Float64Array(capacity),
    leftBeyond: new Float64Array(capacity),
    rightBefore: new Float64Array(capacity),
    middle: emptyLine(),
  };
}

/** Fills the values at the data from `prefixes` and `suffixes`, which must be up to date. */
export function fillOuterValues(outer: OuterLines): void {
  const { points, prefixes, suffixes, seen, leftValue, leftPrecision, rightValue, rightPrecision } = outer;
  let total = 0;
  for (let g = 0; g < points.size; g++) {
    total += points.count[g]!;
    seen[g] = total;
    const x = points.x[g]!;
    leftValue[g] = lineAt(prefixes, g, x);
    leftPrecision[g] = precisionAt(prefixes, g, x);
    rightValue[g] = lineAt(suffixes, g, x);
    rightPrecision[g] = precisionAt(suffixes, g, x);
    if (g + 1 < points.size) outer.leftBeyond[g] = lineAt(prefixes, g, points.x[g + 1]!);
    if (g > 0) outer.rightBefore[g] = lineAt(suffixes, g, points.x[g - 1]!);
  }
}

/**
 * The candidates with the first break in [x_i, x_(i+1)) and the second in (x_j, x_(j+1)], given the line `free` of the
 * points between. A break on a datum ties the middle line to the outer line's value there, which is one more
 * observation of it, with the precision the outer line has there; a break inside a gap must be a crossing.
 */
export function offerCell(outer: OuterLines, i: number, j: number, free: LineFit, search: BreakSearch): void {
  const { points, minPoints, prefixes, suffixes, seen, middle } = outer;
  const base = prefixes.residual[i]! + suffixes.residual[j + 1]!;
  const between = seen[j]! - seen[i]!;
  const onFirst = points.count[i]!;
  const onSecond = points.count[j + 1]!;
  if (between + onFirst + onSecond < minPoints) return;

  if (j - i >= 2 && between >= minPoints && crossesFirst(outer, i, free) && crossesSecond(outer, j, free)) {
    offerInside(outer, i, j, base + free.residual, free, search);
  }
  const room = search.cutoff - base - free.residual;
  const tiedFirst = cost(free, points.x[i]!, outer.leftValue[i]!, outer.leftPrecision[i]!) <= room;
  const tiedSecond = cost(free, points.x[j + 1]!, outer.rightValue[j + 1]!, outer.rightPrecision[j + 1]!) <= room;
  if (tiedSecond && j > i && between + onSecond >= minPoints) {
    copyLine(middle, free);
    addPoint(middle, points.x[j + 1]!, outer.rightValue[j + 1]!, outer.rightPrecision[j + 1]!);
    if (crossesFirst(outer, i, middle)) offerSecondDatum(outer, i, j, base + middle.residual, search);
  }
  if (!tiedFirst) return;
  copyLine(middle, free);
  addPoint(middle, points.x[i]!, outer.leftValue[i]!, outer.leftPrecision[i]!);
  if (j > i && between + onFirst >= minPoints && crossesSecond(outer, j, middle)) {
    offerFirstDatum(outer, i, j, base + middle.residual, search);
  }
  if (!tiedSecond) return;
  addPoint(middle, points.x[j + 1]!, outer.rightValue[j + 1]!, outer.rightPrecision[j + 1]!);
  if (base + middle.residual <= search.cutoff) offerBothData(outer, i, j, base + middle.residual, search);
}

/** What one more observation would add to the residual of a line; 0 for a line of a single x. */
function cost(line: LineFit, x: number, y: number, precision: number): number {
  const { weight, spread } = line;
  const d = x - line.meanX;
  const e = y - line.meanY - line.slope * d;
  const known = weight * spread;
  return known > 0 ? (e * e * precision * known) / (precision * (spread + weight * d * d) + known) : 0;
}

function crossesFirst({ points, leftValue, leftBeyond }: OuterLines, i: number, middle: LineFit): boolean {
  const { meanX, meanY, slope } = middle;
  const here = leftValue[i]! - meanY - slope * (points.x[i]! - meanX);
  const beyond = leftBeyond[i]! - meanY - slope * (points.x[i + 1]! - meanX);
  return here * beyond <= 0;
}

function crossesSecond({ points, rightValue, rightBefore }: OuterLines, j: number, middle: LineFit): boolean {
  const { meanX, meanY, slope } = middle;
  const before = rightBefore[j + 1]! - meanY - slope * (points.x[j]! - meanX);
  const there = rightValue[j + 1]! - meanY - slope * (points.x[j + 1]! - meanX);
  return before * there <= 0;
}

function copyLine(to: LineFit, from: LineFit): void {
  to.weight = from.weight;
  to.meanX = from.meanX;
  to.meanY = from.meanY;
  to.spread = from.spread;
  to.slope = from.slope;
  to.residual = from.residual;
}

/** Where the first line meets the middle one, measured from x_i; -1 outside the gap. */
function firstCrossing({ points, prefixes }: OuterLines, i: number, middle: LineFit): number {
  const x = points.x[i]!;
  const lead = lineAt(prefixes, i, x) - (middle.meanY + middle.slope * (x - middle.meanX));
  const step = lead / (middle.slope - prefixes.slope[i]!);
  return step >= 0 && step <= points.x[i + 1]! - x ? step : -1;
}

/** Where the middle line meets the last one, measured from x_j; -1 outside the gap. */
function secondCrossing({ points, suffixes }: OuterLines, j: number, middle: LineFit): number {
  const x = points.x[j]!;
  const lead = middle.meanY + middle.slope * (x - middle.meanX) - lineAt(suffixes, j + 1, x);
  const step = lead / (suffixes.slope[j + 1]! - middle.slope);
  return step >= 0 && step <= points.x[j + 1]! - x ? step : -1;
}

function offerInside(
  outer: OuterLines,
  i: number,
  j: number,
  residual: number,
  middle: LineFit,
  search: BreakSearch,
): void {
  const firstStep = firstCrossing(outer, i, middle);
  const secondStep = secondCrossing(outer, j, middle);
  if (firstStep < 0 || secondStep < 0) return;
  const first = outer.points.x[i]! + firstStep;
  const second = outer.points.x[j]! + secondStep;
  offer(search, residual, first, -1, second, -1);
  if (wantsRival(search, residual, i, j)) {
    keepRival(search, i, j, { breaks: [first, second], data: [-1, -1], residual });
  }
}

function offerSecondDatum(outer: OuterLines, i: number, j: number, residual: number, search: BreakSearch): void {
  const step = firstCrossing(outer, i, outer.middle);
  if (step < 0) return;
  const first = outer.points.x[i]! + step;
  const second = outer.points.x[j + 1]!;
  offer(search, residual, first, -1, second, j + 1);
  if (wantsRival(search, residual, i, j) && isSecondOptimum(outer, j)) {
    keepRival(search, i, j, { breaks: [first, second], data: [-1, j + 1], residual });
  }
}

function offerFirstDatum(outer: OuterLines, i: number, j: number, residual: number, search: BreakSearch): void {
  const step = secondCrossing(outer, j, outer.middle);
  if (step < 0) return;
  const first = outer.points.x[i]!;
  const second = outer.points.x[j]! + step;
  offer(search, residual, first, i, second, -1);
  if (wantsRival(search, residual, i, j) && isFirstOptimum(outer, i)) {
    keepRival(search, i, j, { breaks: [first, second], data: [i, -1], residual });
  }
}

function offerBothData(outer: OuterLines, i: number, j: number, residual: number, search: BreakSearch): void {
  const first = outer.points.x[i]!;
  const second = outer.points.x[j + 1]!;
  offer(search, residual, first, i, second, j + 1);
  if (wantsRival(search, residual, i, j) && isFirstOptimum(outer, i) && isSecondOptimum(outer, j)) {
    keepRival(search, i, j, { breaks: [first, second], data: [i, j + 1], residual });
  }
}

function isFirstOptimum({ points, prefixes, leftValue, leftPrecision, middle }: OuterLines, i: number): boolean {
  const x = points.x[i]!;
  const value = middle.meanY + middle.slope * (x - middle.meanX);
  const change = middle.slope - slopeThrough(prefixes, i, x, value);
  const upTo = leftPrecision[i]! * (leftValue[i]! - value);
  return isDatumOptimum(change, -upTo, points.weight[i]! * (points.y[i]! - value));
}

function isSecondOptimum({ points, suffixes, rightValue, rightPrecision, middle }: OuterLines, j: number): boolean {
  const x = points.x[j + 1]!;
  const value = middle.meanY + middle.slope * (x - middle.meanX);
  const change = slopeThrough(suffixes, j + 1, x, value) - middle.slope;
  const from = rightPrecision[j + 1]! * (rightValue[j + 1]! - value);
  const onDatum = points.weight[j + 1]! * (points.y[j + 1]! - value);
  return isDatumOptimum(change, from - onDatum, onDatum);
}
