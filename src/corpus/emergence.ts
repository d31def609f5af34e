import type { Warning } from "../errors.ts";
import type { AnyLossLaw } from "../loss-laws/loss-formula.ts";
import type { LossQuestionOptions } from "../loss-laws/predict-loss.ts";
import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { efficientParameters } from "./corpus-bound.ts";
import { type CorpusSources, corpusSources } from "./corpus-sources.ts";

/**
 * - `room`: fewer parameters than the lower bound of the unique sequences;
 * - `undecided`: between the bounds;
 * - `no-room`: as many as the upper bound, or more.
 */
export type EmergenceVerdict = "room" | "undecided" | "no-room";

/** Whether a larger model could still find something new in its corpus. */
export interface EmergenceHeadroom {
  /** Size of the model, in parameters. */
  parameters: number;
  /** Training tokens. */
  tokens: number;
  /** Null where the upper bound is. */
  verdict: EmergenceVerdict | null;
  /** Whether the verdict is the same everywhere in the intervals of the bounds; null where these are unknown. */
  settled: boolean | null;
  /** The bounds on the unique sequences of the corpus. */
  uniqueSequences: {
    /** tokens x e^2, by the lower exponent. */
    lower: Prediction;
    /** tokens x e, by the upper exponent. */
    upper: Prediction;
  };
  /** The same over the parameters: above 1 there are more unique sequences than parameters. */
  headroom: {
    /** Lower bound over the parameters. */
    lower: Prediction;
    /** Upper bound over the parameters. */
    upper: Prediction;
  };
  /** What of this is printed, and what is a reconstruction. */
  sources: CorpusSources;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/**
 * Whether scaling a model up on its corpus can uncover emergent skills: the paper's claim is that it can while the
 * parameters are fewer than the unique sequences of the corpus. Compares them with the two bounds on those,
 * tokens x e^2 and tokens x e, e = B / tokens^beta.
 *
 * The claim is the paper's. The constants of the bounds are reconstruction, so a verdict within a factor of a few of a
 * bound is none; and nothing is said about which skills, or about models that are no efficient ones.
 *
 * @param model - its `parameters` and the `tokens` of the corpus, above zero.
 * @param law - a loss law, fitted or published.
 * @param options - `level`; default that of the law.
 * @returns Plain JSON. Where beta is 1/2 or more there is no lower bound, and `room` cannot be told from `undecided`.
 * Warnings as of {@link efficientParameters}.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`, `WRONG_KIND`, `INVALID_LAW`.
 *
 * Source: Kausik 2024 (arXiv 2402.14746), abstracts of v1 to v3; the rest as `sources` says.
 *
 * @example
 * ```ts
 * import { emergenceHeadroom } from "scaling-laws/corpus";
 * import { hoffmann2022 } from "scaling-laws/published";
 *
 * console.log(emergenceHeadroom({ parameters: 175e9, tokens: 300e9 }, hoffmann2022).verdict); // => "no-room"
 * console.log(emergenceHeadroom({ parameters: 8e9, tokens: 15e12 }, hoffmann2022).verdict); // => "room"
 * ```
 */
export function emergenceHeadroom(
  model: { parameters: number; tokens: number },
  law: AnyLossLaw,
  options: LossQuestionOptions = {},
): EmergenceHeadroom {
  requireOptions(model, "model");
  requireOptions(options);
  const parameters = requirePositive(model.parameters, "model.parameters");
  const tokens = requirePositive(model.tokens, "model.tokens");
  const { atLowerExponent: lower, atUpperExponent: upper } = efficientParameters(tokens, law, options);
  const verdict = verdictAt(parameters, lower.estimate, upper.estimate);
  const warnings = [...upper.warnings];
  for (const each of lower.warnings) {
    if (warnings.every(({ message }) => message !== each.message)) warnings.push(each);
  }
  return requireHeld(
    {
      parameters,
      tokens,
      verdict,
      settled: settledVerdict(parameters, lower, upper, verdict),
      uniqueSequences: { lower, upper },
      headroom: { lower: perParameter(lower, parameters), upper: perParameter(upper, parameters) },
      sources: corpusSources(),
      warnings,
    },
    "result",
  );
}

function verdictAt(parameters: number, lower: number | null, upper: number | null): EmergenceVerdict | null {
  if (upper === null) return null;
  if (lower !== null && parameters < lower) return "room";
  return parameters < upper ? "undecided" : "no-room";
}

/** A verdict holds if both ends of both intervals give it. */
function settledVerdict(
  parameters: number,
  lower: Prediction,
  upper: Prediction,
  verdict: EmergenceVerdict | null,
): boolean | null {
  if (verdict === null || upper.lower === null || upper.upper === null) return null;
  if (lower.estimate !== null && (lower.lower === null || lower.upper === null)) return null;
  return [verdictAt(parameters, lower.lower, upper.lower), verdictAt(parameters, lower.upper, upper.upper)].every(
    (each) => each === verdict,
  );
}

function perParameter(bound: Prediction, parameters: number): Prediction {
  const share = (value: number | null): number | null => (value === null ? null : value / parameters);
  return {
    ...bound,
    estimate: share(bound.estimate),
    standardError: share(bound.standardError),
    lower: share(bound.lower),
    upper: share(bound.upper),
    warnings: [...bound.warnings],
  };
}
