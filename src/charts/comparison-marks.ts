import { type Axis, linear } from "./axes.ts";
import type { Json } from "./chart.ts";
import type { DrawnComparison } from "./comparison-rows.ts";
import type { Palette } from "./palette.ts";

/** A row with the places of its texts and marks, in pixels from the top. */
export interface Placed extends DrawnComparison {
  readonly name: number;
  readonly line: number;
  readonly marks: number;
}

/** The plot of a comparison: its rows, and how far its axis reaches to both sides. */
export interface ComparisonPlot {
  readonly rows: readonly Placed[];
  readonly reach: number;
  readonly height: number;
  /** Whether the name of a row stands in one line with its numbers. */
  readonly oneLine: boolean;
  readonly palette: Palette;
}

const BY_COLOR = { field: "color", type: "nominal", scale: null };

interface Place {
  readonly x: Axis["encoding"];
  readonly y: { readonly [key: string]: Json };
}

/** Where a value is drawn: its place, or the edge that it lies beyond. */
const held = (value: number, reach: number): number => Math.max(-reach, Math.min(reach, value));

function bar({ quantity }: Placed, y: number, [low, high]: readonly (number | null)[], reach: number): Json {
  return { quantity, y, from: held(low ?? -reach, reach), to: held(high ?? reach, reach) };
}

function colorOf({ verdict }: DrawnComparison, { line, second }: Palette): string {
  return verdict === "outside our interval" || verdict === "differs" ? line : second;
}

/** A line where our estimates are, across the marks of each row. */
function centreLines({ rows, palette }: ComparisonPlot, { x, y }: Place): Json {
  return {
    data: { values: rows.map(({ quantity, marks }): Json => ({ quantity, at: 0, y: marks - 9, to: marks + 16 })) },
    mark: { type: "rule", color: palette.muted },
    encoding: { x: { field: "at", ...x }, y: { field: "y", ...y }, y2: { field: "to" } },
  };
}

function spans(values: Json[], mark: { readonly [key: string]: Json }, { x, y }: Place): Json {
  return {
    data: { values },
    mark: { type: "rule", ...mark },
    encoding: { x: { field: "from", ...x }, x2: { field: "to" }, y: { field: "y", ...y } },
  };
}

function ourIntervals({ rows, reach, palette }: ComparisonPlot, place: Place): Json {
  const values = rows.map((row) => bar(row, row.marks, [row.lower, row.upper], reach));
  return spans(values, { color: palette.points, strokeWidth: 6, opacity: 0.55 }, place);
}

function publishedIntervals({ rows, reach, palette }: ComparisonPlot, place: Place): Json {
  const values = rows
    .filter(({ publishedLower, publishedUpper }) => (publishedLower ?? publishedUpper) !== null)
    .map((row) => bar(row, row.marks + 7, [row.publishedLower, row.publishedUpper], reach));
  return spans(values, { color: palette.ink, strokeWidth: 1.5 }, place);
}

function ourEstimates({ rows, palette }: ComparisonPlot, { x, y }: Place): Json {
  return {
    data: { values: rows.map(({ quantity, marks }): Json => ({ quantity, at: 0, y: marks })) },
    mark: { type: "point", filled: true, shape: "circle", size: 60, opacity: 1, color: palette.points },
    encoding: { x: { field: "at", ...x }, y: { field: "y", ...y } },
  };
}

function diamonds({ rows, reach, palette }: ComparisonPlot): Json[] {
  return rows.flatMap((row): Json[] => {
    const { quantity, published: distance, verdict, marks } = row;
    if (distance === null) return [];
    const shape = Math.abs(distance) <= reach ? "diamond" : distance > 0 ? "triangle-right" : "triangle-left";
    const at = held(distance, 0.985 * reach);
    return [{ quantity, distance, verdict, at, y: marks + 7, shape, color: colorOf(row, palette) }];
  });
}

function publishedValues(plot: ComparisonPlot, { x, y }: Place): Json {
  return {
    data: { values: diamonds(plot) },
    mark: { type: "point", filled: true, size: 90, opacity: 1, stroke: plot.palette.background, strokeWidth: 1 },
    encoding: {
      x: { field: "at", ...x },
      y: { field: "y", ...y },
      shape: { field: "shape", type: "nominal", scale: null },
      color: BY_COLOR,
      tooltip: [
        { field: "quantity", title: "quantity" },
        { field: "distance", type: "quantitative", format: ".3~g", title: "half-widths from ours" },
        { field: "verdict", title: "published value" },
      ],
    },
  };
}

function texts({ rows, reach, oneLine, palette }: ComparisonPlot): Json[] {
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

/** The words of the rows, with a halo where they cross a line. */
function words(plot: ComparisonPlot, { x, y }: Place): Json {
  const text = {
    type: "text",
    fontSize: 11,
    baseline: "middle",
    align: { expr: "datum.align" },
    fontWeight: { expr: "datum.weight" },
  };
  return {
    data: { values: texts(plot) },
    encoding: { x: { field: "x", ...x }, y: { field: "y", ...y }, text: { field: "text", type: "nominal" } },
    layer: [
      { mark: { ...text, stroke: plot.palette.background, strokeWidth: 3, strokeJoin: "round" } },
      { mark: text, encoding: { color: BY_COLOR } },
    ],
  };
}

/** All that a comparison draws, from the back to the front. */
export function comparisonLayers(plot: ComparisonPlot): Json[] {
  const { reach, height } = plot;
  const place = {
    x: linear("Half-widths of our interval from ours", -reach, reach, "~g").encoding,
    y: { type: "quantitative", scale: { domain: [0, height], reverse: true, nice: false }, axis: null },
  };
  const withUnit = { ...plot, rows: plot.rows.filter((row) => row.hasUnit) };
  return [
    centreLines(withUnit, place),
    ourIntervals(withUnit, place),
    ourEstimates(withUnit, place),
    publishedIntervals(plot, place),
    publishedValues(plot, place),
    words(plot, place),
  ];
}
