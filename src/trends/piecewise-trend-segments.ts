import { ScalingError, type Warning } from "../errors.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { type PiecesFit, pieceOf } from "../statistics/segmented-regression-pieces.ts";
import type { PiecewiseData } from "./piecewise-trend-data.ts";
import { slopeTerm, type TrendSegment } from "./piecewise-trend-law.ts";

/** Refuses breaks that lie outside the years, or leave a segment that cannot have a line of its own. */
export function requireSegments(data: PiecewiseData, breaks: readonly number[], continuous: boolean): void {
  const { firstYear, lastYear, grouping } = data;
  breaks.forEach((at, j) => {
    if (!(at > firstYear && at < lastYear)) {
      throw new ScalingError(
        "OUT_OF_RANGE",
        `Expected breaks between the first year, ${firstYear}, and the last, ${lastYear}, but got ${at}`,
        `options.breaks[${j}]`,
      );
    }
  });
  if (continuous) return;
  const years = new Array<number>(breaks.length + 1).fill(0);
  for (const year of grouping.distinctX) years[pieceOf(breaks, year)]! += 1;
  years.forEach((count, s) => {
    if (count < 2) {
      throw new ScalingError(
        "NO_SPREAD",
        `Expected points of at least 2 different years in segment ${s + 1} but got ${count}`,
        "options.breaks",
      );
    }
  });
}

export function segmentsOf(
  data: PiecewiseData,
  breaks: readonly number[],
  continuous: boolean,
  pieces: PiecesFit,
  estimates: readonly Estimate[],
  exponent: (year: number) => number,
): TrendSegment[] {
  const segments: TrendSegment[] = [];
  for (let s = 0; s <= breaks.length; s++) {
    const from = s === 0 ? data.firstYear : breaks[s - 1]!;
    const slope = slopeTerm(continuous, s);
    const variance = pieces.variances[slope]!;
    segments.push({
      from,
      to: s === breaks.length ? data.lastYear : breaks[s]!,
      ...ownFit(data, breaks, s, pieces.residuals),
      slopeOomPerYear: { ...estimates[slope]! },
      standardErrorGivenBreaks:
        variance === null || pieces.bread === null ? null : Math.sqrt(variance * pieces.bread[slope]![slope]!),
      log10AtStart: exponent(from),
    });
  }
  return segments;
}

function ownFit(
  { n, year, log10Value, weights }: PiecewiseData,
  breaks: readonly number[],
  segment: number,
  residuals: Float64Array,
): { n: number; rSquared: number | null } {
  let count = 0;
  let weight = 0;
  let mean = 0;
  let total = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    if (pieceOf(breaks, year[i]!) !== segment) continue;
    count++;
    weight += weights[i]!;
    const deviation = log10Value[i]! - mean;
    mean += (weights[i]! / weight) * deviation;
    total += weights[i]! * deviation * (log10Value[i]! - mean);
    squares += weights[i]! * residuals[i]! * residuals[i]!;
  }
  return { n: count, rSquared: total > 0 ? 1 - squares / total : null };
}

/** What makes the segments weaker than they look: too few points of their own, or a break without a change. */
export function segmentWarnings(
  segments: readonly TrendSegment[],
  minPoints: number,
  estimated: boolean,
  exact: boolean,
): Warning[] {
  const warnings: Warning[] = [];
  if (exact) {
    const message = "The points lie on the line to rounding: its intervals measure rounding, not uncertainty.";
    warnings.push({ code: "EXACT_FIT", message, path: "goodness.sumOfSquaredResiduals" });
  }
  segments.forEach((segment, s) => {
    if (!estimated && segments.length > 1 && segment.n < minPoints) {
      const message = `Segment ${s + 1} holds ${segment.n} points, fewer than minPoints ${minPoints}.`;
      warnings.push({ code: "FEW_POINTS", message, path: `segments[${s}]` });
    }
  });
  return warnings;
}
