import {
  comparisonChart,
  densingChart,
  effectiveParameterCountChart,
  gapChart,
  isoFlopChart,
  lossChart,
  performanceChart,
  residualChart,
  routingChart,
  toDisplay,
  trendChart,
} from "../../../src/charts/index.ts";
import { effectiveParameterSize } from "../../../src/densing/index.ts";
import { findParameterGaps } from "../../../src/parameter-gap/index.ts";
import { besiroglu2024 } from "../../../src/published/besiroglu2024.ts";
import { sevilla2022 } from "../../../src/published/sevilla2022.ts";
import { xiao2025 } from "../../../src/published/xiao2025.ts";
import { compareWithPublished } from "../../../src/report/index.ts";
import { fitTrendMixture } from "../../../src/trends/index.ts";
import { crossedRuns } from "../../loss-laws/runs.ts";
import { MADE, madeSweep } from "../../routing/made-sweep.ts";
import { type FuzzCase, fuzzCase, throwsNothingElse } from "../fuzz-case.ts";
import { deepFreeze } from "../mutate.ts";
import type { Random } from "../random.ts";
import { sampleAmounts, sampleResponse, sampleSeries, sampleSize, sometimes } from "../sample-columns.ts";
import {
  densingLaws,
  densities,
  isoFlopFits,
  isoFlopRuns,
  lossLaws,
  performanceCurves,
  piecewiseTrends,
  routingLaws,
  scoreLaws,
  trends,
} from "../sample-laws.ts";

const year = Array.from({ length: 40 }, (_, i) => 2010 + i / 4);
const series = deepFreeze({
  year,
  value: year.map((at, i) => 10 ** (20 + 0.5 * (at - 2015) + 0.1 * Math.sin(i))),
});
const mixture = deepFreeze(fitTrendMixture(series, { resamples: 0 }));
const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (8 + i / 30 + (i < 40 ? 0 : 0.8)));
const gaps = deepFreeze(findParameterGaps(sizes, { resamples: 9 }));
const lossRuns = deepFreeze(crossedRuns(0.01));
const sweep = deepFreeze(madeSweep(MADE, 0.002));
const scores = deepFreeze({ loss: [0.3, 0.25, 0.2, 0.17], score: [0.3, 0.4, 0.6, 0.7] });
const sizedScores = deepFreeze({ size: [1e8, 1e9, 1e10, 1e11], score: [0.3, 0.4, 0.6, 0.7] });
const effectiveSize = deepFreeze(effectiveParameterSize({ scoreLaw: scoreLaws[0]! }, 0.5, { resamples: 9 }));
const comparisons = deepFreeze([
  compareWithPublished(trends[0]!, sevilla2022.table3[0]!),
  compareWithPublished(lossLaws[0]!, besiroglu2024),
]);

/** What every chart takes. */
const canvas = { title: "A title", width: 400, height: 300, dark: true };

function labels(random: Random, n: number): object {
  return sometimes(random, () => ({ label: Array.from({ length: n }, (_, i) => `point ${i}`) }));
}

function runs(random: Random): { parameters: number[]; tokens: number[]; loss: number[] } {
  const n = sampleSize(random, 30);
  const [parameters, tokens] = [sampleAmounts(random, n, 7, 11), sampleAmounts(random, n, 8, 13)];
  return { parameters, tokens, loss: sampleResponse(random, n, () => 2.5, 0.1) };
}

function routedRuns(random: Random): { parameters: number[]; experts: number[]; loss: number[] } {
  const { parameters, loss } = runs(random);
  return { parameters, experts: parameters.map(() => random.pick([1, 2, 8, 64, 512])), loss };
}

const trendCharts = [trendChart, residualChart].map((chart) =>
  fuzzCase(chart, (random) => {
    const drawn = random.pick([series, sampleSeries(random, 40)]);
    const options = { valueTitle: "FLOP", untilYear: 2030, monthsPerYear: 12, ...labels(random, drawn.year.length) };
    return [
      drawn,
      random.pick<unknown>([...trends, ...piecewiseTrends, ...(drawn === series ? [mixture] : [])]),
      { ...canvas, ...options },
    ];
  }),
);

const routingCharts = [routingChart, effectiveParameterCountChart].map((chart) =>
  fuzzCase(chart, (random) => {
    const drawn = random.pick([sweep, routedRuns(random)]);
    const asked = sometimes(random, () => ({ parameters: [1e7, 1e9, 1e12] }));
    return [
      drawn,
      random.pick(routingLaws),
      { ...canvas, lossUnit: "nats", ...asked, ...labels(random, drawn.loss.length) },
    ];
  }),
);

export const chartCases: readonly FuzzCase[] = [
  ...trendCharts,
  ...routingCharts,
  fuzzCase(gapChart, (random) => [
    random.pick([sizes, sampleAmounts(random, sizes.length, 8, 12)]),
    gaps,
    { ...canvas, binsPerDecade: 5, gaps: 2 },
  ]),
  fuzzCase(lossChart, (random) => {
    const drawn = random.pick([lossRuns, runs(random)]);
    const options = { flopPerParameterToken: 6, contours: 5, ...labels(random, drawn.loss.length) };
    return [drawn, random.pick(lossLaws), { ...canvas, ...options }];
  }),
  fuzzCase(isoFlopChart, (random) => [isoFlopRuns, random.pick(isoFlopFits), { ...canvas, lossUnit: "nats" }]),
  fuzzCase(densingChart, (random) => [
    densities,
    random.pick([...densingLaws, xiao2025.figure1.law]),
    { ...canvas, densityTitle: "Density", untilDate: "2026-01-01" },
  ]),
  fuzzCase(performanceChart, (random) => {
    const [data, law] = random.pick<readonly [{ score: readonly number[] }, unknown]>([
      [scores, random.pick(performanceCurves)],
      [sizedScores, random.pick(scoreLaws)],
    ]);
    const back = random.pick<object>([{}, { score: 0.5 }, ...(data === sizedScores ? [{ effectiveSize }] : [])]);
    const options = { scoreTitle: "Accuracy", chance: 0.25, ...labels(random, data.score.length) };
    return [data, law, { ...canvas, ...options, ...back }];
  }),
  fuzzCase(comparisonChart, (random) => [random.pick<object>(comparisons), canvas]),
  fuzzCase(
    toDisplay,
    (random) => [trendChart(series, trends[0] as never), { svg: random.pick(["<svg/>", ""]) }],
    throwsNothingElse,
  ),
];
