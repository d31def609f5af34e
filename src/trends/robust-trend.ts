import { ScalingError, type Warning } from "../errors.ts";
import { requireFinite, requireOptions } from "../numeric/checks.ts";
import { normalQuantile } from "../numeric/distributions.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { selectInPlace } from "../numeric/select.ts";
import { pointEstimate } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { Fit } from "../statistics/law.ts";
import { type PairwiseSlopes, pairwiseSlopes } from "../statistics/pairwise-slopes.ts";
import type { Series } from "./series.ts";
import { sortedSeries } from "./sorted-series.ts";
import type { TrendLaw, TrendTerm } from "./trend.ts";

/** What {@link fitRobustTrend} may be told. */
export interface RobustTrendOptions {
  /** Confidence level of Sen's interval; default 0.95. */
  level?: number;
  /** Where the level is read; default the median year, through which the line passes at the median value. */
  referenceYear?: number;
}

/** A line by the median of pairwise slopes; its level has no interval, and it has no covariance. */
export interface RobustTrend extends Fit<"robust-trend", TrendTerm>, TrendLaw<"robust-trend"> {
  options: {
    /** Confidence level of the intervals. */
    level: number;
  };
}

/**
 * Fits exponential growth by a line that up to 29 % of wild values cannot carry away (Theil 1950, Sen 1968): the slope
 * is the median of (y[j] - y[i]) / (x[j] - x[i]) over all pairs of points of different years, y = log10(value), and the
 * line passes through (median x, median y).
 *
 * The interval of the slope is Sen's (1968, J. Amer. Statist. Assoc. 63, eq. 2.6), from the ranks that Kendall's
 * variance, corrected for ties in x and in y, cuts off among the N slopes: (N +- z sigma) / 2. It supposes independent
 * errors that are alike. The level has no interval, and the law no covariance.
 *
 * @param series - `year`: decimal years; `value`: values in natural units, above zero. At least 3 points.
 * @param options - See {@link RobustTrendOptions}.
 * @returns Plain JSON. Warnings: `TIES_DROPPED` (pairs of one year have no slope), `FEW_POINTS` (Sen's ranks lie beyond
 * the outermost slopes, so the interval ends at them and covers less than its level).
 * @throws ScalingError `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD` (one year only),
 * `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitRobustTrend } from "scaling-laws/trends";
 *
 * const trend = fitRobustTrend({ year: [2018, 2019, 2020, 2021, 2022], value: [1e20, 1e21, 1e22, 1e3, 1e24] });
 * console.log(trend.coefficients.slopeOomPerYear.estimate); // => 1
 * console.log(trend.referenceYear); // => 2020
 * ```
 */
export function fitRobustTrend(series: Series, options: RobustTrendOptions = {}): RobustTrend {
  requireOptions(options);
  const level = resolveLevel(options.level);
  const { n, x, y, centred, centre } = sortedSeries(series, 3);
  const slopes = pairwiseSlopes(centred, y);
  const slope = middle(slopes.count, slopes.at);
  const medianX = median(x);
  const medianY = median(y);
  const referenceYear =
    options.referenceYear === undefined ? medianX : requireFinite(options.referenceYear, "options.referenceYear");
  const log10AtReference = medianY + slope * (referenceYear - medianX);
  if (!Number.isFinite(slope) || !Number.isFinite(log10AtReference)) {
    throw new ScalingError("OUT_OF_RANGE", "Expected years and a reference year of ordinary size", "series.year");
  }
  const { below, above } = senRanks(slopes.count, kendallVariance(x, y), level);
  let sumOfSquaredResiduals = 0;
  for (let i = 0; i < n; i++) {
    sumOfSquaredResiduals += (y[i]! - medianY - slope * (centred[i]! - (medianX - centre))) ** 2;
  }
  return requireHeld(
    {
      kind: "robust-trend",
      version: 1,
      terms: ["log10AtReference", "slopeOomPerYear"],
      coefficients: {
        log10AtReference: pointEstimate(log10AtReference, level),
        slopeOomPerYear: {
          estimate: slope,
          standardError: null,
          lower: slopes.at(Math.max(0, below)),
          upper: slopes.at(Math.min(slopes.count - 1, above)),
          level,
        },
      },
      covariance: null,
      draws: null,
      source: null,
      referenceYear,
      intervalDegreesOfFreedom: null,
      goodness: {
        n,
        degreesOfFreedom: n - 2,
        sumOfSquaredResiduals,
        residualStandardError: null,
        rSquared: null,
        logLikelihood: null,
        aicc: null,
        bic: null,
      },
      convergence: null,
      support: { year: { lower: x[0]!, upper: x[n - 1]! } },
      options: { level },
      warnings: rankWarnings(slopes, below, above, level),
    },
    "result",
  );
}

/** The median of `count` numbers of which `at` gives the one at a rank. */
function middle(count: number, at: (rank: number) => number): number {
  const upper = at(count >>> 1);
  return count % 2 === 1 ? upper : (at((count >>> 1) - 1) + upper) / 2;
}

function median(column: Float64Array): number {
  const values = column.slice();
  return middle(values.length, (rank) => selectInPlace(values, values.length, rank));
}

/** 1/18 (n (n - 1) (2n + 5) - sum t (t - 1) (2t + 5) over the groups of t ties in x and in y). */
function kendallVariance(sortedX: Float64Array, y: Float64Array): number {
  const total = (t: number): number => t * (t - 1) * (2 * t + 5);
  let variance = total(y.length);
  for (const column of [sortedX, y.slice().sort()]) {
    let first = 0;
    for (let i = 1; i <= column.length; i++) {
      if (i < column.length && column[i] === column[first]) continue;
      variance -= total(i - first);
      first = i;
    }
  }
  return Math.max(0, variance) / 18;
}

/** Ranks of the bounds among the slopes, from 0; they may lie beyond the ends. */
function senRanks(count: number, variance: number, level: number): { below: number; above: number } {
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  return { below: Math.round((count - reach) / 2) - 1, above: Math.round((count + reach) / 2) };
}

function rankWarnings(slopes: PairwiseSlopes, below: number, above: number, level: number): Warning[] {
  const warnings: Warning[] = [];
  if (slopes.tied > 0) {
    const message = `${slopes.tied} of ${slopes.count + slopes.tied} pairs are of one year and have no slope.`;
    warnings.push({ code: "TIES_DROPPED", message, path: "series.year" });
  }
  if (below < 0 || above > slopes.count - 1) {
    const message = `${slopes.count} slopes are too few for Sen's interval at level ${level}: it ends at the outermost.`;
    warnings.push({ code: "FEW_POINTS", message, path: "coefficients.slopeOomPerYear" });
  }
  return warnings;
}
