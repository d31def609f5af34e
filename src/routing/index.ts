/**
 * Loss of routed networks (mixtures of experts), effective parameter counts, and the size up to which routing helps.
 *
 * Pages: [Routed language models](../../docs/concepts/routing.md).
 *
 * @module
 */

export * from "../errors.ts";
export {
  compareRouters,
  type RouterComparison,
  type RouterDifference,
  type RouterRow,
} from "./compare-routers.ts";
export {
  type CrossValidation,
  type CrossValidationGroup,
  type CrossValidationOptions,
  crossValidate,
  type LeaveOut,
} from "./cross-validation.ts";
export { type RoutingCutoff, type RoutingHelps, routingCutoff } from "./cutoff.ts";
export { effectiveParameterCount } from "./effective-parameter-count.ts";
export { effectiveParameterCountInterval } from "./effective-parameter-count-interval.ts";
export { expertsForLoss } from "./experts-for-loss.ts";
export { isMoeLaw, type MoeForm, type MoeInputs, type MoeLaw, type MoeTerms } from "./moe-law.ts";
export { lossLawAtExperts, predictMoeLoss } from "./moe-prediction.ts";
export type { RoutedSweepColumns } from "./routed-data.ts";
export { fitRoutingLaw } from "./routing-fit.ts";
export { parametersForLoss } from "./routing-inversion.ts";
export {
  type AnyRoutingLaw,
  type BilinearTerm,
  isRoutingLaw,
  type ResolvedRoutingOptions,
  type RoutedModel,
  type RoutingFit,
  type RoutingFitOf,
  type RoutingForm,
  type RoutingInterval,
  type RoutingLaw,
  type RoutingLawOf,
  type RoutingOptions,
  type RoutingTerm,
  type SaturatingTerm,
  type SeparableTerm,
  type UnlimitedTerm,
} from "./routing-law.ts";
export { predictRoutedLoss } from "./routing-prediction.ts";
export { saturatedExperts } from "./saturated-experts.ts";
export { fitUtilizationLaw, type UtilizationColumns, type UtilizationOptions } from "./utilization-fit.ts";
export {
  type AnyUtilizationLaw,
  isUtilizationLaw,
  predictUtilizationLoss,
  type UnlimitedUtilizationTerm,
  type UtilizationFit,
  type UtilizationFitOf,
  type UtilizationLaw,
  type UtilizationLawOf,
  type UtilizationTerm,
  type UtilizedModel,
} from "./utilization-law.ts";
