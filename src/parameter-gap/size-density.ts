import {
  finiteColumn,
  positiveColumn,
  refuse,
  requireOptions,
  requirePoints,
  requirePositive,
  requireWhole,
} from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { log10Column } from "../numeric/logarithm.ts";
import { bandwidths } from "../statistics/bandwidth.ts";
import { averagedShiftedHistogram, countBetween, type Histogram } from "../statistics/histogram.ts";
import { evenGrid, gaussianDensityAt, gaussianDensityOnGrid, gridPoint } from "../statistics/kernel-density.ts";

function logSizes(sizes: ArrayLike<number>): Float64Array {
  const column = positiveColumn(sizes, "sizes");
  requirePoints(column.length, 1, "sizes");
  return log10Column(column).sort();
}

/** More bins than anybody can look at. */
const MOST_EDGES = 1e5;

/** Edges at whole multiples of a bin, from the one at or below the smallest size to the first above the largest. */
function evenEdges(logs: Float64Array, binsPerDecade: number): Float64Array {
  const first = Math.floor(logs[0]! * binsPerDecade);
  const last = Math.floor(logs[logs.length - 1]! * binsPerDecade) + 1;
  const edges = last - first + 1;
  if (!(edges <= MOST_EDGES)) refuse("INVALID_OPTION", `at most ${MOST_EDGES} bins`, edges, "options.binsPerDecade");
  return finiteColumn(
    Float64Array.from({ length: edges }, (_, q) => 10 ** ((first + q) / binsPerDecade)),
    "sizes",
  );
}

/**
 * Counts model sizes in bins of equal width in log10, or between edges of your own.
 *
 * Bins are closed below and open above, the last closed. Sizes are compared with the edges themselves, not with their
 * logarithms, so that a size equal to an edge is counted where the rule says.
 *
 * @param sizes - Model sizes in parameters, above zero.
 * @param options - `binsPerDecade`: default 4; or `edges`: increasing sizes in parameters.
 * @returns Edges in parameters and counts; with edges of your own also how many sizes lie below and above them.
 * @throws ScalingError EMPTY_INPUT, NOT_POSITIVE, NOT_FINITE; INVALID_OPTION for edges that do not increase.
 * @remarks A picture, not a test: a gap of half a decade can vanish with the offset of its bins.
 * @example
 * ```ts
 * import { parameterHistogram } from "scaling-laws/parameter-gap";
 *
 * console.log(parameterHistogram([1e9, 2e9, 1e10], { binsPerDecade: 1 }).counts); // => [2, 1]
 * ```
 */
export function parameterHistogram(
  sizes: ArrayLike<number>,
  options: { binsPerDecade?: number; edges?: ArrayLike<number> } = {},
): Histogram {
  requireOptions(options);
  const logs = logSizes(sizes);
  if (options.edges !== undefined) {
    return countBetween(positiveColumn(sizes, "sizes"), positiveColumn(options.edges, "options.edges"));
  }
  const binsPerDecade = requirePositive(options.binsPerDecade ?? 4, "options.binsPerDecade");
  return countBetween(positiveColumn(sizes, "sizes"), evenEdges(logs, binsPerDecade));
}

/** A density of log10 size: `log10Size[q]` and the density there, which integrates to one over log10 size. */
export interface SizeDensity {
  /** Where the density is read, log10 of the size. */
  log10Size: number[];
  /** The density there, a decade. */
  density: number[];
  /** Kernel bandwidth, or bin width of an averaged shifted histogram, in decades. */
  bandwidth: number;
}

/**
 * The averaged shifted histogram of log10 sizes: the mean of histograms of one bin width, each moved a little.
 *
 * @param sizes - Model sizes in parameters, above zero.
 * @param options - `width` of a bin in decades, default 0.4; `shifts`: default 8.
 * @returns The density at the middle of each cell of width/shifts.
 * @throws ScalingError EMPTY_INPUT, NOT_POSITIVE, NOT_FINITE, INVALID_OPTION.
 * @remarks Scott (1985).
 * @example
 * ```ts
 * import { shiftedSizeHistogram } from "scaling-laws/parameter-gap";
 *
 * const { density } = shiftedSizeHistogram([1e9, 2e9, 4e9], { width: 0.4, shifts: 8 });
 * console.log(density.reduce((total, height) => total + height * 0.05, 0).toFixed(6)); // => "1.000000"
 * ```
 */
export function shiftedSizeHistogram(
  sizes: ArrayLike<number>,
  options: { width?: number; shifts?: number } = {},
): SizeDensity {
  requireOptions(options);
  const width = requirePositive(options.width ?? 0.4, "options.width");
  const shifts = requireWhole(options.shifts ?? 8, 1, "options.shifts");
  const { origin, cell, density } = averagedShiftedHistogram(logSizes(sizes), width, shifts);
  const log10Size = density.map((_, q) => origin + (q + 0.5) * cell);
  return requireHeld({ log10Size, density, bandwidth: width }, "sizes");
}

function chosenBandwidth(logs: Float64Array, rule: number | "silverman" | "scott" | "sheather-jones"): number {
  if (typeof rule === "number") return requirePositive(rule, "options.bandwidth");
  const found = bandwidths(logs);
  if (rule === "silverman") return found.silverman;
  if (rule === "scott") return found.scott;
  if (rule !== "sheather-jones") {
    refuse("INVALID_OPTION", 'a number, "silverman", "scott" or "sheather-jones"', rule, "options.bandwidth");
  }
  return found.sheatherJones ?? found.silverman;
}

/**
 * The Gaussian kernel density of log10 sizes, by exact sums.
 *
 * f(g) = sum of phi((g - log10 size)/h)/(n h); it integrates to one over log10 size.
 *
 * @param sizes - Model sizes in parameters, above zero; at least 4 that differ unless a bandwidth is given.
 * @param options - `bandwidth` in decades or a rule, default "sheather-jones" (Silverman's where that has no root);
 * `grid`: the log10 sizes at which to evaluate, default 512 even points over the data widened by 3 bandwidths.
 * @returns The grid, the density on it, and the bandwidth used.
 * @throws ScalingError EMPTY_INPUT, TOO_FEW_POINTS, NOT_POSITIVE, NOT_FINITE, NO_SPREAD, INVALID_OPTION.
 * @remarks Rosenblatt (1956), Parzen (1962); bandwidth rules see {@link bandwidths}.
 * @example
 * ```ts
 * import { parameterDensity } from "scaling-laws/parameter-gap";
 *
 * const { density } = parameterDensity([1e9, 1e10], { bandwidth: 0.5, grid: [9, 9.5, 10] });
 * console.log(density.map((height) => height.toFixed(4))); // => ["0.4529", "0.4839", "0.4529"]
 * ```
 */
export function parameterDensity(
  sizes: ArrayLike<number>,
  options: { bandwidth?: number | "silverman" | "scott" | "sheather-jones"; grid?: ArrayLike<number> } = {},
): SizeDensity {
  requireOptions(options);
  const logs = logSizes(sizes);
  const bandwidth = chosenBandwidth(logs, options.bandwidth ?? "sheather-jones");
  if (options.grid !== undefined) {
    const points = finiteColumn(options.grid, "options.grid");
    const density = Array.from(gaussianDensityAt(logs, bandwidth, points));
    return requireHeld({ log10Size: Array.from(points), density, bandwidth }, "sizes");
  }
  const grid = evenGrid(logs[0]! - 3 * bandwidth, logs[logs.length - 1]! + 3 * bandwidth, 512);
  const density = Array.from(gaussianDensityOnGrid(logs, bandwidth, grid));
  return requireHeld({ log10Size: density.map((_, q) => gridPoint(grid, q)), density, bandwidth }, "sizes");
}
