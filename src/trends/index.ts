/**
 * Quantities over time: lines, doubling times, eras and breaks, two populations, back-tests.
 *
 * Pages: [Trends](../../docs/concepts/trends.md), [two trends side by side](../../docs/concepts/trend-mixture.md),
 * [forecasts and back-tests](../../docs/concepts/back-testing.md).
 *
 * @module
 */

export * from "../errors.ts";
export {
  type BacktestOptions,
  type BacktestRow,
  backtestTrend,
  type Forecast,
  type PastSeries,
} from "./backtest.ts";
export { type PooledBacktest, poolBacktest } from "./backtest-pool.ts";
export { type BreakSearch, type BreakSearchOptions, testForBreaks } from "./break-search.ts";
export { type BreakTest, testBreak } from "./break-tests.ts";
export {
  convertGrowth,
  type DoublingTime,
  type DoublingTimeOptions,
  doublingTime,
  type Growth,
} from "./doubling-time.ts";
export { type FrontierOptions, frontier } from "./frontier.ts";
export { isQuantileTrend, isRobustTrend, isTrend } from "./is-trend.ts";
export {
  dexOfBounds,
  dexOfConfidence,
  type MeasurementWeights,
  measurementWeights,
} from "./measurement-error.ts";
export { fitPiecewiseTrend } from "./piecewise-trend.ts";
export { invertPiecewiseTrend } from "./piecewise-trend-inversion.ts";
export {
  type AnyPiecewiseTrend,
  type BreakSelection,
  isPiecewiseTrend,
  type PiecewiseTrend,
  type PiecewiseTrendLaw,
  type TrendSegment,
} from "./piecewise-trend-law.ts";
export type {
  PiecewiseTrendInterval,
  PiecewiseTrendOptions,
  ResolvedPiecewiseTrendOptions,
} from "./piecewise-trend-options.ts";
export { type PredictPiecewiseTrendOptions, predictPiecewiseTrend } from "./piecewise-trend-prediction.ts";
export { fitQuantileTrend, type QuantileTrend, type QuantileTrendOptions } from "./quantile-trend.ts";
export { fitRobustTrend, type RobustTrend, type RobustTrendOptions } from "./robust-trend.ts";
export { type ScaleSplit, type SplitByScaleOptions, splitByScale } from "./scale-split.ts";
export type { Series } from "./series.ts";
export {
  type AnyTrend,
  fitTrend,
  type Trend,
  type TrendKind,
  type TrendLaw,
  type TrendTerm,
} from "./trend.ts";
export { type CompareTrendsOptions, compareTrends, type TrendComparison } from "./trend-comparison.ts";
export { type FitTrendFromMomentsOptions, fitTrendFromMoments } from "./trend-from-moments.ts";
export { invertTrend } from "./trend-inversion.ts";
export { fitTrendMixture } from "./trend-mixture.ts";
export type { ResolvedTrendMixtureOptions, TrendMixtureOptions } from "./trend-mixture-options.ts";
export type { TrendComponent, TrendMixture } from "./trend-mixture-result.ts";
export type { VersusOneLine } from "./trend-mixture-test.ts";
export { mergeMoments, type TrendMoments, type TrendMomentsOptions, trendMoments } from "./trend-moments.ts";
export type { ResolvedTrendOptions, TrendInterval, TrendOptions } from "./trend-options.ts";
export { type PredictTrendOptions, predictTrend } from "./trend-prediction.ts";
export { compareTrendShapes, type TrendShape, type TrendShapeRow } from "./trend-shapes.ts";
