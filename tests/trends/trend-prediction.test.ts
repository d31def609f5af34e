import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { fitRobustTrend } from "../../src/trends/robust-trend.ts";
import { type AnyTrend, fitTrend } from "../../src/trends/trend.ts";
import { invertTrend } from "../../src/trends/trend-inversion.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";

interface Case {
  name: string;
  year: number[];
  value: number[];
  weights: number[] | null;
  clusters: number[] | null;
  level: number;
  predictions: {
    year: number;
    estimate: number;
    lower: number;
    upper: number;
    observationLower: number;
    observationUpper: number;
  }[];
  target: number;
  yearOfTarget: number;
  yearRoots: [number, number];
  slopeDistinguishable: boolean;
}

const { cases }: { cases: Case[] } = JSON.parse(readFileSync(new URL("fixtures/trend.json", import.meta.url), "utf8"));

const trendOf = ({ year, value, weights, clusters, level }: Case): AnyTrend =>
  fitTrend({ year, value }, { level, ...(weights && { weights }), ...(clusters && { clusters }) });
const relative = (value: number | null | undefined, expected: number): number =>
  Math.abs((value ?? NaN) / expected - 1);
const codes = ({ warnings }: { warnings: { code: string }[] }): string[] => warnings.map(({ code }) => code);
const [plain, , , , uncertain] = cases as [Case, Case, Case, Case, Case];

const published: AnyTrend = {
  kind: "trend",
  version: 1,
  terms: ["log10AtReference", "slopeOomPerYear"],
  coefficients: {
    log10AtReference: { estimate: 20, standardError: null, lower: null, upper: null, level: 0.95 },
    slopeOomPerYear: { estimate: 0.5, standardError: null, lower: 0.4, upper: 0.6, level: 0.95 },
  },
  covariance: null,
  draws: null,
  source: null,
  referenceYear: 2020,
  intervalDegreesOfFreedom: null,
};

describe("the value of a trend at a year", () => {
  it.each(cases)("has the interval of the line and of a single system: $name", (each) => {
    const trend = trendOf(each);
    for (const expected of each.predictions) {
      const line = predictTrend(trend, expected.year);
      expect(relative(line.estimate, expected.estimate)).toBeLessThan(1e-9);
      expect(relative(line.lower, expected.lower)).toBeLessThan(1e-8);
      expect(relative(line.upper, expected.upper)).toBeLessThan(1e-8);
      const single = predictTrend(trend, expected.year, { of: "observation" });
      expect(relative(single.lower, expected.observationLower)).toBeLessThan(1e-8);
      expect(relative(single.upper, expected.observationUpper)).toBeLessThan(1e-8);
      expect(single.estimate).toBe(line.estimate);
    }
  });

  it("is one prediction for a year and one each for several", () => {
    const trend = trendOf(plain);
    const several = predictTrend(trend, [2012, 2014]);
    expect(several).toEqual([predictTrend(trend, 2012), predictTrend(trend, 2014)]);
    expect(predictTrend(trend, Float64Array.of(2012, 2014))).toEqual(several);
    expect(predictTrend(trend, [])).toEqual([]);
  });

  it("uses the law's level unless told otherwise", () => {
    const trend = trendOf(plain);
    expect(predictTrend(trend, 2015).level).toBe(0.9);
    expect(predictTrend(trend, 2015, { level: 0.5 }).level).toBe(0.5);
  });

  it("is the same after a round trip through JSON, t quantile included", () => {
    const trend = trendOf(plain);
    expect(predictTrend(parseFit(JSON.stringify(trend), "trend"), 2017)).toEqual(predictTrend(trend, 2017));
  });

  it("takes the percentiles of kept draws", () => {
    const trend = fitTrend(plain, { interval: "percentile", keepDraws: true, resamples: 199, level: 0.8 });
    const exponents = (trend.draws ?? []).map(([a, b]) => a! + b! * (2015 - trend.referenceYear)).sort((a, b) => a - b);
    const { lower, upper } = predictTrend(trend, 2015);
    // With 199 draws the tenth of both tails lies at 19.8 from either end.
    expect(relative(lower, 10 ** (exponents[19]! + 0.8 * (exponents[20]! - exponents[19]!)))).toBeLessThan(1e-9);
    expect(relative(upper, 10 ** (exponents[178]! + 0.2 * (exponents[179]! - exponents[178]!)))).toBeLessThan(1e-9);
  });

  it("warns beyond the years of the data, not within", () => {
    const trend = trendOf(plain);
    const [first, last] = [Math.min(...plain.year), Math.max(...plain.year)];
    expect(predictTrend(trend, [first, last]).flatMap(codes)).toEqual([]);
    expect(predictTrend(trend, [first - 0.01, last + 0.01]).map(codes)).toEqual([["EXTRAPOLATION"], ["EXTRAPOLATION"]]);
    const message = predictTrend(trend, 2040.5).warnings[0]?.message;
    for (const year of [2040.5, first, last]) expect(message).toContain(`${Number(year.toFixed(2))}`);
  });

  it("has no bounds where the law has no covariance, and says so", () => {
    const prediction = predictTrend(published, 2022);
    expect(prediction).toMatchObject({ standardError: null, lower: null, upper: null, level: 0.95 });
    expect(prediction.estimate).toBeCloseTo(1e21, -8);
    expect(codes(prediction)).toEqual(["NO_COVARIANCE"]);
    const robust = fitRobustTrend(plain);
    expect(codes(predictTrend(robust, 2015))).toEqual(["NO_COVARIANCE"]);
    for (const of of ["line", "observation"] as const) {
      const { goodness } = trendOf(plain);
      const single = predictTrend({ ...published, goodness } as AnyTrend, 2022, { of });
      expect(single).toMatchObject({ lower: null, upper: null });
      expect(single.warnings[0]?.message).toContain("no covariance");
    }
  });

  it("has no bounds of an observation where the residual spread is unknown", () => {
    const law = {
      ...published,
      covariance: [
        [0.01, 0],
        [0, 0.001],
      ],
    };
    expect(predictTrend(law, 2022).lower).not.toBeNull();
    const single = predictTrend(law, 2022, { of: "observation" });
    expect(single).toMatchObject({ lower: null, upper: null });
    expect(single.warnings[0]?.message).toContain("residual spread");
  });

  it("is null where it is too large to be held", () => {
    const trend = trendOf(plain);
    const far = predictTrend(trend, 3000);
    expect(far.estimate).toBeNull();
    expect(far.upper).toBeNull();
    expect(codes(far)).toEqual(["EXTRAPOLATION", "UNBOUNDED"]);
    expect(JSON.parse(JSON.stringify(predictTrend(trend, 1e308)))).toEqual(predictTrend(trend, 1e308));
    expect(far.warnings[1]).toMatchObject({ path: "estimate" });
  });

  it("keeps its estimate where only a bound is too large, and says which", () => {
    const at300 = { ...published.coefficients.log10AtReference, estimate: 300 };
    const law: AnyTrend = {
      ...published,
      coefficients: { ...published.coefficients, log10AtReference: at300 },
      covariance: [
        [100, 0],
        [0, 0],
      ],
    };
    // 300 + 1.95996 10 is beyond 308.25, 300 - 1.95996 10 is not; log10 of the standard error is 301.4.
    const prediction = predictTrend(law, 2020);
    expect(prediction.upper).toBeNull();
    expect((prediction.estimate ?? NaN) / 1e300).toBeCloseTo(1, 12);
    expect(Math.log10(prediction.lower ?? NaN)).toBeCloseTo(300 - 19.59963984540054, 8);
    expect(Math.log10(prediction.standardError ?? NaN)).toBeCloseTo(300 + Math.log10(10 * Math.LN10), 10);
    expect(prediction.warnings).toEqual([
      { code: "UNBOUNDED", message: expect.stringContaining("10^319.6"), path: "upper" },
    ]);
  });

  it("takes the covariance where draws are too few to have a spread", () => {
    const law = { ...trendOf(plain), draws: [[15, 0.5]] };
    expect(predictTrend(law, 2015)).toEqual(predictTrend(trendOf(plain), 2015));
  });

  it("refuses what is no year", () => {
    expect(() => predictTrend(published, NaN)).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
    expect(() => predictTrend(published, [2020, Infinity])).toThrow(expect.objectContaining({ path: "year[1]" }));
    expect(() => predictTrend(published, 2020, { level: 2 })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION" }),
    );
    expect(() => Reflect.apply(predictTrend, null, [published, 2020, null])).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", path: "options" }),
    );
    expect(() => Reflect.apply(predictTrend, null, [{ ...published, kind: "densing-law" }, 2020])).toThrow(
      expect.objectContaining({ code: "WRONG_KIND" }),
    );
    const steep = { ...published.coefficients.slopeOomPerYear, estimate: 10 };
    const law = { ...published, coefficients: { ...published.coefficients, slopeOomPerYear: steep } };
    expect(() => predictTrend(law, 1e308)).toThrow(expect.objectContaining({ code: "NOT_FINITE", path: "year" }));
  });
});

describe("the year of a value", () => {
  it.each(cases)("has Fieller's bounds: $name", (each) => {
    const year = invertTrend(trendOf(each), each.target);
    expect(year.estimate).toBeCloseTo(each.yearOfTarget, 8);
    if (each.slopeDistinguishable) {
      expect(year.lower).toBeCloseTo(each.yearRoots[0], 7);
      expect(year.upper).toBeCloseTo(each.yearRoots[1], 7);
      expect(year.standardError).toBeGreaterThan(0);
    } else {
      expect(year).toMatchObject({ lower: null, upper: null, standardError: null });
      const unbounded = year.warnings.find(({ code }) => code === "UNBOUNDED");
      expect(unbounded?.message).toContain(`between ${each.yearRoots.map((root) => root.toFixed(1)).join(" and ")}`);
    }
  });

  it("is any year where nothing is excluded", () => {
    const trend = fitTrend(uncertain);
    const everywhere = invertTrend(trend, 10 ** trend.coefficients.log10AtReference.estimate);
    expect(everywhere).toMatchObject({ lower: null, upper: null });
    expect(everywhere.warnings[0]?.message).toContain("no year can be excluded");
  });

  it("is none where the line is flat", () => {
    const flat = fitTrend({ year: [2018, 2019, 2020], value: [7, 7, 7] });
    expect(invertTrend(flat, 8)).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(codes(invertTrend(flat, 8))).toEqual(["NOT_REACHED"]);
  });

  it("comes from draws where there is no covariance", () => {
    const trend = fitTrend(plain, { interval: "percentile", keepDraws: true });
    expect(invertTrend({ ...trend, covariance: null }, plain.target)).toEqual(invertTrend(trend, plain.target));
  });

  it("has no bounds without either", () => {
    const year = invertTrend(published, 1e21);
    expect(year).toMatchObject({ lower: null, upper: null, standardError: null });
    expect(year.estimate).toBeCloseTo(2022, 12);
    expect(codes(year)).toEqual(["NO_COVARIANCE"]);
  });

  it("refuses a value that is not positive", () => {
    expect(() => invertTrend(published, 0)).toThrow(expect.objectContaining({ code: "NOT_POSITIVE", path: "value" }));
  });
});
