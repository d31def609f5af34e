import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { doublingTime } from "../../src/trends/doubling-time.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { fitTrendFromMoments } from "../../src/trends/trend-from-moments.ts";
import { mergeMoments, type TrendMoments, trendMoments } from "../../src/trends/trend-moments.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { expectSameTrend } from "./same-trend.ts";

interface Regression {
  name: string;
  columns: number[][];
  target: number[];
  weights: number[] | null;
  coefficients: number[];
  sumOfSquaredResiduals: number;
  unscaledCovariance: number[][];
}

const { cases }: { cases: Regression[] } = JSON.parse(
  readFileSync(new URL("../numeric/fixtures/linear-least-squares.json", import.meta.url), "utf8"),
);
const lines = cases.filter(({ columns }) => columns.length === 2);

/** Scatter without a generator, from the fractions of multiples. */
function made(n: number, offset = 0): { year: number[]; value: number[]; weights: number[] } {
  const fraction = (i: number, step: number): number => (i * step) % 1;
  const at = Array.from({ length: n }, (_, i) => 12 * fraction(i + 1, 0.6180339887498949));
  return {
    year: at.map((years) => offset + years),
    value: at.map((years, i) => 10 ** (20 + 0.5 * years + 2 * fraction(i + 1, 0.7548776662466927))),
    weights: at.map((_, i) => 0.5 + 3 * fraction(i + 1, 0.5698402909980532)),
  };
}

function partsOf(series: ReturnType<typeof made>, cuts: number[], weighted: boolean): TrendMoments[] {
  return [0, ...cuts].map((from, part) => {
    const to = cuts[part] ?? series.year.length;
    const weights = series.weights.slice(from, to);
    return trendMoments(
      { year: series.year.slice(from, to), value: series.value.slice(from, to) },
      weighted ? { weights } : {},
    );
  });
}

const refusal = (run: () => unknown): ScalingError => {
  try {
    run();
  } catch (error) {
    if (error instanceof ScalingError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

describe("the moments of a series", () => {
  it("are exact where arithmetic is", () => {
    // Years 0, 1, 5 and logarithms 2, 4, 6: deviations -2, -1, 3 and -2, 0, 2.
    expect(trendMoments({ year: [0, 1, 5], value: [1e2, 1e4, 1e6] })).toEqual({
      n: 3,
      meanYear: 2,
      meanLog10Value: 4,
      sumOfSquaresYear: 14,
      sumOfProducts: 10,
      sumOfSquaresLog10Value: 8,
      firstYear: 0,
      lastYear: 5,
      meanYearRemainder: 0,
    });
  });

  it("have the weights, and the mean of one year, where there is only that", () => {
    // Mean (1 x 20 + 3 x 22) / 4; squares 1 x 1.5^2 + 3 x 0.5^2.
    expect(trendMoments({ year: [2020, 2020], value: [1e20, 1e22] }, { weights: [1, 3] })).toMatchObject({
      meanYear: 2020,
      meanLog10Value: 21.5,
      sumOfSquaresYear: 0,
      sumOfProducts: 0,
      sumOfSquaresLog10Value: 3,
      sumOfWeights: 4,
      sumLogWeights: Math.log(3),
    });
    expect(trendMoments({ year: [2020], value: [1e20] })).toMatchObject({ n: 1, meanYear: 2020, meanLog10Value: 20 });
  });

  it("leave the series as it is", () => {
    const series = { year: Float64Array.of(1, 2, 3), value: Float64Array.of(1, 10, 1000) };
    const weights = Float64Array.of(1, 2, 3);
    trendMoments(series, { weights });
    expect(series).toEqual({ year: Float64Array.of(1, 2, 3), value: Float64Array.of(1, 10, 1000) });
    expect(weights).toEqual(Float64Array.of(1, 2, 3));
  });

  it("refuse what has no moments", () => {
    expect(refusal(() => trendMoments({ year: [], value: [] })).code).toBe("EMPTY_INPUT");
    expect(refusal(() => trendMoments({ year: [1, 2], value: [1, 0] })).code).toBe("NOT_POSITIVE");
    expect(refusal(() => trendMoments({ year: [1, 2], value: [1, 1] }, { weights: [1] })).code).toBe("LENGTH_MISMATCH");
    expect(refusal(() => trendMoments({ year: [1, 1e200], value: [1, 1] })).code).toBe("OUT_OF_RANGE");
    expect(refusal(() => trendMoments({ year: [1, 2], value: [1, 1] }, { weights: [1e308, 1e308] })).code).toBe(
      "OUT_OF_RANGE",
    );
  });
});

describe("a line from moments", () => {
  it.each(lines)("has the coefficients, squares and covariance that numpy gives: $name", (each) => {
    const series = { year: each.columns[1] ?? [], value: each.target.map((y) => 10 ** y) };
    const moments = trendMoments(series, each.weights === null ? {} : { weights: each.weights });
    const trend = fitTrendFromMoments(moments, { referenceYear: 0 });
    const { log10AtReference, slopeOomPerYear } = trend.coefficients;
    const [level, slope] = each.coefficients;
    expect(Math.abs(log10AtReference.estimate / (level ?? 0) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(slopeOomPerYear.estimate / (slope ?? 0) - 1)).toBeLessThan(1e-12);
    expect(Math.abs((trend.goodness.sumOfSquaredResiduals ?? 0) / each.sumOfSquaredResiduals - 1)).toBeLessThan(1e-11);
    const variance = each.sumOfSquaredResiduals / (each.target.length - 2);
    for (const [j, row] of each.unscaledCovariance.entries()) {
      for (const [k, entry] of row.entries()) {
        expect(Math.abs((trend.covariance?.[j]?.[k] ?? 0) / (variance * entry) - 1)).toBeLessThan(1e-11);
      }
    }
  });

  it.each([
    ["as years are written", 2010],
    ["with an offset of a thousand million", 1e9],
  ])("is that of fitTrend, whole or merged from unequal parts, years %s", (_, offset) => {
    for (const n of [3, 4, 60, 5000]) {
      const series = made(n, offset);
      for (const weighted of [false, true]) {
        const options = weighted ? { weights: series.weights } : {};
        const expected = fitTrend(series, options);
        expectSameTrend(fitTrendFromMoments(trendMoments(series, options)), expected, 1e-12);
        const parts = partsOf(series, [1, 2, Math.ceil(n / 2), n - 1].slice(0, n > 4 ? 4 : 2), weighted);
        expectSameTrend(fitTrendFromMoments(parts.reduce(mergeMoments)), expected, 1e-12);
        expectSameTrend(fitTrendFromMoments(parts.reverse().reduce(mergeMoments)), expected, 1e-12);
      }
    }
  });

  it("keeps its digits over ten thousand merges", () => {
    const series = made(10_000, 1e9);
    let moments = trendMoments({ year: series.year.slice(0, 1), value: series.value.slice(0, 1) });
    for (let i = 1; i < series.year.length; i++) {
      moments = mergeMoments(moments, trendMoments({ year: [series.year[i]!], value: [series.value[i]!] }));
    }
    expectSameTrend(fitTrendFromMoments(moments), fitTrend(series), 1e-11);
  });

  it("takes a level and a reference year, and predicts, stores and reloads like any trend", () => {
    const series = made(40, 2010);
    const options = { level: 0.8, referenceYear: 2000 };
    const expected = fitTrend(series, options);
    const trend = fitTrendFromMoments(trendMoments(series), options);
    expectSameTrend(trend, expected, 1e-12);
    expectPlainJson(trend);
    const stored = parseFit(JSON.stringify(trend), "trend");
    const at = predictTrend(stored, 2030, { of: "observation" });
    expect((at.upper ?? 0) / (predictTrend(expected, 2030, { of: "observation" }).upper ?? 1)).toBeCloseTo(1, 9);
    expect(doublingTime(trend).doublingTimeMonths?.upper).toBeCloseTo(
      doublingTime(expected).doublingTimeMonths?.upper ?? 0,
      9,
    );
  });

  it("takes moments as an engine names them, without the remainder of the mean", () => {
    const series = made(50, 2010);
    const { meanYearRemainder: _, ...moments } = trendMoments(series);
    expectSameTrend(fitTrendFromMoments({ ...moments, part: "a" } as TrendMoments), fitTrend(series), 1e-12);
  });

  it("warns where the squares of the residuals are lost in rounding", () => {
    const year = [2018, 2019, 2020, 2021];
    const exact = fitTrendFromMoments(trendMoments({ year, value: year.map((at) => 10 ** (0.7 * (at - 2000))) }));
    expect(exact.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
    expectPlainJson(exact);
    const flat = fitTrendFromMoments(trendMoments({ year, value: [7, 7, 7, 7] }));
    expect(flat.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
    expect(flat.goodness.rSquared).toBeNull();
    expectPlainJson(flat);
  });

  it("has no interval that needs the points, and says why", () => {
    const moments = trendMoments(made(20));
    for (const interval of ["cluster", "percentile", "bca", "residual", 7, 1n, Symbol("t"), null]) {
      const error = refusal(() => fitTrendFromMoments(moments, { interval } as object));
      expect(error).toMatchObject({ code: "INVALID_OPTION", path: "options.interval" });
      expect(error.message).toContain("need the residual of every point");
    }
    for (const [name, value, why] of [
      ["weights", [1, 2], "weights belong to the moments"],
      ["clusters", ["a"], "residual of every point"],
      ["valueNoiseFactor", 2, "drawn anew"],
      ["keepDraws", true, "drawn again"],
    ] as const) {
      const error = refusal(() => fitTrendFromMoments(moments, { [name]: value } as object));
      expect(error).toMatchObject({ code: "INVALID_OPTION", path: `options.${name}` });
      expect(error.message).toContain(why);
    }
    expect(refusal(() => fitTrendFromMoments(moments, { level: 1 })).path).toBe("options.level");
    expect(refusal(() => fitTrendFromMoments(moments, { referenceYear: Number.NaN })).path).toBe(
      "options.referenceYear",
    );
    expect(fitTrendFromMoments(moments, { interval: "t" })).toEqual(fitTrendFromMoments(moments));
  });
});

describe("moments that no points have", () => {
  const good = trendMoments(made(50, 2010));
  const weighted = trendMoments(made(50, 2010), { weights: made(50).weights });

  it.each<[what: string, change: Record<string, unknown>, code: string, path: string]>([
    ["no points", { n: 0 }, "EMPTY_INPUT", "n"],
    ["two points", { n: 2 }, "OUT_OF_RANGE", "sumOfSquaresYear"],
    ["half a point", { n: 50.5 }, "OUT_OF_RANGE", "n"],
    ["a count as bigint, as engines give it", { n: 50n }, "UNSUPPORTED_TYPE", "n"],
    ["a count as text", { n: "50" }, "UNSUPPORTED_TYPE", "n"],
    ["a mean that is null", { meanYear: null }, "UNSUPPORTED_TYPE", "meanYear"],
    ["a mean that is missing", { meanLog10Value: undefined }, "UNSUPPORTED_TYPE", "meanLog10Value"],
    ["a mean that is no number", { meanLog10Value: Number.NaN }, "NOT_FINITE", "meanLog10Value"],
    ["infinite squares", { sumOfSquaresYear: Infinity }, "NOT_FINITE", "sumOfSquaresYear"],
    ["negative squares", { sumOfSquaresYear: -1 }, "OUT_OF_RANGE", "sumOfSquaresYear"],
    ["negative squares of values", { sumOfSquaresLog10Value: -1e-9 }, "OUT_OF_RANGE", "sumOfSquaresLog10Value"],
    [
      "more squares of values than doubles have",
      { sumOfSquaresLog10Value: 1e9 },
      "OUT_OF_RANGE",
      "sumOfSquaresLog10Value",
    ],
    ["a product beyond Cauchy and Schwarz", { sumOfProducts: 1e5 }, "OUT_OF_RANGE", "sumOfProducts"],
    ["a mean outside of the years", { meanYear: 2030 }, "OUT_OF_RANGE", "meanYear"],
    ["years the wrong way round", { firstYear: 2030 }, "OUT_OF_RANGE", "lastYear"],
    ["years too far apart to be squared", { firstYear: -1e200 }, "OUT_OF_RANGE", "lastYear"],
    [
      "a variance in the place of squares",
      { sumOfSquaresYear: good.sumOfSquaresYear / 50 },
      "OUT_OF_RANGE",
      "sumOfSquaresYear",
    ],
    ["squares that were not centred", { sumOfSquaresYear: 50 * 2015 ** 2 }, "OUT_OF_RANGE", "sumOfSquaresYear"],
    ["a mean without its logarithm", { meanLog10Value: 1e22 }, "OUT_OF_RANGE", "meanLog10Value"],
    ["a remainder larger than rounding", { meanYearRemainder: 0.1 }, "OUT_OF_RANGE", "meanYearRemainder"],
    ["weights without their logarithms", { sumOfWeights: 80 }, "UNSUPPORTED_TYPE", "sumLogWeights"],
    ["logarithms without their weights", { sumLogWeights: 8 }, "UNSUPPORTED_TYPE", "sumOfWeights"],
    ["weights that sum to nothing", { sumOfWeights: 0, sumLogWeights: 0 }, "NOT_POSITIVE", "sumOfWeights"],
    ["logarithms beyond their weights", { sumOfWeights: 50, sumLogWeights: 1 }, "OUT_OF_RANGE", "sumLogWeights"],
  ])("are refused: %s", (_, change, code, path) => {
    const moments = { ...good, ...change } as TrendMoments;
    expect(refusal(() => fitTrendFromMoments(moments))).toMatchObject({ code, path: `moments.${path}` });
    expect(refusal(() => mergeMoments(good, moments))).toMatchObject({ code, path: `b.${path}` });
    expect(refusal(() => mergeMoments(moments, good))).toMatchObject({ code, path: `a.${path}` });
  });

  it("are refused where they are no object", () => {
    for (const moments of [null, undefined, 7, "moments", [good]]) {
      const error = refusal(() => fitTrendFromMoments(moments as unknown as TrendMoments));
      expect(error.code).toBe("UNSUPPORTED_TYPE");
    }
  });

  it("are refused by a fit, not by a merge, where they are only too few", () => {
    const two = trendMoments({ year: [2018, 2019], value: [1, 2] });
    expect(refusal(() => fitTrendFromMoments(two))).toMatchObject({ code: "TOO_FEW_POINTS", path: "moments.n" });
    const oneYear = trendMoments({ year: [2018, 2018, 2018], value: [1, 2, 3] });
    expect(refusal(() => fitTrendFromMoments(oneYear)).code).toBe("NO_SPREAD");
    expect(fitTrendFromMoments(mergeMoments(two, oneYear)).goodness.n).toBe(5);
  });

  it("are refused where one part has weights and the other has none", () => {
    expect(refusal(() => mergeMoments(good, weighted))).toMatchObject({
      code: "INVALID_OPTION",
      path: "b.sumOfWeights",
    });
    expect(mergeMoments(weighted, weighted).sumOfWeights).toBe(2 * (weighted.sumOfWeights ?? 0));
  });

  it("are refused where their sum is no number", () => {
    const heavy = { ...weighted, sumOfWeights: 1e308, sumLogWeights: 0 };
    expect(refusal(() => mergeMoments(heavy, heavy)).code).toBe("OUT_OF_RANGE");
  });
});
