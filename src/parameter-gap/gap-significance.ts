import { ScalingError } from "../errors.ts";
import {
  MOST_RESAMPLES,
  positiveColumn,
  requireFinite,
  requireFlag,
  requireOptions,
  requirePoints,
  requireWhole,
} from "../numeric/checks.ts";
import { tabulatedTail } from "../numeric/tail-table.ts";
import { sheatherJonesBandwidth, silvermanBandwidth } from "../statistics/bandwidth.ts";
import { clusterIndex } from "../statistics/clusters.ts";
import { type UnimodalDensity, unimodalCdf, unimodalDensity } from "../statistics/unimodal-density.ts";
import type { GapTest, GapVerdict, ParameterGap, ParameterGapOptions, ParameterGaps } from "./gap-result.ts";
import { LEAST_SIZES, type ScannedGap, scanGaps } from "./gap-scan.ts";
import { clusterRepresentatives, sampleWarnings } from "./sample.ts";
import { spreadTies } from "./sizes.ts";
import { ONE_SIDED_QUANTILES, SCAN_QUANTILES, UNIFORM_TAILS } from "./uniform-table.ts";
import { exceedanceP, type NullMaxima, nullMaxima } from "./unimodal-null.ts";
import { valleyBetween, valleyDensity } from "./valley.ts";

/** The floor of the uniform table. */
const TABLE_FLOOR = 0.5;

/** Below this many sizes no p-value is given. */
const LEAST_FOR_P = 30;

interface Scan {
  sorted: Float64Array;
  gaps: ScannedGap[];
  density: UnimodalDensity;
  null: NullMaxima | null;
}

function scanSizes(sizes: ArrayLike<number>, options: ParameterGaps["options"], maxGaps: number): Scan {
  const sorted = Float64Array.from(spreadTies(sizes));
  const minWidth = Math.log10(options.minRatio);
  const gaps = scanGaps(sorted, { minWidth, floor: options.floor, maxGaps });
  const density = unimodalDensity(sorted);
  const stopAbove = options.earlyStop ? (gaps[0]?.statistic ?? null) : null;
  const { floor, resamples, seed } = options;
  const enough = sorted.length >= LEAST_FOR_P && resamples > 0 && gaps.length > 0;
  return {
    sorted,
    gaps,
    density,
    null: enough ? nullMaxima(density, sorted.length, { minWidth, floor, resamples, seed, stopAbove }) : null,
  };
}

function testStatistic(scan: Scan, statistic: number, { alpha, floor }: ParameterGaps["options"]): GapTest {
  if (scan.null === null) {
    return { statistic, pValue: null, pUniform: null, pGuaranteed: null, verdict: "none" };
  }
  const n = scan.sorted.length;
  const pValue = exceedanceP(scan.null, statistic);
  // The table is for a floor of 0.5; a higher floor lowers every statistic, a lower one does not.
  const pUniform = floor >= TABLE_FLOOR ? tabulatedTail(UNIFORM_TAILS, SCAN_QUANTILES, n, statistic) : null;
  const pGuaranteed = tabulatedTail(UNIFORM_TAILS, ONE_SIDED_QUANTILES, n, statistic);
  const verdict = pValue > alpha ? "none" : (pUniform ?? 1) > alpha ? "tentative" : "strong";
  return { statistic, pValue, pUniform, pGuaranteed, verdict };
}

/** The most striking gap of a scan that overlaps a range by more than half of the narrower of the two; 0 if none does. */
function statisticOver(scan: Scan, lower: number, upper: number): number {
  for (const gap of scan.gaps) {
    const low = scan.sorted[gap.i]!;
    const high = scan.sorted[gap.j]!;
    const overlap = Math.min(high, upper) - Math.max(low, lower);
    if (overlap > 0.5 * Math.min(high - low, upper - lower)) return gap.statistic;
  }
  return 0;
}

const RANK: readonly GapVerdict[] = ["none", "tentative", "strong"];

function weaker(a: GapVerdict, b: GapVerdict): GapVerdict {
  return RANK[Math.min(RANK.indexOf(a), RANK.indexOf(b))]!;
}

function resolveOptions(options: ParameterGapOptions): ParameterGaps["options"] {
  const minRatio = requireFinite(options.minRatio ?? 2, "options.minRatio");
  const alpha = requireFinite(options.alpha ?? 0.05, "options.alpha");
  const floor = requireFinite(options.floor ?? 0.5, "options.floor");
  if (minRatio < 1) {
    throw new ScalingError("INVALID_OPTION", `Expected a ratio of at least 1 but got ${minRatio}`, "options.minRatio");
  }
  if (!(alpha > 0 && alpha < 1)) {
    throw new ScalingError("INVALID_OPTION", `Expected a level between 0 and 1 but got ${alpha}`, "options.alpha");
  }
  return {
    minRatio,
    alpha,
    floor,
    resamples: requireWhole(options.resamples ?? 999, 0, "options.resamples", MOST_RESAMPLES),
    seed: requireWhole(options.seed ?? 1, Number.MIN_SAFE_INTEGER, "options.seed"),
    maxGaps: requireWhole(options.maxGaps ?? 5, 1, "options.maxGaps"),
    earlyStop: requireFlag(options.earlyStop ?? false, "options.earlyStop"),
  };
}

/** Gaps that the clustered scan may be matched with: all that could overlap a reported one. */
const CLUSTERED_GAPS = 20;

/**
 * What {@link findParameterGaps} finds.
 *
 * @param deep - Whether the depths are wanted, whose bandwidth takes all pairs of sizes; without it they are 0.
 */
export function testGaps(sizes: ArrayLike<number>, options: ParameterGapOptions, deep: boolean): ParameterGaps {
  requireOptions(options);
  const resolved = resolveOptions(options);
  const column = positiveColumn(sizes, "sizes");
  requirePoints(column.length, LEAST_SIZES, "sizes");
  if (column.every((size) => size === column[0])) {
    throw new ScalingError("NO_SPREAD", `Expected sizes that differ but got ${column[0]} throughout`, "sizes");
  }
  const scan = scanSizes(column, resolved, resolved.maxGaps);
  const clusters = options.clusters === undefined ? null : clusterIndex(options.clusters, column.length);
  const representatives = clusters === null ? null : clusterRepresentatives(column, clusters);
  const clusterScan =
    representatives === null || representatives.length < LEAST_SIZES
      ? null
      : scanSizes(representatives, { ...resolved, earlyStop: false }, CLUSTERED_GAPS);
  const { sorted } = scan;
  const density = deep ? valleyDensity(sorted, sheatherJonesBandwidth(sorted) ?? silvermanBandwidth(sorted)) : null;
  const gaps = scan.gaps.map((gap): ParameterGap => {
    const lower = sorted[gap.i]!;
    const upper = sorted[gap.j]!;
    const test = testStatistic(scan, gap.statistic, resolved);
    const clustered =
      clusterScan === null ? null : testStatistic(clusterScan, statisticOver(clusterScan, lower, upper), resolved);
    return {
      lower: 10 ** lower,
      upper: 10 ** upper,
      countInside: gap.countInside,
      expectedInside: column.length * (unimodalCdf(scan.density, upper) - unimodalCdf(scan.density, lower)),
      ...test,
      verdict: clusters === null ? test.verdict : weaker(test.verdict, clustered?.verdict ?? "none"),
      depth: density === null ? 0 : valleyBetween(density, lower, upper).depth,
      clustered,
    };
  });
  return {
    n: column.length,
    clusters: clusters?.count ?? null,
    gaps,
    resamplesUsed: scan.null?.maxima.length ?? 0,
    options: resolved,
    warnings: sampleWarnings(column, clusters, options.organizations ?? null, LEAST_FOR_P),
  };
}

/**
 * Finds the strangely empty ranges of model size, without being told where, and how surprising each is.
 *
 * The two-flank spacing scan ({@link scanGaps}) on log10 sizes with ties spread ({@link spreadTies}) finds ranges that
 * are emptier than both neighbours. Each statistic is then compared with the *largest* statistic of whole samples, so
 * every p-value already pays for having looked everywhere: `pValue` with samples of the smooth unimodal density nearest
 * to the data, p = (1 + exceedances)/(resamples + 1); `pUniform` with uniform samples; `pGuaranteed` by a bound that
 * holds at any n for independent sizes of any unimodal density. Never quote the smallest of the three alone: the verdict
 * rests on the first two. With `clusters`, the scan is run again on the median size of each cluster, and a gap is no
 * stronger than that run allows.
 *
 * @param sizes - Model sizes in parameters, above zero, at least 12, not all equal, in any order.
 * @param options - See {@link ParameterGapOptions}.
 * @returns Gaps, most striking first, with counts, p-values, verdict and depth, and what weakens them.
 * @throws ScalingError TOO_FEW_POINTS, NOT_POSITIVE, NOT_FINITE, NO_SPREAD, LENGTH_MISMATCH or INVALID_OPTION.
 * @remarks Our own test; Villalobos et al. (2022), 2207.02852, saw a gap by eye. None of the p-values survives
 * dependence between sizes that `clusters` does not name.
 * @example
 * ```ts
 * import { findParameterGaps } from "scaling-laws/parameter-gap";
 *
 * const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 30 + (i < 40 ? 0 : 0.8)));
 * const { gaps } = findParameterGaps(sizes);
 * console.log([gaps[0]!.countInside, gaps[0]!.verdict]); // => [0, "strong"]
 * ```
 */
export function findParameterGaps(sizes: ArrayLike<number>, options: ParameterGapOptions = {}): ParameterGaps {
  return testGaps(sizes, options, true);
}
