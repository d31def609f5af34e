import { type RandomSource, uniform } from "../numeric/random.ts";
import { silvermanBandwidth } from "./bandwidth.ts";
import { type EvenGrid, evenGrid, gaussianDensityOnGrid } from "./kernel-density.ts";

/** A piecewise constant unimodal density: cell q of width `grid.step` around grid point q holds the mass `mass[q]`. */
export interface UnimodalDensity {
  grid: EvenGrid;
  modeIndex: number;
  bandwidth: number;
  height: Float64Array;
  /** Mass up to and including each cell; the last is 1. */
  cumulative: Float64Array;
}

const GRID_POINTS = 512;

interface Monotone {
  /** Least squared error of a non-decreasing fit to the first q + 1 values. */
  errors: Float64Array;
  /** The fit to the first `count` values. */
  fit(count: number): Float64Array;
}

/** Pools adjacent violators from the left; errors of every prefix come out of one sweep. */
function increasingFits(values: Float64Array): Monotone {
  const errors = new Float64Array(values.length);
  const total = new Float64Array(values.length);
  const size = new Int32Array(values.length);
  const errorBefore = new Float64Array(values.length + 1);
  let blocks = 0;
  for (let q = 0; q < values.length; q++) {
    let sum = values[q]!;
    let squares = sum * sum;
    let count = 1;
    const squaresOf = (b: number) => errorBefore[b + 1]! - errorBefore[b]! + total[b]! ** 2 / size[b]!;
    while (blocks > 0 && total[blocks - 1]! * count >= sum * size[blocks - 1]!) {
      blocks--;
      squares += squaresOf(blocks);
      sum += total[blocks]!;
      count += size[blocks]!;
    }
    total[blocks] = sum;
    size[blocks] = count;
    errorBefore[blocks + 1] = errorBefore[blocks]! + Math.max(0, squares - (sum * sum) / count);
    blocks++;
    errors[q] = errorBefore[blocks]!;
  }
  return { errors, fit: (count) => increasingFit(values.subarray(0, count)) };
}

function increasingFit(values: Float64Array): Float64Array {
  const total: number[] = [];
  const size: number[] = [];
  for (let q = 0; q < values.length; q++) {
    let sum = values[q]!;
    let count = 1;
    while (total.length > 0 && total[total.length - 1]! * count >= sum * size[size.length - 1]!) {
      sum += total.pop()!;
      count += size.pop()!;
    }
    total.push(sum);
    size.push(count);
  }
  const fit = new Float64Array(values.length);
  let q = 0;
  for (let b = 0; b < total.length; b++) {
    fit.fill(total[b]! / size[b]!, q, q + size[b]!);
    q += size[b]!;
  }
  return fit;
}

/**
 * The unimodal step function nearest to values on a grid, in least squares: non-decreasing up to and including the
 * mode, non-increasing after it, at the first mode of least error.
 */
export function unimodalProjection(values: Float64Array): { height: Float64Array; modeIndex: number } {
  const rising = increasingFits(values);
  const falling = increasingFits(values.slice().reverse());
  const count = values.length;
  let modeIndex = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let q = 0; q < count; q++) {
    const error = rising.errors[q]! + (q + 1 < count ? falling.errors[count - 2 - q]! : 0);
    if (error < least) {
      least = error;
      modeIndex = q;
    }
  }
  const height = new Float64Array(count);
  height.set(rising.fit(modeIndex + 1));
  height.set(falling.fit(count - modeIndex - 1).reverse(), modeIndex + 1);
  return { height, modeIndex };
}

/**
 * The smooth unimodal null of sorted data: the unimodal projection of the kernel density at Silverman's bandwidth h, on
 * an even grid over the data widened by 3h.
 */
export function unimodalDensity(sorted: Float64Array, gridPoints: number = GRID_POINTS): UnimodalDensity {
  const bandwidth = silvermanBandwidth(sorted);
  const grid = evenGrid(sorted[0]! - 3 * bandwidth, sorted[sorted.length - 1]! + 3 * bandwidth, gridPoints);
  const { height, modeIndex } = unimodalProjection(gaussianDensityOnGrid(sorted, bandwidth, grid));
  const cumulative = new Float64Array(gridPoints);
  let total = 0;
  for (let q = 0; q < gridPoints; q++) {
    total += height[q]!;
    cumulative[q] = total;
  }
  for (let q = 0; q < gridPoints; q++) cumulative[q]! /= total;
  return { grid, modeIndex, bandwidth, height, cumulative };
}

/** The mass below a point. */
export function unimodalCdf(density: UnimodalDensity, at: number): number {
  const { grid, cumulative } = density;
  const position = (at - grid.start) / grid.step + 0.5;
  if (position <= 0) return 0;
  if (position >= grid.count) return 1;
  const cell = Math.floor(position);
  const below = cell === 0 ? 0 : cumulative[cell - 1]!;
  return below + (position - cell) * (cumulative[cell]! - below);
}

/** Fills `sample` with sorted draws from the density. */
export function drawUnimodal(density: UnimodalDensity, random: RandomSource, sample: Float64Array): void {
  const { grid, cumulative } = density;
  for (let i = 0; i < sample.length; i++) sample[i] = uniform(random);
  sample.sort();
  let cell = 0;
  for (let i = 0; i < sample.length; i++) {
    const share = sample[i]!;
    while (cumulative[cell]! < share && cell < grid.count - 1) cell++;
    const below = cell === 0 ? 0 : cumulative[cell - 1]!;
    const within = (share - below) / (cumulative[cell]! - below);
    sample[i] = grid.start + (cell - 0.5 + within) * grid.step;
  }
}
