import { describe, expect, it } from "vitest";
import { mean, sum } from "../../src/numeric/summation.ts";

describe("a sum", () => {
  it("keeps what larger terms would swallow, whichever comes first", () => {
    expect(sum([1e16, 1, -1e16])).toBe(1);
    expect(sum([1, 1e16, -1e16])).toBe(1);
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum([-1e16, -1, 1e16])).toBe(-1);
    expect(sum([])).toBe(0);
  });

  it("of a million tenths is off by one rounding at most", () => {
    const tenths = new Float64Array(1e6).fill(0.1);
    expect(Math.abs(sum(tenths) - 1e5)).toBeLessThanOrEqual(1e-11);
    expect(mean(tenths)).toBe(0.1);
  });
});
