import { requireFinite, requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { estimatesOf } from "./performance-formula.ts";
import type { DensingQuestionOptions } from "./predict-score.ts";
import { type AnyScoreLaw, logSizeAtScore, scoreAtSize, scoreReader } from "./score-formula.ts";
import { askedScoreWarnings } from "./score-units.ts";

/**
 * The score that a score law expects of a size, floor + (ceiling - floor) / (1 + exp(-slope (ln size - logMidpoint))).
 *
 * @param law - a fit of {@link fitScoreLaw}.
 * @param size - in the unit of the fit, above zero.
 * @returns the score, with bounds of the law. Warnings: `EXTRAPOLATION`, `NO_COVARIANCE`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { fitScoreLaw, predictScoreLaw } from "scaling-laws/densing";
 *
 * const law = fitScoreLaw({ size: [1e9, 3e9, 9e9], score: [0.4, 0.5, 0.6] }, { floor: 0.25, ceiling: 1 });
 * console.log(predictScoreLaw(law, 27e9).estimate?.toFixed(2)); // => "0.72"
 * ```
 */
export function predictScoreLaw(law: AnyScoreLaw, size: number, options: DensingQuestionOptions = {}): Prediction {
  requireOptions(options);
  const logSize = Math.log(requirePositive(size, "size"));
  const read = scoreReader(law);
  const prediction = askLaw(law, {
    answer: (values) => scoreAtSize(read(values), logSize),
    scale: "identity",
    level: resolveLevel(options.level ?? law.coefficients.slope.level),
  });
  prediction.warnings.push(...extrapolationWarnings(law, "size", size, "size"));
  return prediction;
}

/**
 * The size at which a score law reaches a score: the inverse of {@link predictScoreLaw}.
 *
 * @param law - a fit of {@link fitScoreLaw}.
 * @param score - in the unit of the law.
 * @returns the size, with bounds on its logarithm; null with `NOT_REACHED` at or above the ceiling, 0 at or below the
 * floor. {@link effectiveParameterSize} answers the same question with its outcomes told apart.
 * @throws ScalingError `OUT_OF_RANGE` (percent put to a law of fractions), `NOT_FINITE`, `UNSUPPORTED_TYPE`,
 * `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { fitScoreLaw, invertScoreLaw } from "scaling-laws/densing";
 *
 * const law = fitScoreLaw({ size: [1e9, 3e9, 9e9], score: [0.4, 0.5, 0.6] }, { floor: 0.25, ceiling: 1 });
 * console.log(invertScoreLaw(law, 0.5).estimate?.toExponential(1)); // => "3.2e+9"
 * console.log(invertScoreLaw(law, 1).warnings[0]?.code); // => "NOT_REACHED"
 * ```
 */
export function invertScoreLaw(law: AnyScoreLaw, score: number, options: DensingQuestionOptions = {}): Prediction {
  requireOptions(options);
  requireFinite(score, "score");
  const read = scoreReader(law);
  const at = read(estimatesOf(law));
  const level = resolveLevel(options.level ?? law.coefficients.slope.level);
  const warnings = askedScoreWarnings(score, at.ceiling, "score");
  if (score >= at.ceiling) {
    const message = `A score of ${score} is at or above the ceiling, ${at.ceiling.toPrecision(5)}.`;
    warnings.unshift({ code: "NOT_REACHED", message, path: "score" });
    return { estimate: null, standardError: null, lower: null, upper: null, level, warnings };
  }
  if (score <= at.floor) {
    return { estimate: 0, standardError: null, lower: null, upper: null, level, warnings };
  }
  const prediction = askLaw(law, { answer: (values) => logSizeAtScore(read(values), score), scale: "log", level });
  prediction.warnings.push(...extrapolationWarnings(law, "score", score, "score"), ...warnings);
  return prediction;
}
