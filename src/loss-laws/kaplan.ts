import { requireFinite, requireOptions, requirePositive } from "../numeric/checks.ts";
import type { KaplanCriticalBatch, KaplanJointLaw, KaplanTrainingLaw } from "../published/kaplan2020.ts";
import { noCovarianceWarning, type Prediction } from "../statistics/estimate.ts";
import { DEFAULT_LEVEL } from "../statistics/fit-options.ts";
import type { TrainingRun } from "./predict-loss.ts";

/** The constants of the paper's forms, each above zero. */
function requireConstants<Name extends string>(law: Readonly<Record<Name, number>>, names: readonly Name[]): void {
  requireOptions(law, "law");
  for (const name of names) requirePositive(law[name], `law.${name}`);
}

function withoutBounds(loss: number): Prediction {
  const estimate = requireFinite(loss, "loss");
  const warnings = [noCovarianceWarning()];
  return { estimate, standardError: null, lower: null, upper: null, level: DEFAULT_LEVEL, warnings };
}

/**
 * Kaplan's loss of a model of N parameters trained on D tokens to early stopping,
 * L(N, D) = ((Nc / N)^(alphaN / alphaD) + Dc / D)^alphaD.
 *
 * @param law - `kaplan2020.joint`, or coefficients of your own.
 * @param run - `parameters` outside embeddings, and `tokens`; above zero.
 * @returns nats a token; no bounds, since none are printed.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`.
 *
 * Source: Kaplan et al. 2020 (arXiv 2001.08361), equation 1.5.
 *
 * @example
 * ```ts
 * import { predictKaplanLoss } from "scaling-laws/loss-laws";
 * import { kaplan2020 } from "scaling-laws/published";
 *
 * const loss = predictKaplanLoss(kaplan2020.joint, { parameters: 175e9, tokens: 300e9 });
 * console.log(loss.estimate?.toFixed(4)); // => "1.6610"
 * ```
 */
export function predictKaplanLoss(law: KaplanJointLaw, run: TrainingRun): Prediction {
  requireConstants(law, ["parameterScale", "parameterExponent", "tokenScale", "tokenExponent"]);
  requireOptions(run, "run");
  const size = law.parameterScale / requirePositive(run.parameters, "run.parameters");
  const data = law.tokenScale / requirePositive(run.tokens, "run.tokens");
  return withoutBounds((size ** (law.parameterExponent / law.tokenExponent) + data) ** law.tokenExponent);
}

/**
 * Kaplan's loss of a model of N parameters after S steps at a batch far above the critical one,
 * L(N, S) = (Nc / N)^alphaN + (Sc / S)^alphaS.
 *
 * @param law - `kaplan2020.training`, or coefficients of your own.
 * @param run - `parameters` outside embeddings, and `steps`; above zero.
 * @returns nats a token; no bounds, since none are printed.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`.
 *
 * Source: Kaplan et al. 2020 (arXiv 2001.08361), equation 1.6.
 *
 * @example
 * ```ts
 * import { predictKaplanTrainingLoss } from "scaling-laws/loss-laws";
 * import { kaplan2020 } from "scaling-laws/published";
 *
 * const loss = predictKaplanTrainingLoss(kaplan2020.training, { parameters: 1e9, steps: 1e5 });
 * console.log(loss.estimate?.toFixed(4)); // => "2.4005"
 * ```
 */
export function predictKaplanTrainingLoss(
  law: KaplanTrainingLaw,
  run: { parameters: number; steps: number },
): Prediction {
  requireConstants(law, ["parameterScale", "parameterExponent", "stepScale", "stepExponent"]);
  requireOptions(run, "run");
  const size = law.parameterScale / requirePositive(run.parameters, "run.parameters");
  const training = law.stepScale / requirePositive(run.steps, "run.steps");
  return withoutBounds(size ** law.parameterExponent + training ** law.stepExponent);
}

/**
 * The batch, in tokens, at which training trades time against compute evenly, Bcrit(L) = B* / L^(1/alphaB).
 *
 * @param law - `kaplan2020.criticalBatch`, or coefficients of your own.
 * @param loss - the loss reached, above zero.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`.
 *
 * Source: Kaplan et al. 2020 (arXiv 2001.08361), equation 1.4.
 *
 * @example
 * ```ts
 * import { criticalBatchTokens } from "scaling-laws/loss-laws";
 * import { kaplan2020 } from "scaling-laws/published";
 *
 * console.log(Math.round(criticalBatchTokens(kaplan2020.criticalBatch, 3))); // => 1069114
 * ```
 */
export function criticalBatchTokens(law: KaplanCriticalBatch, loss: number): number {
  requireConstants(law, ["batchTokens", "exponent"]);
  return requireFinite(law.batchTokens / requirePositive(loss, "loss") ** (1 / law.exponent), "loss");
}
