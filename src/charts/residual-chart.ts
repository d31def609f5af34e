import type { Series } from "../trends/series.ts";
import { linear, spread, years } from "./axes.ts";
import { type Canvas, type Chart, chartOf, type Json, layered, namesOf } from "./chart.ts";
import { plainText } from "./number-text.ts";
import { pointTooltip, type TrendChartOptions, type TrendPoints, trendPoints } from "./trend-chart.ts";
import { type LineFit, predictionsAt } from "./trend-lines.ts";

/**
 * The residuals of a trend: log10(value) less the line, against year, with lines at twice the residual standard error.
 * Spread that widens, or runs of one sign, are what the intervals of a plain fit take no account of.
 *
 * @param series - The points: `year` decimal, `value` above zero.
 * @param fit - A trend fitted to them: by least squares, robust, of a quantile, or piecewise.
 * @param options - See {@link TrendChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH, NOT_POSITIVE, NOT_FINITE, UNSUPPORTED_TYPE; OUT_OF_RANGE for years of
 * no calendar; INVALID_OPTION; WRONG_KIND, INVALID_LAW for what is no such fit.
 * @example
 * ```ts
 * import { residualChart } from "scaling-laws/charts";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] };
 * console.log(residualChart(series, fitTrend(series)).description); // => "Residuals of the trend"
 * ```
 */
export function residualChart(series: Series, fit: LineFit, options: TrendChartOptions = {}): Chart {
  const points = trendPoints(series);
  return chartOf(fit, "fit", options, (canvas) => drawn(points, fit, options, canvas));
}

function drawn(
  { year, value, first, last }: TrendPoints,
  fit: LineFit,
  options: TrendChartOptions,
  canvas: Canvas,
): Chart {
  const { palette, width } = canvas;
  const names = namesOf(options.label, year.length);
  const lines = predictionsAt(fit, year);
  const rows = Array.from(year, (at, i) => {
    const line = lines[i]?.estimate ?? null;
    // A line too high or low to be held leaves nothing to be drawn.
    const residual = line === null || line === 0 ? null : Math.log10((value[i] ?? 1) / line) + 0;
    return { year: at, residual, name: names?.[i] ?? "" };
  });
  const known = rows.flatMap(({ residual }) => (residual === null ? [] : [residual]));
  const error = fit.goodness.residualStandardError;
  const bounds = error === null ? [] : [2 * error, -2 * error];
  const subtitle =
    error === null ? [] : [`Residual standard error ${plainText(error)} orders of magnitude; dashes at twice that`];
  const x = { field: "year", ...years(first, last, width).encoding };
  const y = linear("Residual (log₁₀)", ...spread([0, ...known, ...bounds]), ".6~r", true).encoding;
  return layered("Residuals of the trend", canvas, subtitle, [
    {
      data: { values: [{ level: 0 }] },
      mark: { type: "rule", color: palette.line, strokeWidth: 2 },
      encoding: { y: { field: "level", ...y } },
    },
    {
      data: { values: bounds.map((level): Json => ({ level })) },
      mark: { type: "rule", color: palette.line, strokeDash: [5, 4] },
      encoding: { y: { field: "level", ...y } },
    },
    {
      data: { values: rows.map((row): Json => ({ ...row })) },
      mark: { type: "point", filled: true, size: 42, opacity: 0.6, color: palette.points },
      encoding: {
        x,
        y: { field: "residual", ...y },
        tooltip: pointTooltip(names !== null, [
          { field: "year", type: "quantitative", format: ".2f" },
          { field: "residual", type: "quantitative", format: ".2f" },
        ]),
      },
    },
  ]);
}
