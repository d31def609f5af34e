import { ScalingError, type Warning } from "../errors.ts";
import { MOST_RESAMPLES, refuse, requireFlag, requireOneOf, requireOptions, requireWhole } from "../numeric/checks.ts";
import { type RandomSource, randomSource, shuffle } from "../numeric/random.ts";
import { fillSigns } from "../statistics/bootstrap.ts";
import { admissibleCuts, type BreakScan, jumpScan } from "../statistics/break-scan.ts";
import { daviesBound } from "../statistics/davies.ts";
import { admissibleHinges, centredLineResiduals, kinkScan } from "../statistics/kink-scan.ts";
import { type RobustScan, robustJumpScan, robustKinkScan, standardColumn } from "../statistics/robust-break-scan.ts";
import { exactFitWarning, roundingNoise } from "./break-tests.ts";
import type { Series } from "./series.ts";
import { type SortedSeries, sortedSeries } from "./sorted-series.ts";

/** How {@link testForBreaks} searches and resamples. */
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
  /** How often chance alone gives a statistic as large. */
  pValue: number;
  /** "wild": the largest heteroskedasticity-robust statistic, which is what the resamples are held against; else null. */
  robustStatistic: number | null;
  /** Davies's upper bound of the p-value; null unless `continuous`. */
  daviesPValue: number | null;
  /** Whether the lines meet at the break. */
  continuous: boolean;
  /** Share of the points kept on each side of a break. */
  trim: number;
  /** How errors were resampled. */
  errors: "wild" | "exchangeable";
  /** Resamples of the bootstrap, or of the test. */
  resamples: number;
  /** Seed of the resampling. */
  seed: number;
  /** Number of points. */
  n: number;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

const LEAST_POINTS = 3;

/**
 * Tests whether there is a break anywhere: the largest F (sup-F; Andrews 1993, Econometrica 61) over all breaks that
 * leave at least the share `trim` of the points, and three, on each side, never between equal years; with `continuous`
 * over all knots, between data too. Two separate lines by default.
 *
 * p = (1 + resamples whose statistic is no smaller) / (resamples + 1), drawn under one line with the years fixed.
 * - "wild": every residual keeps its place and gets a random sign (Liu 1988), and what is compared is the largest
 *   heteroskedasticity-robust score statistic over the same breaks (knots on data), not F: a spread that changes over
 *   time is then no break, and hides none. Below about 20 points only gross breaks are seen.
 * - "exchangeable": residuals change places, and F is compared; takes a change of spread for a break.
 *
 * Both suppose independent errors: under autocorrelation p is far too small.
 *
 * @param series - Decimal years and positive values, in any order; at least 6 points.
 * @param options - See {@link BreakSearchOptions}.
 * @returns The largest F, its year, the p-value and, with `continuous`, Davies's (2002) upper bound of the p-value over
 * ten equally spaced knots, which supposes normal errors of one spread. `EXACT_FIT` warns of data without residuals.
 * @throws ScalingError `TOO_FEW_POINTS`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`; `NO_SPREAD` where no break is
 * admissible; `INVALID_OPTION`.
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
  requireOptions(options);
  const resolved = resolveOptions(options);
  const { continuous, errors, resamples } = resolved;
  const sorted = sortedSeries(series, 2 * LEAST_POINTS);
  const { n, centred, y, centre } = sorted;
  const scans = scansOf(sorted, continuous, Math.max(LEAST_POINTS, Math.floor(resolved.trim * n)));
  const observed = scans.f(y);
  const exact = observed.statistic === 0;
  const residuals = new Float64Array(n);
  centredLineResiduals(centred, y, residuals);

  const random = randomSource(resolved.seed);
  const robustStatistic = errors === "wild" && !exact ? scans.robust(residuals) : null;
  let exceedances = resamples;
  if (!exact) {
    exceedances =
      robustStatistic === null
        ? countShuffled(random, residuals, scans.f, observed.statistic, resamples)
        : countWild(random, centred, residuals, scans.robust, robustStatistic, resamples);
  }
  return {
    statistic: Number.isFinite(observed.statistic) ? observed.statistic : null,
    year: exact ? null : observed.at + (continuous ? centre : 0),
    pValue: (1 + exceedances) / (resamples + 1),
    robustStatistic,
    daviesPValue: continuous ? (exact ? 1 : daviesBound(centred, residuals)) : null,
    ...resolved,
    n,
    warnings: exact || observed.statistic === Infinity ? [exactFitWarning()] : [],
  };
}

function resolveOptions(options: BreakSearchOptions): Required<BreakSearchOptions> {
  const trim = options.trim ?? 0.15;
  if (typeof trim !== "number" || !(trim >= 0 && trim < 0.5)) {
    return refuse("INVALID_OPTION", "a share of at least 0 and below 0.5", trim, "options.trim");
  }
  return {
    continuous: requireFlag(options.continuous ?? false, "options.continuous"),
    trim,
    errors: requireOneOf(options.errors ?? "wild", ["wild", "exchangeable"], "options.errors"),
    resamples: requireWhole(options.resamples ?? 999, 1, "options.resamples", MOST_RESAMPLES),
    seed: requireWhole(options.seed ?? 1, Number.MIN_SAFE_INTEGER, "options.seed"),
  };
}

/** The scans over the breaks with `least` points on each side. */
function scansOf(sorted: SortedSeries, continuous: boolean, least: number): { f: BreakScan; robust: RobustScan } {
  const { n, x, centred, y } = sorted;
  const standard = standardColumn(centred);
  const cuts = admissibleCuts(x, least);
  const hinges = continuous ? admissibleHinges(centred, least) : [];
  if ((continuous ? hinges : cuts).length === 0) {
    throw new ScalingError(
      "NO_SPREAD",
      `Expected a break with ${least} of ${n} points and two different years on each side but there is none`,
      "series.year",
    );
  }
  const noise = roundingNoise(y);
  if (!continuous) return { f: jumpScan(x, cuts, noise), robust: robustJumpScan(standard, cuts) };
  const scale = (standard[n - 1]! - standard[0]!) / (centred[n - 1]! - centred[0]!);
  const knots = hinges.map((hinge) => hinge.at * scale);
  return { f: kinkScan(centred, hinges, least, noise), robust: robustKinkScan(standard, knots) };
}

/** How many resamples of residuals of random sign reach the observed statistic; one that repeats the data does. */
function countWild(
  random: RandomSource,
  centred: Float64Array,
  residuals: Float64Array,
  scan: RobustScan,
  observed: number,
  resamples: number,
): number {
  const signs = new Int8Array(residuals.length);
  const drawn = new Float64Array(residuals.length);
  let count = 0;
  for (let b = 0; b < resamples; b++) {
    fillSigns(random, signs);
    for (let i = 0; i < drawn.length; i++) drawn[i] = signs[i]! * residuals[i]!;
    centredLineResiduals(centred, drawn, drawn);
    if (scan(drawn) >= observed * (1 - 1e-10)) count++;
  }
  return count;
}

/** How many reorderings of the residuals reach the observed statistic. */
function countShuffled(
  random: RandomSource,
  residuals: Float64Array,
  scan: BreakScan,
  observed: number,
  resamples: number,
): number {
  const drawn = residuals.slice();
  let count = 0;
  for (let b = 0; b < resamples; b++) {
    shuffle(random, drawn);
    if (scan(drawn).statistic >= observed * (1 - 1e-10)) count++;
  }
  return count;
}
