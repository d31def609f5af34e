import { ScalingError } from "../errors.ts";
import { positiveColumn, requireWhole } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { ParameterGap, ParameterGaps } from "../parameter-gap/gap-significance.ts";
import { parameterDensity, parameterHistogram } from "../parameter-gap/size-density.ts";
import { readResult } from "../statistics/json-checks.ts";
import {
  type ChartOptions,
  type ChartSpec,
  COLOR,
  type Json,
  layered,
  powersOfTen,
  requireChartOptions,
  widened,
} from "./chart.ts";

/** What a gap chart may be told. */
export interface GapChartOptions extends ChartOptions {
  /** Bins a decade of the histogram; default 8. */
  binsPerDecade?: number;
  /** Gaps shaded at most, most striking first; default 2. */
  gaps?: number;
}

function sizeText(size: number): string {
  const [unit, divisor] = size >= 1e12 ? ["T", 1e12] : size >= 1e9 ? ["B", 1e9] : size >= 1e6 ? ["M", 1e6] : ["", 1];
  return `${Number((size / divisor).toPrecision(3))}${unit}`;
}

function gapText(gap: ParameterGap): string {
  const p = (value: number | null): string =>
    value === null ? "not given" : value < 0.001 ? "< 0.001" : value.toPrecision(2);
  return (
    `${sizeText(gap.lower)} to ${sizeText(gap.upper)}: ${gap.countInside} models, ${gap.expectedInside.toFixed(1)} expected; ` +
    `p ${p(gap.pValue)}, uniform ${p(gap.pUniform)} (${gap.verdict})`
  );
}

/** The density in models a bin, so that curve and bars share an axis. */
function densityRows(sizes: ArrayLike<number>, perBin: number): Json[] {
  const { log10Size, density } = parameterDensity(sizes);
  return log10Size.map((x, q): Json => ({ size: 10 ** x, count: (density[q] ?? 0) * perBin }));
}

function drawGaps(sizes: ArrayLike<number>, result: ParameterGaps, options: GapChartOptions): ChartSpec {
  if (sizes.length !== result.n) {
    throw new ScalingError(
      "LENGTH_MISMATCH",
      `Expected the ${result.n} sizes of the result but got ${sizes.length}`,
      "sizes",
    );
  }
  const binsPerDecade = options.binsPerDecade ?? 8;
  const { edges, counts } = parameterHistogram(sizes, { binsPerDecade });
  const bars = counts.map((count, bin): Json => ({ from: edges[bin] ?? 0, to: edges[bin + 1] ?? 0, count }));
  const shown = result.gaps.slice(0, options.gaps ?? 2);
  const [low, high] = widened(Array.from(sizes), 0.03);
  const x = powersOfTen("Parameters", low, high);
  const y = { field: "count", type: "quantitative", title: "Models in a bin" };
  return layered("Model sizes and their gaps", options, shown.map(gapText), [
    {
      data: { values: shown.map(({ lower, upper }): Json => ({ lower, upper })) },
      mark: { type: "rect", color: COLOR.shade, opacity: 0.3 },
      encoding: { x: { field: "lower", ...x }, x2: { field: "upper" } },
    },
    {
      data: { values: bars },
      mark: { type: "rect", color: COLOR.points, opacity: 0.65, clip: true },
      encoding: { x: { field: "from", ...x }, x2: { field: "to" }, y, y2: { datum: 0 } },
    },
    {
      data: { values: densityRows(sizes, result.n / binsPerDecade) },
      mark: { type: "line", color: COLOR.line, strokeWidth: 2.5, clip: true },
      encoding: { x: { field: "size", ...x }, y },
    },
  ]);
}

/**
 * Model sizes with their gaps: a histogram over log size, the kernel density, and the most striking gaps shaded, with
 * counts and p-values in the subtitle.
 *
 * @param sizes - Model sizes in parameters, above zero.
 * @param result - What {@link findParameterGaps} said of them.
 * @param options - See {@link GapChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, NOT_POSITIVE, NOT_FINITE; LENGTH_MISMATCH when the result is of other sizes.
 * @example
 * ```ts
 * import { gapChart } from "scaling-laws/charts";
 * import { findParameterGaps } from "scaling-laws/parameter-gap";
 *
 * const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 30 + (i < 40 ? 0 : 0.8)));
 * console.log(gapChart(sizes, findParameterGaps(sizes)).description); // => "Model sizes and their gaps"
 * ```
 */
export function gapChart(sizes: ArrayLike<number>, result: ParameterGaps, options: GapChartOptions = {}): ChartSpec {
  requireChartOptions(options);
  if (options.gaps !== undefined) requireWhole(options.gaps, 0, "options.gaps");
  const column = Array.from(positiveColumn(sizes, "sizes"));
  return readResult(result, "result", () => requireHeld(drawGaps(column, result, options), "chart"));
}
