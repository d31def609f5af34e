import { ScalingError } from "../errors.ts";
import { finiteColumn, requireFinite, requireOptions, requirePoints, requireWhole } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";

/** Fewer sizes than this have no two flanks to compare a gap with. */
export const LEAST_SIZES = 12;

/** A candidate of the scan: the interval between the sorted points `i` and `j`, with `countInside` points between. */
export interface ScannedGap {
  /** Place of the size below the gap, in order of size. */
  i: number;
  /** Place of the size above the gap. */
  j: number;
  /** Sizes inside the gap. */
  countInside: number;
  /** The smaller of `left` and `right`: the evidence that the gap is emptier than both of its flanks. */
  statistic: number;
  /** Best evidence that the gap is emptier than a flank below it, in nats. */
  left: number;
  /** Best evidence that the gap is emptier than a flank above it, in nats. */
  right: number;
}

/** The grids of the scan, which depend on the number of points alone. */
export interface ScanGrid {
  n: number;
  /** Points in a flank: m0, 2 m0, 4 m0, ... up to n/2, with m0 = max(4, ceil(n/20)). */
  flanks: Int32Array;
  /** Points in a gap: 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, ... up to n/4. */
  interiors: Int32Array;
  /** count x ln count, 0 at 0. */
  countLog: Float64Array;
}

export function scanGrid(n: number): ScanGrid {
  const flanks: number[] = [];
  for (let m = Math.max(4, Math.ceil(0.05 * n)); m <= Math.floor(n / 2); m *= 2) flanks.push(m);
  const interiors: number[] = [];
  for (let k = 0; k <= Math.floor(n / 4); k = Math.max(k + 1, Math.ceil((6 * k) / 5))) interiors.push(k);
  const countLog = new Float64Array(n + 1);
  for (let count = 2; count <= n; count++) countLog[count] = count * Math.log(count);
  return { n, flanks: Int32Array.from(flanks), interiors: Int32Array.from(interiors), countLog };
}

/**
 * The largest log likelihood ratio, over the flank sizes m, that the k points of a gap are too few beside the m points
 * of the flank that begins at `edge` and runs in `direction`: with y = wG/(wG + wF) and N = k + m,
 * LLR = m ln(m/(N(1-y))) + k ln(k/(N y)) where k < N y, else 0. The flank is at least `least` wide.
 */
function flankEvidence(
  x: Float64Array,
  grid: ScanGrid,
  edge: number,
  direction: 1 | -1,
  k: number,
  gapWidth: number,
  gapLog: number,
  least: number,
): number {
  const { flanks, countLog, n } = grid;
  let most = 0;
  for (let f = 0; f < flanks.length; f++) {
    const m = flanks[f]!;
    const end = edge + direction * m;
    if (end < 0 || end >= n) break;
    const width = Math.max(Math.abs(x[end]! - x[edge]!), least);
    const whole = gapWidth + width;
    const N = k + m;
    if (k * whole >= N * gapWidth) continue;
    const ratio = countLog[m]! + countLog[k]! - countLog[N]! + N * Math.log(whole) - m * Math.log(width) - k * gapLog;
    if (ratio > most) most = ratio;
  }
  return most;
}

/** For each point the largest number of points a width of any flank that begins there and runs in `direction`. */
function densestFlanks(x: Float64Array, { n, flanks }: ScanGrid, direction: 1 | -1): Float64Array {
  const densest = new Float64Array(n);
  for (let edge = 0; edge < n; edge++) {
    for (let f = 0; f < flanks.length; f++) {
      const end = edge + direction * flanks[f]!;
      if (end < 0 || end >= n) break;
      // A flank of coinciding points is as dense as can still be multiplied.
      densest[edge] = Math.max(densest[edge]!, flanks[f]! / Math.max(Math.abs(x[end]! - x[edge]!), 1e-99));
    }
  }
  return densest;
}

/**
 * Whether k points where a flank lets `expected` be expected may be evidence of more than `best`: it is at most
 * (expected - k)^2 / expected, since the Kullback-Leibler divergence is at most chi squared.
 */
function mayBeat(best: number, k: number, expected: number): boolean {
  return expected - k > Math.sqrt(best * expected);
}

/** Scans sorted points and returns the largest statistic min(left, right), passing over gaps that cannot beat the best. */
export function largestStatistic(x: Float64Array, grid: ScanGrid, minWidth: number, floor: number): number {
  const { n, flanks, interiors } = grid;
  const margin = flanks[0]!;
  const below = densestFlanks(x, grid, -1);
  const above = densestFlanks(x, grid, 1);
  let best = 0;
  for (let i = margin; i < n; i++) {
    for (let g = 0; g < interiors.length; g++) {
      const k = interiors[g]!;
      const j = i + 1 + k;
      if (j > n - 1 - margin) break;
      const gapWidth = x[j]! - x[i]!;
      if (gapWidth < minWidth || gapWidth <= 0) continue;
      if (!mayBeat(best, k, gapWidth * below[i]!) || !mayBeat(best, k, gapWidth * above[j]!)) continue;
      const gapLog = Math.log(gapWidth);
      const least = floor * gapWidth;
      const left = flankEvidence(x, grid, i, -1, k, gapWidth, gapLog, least);
      if (left <= best) continue;
      best = Math.max(best, Math.min(left, flankEvidence(x, grid, j, 1, k, gapWidth, gapLog, least)));
    }
  }
  return best;
}

/**
 * The largest evidence of any one side, over all gaps of any width and with no least flank width. For data from any
 * unimodal density the statistic of every gap is at most this maximum for the uniform sample of the same ranks.
 */
export function largestOneSided(x: Float64Array, grid: ScanGrid): number {
  const { n, flanks, interiors } = grid;
  const margin = flanks[0]!;
  let best = 0;
  for (let i = 0; i < n - 1; i++) {
    for (let g = 0; g < interiors.length; g++) {
      const k = interiors[g]!;
      const j = i + 1 + k;
      if (j >= n) break;
      const gapWidth = x[j]! - x[i]!;
      if (gapWidth <= 0) continue;
      const gapLog = Math.log(gapWidth);
      if (i >= margin) best = Math.max(best, flankEvidence(x, grid, i, -1, k, gapWidth, gapLog, 0));
      if (j <= n - 1 - margin) best = Math.max(best, flankEvidence(x, grid, j, 1, k, gapWidth, gapLog, 0));
    }
  }
  return best;
}

/** Statistics that differ by rounding alone are equal: the lower `i`, then the lower `j`, comes first. */
const EQUAL_WITHIN = 1e-12;

/**
 * The most striking gap among those that share no interior with the `taken`. `ceiling[i]` bounds the statistic of every
 * such gap that begins at i, and is lowered on the way: the gaps are found one by one, and none but them is stored.
 */
function nextGap(
  x: Float64Array,
  grid: ScanGrid,
  { minWidth, floor }: { minWidth: number; floor: number },
  taken: readonly ScannedGap[],
  ceiling: Float64Array,
): ScannedGap | null {
  const { n, flanks, interiors } = grid;
  const margin = flanks[0]!;
  let gap: ScannedGap | null = null;
  let beat = 0;
  for (let i = margin; i < n; i++) {
    if (ceiling[i]! <= beat) continue;
    let most = 0;
    for (let g = 0; g < interiors.length; g++) {
      const k = interiors[g]!;
      const j = i + 1 + k;
      if (j > n - 1 - margin || taken.some((other) => i < other.j && j > other.i)) break;
      const gapWidth = x[j]! - x[i]!;
      if (gapWidth < minWidth || gapWidth <= 0) continue;
      const gapLog = Math.log(gapWidth);
      const least = floor * gapWidth;
      const left = flankEvidence(x, grid, i, -1, k, gapWidth, gapLog, least);
      if (left <= most) continue;
      const right = flankEvidence(x, grid, j, 1, k, gapWidth, gapLog, least);
      if (right <= most) continue;
      most = Math.min(left, right);
      if (most <= beat) continue;
      gap = { i, j, countInside: k, statistic: most, left, right };
      beat = most * (1 + EQUAL_WITHIN);
    }
    ceiling[i] = most;
  }
  return gap;
}

/**
 * The two-flank spacing scan: every interval between two sorted sizes is compared with flanks on both sides.
 *
 * For k points in a gap of width wG and m points in a flank of width wF = max(its width, floor wG), with
 * y = wG/(wG + wF) and N = k + m, the evidence is LLR = m ln(m/(N(1-y))) + k ln(k/(N y)) where k < N y, else 0. `left`
 * and `right` are its maxima over flank sizes, `statistic` the smaller of the two: a gap must be emptier than both
 * neighbours. Reported are the maxima that share no interior, most striking first.
 *
 * @param log10Sizes - log10 of model sizes, in any order; spread ties first ({@link spreadTies}).
 * @param options - `minWidth`: least width in decades, default log10 2; `floor`: least flank width as a share of the
 * gap, default 0.5; `maxGaps`: default 10.
 * @returns Indices into the sorted sizes, points inside, and the evidence of each side (natural log units).
 * @throws ScalingError TOO_FEW_POINTS below 12 sizes; NOT_FINITE; INVALID_OPTION.
 * @remarks Our own test, in the frame of Duembgen and Walther (2008), local order-statistic spacings.
 * @example
 * ```ts
 * import { scanGaps } from "scaling-laws/parameter-gap";
 *
 * const sizes = [0, 0.1, 0.15, 0.3, 0.32, 0.45, 0.5, 1.4, 1.45, 1.5, 1.52, 1.6, 1.7, 1.78, 1.8, 1.9];
 * const [gap] = scanGaps(sizes, { minWidth: 0 });
 * console.log([gap!.i, gap!.j, gap!.statistic.toFixed(4)]); // => [6, 7, "4.3944"]
 * ```
 */
export function scanGaps(
  log10Sizes: ArrayLike<number>,
  options: { minWidth?: number; floor?: number; maxGaps?: number } = {},
): ScannedGap[] {
  requireOptions(options);
  const x = finiteColumn(log10Sizes, "log10Sizes").sort();
  requirePoints(x.length, LEAST_SIZES, "log10Sizes");
  const minWidth = requireFinite(options.minWidth ?? Math.log10(2), "options.minWidth");
  const floor = requireFinite(options.floor ?? 0.5, "options.floor");
  if (minWidth < 0 || floor < 0) {
    const [path, value] = minWidth < 0 ? ["options.minWidth", minWidth] : ["options.floor", floor];
    throw new ScalingError("INVALID_OPTION", `Expected at least 0 but got ${value}`, String(path));
  }
  const maxGaps = requireWhole(options.maxGaps ?? 10, 1, "options.maxGaps");
  const grid = scanGrid(x.length);
  const ceiling = new Float64Array(x.length).fill(Infinity);
  const gaps: ScannedGap[] = [];
  while (gaps.length < maxGaps) {
    const gap = nextGap(x, grid, { minWidth, floor }, gaps, ceiling);
    if (gap === null) break;
    gaps.push(gap);
  }
  return requireHeld(gaps, "log10Sizes");
}
