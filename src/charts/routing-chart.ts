import { routingCutoff } from "../routing/cutoff.ts";
import type { RoutedSweepColumns } from "../routing/routed-data.ts";
import type { AnyRoutingLaw } from "../routing/routing-law.ts";
import { predictRoutedLoss } from "../routing/routing-prediction.ts";
import { linear, spread } from "./axes.ts";
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
import { cutoffWords } from "./cutoff-words.ts";
import { type Frame, labelLayer } from "./labels.ts";
import { counted } from "./number-text.ts";
import { BY_COLOR, curveLayers, placeOf, type RoutedCurvePoint, sizeLabels } from "./routed-curves.ts";
import {
  curveSizes,
  expertSteps,
  expertsAxis,
  mostExperts,
  type RoutedRuns,
  routedRuns,
  sizeColor,
} from "./routed-runs.ts";

/** What a chart of a routed sweep may be told. */
export interface RoutingChartOptions extends ChartOptions {
  /** Sizes, in parameters that one token sees, to draw curves for, 200 at most; default those of the sweep, eight at most. */
  parameters?: ArrayLike<number>;
  /** Unit of the loss, for the axis; default "nats per token". */
  lossUnit?: string;
  /** A name for each run, shown on hovering. */
  label?: readonly string[];
}

const STEPS = 40;

function curveOf(law: AnyRoutingLaw, parameters: number, most: number, color: string): RoutedCurvePoint[] {
  return expertSteps(most, STEPS).flatMap((experts) => {
    const { estimate, lower, upper } = predictRoutedLoss(law, { parameters, experts });
    return estimate === null ? [] : [{ parameters, experts, height: estimate, lower, upper, color }];
  });
}

/**
 * Loss against the number of experts, a curve for each model size: the runs of a sweep, the fitted law with its bands,
 * and in words the size above which experts stop to help.
 *
 * @param sweep - The runs: `parameters` that one token sees, `experts` (1: dense) and `loss`.
 * @param law - A routing law, fitted to them or published.
 * @param options - See {@link RoutingChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH, NOT_POSITIVE, NOT_FINITE, UNSUPPORTED_TYPE; OUT_OF_RANGE for fewer
 * than 1 expert; INVALID_OPTION; WRONG_KIND, INVALID_LAW.
 *
 * As figure 1 of Clark et al. 2022 (arXiv 2202.01169).
 *
 * @example
 * ```ts
 * import { routingChart } from "scaling-laws/charts";
 * import { clark2022 } from "scaling-laws/published";
 *
 * const sweep = { parameters: [2.5e7, 2.5e7, 1.3e9], experts: [1, 64, 1], loss: [3.3, 2.95, 2.24] };
 * const chart = routingChart(sweep, clark2022.sBase);
 * console.log(chart.description); // => "Loss by experts and model size"
 * ```
 */
export function routingChart(sweep: RoutedSweepColumns, law: AnyRoutingLaw, options: RoutingChartOptions = {}): Chart {
  const runs = routedRuns(sweep);
  return chartOf(law, "law", options, (canvas) => drawn(runs, law, options, canvas));
}

function drawn(runs: RoutedRuns, law: AnyRoutingLaw, options: RoutingChartOptions, canvas: Canvas): Chart {
  const sizes = curveSizes(runs, options.parameters);
  const names = namesOf(options.label, runs.loss.length);
  const { palette, dark, width } = canvas;
  const color = sizeColor([...runs.parameters, ...sizes], dark);
  const most = mostExperts(runs);
  const curves = sizes.map((size) => curveOf(law, size, most, color(size)));
  const drawn = curves.flat();
  const heights = [...runs.loss, ...drawn.map(({ height }) => height)];
  const frame: Frame = {
    ...canvas,
    x: expertsAxis(most, width),
    y: linear(
      `Loss (${requireText(options.lossUnit ?? "nats per token", "options.lossUnit")})`,
      ...spread(heights),
      ".6~r",
      true,
    ),
  };
  const points = Array.from(runs.loss, (loss, i): Json => {
    const parameters = runs.parameters[i] ?? 0;
    return {
      parameters,
      experts: runs.experts[i] ?? 1,
      loss,
      color: color(parameters),
      name: names?.[i] ?? "",
    };
  });
  const subtitle = [
    `${counted(runs.loss.length, "run")}; curves at ${counted(sizes.length, "model size")}`,
    cutoffWords(routingCutoff(law)),
  ];
  const marks = [...runs.loss].map((y, i) => ({ x: runs.experts[i] ?? 1, y }));
  return layered("Loss by experts and model size", canvas, subtitle, [
    ...curveLayers(drawn, "loss", frame),
    {
      data: { values: points },
      mark: { type: "point", filled: true, size: 45, opacity: 0.9, stroke: palette.background, strokeWidth: 0.6 },
      encoding: {
        ...placeOf(frame, "loss"),
        color: BY_COLOR,
        tooltip: [
          ...(names === null ? [] : [{ field: "name", title: "run" }]),
          { field: "parameters", type: "quantitative", format: ".3~e" },
          { field: "experts", type: "quantitative" },
          { field: "loss", type: "quantitative", format: ".4f" },
        ],
      },
    },
    labelLayer(sizeLabels(curves, sizes), frame, marks),
  ]);
}
