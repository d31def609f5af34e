import {
  backtestTrend,
  compareTrendShapes,
  compareTrends,
  convertGrowth,
  dexOfBounds,
  dexOfConfidence,
  doublingTime,
  fitPiecewiseTrend,
  fitQuantileTrend,
  fitRobustTrend,
  fitTrend,
  fitTrendFromMoments,
  fitTrendMixture,
  frontier,
  invertPiecewiseTrend,
  invertTrend,
  isPiecewiseTrend,
  isQuantileTrend,
  isRobustTrend,
  isTrend,
  measurementWeights,
  mergeMoments,
  poolBacktest,
  predictPiecewiseTrend,
  predictTrend,
  splitByScale,
  testBreak,
  testForBreaks,
  trendMoments,
} from "../../../src/trends/index.ts";
import { type FuzzCase, fuzzCase } from "../fuzz-case.ts";
import { deepFreeze } from "../mutate.ts";
import type { Random } from "../random.ts";
import { sampleAmounts, sampleFitOptions, sampleGroups, sampleSeries, sometimes } from "../sample-columns.ts";
import { piecewiseTrends, trends } from "../sample-laws.ts";

const question = (random: Random): object => ({
  ...sometimes(random, () => ({ of: random.pick(["line", "observation"]) })),
  ...sometimes(random, () => ({ level: 0.8 })),
});

function piecewiseOptions(random: Random, n: number): object {
  return {
    ...sampleFitOptions(random, n),
    breaks: random.pick([[2016], [2014, 2019], [], { count: 1 }, { count: 2 }, { max: 2 }, { count: 4 }, { max: 8 }]),
    continuous: random.next() < 0.5,
    ...sometimes(random, () => ({ minPoints: random.pick([2, 3, 5]) })),
    ...sometimes(random, () => ({ interval: random.pick(["residual", "cluster", "profile", "t"]) })),
    ...sometimes(random, () => ({ referenceYear: 2016 })),
  };
}

const guards = [isTrend, isRobustTrend, isQuantileTrend, isPiecewiseTrend].map((guard) =>
  fuzzCase(guard, (random) => [random.pick([...trends, ...piecewiseTrends])]),
);

const past = backtestTrend(
  {
    year: Array.from({ length: 30 }, (_, i) => 2010 + i / 2),
    value: Array.from({ length: 30 }, (_, i) => 1e20 * 2 ** i),
  },
  { origins: ["2016-01-01", 2018], horizonYears: [1, 2] },
);

const plainMoments = [
  { year: [2010, 2012, 2013], value: [1e20, 3e20, 1e21] },
  { year: [2014, 2018], value: [1e22, 1e21] },
  { year: [2019], value: [1e23] },
].map((part) => deepFreeze(trendMoments(part)));
const weighted = [
  deepFreeze(trendMoments({ year: [2010, 2012, 2013], value: [1e20, 3e20, 1e21] }, { weights: [1, 2, 0.5] })),
  deepFreeze(trendMoments({ year: [2014, 2018], value: [1e22, 1e21] }, { weights: [3, 1] })),
];

export const trendCases: readonly FuzzCase[] = [
  ...guards,
  fuzzCase(fitTrend, (random) => {
    const series = sampleSeries(random);
    const options = {
      ...sampleFitOptions(random, series.year.length),
      ...sometimes(random, () => ({ interval: random.pick(["t", "cluster", "percentile", "bca", "residual"]) })),
      ...sometimes(random, () => ({ valueNoiseFactor: 2, interval: "percentile" })),
      ...sometimes(random, () => ({ referenceYear: 2016 })),
    };
    return [series, options];
  }),
  fuzzCase(trendMoments, (random) => {
    const series = sampleSeries(random);
    return [series, sometimes(random, () => ({ weights: sampleAmounts(random, series.year.length, -1, 1) }))];
  }),
  fuzzCase(mergeMoments, (random) => {
    const parts = random.pick([plainMoments, plainMoments, weighted]);
    return [random.pick(parts), random.pick(parts)];
  }),
  fuzzCase(fitTrendFromMoments, (random) => [
    random.pick([...plainMoments, ...weighted]),
    { level: 0.9, referenceYear: 2015, interval: "t" },
  ]),
  fuzzCase(fitRobustTrend, (random) => [sampleSeries(random), { level: 0.9, referenceYear: 2015 }]),
  fuzzCase(fitQuantileTrend, (random) => {
    const series = sampleSeries(random);
    return [
      series,
      random.pick([0.1, 0.5, 0.9]),
      { ...sampleFitOptions(random, series.year.length), referenceYear: 2015 },
    ];
  }),
  fuzzCase(fitPiecewiseTrend, (random) => {
    const series = sampleSeries(random);
    return [series, piecewiseOptions(random, series.year.length)];
  }),
  fuzzCase(fitTrendMixture, (random) => [
    sampleSeries(random, 300),
    {
      components: random.pick([1, 2, 3, 5, 7, 10]),
      parallel: random.next() < 0.5,
      leastShare: random.pick([0.1, 0.05, 0.01]),
      referenceYear: 2015,
      level: 0.9,
      resamples: 9,
      seed: 1,
    },
  ]),
  fuzzCase(compareTrendShapes, (random) => [
    sampleSeries(random, 300),
    { shapes: ["line", "kink", "jump", "mixture", "parallel-mixture"], minPoints: 3 },
  ]),
  fuzzCase(predictTrend, (random) => [random.pick(trends), random.pick([2020, [2019, 2031.5], []]), question(random)]),
  fuzzCase(invertTrend, (random) => [random.pick(trends), 1e22, { level: 0.9 }]),
  fuzzCase(doublingTime, (random) => [
    random.pick([...trends, trends[0]!.coefficients.slopeOomPerYear]),
    { monthsPerYear: 12 },
  ]),
  fuzzCase(convertGrowth, (random) => [
    random.pick([{ oomPerYear: 0.5 }, { growthFactorPerYear: 3 }, { doublingTimeMonths: 6 }, { percentPerYear: 50 }]),
    { monthsPerYear: 12 },
  ]),
  fuzzCase(compareTrends, (random) => [random.pick(trends), random.pick(trends), { correlation: 0.3, level: 0.9 }]),
  fuzzCase(predictPiecewiseTrend, (random) => [
    random.pick(piecewiseTrends),
    random.pick([2020, [2009, 2016, 2031.5]]),
    question(random),
  ]),
  fuzzCase(invertPiecewiseTrend, (random) => [random.pick(piecewiseTrends), 1e21, { level: 0.9 }]),
  fuzzCase(testBreak, (random) => [sampleSeries(random), 2016, { continuous: random.next() < 0.5 }]),
  fuzzCase(testForBreaks, (random) => [
    sampleSeries(random),
    {
      continuous: random.next() < 0.5,
      trim: 0.15,
      errors: random.pick(["wild", "exchangeable"]),
      resamples: 9,
      seed: 1,
    },
  ]),
  fuzzCase(frontier, (random) => {
    const series = sampleSeries(random);
    return [
      series,
      {
        ties: random.pick(["strict", "include"]),
        top: random.pick([1, 2, 5]),
        ...sometimes(random, () => ({ group: sampleGroups(random, series.year.length) })),
      },
    ];
  }),
  fuzzCase(splitByScale, (random) => [
    sampleSeries(random),
    { windowDays: 700, lowZ: -2, highZ: 0.76, largeAfter: "2015-09-01" },
  ]),
  fuzzCase(backtestTrend, (random) => [
    sampleSeries(random),
    {
      origins: random.pick([["2016-01-01", 2018], [2017.5], []]),
      horizonYears: random.pick([1, [1, 2.5]]),
      level: 0.9,
    },
  ]),
  fuzzCase(poolBacktest, () => [past]),
  fuzzCase(measurementWeights, (random) => {
    const series = sampleSeries(random);
    return [series, random.pick([0.3, series.year.map(() => 0.2)])];
  }),
  fuzzCase(dexOfBounds, () => [1e20, 1e21, 0.9]),
  fuzzCase(dexOfConfidence, (random) => [random.pick(["Confident", "Likely", "Speculative", "Unknown", "", null])]),
];
