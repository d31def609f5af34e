import { describe, expect, it } from "vitest";
import { comparisonChart, gapChart, lossChart, residualChart, toDisplay, trendChart } from "../../src/charts/index.ts";
import { sequenceGrowth, zipfProbabilities } from "../../src/corpus/index.ts";
import { decimalYear, finalRuns, parseScoreTable, toColumns } from "../../src/dataset/index.ts";
import { capacityDensity, effectiveParameterSize, fitDensingLaw, fitScoreLaw } from "../../src/densing/index.ts";
import { fitIsoFlop, predictKaplanLoss, predictLoss } from "../../src/loss-laws/index.ts";
import {
  gapOccupancy,
  parameterHistogram,
  shiftedSizeHistogram,
  testParameterGap,
} from "../../src/parameter-gap/index.ts";
import { clark2022 } from "../../src/published/clark2022.ts";
import { hoffmann2022 } from "../../src/published/hoffmann2022.ts";
import { sevilla2022 } from "../../src/published/sevilla2022.ts";
import { xiao2025 } from "../../src/published/xiao2025.ts";
import { compareWithPublished, formatEstimate, formatNumber, summarize, tidy } from "../../src/report/index.ts";
import {
  effectiveParameterCount,
  effectiveParameterCountInterval,
  predictRoutedLoss,
} from "../../src/routing/index.ts";
import { parseFit } from "../../src/statistics/index.ts";
import {
  backtestTrend,
  doublingTime,
  fitPiecewiseTrend,
  fitTrend,
  fitTrendFromMoments,
  fitTrendMixture,
  invertTrend,
  mergeMoments,
  poolBacktest,
  predictPiecewiseTrend,
  predictTrend,
  testForBreaks,
  trendMoments,
} from "../../src/trends/index.ts";
import { expectRefused, hostile } from "./expect-refused.ts";
import { piecewiseTrends, trends } from "./sample-laws.ts";

const series = {
  year: Array.from({ length: 12 }, (_, i) => 2010 + i),
  value: Array.from({ length: 12 }, (_, i) => 10 ** (10 + i / 2 + 0.1 * (i % 3))),
};
const trend = trends[0]!;

describe("what the fuzz found, by cause: every folder", () => {
  it("null in place of options is refused, not read", () => {
    expectRefused([
      ["INVALID_OPTION", () => fitTrend(series, hostile(null))],
      ["INVALID_OPTION", () => predictTrend(trend, 2020, hostile(null))],
      ["INVALID_OPTION", () => doublingTime(trend, hostile(null))],
      ["INVALID_OPTION", () => formatNumber(1, hostile(null))],
      ["INVALID_OPTION", () => fitPiecewiseTrend(series, hostile(undefined))],
    ]);
  });

  it("a law without its fields, or with numbers that are none, is refused where it is used", () => {
    const broken = (change: object): never => hostile({ ...trend, ...change });
    expectRefused([
      ["WRONG_KIND", () => predictTrend(hostile({}), 2020)],
      ["INVALID_LAW", () => invertTrend(hostile(null), 1e20)],
      ["INVALID_LAW", () => predictTrend(broken({ coefficients: undefined }), 2020)],
      ["INVALID_LAW", () => predictTrend(broken({ intervalDegreesOfFreedom: Number.NaN }), 2020)],
      ["INVALID_LAW", () => predictTrend(broken({ referenceYear: 10n }), 2020)],
      ["INVALID_LAW", () => predictTrend(broken({ support: { year: null } }), 2020)],
      [
        "INVALID_LAW",
        () => predictLoss(hostile({ ...hoffmann2022, covariance: [[1]] }), { parameters: 1e9, tokens: 1e9 }),
      ],
      ["NOT_FINITE", () => effectiveParameterCount(hostile({}), { parameters: 1e9, experts: 8 })],
      [
        "INVALID_LAW",
        () =>
          predictRoutedLoss(
            { ...clark2022.sBase, intervalDegreesOfFreedom: hostile(10n) },
            { parameters: 1e9, experts: 8 },
          ),
      ],
      ["NOT_POSITIVE", () => predictKaplanLoss(hostile({ parameterScale: 0 }), { parameters: 1e9, tokens: 1e9 })],
      ["INVALID_LAW", () => tidy(hostile({}))],
    ]);
  });

  it("holes of a sparse array are seen, where map and every skip them", () => {
    const hole: unknown[] = [[1, 0]];
    hole.length = 2;
    expectRefused([
      ["INVALID_LAW", () => predictTrend(hostile({ ...trend, covariance: hole }), 2020)],
      ["INVALID_LAW", () => predictTrend(hostile({ ...trend, draws: hole }), 2020)],
      ["UNSUPPORTED_TYPE", () => fitTrend({ ...series, value: Object.assign(new Array(12), { 0: 1, 11: 1 }) })],
    ]);
  });

  it("what is long by its own account only costs neither memory nor time", () => {
    const long = hostile({ length: 2 ** 31 });
    expectRefused([
      ["UNSUPPORTED_TYPE", () => fitTrend({ year: long, value: long })],
      ["UNSUPPORTED_TYPE", () => backtestTrend(series, { origins: [2015], horizonYears: long })],
      ["UNSUPPORTED_TYPE", () => fitTrend({ year: hostile({ length: 2 ** 53 }), value: long })],
      ["UNSUPPORTED_TYPE", () => fitTrend({ year: hostile({ length: 3n }), value: long })],
    ]);
  });

  it("counts that no memory holds are refused", () => {
    expectRefused([
      ["INVALID_OPTION", () => fitTrend(series, { resamples: 2 ** 40, interval: "percentile" })],
      ["INVALID_OPTION", () => testForBreaks(series, { resamples: 2 ** 40 })],
      ["INVALID_OPTION", () => zipfProbabilities(0.5, 2 ** 40)],
      ["INVALID_OPTION", () => parameterHistogram([1e9, 1e10], { binsPerDecade: 1e300 })],
    ]);
  });

  it("a flag is true or false, and is not echoed as anything else", () => {
    expectRefused([
      ["INVALID_OPTION", () => testForBreaks(series, { continuous: hostile(Number.NaN) })],
      ["INVALID_OPTION", () => fitTrendMixture(series, { parallel: hostile(() => 1) })],
      ["INVALID_OPTION", () => testParameterGap([1e9, 1e10, 1e11], [2e9, 7e9], { preregistered: hostile(1) })],
    ]);
  });

  it("symbols, bigints and objects without a text are described, not put into one", () => {
    const silent = { toString: null, valueOf: null };
    expectRefused([
      ["INVALID_OPTION", () => fitTrend(series, { level: hostile(Symbol("level")) })],
      ["INVALID_OPTION", () => fitTrend(series, { level: hostile(silent) })],
      ["INVALID_DATE", () => decimalYear(hostile(10n))],
      ["INVALID_OPTION", () => formatNumber(1, { digits: hostile(Symbol("digits")) })],
      ["INVALID_OPTION", () => parseScoreTable("model,mmlu\na,0.5\n", { scores: hostile([10n]) })],
      ["INVALID_OPTION", () => toColumns([{ a: 1 }], { a: hostile(10n) })],
      ["WRONG_KIND", () => parseFit({ ...trend }, hostile(Symbol("kind")))],
    ]);
  });

  it("a column or question that is no object is refused", () => {
    expectRefused([
      ["INVALID_OPTION", () => fitIsoFlop(hostile(null))],
      ["INVALID_OPTION", () => predictLoss(hoffmann2022, hostile(undefined))],
      ["INVALID_OPTION", () => gapOccupancy(hostile(null), [1, 2])],
      ["UNSUPPORTED_TYPE", () => poolBacktest(hostile({}))],
      ["UNSUPPORTED_TYPE", () => finalRuns(hostile(7))],
      ["UNSUPPORTED_TYPE", () => sequenceGrowth(hostile(5))],
      ["INVALID_LAW", () => summarize(hostile(undefined))],
    ]);
  });

  it("numbers whose result no double holds are refused, and never come back as Infinity or NaN", () => {
    const runs = Array.from({ length: 9 }, () => 1e200);
    expectRefused([
      ["NOT_FINITE", () => fitIsoFlop({ parameters: runs, tokens: runs, loss: runs })],
      [
        "OUT_OF_RANGE",
        () =>
          capacityDensity(
            {
              parameters: 1e9,
              interval: { estimate: 1e308, standardError: null, lower: null, upper: null, level: 0.9 },
            },
            { parameters: 1e-2 },
          ),
      ],
      [
        "INVALID_OPTION",
        () => formatEstimate({ estimate: 1, standardError: null, lower: 0, upper: 2, level: Number.NaN }),
      ],
    ]);
    for (const year of [-1e308, 1e308]) {
      const said = JSON.stringify(piecewiseTrends.map((law) => predictPiecewiseTrend(law, year).warnings));
      expect(said).not.toMatch(/Infinity|NaN/);
    }
  });

  it("what is given to charts, moments and comparisons is read like what is given to predictions", () => {
    const label = series.year.map(String);
    expectRefused([
      ["INVALID_OPTION", () => trendChart(series, trend, hostile(null))],
      ["OUT_OF_RANGE", () => trendChart(series, trend, { untilYear: 1e15 })],
      ["NOT_POSITIVE", () => trendChart(series, trend, { monthsPerYear: 0 })],
      ["INVALID_OPTION", () => residualChart(series, trend, { label: hostile(label.map(() => 1)) })],
      ["LENGTH_MISMATCH", () => trendChart(series, trend, { label: label.slice(1) })],
      ["INVALID_LAW", () => trendChart(series, hostile({ components: [], membership: null }))],
      ["INVALID_LAW", () => comparisonChart(hostile({ rows: [{ quantity: 3 }] }))],
      ["INVALID_LAW", () => gapChart([1e9], hostile({ n: 1 }))],
      [
        "OUT_OF_RANGE",
        () => lossChart({ parameters: [1e300], tokens: [1e300], loss: [2] }, hoffmann2022, { contours: 3 }),
      ],
      ["INVALID_OPTION", () => toDisplay(hostile({ description: 3 }))],
      ["INVALID_OPTION", () => trendMoments(series, hostile(null))],
      ["UNSUPPORTED_TYPE", () => mergeMoments(hostile(Symbol("moments")), trendMoments(series))],
      ["INVALID_OPTION", () => fitTrendFromMoments(trendMoments(series), hostile(null))],
      ["INVALID_LAW", () => compareWithPublished(trend, hostile({ ...sevilla2022.table3[0], source: {} }))],
    ]);
  });

  it("a largest number of tokens that is a text says nothing of units, and is not quoted", () => {
    const tokens = { lower: 1e9, upper: hostile("a".repeat(5000)) };
    const support = { parameters: { lower: 1e8, upper: 1e10 }, tokens };
    const { rows } = compareWithPublished({ ...hoffmann2022, support }, hoffmann2022);
    expect(rows.map((row) => row.difference ?? 0)).toEqual(rows.map(() => 0));
  });

  it("grids, draws and permutations that would never end are refused or not begun", () => {
    const runs = Array.from({ length: 9 }, () => 1e-200);
    expectRefused([
      ["NOT_POSITIVE", () => fitIsoFlop({ parameters: runs, tokens: runs, loss: runs })],
      ["INVALID_OPTION", () => shiftedSizeHistogram([1e9, 1e10], { width: 1e-12 })],
      [
        "INVALID_OPTION",
        () =>
          fitDensingLaw(
            { date: ["2023-01-01", "2023-02-01", "2023-03-01"], density: [1, 2, 3] },
            { permutations: 2 ** 40 },
          ),
      ],
    ]);
    const size = [1e8, 1e9, 1e10, 1e11, 1e12];
    const scoreLaw = fitScoreLaw({ size, score: [0.3, 0.35, 0.5, 0.68, 0.8] });
    const many = { ...scoreLaw, intervalDegreesOfFreedom: 1e15 };
    expect(effectiveParameterSize({ scoreLaw: many }, 0.5, { resamples: 99 }).status).toBe("ok");
  });

  it("a covariance without rows, or an optimum without coefficients, is refused where it is read", () => {
    const { lossLaw, curve } = xiao2025.average;
    const optimum = { objective: 1 };
    const convergence = { converged: true, iterations: 1, gradientNorm: 0, localOptima: [optimum] };
    const empty = { ...clark2022.sBase, covariance: [], terms: undefined };
    expectRefused([
      [
        "INVALID_LAW",
        () => effectiveParameterSize(JSON.parse(JSON.stringify({ lossLaw: { ...lossLaw, convergence }, curve })), 60),
      ],
      [
        "INVALID_LAW",
        () => effectiveParameterCountInterval(JSON.parse(JSON.stringify(empty)), { parameters: 1e9, experts: 8 }),
      ],
    ]);
  });
});
