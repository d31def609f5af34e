import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { type AnyLossLaw, coefficientReader, lossAt } from "./loss-formula.ts";

/** A model size and the tokens it is trained on. */
export interface TrainingRun {
  /** Size of the model. */
  parameters: number;
  /** Training tokens. */
  tokens: number;
}

/** The option of a question put to a loss law. */
export interface LossQuestionOptions {
  /** Default: the level of the law's own intervals. */
  level?: number;
}

/** The level asked for, or that of the law's own intervals. */
export function levelOf(law: AnyLossLaw, options: LossQuestionOptions): number {
  return resolveLevel(options.level ?? law.coefficients.alpha.level);
}

/**
 * The loss that a law expects of a training run, L = E + A / N^alpha + B / D^beta.
 *
 * The bounds are those of the law (of the middle of such runs), not of a single new run. They are percentiles of the
 * law's draws where these were kept, otherwise the delta method on ln L from its covariance; a law with neither, as
 * most published ones, has null bounds and a warning.
 *
 * @param law - a fit of {@link fitLossLaw}, or a published law.
 * @param run - `parameters` and `tokens`, above zero, in the convention of the law (with or without embeddings).
 * @param options - `level`; default that of the law.
 * @returns the loss in the law's unit, nats a token for the published ones. Warnings: `EXTRAPOLATION` beyond the sizes
 * or tokens the fit saw, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Hoffmann et al. 2022 (arXiv 2203.15556), equation 2.
 *
 * @example
 * ```ts
 * import { predictLoss } from "scaling-laws/loss-laws";
 * import { hoffmann2022 } from "scaling-laws/published";
 *
 * const loss = predictLoss(hoffmann2022, { parameters: 70e9, tokens: 1.4e12 });
 * console.log(loss.estimate?.toFixed(4)); // => "1.9366"
 * console.log(loss.warnings[0]?.code); // => "NO_COVARIANCE"
 * ```
 */
export function predictLoss(law: AnyLossLaw, run: TrainingRun, options: LossQuestionOptions = {}): Prediction {
  requireUsableLaw(law, "loss-law");
  requireOptions(run, "run");
  requireOptions(options);
  const logParameters = Math.log(requirePositive(run.parameters, "run.parameters"));
  const logTokens = Math.log(requirePositive(run.tokens, "run.tokens"));
  const read = coefficientReader(law);
  const prediction = askLaw(law, {
    answer: (values) => Math.log(lossAt(read(values), logParameters, logTokens)),
    scale: "log",
    level: levelOf(law, options),
  });
  prediction.warnings.push(
    ...extrapolationWarnings(law, "parameters", run.parameters, "run.parameters"),
    ...extrapolationWarnings(law, "tokens", run.tokens, "run.tokens"),
  );
  return prediction;
}
