import { positiveColumn, requireOneOf, requirePoints, requireSameLength } from "../numeric/checks.ts";
import type { ClusterIndex } from "../statistics/clusters.ts";
import type { FitOptions, ResolvedFitOptions } from "../statistics/fit-options.ts";

/**
 * - `t`: errors independent, of one spread; Student's t with n - 2 degrees of freedom;
 * - `cluster`: errors independent between clusters only; CR1 covariance, Student's t with one degree less than clusters;
 * - `percentile`, `bca`: whole points (or whole clusters, where given) drawn again; the errors may be of any spread;
 * - `residual`: residuals drawn again at the same years; errors independent and alike, not necessarily normal.
 */
export type TrendInterval = "t" | "cluster" | "percentile" | "bca" | "residual";

/** What {@link fitTrend} may be told. */
export interface TrendOptions extends FitOptions {
  /** How the intervals are made; default `t`, or `cluster` where clusters are given. */
  interval?: TrendInterval;
  /**
   * f of the papers' log-uniform noise: every drawn value is multiplied by a random factor between 1/f and f (or f and
   * 1/f), one f for all points or one each. The scatter about the line already holds measurement noise, so this counts
   * it twice: it is conservative, and off by default. For bootstrap intervals only.
   */
  valueNoiseFactor?: number | ArrayLike<number>;
  /** Where the level is read; default the (weighted) mean year, where level and slope are uncorrelated. */
  referenceYear?: number;
}

/** What a {@link Trend} echoes of its options. */
export interface ResolvedTrendOptions extends ResolvedFitOptions {
  /** How the intervals were made. */
  interval: TrendInterval;
  /** Noise on every drawn value; null for none. */
  valueNoiseFactor: number | "per-point" | null;
  /** Year at which levels are read. */
  referenceYear: number;
}

/** The interval asked for, or the default: with clusters only those that heed them, without any those that need none. */
export function resolveInterval(asked: TrendInterval | undefined, clusters: ClusterIndex | null): TrendInterval {
  if (clusters !== null) requirePoints(clusters.count, 2, "options.clusters");
  const choices: TrendInterval[] =
    clusters === null ? ["t", "percentile", "bca", "residual"] : ["cluster", "percentile", "bca"];
  return requireOneOf(asked ?? choices[0]!, choices, "options.interval");
}

/** log10 of the noise factor of every point, or null without noise; noise needs a bootstrap interval. */
export function noiseHalfWidths(
  factor: number | ArrayLike<number> | undefined,
  interval: TrendInterval,
  n: number,
): Float64Array | null {
  if (factor === undefined) return null;
  requireOneOf(interval, ["percentile", "bca", "residual"], "options.interval");
  const path = "options.valueNoiseFactor";
  const factors = positiveColumn(typeof factor === "number" ? new Float64Array(n).fill(factor) : factor, path);
  requireSameLength(factors.length, n, path);
  return factors.map(Math.log10);
}
