import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { finiteColumn } from "../../src/numeric/checks.ts";

describe("a column", () => {
  it("is a copy of what was given, of any kind of array", () => {
    const given = [1, -0, 5e-324];
    expect(finiteColumn(given, "x")).toEqual(Float64Array.from(given));
    expect(finiteColumn({ length: 2, 0: 3, 1: 4 }, "x")).toEqual(Float64Array.of(3, 4));
    expect(finiteColumn([], "x")).toHaveLength(0);
  });

  it("has a length that an array can have", () => {
    for (const length of [-1, 1.5, Number.NaN, Infinity, 2 ** 32, 1e12]) {
      expect(() => finiteColumn({ length }, "x")).toThrow(ScalingError);
      expect(() => finiteColumn({ length }, "x")).toThrow(
        "Expected an array of numbers (toArray()) but got an object (at x)",
      );
    }
  });
});
