import type { Warning } from "../errors.ts";
import { positiveColumn, refuse, requireFinite, requireOptions, requireSameLength } from "../numeric/checks.ts";
import { columnRange } from "../numeric/range.ts";
import { sum } from "../numeric/summation.ts";
import { type ClusterIndex, clusterIndex, fewClustersWarnings } from "../statistics/clusters.ts";
import { resolveFitOptions } from "../statistics/fit-options.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { fitLine, type Line } from "../statistics/linear-regression.ts";
import { logSeries, type Series } from "./series.ts";
import { noiseHalfWidths, type ResolvedTrendOptions, resolveInterval, type TrendOptions } from "./trend-options.ts";
import { bootstrapUncertainty, formulaUncertainty } from "./trend-uncertainty.ts";

/** log10 of the value at the reference year, and the slope in orders of magnitude (OOM) a year. */
export type TrendTerm = "log10AtReference" | "slopeOomPerYear";

/** The kinds of law that are one straight line in log10(value) against year. */
export type TrendKind = "trend" | "robust-trend" | "quantile-trend";

/** log10(value) = log10AtReference + slopeOomPerYear (year - referenceYear). */
export interface TrendLaw<Kind extends TrendKind = TrendKind> extends Law<Kind, TrendTerm> {
  /** Year at which levels are read. */
  referenceYear: number;
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null for the normal quantile. */
  intervalDegreesOfFreedom: number | null;
}

/** A line fitted by least squares. */
export interface Trend extends Fit<"trend", TrendTerm>, TrendLaw<"trend"> {
  options: ResolvedTrendOptions;
}

/** What a prediction takes: a law as published, or a fit, which also knows its residual spread and the years it saw. */
export type AnyTrend = TrendLaw & Partial<Pick<Fit, "goodness" | "support">>;

/**
 * Fits exponential growth: a straight line through log10(value) against year, by (weighted) least squares,
 *
 * log10(value) = log10AtReference + slopeOomPerYear (year - referenceYear) + error.
 *
 * @param series - `year`: decimal years; `value`: values in natural units, above zero. At least 3 points.
 * @param options - See {@link TrendOptions}.
 * @returns Plain JSON. The slope is in orders of magnitude a year; ask {@link doublingTime} for months.
 * Warnings: `FEW_CLUSTERS`, `RESAMPLES_DROPPED`, `EXACT_FIT`, `NOT_IDENTIFIED` (a BCa interval that does not exist).
 * @throws ScalingError `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD` (one year only),
 * `OUT_OF_RANGE`, `INVALID_OPTION` (among them: noise, or clusters, with an interval that has no use for them).
 *
 * The line and its bootstrap are those of Sevilla et al. 2022 (arXiv 2202.05924, section 3 and appendix); the other
 * intervals are ours.
 *
 * @example
 * ```ts
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const trend = fitTrend({ year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] });
 * console.log(trend.coefficients.slopeOomPerYear.estimate.toFixed(3)); // => "0.700"
 * console.log(trend.referenceYear); // => 2019.5
 * ```
 */
export function fitTrend(series: Series, options: TrendOptions = {}): Trend {
  requireOptions(options);
  const { n, year, log10Value } = logSeries(series, 3);
  const weights = options.weights === undefined ? null : positiveColumn(options.weights, "options.weights");
  requireSameLength(weights?.length ?? n, n, "options.weights");
  const clusters = options.clusters === undefined ? null : clusterIndex(options.clusters, n);
  const interval = resolveInterval(options.interval, clusters);
  const factor = options.valueNoiseFactor;
  const noise = noiseHalfWidths(factor, interval, n);
  const support = { year: columnRange(year) };
  const line = fitLine(year, log10Value, weights);
  if (line === null) return refuse("NO_SPREAD", "years that differ", year[0], "series.year");
  const referenceYear = requireFinite(options.referenceYear ?? line.meanX, "options.referenceYear");
  const resolved: ResolvedTrendOptions = {
    ...resolveFitOptions(options, clusters?.count ?? null),
    interval,
    valueNoiseFactor: typeof factor === "object" ? "per-point" : (factor ?? null),
    referenceYear,
  };
  const distance = referenceYear - line.meanX;
  const sample = { line, distance, x: year, weights, clusters };
  const uncertainty =
    interval === "t" || interval === "cluster"
      ? formulaUncertainty(sample, resolved.level)
      : bootstrapUncertainty(sample, resolved, noise);
  return {
    kind: "trend",
    version: 1,
    terms: ["log10AtReference", "slopeOomPerYear"],
    ...uncertainty,
    draws: options.keepDraws === true ? uncertainty.draws : null,
    source: null,
    referenceYear,
    goodness: gaussianGoodness({ ...line, coefficients: 2, sumLogWeights: sum(weights?.map(Math.log) ?? []) }),
    convergence: null,
    support,
    options: resolved,
    warnings: [...dataWarnings(line, clusters), ...uncertainty.warnings],
  };
}

function dataWarnings(line: Line, clusters: ClusterIndex | null): Warning[] {
  const warnings = fewClustersWarnings(clusters);
  // Rounding alone leaves residuals of about one unit in the last place of log10(value) and of slope x year.
  const rounding = 4 * Number.EPSILON * (1 + Math.abs(line.meanY) + Math.abs(line.slope * line.meanX));
  if (line.sumOfSquaredResiduals <= line.sumOfWeights * rounding ** 2) {
    const message = "The points lie on the line: intervals measure rounding";
    warnings.push({ code: "EXACT_FIT", message, path: "goodness" });
  }
  return warnings;
}
