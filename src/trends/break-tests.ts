import { ScalingError, type Warning } from "../errors.ts";
import { requireFinite, requireOneOf, requireWhole } from "../numeric/checks.ts";
import { fSurvival } from "../numeric/distributions.ts";
import { type RandomSource, randomSource, shuffle } from "../numeric/random.ts";
import { mean } from "../numeric/summation.ts";
import { fillSigns } from "../statistics/bootstrap.ts";
import { type BreakScan, fStatistic, jumpScan, twoSidedLines } from "../statistics/break-scan.ts";
import { daviesBound } from "../statistics/davies.ts";
import { hingeAt, hingeScore, kinkScan, lineResiduals } from "../statistics/kink-scan.ts";
import { chronologicalOrder, logSeries, type Series } from "./series.ts";

/** The F test of a break at a year that was named beforehand. */
export interface BreakTest {
  /** F; null where the lines with the break leave no residual. */
  statistic: number | null;
  degreesOfFreedom: [number, number];
  pValue: number;
  year: number;
  continuous: boolean;
  n: number;
  warnings: Warning[];
}

export interface BreakSearchOptions {
  /** true: a kink in one continuous line. false (default): two separate lines. */
  continuous?: boolean;
  /** The least share of the points on each side of a break; default 0.15. */
  trim?: number;
  /** How the null distribution is drawn; default "wild". */
  errors?: "wild" | "exchangeable";
  /** Default 999. */
  resamples?: number;
  /** Default 1. */
  seed?: number;
}

/** The test for a break at a year nobody named. */
export interface BreakSearch {
  /** The largest F over all admissible breaks; null where a break leaves no residual. */
  statistic: number | null;
  /** Where it is: the first year of the later line, or the knot. Null where one line fits exactly. */
  year: number | null;
  pValue: number;
  /** Davies's upper bound of the p-value; null unless `continuous`. */
  daviesPValue: number | null;
  continuous: boolean;
  trim: number;
  errors: "wild" | "exchangeable";
  resamples: number;
  seed: number;
  n: number;
  warnings: Warning[];
}

interface Sorted {
  n: number;
  /** Ascending. */
  x: Float64Array;
  /** x less its mean `centre`. */
  centred: Float64Array;
  y: Float64Array;
  centre: number;
  /** Sums of squares at or below this are rounding. */
  noise: number;
}

const LEAST_POINTS = 3;

function sortedSeries(series: Series, least: number): Sorted {
  const { n, year, log10Value } = logSeries(series, least);
  const order = chronologicalOrder(year);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  let largest = 0;
  for (let i = 0; i < n; i++) {
    x[i] = year[order[i]!]!;
    y[i] = log10Value[order[i]!]!;
    largest = Math.max(largest, Math.abs(y[i]!));
  }
  const centre = mean(x);
  if (x[0] === x[n - 1]) throw new ScalingError("NO_SPREAD", "Expected at least two different years", "series.year");
  return { n, x, y, centred: x.map((year) => year - centre), centre, noise: n * (8 * Number.EPSILON * largest) ** 2 };
}

function exactWarnings(exact: boolean, message: string): Warning[] {
  return exact ? [{ code: "EXACT_FIT", message, path: "statistic" }] : [];
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
 * console.log(test.pValue.toFixed(2)); // => "0.02"
 * ```
 */
export function testBreak(series: Series, year: number, options: { continuous?: boolean } = {}): BreakTest {
  const continuous = options.continuous ?? false;
  requireFinite(year, "year");
  const sorted = sortedSeries(series, continuous ? 4 : 5);
  const { n, x, noise } = sorted;
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
    warnings: exactWarnings(
      sums.withBreak <= noise,
      "The lines leave no residual, so nothing is there to test against",
    ),
  };
}

interface Sums {
  without: number;
  withBreak: number;
}

function jumpSums({ n, x, y }: Sorted, year: number): Sums {
  const lines = twoSidedLines(x);
  const without = lines.fit(y);
  let k = 0;
  while (x[k]! < year) k++;
  if (lines.left.spreadX[k - 1] === 0 || lines.right.spreadX[n - k - 1] === 0) {
    throw new ScalingError("NO_SPREAD", `Expected two different years on each side of ${year}`, "year");
  }
  return { without, withBreak: lines.left.sumOfSquares[k - 1]! + lines.right.sumOfSquares[n - k - 1]! };
}

function kinkSums({ centred, y, centre }: Sorted, year: number): Sums {
  const residuals = new Float64Array(y.length);
  lineResiduals(centred, y, residuals);
  let without = 0;
  for (let i = 0; i < y.length; i++) without += residuals[i]! * residuals[i]!;
  const hinge = hingeAt(centred, year - centre);
  if (hinge.freedSumOfSquares === 0) {
    throw new ScalingError("NO_SPREAD", `Expected years on both sides of ${year}, three different in all`, "year");
  }
  const score = hingeScore(hinge, centred, residuals);
  return { without, withBreak: without - score * score };
}

/**
 * Tests whether there is a break anywhere: the largest F (sup-F; Andrews 1993, Econometrica 61) over all breaks that
 * leave at least the share `trim` of the points, and three, on each side, never between equal years; with `continuous`
 * over all knots, between data too. Two separate lines by default.
 *
 * p = (1 + resamples whose largest F is no smaller) / (resamples + 1). Resamples are drawn under one line, with the
 * years fixed. "wild": every residual of the line, divided by 1 - leverage, keeps its place and gets a random sign
 * (Wu 1986; Hansen 2000, J. Econometrics 97, for break tests), so a spread that changes over time is no break.
 * "exchangeable": residuals change places; powerful, but takes a change of spread for a break. Both suppose
 * independent errors: under autocorrelation p is far too small.
 *
 * @param series - Decimal years and positive values, in any order; at least 6 points.
 * @returns The largest F, its year, the resampled p-value and, with `continuous`, Davies's (2002) upper bound of the
 * p-value over ten equally spaced knots, which supposes normal errors of one spread.
 * @throws ScalingError `TOO_FEW_POINTS`; `NO_SPREAD` where no break is admissible; `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { testForBreaks } from "scaling-laws/trends";
 *
 * const year = Array.from({ length: 40 }, (_, i) => 2000 + i / 2);
 * const value = year.map((t, i) => 10 ** (0.1 * (t - 2000) + Math.max(0, t - 2010) + 0.2 * Math.sin(9 * i)));
 * const search = testForBreaks({ year, value }, { continuous: true });
 * console.log(search.year?.toFixed(0)); // => "2010"
 * console.log(search.pValue); // => 0.001
 * ```
 */
export function testForBreaks(series: Series, options: BreakSearchOptions = {}): BreakSearch {
  const continuous = options.continuous ?? false;
  const trim = options.trim ?? 0.15;
  if (typeof trim !== "number" || !(trim >= 0 && trim < 0.5)) {
    throw new ScalingError(
      "INVALID_OPTION",
      `Expected a share of at least 0 and below 0.5 but got ${trim}`,
      "options.trim",
    );
  }
  const errors = requireOneOf(options.errors ?? "wild", ["wild", "exchangeable"], "options.errors");
  const resamples = requireWhole(options.resamples ?? 999, 1, "options.resamples");
  const seed = requireWhole(options.seed ?? 1, Number.MIN_SAFE_INTEGER, "options.seed");
  const { n, x, centred, y, centre, noise } = sortedSeries(series, 2 * LEAST_POINTS);
  const least = Math.max(LEAST_POINTS, Math.floor(trim * n));
  const scan = continuous ? kinkScan(centred, least, noise) : jumpScan(x, least, noise);
  if (scan === null) {
    throw new ScalingError(
      "NO_SPREAD",
      `Expected a break with ${least} points and two different years on each side but there is none`,
      "series.year",
    );
  }
  const observed = scan(y);
  const residuals = new Float64Array(n);
  lineResiduals(centred, y, residuals);
  const isLine = observed.statistic === 0;
  const random = randomSource(seed);
  const draw = errors === "wild" ? wildDraw(random, centred, residuals) : shuffledDraw(random, residuals);
  const year = continuous ? observed.at + centre : observed.at;
  return {
    statistic: Number.isFinite(observed.statistic) ? observed.statistic : null,
    year: isLine ? null : year,
    pValue: isLine ? 1 : (1 + countExceedances(scan, draw, observed.statistic, resamples)) / (resamples + 1),
    daviesPValue: continuous ? (isLine ? 1 : daviesBound(centred, residuals)) : null,
    continuous,
    trim,
    errors,
    resamples,
    seed,
    n,
    warnings: exactWarnings(
      isLine || observed.statistic === Infinity,
      "One line, or the lines of a break, leave no residual",
    ),
  };
}

type Draw = () => Float64Array;

/** Own residual / (1 - leverage), with a random sign. */
function wildDraw(random: RandomSource, centred: Float64Array, residuals: Float64Array): Draw {
  const n = centred.length;
  let spread = 0;
  for (let i = 0; i < n; i++) spread += centred[i]! * centred[i]!;
  const scaled = residuals.map((residual, i) => residual / (1 - 1 / n - (centred[i]! * centred[i]!) / spread));
  const signs = new Int8Array(n);
  const drawn = new Float64Array(n);
  return () => {
    fillSigns(random, signs);
    for (let i = 0; i < n; i++) drawn[i] = signs[i]! * scaled[i]!;
    return drawn;
  };
}

function shuffledDraw(random: RandomSource, residuals: Float64Array): Draw {
  const drawn = residuals.slice();
  return () => {
    shuffle(random, drawn);
    return drawn;
  };
}

/** How many resamples reach the observed statistic; one that repeats the data up to rounding does. */
function countExceedances(scan: BreakScan, draw: Draw, observed: number, resamples: number): number {
  const reached = observed * (1 - 1e-12);
  let count = 0;
  for (let b = 0; b < resamples; b++) if (scan(draw()).statistic >= reached) count++;
  return count;
}
