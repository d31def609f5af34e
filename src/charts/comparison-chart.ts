import { requirePoints } from "../numeric/checks.ts";
import type { LawComparison } from "../report/compare-law.ts";
import type { PublishedComparison } from "../report/compare-trend.ts";
import { requireString } from "../statistics/json-checks.ts";
import { linear } from "./axes.ts";
import { type Canvas, type Chart, type ChartOptions, chartOf, type Json, layered } from "./chart.ts";
import { type DrawnComparison, drawnRows } from "./comparison-rows.ts";
import { textWidth } from "./labels.ts";
import { counted, plainText } from "./number-text.ts";
import type { Palette } from "./palette.ts";

/** Half-widths of our interval shown at most on each side; what lies farther is an arrow at the edge. */
const MOST = 6;
const LEAST = 1.6;
/** Pixels of a line of text, and of the marks below it. */
const LINE = 15;
const STRIP = 30;

/** A row with the places of its texts and marks, in pixels from the top. */
interface Placed extends DrawnComparison {
  readonly name: number;
  readonly line: number;
  readonly marks: number;
}

/** Rows one below the other, their text in one line or two; rows without marks are as high as their text. */
function placed(rows: readonly DrawnComparison[], lines: number): { rows: Placed[]; height: number } {
  let top = 4;
  const all = rows.map((row): Placed => {
    const marks = top + lines * LINE + 8;
    const at = { ...row, name: top + LINE / 2, line: top + (lines - 0.5) * LINE, marks };
    top += lines * LINE + (row.hasUnit ? STRIP : 10);
    return at;
  });
  return { rows: all, height: top };
}

/** How far the axis reaches: as far as anything drawn, between bounds. */
function reachOf(rows: readonly DrawnComparison[]): number {
  let reach = LEAST;
  for (const { lower, upper, published, publishedLower, publishedUpper } of rows) {
    for (const each of [lower, upper, published, publishedLower, publishedUpper]) {
      if (each !== null) reach = Math.max(reach, 1.15 * Math.abs(each));
    }
  }
  return Math.min(MOST, reach);
}

/** Where a value is drawn: its place, or the edge that it lies beyond. */
const held = (value: number, reach: number): number => Math.max(-reach, Math.min(reach, value));

function bars(rows: readonly Placed[], reach: number): { ours: Json[]; published: Json[] } {
  const bar = (quantity: string, y: number, low: number | null, high: number | null): Json => ({
    quantity,
    y,
    from: held(low ?? -reach, reach),
    to: held(high ?? reach, reach),
  });
  const withPublished = rows.filter(
    ({ publishedLower, publishedUpper }) => (publishedLower ?? publishedUpper) !== null,
  );
  return {
    ours: rows.filter((row) => row.hasUnit).map((row) => bar(row.quantity, row.marks, row.lower, row.upper)),
    published: withPublished.map((row) => bar(row.quantity, row.marks + 7, row.publishedLower, row.publishedUpper)),
  };
}

function colorOf({ verdict }: DrawnComparison, { line, second }: Palette): string {
  return verdict === "outside our interval" || verdict === "differs" ? line : second;
}

function diamonds(rows: readonly Placed[], reach: number, palette: Palette): Json[] {
  return rows.flatMap((row): Json[] => {
    const { quantity, published: distance, verdict, marks } = row;
    if (distance === null) return [];
    const shape = Math.abs(distance) <= reach ? "diamond" : distance > 0 ? "triangle-right" : "triangle-left";
    const at = held(distance, 0.985 * reach);
    return [{ quantity, distance, verdict, at, y: marks + 7, shape, color: colorOf(row, palette) }];
  });
}

function texts(rows: readonly Placed[], reach: number, oneLine: boolean, palette: Palette): Json[] {
  return rows.flatMap((row): Json[] => {
    const text = oneLine ? `${row.quantity}: ${row.numbers}` : row.numbers;
    const plain = { weight: "normal", color: palette.ink };
    const verdict = row.verdict === "nothing to compare" ? palette.muted : colorOf(row, palette);
    return [
      ...(oneLine ? [] : [{ ...plain, x: -reach, y: row.name, text: row.quantity, align: "left", weight: "bold" }]),
      { ...plain, x: -reach, y: row.line, text, align: "left" },
      { x: reach, y: row.name, text: row.verdict, align: "right", weight: "bold", color: verdict },
    ];
  });
}

function subtitleOf(comparison: PublishedComparison | LawComparison, rows: readonly DrawnComparison[]): string[] {
  const { source, note } = comparison;
  const level = "level" in comparison && comparison.level > 0 ? `${plainText(100 * comparison.level)}\u00a0% ` : "";
  const count = rows.filter((row) => row.published !== null).length;
  const drawn =
    count === 0
      ? "Ours has no interval to place a published value in"
      : `${counted(count, "published value")} (diamonds) beside our ${level}intervals (bars, dots our estimates)`;
  const where = `${requireString(source.paper, "comparison.source.paper")}, ${requireString(source.where, "comparison.source.where")}`;
  return [where, drawn, ...(note === null ? [] : [requireString(note, "comparison.note")])];
}

/**
 * Published against ours, a row for each quantity of a comparison: our interval as a bar about our estimate, the printed
 * value as a diamond (with its own interval, where one is printed), both in numbers above, and in words whether it is as
 * printed, inside our interval or outside. All rows share one axis, in half-widths of our own intervals, so that a look
 * tells how far a value is off whatever its unit; what is off by more than six is an arrow at the edge.
 *
 * @param comparison - What `compareWithPublished` answers.
 * @param options - See {@link ChartOptions}; the height is at least what the rows need.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT without rows; NOT_POSITIVE, NOT_FINITE for a size of no picture; UNSUPPORTED_TYPE,
 * OUT_OF_RANGE, INVALID_OPTION; INVALID_LAW for what is no such comparison.
 *
 * @example
 * ```ts
 * import { comparisonChart } from "scaling-laws/charts";
 * import { sevilla2022 } from "scaling-laws/published";
 * import { compareWithPublished } from "scaling-laws/report";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const fit = fitTrend({ year: [2010, 2013, 2016, 2019, 2022], value: [1e15, 2e17, 1e19, 3e20, 1e23] });
 * const chart = comparisonChart(compareWithPublished(fit, sevilla2022.table3[2]));
 * console.log(chart.description); // => "Published against ours"
 * console.log(JSON.stringify(chart).includes("inside our interval")); // => true
 * ```
 */
export function comparisonChart(comparison: PublishedComparison | LawComparison, options: ChartOptions = {}): Chart {
  return chartOf(comparison, "comparison", options, (canvas) => {
    requirePoints(comparison.rows.length, 1, "comparison.rows");
    return chartOfRows(comparison, options.height ?? 0, canvas);
  });
}

function chartOfRows(comparison: PublishedComparison | LawComparison, least: number, canvas: Canvas): Chart {
  const drawn = drawnRows(comparison.rows);
  const { palette, width } = canvas;
  const longest = Math.max(
    ...drawn.map(({ quantity, numbers, verdict }) => textWidth(`${quantity}: ${numbers}  `) + 1.1 * textWidth(verdict)),
  );
  const oneLine = longest <= width;
  const { rows, height } = placed(drawn, oneLine ? 1 : 2);
  const tall = Math.max(least, height);
  const reach = reachOf(drawn);
  const strips = rows.filter((row) => row.hasUnit);
  const x = linear("Half-widths of our interval from ours", -reach, reach, "~g");
  const encodedY = { type: "quantitative", scale: { domain: [0, tall], reverse: true, nice: false }, axis: null };
  const place = { x: { field: "at", ...x.encoding }, y: { field: "y", ...encodedY } };
  const span = { x: { field: "from", ...x.encoding }, x2: { field: "to" }, y: place.y };
  const { ours, published } = bars(rows, reach);
  const byColor = { field: "color", type: "nominal", scale: null };
  const text = {
    type: "text",
    fontSize: 11,
    baseline: "middle",
    align: { expr: "datum.align" },
    fontWeight: { expr: "datum.weight" },
  };
  return layered("Published against ours", { ...canvas, height: tall }, subtitleOf(comparison, drawn), [
    {
      data: {
        values: strips.map(({ quantity, marks }): Json => ({ quantity, at: 0, y: marks - 9, to: marks + 16 })),
      },
      mark: { type: "rule", color: palette.muted },
      encoding: { ...place, y2: { field: "to" } },
    },
    {
      data: { values: ours },
      mark: { type: "rule", color: palette.points, strokeWidth: 6, opacity: 0.55 },
      encoding: span,
    },
    {
      data: {
        values: strips.map(({ quantity, marks }): Json => ({ quantity, at: 0, y: marks })),
      },
      mark: { type: "point", filled: true, shape: "circle", size: 60, opacity: 1, color: palette.points },
      encoding: place,
    },
    { data: { values: published }, mark: { type: "rule", color: palette.ink, strokeWidth: 1.5 }, encoding: span },
    {
      data: { values: diamonds(rows, reach, palette) },
      mark: { type: "point", filled: true, size: 90, opacity: 1, stroke: palette.background, strokeWidth: 1 },
      encoding: {
        ...place,
        shape: { field: "shape", type: "nominal", scale: null },
        color: byColor,
        tooltip: [
          { field: "quantity", title: "quantity" },
          { field: "distance", type: "quantitative", format: ".3~g", title: "half-widths from ours" },
          { field: "verdict", title: "published value" },
        ],
      },
    },
    {
      data: { values: texts(rows, reach, oneLine, palette) },
      encoding: {
        x: { field: "x", ...x.encoding },
        y: place.y,
        text: { field: "text", type: "nominal" },
      },
      layer: [
        { mark: { ...text, stroke: palette.background, strokeWidth: 3, strokeJoin: "round" } },
        { mark: text, encoding: { color: byColor } },
      ],
    },
  ]);
}
