import { ScalingError, type Warning } from "../errors.ts";
import { fewClustersWarning } from "../statistics/clusters.ts";
import { type Estimate, pointEstimate } from "../statistics/estimate.ts";
import { piecewiseTerms } from "../statistics/piecewise-terms.ts";
import { pieceOf, piecesColumns, solvePieces } from "../statistics/segmented-regression-pieces.ts";
import type { SegmentedFit } from "../statistics/segmented-regression-resampling.ts";
import { type PiecewiseData, piecewiseData } from "./piecewise-trend-data.ts";
import { exponentAt, type PiecewiseTrend, slopeTerm } from "./piecewise-trend-law.ts";
import {
  type PiecewiseTrendOptions,
  resolveBreaks,
  resolvePiecewiseInterval,
  resolvePiecewiseOptions,
} from "./piecewise-trend-options.ts";
import { piecewiseGoodness, type SelectedBreaks, selectBreaks, selectionRow } from "./piecewise-trend-selection.ts";
import { piecewiseUncertainty, type ResidualVariance } from "./piecewise-trend-uncertainty.ts";
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
  const { continuous, minPoints, level } = asked;
  const { firstYear, lastYear, clusters } = data;
  const selected = "given" in request ? null : selectBreaks(data, { ...request, continuous, minPoints });
  const breaks = selected?.years ?? ("given" in request ? request.given : []);
  const estimated = selected !== null && breaks.length > 0;
  const resolved = { ...asked, interval: resolvePiecewiseInterval(asked.interval, estimated, clusters) };
  const referenceYear = continuous ? (options.referenceYear ?? data.meanYear) : firstYear;

  const fit = fitPieces(data, breaks, continuous, estimated, minPoints, referenceYear);
  const own = ownFits(data, fit);
  const goodness = piecewiseGoodness(data, fit.sumOfSquaredResiduals, continuous, breaks.length, estimated);
  const variances = fit.coefficients.map((_, k) =>
    continuous
      ? residualVariance(fit.sumOfSquaredResiduals, data.n - breaks.length - 2)
      : residualVariance(own[k >> 1]!.squares, own[k >> 1]!.n - 2),
  );
  const uncertainty = piecewiseUncertainty(
    fit,
    variances,
    estimated ? selected : null,
    clusters,
    resolved,
    options.keepDraws === true,
  );
  const { estimates } = uncertainty;
  const terms = piecewiseTerms(continuous, breaks.length, estimated);
  const line = { continuous, referenceYear, breaks, coefficients: fit.coefficients };
  const segments = own.map(({ n, squares, total }, s) => {
    const from = breaks[s - 1] ?? firstYear;
    const slope = slopeTerm(continuous, s);
    const { variance } = variances[slope]!;
    return {
      from,
      to: breaks[s] ?? lastYear,
      n,
      slopeOomPerYear: { ...estimates[slope]! },
      standardErrorGivenBreaks: variance === null ? null : Math.sqrt(variance * fit.bread[slope]![slope]!),
      log10AtStart: exponentAt(line, from),
      rSquared: total > 0 ? 1 - squares / total : null,
    };
  });
  const fewClusters = clusters === null ? null : fewClustersWarning(clusters.count, "options.clusters");
  return {
    kind: "piecewise-trend",
    version: 1,
    terms,
    coefficients: Object.fromEntries(terms.map((term, k) => [term, estimates[k]!])),
    covariance: uncertainty.covariance,
    draws: uncertainty.draws,
    source: null,
    continuous,
    referenceYear,
    intervalDegreesOfFreedom: uncertainty.intervalDegreesOfFreedom,
    breaks: breaks.map(
      (at, j): Estimate => (estimated ? { ...estimates[fit.coefficients.length + j]! } : pointEstimate(at, level)),
    ),
    segments,
    selection: selected?.selection ?? [selectionRow(goodness, breaks.length)],
    goodness,
    convergence: selected && convergenceOf(selected, fit),
    support: { year: { lower: firstYear, upper: lastYear } },
    options: resolved,
    warnings: [
      ...(goodness.sumOfSquaredResiduals === 0 ? [exactFit()] : []),
      ...segments.flatMap(({ n }, s) => (!selected && breaks.length > 0 && n < minPoints ? [fewPoints(s, n)] : [])),
      ...(selected?.warnings ?? []),
      ...(fewClusters === null ? [] : [fewClusters]),
      ...uncertainty.warnings,
    ],
  };
}

/** The line with its breaks given; refuses breaks beyond the years, and segments that the points do not determine. */
function fitPieces(
  data: PiecewiseData,
  breaks: readonly number[],
  continuous: boolean,
  estimated: boolean,
  minPoints: number,
  reference: number,
): SegmentedFit {
  const { year, log10Value, weights, grouping, firstYear, lastYear } = data;
  breaks.forEach((at, j) => {
    if (at > firstYear && at < lastYear) return;
    const message = `Expected breaks between the first year, ${firstYear}, and the last, ${lastYear}, but got ${at}`;
    throw new ScalingError("OUT_OF_RANGE", message, `options.breaks[${j}]`);
  });
  const columns = piecesColumns(year, breaks, continuous, reference);
  const solved = solvePieces(columns, log10Value, weights);
  if (solved === null) {
    const message = `Expected points that determine ${breaks.length + 1} segments but the years around the breaks do not`;
    throw new ScalingError("NO_SPREAD", message, "options.breaks");
  }
  return {
    ...solved,
    columns,
    x: year,
    y: log10Value,
    weights,
    grouping,
    continuous,
    breaks,
    estimated,
    minPoints,
    reference,
  };
}

interface OwnFit {
  n: number;
  squares: number;
  total: number;
}

/** Of the points of each segment: their number, residual squares, and squares about their mean. */
function ownFits({ year, log10Value, weights }: PiecewiseData, { breaks, residuals }: SegmentedFit): OwnFit[] {
  const own = Array.from({ length: breaks.length + 1 }, () => ({ n: 0, squares: 0, total: 0, weight: 0, mean: 0 }));
  for (let i = 0; i < year.length; i++) {
    const each = own[pieceOf(breaks, year[i]!)]!;
    const w = weights[i]!;
    const deviation = log10Value[i]! - each.mean;
    each.n++;
    each.weight += w;
    each.mean += (w / each.weight) * deviation;
    each.total += w * deviation * (log10Value[i]! - each.mean);
    each.squares += w * residuals[i]! ** 2;
  }
  return own;
}

function residualVariance(squares: number, degreesOfFreedom: number): ResidualVariance {
  return { variance: degreesOfFreedom > 0 ? squares / degreesOfFreedom : null, degreesOfFreedom };
}

/** The search goes through every cell and does not iterate; the gradient is that of the coefficients. */
function convergenceOf(
  selected: SelectedBreaks,
  { columns, residuals, weights }: SegmentedFit,
): PiecewiseTrend["convergence"] {
  const gradient = columns.map((column) =>
    column.reduce((total, each, i) => total + 2 * weights[i]! * each * residuals[i]!, 0),
  );
  return { converged: true, iterations: 1, gradientNorm: Math.hypot(...gradient), localOptima: selected.localOptima };
}

function exactFit(): Warning {
  const message = "The points lie on the line to rounding: its intervals measure rounding, not uncertainty.";
  return { code: "EXACT_FIT", message, path: "goodness.sumOfSquaredResiduals" };
}

function fewPoints(segment: number, n: number): Warning {
  return {
    code: "FEW_POINTS",
    message: `Segment ${segment + 1} holds ${n} points only.`,
    path: `segments[${segment}]`,
  };
}
