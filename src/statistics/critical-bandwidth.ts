import { ScalingError } from "../errors.ts";
import { finiteColumn, requirePoints, requireWhole } from "../numeric/checks.ts";
import { evenGrid, gaussianDensityOnGrid } from "./kernel-density.ts";

const GRID_POINTS = 2048;
const RELATIVE_WIDTH = 1e-4;

function countModes(density: Float64Array): number {
  let modes = 0;
  let rising = true;
  for (let q = 1; q < density.length; q++) {
    if (density[q]! < density[q - 1]!) {
      if (rising) modes++;
      rising = false;
    } else if (density[q]! > density[q - 1]!) {
      rising = true;
    }
  }
  return rising ? modes + 1 : modes;
}

/**
 * Silverman's critical bandwidth: the least bandwidth at which a Gaussian kernel density has at most `modes` modes.
 *
 * The number of modes falls as the bandwidth grows, so the bandwidth is found by bisection, on 2048 points over the
 * range of the data, to a relative 1e-4.
 *
 * @param log10Sizes - At least 2 finite values, not all equal; any unit, log10 sizes in this library.
 * @param modes - The number of modes allowed, at least 1.
 * @returns The bandwidth, in the unit of the data. Large beside {@link bandwidths} means more than `modes` modes.
 * @throws ScalingError TOO_FEW_POINTS, NOT_FINITE, NO_SPREAD, INVALID_OPTION.
 * @remarks Source: Silverman (1981), Using kernel density estimates to investigate multimodality. Tails alone can raise
 * it: it describes, and is no test here.
 * @example
 * ```ts
 * import { criticalBandwidth } from "scaling-laws/parameter-gap";
 *
 * console.log(criticalBandwidth([9, 9.1, 9.2, 11, 11.1, 11.2], 1) > 0.5); // => true
 * ```
 */
export function criticalBandwidth(log10Sizes: ArrayLike<number>, modes: number): number {
  const sorted = finiteColumn(log10Sizes, "log10Sizes").sort();
  requirePoints(sorted.length, 2, "log10Sizes");
  requireWhole(modes, 1, "modes");
  const range = sorted[sorted.length - 1]! - sorted[0]!;
  if (!(range > 0)) {
    throw new ScalingError("NO_SPREAD", "Expected values that differ but got one value throughout", "log10Sizes");
  }
  const grid = evenGrid(sorted[0]!, sorted[sorted.length - 1]!, GRID_POINTS);
  let high = range;
  let low = range / GRID_POINTS;
  if (countModes(gaussianDensityOnGrid(sorted, low, grid)) <= modes) return low;
  while (high > low * (1 + RELATIVE_WIDTH)) {
    const middle = Math.sqrt(low * high);
    if (countModes(gaussianDensityOnGrid(sorted, middle, grid)) <= modes) high = middle;
    else low = middle;
  }
  return high;
}
