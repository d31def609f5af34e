export * from "../errors.ts";
export * from "./doubling-time.ts";
export { isQuantileTrend, isRobustTrend, isTrend } from "./is-trend.ts";
export type { Series } from "./series.ts";
export * from "./trend.ts";
export { invertTrend } from "./trend-inversion.ts";
export type { ResolvedTrendOptions, TrendInterval, TrendOptions } from "./trend-options.ts";
export { type PredictTrendOptions, predictTrend } from "./trend-prediction.ts";
