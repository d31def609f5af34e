import { ScalingError } from "../errors.ts";
import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { askLaw, extrapolationWarnings, givenPrediction } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { type AnyLossLaw, coefficientReader, coefficientsOf, type LossCoefficients, lossAt } from "./loss-formula.ts";
import { type LossQuestionOptions, levelOf } from "./predict-loss.ts";

/** What is fixed: the compute of the whole training run, or the model size. */
export type OptimalQuestion =
  | {
      /** Training compute, in FLOP. */
      flop: number;
    }
  | {
      /** Size of the model, for which the compute is sought at which it is optimal. */
      parameters: number;
    };

/** The options of {@link computeOptimal} and of the frontier's questions. */
export interface ComputeOptions extends LossQuestionOptions {
  /** k in C = k N D, the compute of a parameter and a token; default 6. */
  flopPerParameterToken?: number;
}

/** The training run that reaches the lowest loss at its compute. */
export interface ComputeOptimum {
  /** The optimal size. */
  parameters: Prediction;
  /** The optimal number of tokens. */
  tokens: Prediction;
  /** Tokens for each parameter. */
  tokensPerParameter: Prediction;
  /** The loss there. */
  loss: Prediction;
  /** a in N* ~ C^a; tokens grow as C^(1-a). */
  parameterExponent: Prediction;
  /** k N* D*. */
  flop: Prediction;
}

/** ln N* and ln D* of a law, at ln C, where the compute is k N D. */
interface Allocation {
  logParameters: number;
  logTokens: number;
}

/**
 * The optimum along C = k N D: N* = G (C/k)^a, D* = (C/k)^b / G with G = (alpha A / (beta B))^(1/(alpha + beta)),
 * a = beta / (alpha + beta), b = alpha / (alpha + beta).
 */
export function allocate({ A, B, alpha, beta }: LossCoefficients, logBudget: number): Allocation {
  const sum = alpha + beta;
  const logG = (Math.log(alpha * A) - Math.log(beta * B)) / sum;
  return { logParameters: logG + (beta / sum) * logBudget, logTokens: (alpha / sum) * logBudget - logG };
}

/** The budget, ln (C/k), at which a size is optimal. */
export function budgetOfSize(coefficients: LossCoefficients, logParameters: number): number {
  const { alpha, beta } = coefficients;
  const atOne = allocate(coefficients, 0).logParameters;
  return ((logParameters - atOne) * (alpha + beta)) / beta;
}

export function flopPerParameterToken(options: ComputeOptions): number {
  return requirePositive(options.flopPerParameterToken ?? 6, "options.flopPerParameterToken");
}

/**
 * How to spend training compute: the model size and tokens of lowest loss at C = k N D, in closed form,
 *
 * N* = G (C/k)^a, D* = (C/k)^b / G, G = (alpha A / (beta B))^(1/(alpha+beta)), a = beta/(alpha+beta) = 1 - b.
 *
 * Given the compute, or given the model size, for which it finds the tokens (and compute) at which that size is optimal.
 *
 * @param law - a fit of {@link fitLossLaw}, or a published law; with or without irreducible term, which does not matter.
 * @param question - `{ flop }`, the compute of the whole run, or `{ parameters }`.
 * @param options - `flopPerParameterToken`, k, default 6; `level`, default that of the law.
 * @returns Predictions in natural units. Bounds are percentiles of the law's draws where kept (`keepDraws`), otherwise
 * the delta method on logarithms (for `parameterExponent`: on itself), null without either. They are wide: tokens per
 * parameter at 5.76e23 FLOP is about 18 with 95 % bounds of 8 and 36 on the 240 points of Hoffmann et al. 2022.
 * What was given has standard error 0. Warnings: `EXTRAPOLATION`, `NO_COVARIANCE`, `UNBOUNDED` (a law in which one of
 * A and B is zero has no optimum).
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Hoffmann et al. 2022 (arXiv 2203.15556), equation 4.
 *
 * @example
 * ```ts
 * import { computeOptimal } from "scaling-laws/loss-laws";
 * import { besiroglu2024, hoffmann2022 } from "scaling-laws/published";
 *
 * const gopher = { flop: 5.76e23 };
 * console.log(computeOptimal(besiroglu2024.absolute, gopher).tokensPerParameter.estimate?.toFixed(1)); // => "18.3"
 * console.log(computeOptimal(besiroglu2024.huber, gopher).tokensPerParameter.estimate?.toFixed(1)); // => "17.9"
 * console.log(computeOptimal(hoffmann2022.tex, gopher).tokensPerParameter.estimate?.toFixed(1)); // => "58.9"
 * ```
 */
export function computeOptimal(
  law: AnyLossLaw,
  question: OptimalQuestion,
  options: ComputeOptions = {},
): ComputeOptimum {
  requireUsableLaw(law, "loss-law");
  requireOptions(options);
  const k = flopPerParameterToken(options);
  const level = levelOf(law, options);
  const read = coefficientReader(law);
  const given = givenOf(question);
  const log = Math.log(given.value);
  const budget = (coefficients: LossCoefficients): number =>
    given.name === "flop" ? log - Math.log(k) : budgetOfSize(coefficients, log);
  const ask = (
    answer: (at: Allocation, coefficients: LossCoefficients) => number,
    scale: "log" | "identity" = "log",
  ): Prediction =>
    askLaw(law, {
      answer: (values) => {
        const coefficients = read(values);
        return answer(allocate(coefficients, budget(coefficients)), coefficients);
      },
      scale,
      level,
    });

  const sizes = given.name === "parameters" ? givenPrediction(given.value, level) : ask((at) => at.logParameters);
  const tokens = ask((at) => at.logTokens);
  sizes.warnings.push(...extrapolationWarnings(law, "parameters", sizes.estimate, "parameters"));
  tokens.warnings.push(...extrapolationWarnings(law, "tokens", tokens.estimate, "tokens"));
  const loss = ask((at, coefficients) => Math.log(lossAt(coefficients, at.logParameters, at.logTokens)));
  loss.warnings.push(...extrapolations(sizes, tokens));
  return requireHeld(
    {
      parameters: sizes,
      tokens,
      tokensPerParameter: ask((at) => at.logTokens - at.logParameters),
      loss,
      parameterExponent: ask((_, { alpha, beta }) => beta / (alpha + beta), "identity"),
      flop:
        given.name === "flop"
          ? givenPrediction(given.value, level)
          : ask((at) => Math.log(k) + at.logParameters + at.logTokens),
    },
    "result",
  );
}

function givenOf(question: OptimalQuestion): { name: "flop" | "parameters"; value: number } {
  if (typeof question !== "object" || question === null || "flop" in question === "parameters" in question) {
    throw new ScalingError("INVALID_OPTION", "Expected one of flop and parameters", "question");
  }
  return "flop" in question
    ? { name: "flop", value: requirePositive(question.flop, "question.flop") }
    : { name: "parameters", value: requirePositive(question.parameters, "question.parameters") };
}

function extrapolations(...predictions: Prediction[]): Prediction["warnings"] {
  return predictions.flatMap(({ warnings }) => warnings.filter(({ code }) => code === "EXTRAPOLATION"));
}

/** The optimum of the law's own estimates, as numbers. */
export function optimumOf(law: AnyLossLaw, logBudget: number): Allocation {
  return allocate(coefficientsOf(law), logBudget);
}
