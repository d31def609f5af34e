import { ScalingError, type Warning } from "../errors.ts";
import { positiveColumn, requireFinite, requireOptions, requireSameLength } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { IndexArray } from "../numeric/random.ts";
import { columnRange } from "../numeric/range.ts";
import { sum } from "../numeric/summation.ts";
import {
  drawRows,
  drawsCovariance,
  droppedWarnings,
  percentileEstimate,
  type Resampling,
  resampleClusters,
  resamplePairs,
} from "../statistics/bootstrap.ts";
import { type ClusterIndex, clusterIndex, fewClustersWarnings } from "../statistics/clusters.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";
import type { Fit } from "../statistics/law.ts";
import { type QuantileLine, quantileLineSolver } from "../statistics/quantile-regression.ts";
import { logSeries, type Series } from "./series.ts";
import { requireYearSpread } from "./sorted-series.ts";
import type { TrendLaw, TrendTerm } from "./trend.ts";

/** What {@link fitQuantileTrend} may be told; `weights` multiply the losses. */
export interface QuantileTrendOptions extends FitOptions {
  /** Where the level is read; default the (weighted) mean year. */
  referenceYear?: number;
}

/** The line that keeps the share `tau` of the values below it. */
export interface QuantileTrend extends Fit<"quantile-trend", TrendTerm>, TrendLaw<"quantile-trend"> {
  /** The share of the values that the line keeps below it. */
  tau: number;
  /** sum w r (tau - [r < 0]) over the residuals r of log10(value). */
  checkLoss: number;
  options: ResolvedFitOptions;
}

interface Problem {
  /** Years less their mean. */
  x: Float64Array;
  y: Float64Array;
  /** From the mean year to the reference year. */
  distance: number;
  weights: Float64Array | null;
  tau: number;
}

/**
 * Fits the line that keeps the share `tau` of the values below it: the minimum of sum w r (tau - [r < 0]) over the
 * residuals r of log10(value) = log10AtReference + slopeOomPerYear (year - referenceYear) (Koenker and Bassett 1978,
 * Econometrica 46). The minimum is exact, a line through two data.
 *
 * Intervals are percentiles of a bootstrap of whole points, or of whole clusters where `clusters` are given; with
 * `resamples: 0` there are none. Weights multiply the losses.
 *
 * @param series - `year`: decimal years; `value`: values in natural units, above zero. At least 3 points.
 * @param tau - Between 0 and 1; 0.5 is the median line, 0.9 one near the frontier.
 * @param options - See {@link QuantileTrendOptions}.
 * @returns Plain JSON. Warnings: `SEVERAL_OPTIMA` (other lines fit as well), `FEW_POINTS` (fewer than five points
 * expected beyond the line), `FEW_CLUSTERS`, `RESAMPLES_DROPPED` (points of one year only).
 * @throws ScalingError `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD` (one year only),
 * `OUT_OF_RANGE` (tau), `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitQuantileTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2018, 2019, 2019, 2020, 2020, 2021], value: [1e20, 1e20, 1e21, 1e20, 1e22, 1e23] };
 * const upper = fitQuantileTrend(series, 0.9, { resamples: 0 });
 * console.log(upper.coefficients.slopeOomPerYear.estimate.toFixed(6)); // => "1.000000"
 * ```
 */
export function fitQuantileTrend(series: Series, tau: number, options: QuantileTrendOptions = {}): QuantileTrend {
  requireOptions(options);
  const { n, year, log10Value } = logSeries(series, 3);
  if (!(requireFinite(tau, "tau") > 0 && tau < 1)) {
    throw new ScalingError("OUT_OF_RANGE", `Expected a share between 0 and 1 but got ${tau}`, "tau");
  }
  const given = options.weights === undefined ? null : positiveColumn(options.weights, "options.weights");
  if (given !== null) requireSameLength(given.length, n, "options.weights");
  // The line depends on ratios of weights alone; a power of two scales them without rounding.
  const scale = given === null ? 1 : 2 ** Math.floor(Math.log2(given.reduce((a, b) => Math.max(a, b))));
  const weights = given?.map((weight) => weight / scale) ?? null;
  const clusters = options.clusters === undefined ? null : clusterIndex(options.clusters, n);
  const resolved = resolveFitOptions(options, clusters?.count ?? null);
  const support = { year: columnRange(year) };
  requireYearSpread(support.year.lower, support.year.upper);
  const meanYear = weightedMean(year, weights);
  const referenceYear =
    options.referenceYear === undefined ? meanYear : requireFinite(options.referenceYear, "options.referenceYear");
  const x = year.map((each) => each - meanYear);
  const problem: Problem = { x, y: log10Value, distance: referenceYear - meanYear, weights, tau };
  const { line, resampling } = solve(problem, clusters, resolved);
  const checkLoss = line.checkLoss * scale;
  requireFinite(checkLoss, "options.weights");
  const [levels, slopes] = resampling.draws as [Float64Array, Float64Array];
  return requireHeld(
    {
      kind: "quantile-trend",
      version: 1,
      terms: ["log10AtReference", "slopeOomPerYear"],
      coefficients: {
        log10AtReference: percentileEstimate(line.intercept + line.slope * problem.distance, levels, resolved.level),
        slopeOomPerYear: percentileEstimate(line.slope, slopes, resolved.level),
      },
      covariance: drawsCovariance(resampling.draws),
      draws: options.keepDraws === true ? drawRows(resampling) : null,
      source: null,
      referenceYear,
      intervalDegreesOfFreedom: null,
      tau,
      checkLoss,
      goodness: {
        n,
        degreesOfFreedom: n - 2,
        sumOfSquaredResiduals: null,
        residualStandardError: null,
        rSquared: null,
        logLikelihood: null,
        aicc: null,
        bic: null,
      },
      convergence: null,
      support,
      options: resolved,
      warnings: [
        ...lineWarnings(line, n, tau),
        ...fewClustersWarnings(clusters),
        ...droppedWarnings(resampling, "all their points were of one year"),
      ],
    },
    "trend",
  );
}

function weightedMean(year: Float64Array, weights: Float64Array | null): number {
  const first = year[0]!;
  const total = weights === null ? year.length : sum(weights);
  return first + sum(year.map((each, i) => (each - first) * (weights === null ? 1 : weights[i]!))) / total;
}

/** The line, and the lines of resamples: a resample is a weight for each point, the number of times it was drawn. */
function solve(
  { x, y, distance, weights, tau }: Problem,
  clusters: ClusterIndex | null,
  options: ResolvedFitOptions,
): { line: QuantileLine; resampling: Resampling } {
  const n = x.length;
  const solver = quantileLineSolver(x, y, tau);
  const line = solver(weights ?? new Float64Array(n).fill(1), 0);
  if (line === null || !Number.isFinite(line.checkLoss + line.intercept + line.slope * distance)) {
    throw new ScalingError(
      "OUT_OF_RANGE",
      "Expected years, weights and a reference year of ordinary size",
      "series.year",
    );
  }
  const drawn = new Float64Array(n);
  const refit = (rows: IndexArray): [number, number] | null => {
    drawn.fill(0);
    for (let k = 0; k < rows.length; k++) drawn[rows[k]!]! += weights === null ? 1 : weights[rows[k]!]!;
    const refitted = solver(drawn, line.slope);
    return refitted === null ? null : [refitted.intercept + refitted.slope * distance, refitted.slope];
  };
  const plan = { seed: options.seed, resamples: options.resamples, coefficients: 2 };
  const resampling = clusters === null ? resamplePairs(plan, n, refit) : resampleClusters(plan, clusters, refit);
  return { line, resampling };
}

function lineWarnings(line: QuantileLine, n: number, tau: number): Warning[] {
  const warnings: Warning[] = [];
  if (!line.unique) {
    const message = "Other lines have the same check loss; one through two data is given.";
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "coefficients" });
  }
  const beyond = n * Math.min(tau, 1 - tau);
  if (beyond < 5) {
    const message = `Of ${n} points about ${beyond.toPrecision(2)} are expected beyond the line: it rests on few.`;
    warnings.push({ code: "FEW_POINTS", message, path: "tau" });
  }
  return warnings;
}
