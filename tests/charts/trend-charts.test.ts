import { describe, expect, it } from "vitest";
import { gapChart, residualChart, trendChart } from "../../src/charts/index.ts";
import { findParameterGaps } from "../../src/parameter-gap/index.ts";
import { fitPiecewiseTrend, fitTrend, predictPiecewiseTrend } from "../../src/trends/index.ts";
import { beside, charts, mixture, series, sizes } from "./examples.ts";
import { headingOf, labelsOf, numberIn, pointsIn, refusal, render, rowsWith } from "./render.ts";

/** Points on 10^(20 + 0.301 (year - 2015)), which doubles in 12 months, then on ten times as steep a line. */
const kinked = {
  year: Array.from({ length: 41 }, (_, i) => 2010 + i / 4),
  value: Array.from({ length: 41 }, (_, i) => 2 ** Math.min(i / 4, 5) * 1024 ** Math.max(0, i / 4 - 5)),
};

describe("a trend chart", () => {
  it("draws the line through points that lie on one, and says the doubling time beside it", () => {
    const steady = { year: [2010, 2011, 2012, 2013], value: [1, 2, 4, 8] };
    const spec = trendChart(steady, fitTrend(steady), { untilYear: 2015 });
    const line = rowsWith(spec, "estimate");
    for (const row of line) expect(numberIn(row, "estimate") / 2 ** (numberIn(row, "year") - 2010)).toBeCloseTo(1, 9);
    expect(numberIn(line.at(-1)!, "year")).toBe(2015);
    expect(labelsOf(spec)).toEqual(["doubles in 12 months"]);
    const thirty = trendChart(steady, fitTrend(steady), { monthsPerYear: 365 / 30 });
    expect(labelsOf(thirty)).toEqual(["doubles in 12.2 months"]);
  });

  it("says the growth of every era beside it and in the subtitle, and the year of the break", () => {
    const spec = trendChart(kinked, fitPiecewiseTrend(kinked, { breaks: [2015], continuous: true }));
    expect(new Set(labelsOf(spec))).toEqual(new Set(["doubles in 12 months", "doubles in 1.2 months", "break 2015.0"]));
    expect(headingOf(spec)).toMatch(/2010.0 to 2015.0, 20 systems: doubles in 12 months.*2015.0 to 2020.0/);
    const line = rowsWith(spec, "estimate");
    const at = (year: number) => line.find((row) => Math.abs(numberIn(row, "year") - year) < 1e-6)!;
    expect(numberIn(at(2015), "estimate")).toBeCloseTo(32, 6);
    expect(numberIn(at(2020), "estimate") / (32 * 1024 ** 5)).toBeCloseTo(1, 6);
  });

  it("breaks the stroke where eras jump", () => {
    const parts = rowsWith(charts["eras with a jump"]!(), "estimate").map((row) => row["part"]);
    expect(new Set(parts)).toEqual(new Set([0, 1]));
    expect(new Set(rowsWith(charts["eras that meet"]!(), "estimate").map((row) => row["part"]))).toEqual(new Set([0]));
  });

  it("draws each of many eras as it is predicted", () => {
    const year = Array.from({ length: 200 }, (_, i) => 2000 + i / 10);
    const value = year.map((at, i) => 10 ** (0.2 * (at - 2000) + Math.sin(i)));
    const breaks = Array.from({ length: 19 }, (_, i) => 2001.05 + i);
    for (const continuous of [true, false]) {
      const fit = fitPiecewiseTrend({ year, value }, { breaks, continuous, minPoints: 3 });
      const rows = rowsWith(trendChart({ year, value }, fit, { untilYear: 2021 }), "estimate");
      // The band and the line.
      expect(rows).toHaveLength(2 * 20 * 81);
      expect(numberIn(rows.at(-1)!, "year")).toBeCloseTo(2021, 9);
      for (const row of rows.filter((_, i) => i % 27 === 0)) {
        const { estimate, lower, upper } = predictPiecewiseTrend(fit, numberIn(row, "year"));
        expect(row).toMatchObject({ estimate, lower, upper });
      }
      const residuals = rowsWith(residualChart({ year, value }, fit), "residual");
      expect(residuals).toHaveLength(200);
      for (const [i, row] of residuals.entries()) {
        const line = predictPiecewiseTrend(fit, year[i]!).estimate!;
        expect(numberIn(row, "residual")).toBeCloseTo(Math.log10(value[i]! / line), 12);
      }
    }
  });

  it("says where growth may be none, halves, or is that of a quantile", () => {
    const flat = { year: [2010, 2011, 2012, 2013], value: [1, 5, 2, 4] };
    expect(headingOf(trendChart(flat, fitTrend(flat)))).toContain("the sign of growth is uncertain");
    const falling = { year: [2010, 2011, 2012, 2013], value: [8, 4.1, 2, 1] };
    expect(headingOf(trendChart(falling, fitTrend(falling)))).toMatch(/halves in 1[12]\.?\d* months \(95 % interval/);
    expect(headingOf(charts["a line near the frontier"]!())).toContain("line with 90 % below it: doubles in");
    expect(headingOf(charts["a robust line"]!())).toContain("median of pairwise slopes: doubles in");
    const still = { year: [2010, 2011, 2012], value: [3, 3, 3] };
    expect(labelsOf(trendChart(still, fitTrend(still)))).toEqual(["no growth"]);
  });

  it("draws the lines of a mixture, each point in the colour of the one it most likely belongs to", async () => {
    const spec = trendChart(beside, mixture);
    const points = rowsWith(spec, "value");
    const colors = [0, 1].map((k) => points[k === 0 ? 1 : 0]!["color"]);
    expect(colors[0]).not.toBe(colors[1]);
    points.forEach((row, i) => {
      expect(row["color"]).toBe(colors[i % 4 === 0 ? 1 : 0]);
    });
    expect(new Set(rowsWith(spec, "estimate").map((row) => row["color"]))).toEqual(new Set(colors));
    expect(labelsOf(spec)).toHaveLength(2);
    expect(headingOf(spec)).toMatch(/7\d % of 40 systems: doubles in .*2\d % of 40 systems: doubles in/);
    expect(pointsIn((await render(spec)).svg)).toBe(40);
  });

  it("refuses points of another series, and what is no point", () => {
    const trend = fitTrend(series);
    expect(refusal(() => trendChart({ year: [2000], value: [1] }, mixture))).toBe("LENGTH_MISMATCH");
    expect(refusal(() => trendChart({ year: [2000, 2001], value: [1, 0] }, trend))).toBe("NOT_POSITIVE");
    expect(refusal(() => trendChart({ year: [Number.NaN], value: [1] }, trend))).toBe("NOT_FINITE");
    expect(refusal(() => trendChart(series, trend, { untilYear: Number.NaN }))).toBe("NOT_FINITE");
  });
});

describe("a chart of residuals", () => {
  it("has the logarithms of value over line, which least squares makes sum to 0", () => {
    const rows = rowsWith(charts["residuals"]!(), "residual");
    expect(rows).toHaveLength(series.year.length);
    expect(rows.reduce((total, row) => total + numberIn(row, "residual"), 0)).toBeCloseTo(0, 8);
  });

  it("has lines at 0 and at twice the residual standard error", () => {
    const fit = fitTrend(series);
    const levels = rowsWith(residualChart(series, fit), "level").map((row) => row["level"]);
    expect(levels).toEqual([0, 2 * fit.goodness.residualStandardError!, -2 * fit.goodness.residualStandardError!]);
  });
});

describe("a gap chart", () => {
  it("counts every size, shades the gaps and names them with their p-values", () => {
    const result = findParameterGaps(sizes, { resamples: 99 });
    const spec = gapChart(sizes, result);
    const bars = rowsWith(spec, "from");
    expect(bars.reduce((total, row) => total + numberIn(row, "count"), 0)).toBe(sizes.length);
    expect(rowsWith(spec, "lower")).toHaveLength(Math.min(2, result.gaps.length));
    expect(labelsOf(spec)[0]).toMatch(/^[\d.]+[BM] to [\d.]+[BM], p/);
    expect(headingOf(spec)).toMatch(/60 models; line: kernel density .* expected; p/);
  });

  it("says so where there is no gap", () => {
    expect(headingOf(charts["sizes without a gap"]!())).toContain("No gap was found");
    expect(labelsOf(charts["sizes without a gap"]!())).toEqual([]);
  });
});
