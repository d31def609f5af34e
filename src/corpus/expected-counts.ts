import { ScalingError } from "../errors.ts";
import { finiteColumn, requirePositive, requireWhole } from "../numeric/checks.ts";
import { sum } from "../numeric/summation.ts";

/**
 * The expected number of different sequences among `tokens` independent draws, E[u] = sum over i of 1 - (1 - p_i)^tokens.
 *
 * @param tokens - how many are drawn, above zero.
 * @param probabilities - of each possible sequence; none below zero, together 1 ({@link zipfProbabilities} makes some).
 * @returns A number at most the smaller of `tokens` and the number of probabilities.
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `EMPTY_INPUT`, `OUT_OF_RANGE` (a probability
 * outside 0 to 1, or a sum that is not 1).
 *
 * @example
 * ```ts
 * import { expectedUniqueSequences } from "scaling-laws/corpus";
 *
 * console.log(expectedUniqueSequences(3, [0.5, 0.5])); // => 1.75
 * ```
 */
export function expectedUniqueSequences(tokens: number, probabilities: ArrayLike<number>): number {
  requirePositive(tokens, "tokens");
  const seen = finiteColumn(probabilities, "probabilities");
  if (seen.length === 0) throw new ScalingError("EMPTY_INPUT", "Expected probabilities but got none", "probabilities");
  const total = sum(seen);
  if (!(Math.abs(total - 1) <= 1e-9)) {
    throw new ScalingError("OUT_OF_RANGE", `Expected probabilities that add up to 1 but got ${total}`, "probabilities");
  }
  for (let i = 0; i < seen.length; i++) {
    const probability = seen[i]!;
    if (!(probability >= 0 && probability <= 1)) {
      const message = `Expected a probability between 0 and 1 but got ${probability}`;
      throw new ScalingError("OUT_OF_RANGE", message, `probabilities[${i}]`);
    }
    seen[i] = -Math.expm1(tokens * Math.log1p(-probability));
  }
  return sum(seen);
}

/** What is made in about a second. */
const MOST_DISTINCT = 1e7;

/**
 * The probabilities of a source whose sequence of rank i has probability proportional to i^(-1 / exponent). The number
 * of different ones among D draws then grows as D^exponent, until most of them have been seen (Zipf and Heaps).
 *
 * @param exponent - between 0 and 1, both excluded: what {@link fitUniqueSequences} should find.
 * @param distinct - how many sequences there are, 10^7 at most.
 * @throws ScalingError `OUT_OF_RANGE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { expectedUniqueSequences, zipfProbabilities } from "scaling-laws/corpus";
 *
 * const source = zipfProbabilities(0.58, 20000);
 * console.log([1e3, 1e4].map((tokens) => Math.round(expectedUniqueSequences(tokens, source)))); // => [76, 289]
 * ```
 */
export function zipfProbabilities(exponent: number, distinct: number): Float64Array {
  requirePositive(exponent, "exponent");
  if (!(exponent < 1)) {
    throw new ScalingError("OUT_OF_RANGE", `Expected an exponent below 1 but got ${exponent}`, "exponent");
  }
  requireWhole(distinct, 1, "distinct", MOST_DISTINCT);
  const weights = new Float64Array(distinct);
  weights[0] = 1;
  for (let i = 1; i < distinct; i++) weights[i] = (i + 1) ** (-1 / exponent);
  const total = sum(weights);
  for (let i = 0; i < distinct; i++) weights[i] = weights[i]! / total;
  return weights;
}

/** The divergence of the add-one estimator, exactly and by the rule that the upper bound of the paper rests on. */
export interface ExpectedDivergence {
  /** E[KL(p || q)] in nats, q_i = (n_i + 1) / (tokens + distinct). */
  exact: number;
  /** (distinct - 1) / (2 tokens). */
  asymptotic: number;
}

/** From so many tokens a sequence on, the two differ by less than ten digits show, and the sum would take seconds. */
const LARGE_MEAN = 1e10;

/** Beyond this many standard deviations from its mean a binomial has less than 1e-300 of its mass. */
const TAIL = 40;

/** Probabilities below this share of the largest add nothing. */
const NEGLIGIBLE = 1e-25;

/**
 * How far from the truth one is who learns a uniform source of `distinct` sequences from `tokens` draws by counting one
 * more than was seen: the expected Kullback-Leibler divergence in nats, by the exact binomial sum, beside the
 * (distinct - 1) / (2 tokens) on which reading the excess loss as unique sequences rests.
 *
 * @param distinct - how many sequences there are, 2 or more.
 * @param tokens - how many are drawn.
 * @throws ScalingError `INVALID_OPTION` for what is not whole, or too few.
 *
 * The rule holds where each sequence is drawn many times: at 10 draws each it is an eighth too large, at fewer it fails.
 *
 * @example
 * ```ts
 * import { expectedDivergence } from "scaling-laws/corpus";
 *
 * const { exact, asymptotic } = expectedDivergence(10, 1000);
 * console.log([exact.toFixed(7), asymptotic.toFixed(7)]); // => ["0.0044470", "0.0045000"]
 * ```
 */
export function expectedDivergence(distinct: number, tokens: number): ExpectedDivergence {
  requireWhole(distinct, 2, "distinct");
  requireWhole(tokens, 1, "tokens");
  const mean = tokens / distinct;
  const asymptotic = (distinct - 1) / (2 * tokens);
  if (mean > LARGE_MEAN) return { exact: asymptotic, asymptotic };
  const odds = 1 / (distinct - 1);
  // ln((D + u) / u) - ln(n + 1) = -ln(1 + x), x = (n - D/u) / (D/u + 1) of mean 0: x - ln(1 + x) loses no digits.
  const excess = (count: number): number => {
    const x = (count - mean) / (mean + 1);
    return x - Math.log1p(x);
  };
  const mode = Math.floor((tokens + 1) / distinct);
  const width = TAIL * Math.sqrt(mean * (1 - 1 / distinct)) + TAIL;
  let total = 1;
  let weighted = excess(mode);
  let weight = 1;
  for (let n = mode; n < tokens && n < mode + width && weight > NEGLIGIBLE; n++) {
    weight *= ((tokens - n) / (n + 1)) * odds;
    total += weight;
    weighted += weight * excess(n + 1);
  }
  weight = 1;
  for (let n = mode; n > 0 && n > mode - width && weight > NEGLIGIBLE; n--) {
    weight *= n / ((tokens - n + 1) * odds);
    total += weight;
    weighted += weight * excess(n - 1);
  }
  return { exact: weighted / total, asymptotic };
}
