import { describe, expect, it } from "vitest";
import { randomSource, standardNormal } from "../../src/numeric/random.ts";
import type { ParameterGapOptions } from "../../src/parameter-gap/gap-result.ts";
import { findParameterGaps } from "../../src/parameter-gap/gap-significance.ts";
import { emptiedNormal, sizesFrom, UNIMODAL } from "./simulate.ts";

/** Most rejections of `trials` at a true rate: three Monte Carlo standard errors above it. */
function allowed(rate: number, trials: number): number {
  return trials * rate + 3 * Math.sqrt(trials * rate * (1 - rate));
}

function strongShare(trials: number, seed: number, n: number, draw: (typeof UNIMODAL)[string]): number {
  const random = randomSource(seed);
  let strong = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { gaps } = findParameterGaps(sizesFrom(random, draw, n), { resamples: 199, seed: trial, maxGaps: 1 });
    if (gaps[0]?.verdict === "strong") strong++;
  }
  return strong;
}

describe("the gap test over simulated sizes", () => {
  it.each(Object.keys(UNIMODAL))("calls a gap strong in at most one of twenty unimodal samples: %s", (shape) => {
    for (const [n, trials] of [
      [50, 200],
      [100, 120],
      [300, 60],
    ] as const) {
      expect(strongShare(trials, 7, n, UNIMODAL[shape]!)).toBeLessThanOrEqual(allowed(0.05, trials));
    }
  });

  it("finds an emptied gap of .545 decades at n = 100 in at least 80 % of samples", () => {
    expect(strongShare(200, 11, 100, emptiedNormal)).toBeGreaterThanOrEqual(160);
  });

  it("is misled by near-copies of each size, and clustering brings it back to 5 %", () => {
    const random = randomSource(13);
    const trials = 150;
    let unclustered = 0;
    let clustered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const sizes: number[] = [];
      const clusters: number[] = [];
      for (let family = 0; family < 60; family++) {
        const centre = 10 + 0.8 * standardNormal(random);
        for (let copy = 0; copy < 3; copy++) {
          sizes.push(10 ** (centre + 0.01 * standardNormal(random)));
          clusters.push(family);
        }
      }
      const options: ParameterGapOptions = { resamples: 99, seed: trial, maxGaps: 1 };
      if (findParameterGaps(sizes, options).gaps[0]?.verdict === "strong") unclustered++;
      if (findParameterGaps(sizes, { ...options, clusters }).gaps[0]?.verdict === "strong") clustered++;
    }
    expect(unclustered).toBeGreaterThan(0.12 * trials);
    expect(clustered).toBeLessThanOrEqual(allowed(0.05, trials));
  });
});
