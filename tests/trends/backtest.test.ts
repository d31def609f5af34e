import { describe, expect, it } from "vitest";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { type BacktestRow, backtestTrend, type Forecast } from "../../src/trends/backtest.ts";
import { poolBacktest } from "../../src/trends/backtest-pool.ts";
import { fitRobustTrend } from "../../src/trends/robust-trend.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";

function scattered(n: number, seed: number): { year: number[]; value: number[] } {
  const random = randomSource(seed);
  const year = Array.from({ length: n }, () => 2010 + 10 * uniform(random));
  return { year, value: year.map((at) => 10 ** (18 + 0.5 * (at - 2010) + 0.6 * standardNormal(random))) };
}

/** The same rows, their numbers to the last digits. */
function expectSameNumbers(rows: readonly BacktestRow[], expected: readonly BacktestRow[]): void {
  expect(rows).toHaveLength(expected.length);
  for (const [i, row] of rows.entries()) {
    const { coverage, meanError, rootMeanSquareError, ...rest } = expected[i]!;
    expect(row).toMatchObject(rest);
    for (const [got, wanted] of [
      [row.coverage, coverage],
      [row.meanError, meanError],
      [row.rootMeanSquareError, rootMeanSquareError],
    ] as const) {
      if (wanted === null) expect(got).toBeNull();
      else expect(got).toBeCloseTo(wanted, 12);
    }
  }
}

describe("a back-test", () => {
  it("is the fit of the past, scored on what came after", () => {
    const series = scattered(80, 3);
    const [row] = backtestTrend(series, { origins: [2016.5], horizonYears: 2, level: 0.8 });
    const past = series.year.flatMap((at, i) => (at <= 2016.5 ? [i] : []));
    const later = series.year.flatMap((at, i) => (at > 2016.5 && at <= 2018.5 ? [i] : []));
    const at = (column: number[], rows: number[]): number[] => rows.map((i) => column[i] ?? 0);
    const fit = fitTrend({ year: at(series.year, past), value: at(series.value, past) });
    const predicted = predictTrend(fit, at(series.year, later), { of: "observation", level: 0.8 });
    const observed = at(series.value, later);
    const errors = observed.map((value, j) => Math.log10(value / (predicted[j]?.estimate ?? 1)));
    const covered = observed.filter((value, j) => value >= predicted[j]!.lower! && value <= predicted[j]!.upper!);
    expect(row).toMatchObject({ origin: 2016.5, horizonYears: 2, level: 0.8, fitted: past.length, n: later.length });
    expect(row?.coverage).toBeCloseTo(covered.length / later.length, 12);
    expect(row?.meanError).toBeCloseTo(errors.reduce((a, b) => a + b, 0) / errors.length, 12);
    expect(row?.rootMeanSquareError).toBeCloseTo(Math.sqrt(errors.reduce((a, b) => a + b * b, 0) / errors.length), 12);
  });

  it("covers at its level where the future is like the past", () => {
    let covered = 0;
    let n = 0;
    for (let trial = 0; trial < 200; trial++) {
      const [row] = backtestTrend(scattered(50, 50 + trial), { origins: [2017], horizonYears: 3, level: 0.9 });
      covered += (row?.coverage ?? 0) * (row?.n ?? 0);
      n += row?.n ?? 0;
    }
    expect(covered / n).toBeGreaterThan(0.875);
    expect(covered / n).toBeLessThan(0.925);
  });

  it("reads dates, several horizons, and the origin's own day as past", () => {
    const year = [2010, 2011, 2012, 2013, 2014, 2015, 2016];
    const value = [1, 2, 5, 9, 16, 40, 60];
    const rows = backtestTrend({ year, value }, { origins: ["2013-01-01", "2012-07-01"], horizonYears: [1, 3] });
    expect(rows.map(({ origin, horizonYears }) => [origin, horizonYears])).toEqual([
      ["2013-01-01", 1],
      ["2013-01-01", 3],
      ["2012-07-01", 1],
      ["2012-07-01", 3],
    ]);
    expect(rows.map((row) => [row.fitted, row.n])).toEqual([
      [4, 1],
      [4, 3],
      [3, 1],
      [3, 3],
    ]);
    expect(rows[2]?.originYear).toBeCloseTo(2012 + 182 / 366, 12);
    expectPlainJson(rows);
  });

  it("says why there is no score", () => {
    const year = [2010, 2011, 2012, 2013];
    const value = [1, 2, 5, 9];
    const [early, late] = backtestTrend({ year, value }, { origins: [2010.5, 2020], horizonYears: 1 });
    expect(early).toMatchObject({ fitted: 1, n: 1, coverage: null, meanError: null, rootMeanSquareError: null });
    expect(early?.note).toMatch(/too little before the origin/);
    expect(late).toMatchObject({ fitted: 4, n: 0, note: "no points within the horizon" });
  });

  it("takes another forecast, and passes its errors on", () => {
    const series = scattered(40, 1);
    const nothing = { standardError: null, level: 0.95, warnings: [] };
    const flat = backtestTrend(series, {
      origins: [2015],
      horizonYears: 2,
      forecast: (past, years) =>
        years.map(() => ({ ...nothing, estimate: past.value[0] ?? 1, lower: null, upper: null })),
    });
    expect(flat[0]?.coverage).toBeNull();
    expect(flat[0]?.note).toBe("the forecast has no bounds for some year");
    expect(flat[0]?.rootMeanSquareError).toBeGreaterThan(0);
    const broken = (): never => {
      throw new Error("broken");
    };
    expect(() => backtestTrend(series, { origins: [2015], horizonYears: 2, forecast: broken })).toThrow("broken");
  });

  it("scores each horizon of each origin as it scores it alone", () => {
    const series = scattered(60, 11);
    const origins = [2017, 2013.2, 2019.99, 2005];
    const horizons = [3, 0.5, 40, 1e-9];
    const robust: Forecast = (past, years, level) =>
      predictTrend(fitRobustTrend(past), years, { of: "observation", level });
    for (const forecast of [undefined, robust]) {
      const how = forecast === undefined ? {} : { forecast };
      const rows = backtestTrend(series, { origins, horizonYears: horizons, ...how });
      const alone = origins.flatMap((origin) =>
        horizons.flatMap((horizonYears) => backtestTrend(series, { origins: [origin], horizonYears, ...how })),
      );
      expect(rows.map((row) => [row.origin, row.horizonYears])).toEqual(
        origins.flatMap((origin) => horizons.map((horizon) => [origin, horizon])),
      );
      expectSameNumbers(rows, alone);
    }
  });

  it("scores a line as the forecast that predicts observations from it", () => {
    const series = scattered(60, 12);
    const asked: number[][] = [];
    const same: Forecast = (past, years, level) => {
      asked.push(years);
      return predictTrend(fitTrend(past), years, { of: "observation", level });
    };
    const options = { origins: [2013, 2016, 2010.01], horizonYears: [1, 2, 5], level: 0.7 };
    expectSameNumbers(backtestTrend(series, options), backtestTrend(series, { ...options, forecast: same }));
    const within = (origin: number): number[] => series.year.filter((at) => at > origin && at <= origin + 5);
    expect(asked).toEqual([within(2013), within(2016), within(2010.01)]);
  });

  it("says why a horizon has no score, though a shorter one has", () => {
    const series = { year: [2010, 2011, 2012, 2013, 2014, 2015], value: [1, 3, 4, 9, 16, 33] };
    const until: Forecast = (_, years, level) =>
      years.map((year) => {
        const bounded = year < 2014;
        const lower = bounded ? -1 : null;
        const upper = bounded ? 10 : null;
        return { estimate: year < 2015 ? 9 : null, lower, upper, standardError: null, level, warnings: [] };
      });
    const rows = backtestTrend(series, { origins: [2012], horizonYears: [3, 2, 1, 0.5], forecast: until });
    expect(rows.map(({ n, note }) => [n, note])).toEqual([
      [3, "the forecast has no number for some year"],
      [2, "the forecast has no bounds for some year"],
      [1, null],
      [0, "no points within the horizon"],
    ]);
    // A bound below zero has every value above it.
    expect(rows.map(({ coverage }) => coverage)).toEqual([null, null, 1, null]);
    expect(rows[1]?.rootMeanSquareError).toBeCloseTo(Math.log10(16 / 9) / Math.SQRT2, 12);
  });

  it("has at most 100 000 rows", () => {
    const series = scattered(10, 1);
    const origins = Array.from({ length: 400 }, (_, i) => 2012 + i / 100);
    const horizonYears = Array.from({ length: 251 }, (_, i) => 1 + i / 100);
    expect(() => backtestTrend(series, { origins, horizonYears })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining("at most 100000") }),
    );
    expect(backtestTrend(series, { origins, horizonYears: horizonYears.slice(0, 250) })).toHaveLength(100_000);
  });

  it("refuses what is no origin and no horizon", () => {
    const series = scattered(40, 1);
    const refusal = (run: () => unknown, code: string): void => {
      expect(run).toThrow(expect.objectContaining({ code }));
    };
    refusal(() => backtestTrend(series, { origins: ["2015"], horizonYears: 1 }), "INVALID_DATE");
    refusal(() => backtestTrend(series, { origins: [], horizonYears: 1 }), "EMPTY_INPUT");
    refusal(() => backtestTrend(series, { origins: [2015], horizonYears: 0 }), "NOT_POSITIVE");
    refusal(() => backtestTrend(series, { origins: [Number.NaN], horizonYears: 1 }), "NOT_FINITE");
  });
});

describe("origins put together", () => {
  it("weigh by points, and count the windows that do not overlap", () => {
    const rows = backtestTrend(scattered(120, 7), { origins: [2013, 2014, 2015, 2016, 2017], horizonYears: [1, 2] });
    const [one, two] = poolBacktest(rows);
    expect(one).toMatchObject({ horizonYears: 1, origins: 5, effectiveOrigins: 5 });
    expect(two).toMatchObject({ horizonYears: 2, origins: 5, effectiveOrigins: 3 });
    const own = rows.filter((row) => row.horizonYears === 2);
    const n = own.reduce((total, row) => total + row.n, 0);
    expect(two?.n).toBe(n);
    expect(two?.coverage).toBeCloseTo(own.reduce((total, row) => total + (row.coverage ?? 0) * row.n, 0) / n, 12);
    expect((two?.rootMeanSquareError ?? 0) ** 2).toBeCloseTo(
      own.reduce((total, row) => total + (row.rootMeanSquareError ?? 0) ** 2 * row.n, 0) / n,
      12,
    );
  });

  it("are refused where their intervals are of different levels, whose coverages are no one share", () => {
    const series = scattered(60, 7);
    const rows = [0.5, 0.95].flatMap((level) =>
      backtestTrend(series, { origins: [2015], horizonYears: 1 }).map((row) => ({ ...row, level })),
    );
    expect(() => poolBacktest(rows)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
  });

  it("leave out origins without a score", () => {
    const rows = backtestTrend({ year: [2010, 2011], value: [1, 2] }, { origins: [2010.5, 2020], horizonYears: 1 });
    expect(poolBacktest(rows)).toEqual([
      {
        horizonYears: 1,
        level: 0.95,
        origins: 0,
        effectiveOrigins: 0,
        n: 0,
        coverage: null,
        meanError: null,
        rootMeanSquareError: null,
      },
    ]);
    expect(poolBacktest([])).toEqual([]);
  });
});
