import { ScalingError, type Warning } from "../errors.ts";
import { MOST_RESAMPLES, requireOptions, requirePoints, requireWhole } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { clusterIndex, fewClustersWarnings } from "../statistics/clusters.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";
import { gaussianGoodness } from "../statistics/goodness.ts";
import type { Fit } from "../statistics/law.ts";
import { dayOfDate } from "../trends/day-number.ts";
import {
  type AllModelsGrowth,
  allModelsGrowth,
  type EvidencePlan,
  FEWEST_RECORDS,
  permuteRecords,
  type QuantileGrowth,
  quantileGrowth,
  type RecordPermutation,
} from "./densing-evidence.ts";
import type { DensingLawCoefficients, DensingTerm } from "./densing-formula.ts";
import {
  type EndDateRow,
  endDatePath,
  type RecordSilence,
  silenceAfter,
  type WithoutRecord,
  withoutEachRecord,
} from "./densing-stability.ts";
import {
  type DatedDensities,
  type DensityColumns,
  type DensityRecord,
  datedDensities,
  isoOfDay,
  pick,
  recordAt,
  recordOrder,
  strictRecords,
} from "./density-records.ts";
import { doublingDays, growthLine } from "./exponential-growth.ts";

/** What {@link fitDensingLaw} may be told. */
export interface DensingLawOptions extends Omit<FitOptions, "weights" | "keepDraws"> {
  /** ISO date of day 0; default that of the first record. */
  origin?: string;
  /** Random orders of the permutation test; default 999, 0 for none. */
  permutations?: number;
}

/** What a {@link DensingLaw} echoes of its options. */
export interface ResolvedDensingLawOptions extends ResolvedFitOptions {
  /** Random orders asked for; 0 for no permutation test. */
  permutations: number;
}

/**
 * A fitted densing law. `coefficients`, `goodness` and `doublingTimeDays` are the published analysis: a line through
 * record holders. `all`, `quantile90` and `permutation` are what inference can rest on.
 */
export interface DensingLaw extends Fit<"densing-law", DensingTerm>, DensingLawCoefficients {
  intervalDegreesOfFreedom: number;
  /** The strict running maxima, in order of date; at most one a date. */
  records: DensityRecord[];
  /** ln 2 / slopePerDay. */
  doublingTimeDays: Estimate;
  /** exp(365.25 slopePerDay). */
  growthFactorPerYear: number;
  /** The interval of a line through selected records describes it; it is no confidence interval. */
  descriptive: true;
  /** The line through every model: what to infer from. */
  all: AllModelsGrowth;
  /** The line with nine tenths of the models below it. */
  quantile90: QuantileGrowth;
  /** Null without permutations. */
  permutation: RecordPermutation | null;
  /** The law without each record in turn. */
  withoutEachRecord: WithoutRecord[];
  /** The law as it stood after each record. */
  endDatePath: EndDateRow[];
  /** The time since the last record. */
  silence: RecordSilence;
  /** The options as they were resolved, defaults included. */
  options: ResolvedDensingLawOptions;
}

function recordsOf(models: DatedDensities, path = "density"): number[] {
  const { n, day, logDensity } = models;
  const places = strictRecords(recordOrder(day, logDensity, n), logDensity);
  if (places.length >= FEWEST_RECORDS) return places;
  const message = `Expected at least ${FEWEST_RECORDS} records (models denser than all before) but got ${places.length} in ${n} models`;
  throw new ScalingError("TOO_FEW_POINTS", message, path);
}

function lawWarnings(law: Pick<DensingLaw, "all" | "quantile90" | "records" | "coefficients">, n: number): Warning[] {
  const { all, records, coefficients } = law;
  const { lower } = coefficients.slopePerDay;
  const times = (days: Estimate | null): string =>
    days === null ? "no doubling" : `${days.estimate.toPrecision(4)} days`;
  const message =
    `The line goes through ${records.length} record holders of ${n} models, which rise by construction: its interval is ` +
    `descriptive and covers far less than its level, and R squared is high with no growth at all. All models: ` +
    `${times(all.doublingTimeDays)}; nine tenths below: ${times(law.quantile90.doublingTimeDays)}.`;
  const warnings: Warning[] = [{ code: "RECORDS_SELECTED", message, path: "coefficients.slopePerDay" }];
  if (records.length < 5) {
    const few = `There are only ${records.length} records.`;
    warnings.push({ code: "FEW_POINTS", message: few, path: "records" });
  }
  const sure = all.clustered ?? all;
  const least = sure.slopePerDay.lower;
  if ((lower !== null && lower <= 0) || (least !== null && least <= 0)) {
    const which = lower !== null && lower <= 0 ? "the records" : "all models";
    const unsure = `The interval of the growth of ${which} holds 0: the doubling time has no upper bound.`;
    warnings.push({ code: "GROWTH_SIGN_UNCERTAIN", message: unsure, path: "all.slopePerDay" });
  }
  return warnings;
}

/**
 * Fits the densing law: exponential growth of the densest models' capacity density,
 *
 * ln density = intercept + slopePerDay (days since origin),
 *
 * by least squares through the strict running maxima: models sorted by date, of one date the densest, kept if denser
 * than every earlier one. That is the published rule, found by reproducing the published lines. Its t-interval is kept,
 * and marked `descriptive`: it covers about three quarters at a nominal 95 %, and with no growth at all 39 % of such
 * intervals lie above zero (docs/concepts/densing.md shows the simulation), for running maxima rise by construction.
 *
 * So the law comes with what was not selected: `all`, least squares through every model, with clusters also CR1;
 * `quantile90`; `permutation`, how often models in random order have records as steep (a large p says nothing: widely
 * spread densities have steep records in any order); and with what it hangs on: each
 * record left out (the others taken again), the law as of each record's date, and the silence after the last one.
 *
 * @param columns - `date` (ISO, yyyy-mm-dd), `density` above zero, and `name` for the records; any order. Choose the
 * models first: those at the floor have no density, and a cut-off date moves the result.
 * @param options - `origin`, `clusters` (families, organisations), `level`, `seed`, `resamples` (of `quantile90`),
 * `permutations`.
 * @returns Plain JSON. Warnings: `RECORDS_SELECTED` always; `FEW_POINTS` (fewer than five records),
 * `GROWTH_SIGN_UNCERTAIN`, `FEW_CLUSTERS`, `EXACT_FIT`.
 * @throws ScalingError `INVALID_DATE`, `TOO_FEW_POINTS` (fewer than three records), `EMPTY_INPUT`, `LENGTH_MISMATCH`,
 * `NOT_FINITE`, `NOT_POSITIVE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * Source: Xiao et al. 2025 (arXiv 2412.04315), equation 8; the rule for records is recovered from its figures.
 *
 * @example
 * ```ts
 * import { fitDensingLaw } from "scaling-laws/densing";
 *
 * const date = ["2023-01-01", "2023-01-01", "2023-04-11", "2023-05-01", "2023-07-20", "2023-10-28"];
 * const law = fitDensingLaw({ date, density: [0.1, 0.05, 0.2, 0.15, 0.4, 0.8] });
 * console.log(law.records.map((record) => record.index)); // => [0, 2, 4, 5]
 * console.log(law.doublingTimeDays.estimate.toFixed(3)); // => "100.000"
 * console.log(law.all.doublingTimeDays?.estimate.toFixed(0)); // => "85"
 * ```
 */
export function fitDensingLaw(columns: DensityColumns, options: DensingLawOptions = {}): DensingLaw {
  requireOptions(options);
  const models = datedDensities(columns, FEWEST_RECORDS);
  const clusters = options.clusters === undefined ? null : clusterIndex(options.clusters, models.n);
  if (clusters !== null) requirePoints(clusters.count, 2, "options.clusters");
  const resolved: ResolvedDensingLawOptions = {
    ...resolveFitOptions(options, clusters?.count ?? null),
    permutations: requireWhole(options.permutations ?? 999, 0, "options.permutations", MOST_RESAMPLES),
  };
  const places = recordsOf(models);
  const day = pick(models.day, places);
  const logDensity = pick(models.logDensity, places);
  const origin = options.origin === undefined ? day[0]! : dayOfDate(options.origin, "options.origin");
  const plan: EvidencePlan = { ...resolved, origin, clusters };
  const { level } = resolved;
  const { line, slopePerDay, intercept, covariance, degreesOfFreedom } = growthLine(day, logDensity, {
    origin,
    level,
  })!;
  const records = places.map((index) => recordAt(models, index));
  const lineAt = (at: number): number => line.meanY + line.slope * (at - line.meanX);
  const coefficients = { slopePerDay, intercept };
  const all = allModelsGrowth(models, plan);
  const quantile90 = quantileGrowth(models, 0.9, plan);
  return requireHeld(
    {
      kind: "densing-law",
      version: 1,
      terms: ["slopePerDay", "intercept"],
      coefficients,
      covariance: covariance && [
        [covariance[1]![1]!, covariance[0]![1]!],
        [covariance[0]![1]!, covariance[0]![0]!],
      ],
      draws: null,
      source: null,
      origin: isoOfDay(origin),
      intervalDegreesOfFreedom: degreesOfFreedom,
      records,
      doublingTimeDays: doublingDays(slopePerDay)!,
      growthFactorPerYear: Math.min(Number.MAX_VALUE, Math.exp(365.25 * line.slope)),
      descriptive: true,
      all,
      quantile90,
      permutation: resolved.permutations === 0 ? null : permuteRecords(models, line.slope, plan),
      withoutEachRecord: withoutEachRecord(models, places),
      endDatePath: endDatePath(models, places),
      silence: silenceAfter(models, places, lineAt),
      goodness: gaussianGoodness({ ...line, coefficients: 2 }),
      convergence: null,
      support: {
        day: { lower: day[0]! - origin, upper: models.day.reduce((a, b) => Math.max(a, b)) - origin },
        density: { lower: records[0]!.density, upper: records[records.length - 1]!.density },
      },
      options: resolved,
      warnings: [
        ...lawWarnings({ all, quantile90, records, coefficients }, models.n),
        ...fewClustersWarnings(clusters),
      ],
    },
    "result",
  );
}
