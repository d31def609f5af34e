import { ScalingError } from "../errors.ts";
import { finiteColumn, requirePoints } from "../numeric/checks.ts";
import { rootBetween } from "../numeric/root-between.ts";
import { mean } from "../numeric/summation.ts";
import { quantileSorted } from "./bootstrap.ts";
import { improvedSheatherJones } from "./diffusion-bandwidth.ts";

/** Bandwidths of a Gaussian kernel density, by four rules; null where a rule has no answer for these data. */
export interface Bandwidths {
  /** Silverman's rule of thumb. */
  silverman: number;
  /** Scott's rule. */
  scott: number;
  /** Sheather and Jones, solve-the-equation; null without a solution. */
  sheatherJones: number | null;
  /** Botev's improved Sheather and Jones; null without a solution. */
  isj: number | null;
}

interface Spread {
  standardDeviation: number;
  interquartileRange: number;
}

function spreadOf(sorted: Float64Array): Spread {
  const centre = mean(sorted);
  let squares = 0;
  for (let i = 0; i < sorted.length; i++) squares += (sorted[i]! - centre) ** 2;
  return {
    standardDeviation: Math.sqrt(squares / (sorted.length - 1)),
    interquartileRange: quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25),
  };
}

/** Silverman's rule, 0.9 min(sd, IQR/1.34) n^(-1/5); sd alone where the middle half of the data coincides. */
export function silvermanBandwidth(sorted: Float64Array): number {
  const { standardDeviation, interquartileRange } = spreadOf(sorted);
  const scale = interquartileRange > 0 ? Math.min(standardDeviation, interquartileRange / 1.34) : standardDeviation;
  return 0.9 * scale * sorted.length ** -0.2;
}

/** Sums over all pairs of phi4 and phi6, the derivatives that estimate the roughness of a density. */
function pairSum(x: Float64Array, bandwidth: number, derivative: 4 | 6): number {
  const n = x.length;
  let total = 0;
  for (let i = 1; i < n; i++) {
    for (let j = i - 1; j >= 0; j--) {
      const u = (x[i]! - x[j]!) / bandwidth;
      const square = u * u;
      if (square > 1000) break;
      const polynomial = derivative === 4 ? (square - 6) * square + 3 : ((square - 15) * square + 45) * square - 15;
      total += Math.exp(-0.5 * square) * polynomial;
    }
  }
  return 2 * total + (derivative === 4 ? 3 : -15) * n;
}

/**
 * Sheather and Jones (1991), solve-the-equation: the root h of
 * h = (1/(2 sqrt(pi) n SD(alpha(h))))^(1/5), alpha(h) = 1.357 (SD(a)/TD(b))^(1/7) h^(5/7), within a tenth of and up to the
 * oversmoothed bandwidth; null where there is no root (heavily tied data).
 */
export function sheatherJonesBandwidth(sorted: Float64Array): number | null {
  const spread = spreadOf(sorted);
  const n = sorted.length;
  const quartileScale = spread.interquartileRange / 1.349;
  const scale = quartileScale > 0 ? Math.min(spread.standardDeviation, quartileScale) : spread.standardDeviation;
  const pairs = n * (n - 1) * Math.sqrt(2 * Math.PI);
  const fourth = (h: number) => pairSum(sorted, h, 4) / (pairs * h ** 5);
  const sixth = (h: number) => -pairSum(sorted, h, 6) / (pairs * h ** 7);
  const roughness = sixth(1.23 * scale * n ** (-1 / 9));
  if (!(roughness > 0)) return null;
  const alpha = 1.357 * (fourth(1.24 * scale * n ** (-1 / 7)) / roughness) ** (1 / 7);
  const excess = (h: number) => (1 / (2 * Math.sqrt(Math.PI) * n * fourth(alpha * h ** (5 / 7)))) ** 0.2 - h;
  let high = 1.144 * scale * n ** -0.2;
  let low = 0.1 * high;
  for (let widening = 0; !(excess(low) > 0 && excess(high) < 0); widening++) {
    if (widening === 20) return null;
    low *= 0.8;
    high *= 1.2;
  }
  return rootBetween(excess, low, high);
}

/** Tied data stand on a lattice; its typical step is the median spacing of the distinct values. Zero without ties. */
function latticeStep(sorted: Float64Array): number {
  const steps: number[] = [];
  for (let i = 1; i < sorted.length; i++) if (sorted[i]! > sorted[i - 1]!) steps.push(sorted[i]! - sorted[i - 1]!);
  if (steps.length === sorted.length - 1) return 0;
  return quantileSorted(Float64Array.from(steps).sort(), 0.5);
}

/**
 * Four bandwidths of a Gaussian kernel density.
 *
 * - `silverman`: 0.9 min(sd, IQR/1.34) n^(-1/5) (R's nrd0); oversmooths valleys, right for a null;
 * - `scott`: the same with 1.06 (R's nrd);
 * - `sheatherJones`: solve-the-equation, by exact sums over pairs (R's bw.SJ bins them); right for a picture;
 * - `isj`: Botev, Grotowski and Kroese (2010), by diffusion; on tied data it can collapse onto the ties, so it is kept
 *   above the median spacing of the distinct values.
 *
 * @param log10Sizes - At least 4 finite values, not all equal; any unit, log10 sizes in this library.
 * @returns Bandwidths in the unit of the data; null where a rule has no answer.
 * @throws ScalingError TOO_FEW_POINTS, NOT_FINITE, NO_SPREAD when all values coincide, or OUT_OF_RANGE when their squares
 * are no ordinary numbers.
 * @remarks Sources: Silverman (1986) eq. 3.31; Scott (1992); Sheather and Jones (1991); Botev et al. (2010).
 * @example
 * ```ts
 * import { bandwidths } from "scaling-laws/parameter-gap";
 *
 * console.log(bandwidths([8, 8.5, 9, 9.2, 9.6, 10, 10.1, 11]).silverman.toFixed(3)); // => "0.510"
 * ```
 */
export function bandwidths(log10Sizes: ArrayLike<number>): Bandwidths {
  const sorted = finiteColumn(log10Sizes, "log10Sizes").sort();
  requirePoints(sorted.length, 4, "log10Sizes");
  if (!(sorted[sorted.length - 1]! > sorted[0]!)) {
    throw new ScalingError("NO_SPREAD", "Expected values that differ but got one value throughout", "log10Sizes");
  }
  const silverman = silvermanBandwidth(sorted);
  if (!(silverman > 0 && silverman < Infinity)) {
    throw new ScalingError("OUT_OF_RANGE", "Expected values an ordinary distance apart", "log10Sizes");
  }
  const isj = improvedSheatherJones(sorted);
  return {
    silverman,
    scott: (1.06 / 0.9) * silverman,
    sheatherJones: sheatherJonesBandwidth(sorted),
    isj: isj === null ? null : Math.max(isj, latticeStep(sorted)),
  };
}
