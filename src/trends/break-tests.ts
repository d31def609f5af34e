import { ScalingError, type Warning } from "../errors.ts";
import { requireFinite, requireFlag, requireOptions } from "../numeric/checks.ts";
import { fSurvival } from "../numeric/distributions.ts";
import { fStatistic, twoSidedLines } from "../statistics/break-scan.ts";
import { centredLineResiduals, hingeAt, hingeScore } from "../statistics/kink-scan.ts";
import type { Series } from "./series.ts";
import { type SortedSeries, sortedSeries } from "./sorted-series.ts";

/** The F test of a break at a year that was named beforehand. */
export interface BreakTest {
  /** F; null where the lines with the break leave no residual. */
  statistic: number | null;
  /** Degrees of freedom of the statistic. */
  degreesOfFreedom: [number, number];
  /** How often chance alone gives a statistic as large. */
  pValue: number;
  /** The year tested. */
  year: number;
  /** Whether the lines meet at the break. */
  continuous: boolean;
  /** Number of points. */
  n: number;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/**
 * Tests for a break at a year that was fixed before looking at the data: F = ((S0 - S1) / m) / (S1 / (n - 2 - m)) with
 * S0 and S1 the sums of squared residuals of log10(value) about one line and about the line with the break.
 *
 * Two separate lines, left `x < year`, right `x >= year`: m = 2 (Chow 1960, Econometrica 28). With `continuous` one line
 * with a kink at `year`: m = 1. The p-value supposes independent normal errors of one spread; a year chosen by eye
 * makes it too small: then use {@link testForBreaks}.
 *
 * @param series - Decimal years and positive values, in any order; at least 5 points (4 with `continuous`).
 * @param year - The decimal year of the break.
 * @param options - `continuous`, default false.
 * @returns F, its degrees of freedom and its p-value.
 * @throws ScalingError `TOO_FEW_POINTS`, `NO_SPREAD` or `OUT_OF_RANGE` where the sides of the break do not hold two
 * different years each (with `continuous`: no year before, none after, or fewer than three different ones).
 *
 * @example
 * ```ts
 * import { testBreak } from "scaling-laws/trends";
 *
 * const series = { year: [2000, 2002, 2004, 2006, 2008, 2010], value: [1, 2, 1, 10, 90, 1200] };
 * const test = testBreak(series, 2005);
 * console.log(test.degreesOfFreedom); // => [2, 2]
 * console.log(test.pValue.toFixed(2)); // => "0.05"
 * ```
 */
export function testBreak(series: Series, year: number, options: { continuous?: boolean } = {}): BreakTest {
  requireOptions(options);
  const continuous = requireFlag(options.continuous ?? false, "options.continuous");
  requireFinite(year, "year");
  const sorted = sortedSeries(series, continuous ? 4 : 5);
  const { n, x, y } = sorted;
  const noise = roundingNoise(y);
  if (!(year > x[0]! && year <= x[n - 1]!)) {
    throw new ScalingError("OUT_OF_RANGE", `Expected a year within ${x[0]} .. ${x[n - 1]} but got ${year}`, "year");
  }
  const constraints = continuous ? 1 : 2;
  const df = n - 2 - constraints;
  const sums = continuous ? kinkSums(sorted, year) : jumpSums(sorted, year);
  const statistic = fStatistic(sums.without, sums.withBreak, constraints, df, noise);
  return {
    statistic: Number.isFinite(statistic) ? statistic : null,
    degreesOfFreedom: [constraints, df],
    pValue: fSurvival(statistic, constraints, df),
    year,
    continuous,
    n,
    warnings: sums.withBreak <= noise || statistic === Infinity ? [exactFitWarning()] : [],
  };
}

export function exactFitWarning(): Warning {
  const message = "One line, or the lines of a break, leave no residual: there is nothing to test against.";
  return { code: "EXACT_FIT", message, path: "statistic" };
}

/** The sum of squared residuals that rounding of log10(value) alone may leave. */
export function roundingNoise(log10Value: Float64Array): number {
  const largest = log10Value.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return log10Value.length * (8 * Number.EPSILON * largest) ** 2;
}

interface Sums {
  without: number;
  withBreak: number;
}

function jumpSums({ n, x, y }: SortedSeries, year: number): Sums {
  const lines = twoSidedLines(x);
  const without = lines.fit(y);
  let k = 0;
  while (x[k]! < year) k++;
  if (lines.left.spreadX[k - 1] === 0 || lines.right.spreadX[n - k - 1] === 0) {
    throw new ScalingError("NO_SPREAD", `Expected two different years on each side of ${year}`, "year");
  }
  return { without, withBreak: lines.left.sumOfSquares[k - 1]! + lines.right.sumOfSquares[n - k - 1]! };
}

function kinkSums({ centred, y, centre }: SortedSeries, year: number): Sums {
  const residuals = new Float64Array(y.length);
  centredLineResiduals(centred, y, residuals);
  let without = 0;
  for (let i = 0; i < y.length; i++) without += residuals[i]! * residuals[i]!;
  const hinge = hingeAt(centred, year - centre);
  if (hinge.freedSumOfSquares === 0) {
    throw new ScalingError("NO_SPREAD", `Expected years on both sides of ${year}, three different in all`, "year");
  }
  const score = hingeScore(hinge, centred, residuals);
  return { without, withBreak: without - score * score };
}
