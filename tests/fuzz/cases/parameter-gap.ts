import {
  bandwidths,
  binSensitivity,
  contrastEras,
  criticalBandwidth,
  dipTest,
  findParameterGaps,
  gapOccupancy,
  gapSensitivity,
  parameterDensity,
  parameterHistogram,
  scanGaps,
  shiftedSizeHistogram,
  spreadTies,
  testParameterGap,
} from "../../../src/parameter-gap/index.ts";
import { type FuzzCase, fuzzCase } from "../fuzz-case.ts";
import type { Random } from "../random.ts";
import { sampleAmounts, sampleColumn, sampleGroups, sampleSize, sometimes } from "../sample-columns.ts";

const ENDS = ["closed", "open", "halfOpen", "drop"];
const RANGE: readonly number[] = [2e10, 7e10];

function logSizes(random: Random, most = 2000): number[] {
  return sampleColumn(random, sampleSize(random, most), 8, 12);
}

function sizes(random: Random, most = 2000): number[] {
  return logSizes(random, most).map((exponent) => 10 ** exponent);
}

function dated(random: Random): Record<"year" | "size", number[]> {
  const size = sizes(random);
  return { year: sampleColumn(random, size.length, 2015, 2024), size };
}

function gapOptions(random: Random, n: number): object {
  return {
    minRatio: 2,
    alpha: 0.05,
    floor: 0.1,
    resamples: 9,
    seed: 1,
    maxGaps: 2,
    earlyStop: random.next() < 0.5,
    ...sometimes(random, () => ({ clusters: sampleGroups(random, n) })),
    ...sometimes(random, () => ({ organizations: sampleGroups(random, n) })),
  };
}

export const parameterGapCases: readonly FuzzCase[] = [
  fuzzCase(findParameterGaps, (random) => {
    const column = sizes(random, 300);
    return [column, gapOptions(random, column.length)];
  }),
  fuzzCase(scanGaps, (random) => [logSizes(random), { minWidth: 0.3, floor: 0.1, maxGaps: 3 }]),
  fuzzCase(testParameterGap, (random) => [sizes(random), RANGE, { endpoints: random.pick(ENDS), preregistered: true }]),
  fuzzCase(gapOccupancy, (random) => [dated(random), RANGE, { level: 0.9 }]),
  fuzzCase(contrastEras, (random) => [dated(random), RANGE, 2020, { endpoints: random.pick(ENDS) }]),
  fuzzCase(gapSensitivity, (random) => {
    const n = sampleSize(random, 60);
    const year = sampleColumn(random, n, 2018, 2024);
    const flags = year.map(() => random.next() < 0.5);
    const data = {
      size: sampleAmounts(random, n, 8, 12),
      year,
      ...sometimes(random, () => ({ organization: sampleGroups(random, n), notable: flags, fineTune: flags })),
    };
    return [data, { around: 3e10, endYears: [2021, 2023], minRatio: 2, floor: 0.1, resamples: 9, seed: 1 }];
  }),
  fuzzCase(binSensitivity, (random) => [sizes(random), RANGE]),
  fuzzCase(parameterHistogram, (random) => [
    sizes(random),
    random.pick([{ binsPerDecade: 4 }, { edges: [1e8, 1e10, 1e12] }, {}]),
  ]),
  fuzzCase(shiftedSizeHistogram, (random) => [sizes(random), { width: 0.2, shifts: 8 }]),
  fuzzCase(parameterDensity, (random) => [
    sizes(random),
    {
      bandwidth: random.pick([0.2, "silverman", "scott", "sheather-jones"]),
      ...sometimes(random, () => ({ grid: [1e9, 1e10] })),
    },
  ]),
  fuzzCase(dipTest, (random) => [logSizes(random)]),
  fuzzCase(bandwidths, (random) => [logSizes(random)]),
  fuzzCase(criticalBandwidth, (random) => [logSizes(random), random.pick([1, 2, 3])]),
  fuzzCase(spreadTies, (random) => [sizes(random)]),
];
