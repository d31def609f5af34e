export type { GrowthEstimate, GrowthEstimates } from "./growth-estimates.ts";
export { growthEstimates } from "./growth-estimates.ts";
export type { PrintedInterval, PublishedTrend } from "./published-trend.ts";
export type { PublishedHeadline, ScaleRule, Sevilla2022 } from "./sevilla2022.ts";
export { sevilla2022 } from "./sevilla2022.ts";
export type { Villalobos2022 } from "./villalobos2022.ts";
export { villalobos2022 } from "./villalobos2022.ts";
