import { ScalingError, type Warning } from "../errors.ts";
import { fewClustersWarning } from "../statistics/clusters.ts";
import { type Estimate, pointEstimate } from "../statistics/estimate.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { Convergence, Goodness } from "../statistics/law.ts";
import { piecewiseTerms } from "../statistics/piecewise-terms.ts";
import { fitContinuousPieces, fitSeparatePieces, type PiecesFit } from "../statistics/segmented-regression-pieces.ts";
import { type PiecewiseData, piecewiseData } from "./piecewise-trend-data.ts";
import { exponentAt, type PiecewiseTrend } from "./piecewise-trend-law.ts";
import {
  type BreakRequest,
  type PiecewiseTrendOptions,
  resolveBreaks,
  resolvePiecewiseInterval,
  resolvePiecewiseOptions,
} from "./piecewise-trend-options.ts";
import { requireSegments, segmentsOf, segmentWarnings } from "./piecewise-trend-segments.ts";
import { type SelectedBreaks, selectBreaks } from "./piecewise-trend-selection.ts";
import { type PiecewiseUncertainty, piecewiseUncertainty } from "./piecewise-trend-uncertainty.ts";
import type { Series } from "./series.ts";

/**
 * Fits eras of exponential growth: a line of pieces through log10(value) against year by (weighted) least squares,
 * with its breaks given, or estimated, or counted by BIC.
 *
 * Continuous lines are exact for one and two estimated breaks (every cell of Hudson 1966), refined from several
 * deterministic starts for three and more, where the global optimum is not guaranteed. Discontinuous lines are exact
 * for any number (dynamic programming, Bai and Perron 2003); the years of a segment run from its break up to, but
 * without, the next one, and points of one year are never parted: an estimated break is the first year of its segment.
 *
 * Where breaks are estimated, the intervals of breaks and slopes come from a bootstrap that looks for the breaks anew in
 * every resample, so a slope's interval allows for not knowing the break; `standardErrorGivenBreaks` does not.
 * They take the number of breaks as given, also where BIC chose it.
 *
 * BIC counts coefficients, estimated breaks and the variance. AICc is reported but does not choose: it finds breaks in
 * most series that have none.
 *
 * @param series - `year`: decimal years; `value`: values in natural units, above zero. At least 3 points.
 * @param options - See {@link PiecewiseTrendOptions}; `breaks` and `continuous` are required.
 * @returns Plain JSON. `breaks` in years, `segments` with their slopes in orders of magnitude a year, `selection` with
 * a row for each number of breaks tried. A choice of no break has one segment and no breaks.
 * Warnings: `BREAK_AT_EDGE` (only `minPoints` holds the break there), `SEVERAL_OPTIMA` (other breaks, more than a tenth
 * of all years away, within 2 units of BIC), `UNBOUNDED` (a profile without a bound), `FEW_POINTS`, `EXACT_FIT`,
 * `FEW_CLUSTERS`, `RESAMPLES_DROPPED`.
 * @throws ScalingError `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD`, `OUT_OF_RANGE`,
 * `INVALID_OPTION`.
 *
 * The eras of Sevilla et al. 2022 (arXiv 2202.05924) are discontinuous with breaks given; estimating them is ours.
 *
 * @example
 * ```ts
 * import { fitPiecewiseTrend } from "scaling-laws/trends";
 *
 * const year = [2004, 2005, 2006, 2007, 2008, 2009, 2010, 2011, 2012, 2013];
 * const value = [1e16, 2e16, 2e16, 4e16, 5e16, 2e17, 1e18, 8e18, 4e19, 2e20];
 * const options = { breaks: { count: 1 }, continuous: true, minPoints: 3 };
 * const fit = fitPiecewiseTrend({ year, value }, { ...options, interval: "profile" });
 * console.log(fit.breaks[0]?.estimate.toFixed(1)); // => "2008.3"
 * console.log(fit.breaks[0]?.lower?.toFixed(1)); // => "2007.9"
 * console.log(fit.segments.map((segment) => segment.slopeOomPerYear.estimate.toFixed(2))); // => ["0.17","0.76"]
 * ```
 */
export function fitPiecewiseTrend(series: Series, options: PiecewiseTrendOptions): PiecewiseTrend {
  const request = resolveBreaks(options?.breaks);
  const data = piecewiseData(series, options);
  const asked = resolvePiecewiseOptions(options, data.clusters);
  const { continuous, minPoints } = asked;
  const selected = "given" in request ? null : select(data, request, continuous, minPoints);
  const breaks = "given" in request ? request.given : (selected?.years ?? []);
  const estimated = selected !== null && breaks.length > 0;
  const resolved = { ...asked, interval: resolvePiecewiseInterval(asked.interval, estimated, data.clusters) };
  if (!estimated) requireSegments(data, breaks, continuous);

  const referenceYear = continuous ? (options.referenceYear ?? data.meanYear) : data.firstYear;
  const pieces = fitPieces(data, breaks, continuous, referenceYear);
  const exact = pieces.sumOfSquaredResiduals <= data.negligible;
  const goodness = gaussianGoodness({
    n: data.n,
    sumOfSquaredResiduals: exact ? 0 : pieces.sumOfSquaredResiduals,
    totalSumOfSquares: data.totalSumOfSquares,
    coefficients: pieces.coefficients.length,
    estimatedBreaks: estimated ? breaks.length : 0,
    sumLogWeights: data.sumLogWeights,
  });
  const fitted = data.log10Value.map((value, i) => value - pieces.residuals[i]!);
  const uncertainty = piecewiseUncertainty({
    pieces,
    segmented: {
      grouping: data.grouping,
      continuous,
      breaks,
      estimated,
      minPoints,
      reference: referenceYear,
      fitted,
      residuals: pieces.residuals,
    },
    optimum: selected?.optimum ?? { breaks: [], data: [], residual: 0 },
    year: data.year,
    log10Value: data.log10Value,
    weights: data.weights,
    clusters: data.clusters,
    options: resolved,
    keepDraws: options.keepDraws === true,
  });
  const terms = piecewiseTerms(continuous, breaks.length, estimated);
  const line = { continuous, referenceYear, breaks: [...breaks], coefficients: pieces.coefficients };
  const segments = segmentsOf(data, breaks, continuous, pieces, uncertainty.estimates, (at) => exponentAt(line, at));
  return {
    kind: "piecewise-trend",
    version: 1,
    terms,
    coefficients: Object.fromEntries(terms.map((term, k) => [term, uncertainty.estimates[k]!])),
    covariance: uncertainty.covariance,
    draws: uncertainty.draws,
    source: null,
    continuous,
    referenceYear,
    intervalDegreesOfFreedom: uncertainty.intervalDegreesOfFreedom,
    breaks: breakEstimates(breaks, estimated, uncertainty, resolved.level),
    segments,
    selection: selected?.selection ?? [selectionOf(goodness, breaks.length)],
    goodness,
    convergence: selected === null ? null : convergenceOf(selected, pieces, data.weights),
    support: { year: { lower: data.firstYear, upper: data.lastYear } },
    options: resolved,
    warnings: [
      ...segmentWarnings(segments, minPoints, selected !== null, exact),
      ...(selected?.warnings ?? []),
      ...fewClusters(data),
      ...uncertainty.warnings,
    ],
  };
}

function select(
  data: PiecewiseData,
  request: Exclude<BreakRequest, { given: number[] }>,
  continuous: boolean,
  minPoints: number,
): SelectedBreaks {
  return selectBreaks({ ...data, ...request, continuous, minPoints });
}

function fitPieces(
  { year, log10Value, weights }: PiecewiseData,
  breaks: readonly number[],
  continuous: boolean,
  referenceYear: number,
): PiecesFit {
  const fit = continuous
    ? fitContinuousPieces(year, log10Value, weights, breaks, referenceYear)
    : fitSeparatePieces(year, log10Value, weights, breaks, [referenceYear, ...breaks]);
  if (fit.bread === null) {
    throw new ScalingError(
      "NO_SPREAD",
      `Expected points that determine ${breaks.length + 1} segments but the years around the breaks do not`,
      "options.breaks",
    );
  }
  return fit;
}

function breakEstimates(
  breaks: readonly number[],
  estimated: boolean,
  { estimates }: PiecewiseUncertainty,
  level: number,
): Estimate[] {
  if (!estimated) return breaks.map((at) => pointEstimate(at, level));
  return estimates.slice(estimates.length - breaks.length).map((each) => ({ ...each }));
}

function selectionOf(goodness: Goodness, breaks: number): PiecewiseTrend["selection"][number] {
  const { bic, aicc, sumOfSquaredResiduals } = goodness;
  return { breaks, bic, aicc, sumOfSquaredResiduals: sumOfSquaredResiduals ?? 0 };
}

/** The search goes through every cell and does not iterate; the gradient is that of the coefficients. */
function convergenceOf(selected: SelectedBreaks, pieces: PiecesFit, weights: Float64Array): Convergence {
  let gradient = 0;
  for (const column of pieces.columns) {
    let product = 0;
    for (let i = 0; i < column.length; i++) product += 2 * weights[i]! * column[i]! * pieces.residuals[i]!;
    gradient += product * product;
  }
  return { converged: true, iterations: 1, gradientNorm: Math.sqrt(gradient), localOptima: selected.localOptima };
}

function fewClusters({ clusters }: PiecewiseData): Warning[] {
  const warning = clusters === null ? null : fewClustersWarning(clusters.count, "options.clusters");
  return warning === null ? [] : [warning];
}
