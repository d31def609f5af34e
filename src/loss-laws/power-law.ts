import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { Fit, Law } from "../statistics/law.ts";
import { isLaw, type SavedLaw } from "../statistics/saved-law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";

/** The terms of y = offset + coefficient x^exponent; `offset` is missing from a law that has none. */
export type PowerLawTerm = "offset" | "coefficient" | "exponent";

/** y = coefficient x^exponent. */
export interface PlainPowerLaw extends Law<"power-law", "coefficient" | "exponent"> {
  /** Degrees of freedom of the t quantile that turns `covariance` into intervals; null or absent for the normal one. */
  intervalDegreesOfFreedom?: number | null;
}

/** y = offset + coefficient x^exponent. */
export interface OffsetPowerLaw extends Law<"power-law", PowerLawTerm> {
  /** Degrees of freedom of the t quantile behind the intervals; null for the normal quantile. */
  intervalDegreesOfFreedom?: number | null;
}

/** A power law with or without offset, published or fitted; a fit also knows the inputs it saw. */
export type AnyPowerLaw = (PlainPowerLaw | OffsetPowerLaw) & Partial<Pick<Fit, "support">>;

interface PowerCoefficients {
  offset: number;
  coefficient: number;
  exponent: number;
}

function readerOf(law: AnyPowerLaw): (values: ArrayLike<number>) => PowerCoefficients {
  const terms: readonly string[] = law.terms;
  const offset = terms.indexOf("offset");
  const coefficient = terms.indexOf("coefficient");
  const exponent = terms.indexOf("exponent");
  return (values) => ({
    offset: offset < 0 ? 0 : values[offset]!,
    coefficient: values[coefficient]!,
    exponent: values[exponent]!,
  });
}

/** The option of a question put to a power law. */
export interface PowerQuestionOptions {
  /** Default: the level of the law's own intervals. */
  level?: number;
}

/**
 * The value of a power law, y = offset + coefficient x^exponent.
 *
 * @param law - a fit of {@link fitPowerLaw}, or a published law.
 * @param x - the input, above zero.
 * @param options - `level`; default that of the law.
 * @returns the value; bounds by the delta method on ln y from the law's covariance (or from its draws), null without.
 * Warnings: `EXTRAPOLATION`, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { predictPowerLaw } from "scaling-laws/loss-laws";
 * import { kaplan2020 } from "scaling-laws/published";
 *
 * console.log(predictPowerLaw(kaplan2020.lossOfParameters, 175e9).estimate?.toFixed(4)); // => "1.6044"
 * ```
 */
export function predictPowerLaw(law: AnyPowerLaw, x: number, options: PowerQuestionOptions = {}): Prediction {
  requireUsableLaw(law, "power-law");
  requireOptions(options);
  const log = Math.log(requirePositive(x, "x"));
  const read = readerOf(law);
  const prediction = askLaw(law, {
    answer: (values) => {
      const { offset, coefficient, exponent } = read(values);
      return Math.log(offset + coefficient * Math.exp(exponent * log));
    },
    scale: "log",
    level: resolveLevel(options.level ?? law.coefficients.exponent.level),
  });
  prediction.warnings.push(...extrapolationWarnings(law, "x", x, "x"));
  return prediction;
}

/**
 * The input at which a power law has a value, x = ((y - offset) / coefficient)^(1/exponent).
 *
 * @param law - a fit of {@link fitPowerLaw}, or a published law.
 * @param y - the value, above zero.
 * @param options - `level`; default that of the law.
 * @returns the input; null with the warning `NOT_REACHED` for a value on the far side of the offset. Other warnings:
 * `EXTRAPOLATION`, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { invertPowerLaw } from "scaling-laws/loss-laws";
 * import { kaplan2020 } from "scaling-laws/published";
 *
 * console.log(invertPowerLaw(kaplan2020.lossOfParameters, 2).estimate?.toExponential(2)); // => "9.63e+9"
 * ```
 */
export function invertPowerLaw(law: AnyPowerLaw, y: number, options: PowerQuestionOptions = {}): Prediction {
  requireUsableLaw(law, "power-law");
  requireOptions(options);
  requirePositive(y, "y");
  const read = readerOf(law);
  const level = resolveLevel(options.level ?? law.coefficients.exponent.level);
  const coefficients: Partial<Record<string, Estimate>> = law.coefficients;
  const { offset, coefficient } = read(law.terms.map((term) => coefficients[term]?.estimate ?? Number.NaN));
  if (!((y - offset) / coefficient > 0)) {
    const message = `The law never reaches ${y}: it tends to ${offset.toPrecision(5)}.`;
    const warnings: Prediction["warnings"] = [{ code: "NOT_REACHED", message, path: "y" }];
    return { estimate: null, standardError: null, lower: null, upper: null, level, warnings };
  }
  const prediction = askLaw(law, {
    answer: (values) => {
      const at = read(values);
      const share = (y - at.offset) / at.coefficient;
      return share > 0 ? Math.log(share) / at.exponent : Number.POSITIVE_INFINITY;
    },
    scale: "log",
    level,
  });
  prediction.warnings.push(...extrapolationWarnings(law, "x", prediction.estimate, "y"));
  return prediction;
}

/**
 * Whether `value` is a power law, fitted, published or stored, that can be asked. Never throws.
 *
 * @example
 * ```ts
 * import { isPowerLaw } from "scaling-laws/loss-laws";
 * import { llama2024 } from "scaling-laws/published";
 *
 * console.log(isPowerLaw(llama2024.tokens)); // => true
 * ```
 */
export function isPowerLaw(value: unknown): value is SavedLaw<"power-law"> {
  return isLaw(value, "power-law");
}
