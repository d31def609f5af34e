import { isoOfDay } from "../../../src/densing/density-records.ts";
import {
  capacityDensity,
  combineDoublings,
  compareDensingEras,
  effectiveParameterSize,
  equivalentParameters,
  fitDensingLaw,
  fitPerformanceCurve,
  fitScoreLaw,
  invertScore,
  invertScoreLaw,
  isDensingLaw,
  isPerformanceCurve,
  isScoreLaw,
  mixtureOfExpertsDensity,
  predictDensity,
  predictScore,
  predictScoreLaw,
  priceHalvingDays,
  quantizedDensity,
} from "../../../src/densing/index.ts";
import { xiao2025 } from "../../../src/published/xiao2025.ts";
import { type FuzzCase, fuzzCase } from "../fuzz-case.ts";
import { deepFreeze } from "../mutate.ts";
import type { Random } from "../random.ts";
import {
  sampleAmounts,
  sampleColumn,
  sampleFitOptions,
  sampleGroups,
  sampleResponse,
  sampleSize,
  sometimes,
} from "../sample-columns.ts";
import { densingLaws, lossLaws, performanceCurves, scoreLaws } from "../sample-laws.ts";

const level = { level: 0.9 };
const average = deepFreeze(structuredClone(xiao2025.average));

const effective = deepFreeze([
  effectiveParameterSize(average, 60),
  effectiveParameterSize({ scoreLaw: scoreLaws[0]! }, 0.5, { resamples: 9 }),
  12e9,
]);

function sampleDensities(random: Random): object {
  const n = sampleSize(random, 300);
  const day = sampleColumn(random, n, 738_000, 739_500);
  return {
    date: day.map((each) => isoOfDay(Math.round(each))),
    density: sampleResponse(random, n, (i) => Math.exp(0.006 * (day[i]! - 739_000)), 0.4),
    ...sometimes(random, () => ({ name: day.map((_, i) => (i % 3 === 0 ? null : `model ${i}`)) })),
  };
}

function curveOptions(random: Random, n: number): object {
  return {
    ...sampleFitOptions(random, n),
    ...sometimes(random, () => ({ floor: random.pick([0.2, "fitted"]) })),
    ...sometimes(random, () => ({ floorMin: 0.1 })),
    ...sometimes(random, () => ({ interval: random.pick(["t", "residual", "percentile"]) })),
  };
}

const reference = (random: Random): object =>
  random.pick<object>([
    average,
    { lossLaw: random.pick(lossLaws), curve: random.pick(performanceCurves) },
    { scoreLaw: random.pick(scoreLaws) },
  ]);

export const densingCases: readonly FuzzCase[] = [
  ...[isPerformanceCurve, isScoreLaw, isDensingLaw].map((guard) =>
    fuzzCase(guard, (random) => [random.pick<object>([...performanceCurves, ...scoreLaws, ...densingLaws])]),
  ),
  fuzzCase(fitPerformanceCurve, (random) => {
    const n = sampleSize(random, 300);
    const loss = sampleColumn(random, n, 0.05, 0.5);
    const score = sampleResponse(random, n, (i) => 0.2 + 0.7 / (1 + Math.exp(25 * (loss[i]! - 0.2))), 0.03);
    return [
      { loss, score },
      { ...curveOptions(random, n), ...sometimes(random, () => ({ anchor: { loss: 0.01, score: 1, weight: 2 } })) },
    ];
  }),
  fuzzCase(fitScoreLaw, (random) => {
    const n = sampleSize(random, 300);
    const size = sampleAmounts(random, n, 8, 12);
    const score = sampleResponse(random, n, (i) => 0.25 + 0.65 / (1 + (5e9 / size[i]!) ** 0.8), 0.03);
    return [
      { size, score },
      { ...curveOptions(random, n), ...sometimes(random, () => ({ ceiling: random.pick([1, "fitted"]) })) },
    ];
  }),
  fuzzCase(fitDensingLaw, (random) => {
    const columns = sampleDensities(random) as { density: number[] };
    const clusters = sometimes(random, () => ({ clusters: sampleGroups(random, columns.density.length) }));
    return [columns, { resamples: 9, permutations: 9, level: 0.9, seed: 1, origin: "2023-01-01", ...clusters }];
  }),
  fuzzCase(compareDensingEras, (random) => [sampleDensities(random), "2022-11-30", level]),
  fuzzCase(predictScore, (random) => [random.pick(performanceCurves), 0.2, level]),
  fuzzCase(invertScore, (random) => [random.pick(performanceCurves), 0.6, level]),
  fuzzCase(predictScoreLaw, (random) => [random.pick(scoreLaws), 1e10, level]),
  fuzzCase(invertScoreLaw, (random) => [random.pick(scoreLaws), 0.6, level]),
  fuzzCase(predictDensity, (random) => [random.pick(densingLaws), "2024-06-01", level]),
  fuzzCase(equivalentParameters, (random) => [
    random.pick(densingLaws),
    { parameters: 1e10, fromDate: "2023-01-01", toDate: "2024-01-01" },
    level,
  ]),
  fuzzCase(effectiveParameterSize, (random) => {
    const of = reference(random);
    const score = of === average ? 60 : 0.6;
    const options = { resamples: 9, seed: 1, level: 0.9, scoreStandardError: score / 100 };
    return [of, score, { ...options, ...("scoreLaw" in of ? {} : { referenceTokens: 1e12 }) }];
  }),
  fuzzCase(capacityDensity, (random) => [random.pick(effective), { parameters: 8e9 }]),
  fuzzCase(mixtureOfExpertsDensity, (random) => [
    random.pick(effective),
    { totalParameters: 46.7e9, activeParameters: 12.9e9, memoryToCompute: 0.4, offloading: 1 },
  ]),
  fuzzCase(quantizedDensity, (random) => [
    random.pick(effective),
    { parameters: 8e9, bits: 4, fullBits: 16, activeParameters: 8e9, memoryToCompute: 0.4 },
  ]),
  fuzzCase(priceHalvingDays, (random) => {
    const n = sampleSize(random, 300);
    const date = sampleColumn(random, n, 738_000, 739_500).map((day) => isoOfDay(Math.round(day)));
    const price = sampleAmounts(random, n, -2, 2);
    const points = random.pick<object>([{ date, price }, date.map((day, i) => ({ date: day, price: price[i]! }))]);
    return [points, { points: random.pick(["cheapest", "all"]), level: 0.9 }];
  }),
  fuzzCase(combineDoublings, () => [88, 2.1 * 365]),
];
