import type { Warning } from "../errors.ts";
import { requireFinite, requireOptions } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import {
  type AnyPerformanceCurve,
  estimatesOf,
  lossAtScore,
  performanceReader,
  scoreAtLoss,
} from "./performance-formula.ts";
import { askedScoreWarnings } from "./score-units.ts";

/** The option of a question put to a curve or a law of this domain. */
export interface DensingQuestionOptions {
  /** Default: the level of the law's own intervals. */
  level?: number;
}

/**
 * The score that a curve expects at a loss, c / (1 + exp(-gamma (loss - l))) + d.
 *
 * @param law - a fit of {@link fitPerformanceCurve}, or a published curve.
 * @param loss - the loss on the benchmark's answers.
 * @param options - `level`; default that of the law.
 * @returns the score in the curve's unit, with bounds of the curve (not of a single model): percentiles of its draws
 * where kept, otherwise the delta method. Warnings: `EXTRAPOLATION`, `NO_COVARIANCE`.
 * @throws ScalingError `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { predictScore } from "scaling-laws/densing";
 * import { xiao2025 } from "scaling-laws/published";
 *
 * console.log(predictScore(xiao2025.average.curve, 0.2).estimate?.toFixed(1)); // => "36.9"
 * ```
 */
export function predictScore(law: AnyPerformanceCurve, loss: number, options: DensingQuestionOptions = {}): Prediction {
  requireOptions(options);
  requireFinite(loss, "loss");
  const read = performanceReader(law);
  const prediction = askLaw(law, {
    answer: (values) => scoreAtLoss(read(values), loss),
    scale: "identity",
    level: resolveLevel(options.level ?? law.coefficients.l.level),
  });
  prediction.warnings.push(...extrapolationWarnings(law, "loss", loss, "loss"));
  return prediction;
}

/**
 * The loss at which a curve reaches a score, l - ln(c / (score - d) - 1) / gamma: the inverse of {@link predictScore}.
 *
 * @param law - a fit of {@link fitPerformanceCurve}, or a published curve.
 * @param score - in the unit of the curve.
 * @returns the loss; null with `UNBOUNDED` for a score at or below the floor d, which any high loss gives, and with
 * `NOT_REACHED` at or above the ceiling c + d, which none gives. Bounds as of {@link predictScore}; other warnings:
 * `EXTRAPOLATION`, `NO_COVARIANCE`, `MIXED_UNITS`.
 * @throws ScalingError `OUT_OF_RANGE` (percent put to a curve of fractions), `NOT_FINITE`, `UNSUPPORTED_TYPE`,
 * `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { invertScore } from "scaling-laws/densing";
 * import { xiao2025 } from "scaling-laws/published";
 *
 * const { curve } = xiao2025.average;
 * console.log(invertScore(curve, 60).estimate?.toFixed(4)); // => "0.1559"
 * console.log(invertScore(curve, 10).warnings[0]?.code); // => "UNBOUNDED"
 * ```
 */
export function invertScore(law: AnyPerformanceCurve, score: number, options: DensingQuestionOptions = {}): Prediction {
  requireOptions(options);
  requireFinite(score, "score");
  const read = performanceReader(law);
  const at = read(estimatesOf(law));
  const level = resolveLevel(options.level ?? law.coefficients.l.level);
  const warnings: Warning[] = askedScoreWarnings(score, at.c + at.d, "score");
  const centre = lossAtScore(at, score);
  if (!Number.isFinite(centre)) {
    warnings.push(
      centre > 0
        ? {
            code: "UNBOUNDED",
            message: `A score of ${score} is at or below the floor, ${at.d.toPrecision(5)}.`,
            path: "score",
          }
        : {
            code: "NOT_REACHED",
            message: `A score of ${score} is at or above the ceiling, ${(at.c + at.d).toPrecision(5)}.`,
            path: "score",
          },
    );
    return { estimate: null, standardError: null, lower: null, upper: null, level, warnings };
  }
  const prediction = askLaw(law, { answer: (values) => lossAtScore(read(values), score), scale: "identity", level });
  prediction.warnings.push(...extrapolationWarnings(law, "score", score, "score"), ...warnings);
  return prediction;
}
