import { columnRange } from "../numeric/range.ts";
import { routingCutoff } from "../routing/cutoff.ts";
import { effectiveParameterCountInterval } from "../routing/effective-parameter-count-interval.ts";
import type { RoutedSweepColumns } from "../routing/routed-data.ts";
import { parametersForLoss } from "../routing/routing-inversion.ts";
import type { AnyRoutingLaw } from "../routing/routing-law.ts";
import { logarithmic, widened } from "./axes.ts";
import { type Canvas, type Chart, chartOf, type Json, layered } from "./chart.ts";
import { cutoffWords } from "./cutoff-words.ts";
import { type Frame, type Label, labelLayer } from "./labels.ts";
import { counted, powerText } from "./number-text.ts";
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
import type { RoutingChartOptions } from "./routing-chart.ts";

const STEPS = 40;
/** A cut-off farther above the largest count than this, as a factor, is said and not drawn. */
const FAR = 1e4;

function curveOf(law: AnyRoutingLaw, parameters: number, most: number, color: string): RoutedCurvePoint[] {
  return expertSteps(most, STEPS).flatMap((experts) => {
    const { estimate, lower, upper } = effectiveParameterCountInterval(law, { parameters, experts });
    return estimate === null ? [] : [{ parameters, experts, height: estimate, lower, upper, color }];
  });
}

type DenseEqual = Omit<RoutedCurvePoint, "height" | "lower" | "upper"> & { readonly effective: number };

/** The size of the dense model that has the loss of each run, by the law; runs that no dense model equals have none. */
function denseEquals(law: AnyRoutingLaw, runs: RoutedRuns, color: (size: number) => string): DenseEqual[] {
  return Array.from(runs.loss).flatMap((loss, i) => {
    const { estimate } = parametersForLoss(law, { loss, experts: 1 });
    const [parameters, experts] = [runs.parameters[i] ?? 0, runs.experts[i] ?? 1];
    if (estimate === null) return [];
    return [{ parameters, experts, effective: estimate, color: color(parameters) }];
  });
}

/**
 * Effective parameter count against the number of experts, a curve for each model size: how large a dense model must be
 * to do as well. Points are the runs, each at the size of the dense model that the law gives its loss. The cut-off, where
 * experts stop to help and the curves are flat, is a line across with its interval.
 *
 * @param sweep - The runs: `parameters` that one token sees, `experts` (1: dense) and `loss`.
 * @param law - A routing law, fitted to them or published.
 * @param options - See {@link RoutingChartOptions}; with `parameters` also sizes beyond the sweep.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH, NOT_POSITIVE, NOT_FINITE, UNSUPPORTED_TYPE; OUT_OF_RANGE for fewer
 * than 1 expert; INVALID_OPTION; WRONG_KIND, INVALID_LAW.
 *
 * Clark et al. 2022 (arXiv 2202.01169), equation 11.
 *
 * @example
 * ```ts
 * import { effectiveParameterCountChart } from "scaling-laws/charts";
 * import { clark2022 } from "scaling-laws/published";
 *
 * const sweep = { parameters: [2.5e7, 2.5e7, 1.3e9], experts: [1, 64, 1], loss: [3.3, 2.95, 2.24] };
 * const chart = effectiveParameterCountChart(sweep, clark2022.unrounded.hash);
 * console.log(JSON.stringify(chart).includes("cut-off 8.3·10¹⁰")); // => true
 * ```
 */
export function effectiveParameterCountChart(
  sweep: RoutedSweepColumns,
  law: AnyRoutingLaw,
  options: RoutingChartOptions = {},
): Chart {
  const runs = routedRuns(sweep);
  return chartOf(law, "law", options, (canvas) => drawn(runs, law, options, canvas));
}

function drawn(runs: RoutedRuns, law: AnyRoutingLaw, options: RoutingChartOptions, canvas: Canvas): Chart {
  const sizes = curveSizes(runs, options.parameters);
  const { palette, dark, width } = canvas;
  const color = sizeColor([...runs.parameters, ...sizes], dark);
  const most = mostExperts(runs);
  const curves = sizes.map((size) => curveOf(law, size, most, color(size)));
  const points = denseEquals(law, runs, color);
  const drawn = curves.flat();
  const counts = [...drawn.map(({ height }) => height), ...points.map(({ effective }) => effective)];
  const { lower: least, upper: greatest } = columnRange(Float64Array.from([...counts, ...runs.parameters]));
  const cutoff = routingCutoff(law);
  const near = cutoff.parameters !== null && cutoff.parameters < FAR * greatest && cutoff.parameters > least / FAR;
  const cutoffs = near && cutoff.parameters !== null ? [cutoff.parameters] : [];
  const { lower, upper } = cutoff.log10Parameters ?? { lower: null, upper: null };
  // The interval may reach far: ten times the cut-off is seen of it.
  const above = cutoffs.map((at) => Math.min(10 * at, 10 ** (upper ?? 0)));
  const [low, high] = widened([least, greatest, ...cutoffs, ...above.filter((each) => each > least)]);
  const frame: Frame = {
    ...canvas,
    x: expertsAxis(most, width),
    y: logarithmic("Effective parameters", low, high),
  };
  const bound = (log10: number | null | undefined, open: number): number =>
    log10 === null || log10 === undefined ? open : Math.min(high, Math.max(low, 10 ** log10));
  const band =
    lower === null && upper === null
      ? []
      : cutoffs.map((): Json => ({ from: bound(lower, low), to: bound(upper, high) }));
  const labels: Label[] = [
    ...cutoffs.map(
      (size): Label => ({
        text: `cut-off ${powerText(size)}`,
        at: [0.14, 0.22, 0.5, 0.3].map((share) => ({ x: frame.x.valueAt(share), y: size })),
        on: true,
        bold: true,
        color: palette.line,
      }),
    ),
    ...sizeLabels(curves, sizes),
  ];
  const marks = [
    ...points.map(({ experts, effective }) => ({ x: experts, y: effective })),
    ...drawn.map(({ experts, height }) => ({ x: experts, y: height })),
  ];
  const subtitle = [
    `${counted(runs.loss.length, "run")}, each at the dense model of its loss; curves at ${counted(sizes.length, "model size")}`,
    cutoffWords(cutoff),
  ];
  return layered("Effective parameter count by experts and model size", canvas, subtitle, [
    {
      data: { values: band },
      mark: { type: "rect", color: palette.line, opacity: 0.13 },
      encoding: { y: { field: "from", ...frame.y.encoding }, y2: { field: "to" } },
    },
    {
      data: { values: cutoffs.map((at): Json => ({ cutoff: at })) },
      mark: { type: "rule", color: palette.line, strokeWidth: 1.8, strokeDash: [6, 4] },
      encoding: { y: { field: "cutoff", ...frame.y.encoding } },
    },
    ...curveLayers(drawn, "effective", frame),
    {
      data: { values: points.map((each): Json => ({ ...each })) },
      mark: { type: "point", filled: true, size: 40, opacity: 0.9, stroke: palette.background, strokeWidth: 0.6 },
      encoding: {
        ...placeOf(frame, "effective"),
        color: BY_COLOR,
        tooltip: [
          { field: "parameters", type: "quantitative", format: ".3~e" },
          { field: "experts", type: "quantitative" },
          { field: "effective", type: "quantitative", format: ".3~e", title: "dense model of this loss" },
        ],
      },
    },
    labelLayer(labels, frame, marks),
  ]);
}
