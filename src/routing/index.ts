export * from "../errors.ts";
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
  type RoutingForm,
  type RoutingInterval,
  type RoutingLaw,
  type RoutingOptions,
  type RoutingTerm,
  type SaturatingTerm,
  type SeparableTerm,
  type UnlimitedTerm,
} from "./routing-law.ts";
export { predictRoutedLoss } from "./routing-prediction.ts";
export { saturatedExperts } from "./saturated-experts.ts";
