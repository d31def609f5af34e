import { MOST_RESAMPLES, refuse, requireWhole } from "../numeric/checks.ts";

/** The options that every fit shares. */
export interface FitOptions {
  /** Confidence level of every interval; default 0.95. */
  level?: number;
  /** Seed of every resampling; default 1. The same seed gives the same numbers. */
  seed?: number;
  /** Resamples of a bootstrap; default 1000. */
  resamples?: number;
  /** Inverse variances of the points; default all equal. */
  weights?: ArrayLike<number>;
  /** A label for each point: points with the same label (a family, an organisation) are not independent. */
  clusters?: ArrayLike<string | number>;
  /** Keep the coefficients of every resample in `draws`; default false. */
  keepDraws?: boolean;
}

/** What a fit echoes of {@link FitOptions}: no columns, only whether there were weights and how many clusters. */
export interface ResolvedFitOptions {
  /** Confidence level of the intervals. */
  level: number;
  /** Seed of the resampling. */
  seed: number;
  /** Resamples of the bootstrap, or of the test. */
  resamples: number;
  /** Whether points had weights. */
  weighted: boolean;
  /** Number of clusters; null where points were taken as independent. */
  clusters: number | null;
}

export const DEFAULT_LEVEL = 0.95;

export function resolveLevel(level: number = DEFAULT_LEVEL, path = "options.level"): number {
  if (typeof level === "number" && level > 0 && level < 1) return level;
  return refuse("INVALID_OPTION", "a level between 0 and 1", level, path);
}

export function resolveFitOptions(options: FitOptions, clusters: number | null): ResolvedFitOptions {
  return {
    level: resolveLevel(options.level),
    seed: requireWhole(options.seed ?? 1, -Number.MAX_SAFE_INTEGER, "options.seed"),
    resamples: requireWhole(options.resamples ?? 1000, 0, "options.resamples", MOST_RESAMPLES),
    weighted: options.weights !== undefined,
    clusters,
  };
}
