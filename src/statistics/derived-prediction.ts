import type { Warning } from "../errors.ts";
import { quantileSorted } from "./bootstrap.ts";
import { intervalMultiplier, noCovarianceWarning, type Prediction } from "./estimate.ts";
import type { Fit, Law } from "./law.ts";

/** A law as questions need it: a fit also knows the degrees of freedom of its intervals and the inputs it saw. */
export type AskableLaw = Law & { intervalDegreesOfFreedom?: number | null } & Partial<Pick<Fit, "support">>;

/** A number that follows from the coefficients of a law. */
export interface LawQuestion {
  /**
   * The answer to coefficients in the order of the law's terms, or for the scale `log` its natural logarithm. Infinite
   * where it is unbounded, NaN where there is none.
   */
  answer: (coefficients: ArrayLike<number>) => number;
  /** The scale on which the answer is taken as symmetric about its estimate. */
  scale: "log" | "identity";
  level: number;
}

interface Spread {
  standardError: number | null;
  lower: number;
  upper: number;
}

/** Steps of the central differences, relative to a coefficient: the error of the derivative is about 1e-10 of it. */
const STEP = 1e-5;

function spreadOfDraws(draws: readonly (readonly number[])[], { answer, level }: LawQuestion): Spread {
  const answers = Float64Array.from(draws, answer).filter((each) => !Number.isNaN(each));
  answers.sort();
  const tail = (1 - level) / 2;
  const n = answers.length;
  let centre = 0;
  for (let i = 0; i < n; i++) centre += answers[i]! / n;
  let square = 0;
  for (let i = 0; i < n; i++) square += (answers[i]! - centre) ** 2;
  const standardError = Math.sqrt(square / (n - 1));
  return {
    standardError: Number.isFinite(standardError) ? standardError : null,
    lower: n > 1 ? quantileSorted(answers, tail) : Number.NaN,
    upper: n > 1 ? quantileSorted(answers, 1 - tail) : Number.NaN,
  };
}

function spreadByDelta(
  law: AskableLaw,
  covariance: readonly (readonly number[])[],
  values: Float64Array,
  question: LawQuestion,
): Spread {
  const moved = values.slice();
  const slopes = values.map((value, k) => {
    const step = STEP * (value === 0 ? 1 : Math.abs(value));
    moved[k] = value + step;
    const above = question.answer(moved);
    moved[k] = value - step;
    const below = question.answer(moved);
    moved[k] = value;
    return covariance[k]![k] === 0 ? 0 : (above - below) / (2 * step);
  });
  let variance = 0;
  for (let j = 0; j < slopes.length; j++) {
    for (let k = 0; k < slopes.length; k++) variance += slopes[j]! * slopes[k]! * covariance[j]![k]!;
  }
  const standardError = Math.sqrt(Math.max(0, variance));
  const multiplier = intervalMultiplier(question.level, law.intervalDegreesOfFreedom);
  const centre = question.answer(values);
  return { standardError, lower: centre - multiplier * standardError, upper: centre + multiplier * standardError };
}

/**
 * The answer to a question put to a law. Bounds are percentiles of the law's draws where it has some, otherwise the
 * delta method on the question's scale; null, with a warning, for a law with neither. On the scale `log` the standard
 * error is estimate x SE(ln answer). Whatever is not finite becomes null with the warning `UNBOUNDED`.
 */
export function askLaw(law: AskableLaw, question: LawQuestion): Prediction {
  const values = Float64Array.from(law.terms, (term) => law.coefficients[term]!.estimate);
  const natural = (value: number): number => (question.scale === "log" ? Math.exp(value) : value);
  const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
  const estimate = finite(natural(question.answer(values)));
  const warnings: Warning[] = [];
  let spread: Spread | null = null;
  if (law.draws !== null && law.draws.length > 1) spread = spreadOfDraws(law.draws, question);
  else if (law.covariance !== null) spread = spreadByDelta(law, law.covariance, values, question);
  else warnings.push(noCovarianceWarning());
  const lower = spread === null ? null : finite(natural(spread.lower));
  const upper = spread === null ? null : finite(natural(spread.upper));
  const unit = question.scale === "log" ? estimate : 1;
  const standardError = spread?.standardError == null || unit === null ? null : finite(unit * spread.standardError);
  if (estimate === null || (spread !== null && (lower === null || upper === null))) {
    const path = estimate === null ? "estimate" : lower === null ? "lower" : "upper";
    const message = `The ${path === "estimate" ? "answer" : `${path} bound`} is not a finite number: there is no limit to it.`;
    warnings.push({ code: "UNBOUNDED", message, path });
  }
  return { estimate, standardError, lower, upper, level: question.level, warnings };
}

/** A value that is given, in the form of a prediction. */
export function givenPrediction(value: number, level: number): Prediction {
  return { estimate: value, standardError: 0, lower: value, upper: value, level, warnings: [] };
}

/** The warning that an input lies outside the range the fit saw; none for a law that was never fitted. */
export function extrapolationWarnings(
  law: AskableLaw,
  input: string,
  value: number | null,
  path: string | null,
): Warning[] {
  const seen = law.support?.[input];
  if (seen === undefined || value === null || (value >= seen.lower && value <= seen.upper)) return [];
  const times = value > seen.upper ? value / seen.upper : seen.lower / value;
  const far = Number.isFinite(times) && times > 0 ? `${times.toPrecision(2)} times ` : "";
  const side = value > seen.upper ? "above" : "below";
  const at = Number.isFinite(value) ? value.toPrecision(3) : "More than can be held of";
  const message = `${at} ${input} lies ${far}${side} the range the law was fitted on, ${seen.lower.toPrecision(3)} to ${seen.upper.toPrecision(3)}.`;
  return [{ code: "EXTRAPOLATION", message, path }];
}
