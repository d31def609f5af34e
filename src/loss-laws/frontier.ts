import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { allocate, type ComputeOptions, flopPerParameterToken, optimumOf } from "./compute-optimal.ts";
import { type AnyLossLaw, coefficientReader, coefficientsOf, type LossCoefficients, lossAt } from "./loss-formula.ts";
import { levelOf } from "./predict-loss.ts";

function frontierAt(coefficients: LossCoefficients, logBudget: number): number {
  const { logParameters, logTokens } = allocate(coefficients, logBudget);
  return lossAt(coefficients, logParameters, logTokens);
}

/** ln (C/k) at which the frontier reaches a loss; Infinity where it never does. */
function budgetForLoss(coefficients: LossCoefficients, loss: number): number {
  const { E, alpha, beta } = coefficients;
  if (!(loss > E)) return Number.POSITIVE_INFINITY;
  const reducibleAtOne = frontierAt({ ...coefficients, E: 0 }, 0);
  return ((Math.log(reducibleAtOne) - Math.log(loss - E)) * (alpha + beta)) / (alpha * beta);
}

/** Warnings where the optimal run at a budget lies outside the sizes or tokens that the fit saw. */
function frontierExtrapolations(law: AnyLossLaw, logBudget: number, path: string): Prediction["warnings"] {
  if (!Number.isFinite(logBudget)) return [];
  const { logParameters, logTokens } = optimumOf(law, logBudget);
  return [
    ...extrapolationWarnings(law, "parameters", Math.exp(logParameters), path),
    ...extrapolationWarnings(law, "tokens", Math.exp(logTokens), path),
  ];
}

/**
 * The lowest loss that a training compute can reach, L*(C) = E + (A G^-alpha + B G^beta) (C/k)^(-alpha beta/(alpha+beta)),
 * with G as in {@link computeOptimal}.
 *
 * @param law - a fit of {@link fitLossLaw}, or a published law.
 * @param flop - the compute of the whole training run.
 * @param options - `flopPerParameterToken`, k in C = k N D, default 6; `level`.
 * @returns the loss. Warnings: `EXTRAPOLATION` where the optimal run lies outside what the fit saw, `NO_COVARIANCE`,
 * `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { frontierLoss } from "scaling-laws/loss-laws";
 * import { hoffmann2022 } from "scaling-laws/published";
 *
 * console.log(frontierLoss(hoffmann2022, 1e21).estimate?.toFixed(4)); // => "2.3289"
 * ```
 */
export function frontierLoss(law: AnyLossLaw, flop: number, options: ComputeOptions = {}): Prediction {
  requireUsableLaw(law, "loss-law");
  requireOptions(options);
  const logBudget = Math.log(requirePositive(flop, "flop")) - Math.log(flopPerParameterToken(options));
  const read = coefficientReader(law);
  const prediction = askLaw(law, {
    answer: (values) => Math.log(frontierAt(read(values), logBudget)),
    scale: "log",
    level: levelOf(law, options),
  });
  prediction.warnings.push(...frontierExtrapolations(law, logBudget, "flop"));
  return prediction;
}

/**
 * The training compute at which the frontier reaches a loss: the inverse of {@link frontierLoss},
 * C = k ((L - E) / (A G^-alpha + B G^beta))^(-(alpha+beta)/(alpha beta)).
 *
 * Near E the answer grows without limit, and its interval is the first to say so: the upper bound is null where the
 * loss may lie below E at the interval's level.
 *
 * @param law - a fit of {@link fitLossLaw}, or a published law.
 * @param loss - the loss to reach, above zero.
 * @param options - `flopPerParameterToken`, default 6; `level`.
 * @returns FLOP of the whole run; null with the warning `NOT_REACHED` for a loss at or below E. Other warnings:
 * `EXTRAPOLATION`, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * @example
 * ```ts
 * import { flopForLoss } from "scaling-laws/loss-laws";
 * import { hoffmann2022 } from "scaling-laws/published";
 *
 * console.log(flopForLoss(hoffmann2022, 2).estimate?.toExponential(2)); // => "1.11e+23"
 * console.log(flopForLoss(hoffmann2022, 1.6).warnings[0]?.code); // => "NOT_REACHED"
 * ```
 */
export function flopForLoss(law: AnyLossLaw, loss: number, options: ComputeOptions = {}): Prediction {
  requireUsableLaw(law, "loss-law");
  requireOptions(options);
  requirePositive(loss, "loss");
  const logK = Math.log(flopPerParameterToken(options));
  const level = levelOf(law, options);
  const coefficients = coefficientsOf(law);
  if (!(loss > coefficients.E)) {
    const message = `The law never falls to ${loss}: its irreducible loss is ${coefficients.E.toPrecision(5)}.`;
    const warnings: Prediction["warnings"] = [{ code: "NOT_REACHED", message, path: "loss" }];
    return { estimate: null, standardError: null, lower: null, upper: null, level, warnings };
  }
  const read = coefficientReader(law);
  const prediction = askLaw(law, {
    answer: (values) => logK + budgetForLoss(read(values), loss),
    scale: "log",
    level,
  });
  const logBudget = budgetForLoss(coefficients, loss);
  prediction.warnings.push(...frontierExtrapolations(law, logBudget, "loss"));
  return openAbove(law, loss, prediction);
}

/** Takes away an upper bound that the delta method cannot vouch for: E itself may lie above the loss. */
function openAbove(law: AnyLossLaw, loss: number, prediction: Prediction): Prediction {
  const { draws, covariance, coefficients } = law;
  if (draws !== null || covariance === null || prediction.upper === null || !("E" in coefficients)) return prediction;
  const highest = askLaw(law, {
    answer: (values) => coefficientReader(law)(values).E,
    scale: "identity",
    level: prediction.level,
  }).upper;
  if (highest === null || highest < loss) return prediction;
  const message = `The irreducible loss may be as high as ${highest.toPrecision(5)}: the compute has no upper bound.`;
  return {
    ...prediction,
    upper: null,
    warnings: [...prediction.warnings, { code: "UNBOUNDED", message, path: "upper" }],
  };
}
