import {
  corpusExponents,
  corpusFactor,
  corpusFactorInterval,
  efficientParameters,
  emergenceHeadroom,
  expectedDivergence,
  expectedUniqueSequences,
  fitUniqueSequences,
  invertUniqueSequences,
  isUniqueSequences,
  predictUniqueSequences,
  sequenceGrowth,
  tokensForParameters,
  uniqueSequenceBounds,
  zipfProbabilities,
} from "../../../src/corpus/index.ts";
import { type FuzzCase, fuzzCase, listed } from "../fuzz-case.ts";
import {
  sampleAmounts,
  sampleFitOptions,
  sampleGroups,
  sampleResponse,
  sampleSize,
  sometimes,
} from "../sample-columns.ts";
import { lossLaws, uniqueSequences } from "../sample-laws.ts";

const level = { level: 0.9 };

export const corpusCases: readonly FuzzCase[] = [
  fuzzCase(isUniqueSequences, (random) => [random.pick(uniqueSequences)]),
  fuzzCase(corpusExponents, (random) => [random.pick([0.28, 0.37, 0.5, 0.9])]),
  fuzzCase<number | null>(corpusFactor, (random) => [10, random.pick([0.3, 0.7, null])]),
  fuzzCase(corpusFactorInterval, (random) => [10, random.pick(lossLaws), level]),
  fuzzCase(efficientParameters, (random) => [1e12, random.pick(lossLaws), level]),
  fuzzCase(tokensForParameters, (random) => [1e10, random.pick(lossLaws), level]),
  fuzzCase(emergenceHeadroom, (random) => [{ parameters: 1e10, tokens: 1e12 }, random.pick(lossLaws), level]),
  fuzzCase(uniqueSequenceBounds, () => [1e12, { B: 410, beta: 0.28 }]),
  fuzzCase(fitUniqueSequences, (random) => {
    const n = sampleSize(random);
    const tokens = sampleAmounts(random, n, 3, 9);
    const unique = sampleResponse(random, n, (i) => Math.max(1, tokens[i]! ** 0.6), 0.1);
    const interval = sometimes(random, () => ({ interval: random.pick(["t", "cluster", "percentile"]) }));
    return [
      { tokens, unique },
      { ...sampleFitOptions(random, n), ...interval, ...sometimes(random, () => ({ referenceTokens: 1e6 })) },
    ];
  }),
  fuzzCase(predictUniqueSequences, (random) => [random.pick(uniqueSequences), 1e12, level]),
  fuzzCase(invertUniqueSequences, (random) => [random.pick(uniqueSequences), 1e8, level]),
  fuzzCase(sequenceGrowth, (random) => {
    const words = sampleGroups(random, sampleSize(random, 300));
    return [random.pick<unknown>([words, words.map((word) => [word, 1])]), { step: 2 }];
  }),
  fuzzCase(expectedUniqueSequences, (random) => [random.pick([1, 100, 1e12]), random.pick([[0.5, 0.3, 0.2], [1], []])]),
  fuzzCase(zipfProbabilities, (random) => [random.pick([0, 1, 1.2]), random.pick([1, 10, 1000])], listed),
  fuzzCase(expectedDivergence, () => [1000, 5000]),
];
