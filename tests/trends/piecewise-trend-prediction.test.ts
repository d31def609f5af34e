import { describe, expect, it } from "vitest";
import { studentTQuantile } from "../../src/numeric/distributions.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { invertPiecewiseTrend } from "../../src/trends/piecewise-trend-inversion.ts";
import { isPiecewiseTrend, type PiecewiseTrendLaw } from "../../src/trends/piecewise-trend-law.ts";
import { predictPiecewiseTrend } from "../../src/trends/piecewise-trend-prediction.ts";
import { codes, kinked, noise, quarters } from "./piecewise-data.ts";

const year = quarters(60);
const series = { year, value: kinked(year, 2008.1, 0.2, 0.7, 0.4) };
const continuous = fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 300 });
const given = fitPiecewiseTrend(series, { breaks: [2008], continuous: true, referenceYear: 2003 });
const separate = fitPiecewiseTrend(series, { breaks: [2008], continuous: false });

function point(estimate: number): { estimate: number; standardError: null; lower: null; upper: null; level: number } {
  return { estimate, standardError: null, lower: null, upper: null, level: 0.95 };
}

/** A law without uncertainty: separate segments if it has starts, else continuous from its reference. */
function law(referenceYear: number, breaks: number[], coefficients: Record<string, number>): PiecewiseTrendLaw {
  const entries = Object.entries(coefficients);
  return {
    kind: "piecewise-trend",
    version: 1,
    terms: entries.map(([term]) => term),
    coefficients: Object.fromEntries(entries.map(([term, value]) => [term, point(value)])),
    covariance: null,
    draws: null,
    source: null,
    continuous: "log10AtReference" in coefficients,
    referenceYear,
    breaks: breaks.map(point),
    intervalDegreesOfFreedom: null,
  };
}

describe("predictPiecewiseTrend", () => {
  it("follows the segments, wherever the reference year lies", () => {
    const bent = (referenceYear: number, level: number): PiecewiseTrendLaw =>
      law(referenceYear, [2010, 2015], { log10AtReference: level, slope1: 1, slope2: 0, slope3: 2 });
    // One and the same line, stated at 2000, at 2012 and at 2016.
    for (const each of [bent(2000, 0), bent(2012, 10), bent(2016, 12)]) {
      expect(Math.log10(predictPiecewiseTrend(each, 2005).estimate!)).toBeCloseTo(5, 12);
      expect(Math.log10(predictPiecewiseTrend(each, 2011).estimate!)).toBeCloseTo(10, 12);
      expect(Math.log10(predictPiecewiseTrend(each, 2018).estimate!)).toBeCloseTo(16, 12);
    }
    const jumping = law(2000, [2010], { log10AtStart1: 3, slope1: 0.1, log10AtStart2: 8, slope2: 1 });
    expect(
      predictPiecewiseTrend(jumping, [2000, 2009.999, 2010, 2011]).map((each) => Math.log10(each.estimate!)),
    ).toEqual([expect.closeTo(3, 12), expect.closeTo(3.9999, 12), expect.closeTo(8, 12), expect.closeTo(9, 12)]);
  });

  it("gives at the start of a segment what the segment says", () => {
    for (const fit of [continuous, given, separate]) {
      for (const { from, log10AtStart } of fit.segments) {
        expect(Math.log10(predictPiecewiseTrend(fit, from).estimate!)).toBeCloseTo(log10AtStart, 10);
      }
    }
    expect(predictPiecewiseTrend(given, 2003).estimate).toBeCloseTo(
      10 ** given.coefficients["log10AtReference"]!.estimate,
      -8,
    );
  });

  it("bounds the line by t and its covariance, and an observation by the residual spread too", () => {
    const { estimate, lower, upper } = given.coefficients["log10AtReference"]!;
    const line = predictPiecewiseTrend(given, 2003);
    expect(Math.log10(line.lower!)).toBeCloseTo(lower!, 10);
    expect(Math.log10(line.upper!)).toBeCloseTo(upper!, 10);
    const half = Math.hypot(
      given.coefficients["log10AtReference"]!.standardError!,
      given.goodness.residualStandardError!,
    );
    const single = predictPiecewiseTrend(given, 2003, { of: "observation" });
    expect(Math.log10(single.upper!)).toBeCloseTo(estimate + studentTQuantile(0.975, 57) * half, 10);
    expect(line.standardError).toBeCloseTo(
      line.estimate! * Math.LN10 * given.coefficients["log10AtReference"]!.standardError!,
      -8,
    );
  });

  it("predicts several years as it predicts each", () => {
    const kept = fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 50, keepDraws: true });
    const years = [...series.year, 1990, 2030];
    for (const each of [continuous, given, separate, kept]) {
      for (const of of ["line", "observation"] as const) {
        expect(predictPiecewiseTrend(each, years, { of })).toEqual(
          years.map((at) => predictPiecewiseTrend(each, at, { of })),
        );
      }
    }
  });

  it("takes the percentiles of kept draws, each with its own break", () => {
    const kept = fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 300, keepDraws: true });
    const byDraws = predictPiecewiseTrend(kept, 2012);
    const byCovariance = predictPiecewiseTrend(continuous, 2012);
    expect(byDraws.estimate).toBe(byCovariance.estimate);
    expect(Math.log10(byDraws.upper!)).toBeCloseTo(Math.log10(byCovariance.upper!), 1);
    expect(Math.log10(byDraws.lower!)).toBeCloseTo(Math.log10(byCovariance.lower!), 1);
  });

  it("reads kept draws without breaks of their own at the breaks given", () => {
    const drawn = {
      ...law(2000, [2010], { log10AtReference: 1, slope1: 0.1, slope2: 1 }),
      draws: Array.from({ length: 41 }, (_, i) => [1 + i / 10, 0.1, 1]),
    };
    // 10 years at a tenth, one at 1; the draws lie a tenth apart, their 2.5 % and 97.5 % one from the ends.
    const { lower, upper } = predictPiecewiseTrend(drawn, 2011);
    expect(Math.log10(lower!)).toBeCloseTo(3.1, 9);
    expect(Math.log10(upper!)).toBeCloseTo(6.9, 9);
  });

  it("warns beyond the data, and where there is nothing to bound it with", () => {
    expect(codes(predictPiecewiseTrend(given, 2030))).toEqual(["EXTRAPOLATION"]);
    const bare = law(2000, [], { log10AtReference: 1, slope1: 1 });
    expect(predictPiecewiseTrend(bare, 2001)).toMatchObject({ estimate: 100, lower: null, upper: null });
    expect(codes(predictPiecewiseTrend(bare, 2001))).toEqual(["NO_COVARIANCE"]);
    expect(codes(predictPiecewiseTrend(bare, 2500))).toContain("UNBOUNDED");
    expect(predictPiecewiseTrend(bare, 2500).estimate).toBeNull();
  });
});

describe("invertPiecewiseTrend", () => {
  it("undoes a prediction in every segment and beyond", () => {
    for (const fit of [continuous, given]) {
      for (const at of [1999, 2004, 2008.05, 2012, 2020]) {
        const { estimate, lower, upper } = invertPiecewiseTrend(fit, predictPiecewiseTrend(fit, at).estimate!);
        expect(estimate).toBeCloseTo(at, 8);
        expect(lower!).toBeLessThan(at);
        expect(upper!).toBeGreaterThan(at);
      }
    }
  });

  it("bounds the year where the interval of the line holds the value", () => {
    const value = 1e20;
    const { lower, upper } = invertPiecewiseTrend(given, value);
    expect(predictPiecewiseTrend(given, lower!).upper! / value).toBeCloseTo(1, 8);
    expect(predictPiecewiseTrend(given, upper!).lower! / value).toBeCloseTo(1, 8);
  });

  it("prefers the earliest year within the data, and names the others", () => {
    const dip = law(2005, [2005], { log10AtReference: 0, slope1: -1, slope2: 1 });
    expect(invertPiecewiseTrend(dip, 1000).estimate).toBeCloseTo(2002, 12);
    expect(codes(invertPiecewiseTrend(dip, 1000))).toContain("NOT_IDENTIFIED");
    const seen = { ...dip, support: { year: { lower: 2004, upper: 2020 } } };
    expect(invertPiecewiseTrend(seen, 1000).estimate).toBeCloseTo(2008, 12);
    expect(invertPiecewiseTrend(seen, 1e-3)).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(codes(invertPiecewiseTrend(seen, 1e-3))).toEqual(["NOT_REACHED"]);
  });

  it("does not reach a value that the line jumps over", () => {
    const jumping = law(2000, [2010], { log10AtStart1: 3, slope1: 0.1, log10AtStart2: 8, slope2: 1 });
    expect(invertPiecewiseTrend(jumping, 1e6).estimate).toBeNull();
    expect(invertPiecewiseTrend(jumping, 1e9).estimate).toBeCloseTo(2011, 12);
  });

  it("takes the years of kept draws, and leaves a side open where too many never arrive", () => {
    const options = { breaks: { count: 1 }, continuous: true, resamples: 300, keepDraws: true } as const;
    const kept = fitPiecewiseTrend(series, options);
    const year2012 = invertPiecewiseTrend(kept, predictPiecewiseTrend(kept, 2012).estimate!);
    expect(year2012.lower!).toBeLessThan(2012);
    expect(year2012.upper!).toBeGreaterThan(2012);
    const flat = { year, value: year.map((_, i) => 10 ** (20 + 2 * noise(i))) };
    const never = invertPiecewiseTrend(fitPiecewiseTrend(flat, options), 1e30);
    expect(codes(never).some((code) => code === "UNBOUNDED" || code === "NOT_REACHED")).toBe(true);
  });

  it("refuses values that are not above zero", () => {
    expect(() => invertPiecewiseTrend(given, 0)).toThrow(
      expect.objectContaining({ code: "NOT_POSITIVE", path: "value" }),
    );
  });
});

describe("isPiecewiseTrend", () => {
  it("knows a law that can be predicted from", () => {
    for (const fit of [continuous, given, separate])
      expect(isPiecewiseTrend(JSON.parse(JSON.stringify(fit)))).toBe(true);
    expect(isPiecewiseTrend({ ...given, continuous: "yes" })).toBe(false);
    expect(isPiecewiseTrend({ ...given, breaks: [] })).toBe(false);
    expect(isPiecewiseTrend({ ...given, breaks: [null] })).toBe(false);
    expect(isPiecewiseTrend({ ...given, referenceYear: null })).toBe(false);
    expect(isPiecewiseTrend({ ...given, intervalDegreesOfFreedom: -1 })).toBe(false);
    expect(isPiecewiseTrend({ ...given, kind: "trend" })).toBe(false);
  });
});
