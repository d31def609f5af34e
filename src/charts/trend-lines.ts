import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { doublingTime } from "../trends/doubling-time.ts";
import type { PiecewiseTrend } from "../trends/piecewise-trend-law.ts";
import { predictPiecewiseTrend } from "../trends/piecewise-trend-prediction.ts";
import type { QuantileTrend } from "../trends/quantile-trend.ts";
import type { RobustTrend } from "../trends/robust-trend.ts";
import type { Trend, TrendLaw } from "../trends/trend.ts";
import type { TrendComponent, TrendMixture } from "../trends/trend-mixture-result.ts";
import { predictTrend } from "../trends/trend-prediction.ts";
import { counted, intervalText, plainText } from "./number-text.ts";

/** A fit that is one line over time, straight or in pieces. */
export type LineFit = Trend | RobustTrend | QuantileTrend | PiecewiseTrend;

/** The band of a line at a year; rows without bounds have null ones. */
export interface LineRow {
  readonly year: number;
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Rows of one number are one stroke. */
  readonly part: number;
}

/** A stretch of line that is described in one breath. */
export interface DrawnLine {
  readonly rows: readonly LineRow[];
  /** Written beside it, and in the subtitle. */
  readonly label: string;
  readonly words: string;
}

const STEPS = 160;

export const isMixture = (fit: LineFit | TrendMixture): fit is TrendMixture => "components" in fit;

/** The line of a fit at years: one call, which checks the fit once. */
export function predictionsAt(fit: LineFit, years: ArrayLike<number>): Prediction[] {
  return fit.kind === "piecewise-trend" ? predictPiecewiseTrend(fit, years) : predictTrend(fit, years);
}

function evenYears(from: number, to: number, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, k) => from + ((to - from) * k) / steps);
}

function rowsOf(years: readonly number[], predictions: readonly Prediction[], part: number): LineRow[] {
  return years.flatMap((year, k) => {
    const { estimate, lower, upper } = predictions[k]!;
    return estimate === null ? [] : [{ year, estimate, lower, upper, part }];
  });
}

/** The growth of a slope in words: how long it takes to double or halve, at its side of zero, with the interval. */
export function growthWords(slope: Estimate, monthsPerYear: number): { short: string; long: string } {
  const { doublingTimeMonths, halvingTimeMonths } = doublingTime(slope, { monthsPerYear });
  const [verb, time] =
    slope.estimate > 0 ? (["doubles", doublingTimeMonths] as const) : (["halves", halvingTimeMonths] as const);
  if (slope.estimate === 0 || time === null || time.estimate === null) {
    return { short: "no growth", long: "neither doubles nor halves" };
  }
  const short = `${verb} in ${plainText(time.estimate)} months`;
  if (doublingTimeMonths !== null && halvingTimeMonths !== null) {
    return { short, long: `${short}, but the sign of growth is uncertain` };
  }
  const interval = intervalText(time, (months) => plainText(months));
  return { short, long: interval === "" ? short : `${short} (${interval})` };
}

/** The line of one component, without the band that a mixture does not have. */
function componentLaw({ slopeOomPerYear, log10AtReference }: TrendComponent, referenceYear: number): TrendLaw {
  return {
    kind: "trend",
    version: 1,
    terms: ["log10AtReference", "slopeOomPerYear"],
    coefficients: { log10AtReference, slopeOomPerYear },
    covariance: null,
    draws: null,
    source: null,
    referenceYear,
    intervalDegreesOfFreedom: null,
  };
}

function eraLines(fit: PiecewiseTrend, to: number, monthsPerYear: number): DrawnLine[] {
  const last = fit.segments.length - 1;
  const segmentYears = fit.segments.map((segment, s) => {
    // Short of the break, where a line that jumps belongs to the next segment.
    const end = s === last ? Math.max(to, segment.to) : segment.to - (fit.continuous ? 0 : 1e-6);
    return evenYears(segment.from, end, STEPS / 2);
  });
  const predictions = predictionsAt(fit, segmentYears.flat());
  return fit.segments.map((segment, s) => {
    const years = segmentYears[s]!;
    const own = predictions.slice(s * years.length, (s + 1) * years.length);
    const { short, long } = growthWords(segment.slopeOomPerYear, monthsPerYear);
    const words = `${segment.from.toFixed(1)} to ${segment.to.toFixed(1)}, ${counted(segment.n, "system")}: ${long}`;
    const part = fit.continuous ? 0 : s;
    return { rows: rowsOf(years, own, part), label: short, words };
  });
}

function mixtureLines(fit: TrendMixture, from: number, to: number, monthsPerYear: number): DrawnLine[] {
  const years = evenYears(from, to, 2);
  return fit.components.map((component, k) => {
    const law = componentLaw(component, fit.referenceYear);
    const { short, long } = growthWords(component.slopeOomPerYear, monthsPerYear);
    const share = `${plainText(Math.round(100 * component.share.estimate))}\u00a0%`;
    const words = `${share} of ${counted(fit.goodness.n, "system")}: ${long}`;
    return { rows: rowsOf(years, predictTrend(law, years), k), label: `${share}: ${short}`, words };
  });
}

function nameOf(fit: Exclude<LineFit, PiecewiseTrend>): string {
  if (fit.kind === "quantile-trend") return `line with ${plainText(100 * fit.tau)}\u00a0% below it: `;
  return fit.kind === "robust-trend" ? "median of pairwise slopes: " : "";
}

/** The lines of a fit over a stretch of years: one, one for each era, or one for each component. */
export function linesOf(fit: LineFit | TrendMixture, from: number, to: number, monthsPerYear: number): DrawnLine[] {
  if (isMixture(fit)) return mixtureLines(fit, from, to, monthsPerYear);
  if (fit.kind === "piecewise-trend") return eraLines(fit, to, monthsPerYear);
  const { short, long } = growthWords(fit.coefficients.slopeOomPerYear, monthsPerYear);
  const words = `${counted(fit.goodness.n, "system")}; ${nameOf(fit)}${long}`;
  const years = evenYears(from, to, STEPS);
  return [{ rows: rowsOf(years, predictionsAt(fit, years), 0), label: short, words }];
}
