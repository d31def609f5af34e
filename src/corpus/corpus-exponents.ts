import { ScalingError } from "../errors.ts";
import { requirePositive } from "../numeric/checks.ts";
import type { Source } from "../statistics/law.ts";
import { corpusSources } from "./corpus-sources.ts";

/** The exponents by which unique sequences, and the parameters of an efficient model, grow with the tokens of a corpus. */
export interface CorpusExponents {
  /** 1 - 2 beta; null where it is not above zero. */
  lower: number | null;
  /** 1 - 1.5 beta; null where it is not above zero. */
  middle: number | null;
  /** 1 - beta; null where it is not above zero. */
  upper: number | null;
  /** Which of them the paper prints, and which is reconstruction. */
  sources: Record<"lower" | "middle" | "upper", Source>;
}

/** Which of the three exponents. */
export type CorpusExponentName = "lower" | "middle" | "upper";

/** The power of the excess loss in each: tokens x (B / tokens^beta)^power grows as tokens^(1 - power beta). */
export const EXCESS_POWERS: Readonly<Record<CorpusExponentName, number>> = { lower: 2, middle: 1.5, upper: 1 };

/** 1 - power x beta, or null where that does not grow. */
export function exponentOf(beta: number, name: CorpusExponentName): number | null {
  const exponent = 1 - EXCESS_POWERS[name] * beta;
  return exponent > 0 ? exponent : null;
}

/**
 * The exponents of the efficient model: parameters ~ tokens^gamma with gamma between 1 - 2 beta and 1 - beta.
 *
 * @param beta - the exponent of the data term of a loss law, L = ... + B / D^beta; above zero.
 * @returns `lower`, `middle` and `upper`, null where not above zero (from beta 1/2, 2/3 and 1 on). `sources` tells that
 * the outer two are the paper's (which prints 0.44 and 0.72, theirs at beta = 0.28) and the middle a reconstruction.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`.
 *
 * Source: Kausik 2024 (arXiv 2402.14746), abstract.
 *
 * @example
 * ```ts
 * import { corpusExponents } from "scaling-laws/corpus";
 *
 * const { lower, middle, upper, sources } = corpusExponents(0.28);
 * console.log([lower, middle, upper]); // => [0.44, 0.58, 0.72]
 * console.log(sources.middle.status); // => "reconstructed"
 * console.log(corpusExponents(0.5).lower); // => null
 * ```
 */
export function corpusExponents(beta: number): CorpusExponents {
  requirePositive(beta, "beta");
  const { exponents, middleExponent } = corpusSources();
  return {
    lower: exponentOf(beta, "lower"),
    middle: exponentOf(beta, "middle"),
    upper: exponentOf(beta, "upper"),
    sources: { lower: exponents, middle: middleExponent, upper: { ...exponents } },
  };
}

/**
 * By how much a corpus must grow so that its unique sequences, and the skills that the paper counts by them, become
 * `multiple` times as many: multiple^(1 / exponent).
 *
 * The claim of the paper ("three to five fold" to double skills) is this at exponents 0.72 and 0.44. It needs no
 * constant. For an interval see {@link corpusFactorInterval}.
 *
 * @param multiple - above zero; 2 to double.
 * @param exponent - above zero, one of {@link corpusExponents} or a measured one ({@link fitUniqueSequences}); null gives
 * null.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, and `OUT_OF_RANGE` for a factor too large to be
 * held.
 *
 * Source: Kausik 2024 (arXiv 2402.14746), abstracts of v1 to v3.
 *
 * @example
 * ```ts
 * import { corpusFactor } from "scaling-laws/corpus";
 *
 * console.log([0.72, 0.58, 0.44].map((exponent) => corpusFactor(2, exponent).toFixed(2))); // => ["2.62", "3.30", "4.83"]
 * ```
 */
export function corpusFactor(multiple: number, exponent: number): number;
export function corpusFactor(multiple: number, exponent: number | null): number | null;
export function corpusFactor(multiple: number, exponent: number | null): number | null {
  requirePositive(multiple, "multiple");
  if (exponent === null) return null;
  const factor = multiple ** (1 / requirePositive(exponent, "exponent"));
  if (Number.isFinite(factor)) return factor;
  const message = `Expected a factor that can be held but got ${multiple}^(1 / ${exponent})`;
  throw new ScalingError("OUT_OF_RANGE", message, "exponent");
}
