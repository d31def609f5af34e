import { requireOptions } from "../numeric/checks.ts";
import { type ChartSpec, requireText } from "./chart.ts";

/** What a notebook kernel reads: content by MIME type. */
export interface DisplayBundle {
  /** The specification as Vega-Lite, drawn by kernels that can. */
  readonly "application/vnd.vegalite.v5+json": ChartSpec;
  /** The picture, where one was passed. */
  readonly "image/svg+xml"?: string;
  /** A line of text for kernels that draw nothing. */
  readonly "text/plain": string;
}

/** An object that Deno's Jupyter kernel shows as a chart. */
export interface Displayable {
  [key: symbol]: () => DisplayBundle;
}

/**
 * Makes a chart show itself in a notebook: the object carries the method `Symbol.for("Jupyter.display")`, which gives
 * the specification, an SVG picture where one is passed (so that exported notebooks have one), and a line of text.
 *
 * @param spec - A chart of this library, or any other Vega-Lite specification with a description.
 * @param options - `svg`: the chart rendered beforehand.
 * @throws ScalingError INVALID_OPTION.
 * @returns An object for the last line of a cell. Not plain JSON: it holds a function under a symbol.
 * @example
 * ```ts
 * import { residualChart, toDisplay } from "scaling-laws/charts";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const series = { year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] };
 * const shown = toDisplay(residualChart(series, fitTrend(series)));
 * console.log(shown[Symbol.for("Jupyter.display")]!()["text/plain"]); // => "Residuals of the trend"
 * ```
 */
export function toDisplay(spec: ChartSpec, options: { svg?: string } = {}): Displayable {
  requireOptions(options);
  const { svg } = options;
  if (svg !== undefined) requireText(svg, "options.svg");
  requireText(requireOptions(spec, "spec").description, "spec.description");
  const bundle: DisplayBundle = {
    "application/vnd.vegalite.v5+json": spec,
    ...(svg === undefined ? {} : { "image/svg+xml": svg }),
    "text/plain": spec.description,
  };
  return { [Symbol.for("Jupyter.display")]: () => bundle };
}
