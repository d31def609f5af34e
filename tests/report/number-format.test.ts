import { describe, expect, test } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { formatEstimate, formatInterval, formatLevel } from "../../src/report/interval-format.ts";
import { formatNumber, formatPValue, formatShare, formatSi } from "../../src/report/number-format.ts";

describe("formatNumber", () => {
  test.each([
    [0.65984, "0.660"],
    [5.5506, "5.55"],
    [21.269, "21.3"],
    [9.999, "10.0"],
    [999.96, "1000"],
    [-14.21, "-14.2"],
    [1234.4, "1234"],
    [99, "99"],
    [123456, "123456"],
    [0, "0"],
    [-0, "0"],
    [0.00099999, "0.00100"],
    [0.0004321, "4.32e-4"],
    [3.14e23, "3.14e23"],
    [999999.9, "1.00e6"],
    [1e6, "1.00e6"],
    [-2.5e-7, "-2.50e-7"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test("keeps as many digits as asked for", () => {
    expect(formatNumber(Math.PI, { digits: 1 })).toBe("3");
    expect(formatNumber(Math.PI, { digits: 6 })).toBe("3.14159");
    expect(formatNumber(6.02214e23, { digits: 2 })).toBe("6.0e23");
  });

  test("refuses what is no number and no count of digits", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => formatNumber(value)).toThrow(ScalingError);
    }
    expect(() => formatNumber(1, { digits: 0 })).toThrow("Expected 1 to 15 digits but got 0 (at options.digits)");
  });
});

describe("formatSi", () => {
  test.each([
    [1.75e11, "175 G"],
    [7e9, "7 G"],
    [1.5e9, "1.50 G"],
    [999.9e6, "1 G"],
    [1.2e12, "1.20 T"],
    [60e6, "60 M"],
    [0.5, "0.500"],
    [950, "950"],
    [0, "0"],
    [-3.2e4, "-32 k"],
    [5e34, "5.00e34"],
  ])("writes %d as %s", (value, text) => {
    expect(formatSi(value)).toBe(text);
  });

  test("does not fall into scientific notation with few digits", () => {
    expect(formatSi(175e9, { digits: 1 })).toBe("200 G");
  });
});

describe("formatShare and formatPValue", () => {
  test("round to the nearest per cent, but never to nothing or everything that is not", () => {
    expect([0, 0.001, 0.446, 0.999, 1].map(formatShare)).toEqual(["0 %", "<1 %", "45 %", ">99 %", "100 %"]);
    expect(() => formatShare(1.2)).toThrow(ScalingError);
  });

  test("write small p-values as a bound", () => {
    expect([0.0002, 0.0304, 0.33, 1].map(formatPValue)).toEqual(["p < 0.001", "p = 0.030", "p = 0.33", "p = 1.00"]);
    expect(() => formatPValue(-0.1)).toThrow(ScalingError);
  });
});

describe("intervals in words", () => {
  const months = { unit: "months" };

  test("name both bounds, one, or none", () => {
    expect(formatInterval({ lower: 5.04, upper: 6.24, level: 0.95 }, months)).toBe("5.04 to 6.24 months");
    expect(formatInterval({ lower: 14, upper: null, level: 0.95 }, months)).toBe("at least 14 months, no upper bound");
    expect(formatInterval({ lower: null, upper: 3.5, level: 0.95 }, months)).toBe(
      "at most 3.50 months, no lower bound",
    );
    expect(formatInterval({ lower: null, upper: null, level: 0.95 }, months)).toBe("no bounds");
  });

  test("put the level beside the interval", () => {
    const estimate = { estimate: 5.5506, standardError: 0.3, lower: 5.04, upper: 6.24, level: 0.9 };
    expect(formatEstimate(estimate, months)).toBe("5.55 months (90 % interval 5.04 to 6.24)");
    expect(formatLevel(0.999)).toBe("99.9 %");
  });

  test("say in words that there is no value, and the bound there is", () => {
    const open = { estimate: null, standardError: null, lower: 14, upper: null, level: 0.95, warnings: [] };
    expect(formatEstimate(open, months)).toBe("no value; 95 % interval: at least 14 months, no upper bound");
    expect(formatEstimate({ ...open, lower: null }, months)).toBe("no value");
  });

  test("use a writer of the caller's own", () => {
    const estimate = { estimate: 1.75e11, standardError: null, lower: 1e11, upper: 3e11, level: 0.95 };
    expect(formatEstimate(estimate, { number: formatSi })).toBe("175 G (95 % interval 100 G to 300 G)");
  });
});
