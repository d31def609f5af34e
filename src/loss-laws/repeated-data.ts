import { ScalingError } from "../errors.ts";
import { requireFinite, requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { allocate } from "./compute-optimal.ts";
import { type AnyLossLaw, coefficientReader, type LossCoefficients, lossAt } from "./loss-formula.ts";
import { type LossQuestionOptions, levelOf, type TrainingRun } from "./predict-loss.ts";

/** Tokens seen in training, and how many of them are different. */
export interface RepeatedTokens {
  /** Tokens seen, repeats included. */
  tokens: number;
  /** Tokens of the corpus, each counted once. */
  uniqueTokens: number;
}

/** The constant of repeated tokens. */
export interface RepetitionOptions {
  /** R*_D: repetitions after which a further one is worth 1/e of a fresh pass; default 15.387756. */
  tokenRepetitions?: number;
}

/** U + U R* (1 - exp(-R / R*)), R = X / U - 1; X itself where nothing is repeated. */
function effective(seen: number, unique: number, repetitions: number): number {
  const excess = seen / unique - 1;
  return excess <= 0 ? seen : unique - unique * repetitions * Math.expm1(-excess / repetitions);
}

/**
 * What repeated tokens are worth, in fresh ones: D' = U + U R* (1 - e^(-R / R*)), with R = D / U - 1 repetitions. Four
 * passes are worth 3.7, and no number of them more than 1 + R* = 16.4.
 *
 * @param seen - `tokens` seen in training and `uniqueTokens`, above zero; `uniqueTokens` at most `tokens`.
 * @param options - `tokenRepetitions`, R*; default that of the paper, fitted on C4.
 * @throws ScalingError `OUT_OF_RANGE` for more unique tokens than were seen, `NOT_POSITIVE`, `NOT_FINITE`.
 *
 * Source: Muennighoff et al. 2023 (arXiv 2305.16264), section 3.
 *
 * @example
 * ```ts
 * import { effectiveTokens } from "scaling-laws/loss-laws";
 *
 * console.log(effectiveTokens({ tokens: 4e9, uniqueTokens: 1e9 }).toPrecision(7)); // => "3.725673e+9"
 * ```
 */
export function effectiveTokens(seen: RepeatedTokens, options: RepetitionOptions = {}): number {
  requireOptions(seen, "seen");
  requireOptions(options);
  const repetitions = requirePositive(options.tokenRepetitions ?? 15.387756, "options.tokenRepetitions");
  const tokens = requirePositive(seen.tokens, "tokens");
  const unique = requirePositive(seen.uniqueTokens, "uniqueTokens");
  if (unique > tokens) {
    throw new ScalingError(
      "OUT_OF_RANGE",
      `Expected at most ${tokens} unique tokens but got ${unique}`,
      "uniqueTokens",
    );
  }
  return requireFinite(effective(tokens, unique, repetitions), "seen");
}

/** The constants of repeated data and the level of the bounds. */
export interface RepeatedLossOptions extends RepetitionOptions, LossQuestionOptions {
  /** R*_N: the same for parameters beyond those that the unique tokens need; default 5.309743. */
  parameterRepetitions?: number;
}

/** The size at which so many tokens are optimal. */
function sizeForTokens(coefficients: LossCoefficients, tokens: number): number {
  const { alpha, beta } = coefficients;
  const logBudget = ((Math.log(tokens) - allocate(coefficients, 0).logTokens) * (alpha + beta)) / alpha;
  return Math.exp(allocate(coefficients, logBudget).logParameters);
}

/**
 * The loss of a training run that repeats its data: the law at the effective tokens of {@link effectiveTokens} and, in
 * the same way, at effective parameters, where those beyond the size that the unique tokens need count less.
 *
 * @param law - a loss law; the constants were fitted with `muennighoff2023`.
 * @param run - `parameters`, `tokens` seen and `uniqueTokens`.
 * @param options - `tokenRepetitions`, `parameterRepetitions`, `level`.
 * @returns the loss; the constants of repetition are taken as known in its bounds. Warnings as in {@link predictLoss}.
 * @throws ScalingError `OUT_OF_RANGE`, `NOT_POSITIVE`, `NOT_FINITE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Muennighoff et al. 2023 (arXiv 2305.16264), section 3.
 *
 * @example
 * ```ts
 * import { predictLoss, predictRepeatedLoss } from "scaling-laws/loss-laws";
 * import { muennighoff2023 } from "scaling-laws/published";
 *
 * const run = { parameters: 1e9, tokens: 100e9 };
 * const fresh = predictLoss(muennighoff2023, run).estimate ?? 0;
 * const repeated = predictRepeatedLoss(muennighoff2023, { ...run, uniqueTokens: 10e9 }).estimate ?? 0;
 * console.log([fresh.toFixed(3), repeated.toFixed(3)]); // => ["2.415", "2.438"]
 * ```
 */
export function predictRepeatedLoss(
  law: AnyLossLaw,
  run: TrainingRun & RepeatedTokens,
  options: RepeatedLossOptions = {},
): Prediction {
  requireUsableLaw(law, "loss-law");
  requireOptions(run, "run");
  requireOptions(options);
  const tokens = effectiveTokens(run, options);
  const parameters = requirePositive(run.parameters, "run.parameters");
  const repetitions = requirePositive(options.parameterRepetitions ?? 5.309743, "options.parameterRepetitions");
  const read = coefficientReader(law);
  const prediction = askLaw(law, {
    answer: (values) => {
      const coefficients = read(values);
      const needed = Math.min(parameters, sizeForTokens(coefficients, run.uniqueTokens));
      return Math.log(lossAt(coefficients, Math.log(effective(parameters, needed, repetitions)), Math.log(tokens)));
    },
    scale: "log",
    level: levelOf(law, options),
  });
  prediction.warnings.push(
    ...extrapolationWarnings(law, "parameters", parameters, "run.parameters"),
    ...extrapolationWarnings(law, "tokens", tokens, "run.tokens"),
  );
  return prediction;
}
