import type { EffectiveParameterSize } from "../densing/effective-parameter-size.ts";
import type { PerformanceColumns } from "../densing/performance-curve.ts";
import { type AnyPerformanceCurve, estimatesOf, performanceReader } from "../densing/performance-formula.ts";
import { invertScore, predictScore } from "../densing/predict-score.ts";
import { invertScoreLaw, predictScoreLaw } from "../densing/predict-score-law.ts";
import { type AnyScoreLaw, scoreReader } from "../densing/score-formula.ts";
import type { ScoreColumns } from "../densing/score-law.ts";
import { positiveColumn, requireFinite } from "../numeric/checks.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { readResult } from "../statistics/json-checks.ts";
import { type Axis, linear, logarithmic, spread, widened } from "./axes.ts";
import { intervalText, plainText, powerText, sizeText } from "./number-text.ts";
import type { PerformanceChartOptions } from "./performance-chart.ts";

/** A curve of either kind, read: its asymptotes, its values, and the way back. */
export interface Curve {
  readonly floor: number;
  readonly ceiling: number;
  readonly description: string;
  readonly input: Float64Array;
  axis(values: readonly number[]): Axis;
  at(input: number): Prediction;
  back(score: number): Prediction;
  inputText(input: number): string;
}

/** Reads a curve and the inputs of its models. */
export function curveOf(
  data: PerformanceColumns | ScoreColumns,
  law: AnyPerformanceCurve | AnyScoreLaw,
  sizeTitle?: string,
): Curve {
  if (law.kind === "score-law") {
    const { floor, ceiling } = scoreReader(law)(estimatesOf(law));
    return {
      floor,
      ceiling,
      description: "Score by model size",
      input: positiveColumn("size" in data ? data.size : [], "data.size"),
      axis: (values) => logarithmic(sizeTitle ?? "Parameters", ...widened(values)),
      at: (size) => predictScoreLaw(law, size),
      back: (score) => invertScoreLaw(law, score),
      inputText: (size) => (sizeTitle === undefined ? sizeText(size) : powerText(size)),
    };
  }
  const { c, d } = performanceReader(law)(estimatesOf(law));
  return {
    floor: d,
    ceiling: c + d,
    description: "Score by loss",
    input: positiveColumn("loss" in data ? data.loss : [], "data.loss"),
    axis: (values) => linear("Loss on the benchmark's answers", ...spread(values), ".6~r"),
    at: (loss) => predictScore(law, loss),
    back: (score) => invertScore(law, score),
    inputText: (loss) => `loss ${plainText(loss)}`,
  };
}

/** Floor, ceiling and chance as far as they are drawn; a ceiling far above all scores says nothing and is left out. */
export function levelsOf(
  curve: Curve,
  scores: Float64Array,
  chance: number | undefined,
): { score: number; text: string }[] {
  const [low, high] = spread(scores, 0);
  const reach = 1.5 * Math.max(high - low, 0.3 * Math.abs(high));
  const levels = [
    { score: curve.floor, text: `floor ${plainText(curve.floor)}` },
    { score: curve.ceiling, text: `ceiling ${plainText(curve.ceiling)}` },
  ].filter(({ score }) => score >= low - reach && score <= high + 2 * reach);
  if (chance === undefined) return levels;
  requireFinite(chance, "options.chance");
  const same = levels.find(({ score }) => Math.abs(score - chance) < 1e-9 * Math.abs(chance));
  if (same === undefined) return [...levels, { score: chance, text: `chance ${plainText(chance)}` }];
  same.text = `chance ${plainText(chance)}, the floor`;
  return levels;
}

/** The way back from a score: where it meets the curve, and what is said of it. */
export interface Inversion {
  readonly score: number;
  readonly input: number | null;
  readonly text: string;
}

/** What `options` ask to be led back, if anything. */
export function inversionOf(
  curve: Curve,
  options: Pick<PerformanceChartOptions, "effectiveSize" | "score">,
): Inversion | null {
  const { effectiveSize: size, score } = options;
  if (size !== undefined) {
    return readResult(size, "options.effectiveSize", () => inversionAt(curve, size.score, size));
  }
  return score === undefined ? null : inversionAt(curve, score, null);
}

function inversionAt(curve: Curve, asked: number, size: EffectiveParameterSize | null): Inversion {
  const score = requireFinite(asked, "options.score");
  const { estimate, warnings } = curve.back(score);
  if (estimate === null)
    return { score, input: null, text: warnings[0]?.message ?? `No answer for a score of ${score}` };
  const place = `score ${plainText(score)} at ${curve.inputText(estimate)}`;
  if (size === null) return { score, input: estimate, text: place };
  if (size.parameters === null) return { score, input: estimate, text: `${place}: no size reaches it` };
  const interval = size.interval === null ? "" : intervalText(size.interval, sizeText);
  const found = `effective size ${sizeText(size.parameters)}${interval === "" ? "" : ` (${interval})`}`;
  const text = size.referenceTokens === null ? `score ${plainText(score)}: ${found}` : `${place}: ${found}`;
  return { score, input: estimate, text };
}
