import type { Warning } from "../errors.ts";
import { requireFinite } from "../numeric/checks.ts";
import { normalQuantile, studentTQuantile } from "../numeric/distributions.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import { percentileInterval, standardDeviation } from "../statistics/bootstrap.ts";
import type { Prediction } from "../statistics/estimate.ts";
import type { Fit, Law } from "../statistics/law.ts";

/** How far the bounds of an exponent lie below and above it. */
export interface ExponentSpread {
  standardError: number;
  below: number;
  above: number;
}

/** 10^exponent with the bounds of its spread, which null leaves open; adds to `warnings` where a number is too large. */
export function exponentPrediction(
  exponent: number,
  spread: ExponentSpread | null,
  level: number,
  warnings: Warning[],
): Prediction {
  requireFinite(exponent, "year");
  const estimate = powerOfTen(exponent);
  const lower = spread === null ? null : powerOfTen(exponent - spread.below);
  const upper = spread === null ? null : powerOfTen(exponent + spread.above);
  if (estimate === null || (spread !== null && (lower === null || upper === null))) {
    const largest = estimate === null ? exponent : exponent + (spread?.above ?? 0);
    const message = `${Number.isFinite(largest) ? `10^${largest.toPrecision(4)}` : "A bound"} is beyond the largest number that can be held, 10^308.25.`;
    warnings.push({ code: "UNBOUNDED", message, path: estimate === null ? "estimate" : "upper" });
  }
  const standardError = estimate === null || spread === null ? null : estimate * Math.LN10 * spread.standardError;
  return {
    estimate,
    standardError: Number.isFinite(standardError) ? standardError : null,
    lower,
    upper,
    level,
    warnings,
  };
}

/** The spread of the exponents that the draws of a law give. */
export function drawnSpread(exponent: number, exponents: Float64Array, level: number): ExponentSpread | null {
  const { lower, upper } = percentileInterval(exponents, level);
  const standardError = standardDeviation(exponents);
  if (lower === null || upper === null || standardError === null) return null;
  return { standardError, below: exponent - lower, above: upper - exponent };
}

export function symmetricSpread(law: WithDegreesOfFreedom, standardError: number, level: number): ExponentSpread {
  const half = intervalMultiplier(law, level) * standardError;
  return { standardError, below: half, above: half };
}

interface WithDegreesOfFreedom {
  intervalDegreesOfFreedom: number | null;
}

/** The quantile of t, or of the normal, that makes an interval of a standard error. */
export function intervalMultiplier({ intervalDegreesOfFreedom }: WithDegreesOfFreedom, level: number): number {
  const probability = (1 + level) / 2;
  return intervalDegreesOfFreedom === null
    ? normalQuantile(probability)
    : studentTQuantile(probability, intervalDegreesOfFreedom);
}

export function extrapolationWarnings(
  { support }: { support?: Fit["support"] },
  year: number,
  path: string,
): Warning[] {
  const seen = support?.["year"];
  if (seen === undefined || (year >= seen.lower && year <= seen.upper)) return [];
  const [at, from, to] = [year, seen.lower, seen.upper].map((each) => Number(each.toFixed(2)));
  const message = `${at} lies outside the years the trend was fitted on, ${from} to ${to}.`;
  return [{ code: "EXTRAPOLATION", message, path }];
}

export function noSpreadWarning({ covariance }: Pick<Law, "covariance">, of: "line" | "observation"): Warning {
  const missing =
    of === "observation" && covariance !== null ? "residual spread" : "covariance of its coefficients and no draws";
  return { code: "NO_COVARIANCE", message: `The law has no ${missing}: no bounds can be given.`, path: null };
}
