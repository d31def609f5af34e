import { describe, expect, it } from "vitest";
import { randomSource, uniform } from "../../src/numeric/random.ts";
import { weightedCrossing } from "../../src/numeric/weighted-crossing.ts";

/** By sorting: the smallest place at which the running sum of sizes reaches the target. */
function bySorting(at: number[], size: number[], target: number): number {
  const order = at.map((_, k) => k).sort((a, b) => at[a]! - at[b]!);
  let total = 0;
  for (let k = 0; k < order.length; k++) {
    total += size[order[k]!]!;
    if (total >= target) return at[order[k]!]!;
  }
  return at[order[order.length - 1]!]!;
}

describe("the place where a running sum of jumps reaches a target", () => {
  it("agrees with sorting, with and without ties", () => {
    const random = randomSource(3);
    for (const places of [1, 2, 5, 1e9]) {
      for (const n of [1, 2, 3, 17, 400]) {
        const at = Array.from({ length: n }, () => Math.floor(uniform(random) * places));
        // Whole sizes: their sums are exact in any order.
        const size = Array.from({ length: n }, () => Math.floor(uniform(random) * 4));
        const total = size.reduce((sum, each) => sum + each, 0);
        for (const target of [0.5, 1, total / 3, total / 2, total]) {
          if (target > total) continue;
          const jumps = { at: Float64Array.from(at), size: Float64Array.from(size), count: n };
          expect(weightedCrossing(jumps, target)).toBe(bySorting(at, size, target));
        }
      }
    }
  });

  it("takes only the first entries that count", () => {
    const jumps = { at: Float64Array.of(3, 1, 2, -9), size: Float64Array.of(1, 1, 1, 50), count: 3 };
    expect(weightedCrossing(jumps, 1.5)).toBe(2);
  });
});
