import type { Estimate } from "../statistics/estimate.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { isLaw } from "../statistics/saved-law.ts";
import { coefficientCount, type SegmentedLine } from "../statistics/segmented-line.ts";
import type { ResolvedPiecewiseTrendOptions } from "./piecewise-trend-options.ts";

/**
 * A line of k + 1 pieces in log10(value) against year.
 *
 * Continuous: terms `log10AtReference, slope1 .. slope(k+1)`; the pieces meet at the breaks, and
 * log10(value) = log10AtReference + sum over pieces of slope x (how far the way from the reference year leads along it).
 *
 * Discontinuous: terms `log10AtStart1, slope1, log10AtStart2, slope2, ..`; piece j holds the years from its break up to,
 * but without, the next, and log10(value) = log10AtStart + slope (year - start).
 *
 * `break1 .. breakk` are terms only where the breaks were estimated; `breaks` always holds them.
 */
export interface PiecewiseTrendLaw extends Law<"piecewise-trend", string> {
  /** Whether the lines meet at the breaks. */
  continuous: boolean;
  /** Years of the breaks, with their intervals. */
  breaks: Estimate[];
  /** Continuous: the year of `log10AtReference`. Discontinuous: the start of the first segment. */
  referenceYear: number;
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null for the normal quantile. */
  intervalDegreesOfFreedom: number | null;
}

/** A segment of a fitted piecewise trend: the years from `from` up to, but without, `to`; the last holds both ends. */
export interface TrendSegment {
  /** Decimal year in which the segment begins. */
  from: number;
  /** Decimal year in which it ends. */
  to: number;
  /** Points in it. */
  n: number;
  /** The same as the coefficient: where the break is estimated, it allows for that. */
  slopeOomPerYear: Estimate;
  /** The standard error of the slope if the breaks were known beforehand; null where undefined. */
  standardErrorGivenBreaks: number | null;
  /** Level at its first year. */
  log10AtStart: number;
  /** 1 - SSE / total sum of squares of the segment's own points; null where these do not vary. */
  rSquared: number | null;
}

/** How well the best line with a number of breaks fits. */
export interface BreakSelection {
  /** Number of breaks. */
  breaks: number;
  /** Bayesian criterion; less is better. Null where undefined. */
  bic: number | null;
  /** Corrected Akaike criterion; less is better. Null where undefined. */
  aicc: number | null;
  /** Sum of squares with that many breaks. */
  sumOfSquaredResiduals: number;
}

/** A piecewise trend fitted to data: the law, its segments, and how many breaks were weighed against each other. */
export interface PiecewiseTrend extends Fit<"piecewise-trend", string>, PiecewiseTrendLaw {
  /** The segments, in order of time. */
  segments: TrendSegment[];
  /** Each number of breaks that was tried. */
  selection: BreakSelection[];
  options: ResolvedPiecewiseTrendOptions;
}

/** What a prediction takes: a law, or a fit, which also knows its residual spread and the years it saw. */
export type AnyPiecewiseTrend = PiecewiseTrendLaw & Partial<Pick<Fit, "goodness" | "support">>;

export function lineOf(law: PiecewiseTrendLaw): SegmentedLine {
  return {
    continuous: law.continuous,
    reference: law.referenceYear,
    breaks: law.breaks.map((each) => each.estimate),
    coefficients: law.terms.map((term) => law.coefficients[term]!.estimate),
  };
}

/** The line of one kept draw, with its own breaks where these were estimated. */
export function lineOfDraw(law: PiecewiseTrendLaw, draw: readonly number[]): SegmentedLine {
  const { continuous, referenceYear } = law;
  const count = law.breaks.length;
  const linear = coefficientCount(continuous, count);
  const estimated = law.terms.length > linear;
  const breaks = estimated ? draw.slice(linear) : law.breaks.map((each) => each.estimate);
  return { continuous, reference: referenceYear, breaks, coefficients: draw };
}

/**
 * Whether `value` is a piecewise trend, fitted or stored, that can be predicted from. Never throws.
 *
 * @example
 * ```ts
 * import { fitPiecewiseTrend, isPiecewiseTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2016, 2017, 2018, 2019, 2020, 2021], value: [1e18, 2e18, 1e19, 1e21, 1e22, 2e23] };
 * const fit = fitPiecewiseTrend(series, { breaks: [2018], continuous: true });
 * console.log(isPiecewiseTrend(JSON.parse(JSON.stringify(fit)))); // => true
 * console.log(isPiecewiseTrend({ kind: "piecewise-trend" })); // => false
 * ```
 */
export function isPiecewiseTrend(value: unknown): value is AnyPiecewiseTrend {
  return isLaw(value, "piecewise-trend");
}
