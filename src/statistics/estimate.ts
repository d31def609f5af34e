import type { Warning } from "../errors.ts";
import { requirePositive } from "../numeric/checks.ts";
import { NORMAL, studentTQuantile } from "../numeric/distributions.ts";

/**
 * A number that was estimated, with its uncertainty.
 *
 * `lower` and `upper` bound the confidence interval at `level`. Either is null where that side is unbounded or was not
 * computed; `standardError` is null where none is defined.
 */
export interface Estimate {
  /** The value estimated, in the unit that the name of the field says. */
  estimate: number;
  /** Its standard error; null where none is defined. */
  standardError: number | null;
  /** Lower end of the interval; null where it has none. */
  lower: number | null;
  /** Upper end of the interval; null where it has none. */
  upper: number | null;
  /** Confidence level of the intervals. */
  level: number;
}

/**
 * The answer to a question put to a law. Like {@link Estimate}, but `estimate` may be null too: not reachable or
 * unbounded, and a warning says which.
 */
export interface Prediction {
  /** The value; null where it is never reached, or unbounded. */
  estimate: number | null;
  /** Its standard error; null where none is defined. */
  standardError: number | null;
  /** Lower end of the interval; null where it has none. */
  lower: number | null;
  /** Upper end of the interval; null where it has none. */
  upper: number | null;
  /** Confidence level of the intervals. */
  level: number;
  /** What makes the result weaker than it looks; empty where nothing does. */
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

/** The multiplier of a standard error that makes an interval: a quantile of t, or of the normal where there are none. */
export function intervalMultiplier(level: number, degreesOfFreedom?: number | null): number {
  return studentTQuantile((1 + level) / 2, requirePositive(degreesOfFreedom ?? NORMAL, "law"));
}

/** The warning of a prediction that has no bounds since the law lacks what they are made of. */
export function noCovarianceWarning(missing = "covariance and no draws"): Warning {
  return { code: "NO_COVARIANCE", message: `The law has no ${missing}: no bounds.`, path: null };
}
