import { type AnyLossLaw, coefficientReader, coefficientsOf } from "../loss-laws/loss-formula.ts";
import { type LossQuestionOptions, levelOf } from "../loss-laws/predict-loss.ts";
import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { askLaw, extrapolationWarnings } from "../statistics/derived-prediction.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { type CorpusExponentName, EXCESS_POWERS } from "./corpus-exponents.ts";
import { type CorpusSources, corpusSources } from "./corpus-sources.ts";
import { crossingWarnings, growthWarnings } from "./unique-sequence-bounds.ts";

/** A number at the middle exponent, and the same at the two that bound it. */
export interface CorpusPrediction extends Prediction {
  /** By the lower exponent, 1 - 2 beta. */
  atLowerExponent: Prediction;
  /** By the upper exponent, 1 - beta. */
  atUpperExponent: Prediction;
  /** The coefficients whose joint uncertainty the bounds hold; the constants of the reconstruction have none. */
  propagated: ["B", "beta"];
  /** What of this is printed, and what is a reconstruction. */
  sources: CorpusSources;
}

/**
 * How many parameters an efficient model needs for a corpus, in the reading that its parameters are as many as the
 * corpus has unique sequences: tokens x e^1.5 with the excess loss e = B / tokens^beta, between tokens x e^2
 * (`atLowerExponent`) and tokens x e (`atUpperExponent`).
 *
 * The growth tokens^(1 - 2 beta) to tokens^(1 - beta) is the paper's; the middle exponent 1 - 1.5 beta and all constants
 * are reconstruction: take the number as an order of magnitude, and ratios between corpora as what the paper claims.
 * The bounds carry the uncertainty of beta through, together with that of B, from which it cannot be told apart (with B
 * held, they would be several times too wide): by the draws of the law, or its covariance. A law without either has
 * null bounds. That the constants may be anything is not in them.
 *
 * @param tokens - the size of the corpus, above zero.
 * @param law - a loss law, fitted or published.
 * @param options - `level`; default that of the law.
 * @returns A Prediction with two more inside. Null where the exponent is not above zero (`NO_GROWTH`) or the excess loss
 * not below one nat (`NOT_IDENTIFIED`); other warnings: `EXTRAPOLATION`, `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Kausik 2024 (arXiv 2402.14746), abstract; the rest as `sources` says.
 *
 * @example
 * ```ts
 * import { efficientParameters } from "scaling-laws/corpus";
 * import { hoffmann2022 } from "scaling-laws/published";
 *
 * const needed = efficientParameters(1.4e12, hoffmann2022);
 * console.log(needed.estimate?.toExponential(1)); // => "9.2e+10"
 * console.log(needed.atLowerExponent.estimate?.toExponential(1)); // => "3.7e+10"
 * console.log(needed.atUpperExponent.estimate?.toExponential(1)); // => "2.3e+11"
 * console.log(needed.warnings[0]?.code); // => "NO_COVARIANCE"
 * ```
 */
export function efficientParameters(
  tokens: number,
  law: AnyLossLaw,
  options: LossQuestionOptions = {},
): CorpusPrediction {
  requireUsableLaw(law, "loss-law");
  requireOptions(options);
  const log = Math.log(requirePositive(tokens, "tokens"));
  const extrapolations = extrapolationWarnings(law, "tokens", tokens, "tokens");
  return corpusPrediction((name) => {
    const prediction = askCorpus(law, name, options, (B, beta, power) => ({
      tokens: log,
      answer: log + power * (Math.log(B) - beta * log),
    }));
    prediction.warnings.push(...extrapolations);
    return prediction;
  });
}

/**
 * How many tokens a corpus must have so that a model of this size is the efficient one for it: the inverse of
 * {@link efficientParameters}, tokens = (parameters / B^p)^(1 / (1 - p beta)) with p = 2, 1.5 and 1.
 *
 * A corpus with fewer has fewer unique sequences than the model has parameters. By the lower exponent sequences are
 * fewest, so `atLowerExponent` is the largest corpus. What is the paper's, what is reconstruction and what the bounds
 * hold is as there.
 *
 * @param parameters - the size of the model, above zero.
 * @param law - a loss law, fitted or published.
 * @param options - `level`; default that of the law.
 * @returns A Prediction with two more inside; null and warnings as there.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Kausik 2024 (arXiv 2402.14746), abstract; the rest as `sources` says.
 *
 * @example
 * ```ts
 * import { tokensForParameters } from "scaling-laws/corpus";
 * import { hoffmann2022 } from "scaling-laws/published";
 *
 * const corpus = tokensForParameters(70e9, hoffmann2022);
 * console.log(corpus.estimate?.toExponential(1)); // => "8.7e+11"
 * console.log(corpus.atUpperExponent.estimate?.toExponential(1)); // => "2.7e+11"
 * ```
 */
export function tokensForParameters(
  parameters: number,
  law: AnyLossLaw,
  options: LossQuestionOptions = {},
): CorpusPrediction {
  requireUsableLaw(law, "loss-law");
  requireOptions(options);
  const log = Math.log(requirePositive(parameters, "parameters"));
  return corpusPrediction((name) => {
    const prediction = askCorpus(law, name, options, (B, beta, power) => {
      const exponent = 1 - power * beta;
      const tokens = exponent > 0 ? (log - power * Math.log(B)) / exponent : Number.POSITIVE_INFINITY;
      return { tokens, answer: tokens };
    });
    prediction.warnings.push(...extrapolationWarnings(law, "tokens", prediction.estimate, "tokens"));
    return prediction;
  });
}

function corpusPrediction(ask: (name: CorpusExponentName) => Prediction): CorpusPrediction {
  return {
    ...ask("middle"),
    atLowerExponent: ask("lower"),
    atUpperExponent: ask("upper"),
    propagated: ["B", "beta"],
    sources: corpusSources(),
  };
}

/** ln tokens, and the logarithm of what is asked, at a power of the excess loss. */
type CorpusAnswer = (B: number, beta: number, power: number) => { tokens: number; answer: number };

/** Asks a law; null, and a warning, where the law's own coefficients have no answer. */
function askCorpus(
  law: AnyLossLaw,
  name: CorpusExponentName,
  options: LossQuestionOptions,
  at: CorpusAnswer,
): Prediction {
  const level = levelOf(law, options);
  const read = coefficientReader(law);
  const power = EXCESS_POWERS[name];
  const { B, beta } = coefficientsOf(law);
  requirePositive(B, "law.coefficients.B.estimate");
  requirePositive(beta, "law.coefficients.beta.estimate");
  const { tokens } = at(B, beta, power);
  const refused = growthWarnings(beta, [name]);
  if (refused.length === 0) refused.push(...crossingWarnings(Math.exp(tokens), B * Math.exp(-beta * tokens)));
  if (refused.length > 0) {
    return { estimate: null, standardError: null, lower: null, upper: null, level, warnings: refused };
  }
  return askLaw(law, {
    answer: (values) => {
      const drawn = read(values);
      return at(drawn.B, drawn.beta, power).answer;
    },
    scale: "log",
    level,
  });
}
