/**
 * Results as Vega-Lite specifications: plain objects with their data inside, for any renderer.
 *
 * Pages: [Charts](../../docs/guide/charts.md).
 *
 * @module
 */

export * from "../errors.ts";
export type { ChartOptions, ChartSpec, Json } from "./chart.ts";
export { comparisonChart } from "./comparison-chart.ts";
export { type DensingChartOptions, densingChart } from "./densing-chart.ts";
export { type Displayable, type DisplayBundle, toDisplay } from "./display.ts";
export { effectiveParameterCountChart } from "./effective-parameter-count-chart.ts";
export { type GapChartOptions, gapChart } from "./gap-chart.ts";
export { type IsoFlopChartOptions, isoFlopChart } from "./iso-flop-chart.ts";
export { type LossChartOptions, lossChart } from "./loss-chart.ts";
export { type PerformanceChartOptions, performanceChart } from "./performance-chart.ts";
export { residualChart } from "./residual-chart.ts";
export { type RoutingChartOptions, routingChart } from "./routing-chart.ts";
export { type TrendChartOptions, trendChart } from "./trend-chart.ts";
export type { LineFit } from "./trend-lines.ts";
