import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { fitQuantileTrend, type QuantileTrendOptions } from "../../src/trends/quantile-trend.ts";
import { invertTrend } from "../../src/trends/trend-inversion.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";
import cases from "../statistics/fixtures/quantile-regression.json";

function codeOf(call: () => unknown): string | null {
  try {
    call();
  } catch (error) {
    return error instanceof ScalingError ? error.code : "other";
  }
  return null;
}

function series(seed: number, n: number, spread = 0.5) {
  const random = randomSource(seed);
  const year = Array.from({ length: n }, () => 2010 + 12 * uniform(random));
  return { year, value: year.map((t) => 10 ** (20 + 0.5 * (t - 2016) + spread * standardNormal(random))) };
}

describe("the quantile trend", () => {
  it.each(cases.filter(({ checkLoss }) => checkLoss > 1e-6))(
    "has the check loss of linprog: $kind, tau $tau",
    ({ x, y, tau, weights, checkLoss }) => {
      const data = { year: x.map((each) => 2015 + each), value: y.map((each) => 10 ** each) };
      const fit = fitQuantileTrend(data, tau, { resamples: 0, weights });
      expect(Math.abs(fit.checkLoss / checkLoss - 1)).toBeLessThan(1e-10);
    },
  );

  it("is the same line whatever the reference year", () => {
    const data = series(1, 60);
    const fit = fitQuantileTrend(data, 0.8, { resamples: 50 });
    const moved = fitQuantileTrend(data, 0.8, { resamples: 50, referenceYear: 0 });
    const slope = fit.coefficients.slopeOomPerYear;
    expect(moved.coefficients.slopeOomPerYear).toEqual(slope);
    const level = fit.coefficients.log10AtReference.estimate - slope.estimate * fit.referenceYear;
    expect(moved.coefficients.log10AtReference.estimate).toBeCloseTo(level, 8);
    expect(fit.referenceYear).toBeCloseTo(data.year.reduce((a, b) => a + b, 0) / 60, 9);
  });

  it("is plain JSON with its tau and resolved options, and repeats itself", () => {
    const data = series(2, 40);
    const fit = fitQuantileTrend(data, 0.9, { resamples: 30, seed: 5, keepDraws: true });
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    expect(fit).toMatchObject({ kind: "quantile-trend", tau: 0.9 });
    expect(fit.options).toEqual({ level: 0.95, seed: 5, resamples: 30, weighted: false, clusters: null });
    expect(fit.goodness).toMatchObject({ n: 40, rSquared: null, logLikelihood: null, aicc: null, bic: null });
    expect(fit.draws).toHaveLength(30);
    expect(fitQuantileTrend(data, 0.9, { resamples: 30, seed: 5, keepDraws: true })).toEqual(fit);
    expect(fitQuantileTrend(data, 0.9, { resamples: 30, seed: 6 }).coefficients).not.toEqual(fit.coefficients);
  });

  it("has no interval without resamples", () => {
    const fit = fitQuantileTrend(series(3, 40), 0.5, { resamples: 0 });
    for (const each of Object.values(fit.coefficients)) {
      expect(each).toMatchObject({ standardError: null, lower: null, upper: null });
    }
    expect(fit.covariance).toBeNull();
    expect(fit.draws).toBeNull();
  });

  it("has intervals that cover the true slope about as often as they say", () => {
    let covered = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { lower, upper } = fitQuantileTrend(series(seed, 60), 0.5, { resamples: 199, level: 0.9 }).coefficients
        .slopeOomPerYear;
      if (lower! <= 0.5 && upper! >= 0.5) covered++;
    }
    // .90 and four standard errors of a share of 200 down; the percentile interval of a median line is on the wide side.
    expect(covered / 200).toBeGreaterThan(0.82);
  });

  it("draws whole clusters where clusters are given", () => {
    const { year, value } = series(4, 30);
    const repeated = { year: [...year, ...year, ...year], value: [...value, ...value, ...value] };
    const clusters = Array.from({ length: 90 }, (_, i) => `family ${i % 30}`);
    const alone = fitQuantileTrend({ year, value }, 0.5, { resamples: 400 });
    const clustered = fitQuantileTrend(repeated, 0.5, { resamples: 400, clusters });
    const asIfNew = fitQuantileTrend(repeated, 0.5, { resamples: 400 });
    const width = (fit: typeof alone): number => fit.coefficients.slopeOomPerYear.standardError!;
    expect(clustered.options.clusters).toBe(30);
    // Copies hold no news: whole clusters see that, single rows take them for three times the data.
    expect(width(clustered) / width(alone)).toBeGreaterThan(0.85);
    expect(width(clustered) / width(alone)).toBeLessThan(1.15);
    expect(width(asIfNew) / width(alone)).toBeLessThan(0.8);
  });

  it("is predicted from, and saved and read again, like every trend", () => {
    const fit = fitQuantileTrend(series(7, 50), 0.8, { resamples: 99 });
    const saved = parseFit(JSON.stringify(fit), "quantile-trend");
    expect(saved).toEqual(fit);
    const at = predictTrend(fit, fit.referenceYear);
    expect(Math.log10(at.estimate!)).toBeCloseTo(fit.coefficients.log10AtReference.estimate, 9);
    expect(at.lower!).toBeLessThan(at.estimate!);
    expect(at.upper!).toBeGreaterThan(at.estimate!);
    const slope = fit.coefficients.slopeOomPerYear.estimate;
    expect(predictTrend(fit, fit.referenceYear + 1).estimate! / at.estimate!).toBeCloseTo(10 ** slope, 9);
    expect(invertTrend(fit, at.estimate!).estimate).toBeCloseTo(fit.referenceYear, 9);
  });

  it("warns", () => {
    const codes = (data: { year: number[]; value: number[] }, tau: number, options?: QuantileTrendOptions): string[] =>
      fitQuantileTrend(data, tau, options).warnings.map(({ code }) => code);
    const square = { year: [2000, 2000, 2001, 2001], value: [1, 10, 1, 10] };
    expect(codes(square, 0.5, { resamples: 0 })).toEqual(["SEVERAL_OPTIMA", "FEW_POINTS"]);
    expect(codes(series(5, 40), 0.95, { resamples: 0 })).toEqual(["FEW_POINTS"]);
    expect(codes(series(5, 40), 0.5, { resamples: 0 })).toEqual([]);
    const lopsided = { year: [2000, 2000, 2000, 2001], value: [1, 2, 4, 100] };
    const dropped = fitQuantileTrend(lopsided, 0.5, { resamples: 500 }).warnings.find(
      ({ code }) => code === "RESAMPLES_DROPPED",
    );
    // The one row of 2001 is never drawn in (3/4)^4 of the resamples, and alone drawn in (1/4)^4.
    const count = Number(dropped?.message.split(" ")[0]);
    expect(count).toBeGreaterThan(500 * 0.32 - 4 * 10.5);
    expect(count).toBeLessThan(500 * 0.32 + 4 * 10.5);
    expect(codes(series(5, 40), 0.5, { resamples: 20, clusters: series(5, 40).year.map((_, i) => i % 4) })).toEqual([
      "FEW_CLUSTERS",
    ]);
  });

  it("depends on ratios of weights alone, however large or small they are", () => {
    const data = series(5, 20);
    const weights = data.year.map((_, i) => 1 + (i % 4));
    const line = fitQuantileTrend(data, 0.7, { weights, resamples: 20 });
    for (const power of [-1060, -300, 300, 1000]) {
      const scaled = weights.map((weight) => weight * 2 ** power);
      const again = fitQuantileTrend(data, 0.7, { weights: scaled, resamples: 20 });
      expect(again.coefficients).toEqual(line.coefficients);
      expect(again.referenceYear).toBe(line.referenceYear);
    }
    const huge = data.year.map(() => 1.7e308);
    expect(codeOf(() => fitQuantileTrend(data, 0.7, { weights: huge, resamples: 0 }))).toBe("NOT_FINITE");
  });

  it("refuses what it cannot answer", () => {
    const data = series(6, 10);
    for (const tau of [0, 1, -0.5, 2]) expect(codeOf(() => fitQuantileTrend(data, tau))).toBe("OUT_OF_RANGE");
    expect(codeOf(() => fitQuantileTrend(data, Number.NaN))).toBe("NOT_FINITE");
    expect(codeOf(() => fitQuantileTrend({ year: [1, 1, 1], value: [1, 2, 3] }, 0.5))).toBe("NO_SPREAD");
    expect(codeOf(() => fitQuantileTrend({ year: [1, 2], value: [1, 2] }, 0.5))).toBe("TOO_FEW_POINTS");
    expect(codeOf(() => fitQuantileTrend(data, 0.5, { weights: [1] }))).toBe("LENGTH_MISMATCH");
    expect(codeOf(() => fitQuantileTrend(data, 0.5, { resamples: -1 }))).toBe("INVALID_OPTION");
  });
});
