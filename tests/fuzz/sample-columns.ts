import { deepFreeze } from "./mutate.ts";
import type { Random } from "./random.ts";

/** How many points: mostly few, sometimes the largest number that the long run tries. */
export function sampleSize(random: Random, most = 2000): number {
  const size = random.pick([0, 1, 2, 3, 4, 5, 7, 10, 12, 15, 20, 30, 40]);
  return random.next() < 0.01 ? Math.min(most, random.pick([300, 2000])) : Math.min(most, size);
}

/** A column of the given range, in one of the shapes that data come in: scattered, tied, equal, in steps. */
export function sampleColumn(random: Random, n: number, from: number, to: number): number[] {
  const at = (share: number): number => from + (to - from) * share;
  const shape = random.below(10);
  return Array.from({ length: n }, (_, i) => {
    if (shape === 0) return at(0.5);
    if (shape === 1) return at(Math.round(3 * random.next()) / 3);
    if (shape === 2) return at(n > 1 ? i / (n - 1) : 0);
    return at(random.next());
  });
}

/** The same on a logarithmic axis. */
export function sampleAmounts(random: Random, n: number, fromExponent: number, toExponent: number): number[] {
  return sampleColumn(random, n, fromExponent, toExponent).map((exponent) => 10 ** exponent);
}

/** A value for each point that mostly follows `at`, with scatter, or none of it. */
export function sampleResponse(random: Random, n: number, at: (i: number) => number, scatter: number): number[] {
  const noise = random.pick([0, scatter, scatter, scatter, 1e-9]);
  return Array.from({ length: n }, (_, i) => at(i) * 10 ** (noise * (2 * random.next() - 1)));
}

/** Words for groups; some samples have one group only, or one for each point. */
export function sampleGroups(random: Random, n: number): (string | number)[] {
  const groups = random.pick([1, 2, 3, 5, 1000]);
  return Array.from({ length: n }, () => (groups === 1000 ? random.below(1000) : `g${random.below(groups)}`));
}

/** Fields that are there in some samples only. */
export function sometimes<Fields extends object>(random: Random, fields: () => Fields): Partial<Fields> {
  return random.next() < 0.3 ? fields() : {};
}

/** The options that most fits share. */
export function sampleFitOptions(random: Random, n: number): object {
  return deepFreeze({
    resamples: 9,
    ...sometimes(random, () => ({ level: random.pick([0.5, 0.9, 0.99]) })),
    ...sometimes(random, () => ({ seed: random.below(100) })),
    ...sometimes(random, () => ({ weights: sampleAmounts(random, n, -1, 1) })),
    ...sometimes(random, () => ({ clusters: sampleGroups(random, n) })),
    ...sometimes(random, () => ({ keepDraws: true })),
  });
}

export function sampleSeries(random: Random, most = 2000): { year: number[]; value: number[] } {
  const n = sampleSize(random, most);
  const year = sampleColumn(random, n, 2010, 2024);
  const growth = random.pick([0.5, 0, -0.3]);
  const value = sampleResponse(random, n, (i) => 10 ** (20 + growth * (year[i]! - 2015)), 0.5);
  return { year, value };
}
