import { describe, expect, it } from "vitest";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { selectInPlace } from "../../src/numeric/select.ts";
import { pairwiseSlopes } from "../../src/statistics/pairwise-slopes.ts";

function sorted(points: [number, number][]): { x: Float64Array; y: Float64Array } {
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { x: Float64Array.from(points, (p) => p[0]), y: Float64Array.from(points, (p) => p[1]) };
}

function allSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const slopes: number[] = [];
  for (let j = 0; j < x.length; j++) {
    for (let i = 0; i < j; i++) if (x[i] !== x[j]) slopes.push((y[j]! - y[i]!) / (x[j]! - x[i]!));
  }
  return Float64Array.from(slopes).sort();
}

const kinds: Record<string, (random: ReturnType<typeof randomSource>) => [number, number]> = {
  smooth: (random) => [uniform(random) * 20, standardNormal(random)],
  "tied x": (random) => [Math.floor(uniform(random) * 240) / 12, standardNormal(random)],
  grid: (random) => [Math.floor(uniform(random) * 60), Math.floor(uniform(random) * 5)],
  "wild values": (random) => [standardNormal(random), standardNormal(random) / standardNormal(random)],
};

describe("selection among the slopes of all pairs", () => {
  it.each(Object.entries(kinds))("agrees with sorting them all: %s", (_, draw) => {
    const random = randomSource(5);
    // 2100 points have more pairs than are listed at once.
    for (const n of [40, 2100]) {
      const { x, y } = sorted(Array.from({ length: n }, () => draw(random)));
      const expected = allSlopes(x, y);
      const slopes = pairwiseSlopes(x, y);
      expect(slopes.count).toBe(expected.length);
      expect(slopes.count + slopes.tied).toBe((n * (n - 1)) / 2);
      for (const share of [0, 0.001, 0.3, 0.5, 0.77, 1]) {
        const rank = Math.round(share * (slopes.count - 1));
        expect(Math.abs(slopes.at(rank) - expected[rank]!)).toBeLessThanOrEqual(1e-12 * Math.abs(expected[rank]!));
      }
    }
  });

  it("holds 20 000 points, whose 200 million slopes are never in memory", () => {
    const random = randomSource(8);
    const n = 20_000;
    const { x, y } = sorted(Array.from({ length: n }, () => [uniform(random), uniform(random)]));
    const slopes = pairwiseSlopes(x, y);
    const rank = Math.floor(slopes.count * 0.4);
    const slope = slopes.at(rank);
    // The definition of a rank, counted in O(n^2) time but no memory.
    let below = 0;
    let upTo = 0;
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < j; i++) {
        const each = (y[j]! - y[i]!) / (x[j]! - x[i]!);
        if (each < slope) below++;
        if (each <= slope) upTo++;
      }
    }
    expect(below).toBeLessThanOrEqual(rank);
    expect(upTo).toBeGreaterThan(rank);
  });

  it("finds the one slope there is", () => {
    const x = Float64Array.from({ length: 2500 }, (_, i) => i);
    expect(
      pairwiseSlopes(
        x,
        x.map((each) => 3 * each),
      ).at(1_000_000),
    ).toBe(3);
    expect(
      pairwiseSlopes(
        x,
        x.map(() => 4),
      ).at(7),
    ).toBe(0);
  });
});

describe("selection of a rank", () => {
  it("agrees with sorting, with and without ties", () => {
    const random = randomSource(2);
    for (const steps of [3, 1e9]) {
      const values = Float64Array.from({ length: 257 }, () => Math.floor(uniform(random) * steps));
      const expected = values.slice().sort();
      for (const rank of [0, 1, 100, 128, 255, 256])
        expect(selectInPlace(values.slice(), 257, rank)).toBe(expected[rank]);
    }
  });
});
