/**
 * What the papers print, as data: laws with their coefficients, tables and claims, each with its source and whether it was
 * printed, recovered from a figure or reconstructed.
 *
 * Pages: [Loss laws](../../docs/concepts/loss-laws.md#source), [densing](../../docs/concepts/densing.md#source),
 * [routed language models](../../docs/concepts/routing.md#source).
 *
 * @module
 */

export type { Abnar2025 } from "./abnar2025.ts";
export { abnar2025 } from "./abnar2025.ts";
export type { Besiroglu2024, BesirogluStatistics } from "./besiroglu2024.ts";
export { besiroglu2024 } from "./besiroglu2024.ts";
export type {
  Clark2022,
  Clark2022Claims,
  Clark2022Fitting,
  Clark2022Law,
  Clark2022Routers,
  ClarkHeldOutError,
} from "./clark2022.ts";
export { clark2022, clark2022Claims, clark2022Fitting } from "./clark2022.ts";
export type { Deepseek2024 } from "./deepseek2024.ts";
export { deepseek2024 } from "./deepseek2024.ts";
export type { GrowthEstimate, GrowthEstimates } from "./growth-estimates.ts";
export { growthEstimates } from "./growth-estimates.ts";
export type { AllocationExponents, Hoffmann2022, HoffmannEstimation, PrintedOptimum } from "./hoffmann2022.ts";
export { hoffmann2022 } from "./hoffmann2022.ts";
export type { Kaplan2020, KaplanCriticalBatch, KaplanJointLaw, KaplanTrainingLaw } from "./kaplan2020.ts";
export { kaplan2020 } from "./kaplan2020.ts";
export type { Kausik2024, KausikClaim } from "./kausik2024.ts";
export { kausik2024 } from "./kausik2024.ts";
export type { Krajewski2024 } from "./krajewski2024.ts";
export { krajewski2024 } from "./krajewski2024.ts";
export type { Llama2024 } from "./llama2024.ts";
export { llama2024 } from "./llama2024.ts";
export type { Ludziejewski2025 } from "./ludziejewski2025.ts";
export { ludziejewski2025 } from "./ludziejewski2025.ts";
export type { Muennighoff2023 } from "./muennighoff2023.ts";
export { muennighoff2023 } from "./muennighoff2023.ts";
export type { Minicpm2024, PeerFits } from "./other-exponents.ts";
export { henighan2020, minicpm2024, pearce2024, peerFits } from "./other-exponents.ts";
export type { PublishedExponent, Sardana2024 } from "./parametric-laws.ts";
export { porian2024, sardana2024 } from "./parametric-laws.ts";
export type { PublishedAllocation } from "./published-allocation.ts";
export type { PublishedHeadline } from "./published-headline.ts";
export type { PublishedLaw } from "./published-law.ts";
export type { PublishedLossLaw, PublishedPowerLaw, PublishedRatioLaw } from "./published-loss-law.ts";
export type { PrintedInterval, PublishedTrend } from "./published-trend.ts";
export type { ScaleRule, Sevilla2022 } from "./sevilla2022.ts";
export { sevilla2022 } from "./sevilla2022.ts";
export type { Villalobos2022 } from "./villalobos2022.ts";
export { villalobos2022 } from "./villalobos2022.ts";
export type { WangExponents } from "./wang2024.ts";
export { wang2024 } from "./wang2024.ts";
export type { DensingReferenceModel, Xiao2025 } from "./xiao2025.ts";
export { xiao2025 } from "./xiao2025.ts";
export type { DensingFigure } from "./xiao2025-figures.ts";
export type { DensingPanelPoints, DensingRun, DensingScorePoint } from "./xiao2025-panel-points.ts";
export type { DensingPanel } from "./xiao2025-panels.ts";
export type { DatedDensity, Xiao2025Points } from "./xiao2025-points.ts";
export { xiao2025Points } from "./xiao2025-points.ts";
export type { DatedPrice } from "./xiao2025-prices.ts";
export type { DensingGrowth, DensingStatement } from "./xiao2025-statements.ts";
export type { Zhao2025 } from "./zhao2025.ts";
export { zhao2025 } from "./zhao2025.ts";
