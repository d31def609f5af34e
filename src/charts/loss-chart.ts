import { type ComputeOptions, computeOptimal } from "../loss-laws/compute-optimal.ts";
import { type AnyLossLaw, coefficientsOf, type LossCoefficients, lossAt } from "../loss-laws/loss-formula.ts";
import type { LossColumns } from "../loss-laws/loss-law-data.ts";
import { positiveColumn, requirePoints, requirePositive, requireSameLength, requireWhole } from "../numeric/checks.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { logarithmic, widened } from "./axes.ts";
import { type Canvas, type Chart, type ChartOptions, chartOf, type Json, layered, namesOf } from "./chart.ts";
import { type Frame, type Label, labelLayer } from "./labels.ts";
import { contourLosses, type LossContour, type LossWindow, lossContour } from "./loss-contours.ts";
import { budgetsOf, frontierRows } from "./loss-frontier.ts";
import { counted, estimateText, plainText, powerText } from "./number-text.ts";
import { orderedColor } from "./palette.ts";

/** What a loss chart may be told. */
export interface LossChartOptions extends ChartOptions {
  /** k in C = k N D; default 6. */
  flopPerParameterToken?: number;
  /** Contours at most; default 8. */
  contours?: number;
  /** A name for each run, shown on hovering. */
  label?: readonly string[];
}

const MOST_CONTOURS = 100;

interface Runs {
  readonly parameters: Float64Array;
  readonly tokens: Float64Array;
  readonly loss: Float64Array;
}

function runsOf(data: LossColumns): Runs {
  const parameters = positiveColumn(data?.parameters, "data.parameters");
  requirePoints(parameters.length, 1, "data.parameters");
  const tokens = positiveColumn(data.tokens, "data.tokens");
  requireSameLength(tokens.length, parameters.length, "data.tokens");
  const loss = positiveColumn(data.loss, "data.loss");
  requireSameLength(loss.length, parameters.length, "data.loss");
  return { parameters, tokens, loss };
}

function subtitleOf(law: AnyLossLaw, n: number, options: ComputeOptions, hasFrontier: boolean): string[] {
  const { E, A, B, alpha, beta } = coefficientsOf(law);
  const terms = [E === 0 ? "" : `E\u00a0${plainText(E, 4)}`, `A\u00a0${plainText(A)}`, `B\u00a0${plainText(B)}`];
  const formula = `L = ${E === 0 ? "" : "E + "}A/N^α + B/D^β: ${terms.filter((each) => each !== "").join(", ")}, α\u00a0${plainText(alpha)}, β\u00a0${plainText(beta)}; ${counted(n, "run")}`;
  if (!hasFrontier) return [formula, "The compute-optimal frontier runs outside the plot"];
  const exponent = computeOptimal(law, { flop: 1e20 }, options).parameterExponent;
  if (exponent.estimate === null) return [formula];
  const grows = estimateText({ ...exponent, estimate: exponent.estimate }, (value) => plainText(value));
  return [formula, `Compute-optimal size grows as C^a, a = ${grows}`];
}

function contoursOf(coefficients: LossCoefficients, window: LossWindow, count: number): LossContour[] {
  const at = (corner: 0 | 1): number =>
    lossAt(coefficients, Math.log(window.parameters[corner]), Math.log(window.tokens[corner]));
  return contourLosses(coefficients.E, at(1), at(0), count)
    .map((loss) => lossContour(coefficients, loss, window))
    .filter(({ points }) => points.length > 1);
}

/** Where a contour may be labelled: along its flat end first. */
function contourLabel({ loss, points }: LossContour): Label {
  const places = [0.94, 0.88, 0.82, 0.76, 0.06, 0.12, 0.18, 0.24, 0.5].flatMap((share) => {
    const point = points[Math.floor(share * (points.length - 1))];
    return point === undefined ? [] : [{ x: point.parameters, y: point.tokens }];
  });
  return { text: plainText(loss, 4), at: places, on: true };
}

/**
 * The surface of a loss law over model size and training tokens: contours of equal loss, the runs in the colours of
 * their own losses, and the compute-optimal frontier with round budgets marked. A run whose colour differs from the
 * contours beside it is one that the law misses. Bars across the frontier are the intervals of the optimum, each along
 * its line of equal compute C = k N D; they are best from a fit with `keepDraws`, and absent for a law without errors.
 *
 * @param data - The runs: `parameters`, `tokens` and `loss`, above zero.
 * @param law - A loss law, fitted to them or published.
 * @param options - See {@link LossChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH, NOT_POSITIVE, NOT_FINITE, UNSUPPORTED_TYPE,
 * OUT_OF_RANGE, INVALID_OPTION; WRONG_KIND, INVALID_LAW.
 *
 * The frontier is that of Hoffmann et al. 2022 (arXiv 2203.15556), equation 4.
 *
 * @example
 * ```ts
 * import { lossChart } from "scaling-laws/charts";
 * import { besiroglu2024 } from "scaling-laws/published";
 *
 * const runs = { parameters: [1e8, 1e9, 1e10], tokens: [5e9, 2e10, 1e11], loss: [2.9, 2.4, 2.1] };
 * console.log(lossChart(runs, besiroglu2024).description); // => "Loss by parameters and training tokens"
 * ```
 */
export function lossChart(data: LossColumns, law: AnyLossLaw, options: LossChartOptions = {}): Chart {
  const runs = runsOf(data);
  return chartOf(law, "law", options, (canvas) => drawn(runs, law, options, canvas));
}

function drawn(runs: Runs, law: AnyLossLaw, options: LossChartOptions, canvas: Canvas): Chart {
  requireUsableLaw(law, "loss-law");
  const { palette, dark } = canvas;
  const names = namesOf(options.label, runs.loss.length);
  const k = requirePositive(options.flopPerParameterToken ?? 6, "options.flopPerParameterToken");
  const window: LossWindow = { parameters: widened(runs.parameters), tokens: widened(runs.tokens) };
  const coefficients = coefficientsOf(law);
  const contours = contoursOf(
    coefficients,
    window,
    requireWhole(options.contours ?? 8, 0, "options.contours", MOST_CONTOURS),
  );
  const reducible = [...runs.loss, ...contours.map(({ loss }) => loss)]
    .map((loss) => loss - coefficients.E)
    .filter((each) => each > 0);
  // Where all lies below the irreducible loss, all is of the colour of the least.
  const [low, high] = reducible.length > 0 ? widened(reducible, 0) : [1, 10];
  const color = (loss: number): string =>
    orderedColor(Math.log(Math.max(low, loss - coefficients.E) / low) / Math.log(high / low), dark);
  const frontier = frontierRows(law, window, k);
  const budgets = budgetsOf(law, window, k);
  const frame: Frame = {
    ...canvas,
    x: logarithmic("Parameters", ...window.parameters),
    y: logarithmic("Training tokens", ...window.tokens),
  };
  const place = {
    x: { field: "parameters", ...frame.x.encoding },
    y: { field: "tokens", ...frame.y.encoding },
  };
  const byColor = { field: "color", type: "nominal", scale: null };
  const curves = contours.flatMap(({ loss, points }) =>
    points.map((point, order): Json => ({ ...point, loss, order, color: color(loss) })),
  );
  const points = Array.from(
    runs.loss,
    (loss, i): Json => ({
      parameters: runs.parameters[i] ?? 0,
      tokens: runs.tokens[i] ?? 0,
      loss,
      expected: lossAt(coefficients, Math.log(runs.parameters[i] ?? 1), Math.log(runs.tokens[i] ?? 1)),
      name: names?.[i] ?? "",
      color: color(loss),
    }),
  );
  const labels: Label[] = [
    ...budgets.map(
      ({ flop, parameters, tokens }): Label => ({
        text: `${powerText(flop)} FLOP`,
        at: [{ x: parameters, y: tokens }],
        color: palette.line,
        bold: true,
      }),
    ),
    ...contours.map(contourLabel),
  ];
  const marks = Array.from(runs.parameters, (x, i) => ({ x, y: runs.tokens[i] ?? 0 }));
  for (const { parameters, tokens } of frontier) marks.push({ x: parameters, y: tokens });
  return layered(
    "Loss by parameters and training tokens",
    canvas,
    subtitleOf(law, runs.loss.length, { flopPerParameterToken: k }, frontier.length > 1),
    [
      {
        data: { values: curves },
        mark: { type: "line", strokeWidth: 1.6, opacity: 0.85, clip: true },
        encoding: {
          ...place,
          color: byColor,
          detail: { field: "loss", type: "nominal" },
          order: { field: "order", type: "quantitative" },
        },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 34, opacity: 0.9, stroke: palette.background, strokeWidth: 0.6 },
        encoding: {
          ...place,
          color: byColor,
          tooltip: [
            ...(names === null ? [] : [{ field: "name", title: "run" }]),
            { field: "parameters", type: "quantitative", format: ".3~e" },
            { field: "tokens", type: "quantitative", format: ".3~e" },
            { field: "loss", type: "quantitative", format: ".4f" },
            { field: "expected", type: "quantitative", format: ".4f", title: "loss of the law" },
          ],
        },
      },
      {
        data: {
          values: budgets.flatMap(({ flop, interval }) =>
            interval.map((end, order): Json => ({ ...end, flop, order })),
          ),
        },
        mark: { type: "line", color: palette.line, strokeWidth: 3, opacity: 0.4, clip: true },
        encoding: { ...place, detail: { field: "flop", type: "nominal" } },
      },
      {
        data: { values: frontier.map((each): Json => ({ ...each })) },
        mark: { type: "line", color: palette.line, strokeWidth: 2.5, clip: true },
        encoding: { ...place, order: { field: "flop", type: "quantitative" } },
      },
      {
        data: { values: budgets.map(({ flop, parameters, tokens }): Json => ({ flop, parameters, tokens })) },
        mark: {
          type: "point",
          filled: true,
          shape: "diamond",
          size: 80,
          color: palette.line,
          stroke: palette.background,
        },
        encoding: { ...place, tooltip: [{ field: "flop", type: "quantitative", format: ".3~e" }] },
      },
      labelLayer(labels, frame, marks),
    ],
  );
}
