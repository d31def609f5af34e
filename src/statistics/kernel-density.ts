import { ScalingError } from "../errors.ts";
import { lowerBound } from "../numeric/lower-bound.ts";

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Beyond this many bandwidths a Gaussian kernel is below the last digit of the density: exp(-38) < 1e-16. */
const REACH = 8.75;

/** Equally spaced points: `start`, `start + step`, ..., `count` of them. */
export interface EvenGrid {
  start: number;
  step: number;
  count: number;
}

export function evenGrid(lower: number, upper: number, count: number): EvenGrid {
  return { start: lower, step: (upper - lower) / (count - 1), count };
}

/** The point `start + q step` of a grid. */
export function gridPoint(grid: EvenGrid, q: number): number {
  return grid.start + q * grid.step;
}

function requireBandwidth(bandwidth: number): void {
  if (!(bandwidth > 0) || !Number.isFinite(bandwidth)) {
    throw new ScalingError("OUT_OF_RANGE", `Expected a bandwidth above 0 but got ${bandwidth}`, "options.bandwidth");
  }
}

/**
 * The Gaussian kernel density f(g) = sum phi((g - x_i)/h)/(n h) on an even grid, by direct sums.
 *
 * From the grid point nearest to a datum outwards, successive kernel values have ratios that are themselves a geometric
 * series: two products a point replace an exponential, and values only shrink, so rounding stays relative.
 */
export function gaussianDensityOnGrid(data: Float64Array, bandwidth: number, grid: EvenGrid): Float64Array {
  requireBandwidth(bandwidth);
  const { start, step, count } = grid;
  const density = new Float64Array(count);
  const scaledStep = step / bandwidth;
  const shrink = Math.exp(-scaledStep * scaledStep);
  const reach = Math.ceil(REACH / scaledStep);
  for (let i = 0; i < data.length; i++) {
    const nearest = Math.min(count - 1, Math.max(0, Math.round((data[i]! - start) / step)));
    const offset = (start + nearest * step - data[i]!) / bandwidth;
    const peak = Math.exp(-0.5 * offset * offset);
    let value = peak;
    let ratio = Math.exp(-scaledStep * (offset + 0.5 * scaledStep));
    const last = Math.min(count - 1, nearest + reach);
    for (let q = nearest; q <= last; q++) {
      density[q]! += value;
      value *= ratio;
      ratio *= shrink;
    }
    ratio = Math.exp(scaledStep * (offset - 0.5 * scaledStep));
    value = peak * ratio;
    const first = Math.max(0, nearest - reach);
    for (let q = nearest - 1; q >= first; q--) {
      ratio *= shrink;
      density[q]! += value;
      value *= ratio;
    }
  }
  const scale = 1 / (data.length * bandwidth * ROOT_TWO_PI);
  for (let q = 0; q < count; q++) density[q]! *= scale;
  return density;
}

/** The Gaussian kernel density at any points; `sorted` data let each sum stop where kernels vanish. */
export function gaussianDensityAt(sorted: Float64Array, bandwidth: number, points: ArrayLike<number>): Float64Array {
  requireBandwidth(bandwidth);
  const density = new Float64Array(points.length);
  const scale = 1 / (sorted.length * bandwidth * ROOT_TWO_PI);
  for (let q = 0; q < points.length; q++) {
    const point = points[q]!;
    let total = 0;
    for (let i = lowerBound(sorted, point - REACH * bandwidth); i < sorted.length; i++) {
      const u = (sorted[i]! - point) / bandwidth;
      if (u > REACH) break;
      total += Math.exp(-0.5 * u * u);
    }
    density[q] = total * scale;
  }
  return density;
}
