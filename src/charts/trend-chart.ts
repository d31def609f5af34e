import { requireHeld } from "../numeric/held-result.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { readResult } from "../statistics/json-checks.ts";
import type { PiecewiseTrend } from "../trends/piecewise-trend-law.ts";
import { predictPiecewiseTrend } from "../trends/piecewise-trend-prediction.ts";
import type { Series } from "../trends/series.ts";
import type { Trend } from "../trends/trend.ts";
import { predictTrend } from "../trends/trend-prediction.ts";
import {
  type ChartOptions,
  type ChartSpec,
  COLOR,
  type Json,
  layered,
  linear,
  powersOfTen,
  widened,
} from "./chart.ts";
import { requireTrendChartOptions } from "./trend-chart-options.ts";

/** What a trend chart may be told. */
export interface TrendChartOptions extends ChartOptions {
  /** The quantity and its unit, for the axis; default "value". */
  valueTitle?: string;
  /** A name for each point, shown on hovering. */
  label?: readonly string[];
  /** Decimal year to which the line is drawn; default the last year of the series. */
  untilYear?: number;
  monthsPerYear?: number;
}

const STEPS = 160;

function predictionAt(fit: Trend | PiecewiseTrend, year: number): Prediction {
  return fit.kind === "trend" ? predictTrend(fit, year) : predictPiecewiseTrend(fit, year);
}

interface Span {
  from: number;
  to: number;
}

/** Where the line is unbroken: everywhere, or segment by segment where it may jump. */
function spans(fit: Trend | PiecewiseTrend, from: number, to: number): Span[] {
  if (fit.kind === "trend" || fit.continuous) return [{ from, to }];
  return fit.segments.map((segment, s) => ({
    from: segment.from,
    to: s === fit.segments.length - 1 ? Math.max(to, segment.to) : segment.to - 1e-6,
  }));
}

/** The line and its band, a row a year step; rows without bounds have null ones. */
function lineRows(fit: Trend | PiecewiseTrend, from: number, to: number): Json[] {
  return spans(fit, from, to).flatMap((span, part) => {
    const steps = Math.max(2, Math.round((STEPS * (span.to - span.from)) / (to - from)));
    return Array.from({ length: steps + 1 }, (_, k): Json => {
      const year = span.from + ((span.to - span.from) * k) / steps;
      const { estimate, lower, upper } = predictionAt(fit, year);
      return { year, estimate, lower, upper, part };
    });
  });
}

function months(slope: Estimate, monthsPerYear: number): string {
  const time = (rate: number): string => `${((monthsPerYear * Math.log10(2)) / rate).toPrecision(3)}`;
  const verb = slope.estimate > 0 ? "doubles" : "halves";
  const { estimate, lower, upper } = slope;
  if (estimate === 0) return "neither doubles nor halves";
  const text = `${verb} in ${time(Math.abs(estimate))} months`;
  if (lower === null || upper === null) return text;
  if (lower <= 0 && upper >= 0) return `${text}, but the sign of growth is uncertain`;
  const [fast, slow] = [Math.max(Math.abs(lower), Math.abs(upper)), Math.min(Math.abs(lower), Math.abs(upper))];
  return `${text} (${Math.round(100 * slope.level)} % interval ${time(fast)} to ${time(slow)})`;
}

function growthLines(fit: Trend | PiecewiseTrend, monthsPerYear: number): string[] {
  if (fit.kind === "trend")
    return [`${fit.goodness.n} systems; ${months(fit.coefficients.slopeOomPerYear, monthsPerYear)}`];
  return fit.segments.map(
    (segment) =>
      `${segment.from.toFixed(1)} to ${segment.to.toFixed(1)}, ${segment.n} systems: ${months(segment.slopeOomPerYear, monthsPerYear)}`,
  );
}

function breakLayers(breaks: readonly Estimate[], from: number, to: number): Json[] {
  const axis = linear("Year", from, to);
  return breaks.flatMap((each): Json[] => {
    const rule: Json = {
      data: { values: [{ year: each.estimate }] },
      mark: { type: "rule", strokeDash: [5, 4], color: COLOR.muted },
      encoding: { x: { field: "year", ...axis } },
    };
    if (each.lower === null && each.upper === null) return [rule];
    const interval: Json = {
      data: { values: [{ from: Math.max(from, each.lower ?? from), to: Math.min(to, each.upper ?? to) }] },
      mark: { type: "rect", color: COLOR.muted, opacity: 0.18 },
      encoding: { x: { field: "from", ...axis }, x2: { field: "to" } },
    };
    return [interval, rule];
  });
}

function pointRows(series: Series, label: readonly string[] | undefined): Json[] {
  return Array.from(series.year, (year, i): Json => ({ year, value: series.value[i] ?? 0, name: label?.[i] ?? "" }));
}

function drawTrend(series: Series, fit: Trend | PiecewiseTrend, options: TrendChartOptions): ChartSpec {
  const points = pointRows(series, options.label);
  const first = Math.min(...Array.from(series.year));
  const last = Math.max(options.untilYear ?? -Infinity, ...Array.from(series.year));
  const rows = lineRows(fit, first, last);
  const [low, high] = widened(Array.from(series.value));
  const x = { field: "year", ...linear("Year", Math.floor(first), Math.ceil(last)) };
  const y = powersOfTen(options.valueTitle ?? "value", low, high);
  const fits = fit.kind === "trend" ? [] : fit.breaks;
  const line: Json = {
    data: { values: rows },
    mark: { type: "line", color: COLOR.line, strokeWidth: 2.5, clip: true },
  };
  return layered(
    `${options.valueTitle ?? "Value"} over time, with ${fit.kind === "trend" ? "its trend" : "its eras"}`,
    options,
    growthLines(fit, options.monthsPerYear ?? 12),
    [
      ...breakLayers(fits, Math.floor(first), Math.ceil(last)),
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 42, opacity: 0.6, color: COLOR.points },
        encoding: {
          x,
          y: { field: "value", ...y },
          tooltip: [
            { field: "name", title: "System" },
            { field: "year", type: "quantitative", format: ".2f" },
            { field: "value", type: "quantitative", format: ".3~e" },
          ],
        },
      },
      {
        data: {
          values: rows.filter(
            (row) =>
              typeof row === "object" &&
              row !== null &&
              "lower" in row &&
              row["lower"] !== null &&
              row["upper"] !== null,
          ),
        },
        mark: { type: "area", color: COLOR.line, opacity: 0.2, clip: true },
        encoding: { x, y: { field: "lower", ...y }, y2: { field: "upper" }, detail: { field: "part" } },
      },
      { ...line, encoding: { x, y: { field: "estimate", ...y }, detail: { field: "part" } } },
    ],
  );
}

/**
 * A series with its trend: points on a logarithmic axis, the fitted line with its confidence band, breaks with their
 * intervals, and the doubling time of each era in the subtitle.
 *
 * @param series - The points: `year` decimal, `value` above zero.
 * @param fit - A trend or a piecewise trend fitted to them.
 * @param options - See {@link TrendChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError LENGTH_MISMATCH; EMPTY_INPUT without points.
 * @example
 * ```ts
 * import { trendChart } from "scaling-laws/charts";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] };
 * const chart = trendChart(series, fitTrend(series), { valueTitle: "Training compute (FLOP)" });
 * console.log(chart.$schema.includes("vega-lite")); // => true
 * ```
 */
export function trendChart(series: Series, fit: Trend | PiecewiseTrend, options: TrendChartOptions = {}): ChartSpec {
  requireTrendChartOptions(series, options);
  return readResult(fit, "fit", () => requireHeld(drawTrend(series, fit, options), "chart"));
}

function drawResiduals(series: Series, fit: Trend | PiecewiseTrend, options: TrendChartOptions): ChartSpec {
  const rows = Array.from(series.year, (year, i): Json => {
    const line = predictionAt(fit, year).estimate;
    const residual = line === null ? null : Math.log10((series.value[i] ?? 0) / line);
    return { year, residual, name: options.label?.[i] ?? "" };
  });
  const years = Array.from(series.year);
  const spread = fit.goodness.residualStandardError;
  const subtitle = spread === null ? [] : [`Residual standard error ${spread.toPrecision(3)} orders of magnitude`];
  return layered("Residuals of the trend", options, subtitle, [
    { data: { values: [{}] }, mark: { type: "rule", color: COLOR.muted }, encoding: { y: { datum: 0 } } },
    {
      data: { values: rows },
      mark: { type: "point", filled: true, size: 42, opacity: 0.6, color: COLOR.points },
      encoding: {
        x: { field: "year", ...linear("Year", Math.floor(Math.min(...years)), Math.ceil(Math.max(...years))) },
        y: { field: "residual", type: "quantitative", title: "Residual (orders of magnitude)" },
        tooltip: [
          { field: "name", title: "System" },
          { field: "residual", type: "quantitative", format: ".2f" },
        ],
      },
    },
  ]);
}

/**
 * The residuals of a trend: log10(value) less the line, against year. Spread that widens, or runs of one sign, are what
 * the intervals of a plain fit take no account of.
 *
 * @param series - The points: `year` decimal, `value` above zero.
 * @param fit - A trend or a piecewise trend fitted to them.
 * @param options - See {@link TrendChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError LENGTH_MISMATCH; EMPTY_INPUT without points.
 * @example
 * ```ts
 * import { residualChart } from "scaling-laws/charts";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] };
 * console.log(residualChart(series, fitTrend(series)).description); // => "Residuals of the trend"
 * ```
 */
export function residualChart(series: Series, fit: Trend | PiecewiseTrend, options: TrendChartOptions = {}): ChartSpec {
  requireTrendChartOptions(series, options);
  return readResult(fit, "fit", () => requireHeld(drawResiduals(series, fit, options), "chart"));
}
