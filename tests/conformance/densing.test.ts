import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { isDensingLaw, isPerformanceCurve, isScoreLaw } from "../../src/densing/is-densing.ts";
import { fitPerformanceCurve } from "../../src/densing/performance-curve.ts";
import { predictDensity } from "../../src/densing/predict-density.ts";
import { invertScore, predictScore } from "../../src/densing/predict-score.ts";
import { invertScoreLaw, predictScoreLaw } from "../../src/densing/predict-score-law.ts";
import { fitScoreLaw } from "../../src/densing/score-law.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { type Columns, describeConformance } from "./conformance.ts";

/** The fraction of k golden ratios: scatter without a generator. */
function fraction(k: number): number {
  return (k * 0.6180339887498949) % 1;
}

const column = (data: Columns, name: string): ArrayLike<number> => data[name] ?? [];

function lossAndScore(n: number): Record<string, number[]> {
  const loss = Array.from({ length: n }, (_, i) => 0.05 + 0.4 * fraction(i + 1));
  const score = loss.map((each, i) => 22 + 70 / (1 + Math.exp(25 * (each - 0.2))) + 6 * fraction(7 * i + 3) - 3);
  return { loss, score };
}

function sizeAndScore(n: number): Record<string, number[]> {
  const size = Array.from({ length: n }, (_, i) => 10 ** (8 + 4 * fraction(i + 1)));
  const score = size.map((each, i) => 0.25 + 0.65 / (1 + (5e9 / each) ** 0.8) + 0.06 * fraction(7 * i + 3) - 0.03);
  return { size, score };
}

/** Every model is a record up to the 60th; later ones are none. */
function daysAndDensity(n: number): Record<string, number[]> {
  const offset = Array.from({ length: n }, (_, i) => (i < 60 ? 12 * i : 7 * i + 400));
  const density = offset.map((day, i) => (i < 60 ? Math.exp(-3 + 0.006 * day + 0.03 * fraction(7 * i + 3)) : 0.2));
  return { offset, density };
}

const START = 738_000;
const DATES = ["2020-01-01", "2021-06-30", "2030-12-31"];

for (const interval of ["t", "residual", "percentile"] as const) {
  describeConformance({
    name: `a performance curve, interval ${interval}`,
    kind: "performance-curve",
    data: lossAndScore,
    fit: (data, options) =>
      fitPerformanceCurve({ loss: column(data, "loss"), score: column(data, "score") }, { ...options, interval }),
    predict: (law) => [0.1, 0.2, 2].map((at) => [predictScore(law, at), invertScore(law, 40 * at + 20)]),
    predictStored: (text) => {
      const law = parseFit(text, "performance-curve");
      return [0.1, 0.2, 2].map((at) => [predictScore(law, at), invertScore(law, 40 * at + 20)]);
    },
    guard: isPerformanceCurve,
    maxBytes: 3000,
    resampled: interval !== "t",
    searched: true,
  });
}

describeConformance({
  name: "a score law",
  kind: "score-law",
  data: sizeAndScore,
  fit: (data, options) => fitScoreLaw({ size: column(data, "size"), score: column(data, "score") }, options),
  predict: (law) =>
    [1e9, 1e14].map((at) => [predictScoreLaw(law, at), invertScoreLaw(law, 0.1 * Math.log10(at) - 0.4)]),
  predictStored: (text) => {
    const law = parseFit(text, "score-law");
    return [1e9, 1e14].map((at) => [predictScoreLaw(law, at), invertScoreLaw(law, 0.1 * Math.log10(at) - 0.4)]);
  },
  guard: isScoreLaw,
  maxBytes: 3000,
  resampled: false,
  searched: true,
});

describeConformance({
  name: "a densing law",
  kind: "densing-law",
  data: daysAndDensity,
  fit: (data, options) =>
    fitDensingLaw(
      { date: Array.from(column(data, "offset"), (day) => isoOfDay(START + day)), density: column(data, "density") },
      { ...options, permutations: 99 },
    ),
  predict: (law) => DATES.map((date) => predictDensity(law, date)),
  predictStored: (text) => DATES.map((date) => predictDensity(parseFit(text, "densing-law"), date)),
  guard: isDensingLaw,
  // At most three rows a record, and there are 60 of them here.
  maxBytes: 30_000,
  resampled: false,
});
