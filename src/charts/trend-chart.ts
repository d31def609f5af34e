import {
  finiteColumn,
  positiveColumn,
  refuse,
  requireFinite,
  requirePoints,
  requirePositive,
  requireSameLength,
} from "../numeric/checks.ts";
import { columnRange } from "../numeric/range.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Series } from "../trends/series.ts";
import type { TrendMixture } from "../trends/trend-mixture-result.ts";
import { type Axis, logarithmic, widened, years } from "./axes.ts";
import {
  type Canvas,
  type Chart,
  type ChartOptions,
  chartOf,
  type Json,
  layered,
  namesOf,
  requireText,
} from "./chart.ts";
import { type Frame, type Label, labelLayer, type Point } from "./labels.ts";
import type { Palette } from "./palette.ts";
import { type DrawnLine, isMixture, type LineFit, type LineRow, linesOf } from "./trend-lines.ts";

/** What a trend chart may be told. */
export interface TrendChartOptions extends ChartOptions {
  /** The quantity and its unit, for the axis; default "value". */
  valueTitle?: string;
  /** A name for each point, shown on hovering. */
  label?: readonly string[];
  /** Decimal year to which the line is drawn; default the last year of the series. */
  untilYear?: number;
  /** Months of a doubling time: 12 a year by default, 365 / 30 for months of 30 days. */
  monthsPerYear?: number;
}

/** The points of a series, checked. */
export interface TrendPoints {
  readonly year: Float64Array;
  readonly value: Float64Array;
  readonly first: number;
  readonly last: number;
}

export function trendPoints(series: Series): TrendPoints {
  const year = finiteColumn(series?.year, "series.year");
  requirePoints(year.length, 1, "series.year");
  const value = positiveColumn(series.value, "series.value");
  requireSameLength(value.length, year.length, "series.value");
  const { lower: first, upper: last } = columnRange(year);
  requireCalendarYear(first, "series.year");
  requireCalendarYear(last, "series.year");
  return { year, value, first, last };
}

/** An axis has a tick for whole years. */
const LARGEST_YEAR = 9999;

function requireCalendarYear(year: number, path: string): number {
  if (Math.abs(requireFinite(year, path)) <= LARGEST_YEAR) return year;
  return refuse("OUT_OF_RANGE", `a year up to ${LARGEST_YEAR}`, year, path);
}

/** The tooltip of a point: its name, where there are names, then these fields. */
export function pointTooltip(named: boolean, fields: readonly Json[]): Json[] {
  return [...(named ? [{ field: "name", title: "system" }] : []), ...fields];
}

/** Breaks as rules with their intervals, and their years written at the top. */
function breakLayers(breaks: readonly Estimate[], x: Axis, { muted }: Palette): Json[] {
  const [from, to] = [x.valueAt(0), x.valueAt(1)];
  return breaks.flatMap(({ estimate, lower, upper }): Json[] => {
    const rule: Json = {
      data: { values: [{ year: estimate }] },
      mark: { type: "rule", strokeDash: [5, 4], color: muted },
      encoding: { x: { field: "year", ...x.encoding } },
    };
    if (lower === null && upper === null) return [rule];
    const interval: Json = {
      data: { values: [{ from: Math.max(from, lower ?? from), to: Math.min(to, upper ?? to) }] },
      mark: { type: "rect", color: muted, opacity: 0.18 },
      encoding: { x: { field: "from", ...x.encoding }, x2: { field: "to" } },
    };
    return [interval, rule];
  });
}

/** Places for the words of a line: its middle first, where a reader looks. */
function placesOn({ rows }: DrawnLine): Point[] {
  return [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.95].flatMap((share) => {
    const row = rows[Math.round(share * (rows.length - 1))];
    return row === undefined ? [] : [{ x: row.year, y: row.estimate }];
  });
}

/** For each point the line it most likely belongs to. */
function componentOf(fit: LineFit | TrendMixture, i: number): number {
  const shares = isMixture(fit) ? (fit.membership[i] ?? []) : [];
  return shares.reduce((best, share, k) => (share > (shares[best] ?? 0) ? k : best), 0);
}

/** Points between the ends of straight lines, so that labels keep off them. */
function alongLines(lines: readonly DrawnLine[]): Point[] {
  return lines.flatMap(({ rows }) => {
    const [first, last] = [rows[0], rows.at(-1)];
    if (rows.length > 3 || first === undefined || last === undefined) {
      return rows.map(({ year, estimate }) => ({ x: year, y: estimate }));
    }
    return Array.from({ length: 61 }, (_, k) => ({
      x: first.year + (k / 60) * (last.year - first.year),
      y: first.estimate * (last.estimate / first.estimate) ** (k / 60),
    }));
  });
}

/**
 * A series with its trend: points on a logarithmic axis, the fitted line with its confidence band, breaks with their
 * intervals, and beside each era the time in which it doubles; intervals are in the subtitle. A mixture is drawn as its
 * lines, each point in the colour of the line that it most likely belongs to.
 *
 * @param series - The points: `year` decimal, `value` above zero.
 * @param fit - A trend fitted to them: by least squares, robust, of a quantile, piecewise, or a mixture of lines.
 * @param options - See {@link TrendChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH (a mixture is of these very points), NOT_POSITIVE, NOT_FINITE,
 * UNSUPPORTED_TYPE; OUT_OF_RANGE for years of no calendar; INVALID_OPTION; WRONG_KIND, INVALID_LAW for what is no such fit.
 * @example
 * ```ts
 * import { trendChart } from "scaling-laws/charts";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] };
 * const chart = trendChart(series, fitTrend(series), { valueTitle: "Training compute (FLOP)" });
 * console.log(JSON.stringify(chart).includes("doubles in 5.16 months")); // => true
 * ```
 */
export function trendChart(series: Series, fit: LineFit | TrendMixture, options: TrendChartOptions = {}): Chart {
  const points = trendPoints(series);
  return chartOf(fit, "fit", options, (canvas) => drawn(points, fit, options, canvas));
}

function drawn(points: TrendPoints, fit: LineFit | TrendMixture, options: TrendChartOptions, canvas: Canvas): Chart {
  if (isMixture(fit)) requireSameLength(points.year.length, fit.membership.length, "series.year");
  const { palette, width } = canvas;
  const last = Math.max(points.last, requireCalendarYear(options.untilYear ?? points.last, "options.untilYear"));
  const monthsPerYear = requirePositive(options.monthsPerYear ?? 12, "options.monthsPerYear");
  const names = namesOf(options.label, points.year.length);
  const lines = linesOf(fit, points.first, last, monthsPerYear);
  const colors = isMixture(fit) ? [palette.points, palette.line, palette.second, palette.third] : [palette.points];
  const strokes = isMixture(fit) ? colors : [palette.line];
  const strokeOf = (part: number): string => strokes[part % strokes.length] ?? palette.line;
  const beyond = lines.flatMap(({ rows }) => rows.slice(-1).map((row) => row.estimate));
  const x = years(points.first, last, width);
  const valueTitle = requireText(options.valueTitle ?? "value", "options.valueTitle");
  const y = logarithmic(valueTitle, ...widened(last > points.last ? [...points.value, ...beyond] : points.value));
  const frame: Frame = { ...canvas, x, y };
  const place = { x: { field: "year", ...x.encoding }, y: { field: "value", ...y.encoding } };
  const byColor = { field: "color", type: "nominal", scale: null };
  const breaks = !isMixture(fit) && fit.kind === "piecewise-trend" ? fit.breaks : [];
  const strokeRows = lines.flatMap((line, k) =>
    line.rows.map((row): LineRow & { color: string } => ({ ...row, color: strokeOf(isMixture(fit) ? k : 0) })),
  );
  const labels: Label[] = [
    ...lines.map((line, k): Label => ({ text: line.label, at: placesOn(line), color: strokeOf(k), bold: true })),
    ...breaks.map(({ estimate }): Label => {
      const at = [0.97, 0.91, 0.06].map((share) => ({ x: estimate, y: y.valueAt(share) }));
      return { text: `break ${estimate.toFixed(1)}`, at, color: palette.muted };
    }),
  ];
  const marks = [
    ...Array.from(points.value, (value, i) => ({ x: points.year[i] ?? 0, y: value })),
    ...alongLines(lines),
  ];
  return layered(
    `${options.valueTitle ?? "Value"} over time, with its ${isMixture(fit) ? "lines" : lines.length > 1 ? "eras" : "trend"}`,
    canvas,
    lines.map((line) => line.words),
    [
      ...breakLayers(breaks, x, palette),
      {
        data: {
          values: Array.from(points.value, (value, i): Json => {
            const color = colors[componentOf(fit, i) % colors.length] ?? palette.points;
            return { year: points.year[i] ?? 0, value, name: names?.[i] ?? "", color };
          }),
        },
        mark: { type: "point", filled: true, size: 42, opacity: 0.6 },
        encoding: {
          ...place,
          color: byColor,
          tooltip: pointTooltip(names !== null, [
            { field: "year", type: "quantitative", format: ".2f" },
            { field: "value", type: "quantitative", format: ".3~e" },
          ]),
        },
      },
      {
        data: {
          values: strokeRows.filter((row) => row.lower !== null && row.upper !== null).map((row): Json => ({ ...row })),
        },
        mark: { type: "area", color: palette.line, opacity: 0.2, clip: true },
        encoding: {
          x: place.x,
          y: { field: "lower", ...y.encoding },
          y2: { field: "upper" },
          detail: { field: "part", type: "nominal" },
        },
      },
      {
        data: { values: strokeRows.map((row): Json => ({ ...row })) },
        mark: { type: "line", strokeWidth: 2.5, clip: true },
        encoding: {
          x: place.x,
          y: { field: "estimate", ...y.encoding },
          color: byColor,
          detail: { field: "part", type: "nominal" },
        },
      },
      labelLayer(labels, frame, marks),
    ],
  );
}
