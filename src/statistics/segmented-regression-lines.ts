import type { GroupedPoints } from "./segmented-regression-points.ts";

/**
 * Lines fitted to runs of points, one entry a run: sum of weights, means, sum of squares of x about its mean, slope and
 * sum of squared residuals. `spread` 0 means a single x: the slope is then 0 and means nothing.
 */
export interface LineFits {
  weight: Float64Array;
  meanX: Float64Array;
  meanY: Float64Array;
  spread: Float64Array;
  slope: Float64Array;
  residual: Float64Array;
}

/** One line, updated in place. */
export interface LineFit {
  weight: number;
  meanX: number;
  meanY: number;
  spread: number;
  slope: number;
  residual: number;
}

export function lineFits(length: number): LineFits {
  return {
    weight: new Float64Array(length),
    meanX: new Float64Array(length),
    meanY: new Float64Array(length),
    spread: new Float64Array(length),
    slope: new Float64Array(length),
    residual: new Float64Array(length),
  };
}

export function emptyLine(): LineFit {
  return { weight: 0, meanX: 0, meanY: 0, spread: 0, slope: 0, residual: 0 };
}

export function clearLine(line: LineFit): void {
  line.weight = 0;
  line.meanX = 0;
  line.meanY = 0;
  line.spread = 0;
  line.slope = 0;
  line.residual = 0;
}

/**
 * Adds a point to a line. With c = W w / (W + w), d = x - mean x and e the error of the line so far at x:
 * spread' = spread + c d^2, slope' = slope + c d e / spread', residual' = residual + c e^2 spread / spread'.
 *
 * The residual grows by the squared recursive residual (Brown, Durbin and Evans 1975): a sum of positive terms, which
 * keeps its digits where differences of sums of squares lose them.
 */
export function addPoint(line: LineFit, x: number, y: number, weight: number): void {
  const total = line.weight + weight;
  const share = weight / total;
  const c = line.weight * share;
  const d = x - line.meanX;
  const spread = line.spread + c * d * d;
  if (spread > 0) {
    const e = y - line.meanY - line.slope * d;
    const gain = (c * e) / spread;
    line.residual += gain * e * line.spread;
    line.slope += gain * d;
    line.meanY += share * (y - line.meanY);
  } else {
    const e = y - line.meanY;
    line.residual += c * e * e;
    line.meanY += share * e;
  }
  line.spread = spread;
  line.weight = total;
  line.meanX += share * d;
}

/**
 * Joins the line of another run of points to `line` (pairwise updating, Chan, Golub and LeVeque 1983): the residual
 * grows by the weighted spread of the two slopes and the slope between the two means about the joint slope.
 */
export function joinLine(line: LineFit, other: LineFits, at: number): void {
  const otherWeight = other.weight[at]!;
  if (otherWeight === 0) return;
  const total = line.weight + otherWeight;
  const share = otherWeight / total;
  const c = line.weight * share;
  const dx = other.meanX[at]! - line.meanX;
  const dy = other.meanY[at]! - line.meanY;
  const otherSpread = other.spread[at]!;
  const otherSlope = other.slope[at]!;
  const between = c * dx * dx;
  const spread = line.spread + otherSpread + between;
  const slope = spread > 0 ? (line.spread * line.slope + otherSpread * otherSlope + c * dx * dy) / spread : 0;
  const a = line.slope - slope;
  const b = otherSlope - slope;
  const e = dy - slope * dx;
  line.residual += other.residual[at]! + line.spread * a * a + otherSpread * b * b + c * e * e;
  line.slope = slope;
  line.spread = spread;
  line.weight = total;
  line.meanX += share * dx;
  line.meanY += share * dy;
}

export function storeLine(fits: LineFits, at: number, line: LineFit): void {
  fits.weight[at] = line.weight;
  fits.meanX[at] = line.meanX;
  fits.meanY[at] = line.meanY;
  fits.spread[at] = line.spread;
  fits.slope[at] = line.slope;
  fits.residual[at] = line.residual;
}

export function loadLine(line: LineFit, fits: LineFits, at: number): void {
  line.weight = fits.weight[at]!;
  line.meanX = fits.meanX[at]!;
  line.meanY = fits.meanY[at]!;
  line.spread = fits.spread[at]!;
  line.slope = fits.slope[at]!;
  line.residual = fits.residual[at]!;
}

export function lineAt(fits: LineFits, at: number, x: number): number {
  return fits.meanY[at]! + fits.slope[at]! * (x - fits.meanX[at]!);
}

/** The inverse variance of the line's value at x, in units of the weights; 0 where a single x says nothing of x. */
export function precisionAt(fits: LineFits, at: number, x: number): number {
  const d = x - fits.meanX[at]!;
  const weight = fits.weight[at]!;
  const spread = fits.spread[at]!;
  return spread > 0 ? (weight * spread) / (spread + weight * d * d) : d === 0 ? weight : 0;
}

/** The line through the first points, for every number of them: entry g is fitted to points 0 .. g. */
export function fillPrefixes(points: GroupedPoints, fits: LineFits): void {
  const line = emptyLine();
  for (let g = 0; g < points.size; g++) {
    addPoint(line, points.x[g]!, points.y[g]!, points.weight[g]!);
    storeLine(fits, g, line);
  }
}

/** The line through the last points: entry g is fitted to points g .. size - 1. */
export function fillSuffixes(points: GroupedPoints, fits: LineFits): void {
  const line = emptyLine();
  for (let g = points.size - 1; g >= 0; g--) {
    addPoint(line, points.x[g]!, points.y[g]!, points.weight[g]!);
    storeLine(fits, g, line);
  }
}
