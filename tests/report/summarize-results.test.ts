import { describe, expect, test } from "vitest";
import { type ModelRecord, parseModelTable, valueCoverage } from "../../src/dataset/index.ts";
import { sevilla2022 } from "../../src/published/index.ts";
import { compareWithPublished, type Summarizable, summarize } from "../../src/report/index.ts";
import {
  compareTrends,
  convertGrowth,
  doublingTime,
  fitPiecewiseTrend,
  fitQuantileTrend,
  fitRobustTrend,
  fitTrend,
  invertTrend,
  predictTrend,
  splitByScale,
  testBreak,
  testForBreaks,
} from "../../src/trends/index.ts";

/** Growth of 0.1 OOM a year to 2010 and of 0.5 after it, with a scatter that repeats. */
const year = Array.from({ length: 60 }, (_, i) => 1990 + i / 2);
const exponent = year.map((at, i) => 10 + 0.1 * (at - 1990) + 0.4 * Math.max(0, at - 2010) + 0.3 * Math.sin(7 * i));
const series = { year, value: exponent.map((each) => 10 ** each) };
const flat = { year, value: year.map((_, i) => 10 ** (10 + Math.sin(5 * i))) };
const parsed = parseModelTable("Model,Publication date,Parameters\nA,2020-01-01,1e9\nB,soon,-3\n");
const records: ModelRecord[] = parsed.records;

const line = fitTrend(series);
const results: [name: string, result: Summarizable, words: string][] = [
  ["a trend", line, "Student t"],
  ["a clustered trend", fitTrend(series, { clusters: year.map((_, i) => i % 12) }), "12 clusters"],
  ["a bootstrapped trend", fitTrend(series, { interval: "percentile", resamples: 200 }), "200 resamples, seed 1"],
  ["a robust trend", fitRobustTrend(series), "Sen's, from the ranks"],
  ["a quantile trend", fitQuantileTrend(series, 0.9, { resamples: 200 }), "a line with 90 % of the values below it"],
  [
    "a piecewise trend",
    fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 200 }),
    "break 1",
  ],
  ["a piecewise trend with jumps", fitPiecewiseTrend(series, { breaks: [2010], continuous: false }), "2010.0-2019.5"],
  [
    "a chosen number of breaks",
    fitPiecewiseTrend(series, { breaks: { max: 2 }, continuous: true, resamples: 0 }),
    "Piecewise",
  ],
  ["a doubling time", doublingTime(line), "doubling time"],
  ["growth that is uncertain", doublingTime(fitTrend(flat)), "no upper bound"],
  ["a converted growth", convertGrowth({ oomPerYear: 0.3 }), "99.5 %"],
  ["a prediction", predictTrend(line, 2025), "95 % interval"],
  ["several predictions", predictTrend(line, [2000, 2025]), "\n"],
  ["a year", invertTrend(line, 1e15), "95 % interval"],
  ["a test of a known break", testBreak(series, 2010), "Chow"],
  ["a test of an unknown break", testForBreaks(series, { resamples: 99 }), "the statistic that is resampled"],
  ["a comparison of trends", compareTrends(line, fitTrend(flat)), "Difference of two trends"],
  ["a split by scale", splitByScale(series), "low outliers"],
  ["a parsed table", parsed, "Read 2 records"],
  ["coverage by year", valueCoverage(records, "parameters", { by: "year" }), "50 %"],
  ["coverage by domain", valueCoverage(records, "parameters", { by: "domain" }), "no domain"],
];

describe("summarize, of what the library returns,", () => {
  test.each(results)("puts %s into words", (_, result, words) => {
    const text = summarize(result);
    expect(text).toContain(words);
    expect(text).not.toMatch(/NaN|undefined|Infinity|null|\[object/);
    expect(text).not.toMatch(/[ \n]$/);
  });

  test("puts a comparison with a published row into words", () => {
    for (const row of sevilla2022.table3) {
      expect(summarize(compareWithPublished(line, row))).toContain("table 3");
    }
  });

  test("says the year of a prediction's warning in words", () => {
    expect(summarize(predictTrend(line, 2060))).toMatch(/Note: /);
  });
});
