import { describe, expect, it } from "vitest";
import { type RandomSource, randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { testForBreaks } from "../../src/trends/break-search.ts";

const SERIES = 400;

function studentT3(random: RandomSource): number {
  const squares = standardNormal(random) ** 2 + standardNormal(random) ** 2 + standardNormal(random) ** 2;
  return standardNormal(random) / Math.sqrt(squares / 3);
}

const errors: Record<string, (random: RandomSource, isLate: boolean) => number> = {
  normal: standardNormal,
  t3: studentT3,
  "unequal-spread": (random, isLate) => (isLate ? 3 : 1) * standardNormal(random),
};

/** Growth without a break: 60 to 120 points, few of them early, as in data on machine learning systems. */
function nullSeries(seed: number, draw: (random: RandomSource, isLate: boolean) => number) {
  const random = randomSource(seed);
  const n = 60 + Math.floor(61 * uniform(random));
  const year = Array.from({ length: n }, () => 2008 + 14 * uniform(random) ** 0.5).sort((a, b) => a - b);
  const value = year.map((t, i) => 10 ** (18 + 0.4 * (t - 2008) + 0.5 * draw(random, 2 * i >= n)));
  return { year, value };
}

function shareRejected(options: Parameters<typeof testForBreaks>[1], draw: (typeof errors)[string]): number {
  let rejected = 0;
  for (let seed = 1; seed <= SERIES; seed++) {
    if (testForBreaks(nullSeries(seed, draw), { resamples: 199, ...options }).pValue <= 0.05) rejected++;
  }
  return rejected / SERIES;
}

describe("the test for breaks keeps its size of .05", () => {
  it.each(Object.keys(errors))("on 400 series without a break, with %s errors", (kind) => {
    for (const continuous of [false, true]) {
      const share = shareRejected({ continuous }, errors[kind]!);
      expect(share).toBeGreaterThanOrEqual(0.02);
      expect(share).toBeLessThanOrEqual(0.08);
    }
  });

  it("which exchanged residuals do not where the spread is unequal", () => {
    expect(shareRejected({ errors: "exchangeable" }, errors["unequal-spread"]!)).toBeGreaterThan(0.1);
    expect(shareRejected({ errors: "exchangeable" }, errors["normal"]!)).toBeLessThanOrEqual(0.08);
  });
});
