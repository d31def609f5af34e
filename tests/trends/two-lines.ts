import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";

/** Two lines with slopes .6 and .3, so many times the scatter .4 apart in 2018. */
export function twoLines(
  n: number,
  apart: number,
  share: number,
  seed: number,
): { year: number[]; value: number[]; large: boolean[] } {
  const random = randomSource(seed);
  const year = Array.from({ length: n }, () => 2015 + 6 * uniform(random));
  const large = year.map(() => uniform(random) < share);
  const value = year.map(
    (at, i) =>
      10 ** (22 + (large[i] ? 0.3 : 0.6) * (at - 2018) + (large[i] ? 0.4 * apart : 0) + 0.4 * standardNormal(random)),
  );
  return { year, value, large };
}
