import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isTrend } from "../../src/trends/is-trend.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import type { TrendOptions } from "../../src/trends/trend-options.ts";

interface Case {
  name: string;
  year: number[];
  value: number[];
  weights: number[] | null;
  clusters: number[] | null;
  referenceYear: number;
  level: number;
  coefficients: [number, number];
  covariance: [[number, number], [number, number]];
  degreesOfFreedom: number;
  bounds: [[number, number], [number, number]];
}

const { cases }: { cases: Case[] } = JSON.parse(readFileSync(new URL("fixtures/trend.json", import.meta.url), "utf8"));

function optionsOf({ weights, clusters, referenceYear, level }: Case): TrendOptions {
  return { referenceYear, level, ...(weights === null ? {} : { weights }), ...(clusters === null ? {} : { clusters }) };
}

const series = {
  year: [2012.3, 2013.1, 2014.8, 2015.2, 2016.9, 2017.4, 2018.8, 2019.6, 2020.3, 2021.7],
  value: [3e17, 2e17, 5e19, 1e19, 8e20, 3e20, 9e21, 4e22, 1e22, 6e23],
};
const relative = (value: number | null, expected: number): number => Math.abs((value ?? NaN) / expected - 1);
const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return null;
};

describe("a trend", () => {
  it.each(cases)("has the coefficients and intervals that matrices and scipy give: $name", (each) => {
    const trend = fitTrend(each, optionsOf(each));
    const { log10AtReference, slopeOomPerYear } = trend.coefficients;
    for (const [k, estimate] of [log10AtReference, slopeOomPerYear].entries()) {
      expect(relative(estimate.estimate, each.coefficients[k]!)).toBeLessThan(1e-12);
      expect(relative(estimate.lower, each.bounds[k]![0])).toBeLessThan(1e-10);
      expect(relative(estimate.upper, each.bounds[k]![1])).toBeLessThan(1e-10);
      expect(estimate.level).toBe(0.9);
    }
    for (const j of [0, 1]) {
      for (const k of [0, 1]) {
        expect(relative(trend.covariance?.[j]?.[k] ?? null, each.covariance[j]![k]!)).toBeLessThan(1e-10);
      }
    }
    expect(trend.intervalDegreesOfFreedom).toBe(each.degreesOfFreedom);
    expect(trend.options.interval).toBe(each.clusters === null ? "t" : "cluster");
    expect(trend.warnings.map(({ code }) => code)).toEqual(each.name === "six clusters" ? ["FEW_CLUSTERS"] : []);
  });

  it("is read at the mean year unless told otherwise, weighted where there are weights", () => {
    expect(fitTrend(series).referenceYear).toBeCloseTo(series.year.reduce((a, b) => a + b, 0) / 10, 10);
    const weights = [9, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const mean = series.year.reduce((sum, year, i) => sum + weights[i]! * year, 0) / 18;
    expect(fitTrend(series, { weights }).referenceYear).toBeCloseTo(mean, 10);
    expect(fitTrend(series, { referenceYear: 2000 }).referenceYear).toBe(2000);
  });

  it("echoes its options, resolved, and holds no column", () => {
    const weights = series.year.map((_, i) => 1 + (i % 3));
    const trend = fitTrend(series, {
      weights,
      interval: "percentile",
      valueNoiseFactor: 2,
      seed: 9,
      resamples: 50,
      referenceYear: 2015,
    });
    expect(trend.options).toEqual({
      level: 0.95,
      seed: 9,
      resamples: 50,
      weighted: true,
      clusters: null,
      interval: "percentile",
      valueNoiseFactor: 2,
      referenceYear: 2015,
    });
    const perPoint = fitTrend(series, { interval: "percentile", valueNoiseFactor: series.year.map(() => 3) });
    expect(perPoint.options.valueNoiseFactor).toBe("per-point");
    expect(trend.draws).toBeNull();
    expect(isTrend(JSON.parse(JSON.stringify(trend)))).toBe(true);
  });

  it("keeps its draws where asked, in the order of its terms", () => {
    const trend = fitTrend(series, { interval: "percentile", resamples: 40, keepDraws: true, referenceYear: 2000 });
    expect(trend.draws).toHaveLength(40);
    const slopes = (trend.draws ?? []).map((draw) => draw[1]!);
    const levels = (trend.draws ?? []).map((draw) => draw[0]!);
    const { log10AtReference, slopeOomPerYear } = trend.coefficients;
    expect(slopeOomPerYear.lower).toBeGreaterThanOrEqual(Math.min(...slopes));
    expect(slopeOomPerYear.upper).toBeLessThanOrEqual(Math.max(...slopes));
    expect(log10AtReference.lower).toBeGreaterThanOrEqual(Math.min(...levels));
    expect(fitTrend(series, { keepDraws: true }).draws).toBeNull();
  });

  it("has bootstrap intervals of about the width of the t interval where the errors are alike", () => {
    const year = Array.from({ length: 120 }, (_, i) => 2010 + i / 10);
    // Scatter without a generator: the fractions of golden-ratio multiples are even.
    const value = year.map((at, i) => 10 ** (20 + 0.5 * (at - 2016) + (((i * 0.6180339887) % 1) - 0.5)));
    const width = (interval: TrendOptions["interval"]): number => {
      const { lower, upper } = fitTrend({ year, value }, { interval: interval ?? "t", resamples: 2000 }).coefficients
        .slopeOomPerYear;
      return (upper ?? NaN) - (lower ?? NaN);
    };
    for (const interval of ["percentile", "bca", "residual"] as const) {
      expect(width(interval) / width("t")).toBeGreaterThan(0.9);
      expect(width(interval) / width("t")).toBeLessThan(1.1);
    }
  });

  it("widens with value noise", () => {
    const plain = fitTrend(series, { interval: "percentile" }).coefficients.slopeOomPerYear;
    const noisy = fitTrend(series, { interval: "percentile", valueNoiseFactor: 30 }).coefficients.slopeOomPerYear;
    expect(noisy.standardError ?? NaN).toBeGreaterThan(plain.standardError ?? NaN);
    expect(noisy.estimate).toBe(plain.estimate);
    expect(
      fitTrend(series, { interval: "percentile", valueNoiseFactor: 1 }).coefficients.slopeOomPerYear.lower,
    ).toBeCloseTo(plain.lower ?? NaN, 1);
  });

  it("resamples whole clusters where there are some", () => {
    const clusters = series.year.map((_, i) => (i < 5 ? "early" : `late ${i}`));
    const trend = fitTrend(series, { clusters, interval: "percentile", resamples: 200 });
    expect(trend.options.clusters).toBe(6);
    expect(trend.warnings.map(({ code }) => code)).toContain("FEW_CLUSTERS");
  });

  it("has no bounds without resamples", () => {
    const { coefficients, covariance } = fitTrend(series, { interval: "bca", resamples: 0 });
    expect(coefficients.slopeOomPerYear).toMatchObject({ lower: null, upper: null, standardError: null });
    expect(covariance).toBeNull();
  });

  it("warns of an exact fit", () => {
    const exact = fitTrend({ year: [2018, 2019, 2020, 2021], value: [1, 10, 100, 1000] });
    expect(exact.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
    const flat = fitTrend({ year: [2018, 2019, 2020], value: [7, 7, 7] });
    expect(flat.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
    expect(flat.coefficients.slopeOomPerYear.estimate).toBe(0);
    expect(fitTrend({ year: [2018, 2019, 2020], value: [1, 10, 100.001] }).warnings).toEqual([]);
  });

  it("warns of dropped resamples in few points", () => {
    const trend = fitTrend({ year: [2018, 2019, 2020], value: [1, 10, 90] }, { interval: "percentile" });
    expect(trend.warnings[0]).toMatchObject({ code: "RESAMPLES_DROPPED" });
    expect(trend.warnings[0]?.message).toMatch(/^7\d\d of 1000 resamples were dropped/);
  });

  it("takes typed arrays and leaves its input as it was", () => {
    const year = Float64Array.from(series.year);
    const value = Float32Array.from(series.value, Math.log10).map((each) => 10 ** each);
    const before = [[...year], [...value]];
    fitTrend({ year, value }, { interval: "bca", resamples: 20 });
    expect([[...year], [...value]]).toEqual(before);
  });
});

describe("a trend refuses", () => {
  const with_ = (options: TrendOptions): unknown => codeOf(() => fitTrend(series, options));

  it("data that carry no line", () => {
    expect(codeOf(() => fitTrend({ year: [], value: [] }))).toBe("EMPTY_INPUT");
    expect(codeOf(() => fitTrend({ year: [1, 2], value: [1, 2] }))).toBe("TOO_FEW_POINTS");
    expect(codeOf(() => fitTrend({ year: [1, 2, 3], value: [1, 2] }))).toBe("LENGTH_MISMATCH");
    expect(codeOf(() => fitTrend({ year: [1, 2, NaN], value: [1, 2, 3] }))).toBe("NOT_FINITE");
    expect(codeOf(() => fitTrend({ year: [1, 2, 3], value: [1, 0, 3] }))).toBe("NOT_POSITIVE");
    expect(codeOf(() => fitTrend({ year: [2020.1, 2020.1, 2020.1], value: [1, 2, 3] }))).toBe("NO_SPREAD");
    expect(codeOf(() => fitTrend({ year: [1e200, 2e200, 3e200], value: [1, 2, 3] }))).toBe("NO_SPREAD");
    expect(codeOf(() => fitTrend(JSON.parse('{"year":["2020",2021,2022],"value":[1,2,3]}')))).toBe("UNSUPPORTED_TYPE");
    expect(codeOf(() => fitTrend(JSON.parse("null")))).toBe("UNSUPPORTED_TYPE");
  });

  it("weights, clusters, and noise that do not fit", () => {
    expect(with_({ weights: [1, 2] })).toBe("LENGTH_MISMATCH");
    expect(with_({ weights: series.year.map((_, i) => i) })).toBe("NOT_POSITIVE");
    expect(with_({ clusters: ["a"] })).toBe("LENGTH_MISMATCH");
    expect(with_({ clusters: series.year.map(() => "one") })).toBe("TOO_FEW_POINTS");
    expect(with_({ interval: "percentile", valueNoiseFactor: 0 })).toBe("NOT_POSITIVE");
    expect(with_({ interval: "percentile", valueNoiseFactor: [2, 2] })).toBe("LENGTH_MISMATCH");
  });

  it("an interval that has no use for its noise or its clusters", () => {
    const clusters = series.year.map((_, i) => i % 4);
    expect(with_({ valueNoiseFactor: 2 })).toBe("INVALID_OPTION");
    expect(with_({ clusters, valueNoiseFactor: 2 })).toBe("INVALID_OPTION");
    expect(with_({ clusters, interval: "t" })).toBe("INVALID_OPTION");
    expect(with_({ clusters, interval: "residual" })).toBe("INVALID_OPTION");
    expect(with_({ interval: "cluster" })).toBe("INVALID_OPTION");
  });

  it("options out of range", () => {
    expect(with_({ level: 95 })).toBe("INVALID_OPTION");
    expect(with_({ resamples: 1.5 })).toBe("INVALID_OPTION");
    expect(with_({ seed: 0.5 })).toBe("INVALID_OPTION");
    expect(with_({ referenceYear: Infinity })).toBe("NOT_FINITE");
    expect(with_({ referenceYear: 1e300 })).toBe("NOT_FINITE");
  });
});
