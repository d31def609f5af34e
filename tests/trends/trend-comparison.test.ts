import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitTrend, type Trend } from "../../src/trends/trend.ts";
import { compareTrends } from "../../src/trends/trend-comparison.ts";

interface Fixture {
  cases: { year: number[]; value: number[] }[];
  comparisons: {
    correlation: number | null;
    difference: number;
    standardError: number;
    lower: number;
    upper: number;
    degreesOfFreedom: number;
    pValue: number;
  }[];
}

const { cases, comparisons }: Fixture = JSON.parse(
  readFileSync(new URL("fixtures/trend.json", import.meta.url), "utf8"),
);
const [a, b] = [cases[0], cases[4]].map((each) => fitTrend(each!, { level: 0.9 })) as [Trend, Trend];

describe("the difference of two slopes", () => {
  it.each(comparisons)("agrees with scipy at correlation $correlation", ({ correlation, ...expected }) => {
    const comparison = compareTrends(a, b, correlation === null ? {} : { correlation });
    expect(comparison.difference.estimate).toBeCloseTo(expected.difference, 12);
    expect(comparison.difference.standardError).toBeCloseTo(expected.standardError, 12);
    expect(comparison.difference.lower).toBeCloseTo(expected.lower, 11);
    expect(comparison.difference.upper).toBeCloseTo(expected.upper, 11);
    expect(comparison.degreesOfFreedom).toBeCloseTo(expected.degreesOfFreedom, 9);
    expect((comparison.pValue ?? NaN) / expected.pValue).toBeCloseTo(1, 8);
    expect(comparison.statistic).toBeCloseTo(expected.difference / expected.standardError, 10);
    expect(comparison.warnings).toEqual([]);
  });

  it("changes its sign, and nothing else, when the trends change places", () => {
    const [there, back] = [compareTrends(a, b), compareTrends(b, a)];
    expect(back.difference.estimate).toBe(-there.difference.estimate);
    expect(back.pValue).toBe(there.pValue);
    expect(back.difference.upper).toBeCloseTo(-(there.difference.lower ?? NaN), 14);
  });

  it("uses the normal distribution for bootstrapped trends", () => {
    const bootstrapped = cases.slice(0, 2).map((each) => fitTrend(each, { interval: "percentile" }));
    const { degreesOfFreedom, statistic, pValue } = compareTrends(bootstrapped[0]!, bootstrapped[1]!);
    expect(degreesOfFreedom).toBeNull();
    expect(statistic).not.toBeNull();
    expect(pValue).toBeGreaterThan(0);
    const mixed = compareTrends(a, bootstrapped[1]!);
    expect(mixed.degreesOfFreedom).toBeGreaterThan(a.intervalDegreesOfFreedom ?? NaN);
    expect(compareTrends(a, bootstrapped[1]!, { correlation: 0.5 }).degreesOfFreedom).toBeNull();
    expect(compareTrends(bootstrapped[0]!, b, { correlation: 0.5 }).degreesOfFreedom).toBeNull();
  });

  it("has no test where neither slope is uncertain", () => {
    const exact = { ...a, coefficients: { ...a.coefficients, slopeOomPerYear: { ...slopeOf(a), standardError: 0 } } };
    const comparison = compareTrends(exact, exact);
    expect(comparison).toMatchObject({ statistic: null, pValue: null });
    expect(comparison.warnings[0]?.code).toBe("EXACT_FIT");
    expect(compareTrends(a, a, { correlation: 1 }).pValue).toBeNull();
    // Welch's degrees of freedom of two equal errors, however small: 4 / (1 / df1 + 1 / df2).
    const [first, second] = [a, b].map((trend) => trend.intervalDegreesOfFreedom ?? NaN) as [number, number];
    const other = { ...exact, intervalDegreesOfFreedom: second };
    expect(compareTrends(exact, other).degreesOfFreedom).toBeCloseTo(4 / (1 / first + 1 / second), 10);
  });

  it("has Welch's degrees of freedom for errors whose squares cannot be held", () => {
    const withError = (trend: Trend, standardError: number): Trend => ({
      ...trend,
      coefficients: { ...trend.coefficients, slopeOomPerYear: { ...slopeOf(trend), standardError } },
    });
    const freedom = (factor: number): number =>
      compareTrends(withError(a, 3 * factor), withError(b, factor)).degreesOfFreedom ?? NaN;
    const [first, second] = [a, b].map((trend) => trend.intervalDegreesOfFreedom ?? NaN) as [number, number];
    const expected = (9 + 1) ** 2 / (81 / first + 1 / second);
    for (const factor of [1, 1e-100, 1e100]) expect(freedom(factor) / expected).toBeCloseTo(1, 12);
  });

  it("refuses a slope without standard error, and a correlation beyond 1", () => {
    const bare = { ...a, coefficients: { ...a.coefficients, slopeOomPerYear: { ...slopeOf(a), standardError: null } } };
    expect(() => compareTrends(a, bare)).toThrow(
      expect.objectContaining({ code: "INVALID_LAW", path: "b.coefficients.slopeOomPerYear" }),
    );
    const other = { ...a, kind: "densing-law" };
    for (const [laws, path] of [
      [[other, b], "a"],
      [[a, other], "b"],
    ] as const) {
      expect(() => Reflect.apply(compareTrends, null, laws)).toThrow(
        expect.objectContaining({ code: "WRONG_KIND", path: `${path}.kind` }),
      );
    }
    expect(() => Reflect.apply(compareTrends, null, [a, b, null])).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", path: "options" }),
    );
    expect(() => compareTrends(a, b, { correlation: 1.1 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });
});

function slopeOf(trend: Trend): Trend["coefficients"]["slopeOomPerYear"] {
  return trend.coefficients.slopeOomPerYear;
}
