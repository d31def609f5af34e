/**
 * Effective size and capacity density, and how fast the density grows.
 *
 * Pages: [Densing](../../docs/concepts/densing.md).
 *
 * @module
 */

export * from "../errors.ts";
export {
  type CapacityDensity,
  capacityDensity,
  type EffectiveSize,
  type MixtureOfExpertsSize,
  mixtureOfExpertsDensity,
  type QuantizedSize,
  quantizedDensity,
} from "./capacity-density.ts";
export { compareDensingEras, type DensityEra, type DensityEras } from "./densing-eras.ts";
export type { AllModelsGrowth, DensityGrowth, QuantileGrowth, RecordPermutation } from "./densing-evidence.ts";
export type { AnyDensingLaw, DensingLawCoefficients, DensingTerm } from "./densing-formula.ts";
export {
  type DensingLaw,
  type DensingLawOptions,
  fitDensingLaw,
  type ResolvedDensingLawOptions,
} from "./densing-law.ts";
export type { EndDateRow, RecordSilence, WithoutRecord } from "./densing-stability.ts";
export type { DensityColumns, DensityRecord } from "./density-records.ts";
export { combineDoublings } from "./doublings.ts";
export {
  type EffectiveParameterSize,
  type EffectiveSizeOptions,
  effectiveParameterSize,
} from "./effective-parameter-size.ts";
export { isDensingLaw, isPerformanceCurve, isScoreLaw } from "./is-densing.ts";
export type { CurveInterval } from "./logistic-options.ts";
export {
  fitPerformanceCurve,
  type PerformanceAnchor,
  type PerformanceColumns,
  type PerformanceCurve,
  type PerformanceCurveOptions,
  type ResolvedPerformanceCurveOptions,
} from "./performance-curve.ts";
export type { AnyPerformanceCurve, PerformanceLaw, PerformanceTerm } from "./performance-formula.ts";
export { type EquivalenceQuestion, equivalentParameters, predictDensity } from "./predict-density.ts";
export { type DensingQuestionOptions, invertScore, predictScore } from "./predict-score.ts";
export { invertScoreLaw, predictScoreLaw } from "./predict-score-law.ts";
export { type DatedPrices, type PriceHalving, type PriceHalvingOptions, priceHalvingDays } from "./price-halving.ts";
export type { AnyScoreLaw, ScoreLawCoefficients, ScoreTerm } from "./score-formula.ts";
export {
  fitScoreLaw,
  type ResolvedScoreLawOptions,
  type ScoreColumns,
  type ScoreLaw,
  type ScoreLawOptions,
} from "./score-law.ts";
export type { SizeReference, SizeStatus } from "./size-reference.ts";
