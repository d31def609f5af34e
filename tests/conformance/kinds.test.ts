import { fitUniqueSequences } from "../../src/corpus/unique-sequences.ts";
import { isUniqueSequences, predictUniqueSequences } from "../../src/corpus/unique-sequences-prediction.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { isQuantileTrend, isRobustTrend, isTrend } from "../../src/trends/is-trend.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { isPiecewiseTrend } from "../../src/trends/piecewise-trend-law.ts";
import type { PiecewiseTrendOptions } from "../../src/trends/piecewise-trend-options.ts";
import { predictPiecewiseTrend } from "../../src/trends/piecewise-trend-prediction.ts";
import { fitQuantileTrend } from "../../src/trends/quantile-trend.ts";
import { fitRobustTrend } from "../../src/trends/robust-trend.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { fitTrendFromMoments } from "../../src/trends/trend-from-moments.ts";
import { trendMoments } from "../../src/trends/trend-moments.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";
import { type Columns, describeConformance } from "./conformance.ts";

/** The fraction of k golden ratios: scatter without a generator. */
function fraction(k: number): number {
  return (k * 0.6180339887498949) % 1;
}

/** A series of 2010 to 2022 whose growth slows in 2016, scattered by a factor of ten either way. */
function scatteredSeries(n: number): { year: number[]; value: number[] } {
  const year = Array.from({ length: n }, (_, i) => 2010 + 12 * fraction(i + 1));
  const value = year.map(
    (at, i) => 10 ** (20 + 0.8 * Math.min(at - 2016, 0) + 0.3 * Math.max(at - 2016, 0) + 2 * fraction(7 * i + 3) - 1),
  );
  return { year, value };
}

function series(data: Columns): { year: ArrayLike<number>; value: ArrayLike<number> } {
  return { year: data["year"] ?? [], value: data["value"] ?? [] };
}

const YEARS = [2012, 2015.5, 2016, 2030];

for (const interval of ["t", "percentile", "bca", "residual"] as const) {
  describeConformance({
    name: `a trend, interval ${interval}`,
    kind: "trend",
    data: scatteredSeries,
    fit: (data, options) => fitTrend(series(data), { ...options, interval }),
    predict: (law) => predictTrend(law, YEARS),
    predictStored: (text) => predictTrend(parseFit(text, "trend"), YEARS),
    guard: isTrend,
    maxBytes: 1500,
    resampled: interval !== "t",
  });
}

describeConformance({
  name: "a trend from moments",
  kind: "trend",
  data: scatteredSeries,
  fit: (data, { level }) => fitTrendFromMoments(trendMoments(series(data)), level === undefined ? {} : { level }),
  predict: (law) => predictTrend(law, YEARS),
  predictStored: (text) => predictTrend(parseFit(text, "trend"), YEARS),
  guard: isTrend,
  maxBytes: 1500,
  resampled: false,
  levelOnly: true,
});

describeConformance({
  name: "a robust trend",
  kind: "robust-trend",
  data: scatteredSeries,
  fit: (data, { level }) => fitRobustTrend(series(data), level === undefined ? {} : { level }),
  predict: (law) => predictTrend(law, YEARS),
  predictStored: (text) => predictTrend(parseFit(text, "robust-trend"), YEARS),
  guard: isRobustTrend,
  maxBytes: 1500,
  resampled: false,
  levelOnly: true,
});

for (const tau of [0.5, 0.9]) {
  describeConformance({
    name: `a quantile trend, tau ${tau}`,
    kind: "quantile-trend",
    data: scatteredSeries,
    fit: (data, options) => fitQuantileTrend(series(data), tau, options),
    predict: (law) => predictTrend(law, YEARS),
    predictStored: (text) => predictTrend(parseFit(text, "quantile-trend"), YEARS),
    guard: isQuantileTrend,
    maxBytes: 1500,
    resampled: true,
  });
}

const piecewise: Record<string, PiecewiseTrendOptions> = {
  "one break given, continuous": { breaks: [2016], continuous: true },
  "two breaks given, discontinuous": { breaks: [2014, 2018], continuous: false },
  "one break estimated, continuous": { breaks: { count: 1 }, continuous: true },
  "one break estimated, continuous, profile": { breaks: { count: 1 }, continuous: true, interval: "profile" },
  "two breaks estimated, discontinuous": { breaks: { count: 2 }, continuous: false },
  "up to two breaks by BIC, continuous": { breaks: { max: 2 }, continuous: true },
};

for (const [name, choice] of Object.entries(piecewise)) {
  const searched = !Array.isArray(choice.breaks);
  describeConformance({
    name: `a piecewise trend, ${name}`,
    kind: "piecewise-trend",
    data: scatteredSeries,
    fit: (data, options) => fitPiecewiseTrend(series(data), { ...options, ...choice }),
    predict: (law) => predictPiecewiseTrend(law, YEARS),
    predictStored: (text) => predictPiecewiseTrend(parseFit(text, "piecewise-trend"), YEARS),
    guard: isPiecewiseTrend,
    maxBytes: 6000,
    resampled: searched && choice.interval !== "profile",
    searched,
  });
}

/** A corpus whose unique sequences grow as its size to the power 0.6, scattered. */
function growingCorpus(n: number): { tokens: number[]; unique: number[] } {
  const tokens = Array.from({ length: n }, (_, i) => 10 ** (3 + 6 * fraction(i + 1)));
  return { tokens, unique: tokens.map((size, i) => 2 * size ** 0.6 * (1 + 0.2 * fraction(7 * i + 3))) };
}

for (const interval of ["t", "percentile"] as const) {
  describeConformance({
    name: `a growth of unique sequences, interval ${interval}`,
    kind: "unique-sequences",
    data: growingCorpus,
    fit: (data, options) =>
      fitUniqueSequences({ tokens: data["tokens"] ?? [], unique: data["unique"] ?? [] }, { ...options, interval }),
    predict: (law) => [1e4, 1e12].map((size) => predictUniqueSequences(law, size)),
    predictStored: (text) => {
      const law = parseFit(text, "unique-sequences");
      return [1e4, 1e12].map((size) => predictUniqueSequences(law, size));
    },
    guard: isUniqueSequences,
    maxBytes: 2000,
    resampled: interval === "percentile",
  });
}
