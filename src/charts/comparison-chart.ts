import { requirePoints } from "../numeric/checks.ts";
import type { LawComparison } from "../report/compare-law.ts";
import type { PublishedComparison } from "../report/compare-trend.ts";
import { requireString } from "../statistics/json-checks.ts";
import { type Canvas, type Chart, type ChartOptions, chartOf, layered } from "./chart.ts";
import { comparisonLayers, type Placed } from "./comparison-marks.ts";
import { type DrawnComparison, drawnRows } from "./comparison-rows.ts";
import { textWidth } from "./labels.ts";
import { counted, plainText } from "./number-text.ts";

/** Half-widths of our interval shown at most on each side; what lies farther is an arrow at the edge. */
const MOST = 6;
const LEAST = 1.6;
/** Pixels of a line of text, and of the marks below it. */
const LINE = 15;
const STRIP = 30;

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
  const longest = Math.max(
    ...drawn.map(({ quantity, numbers, verdict }) => textWidth(`${quantity}: ${numbers}  `) + 1.1 * textWidth(verdict)),
  );
  const oneLine = longest <= canvas.width;
  const { rows, height: needed } = placed(drawn, oneLine ? 1 : 2);
  const height = Math.max(least, needed);
  const layers = comparisonLayers({ rows, reach: reachOf(drawn), height, oneLine, palette: canvas.palette });
  return layered("Published against ours", { ...canvas, height }, subtitleOf(comparison, drawn), layers);
}
