/**
 * How often the interval of the exponent of unique sequences covers the truth: of one growth curve, and of twelve parts of
 * a corpus counted by themselves. Prints the coverage quoted in docs/concepts/corpus.md.
 *
 * npx tsx tests/bench/unique-sequences.ts [corpora, default 300]
 */
import { expectedUniqueSequences, zipfProbabilities } from "../../src/corpus/expected-counts.ts";
import { type SequenceGrowth, sequenceGrowth } from "../../src/corpus/sequence-growth.ts";
import { fitUniqueSequences, type UniqueSequences } from "../../src/corpus/unique-sequences.ts";
import { type RandomSource, randomSource, uniform } from "../../src/numeric/random.ts";

const corpora = Number(process.argv[2] ?? 300);
const DISTINCT = 200_000;
const LENGTH = 20_000;
const FROM = 100;
const PARTS = 12;

/** Draws from a source, by inversion. */
function sampler(source: Float64Array): (random: RandomSource) => number {
  const cumulative = source.slice();
  for (let i = 1; i < cumulative.length; i++) cumulative[i]! += cumulative[i - 1]!;
  return (random) => {
    const at = uniform(random);
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

function fromThere({ tokens, unique }: SequenceGrowth): SequenceGrowth {
  const first = tokens.findIndex((count) => count >= FROM);
  return { tokens: tokens.slice(first), unique: unique.slice(first) };
}

function holds({ coefficients }: UniqueSequences, truth: number): number {
  const { lower, upper } = coefficients.exponent;
  return lower !== null && upper !== null && lower <= truth && truth <= upper ? 1 : 0;
}

function coverage(exponent: number): Record<string, string> {
  const source = zipfProbabilities(exponent, DISTINCT);
  const draw = sampler(source);
  const { tokens } = fromThere(sequenceGrowth(Array.from({ length: LENGTH }, (_, i) => i)));
  const expected = { tokens, unique: tokens.map((count) => expectedUniqueSequences(count, source)) };
  const truth = fitUniqueSequences(expected).coefficients.exponent.estimate;
  const covered = { one: 0, parts: 0, percentile: 0 };
  for (let k = 0; k < corpora; k++) {
    const random = randomSource(k + 7);
    const part = (): SequenceGrowth => fromThere(sequenceGrowth(Array.from({ length: LENGTH }, () => draw(random))));
    covered.one += holds(fitUniqueSequences(part()), truth);
    const parts = Array.from({ length: PARTS }, part);
    const all = { tokens: parts.flatMap((each) => each.tokens), unique: parts.flatMap((each) => each.unique) };
    const clusters = parts.flatMap((each, i) => each.tokens.map(() => i));
    covered.parts += holds(fitUniqueSequences(all, { clusters }), truth);
    covered.percentile += holds(fitUniqueSequences(all, { clusters, interval: "percentile", resamples: 200 }), truth);
  }
  const share = (count: number): string => (count / corpora).toFixed(3);
  return {
    exponent: String(exponent),
    "one curve": share(covered.one),
    "twelve parts": share(covered.parts),
    "twelve parts, percentile": share(covered.percentile),
  };
}

console.table([0.44, 0.6, 0.72].map(coverage));
