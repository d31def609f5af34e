import { describe, expect, it } from "vitest";
import {
  doublingTime,
  fitPiecewiseTrend,
  fitTrendMixture,
  invertPiecewiseTrend,
  invertTrend,
  predictTrend,
} from "../../src/trends/index.ts";
import { expectRefused, hostile } from "./expect-refused.ts";
import { piecewiseTrends, trends } from "./sample-laws.ts";
import { faultOfCall } from "./verdict.ts";

const year = [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017];
const value = year.map((at) => 10 ** (at - 2010));

describe("what the fuzz found, by cause: trends", () => {
  it("a level that is missing in a law's slope is the usual one, and what else it carries is not passed on", () => {
    const { oomPerYear } = doublingTime(
      hostile({ estimate: 0.5, standardError: null, lower: null, upper: null, extra: 1 / 0 }),
    );
    expect(oomPerYear).toEqual({ estimate: 0.5, standardError: null, lower: null, upper: null, level: 0.95 });
  });

  it("years beyond doubles, from a law that was tampered with, are refused", () => {
    const trend = trends[0]!;
    const covariance = [
      [1.79e308, 0],
      [0, 1e-4],
    ];
    const line = piecewiseTrends[3]!;
    expectRefused([
      ["OUT_OF_RANGE", () => invertTrend({ ...trend, covariance, draws: null }, 1e22, { level: 0.9 })],
      ["OUT_OF_RANGE", () => invertPiecewiseTrend({ ...line, referenceYear: -1e308 }, 1e21)],
    ]);
  });

  it("weights whose sums no double holds are refused, and a single huge one leaves finite numbers", () => {
    const flat = { year: [2014.7, 2023.3, 2013.8, 2012.8, 2020.3], value: [1e20, 1e20, 1e20, 1e20, 1e20] };
    const options = { breaks: { count: 1 }, continuous: true, minPoints: 3 };
    const fit = (weights: number[]): unknown => fitPiecewiseTrend(flat, { ...options, weights });
    expectRefused([["NO_SPREAD", () => fit([1, 1e308, 1, 1e308, 1])]]);
    expect(faultOfCall(() => fit([1, 1, 1, 1e308, 1]))).toBeNull();
  });

  it("weights whose inverse no double holds are refused", () => {
    const years = Array.from({ length: 24 }, (_, i) => 2010 + i / 2);
    const series = { year: years, value: years.map((at, i) => 10 ** (at - 2010 + Math.sin(3 * i))) };
    const fit = (weight: number, continuous: boolean): unknown =>
      fitPiecewiseTrend(series, { breaks: [2015], continuous, weights: years.map(() => weight) });
    for (const continuous of [true, false]) {
      expectRefused([["NO_SPREAD", () => fit(1e-310, continuous)]]);
      expect(faultOfCall(() => fit(1e-270, continuous))).toBeNull();
    }
  });

  it("weights that lie worlds apart are refused", () => {
    const series = { year: [2000, 2001, 2002, 2003], value: [0.45, 1.1, 1.9, 0.049] };
    const fit = (weights: number[]): unknown =>
      fitPiecewiseTrend(series, { breaks: [2002], continuous: false, minPoints: 2, interval: "t", weights });
    expectRefused([
      ["NO_SPREAD", () => fit([3e-126, 2e243, 1e260, 5e162])],
      ["NO_SPREAD", () => fit([4e40, 1e-160, 2e237, 8e-227])],
    ]);
    expect(faultOfCall(() => fit([1, 1e100, 1e-40, 1]))).toBeNull();
  });

  it("a spread of draws that no double holds is no standard error", () => {
    const far = [2023.5, 2021.1, 2011.9, 2020.8, 2010.1, 2017.8, 2023.7, 2010.5, 1e100, 2013.1];
    const series = { year: far, value: far.map((_, i) => 10 ** (17 + 3 * Math.sin(3 * i))) };
    const options = { breaks: [2016], continuous: false, interval: "residual", resamples: 9, minPoints: 3 } as const;
    expect(faultOfCall(() => fitPiecewiseTrend(series, options))).toBeNull();
  });

  it("years seen that are hidden, and no numbers, are refused", () => {
    const support = Object.defineProperty({}, "year", { value: { lower: 2010, upper: null } });
    expectRefused([["INVALID_LAW", () => predictTrend({ ...trends[0]!, support }, 2031)]]);
  });

  it("more breaks than can be looked for are refused before any are", () => {
    const many = Array.from({ length: 2000 }, (_, i) => 2010 + i / 100);
    const series = { year: many, value: many.map((at, i) => 10 ** (at - 2010 + 0.01 * (i % 7))) };
    for (const continuous of [true, false]) {
      expectRefused([
        ["INVALID_OPTION", () => fitPiecewiseTrend(series, { breaks: { count: 2 ** 40 }, continuous })],
        ["INVALID_OPTION", () => fitPiecewiseTrend(series, { breaks: { max: 2 ** 40 }, continuous })],
        ["INVALID_OPTION", () => fitPiecewiseTrend(series, { breaks: many, continuous })],
      ]);
    }
  });

  it("a share that is a symbol is described", () => {
    expectRefused([
      ["INVALID_OPTION", () => fitTrendMixture({ year, value }, { leastShare: hostile(Symbol("share")) })],
    ]);
  });
});
