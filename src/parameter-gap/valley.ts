import { type EvenGrid, evenGrid, gaussianDensityOnGrid, gridPoint } from "../statistics/kernel-density.ts";

const GRID_POINTS = 4096;

/** The lowest point of a kernel density inside a range, beside the highest points left and right of it. */
export interface Valley {
  antimode: number;
  /** 1 - density(antimode)/(the lower of the two peaks): 0 no valley, 1 empty. */
  depth: number;
}

/** The kernel density of sizes in which valleys are sought: one for all of them. */
export interface ValleyDensity {
  grid: EvenGrid;
  density: Float64Array;
}

export function valleyDensity(sorted: Float64Array, bandwidth: number): ValleyDensity {
  const grid = evenGrid(sorted[0]! - 3 * bandwidth, sorted[sorted.length - 1]! + 3 * bandwidth, GRID_POINTS);
  return { grid, density: gaussianDensityOnGrid(sorted, bandwidth, grid) };
}

/** The valley of log10 sizes between two bounds; a density that only falls or rises there has depth 0. */
export function valleyBetween({ grid, density }: ValleyDensity, lower: number, upper: number): Valley {
  let lowest = -1;
  for (let q = 0; q < GRID_POINTS; q++) {
    const point = gridPoint(grid, q);
    if (point < lower || point > upper) continue;
    if (lowest < 0 || density[q]! < density[lowest]!) lowest = q;
  }
  if (lowest < 0) lowest = Math.round((0.5 * (lower + upper) - grid.start) / grid.step);
  let left = 0;
  let right = 0;
  for (let q = 0; q <= lowest; q++) left = Math.max(left, density[q]!);
  for (let q = lowest; q < GRID_POINTS; q++) right = Math.max(right, density[q]!);
  const peak = Math.min(left, right);
  return { antimode: gridPoint(grid, lowest), depth: peak > 0 ? 1 - density[lowest]! / peak : 0 };
}
