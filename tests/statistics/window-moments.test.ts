import { describe, expect, it } from "vitest";
import { randomSource, standardNormal } from "../../src/numeric/random.ts";
import { stretchMoments } from "../../src/statistics/window-moments.ts";

describe("the moments of a stretch of a column", () => {
  it("are count, mean and squares about it, for every stretch of columns of any length", () => {
    const random = randomSource(3);
    for (const n of [1, 2, 3, 5, 8, 13]) {
      const values = Float64Array.from({ length: n }, () => standardNormal(random));
      const momentsOf = stretchMoments(values);
      for (let from = 0; from < n; from++) {
        for (let to = from + 1; to <= n; to++) {
          const stretch = Array.from(values.subarray(from, to));
          const mean = stretch.reduce((sum, value) => sum + value, 0) / stretch.length;
          const found = momentsOf(from, to);
          expect(found.count).toBe(to - from);
          expect(found.mean).toBeCloseTo(mean, 14);
          expect(found.squares).toBeCloseTo(
            stretch.reduce((sum, value) => sum + (value - mean) ** 2, 0),
            13,
          );
        }
      }
    }
  });

  it("of nothing are nothing", () => {
    expect(stretchMoments(Float64Array.of(3, 4))(1, 1)).toEqual({ count: 0, mean: 0, squares: 0 });
  });

  it("keep the digits of a narrow stretch far from the rest, and have no squares for equal values", () => {
    const values = Float64Array.of(1e12, -3e15, 0.1, 0.1, 0.1, 0.25, 7e14);
    const momentsOf = stretchMoments(values);
    expect(momentsOf(2, 5)).toEqual({ count: 3, mean: 0.1, squares: 0 });
    // Of 0.1, 0.1 and 0.25: 2/3 of the squared difference.
    expect(momentsOf(3, 6).squares).toBeCloseTo((2 / 3) * 0.0225, 15);
  });
});
