import type { Warning } from "../errors.ts";
import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { type CorpusExponentName, EXCESS_POWERS, exponentOf } from "./corpus-exponents.ts";
import { type CorpusSources, corpusSources } from "./corpus-sources.ts";

/** Between which numbers the unique sequences of a corpus lie. */
export interface UniqueSequenceBounds {
  /** D e^2, with D tokens and the excess loss e; null where beta is 1/2 or more, or e is not below 1. */
  lower: number | null;
  /** D e; null where beta is 1 or more, or e is not below 1. */
  upper: number | null;
  /** 1 + 2 D e, what (u - 1) / (2 D) = e gives without leaving out its factor; null where `upper` is. */
  upperExact: number | null;
  /** e = B / D^beta, in nats. */
  excessLoss: number;
  /** What of this is printed, and what is a reconstruction. */
  sources: CorpusSources;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/**
 * Bounds on the number of unique sequences of a natural corpus, from its excess loss e = B / tokens^beta read as a
 * divergence in nats: tokens x e^2 (from a uniform deviation bound, e ~ sqrt(u / D)) and tokens x e (from the expected
 * divergence (u - 1) / (2 D) of a discrete distribution of u cells learned from D samples).
 *
 * How the bounds grow, tokens^(1 - 2 beta) and tokens^(1 - beta), is the paper's; the constants are reconstruction, so
 * that the numbers are orders of magnitude.
 *
 * @param tokens - the size of the corpus, above zero.
 * @param law - `B` and `beta` of the data term of a loss law, above zero.
 * @returns Plain JSON. Warnings: `NOT_IDENTIFIED` where e is not below 1 and the bounds cross, `NO_GROWTH` where an
 * exponent is not above zero.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`.
 *
 * Source: Kausik 2024 (arXiv 2402.14746), abstract; the rest as `sources` says.
 *
 * @example
 * ```ts
 * import { uniqueSequenceBounds } from "scaling-laws/corpus";
 *
 * const { lower, upper, sources } = uniqueSequenceBounds(1.4e12, { B: 410.7, beta: 0.28 });
 * console.log([lower?.toExponential(2), upper?.toExponential(2)]); // => ["3.73e+10", "2.28e+11"]
 * console.log(sources.constants.status); // => "reconstructed"
 * ```
 */
export function uniqueSequenceBounds(tokens: number, law: { B: number; beta: number }): UniqueSequenceBounds {
  requireOptions(law, "law");
  requirePositive(tokens, "tokens");
  const beta = requirePositive(law.beta, "law.beta");
  const excessLoss = requirePositive(law.B, "law.B") * tokens ** -beta;
  const warnings = [...crossingWarnings(tokens, excessLoss), ...growthWarnings(beta, ["lower", "upper"])];
  const bound = (name: "lower" | "upper"): number | null =>
    excessLoss >= 1 || exponentOf(beta, name) === null ? null : tokens * excessLoss ** EXCESS_POWERS[name];
  const upper = bound("upper");
  const upperExact = upper === null ? null : 1 + 2 * upper;
  return requireHeld(
    { lower: bound("lower"), upper, upperExact, excessLoss, sources: corpusSources(), warnings },
    "result",
  );
}

/** An excess loss of one nat or more says nothing: there would be more unique sequences than tokens. */
export function crossingWarnings(tokens: number, excessLoss: number): Warning[] {
  if (excessLoss < 1) return [];
  const message = `At ${tokens.toPrecision(3)} tokens the excess loss is ${Number.isFinite(excessLoss) ? `${excessLoss.toPrecision(3)} nats` : "without limit"}, not below 1: the bounds cross and hold nothing.`;
  return [{ code: "NOT_IDENTIFIED", message, path: "tokens" }];
}

/** The warnings for exponents that are not above zero. */
export function growthWarnings(beta: number, names: readonly CorpusExponentName[]): Warning[] {
  return names
    .filter((name) => exponentOf(beta, name) === null)
    .map((name) => {
      const message = `1 - ${EXCESS_POWERS[name]} beta is not above 0 at beta ${beta.toPrecision(3)}: the ${name} exponent gives no number.`;
      return { code: "NO_GROWTH", message, path: name };
    });
}
