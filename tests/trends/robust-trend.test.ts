import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { fitRobustTrend } from "../../src/trends/robust-trend.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";
import cases from "./fixtures/robust-trend.json";

function codeOf(call: () => unknown): string | null {
  try {
    call();
  } catch (error) {
    return error instanceof ScalingError ? error.code : "other";
  }
  return null;
}

function relativeError(got: number | null, expected: number): number {
  return got === null ? Infinity : Math.abs(got - expected) / Math.max(Math.abs(expected), 1e-9);
}

describe("the robust trend", () => {
  it.each(cases)("agrees with scipy.stats.theilslopes: $kind, level $level", (each) => {
    const fit = fitRobustTrend({ year: each.year, value: each.value }, { level: each.level, referenceYear: 2010 });
    const { slopeOomPerYear: slope, log10AtReference } = fit.coefficients;
    expect(relativeError(slope.estimate, each.slope)).toBeLessThan(1e-12);
    expect(relativeError(slope.lower, each.lower)).toBeLessThan(1e-12);
    expect(relativeError(slope.upper, each.upper)).toBeLessThan(1e-12);
    expect(relativeError(log10AtReference.estimate, each.log10At2010)).toBeLessThan(1e-12);
    const ties = fit.warnings.find(({ code }) => code === "TIES_DROPPED");
    if (each.tiedPairs === 0) expect(ties).toBeUndefined();
    else expect(ties?.message).toContain(`${each.tiedPairs} of `);
  });

  it("is plain JSON with the level it was asked for, and repeats itself", () => {
    const { year, value } = cases[4]!;
    const fit = fitRobustTrend({ year, value }, { level: 0.9 });
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    expect(fit.options).toEqual({ level: 0.9 });
    expect(fit.kind).toBe("robust-trend");
    expect(fit.goodness).toMatchObject({ n: year.length, rSquared: null, logLikelihood: null, bic: null });
    expect(fit.support).toEqual({ year: { lower: Math.min(...year), upper: Math.max(...year) } });
    expect(fitRobustTrend({ year, value }, { level: 0.9 })).toEqual(fit);
  });

  it("passes through the medians by default, whatever a quarter of the values do", () => {
    const year = Array.from({ length: 21 }, (_, i) => 2000 + i);
    const value = year.map((t, i) => (i % 4 === 2 ? 1e-30 : 10 ** (0.5 * (t - 2010))));
    const fit = fitRobustTrend({ year, value });
    expect(fit.referenceYear).toBe(2010);
    expect(fit.coefficients.slopeOomPerYear.estimate).toBeCloseTo(0.5, 12);
  });

  it("is predicted from, and saved and read again, like every trend, but without bounds", () => {
    const { year, value } = cases[1]!;
    const fit = fitRobustTrend({ year, value });
    expect(parseFit(JSON.stringify(fit), "robust-trend")).toEqual(fit);
    const at = predictTrend(fit, fit.referenceYear);
    expect(Math.log10(at.estimate!)).toBeCloseTo(fit.coefficients.log10AtReference.estimate, 9);
    expect(at).toMatchObject({ lower: null, upper: null });
    expect(at.warnings.map(({ code }) => code)).toEqual(["NO_COVARIANCE"]);
  });

  it("does not depend on the order of the rows", () => {
    const { year, value } = cases[10]!;
    const turned = fitRobustTrend({ year: year.slice().reverse(), value: value.slice().reverse() });
    const { coefficients } = fitRobustTrend({ year, value });
    expect(turned.coefficients).toEqual(coefficients);
  });

  it("gives no interval to the level, and none of the right level to three points", () => {
    const fit = fitRobustTrend({ year: [2000, 2001, 2002], value: [1, 10, 1000] });
    expect(fit.coefficients.log10AtReference).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(fit.coefficients.slopeOomPerYear).toMatchObject({ estimate: 1.5, lower: 1, upper: 2 });
    expect(fit.warnings.map(({ code }) => code)).toEqual(["FEW_POINTS"]);
  });

  it("refuses what it cannot answer", () => {
    expect(codeOf(() => fitRobustTrend({ year: [1, 2], value: [1, 2] }))).toBe("TOO_FEW_POINTS");
    expect(codeOf(() => fitRobustTrend({ year: [1, 1, 1], value: [1, 2, 3] }))).toBe("NO_SPREAD");
    expect(codeOf(() => fitRobustTrend({ year: [1, 2, 3], value: [1, 0, 3] }))).toBe("NOT_POSITIVE");
    expect(codeOf(() => fitRobustTrend({ year: [1, 2, 3], value: [1, 2, 3] }, { level: 1 }))).toBe("INVALID_OPTION");
    const far = { referenceYear: Number.POSITIVE_INFINITY };
    expect(codeOf(() => fitRobustTrend({ year: [1, 2, 3], value: [1, 2, 3] }, far))).toBe("NOT_FINITE");
  });
});
