import { randomSource } from "../numeric/random.ts";
import { drawUnimodal, type UnimodalDensity } from "../statistics/unimodal-density.ts";
import { largestStatistic, scanGrid } from "./gap-scan.ts";

/** With early stopping, resampling ends once this many draws reach the statistic (Besag and Clifford 1991). */
const ENOUGH_EXCEEDANCES = 20;

/** The largest statistics of resamples from the smooth unimodal null. */
export interface NullMaxima {
  maxima: Float64Array;
  stoppedEarly: boolean;
}

/** Draws n sizes from the null and scans them as the data were scanned, again and again. */
export function nullMaxima(
  density: UnimodalDensity,
  n: number,
  plan: { minWidth: number; floor: number; resamples: number; seed: number; stopAbove: number | null },
): NullMaxima {
  const random = randomSource(plan.seed);
  const grid = scanGrid(n);
  const sample = new Float64Array(n);
  const maxima = new Float64Array(plan.resamples);
  let exceedances = 0;
  for (let b = 0; b < plan.resamples; b++) {
    drawUnimodal(density, random, sample);
    const largest = largestStatistic(sample, grid, plan.minWidth, plan.floor);
    maxima[b] = largest;
    if (plan.stopAbove !== null && largest >= plan.stopAbove && ++exceedances === ENOUGH_EXCEEDANCES) {
      return { maxima: maxima.subarray(0, b + 1), stoppedEarly: true };
    }
  }
  return { maxima, stoppedEarly: false };
}

/** (1 + exceedances)/(B + 1), or exceedances/B where resampling stopped early. */
export function exceedanceP({ maxima, stoppedEarly }: NullMaxima, statistic: number): number {
  let exceedances = 0;
  for (let b = 0; b < maxima.length; b++) if (maxima[b]! >= statistic) exceedances++;
  return stoppedEarly ? exceedances / maxima.length : (1 + exceedances) / (maxima.length + 1);
}
