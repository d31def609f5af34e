import { ScalingError } from "../errors.ts";
import type { IsoFlopColumns, IsoFlopFit, IsoFlopOptimum } from "../loss-laws/iso-flop.ts";
import { type BudgetGroup, budgetGroups, computeOf } from "../loss-laws/iso-flop-budgets.ts";
import { predictPowerLaw } from "../loss-laws/power-law.ts";
import { positiveColumn, refuse, requirePoints, requireSameLength } from "../numeric/checks.ts";
import { linear, logarithmic, spread, widened } from "./axes.ts";
import { type Canvas, type Chart, type ChartOptions, chartOf, type Json, layered, requireText } from "./chart.ts";
import { type Frame, type Label, labelLayer } from "./labels.ts";
import { estimateText, plainText, powerText } from "./number-text.ts";
import { orderedColors } from "./palette.ts";

/** What an isoFLOP chart may be told. */
export interface IsoFlopChartOptions extends ChartOptions {
  /** Unit of the loss, for the axis; default "nats per token". */
  lossUnit?: string;
}

const STEPS = 40;

interface CurveRow {
  readonly parameters: number;
  readonly loss: number;
  readonly flop: number;
  readonly color: string;
}

/** One budget as drawn: its runs, and the parabola where there is one. */
interface Profile {
  readonly flop: number;
  readonly rows: readonly number[];
  readonly optimum: IsoFlopOptimum | null;
  readonly color: string;
}

/** The numbers of a bottom are drawn as they are: text would be joined to them, not added. */
function requireOptima(optima: readonly IsoFlopOptimum[]): void {
  for (const [k, { flop, parameters, loss, curvature, tokensPerParameter }] of optima.entries()) {
    for (const each of [flop, parameters, loss, curvature, tokensPerParameter]) {
      if (!Number.isFinite(each)) refuse("INVALID_LAW", "finite numbers", each, `isoFlop.optima[${k}]`);
    }
  }
}

/** The runs of each budget of the fit, which must be those it was fitted to. */
function groupsOf(flop: Float64Array, { optima, rejected, options }: IsoFlopFit): BudgetGroup[] {
  const known = [...optima, ...rejected].sort((a, b) => a.flop - b.flop);
  const same = (groups: readonly BudgetGroup[]): boolean =>
    groups.length === known.length && groups.every((group, k) => group.rows.length === known[k]?.n);
  const found = budgetGroups(flop, options.windowDex, {});
  if (same(found)) return found;
  const asked = budgetGroups(flop, options.windowDex, { budgets: known.map((each) => each.flop) });
  if (same(asked)) return asked;
  const message = `Expected the runs of the ${known.length} budgets of the fit but got others`;
  throw new ScalingError("LENGTH_MISMATCH", message, "data");
}

/** loss = bottom + curvature (log10 N - log10 N*)^2 over the sizes of the budget's runs. */
function parabolaRows({ optimum, rows, color }: Profile, sizes: Float64Array): CurveRow[] {
  if (optimum === null) return [];
  const own = rows.map((row) => Math.log10(sizes[row] ?? 1));
  const [low, high] = [Math.min(...own), Math.max(...own)];
  return Array.from({ length: STEPS + 1 }, (_, k) => {
    const log10 = low + ((high - low) * k) / STEPS;
    const loss = optimum.loss + optimum.curvature * (log10 - Math.log10(optimum.parameters)) ** 2;
    return { parameters: 10 ** log10, loss, flop: optimum.flop, color };
  });
}

/** The bottoms, with the interval of the line N* = G C^a at their budgets. */
function bottomRows(optima: readonly IsoFlopOptimum[], fit: IsoFlopFit): Json[] {
  return optima.map(({ flop, parameters, loss, tokensPerParameter }): Json => {
    const { estimate, lower, upper } = predictPowerLaw(fit.parameters, flop);
    return { flop, parameters, loss, tokensPerParameter, onLine: estimate, lower, upper };
  });
}

function profilesOf(flop: Float64Array, fit: IsoFlopFit, dark: boolean): Profile[] {
  const groups = groupsOf(flop, fit);
  const colors = orderedColors(groups.length, dark).reverse();
  return groups.map(({ flop: budget, rows }, k) => ({
    flop: budget,
    rows,
    optimum: fit.optima.find((each) => Math.abs(each.flop / budget - 1) < 1e-9) ?? null,
    color: colors[k] ?? "",
  }));
}

/** A budget is named at the right end of its parabola, or elsewhere on it. */
function budgetLabel(
  { flop, rows, color }: Profile,
  curve: readonly CurveRow[],
  sizes: Float64Array,
  loss: Float64Array,
): Label {
  const ends = [STEPS, 0, Math.round(0.8 * STEPS), Math.round(0.2 * STEPS)].flatMap((k) => {
    const row = curve[k];
    return row === undefined ? [] : [{ x: row.parameters, y: row.loss }];
  });
  const largest = rows.reduce((best, row) => ((sizes[row] ?? 0) > (sizes[best] ?? 0) ? row : best), rows[0] ?? 0);
  const fallback = { x: sizes[largest] ?? 1, y: loss[largest] ?? 1 };
  return { text: `${powerText(flop)} FLOP`, at: ends.length > 0 ? ends : [fallback], color };
}

function subtitleOf({ optima, rejected, parameterExponent }: IsoFlopFit, n: number, used: number): string[] {
  const lines = [
    `${used} of ${n} runs in ${optima.length + rejected.length} budgets; size at the bottom grows as C^a, a = ${estimateText(parameterExponent, (value) => plainText(value))}`,
  ];
  if (rejected.length > 0) {
    const which = rejected.map(({ flop }) => powerText(flop)).join(", ");
    lines.push(`No bottom among the sizes at ${which} FLOP`);
  }
  return lines;
}

/**
 * Approach 2 of Hoffmann et al. 2022 as a picture: loss against model size at each compute budget, the parabolas, their
 * bottoms, and the bars of the line through the bottoms (its interval at each budget). Runs in no budget are small and
 * grey.
 *
 * @param data - The runs that were fitted: `parameters`, `loss`, and `flop` or `tokens`.
 * @param isoFlop - What `fitIsoFlop` found in them.
 * @param options - See {@link IsoFlopChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError LENGTH_MISMATCH also where the runs are not those of the fit; EMPTY_INPUT, MISSING_COLUMN,
 * NOT_POSITIVE, NOT_FINITE, UNSUPPORTED_TYPE, OUT_OF_RANGE, INVALID_OPTION; INVALID_LAW for what is no such fit.
 *
 * @example
 * ```ts
 * import { isoFlopChart } from "scaling-laws/charts";
 * import { fitIsoFlop } from "scaling-laws/loss-laws";
 *
 * const runs = [1e18, 1e19, 1e20].flatMap((flop) =>
 *   [-0.4, -0.2, 0, 0.2, 0.4].map((step) => ({ flop, size: 0.1 * flop ** 0.5 * 10 ** step, loss: 3 + step ** 2 })),
 * );
 * const data = {
 *   parameters: runs.map((run) => run.size),
 *   flop: runs.map((run) => run.flop),
 *   loss: runs.map((run) => run.loss),
 * };
 * const chart = isoFlopChart(data, fitIsoFlop(data));
 * console.log(chart.description); // => "Loss by parameters at fixed compute"
 * console.log(JSON.stringify(chart).includes("10¹⁹ FLOP")); // => true
 * ```
 */
export function isoFlopChart(data: IsoFlopColumns, isoFlop: IsoFlopFit, options: IsoFlopChartOptions = {}): Chart {
  const sizes = positiveColumn(data?.parameters, "data.parameters");
  requirePoints(sizes.length, 1, "data.parameters");
  const loss = positiveColumn(data.loss, "data.loss");
  requireSameLength(loss.length, sizes.length, "data.loss");
  return chartOf(isoFlop, "isoFlop", options, (canvas) => {
    requireOptima(isoFlop.optima);
    const flop = computeOf(data, sizes, isoFlop.options.flopPerParameterToken);
    return drawn({ sizes, loss, flop }, isoFlop, options, canvas);
  });
}

function drawn(
  { sizes, loss, flop }: Record<"sizes" | "loss" | "flop", Float64Array>,
  isoFlop: IsoFlopFit,
  options: IsoFlopChartOptions,
  canvas: Canvas,
): Chart {
  const { palette, dark } = canvas;
  const profiles = profilesOf(flop, isoFlop, dark);
  const colorOf = new Map(profiles.flatMap(({ rows, color }) => rows.map((row): [number, string] => [row, color])));
  const frame: Frame = {
    ...canvas,
    x: logarithmic("Parameters", ...widened(sizes)),
    y: linear(
      `Loss (${requireText(options.lossUnit ?? "nats per token", "options.lossUnit")})`,
      ...spread(loss),
      ".3~f",
      true,
    ),
  };
  const place = {
    x: { field: "parameters", ...frame.x.encoding },
    y: { field: "loss", ...frame.y.encoding },
  };
  const byColor = { field: "color", type: "nominal", scale: null };
  const curves = profiles.map((profile) => parabolaRows(profile, sizes));
  const points = Array.from(
    loss,
    (each, i): Json => ({
      parameters: sizes[i] ?? 0,
      loss: each,
      flop: flop[i] ?? 0,
      color: colorOf.get(i) ?? palette.muted,
      size: colorOf.has(i) ? 34 : 12,
    }),
  );
  const bottoms = bottomRows(isoFlop.optima, isoFlop);
  const labels = profiles.map((profile, k) => budgetLabel(profile, curves[k] ?? [], sizes, loss));
  const marks = [...curves.flat(), ...Array.from(sizes, (parameters, i) => ({ parameters, loss: loss[i] ?? 0 }))].map(
    (each) => ({ x: each.parameters, y: each.loss }),
  );
  return layered("Loss by parameters at fixed compute", canvas, subtitleOf(isoFlop, sizes.length, colorOf.size), [
    {
      data: { values: points },
      mark: { type: "point", filled: true, opacity: 0.75 },
      encoding: {
        ...place,
        color: byColor,
        size: { field: "size", type: "quantitative", scale: null },
        tooltip: [
          { field: "flop", type: "quantitative", format: ".3~e", title: "FLOP" },
          { field: "parameters", type: "quantitative", format: ".3~e" },
          { field: "loss", type: "quantitative", format: ".4f" },
        ],
      },
    },
    {
      data: { values: curves.flat().map((each): Json => ({ ...each })) },
      mark: { type: "line", strokeWidth: 2, clip: true },
      encoding: { ...place, color: byColor, detail: { field: "flop", type: "nominal" } },
    },
    {
      data: { values: bottoms },
      mark: { type: "rule", color: palette.line, strokeWidth: 3, opacity: 0.6, clip: true },
      encoding: { x: { field: "lower", ...frame.x.encoding }, x2: { field: "upper" }, y: place.y },
    },
    {
      data: { values: bottoms },
      mark: { type: "line", color: palette.line, strokeWidth: 1.5, strokeDash: [5, 4], clip: true },
      encoding: { ...place, order: { field: "flop", type: "quantitative" } },
    },
    {
      data: { values: bottoms },
      mark: {
        type: "point",
        filled: true,
        shape: "diamond",
        size: 80,
        color: palette.line,
        stroke: palette.background,
      },
      encoding: {
        ...place,
        tooltip: [
          { field: "flop", type: "quantitative", format: ".3~e", title: "FLOP" },
          { field: "parameters", type: "quantitative", format: ".3~e" },
          { field: "tokensPerParameter", type: "quantitative", format: ".3~f", title: "tokens per parameter" },
        ],
      },
    },
    labelLayer(labels, frame, marks),
  ]);
}
