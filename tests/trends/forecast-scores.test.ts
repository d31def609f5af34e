import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import type { Prediction } from "../../src/statistics/estimate.ts";
import { type BacktestRow, backtestTrend } from "../../src/trends/backtest.ts";
import { poolBacktest } from "../../src/trends/backtest-pool.ts";
import { dexOfConfidence, measurementWeights } from "../../src/trends/measurement-error.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { call, refused } from "../answers.ts";

describe("a forecast of one's own", () => {
  const series = { year: [2010, 2011, 2012, 2013, 2014, 2015], value: [1, 10, 100, 1000, 1e4, 1e5] };
  const bare = { standardError: null, level: 0.95, warnings: [] };
  const scored = (answers: Pick<Prediction, "estimate" | "lower" | "upper">[]): BacktestRow =>
    backtestTrend(series, {
      origins: [2013],
      horizonYears: 2,
      forecast: (_, years) => years.flatMap((_year, j) => (answers[j] ? [{ ...bare, ...answers[j] }] : [])),
    })[0]!;
  const whole = { estimate: 1e4, lower: 1e3, upper: 1e5 };

  it("is scored by its errors in orders of magnitude, ends of an interval included", () => {
    const row = scored([whole, { estimate: 1e4, lower: 1e5, upper: 1e6 }]);
    expect(row).toMatchObject({ fitted: 4, n: 2, coverage: 1, note: null });
    expect(row.meanError).toBeCloseTo(0.5, 12);
    expect(row.rootMeanSquareError).toBeCloseTo(Math.sqrt(0.5), 12);
    expect(
      scored([
        { ...whole, upper: 1e4 },
        { ...whole, lower: 1e6, upper: 1e7 },
      ]).coverage,
    ).toBe(0.5);
    expect(
      scored([
        { ...whole, lower: 1e4 },
        { ...whole, lower: 1, upper: 1e4 },
      ]).coverage,
    ).toBe(0.5);
  });

  it("has no score where a number is missing, null or zero, and no coverage where a bound is", () => {
    for (const estimate of [null, 0, -1]) {
      expect(scored([whole, { ...whole, estimate }])).toMatchObject({
        coverage: null,
        rootMeanSquareError: null,
        note: "the forecast has no number for some year",
      });
    }
    expect(scored([whole])).toMatchObject({ coverage: null, note: "the forecast has no number for some year" });
    for (const open of [
      { ...whole, lower: null },
      { ...whole, upper: null },
    ]) {
      const row = scored([whole, open]);
      expect(row).toMatchObject({ coverage: null, note: "the forecast has no bounds for some year" });
      expect(row.rootMeanSquareError).toBeCloseTo(Math.sqrt(0.5), 12);
    }
  });

  it("passes on the errors that are not for want of data", () => {
    const failing = (code: "NO_SPREAD" | "OUT_OF_RANGE") => () =>
      backtestTrend(series, {
        origins: [2013],
        horizonYears: 2,
        forecast: () => {
          throw new ScalingError(code, "Expected something else", null);
        },
      });
    expect(failing("NO_SPREAD")()[0]?.note).toContain("too little before the origin");
    expect(failing("OUT_OF_RANGE")).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  it("and options that are none are refused by name", () => {
    const options = { origins: [2013], horizonYears: 2 };
    expect(call(backtestTrend, series, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(backtestTrend, series, { ...options, horizonYears: [] })).toThrow(
      refused("EMPTY_INPUT", "options.horizonYears"),
    );
    expect(call(backtestTrend, series, { ...options, forecast: 5 })).toThrow(
      refused("INVALID_OPTION", "options.forecast"),
    );
  });
});

describe("rows put together", () => {
  const row = (values: Partial<BacktestRow>): BacktestRow => ({
    origin: 2013,
    originYear: 2013,
    horizonYears: 2,
    level: 0.9,
    fitted: 5,
    n: 2,
    coverage: 0.5,
    meanError: 0.1,
    rootMeanSquareError: 0.3,
    note: null,
    ...values,
  });

  it("are sorted by horizon, weighed by points, and counted apart whatever their order", () => {
    const pooled = poolBacktest([
      row({ horizonYears: 10 }),
      row({ originYear: 2015, n: 6, coverage: 1, meanError: 0.5, rootMeanSquareError: 0.7 }),
      row({ originYear: 2012 }),
      row({ horizonYears: 2, originYear: 2014 }),
    ]);
    expect(pooled.map(({ horizonYears }) => horizonYears)).toEqual([2, 10]);
    // 2012, 2014 and not 2015: two years apart, from the first on.
    expect(pooled[0]).toMatchObject({ origins: 3, effectiveOrigins: 2, n: 10, level: 0.9 });
    expect(pooled[0]?.coverage).toBeCloseTo(0.8, 12);
    expect(pooled[0]?.meanError).toBeCloseTo(0.34, 12);
    expect(pooled[0]?.rootMeanSquareError).toBeCloseTo(Math.sqrt((4 * 0.09 + 6 * 0.49) / 10), 12);
  });

  it("have no coverage where one of them has none", () => {
    const [pooled] = poolBacktest([row({}), row({ coverage: null })]);
    expect(pooled).toMatchObject({ coverage: null, n: 4 });
    expect(pooled?.rootMeanSquareError).toBeCloseTo(0.3, 12);
  });

  it("are refused by row and field where they are none", () => {
    expect(call(poolBacktest, [null])).toThrow(refused("INVALID_OPTION", "rows[0]"));
    for (const name of ["horizonYears", "originYear", "coverage", "meanError", "rootMeanSquareError"] as const) {
      expect(call(poolBacktest, [row({}), { ...row({}), [name]: "1" }])).toThrow(
        expect.objectContaining({ path: `rows[1].${name}` }),
      );
    }
    expect(call(poolBacktest, [row({ n: 0.5 })])).toThrow(expect.objectContaining({ path: "rows[0].n" }));
  });
});

describe("measurement errors", () => {
  const year = Array.from({ length: 12 }, (_, i) => 2010 + i);
  const value = year.map((at, i) => 10 ** (0.5 * (at - 2010) + 0.6 * Math.sin(7 * i)));

  it("that are equal leave the rest of the residual variance to the scatter", () => {
    // With equal errors the restricted likelihood is highest where sigma^2 + dex^2 is SSE / (n - 2).
    const residual = fitTrend({ year, value }).goodness.residualStandardError ?? NaN;
    const dex = 0.25;
    const found = measurementWeights({ year, value }, dex);
    expect(found.scatterDex).toBeCloseTo(Math.sqrt(residual ** 2 - dex ** 2), 6);
    expect(found.measurementShare).toBeCloseTo((dex / residual) ** 2, 6);
    expect(found.warnings).toEqual([]);
    expect(measurementWeights({ year, value }, 0)).toMatchObject({ measurementShare: 0 });
    expect(measurementWeights({ year, value }, 0).scatterDex).toBeCloseTo(residual, 6);
    const all = measurementWeights({ year, value }, 2 * residual);
    expect(all).toMatchObject({ scatterDex: 0, warnings: [{ code: "COEFFICIENT_AT_BOUND", path: "scatterDex" }] });
    expect(all.measurementShare).toBeCloseTo(1, 12);
  });

  it("are told by words as factors of 3, 10 and 30 either way at 90 %", () => {
    const z90 = 1.6448536269514722;
    expect(dexOfConfidence("Confident")).toBeCloseTo(Math.log10(3) / z90, 12);
    expect(dexOfConfidence("likely")).toBeCloseTo(1 / z90, 12);
    expect(dexOfConfidence(" SPECULATIVE ")).toBeCloseTo(Math.log10(30) / z90, 12);
    expect(call(dexOfConfidence, 5)).toThrow(refused("UNSUPPORTED_TYPE", "confidence"));
  });
});
