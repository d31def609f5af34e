import { randomSource, standardNormal } from "../../src/numeric/random.ts";

/** The median time of `times` runs, after three to warm up, in milliseconds. */
export function median(run: () => unknown, times: number): number {
  for (let i = 0; i < 3; i++) run();
  const spent: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    run();
    spent.push(performance.now() - start);
  }
  return spent.sort((a, b) => a - b)[times >> 1]!;
}

/** Sizes whose log10 is normal, mean 10, standard deviation 0.8. */
export function normalSizes(n: number, seed: number): number[] {
  const random = randomSource(seed);
  return Array.from({ length: n }, () => 10 ** (10 + 0.8 * standardNormal(random)));
}
