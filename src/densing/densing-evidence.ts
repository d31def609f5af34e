import { randomSource, shuffle } from "../numeric/random.ts";
import { drawsCovariance, percentileEstimate, resampleClusters, resamplePairs } from "../statistics/bootstrap.ts";
import type { ClusterIndex } from "../statistics/clusters.ts";
import { type Estimate, pointEstimate } from "../statistics/estimate.ts";
import { quantileLineSolver } from "../statistics/quantile-regression.ts";
import { type DatedDensities, recordOrder, strictRecordsByDay } from "./density-records.ts";
import { doublingDays, growthLine } from "./exponential-growth.ts";

/** A growth rate, and the doubling time where it is above 0. */
export interface DensityGrowth {
  /** Number of points. */
  n: number;
  /** Growth of ln density a day. */
  slopePerDay: Estimate;
  /** Days in which the density doubles. */
  doublingTimeDays: Estimate | null;
}

/** Least squares on all models, records or not: nothing was selected, so its interval means what it says. */
export interface AllModelsGrowth extends DensityGrowth {
  /** Share of the variance about the mean that the line explains; null where undefined. */
  rSquared: number | null;
  /** The same slope with errors that are independent between clusters only; null without clusters. */
  clustered:
    | (DensityGrowth & {
        /** Number of clusters. */
        clusters: number;
      })
    | null;
}

/** The line that keeps nine tenths of the models below it, on all of them. */
export interface QuantileGrowth extends DensityGrowth {
  /** Share of the models below the line: 0.9. */
  tau: number;
}

/** How often models in random order give records as steep. */
export interface RecordPermutation {
  /** (1 + exceedances) / (draws + 1). */
  pValue: number;
  /** Orders among `draws` whose records rise at least as steeply. */
  exceedances: number;
  /** Random orders with at least three records; the others have no slope, and are drawn again. */
  draws: number;
  /** Of the slope over those orders. */
  meanSlopePerDay: number;
  /** Mean R squared of the lines through the records of those orders. */
  meanRSquared: number;
}

export interface EvidencePlan {
  origin: number;
  level: number;
  seed: number;
  resamples: number;
  permutations: number;
  /** The cluster of each model; null where models are taken as independent. */
  clusters: ClusterIndex | null;
}

export const FEWEST_RECORDS = 3;
/** Random orders tried for each one wanted, at most. */
const PATIENCE = 20;

function growth(n: number, slopePerDay: Estimate): DensityGrowth {
  return { n, slopePerDay, doublingTimeDays: doublingDays(slopePerDay) };
}

/** Least squares through all models; they have at least three dates. */
export function allModelsGrowth(models: DatedDensities, plan: EvidencePlan): AllModelsGrowth {
  const { day, logDensity, n } = models;
  const plain = growthLine(day, logDensity, plan.clusters === null ? plan : { ...plan, clusters: null })!;
  const clustered =
    plan.clusters === null || plan.clusters.count < 2 ? null : growthLine(day, logDensity, plan)!.slopePerDay;
  return {
    ...growth(n, plain.slopePerDay),
    rSquared: plain.rSquared,
    clustered: clustered && { ...growth(n, clustered), clusters: plan.clusters!.count },
  };
}

/** Quantile regression of ln density on days, intervals by a bootstrap of models, or of clusters. */
export function quantileGrowth(
  { n, day, logDensity }: DatedDensities,
  tau: number,
  plan: EvidencePlan,
): QuantileGrowth {
  const centre = day.reduce((sum, each) => sum + each / n, 0);
  const solver = quantileLineSolver(
    day.map((each) => each - centre),
    logDensity,
    tau,
  );
  const line = solver(new Float64Array(n).fill(1), 0);
  const slope = line?.slope ?? 0;
  const counts = new Float64Array(n);
  const refit = (rows: ArrayLike<number>): [number] | null => {
    counts.fill(0);
    for (let k = 0; k < rows.length; k++) counts[rows[k]!]! += 1;
    const refitted = solver(counts, slope);
    return refitted === null ? null : [refitted.slope];
  };
  const how = { seed: plan.seed, resamples: plan.resamples, coefficients: 1 };
  const { draws } = plan.clusters === null ? resamplePairs(how, n, refit) : resampleClusters(how, plan.clusters, refit);
  const estimate =
    drawsCovariance(draws) === null
      ? pointEstimate(slope, plan.level)
      : percentileEstimate(slope, draws[0]!, plan.level);
  return { tau, ...growth(n, estimate) };
}

/**
 * Deals the densities out to the dates at random and takes the records again. Since the observed order has at least
 * three records, it is compared with random orders that do: given that many, all orders are equally likely where date
 * and density have nothing to do with each other.
 */
export function permuteRecords(models: DatedDensities, observed: number, plan: EvidencePlan): RecordPermutation | null {
  const { n, day } = models;
  const random = randomSource(plan.seed);
  const values = models.logDensity.slice();
  const order = recordOrder(day, new Float64Array(n), n);
  const tally = { draws: 0, exceedances: 0, slopes: 0, rSquares: 0 };
  for (let tries = 0; tally.draws < plan.permutations && tries < PATIENCE * plan.permutations; tries++) {
    shuffle(random, values);
    const places = strictRecordsByDay(order, day, values);
    if (places.length < FEWEST_RECORDS) continue;
    const { slope, rSquared } = slopeThrough(places, day, values);
    tally.draws += 1;
    tally.slopes += slope;
    tally.rSquares += rSquared;
    // Orders with the same records as observed have the same slope, up to rounding.
    if (slope >= observed * (1 - 1e-12)) tally.exceedances += 1;
  }
  if (tally.draws === 0) return null;
  return {
    pValue: (1 + tally.exceedances) / (tally.draws + 1),
    exceedances: tally.exceedances,
    draws: tally.draws,
    meanSlopePerDay: tally.slopes / tally.draws,
    meanRSquared: tally.rSquares / tally.draws,
  };
}

/** Least squares through the chosen places, sums about the means; their days differ. */
export function slopeThrough(
  places: readonly number[],
  day: ArrayLike<number>,
  value: ArrayLike<number>,
): { slope: number; rSquared: number } {
  const n = places.length;
  const first = day[places[0]!]!;
  let meanX = 0;
  let meanY = 0;
  for (const i of places) {
    meanX += (day[i]! - first) / n;
    meanY += value[i]! / n;
  }
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const i of places) {
    const dx = day[i]! - first - meanX;
    const dy = value[i]! - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  return { slope: xy / xx, rSquared: yy > 0 ? (xy * xy) / (xx * yy) : 1 };
}
