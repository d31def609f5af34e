import type { Warning } from "../errors.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import { percentileInterval, standardDeviation } from "./bootstrap.ts";
import { noCovarianceWarning, type Prediction } from "./estimate.ts";

/** The standard error and the bounds of a quantity on its log10 scale. */
export interface LogSpread {
  standardError: number;
  lower: number;
  upper: number;
}

/** The spread of a quantity that the draws of a law give; null for fewer than two of them. */
export function drawnSpread(exponents: Float64Array, level: number): LogSpread | null {
  const { lower, upper } = percentileInterval(exponents, level);
  const standardError = standardDeviation(exponents);
  return lower === null || upper === null || standardError === null ? null : { standardError, lower, upper };
}

/** exponent +- multiplier x standardError; the multiplier is that of `intervalMultiplier`. */
export function symmetricSpread(exponent: number, standardError: number, multiplier: number): LogSpread {
  const half = multiplier * standardError;
  return { standardError, lower: exponent - half, upper: exponent + half };
}

/**
 * A prediction of 10^exponent with its spread; its standard error is the delta method's, 10^exponent x ln 10 x SE. What no
 * double can hold is null, with a warning; so are the bounds without a spread, and the warning says what is `missing`.
 */
export function powerPrediction(
  exponent: number,
  spread: LogSpread | null,
  level: number,
  warnings: Warning[],
  missing?: string,
): Prediction {
  const estimate = powerOfTen(exponent);
  const lower = spread && powerOfTen(spread.lower);
  const upper = spread && powerOfTen(spread.upper);
  const standardError = estimate && spread && estimate * Math.LN10 * spread.standardError;
  if (spread === null) warnings.push(noCovarianceWarning(missing));
  if (estimate === null) warnings.push(tooLarge(exponent, "estimate"));
  else if (spread && upper === null) warnings.push(tooLarge(spread.upper, "upper"));
  return {
    estimate,
    standardError: Number.isFinite(standardError) ? standardError : null,
    lower,
    upper,
    level,
    warnings,
  };
}

function tooLarge(exponent: number, path: string): Warning {
  const number = Number.isFinite(exponent) ? `10^${exponent.toPrecision(4)}` : "It";
  return { code: "UNBOUNDED", message: `${number} is too large to be held.`, path };
}
