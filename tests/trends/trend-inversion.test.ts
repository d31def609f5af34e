import { describe, expect, it } from "vitest";
import { intervalMultiplier } from "../../src/statistics/estimate.ts";
import type { AnyTrend } from "../../src/trends/trend.ts";
import { invertTrend } from "../../src/trends/trend-inversion.ts";

/** 10^(level + slope (year - 2020)) with its covariance, no degrees of freedom: intervals are normal. */
function line(level: number, slope: number, covariance: number[][] | null): AnyTrend {
  const estimate = { standardError: null, lower: null, upper: null, level: 0.95 };
  return {
    kind: "trend",
    version: 1,
    terms: ["log10AtReference", "slopeOomPerYear"],
    coefficients: {
      log10AtReference: { ...estimate, estimate: level },
      slopeOomPerYear: { ...estimate, estimate: slope },
    },
    covariance,
    draws: null,
    source: null,
    referenceYear: 2020,
    intervalDegreesOfFreedom: null,
  };
}

const codes = ({ warnings }: { warnings: { code: string }[] }): string[] => warnings.map(({ code }) => code);

/** A level at which z^2 (1 / z^2) is 1 to the last bit: there the bounds of a slope of 1 end at zero exactly. */
const exact = Array.from({ length: 99 }, (_, k) => (k + 1) / 100).find((level) => {
  const square = intervalMultiplier(level) ** 2;
  return square * (1 / square) === 1;
})!;

describe("the year of a value of a line with a known covariance", () => {
  it("has the standard error of the delta method", () => {
    // d = 2 years on: sqrt(0.01 + 2 2 0.001 + 4 0.0009) / 0.5.
    const covariance = [
      [0.01, 0.001],
      [0.001, 0.0009],
    ];
    const year = invertTrend(line(20, 0.5, covariance), 1e21);
    expect(year.estimate).toBeCloseTo(2022, 10);
    expect(year.standardError).toBeCloseTo(Math.sqrt(0.0176) / 0.5, 12);
    expect(year.warnings).toEqual([]);
  });

  it("has one bound, at half the distance, where the bounds of the slope end at zero exactly", () => {
    const variance = 1 / intervalMultiplier(exact) ** 2;
    const law = line(4, 1, [
      [0, 0],
      [0, variance],
    ]);
    // (above + d)^2 <= d^2 is d <= -above / 2 for above > 0 and d >= -above / 2 for above < 0.
    const before = invertTrend(law, 100, { level: exact });
    expect(before.estimate).toBeCloseTo(2018, 12);
    expect(before).toMatchObject({ standardError: null, lower: null });
    expect(before.upper).toBeCloseTo(2019, 12);
    const after = invertTrend(law, 1e6, { level: exact });
    expect(after.estimate).toBeCloseTo(2022, 12);
    expect(after.lower).toBeCloseTo(2021, 12);
    expect(after.upper).toBeNull();
    expect(codes(after)).toEqual(["UNBOUNDED"]);
    expect(after.warnings[0]?.message).toContain(`${100 * exact} %`);
    expect(after.warnings[0]?.message).toContain("one side is open");
  });

  it("prefers the covariance to draws", () => {
    const covariance = [
      [0.01, 0],
      [0, 0.0001],
    ];
    const law = line(20, 0.5, covariance);
    const draws = [
      [19, 0.4],
      [20, 0.5],
      [21.5, 0.7],
    ];
    expect(invertTrend({ ...law, draws }, 1e21)).toEqual(invertTrend(law, 1e21));
  });

  it("is none for a slope that a double cannot tell from zero at the height of the value", () => {
    // What counts as zero is 4 epsilon max(1, |log10(value)|): 8.9e-16 at 2, 1.8e-14 at 1e20.
    expect(codes(invertTrend(line(20.1, 1e-14, null), 1e20))).toEqual(["NOT_REACHED"]);
    expect(codes(invertTrend(line(0, 5e-16, null), 2))).toEqual(["NOT_REACHED"]);
    expect(codes(invertTrend(line(0, 1e-15, null), 2))).toEqual(["NO_COVARIANCE"]);
    expect(codes(invertTrend(line(0, 0, null), 1))).toEqual(["NOT_REACHED"]);
    expect(invertTrend(line(20.1, 1e-14, null), 1e20)).toMatchObject({ estimate: null, level: 0.95 });
  });

  it("refuses another kind of law and options that are none", () => {
    const call = (...args: unknown[]): unknown => Reflect.apply(invertTrend, null, args);
    expect(() => call({ ...line(20, 0.5, null), kind: "densing" }, 1e21)).toThrow(
      expect.objectContaining({ code: "WRONG_KIND" }),
    );
    expect(() => call(line(20, 0.5, null), 1e21, null)).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", path: "options" }),
    );
  });
});
