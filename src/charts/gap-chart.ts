import { positiveColumn, requirePoints, requireSameLength, requireWhole } from "../numeric/checks.ts";
import { columnRange } from "../numeric/range.ts";
import type { ParameterGap, ParameterGaps } from "../parameter-gap/gap-result.ts";
import { parameterDensity, parameterHistogram } from "../parameter-gap/size-density.ts";
import { requireString } from "../statistics/json-checks.ts";
import { linear, logarithmic, widened } from "./axes.ts";
import { type Canvas, type Chart, type ChartOptions, chartOf, type Json, layered } from "./chart.ts";
import { type Frame, type Label, labelLayer } from "./labels.ts";
import { counted, plainText, sizeText } from "./number-text.ts";

/** What a gap chart may be told. */
export interface GapChartOptions extends ChartOptions {
  /** Bins a decade of the histogram; default 8. */
  binsPerDecade?: number;
  /** Gaps shaded at most, most striking first; default 2. */
  gaps?: number;
}

const pText = (p: number | null): string =>
  p === null ? "p\u00a0not\u00a0given" : p < 0.001 ? "p\u00a0<\u00a00.001" : `p\u00a0${plainText(p, 2)}`;

function rangeText({ lower, upper }: ParameterGap): string {
  return `${sizeText(lower)} to ${sizeText(upper)}`;
}

function gapText(gap: ParameterGap): string {
  const counts = `${counted(gap.countInside, "model")}, ${plainText(gap.expectedInside, 2)} expected`;
  return `${rangeText(gap)}: ${counts}; ${pText(gap.pValue)}, uniform ${pText(gap.pUniform)} (${requireString(gap.verdict, "result.gaps.verdict")})`;
}

/** The density in models a bin, so that curve and bars share an axis. */
function densityRows(sizes: ArrayLike<number>, perBin: number): { size: number; count: number }[] {
  const { log10Size, density } = parameterDensity(sizes);
  return log10Size.map((x, q) => ({ size: 10 ** x, count: (density[q] ?? 0) * perBin }));
}

/**
 * Model sizes with their gaps: a histogram over log size, the kernel density, and the most striking gaps shaded, with
 * counts and p-values.
 *
 * @param sizes - Model sizes in parameters, above zero.
 * @param result - What `findParameterGaps` said of them.
 * @param options - See {@link GapChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, NOT_POSITIVE, NOT_FINITE, UNSUPPORTED_TYPE; LENGTH_MISMATCH when the result is of other
 * sizes; OUT_OF_RANGE, INVALID_OPTION; INVALID_LAW for what is no such result.
 * @example
 * ```ts
 * import { gapChart } from "scaling-laws/charts";
 * import { findParameterGaps } from "scaling-laws/parameter-gap";
 *
 * const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 30 + (i < 40 ? 0 : 0.8)));
 * console.log(gapChart(sizes, findParameterGaps(sizes)).description); // => "Model sizes and their gaps"
 * ```
 */
export function gapChart(sizes: ArrayLike<number>, result: ParameterGaps, options: GapChartOptions = {}): Chart {
  const column = positiveColumn(sizes, "sizes");
  requirePoints(column.length, 1, "sizes");
  return chartOf(result, "result", options, (canvas) => drawn(column, result, options, canvas));
}

function drawn(sizes: Float64Array, result: ParameterGaps, options: GapChartOptions, canvas: Canvas): Chart {
  requireSameLength(result.n, sizes.length, "result.n");
  const binsPerDecade = options.binsPerDecade ?? 8;
  const { edges, counts } = parameterHistogram(sizes, { binsPerDecade });
  const bars = counts.map((count, bin): Json => ({ from: edges[bin] ?? 0, to: edges[bin + 1] ?? 0, count }));
  const shown = result.gaps.slice(0, requireWhole(options.gaps ?? 2, 0, "options.gaps"));
  const { palette } = canvas;
  const density = densityRows(sizes, result.n / binsPerDecade);
  const { upper: most } = columnRange(Float64Array.from([...counts, ...density.map((row) => row.count)]));
  const frame: Frame = {
    ...canvas,
    x: logarithmic("Parameters", ...widened([...edges, ...sizes], 0.01)),
    y: linear("Models in a bin", 0, 1.12 * most, "d", true),
  };
  const x = frame.x.encoding;
  const y = { field: "count", ...frame.y.encoding };
  const labels = shown.map((gap): Label => {
    const middle = Math.sqrt(gap.lower) * Math.sqrt(gap.upper);
    const at = [0.97, 0.9, 0.83, 0.76].map((share) => ({ x: middle, y: frame.y.valueAt(share) }));
    return { text: `${rangeText(gap)}, ${pText(gap.pValue)}`, at, on: true, bold: true };
  });
  const marks = density.map(({ size, count }) => ({ x: size, y: count }));
  const subtitle = [
    `${counted(result.n, "model")}; line: kernel density`,
    ...(shown.length === 0 ? ["No gap was found: no valley between two peaks is wide enough"] : shown.map(gapText)),
  ];
  return layered("Model sizes and their gaps", canvas, subtitle, [
    {
      data: { values: shown.map(({ lower, upper }): Json => ({ lower, upper })) },
      mark: { type: "rect", color: palette.shade, opacity: 0.3 },
      encoding: { x: { field: "lower", ...x }, x2: { field: "upper" } },
    },
    {
      data: { values: bars },
      mark: {
        type: "rect",
        color: palette.points,
        opacity: 0.65,
        stroke: palette.background,
        strokeWidth: 1,
        clip: true,
      },
      encoding: { x: { field: "from", ...x }, x2: { field: "to" }, y, y2: { datum: 0 } },
    },
    {
      data: { values: density.map((row): Json => ({ ...row })) },
      mark: { type: "line", color: palette.line, strokeWidth: 2.5, clip: true },
      encoding: { x: { field: "size", ...x }, y },
    },
    labelLayer(labels, frame, marks),
  ]);
}
