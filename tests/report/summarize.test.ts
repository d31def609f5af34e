import { describe, expect, test } from "vitest";
import type { Warning } from "../../src/errors.ts";
import { summarize } from "../../src/report/summarize.ts";
import type { Prediction } from "../../src/statistics/estimate.ts";
import { goodness, madeEstimate, madeTrend } from "./made-results.ts";

const uncertain: Warning = { code: "GROWTH_SIGN_UNCERTAIN", message: "The interval of the slope holds 0.", path: null };

function prediction(estimate: number | null, lower: number | null, upper: number | null): Prediction {
  return { estimate, standardError: null, lower, upper, level: 0.95, warnings: [] };
}

describe("a trend in words", () => {
  test("gives the count, the line, the slope with its interval, the spread and the kind of interval", () => {
    expect(summarize(madeTrend()).split("\n")).toEqual([
      "Trend: a straight line through log10(value)",
      "  data                99 points, 2010.2 to 2022.1",
      "  line at 2018.4      2.04e20 (95 % interval 1.17e20 to 3.55e20)",
      "  slope               0.660 orders of magnitude a year (95 % interval 0.574 to 0.746)",
      "  spread              residual standard error 1.16 orders of magnitude; R squared 0.70",
      "  intervals           Student t; points taken as independent",
    ]);
  });

  test("names clusters, resamples and seed where they made the interval", () => {
    expect(summarize(madeTrend({ interval: "cluster", clusters: 36 }))).toContain("dependent points; 36 clusters");
    expect(summarize(madeTrend({ interval: "percentile" }))).toContain("bootstrap; 1000 resamples, seed 1");
  });

  test("says each different warning once", () => {
    const text = summarize({ ...madeTrend(), warnings: [uncertain, uncertain] });
    expect(text.match(/The interval of the slope holds 0\./g)).toHaveLength(1);
  });

  test("leaves out what an exact fit does not have", () => {
    const exact = { ...madeTrend(), goodness: { ...goodness, residualStandardError: null, rSquared: null } };
    expect(summarize(exact)).not.toContain("spread");
  });
});

describe("other fits in words", () => {
  test("a piecewise trend gives each segment and each break with its interval", () => {
    const half = { lower: 2005.9, upper: null };
    const fit = {
      ...madeTrend({ interval: "residual" }),
      kind: "piecewise-trend" as const,
      terms: ["log10AtReference", "slope1", "slope2", "break1"],
      segments: [
        { from: 1952, to: 2008.7, n: 19, slopeOomPerYear: madeEstimate(0.169, 0.04) },
        { from: 2008.7, to: 2022.1, n: 99, slopeOomPerYear: madeEstimate(0.657, 0.08) },
      ],
      breaks: [{ ...madeEstimate(2008.72, 3), ...half }],
      selection: [
        { breaks: 0, bic: 506.72 },
        { breaks: 1, bic: 435.91 },
      ],
    };
    const text = summarize(fit);
    expect(text).toContain("break 1             2008.7 (95 % interval at least 2005.9, no upper bound)");
    expect(text).toContain("1952.0-2008.7");
    expect(text).toContain("BIC by breaks       0: 506.7; 1: 435.9");
    expect(text).toContain("0.657 orders of magnitude a year (95 % interval 0.577 to 0.737); 99 points");
  });

  test("a law shows its terms by name, and its source", () => {
    const source = { paper: "A paper", where: "equation 1", version: "v1", status: "printed" as const };
    const { options, warnings, goodness: dropped, convergence, support, referenceYear, ...law } = madeTrend();
    const other = {
      ...law,
      kind: "utilization-law" as const,
      terms: ["E"],
      coefficients: { E: madeEstimate(1.69, 0.1) },
      source,
    };
    expect(summarize(other)).toBe(
      "Utilization law: log10 L = a f + b u + c f u + d, logarithms of FLOP and use\n  E                   1.69 (95 % interval 1.59 to 1.79)\n  source              A paper, equation 1",
    );
  });
});

describe("growth in words", () => {
  const growth = {
    doublingTimeMonths: prediction(5.47, 4.84, 6.29),
    halvingTimeMonths: null,
    growthFactorPerYear: madeEstimate(4.57, 0.8),
    oomPerYear: madeEstimate(0.66, 0.086),
    warnings: [],
  };

  test("gives the doubling time alone where growth is certain", () => {
    const text = summarize(growth);
    expect(text).toContain("doubling time       5.47 months (95 % interval 4.84 to 6.29)");
    expect(text).toContain("growth a year       x4.57 (95 % interval x3.77 to x5.37)");
    expect(text).not.toContain("halving");
  });

  test("gives both branches as half-lines where the interval of the slope holds 0", () => {
    const both = {
      ...growth,
      doublingTimeMonths: prediction(40, 14, null),
      halvingTimeMonths: prediction(null, 90, null),
      warnings: [uncertain],
    };
    const text = summarize(both);
    expect(text).toContain("doubling time       40 months (95 % interval at least 14, no upper bound)");
    expect(text).toContain("not ruled out at 95 %, if at all: at least 90 months, no upper bound");
    expect(text).toContain("Note: The interval of the slope holds 0.");
  });

  test("says that there is no doubling where the whole interval declines", () => {
    const decline = { ...growth, doublingTimeMonths: null, halvingTimeMonths: prediction(20, 15, 30) };
    expect(summarize(decline)).toContain("halving time        20 months (95 % interval 15 to 30)");
    expect(summarize(decline)).not.toContain("doubling time ");
  });

  test("of converted rates, says none where there is none", () => {
    const none = { oomPerYear: -0.1, growthFactorPerYear: 0.794, doublingTimeMonths: null, percentPerYear: -20.6 };
    expect(summarize(none)).toContain("doubling time       none");
  });
});

describe("tests in words", () => {
  test("a break at a known year", () => {
    const text = summarize({ statistic: 1.13, degreesOfFreedom: [2, 95], pValue: 0.33 });
    expect(text).toContain("F(2, 95) = 1.13; p = 0.33");
  });

  test("a break anywhere, with the trimming and the resampling", () => {
    const text = summarize({
      statistic: 41.2,
      year: 2008.72,
      pValue: 0.001,
      daviesPValue: null,
      trim: 0.15,
      resamples: 999,
      seed: 1,
    });
    expect(text).toContain("2008.7; F = 41.2");
    expect(text).toContain("p = 0.001; 999 resamples under one line, seed 1");
    expect(text).toContain("first and last 15 % of the points");
    expect(text).not.toContain("Davies");
  });

  test("a statistic that is not defined is said to be so", () => {
    const text = summarize({ statistic: null, degreesOfFreedom: [2, 95], pValue: 0 });
    expect(text).toContain("F(2, 95) not defined: the lines leave no residual; p < 0.001");
  });

  test("the difference of two trends", () => {
    const difference = { difference: madeEstimate(0.1, 0.3), statistic: 0.7, degreesOfFreedom: 63.27, pValue: 0.49 };
    expect(summarize(difference)).toContain("t(63.3) = 0.700; p = 0.49");
  });

  test("a split by scale counts its groups", () => {
    const text = summarize({ large: [1, 2], regular: [3], lowOutliers: [] });
    expect(text).toContain("large               2 systems");
    expect(text).toContain("low outliers        0 systems");
  });
});

describe("data in words", () => {
  test("coverage gives each group's share and count", () => {
    const text = summarize([
      { group: "Language", n: 40, withValue: 30, share: 0.75 },
      { group: "Vision", n: 10, withValue: 0, share: 0 },
    ]);
    expect(text.split("\n")).toEqual([
      "Coverage: share that has the value, 60 % (30 of 50) over all groups",
      "  Language             75 %  (30 of 40)",
      "  Vision                0 %  (0 of 10)",
    ]);
  });

  test("a parsed table says what was read, and shows the first rejections", () => {
    const rejected = Array.from({ length: 7 }, (_, i) => ({ row: i, field: "date", value: "x", message: `bad ${i}` }));
    const text = summarize({ records: [{}, {}], rejected, warnings: [] });
    expect(text.split("\n")[0]).toBe("Read 2 records; 7 cells or rows could not be read");
    expect(text).toContain("Row 4, date: bad 4");
    expect(text).not.toContain("bad 5");
    expect(text).toContain("... and 2 more");
  });

  test("estimates and predictions, one or several", () => {
    expect(summarize(madeEstimate(2, 1))).toBe("2 (95 % interval 1 to 3)");
    const far = { ...prediction(1e25, 1e24, null), warnings: [uncertain] };
    expect(summarize([madeEstimate(2, 1), far]).split("\n")).toEqual([
      "2 (95 % interval 1 to 3)",
      "1.00e25 (95 % interval at least 1.00e24, no upper bound)",
      "  Note: The interval of the slope holds 0.",
    ]);
  });
});
