import type { Warning } from "../errors.ts";
import { refuse, requireFinite, requireOptions } from "../numeric/checks.ts";
import { normalSurvival, studentTSurvival } from "../numeric/distributions.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { type Estimate, intervalMultiplier, symmetricEstimate } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { TrendLaw } from "./trend.ts";
import { requireTrendLaw } from "./trend-law.ts";

/** What {@link compareTrends} may be told. */
export interface CompareTrendsOptions {
  /**
   * The correlation of the residuals of the two trends over the systems that are in both; default 0, two sets of systems
   * that have none in common.
   */
  correlation?: number;
  /** Default: the level of the first trend. */
  level?: number;
}

/** The difference of two slopes, and the test of whether it is zero. */
export interface TrendComparison {
  /** Slope of the first less slope of the second, in OOM per year. */
  difference: Estimate;
  /** difference / standard error; null where both slopes are known exactly. */
  statistic: number | null;
  /** Of Student's t; null where the normal distribution was used. */
  degreesOfFreedom: number | null;
  /** Two-sided. */
  pValue: number | null;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/**
 * Compares the slopes of two trends: t = (b1 - b2) / sqrt(SE1^2 + SE2^2 - 2 rho SE1 SE2).
 *
 * Without correlation the degrees of freedom are those of Welch (1947) and Satterthwaite (1946); with one they are the
 * sum of both, n1 + n2 - 4 for two plain trends (the rule of Epoch AI's comparison of open and closed models, 2024). A
 * trend without degrees of freedom of its own, such as a bootstrapped one, counts as known from infinitely many.
 *
 * @param a - A trend, robust trend or quantile trend with a standard error of its slope.
 * @param b - The same.
 * @param options - `correlation` between -1 and 1, `level`.
 * @returns Plain JSON. Warning: `EXACT_FIT` where the standard error of the difference is 0; statistic and p are null.
 * @throws ScalingError `INVALID_LAW` for a slope without standard error, `OUT_OF_RANGE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { compareTrends, fitTrend } from "scaling-laws/trends";
 *
 * const year = [2018, 2019, 2020, 2021];
 * const fast = fitTrend({ year, value: [1e20, 3e20, 3e21, 1e22] });
 * const slow = fitTrend({ year, value: [1e20, 1e20, 2e20, 2e20] });
 * const { difference, degreesOfFreedom, pValue } = compareTrends(fast, slow);
 * console.log(difference.estimate.toFixed(3)); // => "0.580"
 * console.log(degreesOfFreedom?.toFixed(2)); // => "3.27"
 * console.log(pValue?.toFixed(4)); // => "0.0045"
 * ```
 */
export function compareTrends(a: TrendLaw, b: TrendLaw, options: CompareTrendsOptions = {}): TrendComparison {
  requireTrendLaw(a, "a");
  requireTrendLaw(b, "b");
  requireOptions(options);
  const level = resolveLevel(options.level ?? a.coefficients.slopeOomPerYear.level);
  const correlation = requireFinite(options.correlation ?? 0, "options.correlation");
  if (Math.abs(correlation) > 1) {
    refuse("OUT_OF_RANGE", "a correlation from -1 to 1", correlation, "options.correlation");
  }
  const first = slopeError(a, "a");
  const second = slopeError(b, "b");
  const variance = first ** 2 + second ** 2 - 2 * correlation * first * second;
  const standardError = Math.sqrt(Math.max(0, variance));
  const degreesOfFreedom =
    options.correlation === undefined
      ? welchDegreesOfFreedom([first, second], [a.intervalDegreesOfFreedom, b.intervalDegreesOfFreedom])
      : sumOrNull(a.intervalDegreesOfFreedom, b.intervalDegreesOfFreedom);

  const estimate = a.coefficients.slopeOomPerYear.estimate - b.coefficients.slopeOomPerYear.estimate;
  const difference = symmetricEstimate(estimate, standardError, intervalMultiplier(level, degreesOfFreedom), level);
  if (standardError === 0) {
    const message = "The difference has no standard error: there is nothing to test it by";
    const warnings: Warning[] = [{ code: "EXACT_FIT", message, path: "difference" }];
    return { difference, statistic: null, degreesOfFreedom, pValue: null, warnings };
  }
  const statistic = estimate / standardError;
  const tail = Math.abs(statistic);
  const pValue = 2 * (degreesOfFreedom === null ? normalSurvival(tail) : studentTSurvival(tail, degreesOfFreedom));
  return requireHeld({ difference, statistic, degreesOfFreedom, pValue, warnings: [] }, "result");
}

function slopeError(law: TrendLaw, path: string): number {
  const { standardError } = law.coefficients.slopeOomPerYear;
  const place = `${path}.coefficients.slopeOomPerYear`;
  return standardError ?? refuse("INVALID_LAW", "a slope with a standard error", standardError, place);
}

/** (v1 + v2)^2 / (v1^2 / df1 + v2^2 / df2) with v the squared standard errors; null for infinitely many. */
function welchDegreesOfFreedom(errors: [number, number], freedoms: [number | null, number | null]): number | null {
  // Ratios to the larger error, so that no square of a square underflows.
  const largest = Math.max(...errors);
  let total = 0;
  let shares = 0;
  for (let k = 0; k < 2; k++) {
    const variance = largest > 0 ? (errors[k]! / largest) ** 2 : 1;
    const freedom = freedoms[k] ?? null;
    total += variance;
    if (freedom !== null) shares += variance ** 2 / freedom;
  }
  return shares > 0 ? total ** 2 / shares : null;
}

function sumOrNull(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
