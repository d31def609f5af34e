/**
 * How many parameters an efficient model needs for a corpus, and how unique sequences grow with it.
 *
 * Pages: [Corpus and efficient models](../../docs/concepts/corpus.md).
 *
 * @module
 */

export * from "../errors.ts";
export { type CorpusPrediction, efficientParameters, tokensForParameters } from "./corpus-bound.ts";
export {
  type CorpusExponentName,
  type CorpusExponents,
  corpusExponents,
  corpusFactor,
} from "./corpus-exponents.ts";
export { type CorpusFactorInterval, corpusFactorInterval } from "./corpus-factor-interval.ts";
export type { CorpusSources } from "./corpus-sources.ts";
export { type EmergenceHeadroom, type EmergenceVerdict, emergenceHeadroom } from "./emergence.ts";
export {
  type ExpectedDivergence,
  expectedDivergence,
  expectedUniqueSequences,
  zipfProbabilities,
} from "./expected-counts.ts";
export { type Sequence, type SequenceGrowth, type SequenceGrowthOptions, sequenceGrowth } from "./sequence-growth.ts";
export { type UniqueSequenceBounds, uniqueSequenceBounds } from "./unique-sequence-bounds.ts";
export {
  fitUniqueSequences,
  type ResolvedUniqueSequencesOptions,
  type UniqueSequences,
  type UniqueSequencesInterval,
  type UniqueSequencesLaw,
  type UniqueSequencesOptions,
  type UniqueSequencesTerm,
} from "./unique-sequences.ts";
export {
  type AnyUniqueSequences,
  invertUniqueSequences,
  isUniqueSequences,
  predictUniqueSequences,
  type UniqueSequencesQuestionOptions,
} from "./unique-sequences-prediction.ts";
