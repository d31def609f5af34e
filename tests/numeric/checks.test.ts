import { describe, expect, it } from "vitest";
import { type ErrorCode, ScalingError } from "../../src/errors.ts";
import * as checks from "../../src/numeric/checks.ts";
import { requireHeld } from "../../src/numeric/held-result.ts";
import { log10Column, powerOfTen } from "../../src/numeric/logarithm.ts";
import { columnRange } from "../../src/numeric/range.ts";

const { finiteColumn } = checks;

function refusal(attempt: () => unknown): { code: ErrorCode; path: string | null; message: string } {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ScalingError) return error;
    throw error;
  }
  throw new Error("not refused");
}

const codeOf = (attempt: () => unknown): ErrorCode => refusal(attempt).code;

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
      expect(() => finiteColumn({ length }, "x")).toThrow("(at x");
    }
  });

  it("is no text, function, null, or column of another library that has to be unpacked", () => {
    const packed = { length: 1, 0: 1, toArray: () => [1] };
    for (const other of ["12", () => 1, null, undefined, 3, {}, packed] as unknown as number[][]) {
      expect(refusal(() => finiteColumn(other, "x"))).toMatchObject({ code: "UNSUPPORTED_TYPE", path: "x" });
    }
  });

  it("holds finite numbers, and names the first entry that is none", () => {
    expect(refusal(() => finiteColumn([1, Number.NaN, 3], "x"))).toMatchObject({ code: "NOT_FINITE", path: "x[1]" });
    const text = [1, "2", 3] as unknown as number[];
    expect(refusal(() => finiteColumn(text, "x"))).toMatchObject({ code: "UNSUPPORTED_TYPE", path: "x[1]" });
    expect(refusal(() => finiteColumn([1, 2, Infinity], "x"))).toMatchObject({ code: "NOT_FINITE", path: "x[2]" });
  });

  it("of positive values refuses zero, and what is below it", () => {
    expect(checks.positiveColumn([1, 5e-324], "y")).toEqual(Float64Array.of(1, 5e-324));
    for (const value of [0, -0, -2]) {
      expect(refusal(() => checks.positiveColumn([1, value], "y"))).toMatchObject({
        code: "NOT_POSITIVE",
        path: "y[1]",
      });
    }
  });

  it("has a range, and logarithms to base 10", () => {
    expect(columnRange(Float64Array.of(3, -2, 8, 1))).toEqual({ lower: -2, upper: 8 });
    expect(log10Column([1, 1000])).toEqual(Float64Array.of(0, 3));
  });
});

describe("what was given instead", () => {
  it("is told in a few words, and an object never asked for its own", () => {
    const asked = { toString: () => "secret" };
    expect(checks.describe(asked)).toBe("an object");
    expect(checks.describe(() => 1)).toBe("an object");
    expect(checks.describe(12n)).toBe("a bigint: use Number()");
    expect(checks.describe("x".repeat(100))).toBe(`"${"x".repeat(40)}"`);
    expect([null, undefined, 3, true].map(checks.describe)).toEqual(["null", "undefined", "3", "true"]);
  });
});

describe("a check", () => {
  it("gives back what is as expected", () => {
    const options = { level: 0.9 };
    expect(checks.requireOptions(options)).toBe(options);
    expect(checks.requireList([1], "x")).toEqual([1]);
    expect(checks.requireFlag(false, "x")).toBe(false);
    expect(checks.requireWhole(0, 0, "x")).toBe(0);
    expect(checks.requireWhole(5, 0, "x", 5)).toBe(5);
    expect(checks.requireOneOf("b", ["a", "b"], "x")).toBe("b");
    expect(checks.requirePositive(2, "x")).toBe(2);
    checks.requireSameLength(3, 3, "x");
    checks.requirePoints(3, 3, "x");
  });

  it("refuses the rest, with the code of its kind", () => {
    for (const none of [null, 3, "a", undefined] as unknown as object[]) {
      // A default stands for undefined only where the caller gives one.
      expect(codeOf(() => checks.requireOptions(none))).toBe("INVALID_OPTION");
    }
    expect(codeOf(() => checks.requireList({} as never[], "x"))).toBe("UNSUPPORTED_TYPE");
    expect(codeOf(() => checks.requireFlag(1 as unknown as boolean, "x"))).toBe("INVALID_OPTION");
    for (const value of [-1, 6, 1.5, Number.NaN, "2" as unknown as number]) {
      expect(codeOf(() => checks.requireWhole(value, 0, "x", 5))).toBe("INVALID_OPTION");
    }
    expect(codeOf(() => checks.requireOneOf("c", ["a", "b"], "x"))).toBe("INVALID_OPTION");
    expect(codeOf(() => checks.requirePositive(0, "x"))).toBe("NOT_POSITIVE");
    expect(codeOf(() => checks.requirePositive(Infinity, "x"))).toBe("NOT_FINITE");
    expect(codeOf(() => checks.requireSameLength(3, 2, "x"))).toBe("LENGTH_MISMATCH");
    expect(codeOf(() => checks.requirePoints(2, 3, "x"))).toBe("TOO_FEW_POINTS");
    expect(codeOf(() => checks.requirePoints(0, 3, "x"))).toBe("EMPTY_INPUT");
  });
});

describe("a result", () => {
  it("is given back where all its numbers are finite, and refused by the path of one that is not", () => {
    const held = { a: [1, { b: null, c: "NaN" }], d: true };
    expect(requireHeld(held, "fit")).toBe(held);
    expect(refusal(() => requireHeld({ a: [1, { b: Infinity }] }, "fit"))).toMatchObject({
      code: "OUT_OF_RANGE",
      path: "fit.a.1.b",
    });
    expect(codeOf(() => requireHeld(Number.NaN, "fit"))).toBe("OUT_OF_RANGE");
  });

  it("of a power of ten is null beyond the largest double", () => {
    expect(powerOfTen(3)).toBe(1000);
    expect(powerOfTen(308)).toBeGreaterThan(9e307);
    expect(powerOfTen(309)).toBeNull();
    expect(powerOfTen(-400)).toBe(0);
  });
});
