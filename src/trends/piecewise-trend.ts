import type { Warning } from "../errors.ts";
import { refuse, requireOptions } from "../numeric/checks.ts";
import { lowerBound } from "../numeric/lower-bound.ts";
import { fewClustersWarnings } from "../statistics/clusters.ts";
import { piecewiseTerms } from "../statistics/piecewise-terms.ts";
import { coefficientCount, type SegmentedLine, slopeTerm, valueAt } from "../statistics/segmented-line.ts";
import { growRun, linesOf } from "../statistics/segmented-regression-lines.ts";
import { fitPieces } from "../statistics/segmented-regression-pieces.ts";
import type { SegmentedFit } from "../statistics/segmented-regression-resampling.ts";
import { type PiecewiseData, piecewiseData } from "./piecewise-trend-data.ts";
import type { PiecewiseTrend } from "./piecewise-trend-law.ts";
import { type PiecewiseTrendOptions, resolveBreaks, resolvePiecewiseOptions } from "./piecewise-trend-options.ts";
import { piecewiseGoodness, selectBreaks, selectionRow } from "./piecewise-trend-selection.ts";
import { piecewiseUncertainty } from "./piecewise-trend-uncertainty.ts";
import type { Series } from "./series.ts";

/**
 * Fits eras of exponential growth: a line of pieces through log10(value) against year by (weighted) least squares,
 * with its breaks given, or estimated, or counted by BIC.
 *
 * Continuous lines are exact for one and two estimated breaks (every cell of Hudson 1966), refined from
 * deterministic starts for three and more, where the global optimum is not guaranteed. Discontinuous lines are exact
 * (dynamic programming, Bai and Perron 2003); the years of a segment run from its break up to, but
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
 * Warnings: `BREAK_AT_EDGE` (`minPoints` keeps the break from moving to one side, and may be what holds it),
 * `SEVERAL_OPTIMA` (other breaks, more than a tenth of all years away, within 1 unit of BIC: see
 * `convergence.localOptima`), `UNBOUNDED` (a profile without a bound), `FEW_POINTS`, `EXACT_FIT`, `FEW_CLUSTERS`,
 * `RESAMPLES_DROPPED`.
 * @throws ScalingError `TOO_FEW_POINTS` (no room for so many breaks), `NO_SPREAD` (one year only, or breaks given so that
 * some segment is not determined), `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `UNSUPPORTED_TYPE`,
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
  requireOptions(options);
  const request = resolveBreaks(options.breaks);
  const data = piecewiseData(series, options);
  const { clusters, originX, firstYear, lastYear, points } = data;
  const resolved = resolvePiecewiseOptions(options, request.echo, clusters);
  const { continuous, minPoints } = resolved;
  const selected = request.given ? null : selectBreaks(data, request, continuous, minPoints);
  const breaks = selected?.years ?? request.given ?? [];
  const count = breaks.length;
  const estimated = selected !== null && count > 0;
  if (estimated && !clusters) resolved.interval = options.interval ?? "residual";
  const referenceYear = continuous ? (options.referenceYear ?? data.meanYear) : firstYear;

  const line = {
    continuous,
    reference: referenceYear - originX,
    breaks: selected?.optimum.breaks ?? breaks.map((at) => at - originX),
    coefficients: [],
  };
  const solved = fitPieces(points, line, coefficientCount(continuous, count));
  // Not a number where weights or years are so large that their products are no numbers.
  if (!(solved && solved.residual < Infinity)) {
    return refuse("NO_SPREAD", "two years in every segment", breaks.join(), "options.breaks");
  }
  const fit: SegmentedFit = { ...data, ...line, ...solved, estimated, minPoints };
  const { coefficients } = fit;
  const residual = solved.residual + points.within;
  const goodness = piecewiseGoodness(data, residual, continuous, count, estimated ? count : 0);
  const starts = [firstYear - originX, ...line.breaks];
  const own = starts.map((start, s) =>
    ownFit(data, fit, coefficients[slopeTerm(continuous, s)]!, start, line.breaks[s] ?? Infinity),
  );
  const degrees = coefficients.map((_, k) => (continuous ? data.y.length - count : own[k >> 1]!.n) - 2);
  const given = fit.bread.map((row, k) => {
    const variance = (continuous ? residual : own[k >> 1]!.squares) / degrees[k]!;
    return row.map((entry) => (degrees[k]! > 0 ? entry * variance : Number.NaN));
  });
  const { estimates, warnings, ...known } = piecewiseUncertainty(
    fit,
    given,
    degrees,
    estimated ? selected.optimum : null,
    clusters,
    resolved,
    options.keepDraws,
  );
  const terms = piecewiseTerms(continuous, count, estimated);
  const segments = own.map(({ n, squares, total, log10AtStart }, s) => {
    const slope = slopeTerm(continuous, s);
    return {
      from: breaks[s - 1] ?? firstYear,
      to: breaks[s] ?? lastYear,
      n,
      slopeOomPerYear: { ...estimates[slope]! },
      standardErrorGivenBreaks: degrees[slope]! > 0 ? Math.sqrt(given[slope]![slope]!) : null,
      log10AtStart,
      rSquared: total > 0 ? 1 - squares / total : null,
    };
  });
  const path = "goodness.sumOfSquaredResiduals";
  const exact: Warning = { code: "EXACT_FIT", message: "The points lie on the line.", path };
  return {
    kind: "piecewise-trend",
    version: 1,
    terms,
    coefficients: Object.fromEntries(terms.map((term, k) => [term, estimates[k]!])),
    ...known,
    source: null,
    continuous,
    referenceYear,
    breaks: estimates.slice(coefficients.length).map((each) => ({ ...each })),
    segments,
    selection: selected?.selection ?? [selectionRow(goodness, count)],
    goodness,
    convergence: selected?.convergence ?? null,
    support: { year: { lower: firstYear, upper: lastYear } },
    options: resolved,
    warnings: [
      ...(goodness.sumOfSquaredResiduals === 0 ? [exact] : []),
      ...(selected?.warnings ?? []),
      ...fewClustersWarnings(clusters),
      ...warnings,
    ],
  };
}

/** Of the rows of one segment: their number, residual squares, and squares about their mean; and the line where it starts. */
function ownFit(
  rows: PiecewiseData,
  line: SegmentedLine,
  slope: number,
  start: number,
  end: number,
): { n: number; squares: number; total: number; log10AtStart: number } {
  const from = lowerBound(rows.x, start);
  const to = lowerBound(rows.x, end);
  const log10AtStart = valueAt(line, start);
  const run = linesOf(2);
  growRun(rows, from, 1, to - from, run);
  const [weight, meanX, meanY, spread, ownSlope, least] = run;
  return {
    n: to - from,
    squares:
      least! + weight! * (meanY! - log10AtStart - slope * (meanX! - start)) ** 2 + spread! * (ownSlope! - slope) ** 2,
    total: least! + spread! * ownSlope! ** 2,
    log10AtStart,
  };
}
