import type { EffectiveParameterSize } from "../densing/effective-parameter-size.ts";
import type { PerformanceColumns } from "../densing/performance-curve.ts";
import type { AnyPerformanceCurve } from "../densing/performance-formula.ts";
import type { AnyScoreLaw } from "../densing/score-formula.ts";
import type { ScoreColumns } from "../densing/score-law.ts";
import { finiteColumn, requireOptions, requirePoints, requireSameLength } from "../numeric/checks.ts";
import { type Axis, linear, spread } from "./axes.ts";
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
import { type Frame, type Label, labelLayer } from "./labels.ts";
import { counted, plainText } from "./number-text.ts";
import { type Curve, curveOf, inversionOf, levelsOf } from "./score-curve.ts";

/** What a performance chart may be told. */
export interface PerformanceChartOptions extends ChartOptions {
  /** The benchmark and the unit of its score, for the axis; default "Score". */
  scoreTitle?: string;
  /** What the sizes of a score law are, for the axis: `Training compute (FLOP)`; default "Parameters". */
  sizeTitle?: string;
  /** The score by guessing, in the unit of the scores: a line of its own. */
  chance?: number;
  /** A score to lead back to the loss, or the size, at which the curve reaches it. */
  score?: number;
  /** What `effectiveParameterSize` made of a score: that score is led back, and the size written beside it. */
  effectiveSize?: EffectiveParameterSize;
  /** A name for each model, shown on hovering. */
  label?: readonly string[];
}

const STEPS = 120;

function curveRows(curve: Curve, x: Axis): Json[] {
  return Array.from({ length: STEPS + 1 }, (_, k): Json => {
    const input = x.valueAt(k / STEPS);
    const { estimate, lower, upper } = curve.at(input);
    return { input, expected: estimate, lower, upper };
  });
}

/**
 * Score against loss on the benchmark's answers, or against model size: the models, the fitted sigmoid with its band,
 * its floor and ceiling (and chance level), and the way back from a score, which gives an effective size.
 *
 * @param data - The models that were fitted: `loss` and `score` for a performance curve, `size` and `score` for a score
 * law.
 * @param law - A performance curve or a score law, fitted to them or published.
 * @param options - See {@link PerformanceChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH, NOT_POSITIVE, NOT_FINITE, UNSUPPORTED_TYPE; WRONG_KIND,
 * INVALID_LAW, INVALID_OPTION; OUT_OF_RANGE for a score in percent put to a curve of fractions.
 *
 * @example
 * ```ts
 * import { performanceChart } from "scaling-laws/charts";
 * import { effectiveParameterSize } from "scaling-laws/densing";
 * import { xiao2025 } from "scaling-laws/published";
 *
 * const { average } = xiao2025;
 * const models = { loss: [0.3, 0.25, 0.2, 0.17], score: [22, 26, 38, 52] };
 * const effectiveSize = effectiveParameterSize(average, 60);
 * const chart = performanceChart(models, average.curve, { effectiveSize });
 * console.log(JSON.stringify(chart).includes("effective size 30.5B")); // => true
 * ```
 */
export function performanceChart(
  data: PerformanceColumns,
  law: AnyPerformanceCurve,
  options?: PerformanceChartOptions,
): Chart;
export function performanceChart(data: ScoreColumns, law: AnyScoreLaw, options?: PerformanceChartOptions): Chart;
export function performanceChart(
  data: PerformanceColumns | ScoreColumns,
  law: AnyPerformanceCurve | AnyScoreLaw,
  options: PerformanceChartOptions = {},
): Chart {
  requireOptions(data, "data");
  return chartOf(law, "law", options, (canvas) => drawn(data, law, options, canvas));
}

function drawn(
  data: PerformanceColumns | ScoreColumns,
  law: AnyPerformanceCurve | AnyScoreLaw,
  options: PerformanceChartOptions,
  canvas: Canvas,
): Chart {
  const curve = curveOf(data, law, options.sizeTitle);
  requirePoints(curve.input.length, 1, "data");
  const scores = finiteColumn(data.score, "data.score");
  requireSameLength(scores.length, curve.input.length, "data.score");
  const names = namesOf(options.label, scores.length);
  const { palette } = canvas;
  const inversion = inversionOf(curve, options);
  const way =
    inversion === null || inversion.input === null ? [] : [{ input: inversion.input, score: inversion.score }];
  const levels = levelsOf(curve, scores, options.chance);
  const heights = [...scores, ...levels.map(({ score }) => score), ...way.map(({ score }) => score)];
  const frame: Frame = {
    ...canvas,
    x: curve.axis([...curve.input, ...way.map(({ input }) => input)]),
    y: linear(requireText(options.scoreTitle ?? "Score", "options.scoreTitle"), ...spread(heights, 0.07), ".6~r", true),
  };
  const place = { x: { field: "input", ...frame.x.encoding }, y: { field: "score", ...frame.y.encoding } };
  const rows = curveRows(curve, frame.x);
  const marks = Array.from(scores, (y, i) => ({ x: curve.input[i] ?? 0, y }));
  for (let k = 0; k <= STEPS; k++) {
    const x = frame.x.valueAt(k / STEPS);
    marks.push({ x, y: curve.at(x).estimate ?? 0 });
  }
  for (const { input, score } of way) {
    for (let k = 0; k < STEPS; k++) {
      const down = frame.y.valueAt((k / STEPS) * frame.y.share(score));
      marks.push({ x: input, y: down }, { x: frame.x.valueAt((k / STEPS) * frame.x.share(input)), y: score });
    }
  }
  const labels: Label[] = [
    ...levels.map(
      ({ score, text }): Label => ({
        text,
        at: [0.12, 0.18, 0.25, 0.88, 0.8, 0.72, 0.5].map((share) => ({ x: frame.x.valueAt(share), y: score })),
        on: true,
      }),
    ),
    ...way.map(
      ({ input, score }): Label => ({
        text: `score ${plainText(score)}, ${curve.inputText(input)}`,
        at: [{ x: input, y: score }],
        color: palette.line,
        bold: true,
      }),
    ),
  ];
  const subtitle = [
    `${counted(scores.length, "model")}; the curve runs from ${plainText(curve.floor)} to ${plainText(curve.ceiling)}`,
  ];
  if (inversion !== null) subtitle.push(`${inversion.text.slice(0, 1).toUpperCase()}${inversion.text.slice(1)}`);
  const wayMark = { type: "rule", color: palette.line, strokeWidth: 1.5, strokeDash: [3, 3], clip: true };
  return layered(curve.description, canvas, subtitle, [
    {
      data: { values: levels.map(({ score }): Json => ({ score })) },
      mark: { type: "rule", color: palette.muted, strokeDash: [6, 4] },
      encoding: { y: place.y },
    },
    {
      data: { values: rows },
      mark: { type: "area", color: palette.line, opacity: 0.16, clip: true },
      encoding: { x: place.x, y: { field: "lower", ...frame.y.encoding }, y2: { field: "upper" } },
    },
    {
      data: { values: rows },
      mark: { type: "line", color: palette.line, strokeWidth: 2.5, clip: true },
      encoding: { x: place.x, y: { field: "expected", ...frame.y.encoding } },
    },
    {
      data: { values: way.map((row): Json => ({ ...row, from: frame.x.valueAt(0) })) },
      mark: wayMark,
      encoding: { x: { field: "from", ...frame.x.encoding }, x2: { field: "input" }, y: place.y },
    },
    {
      data: { values: way.map((row): Json => ({ ...row, from: frame.y.valueAt(0) })) },
      mark: wayMark,
      encoding: { x: place.x, y: { field: "from", ...frame.y.encoding }, y2: { field: "score" } },
    },
    {
      data: {
        values: Array.from(
          scores,
          (score, i): Json => ({
            input: curve.input[i] ?? 0,
            score,
            name: names?.[i] ?? "",
          }),
        ),
      },
      mark: { type: "point", filled: true, size: 55, opacity: 0.85, color: palette.points },
      encoding: {
        ...place,
        tooltip: [
          ...(names === null ? [] : [{ field: "name", title: "model" }]),
          {
            field: "input",
            type: "quantitative",
            format: ".4~g",
            title: law.kind === "score-law" ? "parameters" : "loss",
          },
          { field: "score", type: "quantitative", format: ".4~g" },
        ],
      },
    },
    labelLayer(labels, frame, marks),
  ]);
}
