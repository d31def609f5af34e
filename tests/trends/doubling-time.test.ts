import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import type { Estimate } from "../../src/statistics/estimate.ts";
import { convertGrowth, doublingTime } from "../../src/trends/doubling-time.ts";
import { fitTrend } from "../../src/trends/trend.ts";

const slope = (estimate: number, lower: number | null, upper: number | null, standardError = 0.1): Estimate => ({
  estimate,
  standardError,
  lower,
  upper,
  level: 0.9,
});
const codes = ({ warnings }: { warnings: { code: string }[] }): string[] => warnings.map(({ code }) => code);
// 12 log10(2), in months for one OOM a year.
const unit = 3.612359947967774;

describe("the doubling time", () => {
  it("is the slope's interval turned over", () => {
    const { doublingTimeMonths, halvingTimeMonths, oomPerYear, ...rest } = doublingTime(slope(0.5, 0.4, 0.8));
    expect(doublingTimeMonths?.estimate).toBeCloseTo(2 * unit, 12);
    expect(doublingTimeMonths?.lower).toBeCloseTo(unit / 0.8, 12);
    expect(doublingTimeMonths?.upper).toBeCloseTo(unit / 0.4, 12);
    expect(doublingTimeMonths?.standardError).toBeCloseTo((2 * unit * 0.1) / 0.5, 12);
    expect(doublingTimeMonths?.level).toBe(0.9);
    expect(halvingTimeMonths).toBeNull();
    expect(oomPerYear).toEqual(slope(0.5, 0.4, 0.8));
    expect(rest.growthFactorPerYear.estimate).toBeCloseTo(Math.sqrt(10), 12);
    expect(rest.growthFactorPerYear.lower).toBeCloseTo(10 ** 0.4, 12);
    expect(rest.growthFactorPerYear.upper).toBeCloseTo(10 ** 0.8, 12);
    expect(rest.growthFactorPerYear.standardError).toBeCloseTo(0.1 * Math.LN10 * Math.sqrt(10), 12);
    expect(rest.warnings).toEqual([]);
  });

  it("is a halving time where all of the interval falls", () => {
    const { doublingTimeMonths, halvingTimeMonths, warnings } = doublingTime(slope(-0.5, -0.8, -0.4));
    expect(doublingTimeMonths).toBeNull();
    expect(halvingTimeMonths?.estimate).toBeCloseTo(2 * unit, 12);
    expect(halvingTimeMonths?.lower).toBeCloseTo(unit / 0.8, 12);
    expect(halvingTimeMonths?.upper).toBeCloseTo(unit / 0.4, 12);
    expect(warnings).toEqual([]);
  });

  it("is half open on both branches where the interval holds zero, and says so in numbers", () => {
    const { doublingTimeMonths, halvingTimeMonths, warnings } = doublingTime(slope(0.03, -0.17, 0.23));
    expect(doublingTimeMonths?.estimate).toBeCloseTo(unit / 0.03, 10);
    expect(doublingTimeMonths?.lower).toBeCloseTo(unit / 0.23, 12);
    expect(doublingTimeMonths).toMatchObject({ upper: null, standardError: null });
    expect(halvingTimeMonths).toMatchObject({ estimate: null, upper: null, standardError: null });
    expect(halvingTimeMonths?.lower).toBeCloseTo(unit / 0.17, 12);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: "GROWTH_SIGN_UNCERTAIN", path: "oomPerYear" });
    expect(warnings[0]?.message).toBe("The slope, -0.170 to 0.230 OOM per year, may be 0");
    expect(doublingTimeMonths?.warnings).toEqual(warnings);
    expect(halvingTimeMonths?.warnings).toEqual(warnings);
  });

  it("turns over with the sign of the slope", () => {
    const up = doublingTime(slope(0.03, -0.17, 0.23));
    const down = doublingTime(slope(-0.03, -0.23, 0.17));
    const times = (prediction: typeof up.doublingTimeMonths): unknown => ({ ...prediction, warnings: [] });
    expect(times(down.halvingTimeMonths)).toEqual(times(up.doublingTimeMonths));
    expect(times(down.doublingTimeMonths)).toEqual(times(up.halvingTimeMonths));
  });

  it("has no branch beyond an interval that ends at zero", () => {
    const { doublingTimeMonths, halvingTimeMonths, ...rest } = doublingTime(slope(0.1, 0, 0.2));
    expect(doublingTimeMonths).toMatchObject({ upper: null });
    expect(halvingTimeMonths).toBeNull();
    expect(codes(rest)).toEqual(["GROWTH_SIGN_UNCERTAIN"]);
    expect(rest.warnings[0]?.message).toBe("The slope, 0.00 to 0.200 OOM per year, may be 0");
  });

  it("keeps open what is open", () => {
    const open = doublingTime(slope(0.5, 0.4, null));
    expect(open.doublingTimeMonths?.upper).toBeCloseTo(unit / 0.4, 12);
    expect(open.doublingTimeMonths?.lower).toBeNull();
    expect(open.halvingTimeMonths).toBeNull();
    const below = doublingTime(slope(0.5, null, 0.8));
    expect(below.doublingTimeMonths).toMatchObject({ upper: null });
    expect(below.halvingTimeMonths).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(codes(below)).toEqual(["GROWTH_SIGN_UNCERTAIN"]);
    expect(below.warnings[0]?.message).toBe("The slope, no bound to 0.800 OOM per year, may be 0");
    expect(below.growthFactorPerYear.lower).toBeNull();
    expect(below.growthFactorPerYear.upper).toBeCloseTo(10 ** 0.8, 12);
    const falling = doublingTime(slope(-0.5, -0.8, null));
    expect(falling.doublingTimeMonths).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(falling.growthFactorPerYear.upper).toBeNull();
    expect(falling.warnings[0]?.message).toBe("The slope, -0.800 to no bound OOM per year, may be 0");
  });

  it("stands alone where no interval is known", () => {
    const { doublingTimeMonths, halvingTimeMonths, warnings } = doublingTime({
      ...slope(0.5, null, null),
      standardError: null,
    });
    expect(doublingTimeMonths).toMatchObject({ lower: null, upper: null, standardError: null });
    expect(doublingTimeMonths?.estimate).toBeCloseTo(2 * unit, 12);
    expect(halvingTimeMonths).toBeNull();
    expect(warnings).toEqual([]);
  });

  it("is none where nothing grows or shrinks", () => {
    const none = doublingTime({ ...slope(0, null, null), standardError: null });
    expect(none).toMatchObject({ doublingTimeMonths: null, halvingTimeMonths: null });
    expect(codes(none)).toEqual(["NO_GROWTH"]);
    expect(none.growthFactorPerYear.estimate).toBe(1);
  });

  it("is told in the papers' 30-day months where asked", () => {
    const { doublingTimeMonths } = doublingTime(slope(0.5, 0.4, 0.8), { monthsPerYear: 365 / 30 });
    expect(doublingTimeMonths?.estimate).toBeCloseTo((Math.log10(2) * 365) / 30 / 0.5, 12);
  });

  it("takes a trend as it takes its slope", () => {
    const trend = fitTrend({ year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] });
    expect(doublingTime(trend)).toEqual(doublingTime(trend.coefficients.slopeOomPerYear));
  });

  it("refuses what is no slope, or one with a broken interval", () => {
    const wrong: unknown[] = [
      undefined,
      null,
      0.5,
      "0.5",
      { coefficients: null },
      { ...slope(0.5, 0.4, 0.8), estimate: "1" },
    ];
    for (const value of wrong) expect(() => Reflect.apply(doublingTime, null, [value])).toThrow(ScalingError);
    expect(() => Reflect.apply(doublingTime, null, [0.5])).toThrow(
      expect.objectContaining({ code: "WRONG_KIND", path: "trend" }),
    );
    expect(() => doublingTime(slope(0.5, Number.NaN, 0.8))).toThrow("Expected a finite number but got NaN");
    expect(() => doublingTime({ ...slope(0.5, 0.4, 0.8), standardError: Infinity })).toThrow(ScalingError);
  });

  it("refuses a law of several slopes with a sentence", () => {
    const piecewise = JSON.parse('{"kind":"piecewise-trend","coefficients":{"slope1":{"estimate":1}}}');
    expect(() => doublingTime(piecewise)).toThrow(
      expect.objectContaining({ code: "WRONG_KIND", message: expect.stringContaining("segment") }),
    );
    expect(() => doublingTime(slope(NaN, 0, 1))).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
    expect(() => doublingTime(slope(400, 0, 1))).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
    expect(() => doublingTime(slope(1, 0, 1), { monthsPerYear: 0 })).toThrow(
      expect.objectContaining({ code: "NOT_POSITIVE" }),
    );
  });
});

describe("growth in other units", () => {
  it.each([
    { doublingTimeMonths: 6, growthFactorPerYear: 4, percentPerYear: 300, oomPerYear: Math.log10(4) },
    { doublingTimeMonths: 12, growthFactorPerYear: 2, percentPerYear: 100, oomPerYear: Math.log10(2) },
    { doublingTimeMonths: unit, growthFactorPerYear: 10, percentPerYear: 900, oomPerYear: 1 },
    { doublingTimeMonths: null, growthFactorPerYear: 0.5, percentPerYear: -50, oomPerYear: -Math.log10(2) },
    { doublingTimeMonths: null, growthFactorPerYear: 1, percentPerYear: 0, oomPerYear: 0 },
  ])("is the same growth: $growthFactorPerYear a year", (growth) => {
    for (const [unitName, value] of Object.entries(growth)) {
      if (value === null) continue;
      const converted = convertGrowth({ [unitName]: value });
      for (const [other, expected] of Object.entries(growth)) {
        const got = converted[other as keyof typeof converted];
        if (expected === null) expect(got).toBeNull();
        else expect(got).toBeCloseTo(expected, 11);
      }
      expect(converted[unitName as keyof typeof converted]).toBe(value);
    }
  });

  it("keeps the digits of a small percentage", () => {
    const { oomPerYear } = convertGrowth({ percentPerYear: 1e-10 });
    expect((oomPerYear ?? NaN) / (1e-12 / Math.LN10)).toBeCloseTo(1, 11);
    expect((convertGrowth({ oomPerYear: oomPerYear ?? NaN }).percentPerYear ?? NaN) / 1e-10).toBeCloseTo(1, 11);
  });

  it("is null where it cannot be held", () => {
    expect(convertGrowth({ oomPerYear: 400 })).toMatchObject({ growthFactorPerYear: null, percentPerYear: null });
    expect(convertGrowth({ oomPerYear: 1e-320 }).doublingTimeMonths).toBeNull();
  });

  it("takes the papers' months", () => {
    const { growthFactorPerYear } = convertGrowth({ doublingTimeMonths: 365 / 30 }, { monthsPerYear: 365 / 30 });
    expect(growthFactorPerYear).toBeCloseTo(2, 12);
  });

  it("takes exactly one rate, and one that means something", () => {
    const code = (growth: Parameters<typeof convertGrowth>[0]): unknown => {
      try {
        convertGrowth(growth);
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
      return null;
    };
    expect(code({})).toBe("INVALID_OPTION");
    expect(code({ oomPerYear: 1, percentPerYear: 900 })).toBe("INVALID_OPTION");
    expect(code(JSON.parse('{"perYear":1}'))).toBe("INVALID_OPTION");
    expect(code({ oomPerYear: NaN })).toBe("NOT_FINITE");
    expect(code({ growthFactorPerYear: 0 })).toBe("NOT_POSITIVE");
    expect(code({ doublingTimeMonths: -6 })).toBe("NOT_POSITIVE");
    expect(code({ percentPerYear: -100 })).toBe("OUT_OF_RANGE");
  });
});
