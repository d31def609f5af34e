import { describe, expect, it } from "vitest";
import { isQuantileTrend, isRobustTrend, isTrend } from "../../src/trends/is-trend.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { fitQuantileTrend } from "../../src/trends/quantile-trend.ts";
import { fitRobustTrend } from "../../src/trends/robust-trend.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { call, refused } from "../answers.ts";
import cases from "./fixtures/robust-trend.json";
import { kinked, quarters } from "./piecewise-data.ts";

const year = quarters(40);
const series = { year, value: kinked(year, 2005, 0.2, 0.7, 0.3) };

describe("a robust trend", () => {
  it.each(cases)("has the squares about its own line, and counts its pairs: $kind, level $level", (each) => {
    const fit = fitRobustTrend({ year: each.year, value: each.value }, { level: each.level, referenceYear: 2010 });
    const { slopeOomPerYear, log10AtReference } = fit.coefficients;
    const squares = each.value.reduce((sum, value, i) => {
      const line = log10AtReference.estimate + slopeOomPerYear.estimate * (each.year[i]! - 2010);
      return sum + (Math.log10(value) - line) ** 2;
    }, 0);
    expect(Math.abs((fit.goodness.sumOfSquaredResiduals ?? NaN) - squares)).toBeLessThan(1e-9 * (1 + squares));
    const n = each.year.length;
    const ties = fit.warnings.find(({ code }) => code === "TIES_DROPPED");
    if (ties !== undefined) expect(ties.message).toContain(`${each.tiedPairs} of ${(n * (n - 1)) / 2} pairs`);
    if (n >= 12 && each.tiedPairs === 0) expect(fit.warnings).toEqual([]);
  });

  it("refuses options that are none and a reference beyond what can be held", () => {
    expect(call(fitRobustTrend, series, null)).toThrow(refused("INVALID_OPTION", "options"));
    const steep = { year: [2000, 2001, 2002], value: [1, 1e20, 1e40] };
    expect(call(fitRobustTrend, steep, { referenceYear: 1e308 })).toThrow(refused("OUT_OF_RANGE", "series.year"));
  });
});

describe("a checked series", () => {
  it("has years an ordinary time apart", () => {
    for (const width of [1e-150, 1e150]) {
      const apart = { year: [0, width / 2, width], value: [1, 2, 3] };
      expect(call(fitRobustTrend, apart)).toThrow(refused("OUT_OF_RANGE", "series.year"));
    }
    expect(call(fitRobustTrend, null)).toThrow(refused("UNSUPPORTED_TYPE", "series.year"));
    expect(call(fitRobustTrend, { year: [1, 2, 3] })).toThrow(refused("UNSUPPORTED_TYPE", "series.value"));
  });

  it("of one year has no line, with breaks or without", () => {
    const one = { year: [2000, 2000, 2000, 2000], value: [1, 2, 3, 4] };
    expect(call(fitPiecewiseTrend, one, { breaks: [], continuous: true })).toThrow(refused("NO_SPREAD", "series.year"));
    expect(call(fitTrend, one)).toThrow(expect.objectContaining({ code: "NO_SPREAD" }));
    expect(call(fitTrend, series, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(fitQuantileTrend, series, 0.5, null)).toThrow(refused("INVALID_OPTION", "options"));
  });

  it("of breaks that do not ascend, or are none, is refused by name", () => {
    for (const breaks of [[2005, 2005], [2006, 2004], null, undefined, 5]) {
      expect(call(fitPiecewiseTrend, series, { breaks, continuous: true })).toThrow(
        expect.objectContaining({ code: "INVALID_OPTION", path: expect.stringContaining("options.breaks") }),
      );
    }
  });
});

describe("a piecewise trend without breaks", () => {
  it("is the trend, with its weights, criteria and covariance", () => {
    const weights = year.map((_, i) => 1 + (i % 4));
    for (const options of [{}, { weights }]) {
      const line = fitTrend(series, options);
      const piece = fitPiecewiseTrend(series, {
        ...options,
        breaks: [],
        continuous: true,
        referenceYear: line.referenceYear,
      });
      for (const field of ["estimate", "standardError", "lower", "upper"] as const) {
        expect(piece.coefficients["slope1"]?.[field]).toBeCloseTo(line.coefficients.slopeOomPerYear[field] ?? NaN, 10);
      }
      for (const field of ["sumOfSquaredResiduals", "logLikelihood", "bic", "aicc", "rSquared"] as const) {
        expect(piece.goodness[field]).toBeCloseTo(line.goodness[field] ?? NaN, 8);
      }
      expect(piece.selection).toMatchObject([{ breaks: 0 }]);
      expect(piece.selection[0]?.bic).toBeCloseTo(line.goodness.bic ?? NaN, 8);
    }
  });
});

describe("guards of trends", () => {
  it("tell the kinds apart", () => {
    const laws = [fitTrend(series), fitRobustTrend(series), fitQuantileTrend(series, 0.5, { resamples: 9 })];
    expect(laws.map(isTrend)).toEqual([true, false, false]);
    expect(laws.map(isRobustTrend)).toEqual([false, true, false]);
    expect(laws.map(isQuantileTrend)).toEqual([false, false, true]);
  });
});
