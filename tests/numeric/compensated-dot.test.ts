import { describe, expect, it } from "vitest";
import { compensatedDifference } from "../../src/numeric/compensated-dot.ts";
import { randomSource, uniform } from "../../src/numeric/random.ts";

describe("a difference and a sum of products in twice the precision", () => {
  it("has an error of one rounding of the result, and of the squared rounding of the terms", () => {
    const random = randomSource(2);
    const whole = (): number => Math.floor((2 * uniform(random) - 1) * 2 ** 50);
    for (let round = 0; round < 200; round++) {
      const length = 1 + (round % 12);
      const [start, stride] = [round % 3, 1 + (round % 4)];
      const a = Float64Array.from({ length: start + stride * length }, whole);
      const b = Float64Array.from({ length }, whole);
      const [first, second] = [whole() * 2 ** (round % 50), whole()];
      let exact = BigInt(first) - BigInt(second);
      let terms = Math.abs(first) + Math.abs(second);
      for (let k = 0; k < length; k++) {
        exact -= BigInt(a[start + k * stride]!) * BigInt(b[k]!);
        terms += Math.abs(a[start + k * stride]! * b[k]!);
      }
      const found = compensatedDifference(first, second, a, start, stride, b, length);
      const error = Math.abs(Number(BigInt(Math.round(found)) - exact));
      const rounding = 2 ** -53;
      expect(error).toBeLessThanOrEqual(1 + rounding * Math.abs(Number(exact)) + (3 * length * rounding) ** 2 * terms);
    }
  });

  it("keeps what cancellation leaves", () => {
    // (2^27 + 1)^2 = 2^54 + 2^28 + 1 has 55 digits: in doubles the last is lost.
    const factor = Float64Array.of(2 ** 27 + 1);
    expect(compensatedDifference(2 ** 54, -(2 ** 28), factor, 0, 1, factor, 1)).toBe(-1);
    expect(compensatedDifference(1, 2 ** -70, new Float64Array(0), 0, 1, new Float64Array(0), 0)).toBe(1);
    const one = Float64Array.of(1, 1);
    expect(compensatedDifference(1, -(2 ** -70), one, 0, 1, one, 1)).toBe(2 ** -70);
  });
});
