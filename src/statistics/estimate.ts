import type { Warning } from "../errors.ts";

/**
 * A number that was estimated, with its uncertainty.
 *
 * `lower` and `upper` bound the confidence interval at `level`. Either is null where that side is unbounded or was not
 * computed; `standardError` is null where none is defined.
 */
export interface Estimate {
  estimate: number;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
  level: number;
}

/**
 * The answer to a question put to a law. Like {@link Estimate}, but `estimate` may be null too: not reachable or
 * unbounded, and a warning says which.
 */
export interface Prediction {
  estimate: number | null;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
  level: number;
  warnings: Warning[];
}

/** A value without any statement of uncertainty. */
export function pointEstimate(estimate: number, level: number): Estimate {
  return { estimate, standardError: null, lower: null, upper: null, level };
}

/** estimate +- multiplier x standardError; the multiplier is a quantile of t or of the normal distribution. */
export function symmetricEstimate(
  estimate: number,
  standardError: number,
  multiplier: number,
  level: number,
): Estimate {
  const half = multiplier * standardError;
  return { estimate, standardError, lower: estimate - half, upper: estimate + half, level };
}
