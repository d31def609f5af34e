import { describe, expect, test } from "vitest";
import * as corpus from "../../src/corpus/index.ts";
import * as densing from "../../src/densing/index.ts";
import * as lossLaws from "../../src/loss-laws/index.ts";
import * as gaps from "../../src/parameter-gap/index.ts";
import {
  clark2022,
  hoffmann2022,
  kaplan2020,
  ludziejewski2025,
  xiao2025,
  xiao2025Points,
} from "../../src/published/index.ts";
import { type Summarizable, summarize } from "../../src/report/index.ts";
import * as routing from "../../src/routing/index.ts";
import * as trends from "../../src/trends/index.ts";

const scatter = (i: number): number => 1 + 0.004 * Math.sin(12.9898 * (i + 1));

const year = Array.from({ length: 60 }, (_, i) => 1990 + i / 2);
const value = year.map((at, i) => 10 ** (10 + 0.3 * (at - 1990) + (i % 4 === 0 ? 3 : 0) + 0.3 * Math.sin(7 * i)));
const series = { year, value };
const line = trends.fitTrend(series);
const kinked = trends.fitPiecewiseTrend(series, { breaks: [2005], continuous: true, resamples: 0 });
const origins = { origins: ["2010-01-01", 2012, 2030], horizonYears: [2, 4] };

const sizes = Array.from({ length: 80 }, (_, i) => 10 ** (8 + i / 30 + (i % 40 < 20 ? 0 : 1.2)));
const dated = { year: [2021, 2021, 2021, 2023, 2023, 2023], size: [9e9, 1e10, 1e11, 3e10, 4e10, 5e10] };

const runs = [5e7, 2e8, 8e8, 3.2e9].flatMap((size) => [1e9, 5e9, 2e10, 1e11].map((tokens) => ({ size, tokens })));
const lossColumns = {
  parameters: runs.map(({ size }) => size),
  tokens: runs.map(({ tokens }) => tokens),
  loss: runs.map(({ size, tokens }, i) => (1.8 + 480 / size ** 0.35 + 2000 / tokens ** 0.365) * scatter(i)),
};
const law = lossLaws.fitLossLaw(lossColumns, { objective: "least-squares", interval: "t" });
const x = Array.from({ length: 20 }, (_, i) => 10 ** (i / 4));
const power = lossLaws.fitPowerLaw({ x, y: x.map((each, i) => 3 * each ** -0.1 * scatter(i)) });
const broken = lossLaws.fitBrokenPowerLaw(
  { x, y: x.map((each) => 0.5 + 2 * each ** -0.1 * (1 + (each / 300) ** 2) ** -0.3) },
  { breaks: 1 },
);
const iso = [1e19, 1e20, 1e21].flatMap((flop) => [0.25, 0.5, 1, 2, 4].map((times) => ({ flop, times })));
const isoColumns = {
  flop: iso.map(({ flop }) => flop),
  parameters: iso.map(({ flop, times }) => times * 0.1 * flop ** 0.5),
  loss: iso.map(({ times }) => 3 + 0.1 * Math.log10(times) ** 2),
};

const { fitted } = xiao2025Points.mmlu;
const curve = densing.fitPerformanceCurve(
  { loss: fitted.map(({ loss }) => loss), score: fitted.map(({ score }) => score) },
  { resamples: 0 },
);
const scoreLaw = densing.fitScoreLaw({ size: [1e9, 3e9, 9e9], score: [0.4, 0.5, 0.6] }, { floor: 0.25, ceiling: 1 });
const dates = (models: { date: string; density: number }[]): { date: string[]; density: number[] } => ({
  date: models.map(({ date }) => date),
  density: models.map(({ density }) => density),
});
const growth = densing.fitDensingLaw(dates(xiao2025Points.figure1), { permutations: 99, resamples: 99 });
const size = densing.effectiveParameterSize(xiao2025.mmlu, 50);

const sweep = [1e7, 1e8, 1e9].flatMap((parameters) => [1, 4, 16, 64, 256].map((experts) => ({ parameters, experts })));
const sweepColumns = {
  parameters: sweep.map(({ parameters }) => parameters),
  experts: sweep.map(({ experts }) => experts),
  loss: sweep.map(
    (model, i) => (routing.predictRoutedLoss(clark2022.unrounded.sBase, model).estimate ?? 1) * scatter(i),
  ),
};
const routed = routing.fitRoutingLaw(sweepColumns);
const used = routing.fitUtilizationLaw({
  flop: [1, 1, 1, 1, 1, 9, 9, 9, 9, 9],
  utilization: [1, 3, 9, 27, 81, 1, 3, 9, 27, 81],
  loss: [3.1, 2.9, 2.75, 2.66, 2.62, 2.6, 2.48, 2.39, 2.33, 2.31],
});
const unique = corpus.fitUniqueSequences({ tokens: [1e3, 1e4, 1e5, 1e6], unique: [77, 294, 1116, 4234] });
const model = { parameters: 1e9, tokens: 1e10 };

/** One result of every function that answers more than a number, a list of numbers or a yes. */
const results: Record<string, () => Summarizable> = {
  backtestTrend: () => trends.backtestTrend(series, origins),
  compareTrendShapes: () => trends.compareTrendShapes(series),
  compareTrends: () =>
    trends.compareTrends(line, trends.fitTrend({ year, value: value.map((each, i) => each ** (1 + i / 900)) })),
  convertGrowth: () => trends.convertGrowth({ oomPerYear: 0.3 }),
  doublingTime: () => trends.doublingTime(line),
  fitPiecewiseTrend: () => kinked,
  fitQuantileTrend: () => trends.fitQuantileTrend(series, 0.9, { resamples: 99 }),
  fitRobustTrend: () => trends.fitRobustTrend(series),
  fitTrend: () => line,
  fitTrendMixture: () => trends.fitTrendMixture(series, { resamples: 99 }),
  invertPiecewiseTrend: () => trends.invertPiecewiseTrend(kinked, 1e20),
  invertTrend: () => trends.invertTrend(line, 1e20),
  measurementWeights: () => trends.measurementWeights(series, 0.2),
  poolBacktest: () => trends.poolBacktest(trends.backtestTrend(series, origins)),
  predictPiecewiseTrend: () => trends.predictPiecewiseTrend(kinked, 2021),
  predictTrend: () => trends.predictTrend(line, 2030),
  splitByScale: () => trends.splitByScale(series),
  testBreak: () => trends.testBreak(series, 2005),
  testForBreaks: () => trends.testForBreaks(series, { resamples: 99 }),
  bandwidths: () => gaps.bandwidths(sizes.map(Math.log10)),
  binSensitivity: () => gaps.binSensitivity(sizes, [5e8, 5e9]),
  contrastEras: () => gaps.contrastEras(dated, [20e9, 70e9], 2022),
  dipTest: () => gaps.dipTest(sizes.map(Math.log10)),
  findParameterGaps: () => gaps.findParameterGaps(sizes, { resamples: 99 }),
  gapOccupancy: () => gaps.gapOccupancy(dated, [20e9, 70e9]),
  gapSensitivity: () =>
    gaps.gapSensitivity({ size: sizes, year: sizes.map((_, i) => 2020 + (i % 3)) }, { resamples: 99 }),
  parameterDensity: () => gaps.parameterDensity(sizes),
  parameterHistogram: () => gaps.parameterHistogram(sizes),
  scanGaps: () => gaps.scanGaps(sizes),
  shiftedSizeHistogram: () => gaps.shiftedSizeHistogram(sizes),
  testParameterGap: () => gaps.testParameterGap(sizes, [5e8, 5e9], { preregistered: true }),
  computeOptimal: () => lossLaws.computeOptimal(law, { flop: 1e21 }),
  fitBrokenPowerLaw: () => broken,
  fitIsoFlop: () => lossLaws.fitIsoFlop(isoColumns),
  fitLossLaw: () => law,
  fitPowerLaw: () => power,
  flopForLoss: () => lossLaws.flopForLoss(law, 2.2),
  frontierLoss: () => lossLaws.frontierLoss(law, 1e21),
  invertPowerLaw: () => lossLaws.invertPowerLaw(power, 2.5),
  leaveLargestOut: () => lossLaws.leaveLargestOut(lossColumns),
  predictBrokenPowerLaw: () => lossLaws.predictBrokenPowerLaw(broken, 1e4),
  predictKaplanLoss: () => lossLaws.predictKaplanLoss(kaplan2020.joint, model),
  predictKaplanTrainingLoss: () =>
    lossLaws.predictKaplanTrainingLoss(kaplan2020.training, { parameters: 1e9, steps: 1e5 }),
  predictLoss: () => lossLaws.predictLoss(law, model),
  predictPowerLaw: () => lossLaws.predictPowerLaw(power, 1e6),
  predictRepeatedLoss: () => lossLaws.predictRepeatedLoss(hoffmann2022, { ...model, uniqueTokens: 1e9 }),
  capacityDensity: () => densing.capacityDensity(size, { parameters: 7e9 }),
  compareDensingEras: () => densing.compareDensingEras(dates(xiao2025Points.figure3c), "2023-01-01"),
  effectiveParameterSize: () => size,
  equivalentParameters: () =>
    densing.equivalentParameters(growth, { parameters: 7e9, fromDate: "2024-01-01", toDate: "2025-01-01" }),
  fitDensingLaw: () => growth,
  fitPerformanceCurve: () => curve,
  fitScoreLaw: () => scoreLaw,
  invertScore: () => densing.invertScore(curve, 40),
  invertScoreLaw: () => densing.invertScoreLaw(scoreLaw, 0.5),
  mixtureOfExpertsDensity: () =>
    densing.mixtureOfExpertsDensity(10e9, { totalParameters: 46.7e9, activeParameters: 12.9e9, memoryToCompute: 0.41 }),
  predictDensity: () => densing.predictDensity(growth, "2025-06-01"),
  predictScore: () => densing.predictScore(curve, 0.25),
  predictScoreLaw: () => densing.predictScoreLaw(scoreLaw, 27e9),
  priceHalvingDays: () => densing.priceHalvingDays(xiao2025Points.prices),
  quantizedDensity: () => densing.quantizedDensity(7e9, { parameters: 8.03e9, bits: 4, memoryToCompute: 0.41 }),
  compareRouters: () =>
    routing.compareRouters({ ours: routed, hash: clark2022.unrounded.hash }, { parameters: [1e8], experts: [8, 64] }),
  crossValidate: () => routing.crossValidate(sweepColumns, { leaveOut: "size" }),
  effectiveParameterCountInterval: () =>
    routing.effectiveParameterCountInterval(routed, { parameters: 1e8, experts: 64 }),
  expertsForLoss: () => routing.expertsForLoss(routed, { loss: 2.4, parameters: 1.3e8 }),
  fitRoutingLaw: () => routed,
  fitUtilizationLaw: () => used,
  lossLawAtExperts: () => routing.lossLawAtExperts(ludziejewski2025.joint, 8),
  parametersForLoss: () => routing.parametersForLoss(routed, { loss: 2.4, experts: 64 }),
  predictMoeLoss: () =>
    routing.predictMoeLoss(ludziejewski2025.joint, { activeParameters: 1e9, experts: 8, tokens: 2e10 }),
  predictRoutedLoss: () => routing.predictRoutedLoss(routed, { parameters: 1e8, experts: 64 }),
  predictUtilizationLoss: () => routing.predictUtilizationLoss(used, { flop: 3, utilization: 9 }),
  routingCutoff: () => routing.routingCutoff(routed),
  corpusExponents: () => corpus.corpusExponents(0.28),
  corpusFactorInterval: () => corpus.corpusFactorInterval(2, law),
  efficientParameters: () => corpus.efficientParameters(1.4e12, law),
  emergenceHeadroom: () => corpus.emergenceHeadroom({ parameters: 8e9, tokens: 15e12 }, law),
  expectedDivergence: () => corpus.expectedDivergence(10, 1000),
  fitUniqueSequences: () => unique,
  invertUniqueSequences: () => corpus.invertUniqueSequences(unique, 1e4),
  predictUniqueSequences: () => corpus.predictUniqueSequences(unique, 1e7),
  sequenceGrowth: () => corpus.sequenceGrowth("a b a c".split(" ")),
  tokensForParameters: () => corpus.tokensForParameters(7e9, law),
  uniqueSequenceBounds: () => corpus.uniqueSequenceBounds(1.4e12, { B: 410.7, beta: 0.28 }),
};

/** What answers a number, a list of numbers or places, or yes and no. */
const plain = [
  "dexOfBounds",
  "dexOfConfidence",
  "frontier",
  "criticalBandwidth",
  "spreadTies",
  "criticalBatchTokens",
  "effectiveTokens",
  "combineDoublings",
  "effectiveParameterCount",
  "saturatedExperts",
  "corpusFactor",
  "expectedUniqueSequences",
  "zipfProbabilities",
];

describe("summarize", () => {
  test.each(Object.entries(results))("puts what %s answers into words", (_, result) => {
    // The gap tests speak of a smooth null hypothesis.
    const text = summarize(result()).replaceAll("smooth null:", "");
    expect(text).not.toMatch(/NaN|undefined|Infinity|null|\[object|[{}"]/);
    expect(text).not.toMatch(/[ \n]$/m);
    expect(text.length).toBeGreaterThan(2);
  });

  test("knows the answer of every public function of the domains", () => {
    const names = [trends, gaps, lossLaws, densing, routing, corpus]
      .flatMap((domain) => Object.keys(domain))
      .filter((name) => name !== "ScalingError" && !/^is[A-Z]/.test(name));
    const missing = names.filter((name) => !(name in results) && !plain.includes(name));
    expect(missing).toEqual([]);
    for (const name of plain) expect(names).toContain(name);
  });
});
