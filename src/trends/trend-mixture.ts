import { ScalingError, type Warning } from "../errors.ts";
import { requireFinite, requireOptions } from "../numeric/checks.ts";
import { normalQuantile } from "../numeric/distributions.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "../statistics/estimate.ts";
import type { Goodness } from "../statistics/law.ts";
import { EXACT_SIGMA, expectation, type LineMixture, sameLines } from "../statistics/line-mixture.ts";
import { type MixtureErrors, mixtureErrors } from "../statistics/line-mixture-error.ts";
import { FULL_EFFORT, type MixtureOptimum, searchMixture } from "../statistics/line-mixture-search.ts";
import { fitLine } from "../statistics/linear-regression.ts";
import { logSeries, type Series } from "./series.ts";
import { requireYearSpread } from "./sorted-series.ts";
import {
  type ResolvedTrendMixtureOptions,
  resolveComponents,
  resolveMixtureOptions,
  type TrendMixtureOptions,
} from "./trend-mixture-options.ts";
import type { TrendComponent, TrendMixture } from "./trend-mixture-result.ts";
import { type StandardLine, standardLine, testMixture } from "./trend-mixture-test.ts";

/**
 * Fits lines that live side by side, as large-scale systems beside the regular ones: each point belongs to one of
 * several lines in log10(value), which one is not known,
 *
 * log10(value) ~ sum over k of share_k Normal(log10AtReference_k + slopeOomPerYear_k (year - referenceYear), scatterDex).
 *
 * Maximum likelihood by EM and Newton's method from the same starts every time, one scatter for all lines. Standard errors
 * are from the scores of the points. The test against one line compares the likelihood ratio with that of series drawn from
 * one line with normal errors at the same years; under these its size is exact, whatever line and spread.
 *
 * @param series - Decimal years and positive values, in any order; at least 4 points a component.
 * @param options - See {@link TrendMixtureOptions}.
 * @returns Plain JSON. A small p-value says that the errors about one line are not normal, and skewed or heavy-tailed
 * errors of a single population do that as well: it does not prove two populations (`SKEW_SENSITIVE`, always). Other
 * warnings: `COEFFICIENT_AT_BOUND` (a least share), `SEVERAL_OPTIMA`, `NOT_CONVERGED`, `FEW_POINTS`, `EXACT_FIT`.
 * @throws ScalingError `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `NO_SPREAD`, `OUT_OF_RANGE`,
 * `INVALID_OPTION`.
 *
 * The eras of Sevilla et al. 2022 (arXiv 2202.05924, section 3) are split by a rule of z-scores ({@link splitByScale});
 * this is ours, and lets the data say how many are large. EM for mixtures of lines: De Veaux 1989.
 *
 * @example
 * ```ts
 * import { fitTrendMixture } from "scaling-laws/trends";
 *
 * const year = Array.from({ length: 40 }, (_, i) => 2016 + i / 8);
 * const value = year.map((at, i) => 10 ** (0.6 * (at - 2016) + (i % 4 === 0 ? 24 : 21) + 0.3 * Math.sin(9 * i)));
 * const { components, membership, versusOneLine } = fitTrendMixture({ year, value }, { resamples: 99 });
 * console.log(components.map(({ share }) => share.estimate.toFixed(2))); // => ["0.75", "0.25"]
 * console.log(components.map((line) => line.slopeOomPerYear.estimate.toFixed(1))); // => ["0.6", "0.6"]
 * console.log(membership[0]?.map((probability) => probability.toFixed(2))); // => ["0.00", "1.00"]
 * console.log(versusOneLine.pValue); // => 0.01
 * ```
 */
export function fitTrendMixture(series: Series, options: TrendMixtureOptions = {}): TrendMixture {
  requireOptions(options);
  const { n, year, log10Value } = logSeries(series, 4 * resolveComponents(options.components));
  const earliest = year.reduce((a, b) => Math.min(a, b));
  const latest = year.reduce((a, b) => Math.max(a, b));
  requireYearSpread(earliest, latest);
  const line = fitLine(year, log10Value);
  if (line === null) throw new ScalingError("NO_SPREAD", "Expected years that differ", "series.year");
  const resolved = resolveMixtureOptions(options, n, line.meanX);
  requireFinite(resolved.referenceYear, "options.referenceYear");
  const { components, parallel, leastShare } = resolved;
  const standard = standardLine(line, year);
  const problem = {
    x: standard.x,
    y: standard.residuals,
    components,
    parallel,
    leastShare,
    membership: new Float64Array(n * components),
  };
  const optima = searchMixture(problem, FULL_EFFORT);
  const best = ordered(optima[0]!, standard, resolved);
  expectation(problem, best.mixture);
  const membership = Array.from({ length: n }, (_, i) =>
    Array.from(problem.membership.subarray(i * components, (i + 1) * components)),
  );
  const errors = mixtureErrors(problem, best.mixture);
  const exact = best.mixture.sigma <= EXACT_SIGMA || standard.exact;
  const near = optima.filter((each) => best.logLikelihood - each.logLikelihood < 1);
  const competing =
    near.filter((each, at) => !near.slice(0, at).some((other) => sameLines(each.mixture, other.mixture, 0.1))).length -
    1;
  const logLikelihood = best.logLikelihood - n * Math.log(standard.scale);
  return requireHeld(
    {
      components: componentsOf(best.mixture, errors, standard, resolved),
      membership,
      referenceYear: resolved.referenceYear,
      scatterDex: best.mixture.sigma * standard.scale,
      goodness: mixtureGoodness(n, exact ? null : logLikelihood, best.mixture.sigma * standard.scale, resolved),
      versusOneLine: testMixture(problem, standard, resolved, exact),
      convergence: { converged: best.converged, iterations: best.iterations, competing },
      options: resolved,
      warnings: warningsOf(best, n, competing, exact, resolved),
    },
    "result",
  );
}

/** The lines from the lowest at the reference year to the highest. */
function ordered(
  optimum: MixtureOptimum,
  standard: StandardLine,
  { referenceYear, components }: ResolvedTrendMixtureOptions,
): MixtureOptimum {
  const { shares, levels, slopes, sigma } = optimum.mixture;
  const at = (referenceYear - standard.meanYear) / standard.yearScale;
  const order = Array.from({ length: components }, (_, k) => k);
  order.sort((a, b) => levels[a]! + slopes[a]! * at - (levels[b]! + slopes[b]! * at) || a - b);
  const sorted = (column: Float64Array): Float64Array => Float64Array.from(order, (k) => column[k]!);
  return { ...optimum, mixture: { shares: sorted(shares), levels: sorted(levels), slopes: sorted(slopes), sigma } };
}

function componentsOf(
  { shares, levels, slopes }: LineMixture,
  errors: MixtureErrors,
  standard: StandardLine,
  { level, referenceYear }: ResolvedTrendMixtureOptions,
): TrendComponent[] {
  const multiplier = normalQuantile((1 + level) / 2);
  const estimate = (value: number, error: number | null): Estimate =>
    error === null ? pointEstimate(value, level) : symmetricEstimate(value, error, multiplier, level);
  const { scale, yearScale, meanYear, line } = standard;
  return Array.from(shares, (share, k) => {
    const slope = line.slope + (slopes[k]! * scale) / yearScale;
    const slopeError = errors.slopes[k] ?? null;
    const levelError = errors.levels[k] ?? null;
    const shareError = errors.shares[k] ?? null;
    const at = (referenceYear - meanYear) / yearScale;
    const cross = errors.levelsWithSlopes[k] ?? 0;
    const levelAt =
      levelError === null || slopeError === null
        ? null
        : scale * Math.sqrt(Math.max(0, levelError ** 2 + 2 * at * cross + (at * slopeError) ** 2));
    return {
      share: shareInterval(share, shareError, multiplier, level),
      slopeOomPerYear: estimate(slope, slopeError === null ? null : (slopeError * scale) / yearScale),
      log10AtReference: estimate(line.meanY + levels[k]! * scale + slope * (referenceYear - meanYear), levelAt),
    };
  });
}

/** Symmetric in ln(share / (1 - share)), so that the interval stays between 0 and 1. */
function shareInterval(share: number, error: number | null, multiplier: number, level: number): Estimate {
  if (error === null) return pointEstimate(share, level);
  const logit = Math.log(share / (1 - share));
  const half = (multiplier * error) / (share * (1 - share));
  const back = (value: number): number => 1 / (1 + Math.exp(-value));
  return { estimate: share, standardError: error, lower: back(logit - half), upper: back(logit + half), level };
}

function mixtureGoodness(
  n: number,
  logLikelihood: number | null,
  sigma: number,
  { components, parallel }: ResolvedTrendMixtureOptions,
): Goodness {
  const lines = components + (parallel ? 1 : components);
  const k = lines + components - 1 + 1;
  const degreesOfFreedom = n - k + 1;
  const squares = n * sigma * sigma;
  return {
    n,
    degreesOfFreedom,
    sumOfSquaredResiduals: squares,
    residualStandardError: n > lines ? Math.sqrt(squares / (n - lines)) : null,
    rSquared: null,
    logLikelihood,
    aicc: logLikelihood === null || n <= k + 1 ? null : -2 * logLikelihood + 2 * k + (2 * k * (k + 1)) / (n - k - 1),
    bic: logLikelihood === null || n <= k + 1 ? null : -2 * logLikelihood + k * Math.log(n),
  };
}

function warningsOf(
  { mixture, converged }: MixtureOptimum,
  n: number,
  competing: number,
  exact: boolean,
  { leastShare, components }: ResolvedTrendMixtureOptions,
): Warning[] {
  const warnings: Warning[] = [
    {
      code: "SKEW_SENSITIVE",
      message:
        "A small p-value does not prove several populations: skewed or heavy-tailed errors about one line give one too",
      path: "versusOneLine.pValue",
    },
  ];
  mixture.shares.forEach((share, k) => {
    if (share > leastShare * (1 + 1e-9)) return;
    const message = `The share is at the least that is allowed, ${leastShare.toPrecision(3)}: the line may stand for a few outliers`;
    warnings.push({ code: "COEFFICIENT_AT_BOUND", message, path: `components[${k}].share` });
  });
  if (competing > 0) {
    const message = "Other lines fit within 2 units of BIC of these: the data do not tell them apart";
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "components" });
  }
  if (!converged) {
    const message = "The likelihood still rose when the search ended";
    warnings.push({ code: "NOT_CONVERGED", message, path: "convergence" });
  }
  if (n < 10 * components) {
    const message = `${n} points are few for ${components} lines: shares and slopes are hardly determined`;
    warnings.push({ code: "FEW_POINTS", message, path: null });
  }
  if (exact) {
    const message = "The points lie on the lines: there is nothing to test against, and intervals measure rounding";
    warnings.push({ code: "EXACT_FIT", message, path: "goodness" });
  }
  return warnings;
}
