import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { Fit } from "../statistics/law.ts";
import { isLaw, type SavedLaw } from "../statistics/saved-law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import type { UniqueSequencesLaw } from "./unique-sequences.ts";

/** What a question takes: a law, or a fit, which also knows the sizes of corpus it saw. */
export type AnyUniqueSequences = UniqueSequencesLaw & Partial<Pick<Fit, "support">>;

/** The option of a question put to a growth of unique sequences. */
export interface UniqueSequencesQuestionOptions {
  /** Default: the level of the law's own intervals. */
  level?: number;
}

function levelOf(law: AnyUniqueSequences, options: UniqueSequencesQuestionOptions): number {
  return resolveLevel(options.level ?? law.coefficients.exponent.level);
}

/**
 * How many unique sequences a corpus of a size has: exp(lnUniqueAtReference) (tokens / referenceTokens)^exponent.
 *
 * Bounds are those of the line: percentiles of the law's draws where kept, otherwise from its covariance.
 *
 * @param law - a fit of {@link fitUniqueSequences}, or a stored one.
 * @param tokens - above zero, counted as in the fit.
 * @param options - `level`; default that of the law.
 * @returns Warnings: `EXTRAPOLATION` beyond the sizes the fit saw, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitUniqueSequences, predictUniqueSequences } from "scaling-laws/corpus";
 *
 * const fit = fitUniqueSequences({ tokens: [1e3, 1e4, 1e5, 1e6], unique: [77, 294, 1116, 4234] });
 * const unique = predictUniqueSequences(fit, 1e7);
 * console.log(unique.estimate?.toPrecision(3)); // => "1.61e+4"
 * console.log(unique.warnings[0]?.code); // => "EXTRAPOLATION"
 * ```
 */
export function predictUniqueSequences(
  law: AnyUniqueSequences,
  tokens: number,
  options: UniqueSequencesQuestionOptions = {},
): Prediction {
  requireUsableLaw(law, "unique-sequences");
  requireOptions(options);
  const distance = Math.log(requirePositive(tokens, "tokens")) - Math.log(law.referenceTokens);
  const prediction = askLaw(law, {
    answer: (values) => values[0]! + values[1]! * distance,
    scale: "log",
    level: levelOf(law, options),
  });
  prediction.warnings.push(...extrapolationWarnings(law, "tokens", tokens, "tokens"));
  return prediction;
}

/**
 * How large a corpus must be to have so many unique sequences: the inverse of {@link predictUniqueSequences}.
 *
 * @param law - a fit of {@link fitUniqueSequences}, or a stored one.
 * @param unique - above zero.
 * @param options - `level`; default that of the law.
 * @returns Null where the exponent is not above zero (`UNBOUNDED`). Bounds and other warnings as there.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { fitUniqueSequences, invertUniqueSequences } from "scaling-laws/corpus";
 *
 * const fit = fitUniqueSequences({ tokens: [1e3, 1e4, 1e5, 1e6], unique: [77, 294, 1116, 4234] });
 * console.log(invertUniqueSequences(fit, 2000).estimate?.toPrecision(3)); // => "2.74e+5"
 * ```
 */
export function invertUniqueSequences(
  law: AnyUniqueSequences,
  unique: number,
  options: UniqueSequencesQuestionOptions = {},
): Prediction {
  requireUsableLaw(law, "unique-sequences");
  requireOptions(options);
  const log = Math.log(requirePositive(unique, "unique"));
  const reference = Math.log(law.referenceTokens);
  const prediction = askLaw(law, {
    answer: (values) => (values[1]! > 0 ? reference + (log - values[0]!) / values[1]! : Number.POSITIVE_INFINITY),
    scale: "log",
    level: levelOf(law, options),
  });
  prediction.warnings.push(...extrapolationWarnings(law, "tokens", prediction.estimate, "tokens"));
  return prediction;
}

/**
 * Whether `value` is a growth of unique sequences, fitted or stored, that can be asked. Never throws.
 *
 * @example
 * ```ts
 * import { fitUniqueSequences, isUniqueSequences } from "scaling-laws/corpus";
 *
 * const fit = fitUniqueSequences({ tokens: [1e3, 1e4, 1e5], unique: [77, 294, 1116] });
 * console.log(isUniqueSequences(JSON.parse(JSON.stringify(fit)))); // => true
 * console.log(isUniqueSequences({ kind: "unique-sequences" })); // => false
 * ```
 */
export function isUniqueSequences(value: unknown): value is SavedLaw<"unique-sequences"> {
  return isLaw(value, "unique-sequences");
}
