import type { Warning } from "../errors.ts";
import { type AnyLossLaw, coefficientReader } from "../loss-laws/loss-formula.ts";
import { type LossQuestionOptions, levelOf } from "../loss-laws/predict-loss.ts";
import { refuse, requireOptions, requirePositive } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { percentileEstimate } from "../statistics/bootstrap.ts";
import {
  type Estimate,
  intervalMultiplier,
  type Prediction,
  pointEstimate,
  symmetricEstimate,
} from "../statistics/estimate.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { type CorpusExponentName, EXCESS_POWERS, exponentOf } from "./corpus-exponents.ts";
import { type CorpusSources, corpusSources } from "./corpus-sources.ts";

/** By how much a corpus must grow, at each exponent, with the uncertainty of beta. */
export interface CorpusFactorInterval {
  /** How many times the unique sequences are multiplied. */
  multiple: number;
  /** The exponent of the data term, with its interval. */
  beta: Estimate;
  /** Growth of unique sequences with tokens, at each of the three rules. */
  exponents: Record<CorpusExponentName, Prediction>;
  /** The factors, each at the exponent of its name: the one at `lower` is the largest. */
  factors: Record<CorpusExponentName, Prediction>;
  /** The one coefficient whose uncertainty the bounds hold. */
  propagated: "beta";
  /** What of this is printed, and what is a reconstruction. */
  sources: CorpusSources;
}

/**
 * {@link corpusFactor} from a loss law, with bounds: by how much a corpus must grow to make its unique sequences
 * `multiple` times as many, at the three exponents 1 - 2 beta, 1 - 1.5 beta and 1 - beta.
 *
 * The uncertainty of beta alone is carried through, since nothing else enters; that the exponents are what the paper says
 * is taken as given. Exponent and factor move one way with beta, so their bounds are those of beta, mapped. Beta's own
 * bounds are taken where the law has them at this level, or else percentiles of its draws, or else its standard error.
 *
 * @param multiple - above zero; 2 to double.
 * @param law - a loss law, fitted or published.
 * @param options - `level`; default that of the law.
 * @returns Plain JSON. An exponent at or below zero is null, and so is its factor (`NO_GROWTH`); where only the bound of
 * beta goes that far the factor has no upper bound (`UNBOUNDED`). `NO_COVARIANCE`: beta has no interval.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Kausik 2024 (arXiv 2402.14746), abstracts; the interval is ours.
 *
 * @example
 * ```ts
 * import { corpusFactorInterval } from "scaling-laws/corpus";
 * import { besiroglu2024 } from "scaling-laws/published";
 *
 * const { factors, propagated } = corpusFactorInterval(2, besiroglu2024.notebook);
 * const { lower, estimate, upper } = factors.lower;
 * console.log([lower, estimate, upper].map((each) => each?.toFixed(1))); // => ["7.8", "13.2", "59.0"]
 * console.log(propagated); // => "beta"
 * ```
 */
export function corpusFactorInterval(
  multiple: number,
  law: AnyLossLaw,
  options: LossQuestionOptions = {},
): CorpusFactorInterval {
  requireUsableLaw(law, "loss-law");
  requireOptions(options);
  const log = Math.log(requirePositive(multiple, "multiple"));
  const beta = betaEstimate(law, levelOf(law, options));
  if (requirePositive(beta.estimate, "law.coefficients.beta.estimate") > 1e100) {
    refuse("OUT_OF_RANGE", "an exponent of ordinary size", beta.estimate, "law.coefficients.beta.estimate");
  }
  const each = <Answer>(answer: (name: CorpusExponentName) => Answer): Record<CorpusExponentName, Answer> => ({
    lower: answer("lower"),
    middle: answer("middle"),
    upper: answer("upper"),
  });
  return requireHeld(
    {
      multiple,
      beta,
      exponents: each((name) =>
        mapBeta(
          beta,
          name,
          (exponent) => exponent,
          () => 1,
        ),
      ),
      factors: each((name) =>
        mapBeta(
          beta,
          name,
          (exponent) => Math.exp(log / exponent),
          (exponent) => (Math.exp(log / exponent) * Math.abs(log)) / exponent ** 2,
        ),
      ),
      propagated: "beta",
      sources: corpusSources(),
    },
    "result",
  );
}

/** Beta with bounds at a level, from whatever the law has. */
function betaEstimate(law: AnyLossLaw, level: number): Estimate {
  const { beta } = law.coefficients;
  const read = coefficientReader(law);
  if (beta.level === level && beta.lower !== null && beta.upper !== null) return { ...beta };
  if (law.draws !== null && law.draws.length > 1) {
    return percentileEstimate(
      beta.estimate,
      Float64Array.from(law.draws, (draw) => read(draw).beta),
      level,
    );
  }
  if (beta.standardError === null) return pointEstimate(beta.estimate, level);
  const multiplier = intervalMultiplier(level, law.intervalDegreesOfFreedom);
  return symmetricEstimate(beta.estimate, beta.standardError, multiplier, level);
}

/** A monotone function of an exponent, and its derivative, at beta and at the bounds of beta. */
function mapBeta(
  beta: Estimate,
  name: CorpusExponentName,
  answer: (exponent: number) => number,
  derivative: (exponent: number) => number,
): Prediction {
  const at = (value: number | null): number | null => {
    const exponent = value === null ? null : exponentOf(value, name);
    const result = exponent === null ? null : answer(exponent);
    return Number.isFinite(result) ? result : null;
  };
  const warnings: Warning[] = [];
  const estimate = at(beta.estimate);
  const power = EXCESS_POWERS[name];
  if (estimate === null) {
    const message = `1 - ${power} beta is ${(1 - power * beta.estimate).toPrecision(3)}: unique sequences would not grow with the corpus.`;
    warnings.push({ code: "NO_GROWTH", message, path: name });
    return { estimate, standardError: null, lower: null, upper: null, level: beta.level, warnings };
  }
  const bounds = [at(beta.lower), at(beta.upper)];
  if (beta.lower === null || beta.upper === null) {
    const message = "The law gives beta no interval: no bounds can be given.";
    warnings.push({ code: "NO_COVARIANCE", message, path: "beta" });
  } else if (bounds.includes(null)) {
    const message = `Beta may be as large as ${beta.upper.toPrecision(3)}, where 1 - ${power} beta is not above 0: one side has no bound.`;
    warnings.push({ code: "UNBOUNDED", message, path: name });
  }
  // Which bound of beta gives the lower one is seen at the estimate; no upper bound is there without the lower one.
  const [first, second] = bounds as [number | null, number | null];
  const rising = first !== null && first <= estimate;
  const standardError =
    beta.standardError === null ? null : power * beta.standardError * derivative(1 - power * beta.estimate);
  return {
    estimate,
    standardError: Number.isFinite(standardError) ? standardError : null,
    lower: rising ? first : second,
    upper: rising ? second : first,
    level: beta.level,
    warnings,
  };
}
