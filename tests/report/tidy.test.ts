import { describe, expect, it } from "vitest";
import { augment } from "../../src/report/augment.ts";
import { glance, tidy } from "../../src/report/tidy.ts";
import type { Fit, Law } from "../../src/statistics/law.ts";

const law: Law<"trend", "slopeOomPerYear" | "log10AtReference"> = {
  kind: "trend",
  version: 1,
  terms: ["log10AtReference", "slopeOomPerYear"],
  coefficients: {
    slopeOomPerYear: { estimate: 0.5, standardError: 0.1, lower: 0.3, upper: 0.7, level: 0.9 },
    log10AtReference: { estimate: 2, standardError: null, lower: null, upper: null, level: 0.9 },
  },
  covariance: null,
  draws: null,
  source: null,
};

const fit: Fit<"trend", "slopeOomPerYear" | "log10AtReference"> = {
  ...law,
  goodness: {
    n: 3,
    degreesOfFreedom: 1,
    sumOfSquaredResiduals: 0,
    residualStandardError: 0,
    rSquared: 1,
    logLikelihood: null,
    aicc: null,
    bic: null,
  },
  convergence: null,
  support: { year: { lower: 2020, upper: 2022 } },
  options: {},
  warnings: [],
};

describe("tidy", () => {
  it("gives one row a coefficient in the order of terms", () => {
    expect(tidy(law)).toEqual([
      {
        kind: "trend",
        term: "log10AtReference",
        estimate: 2,
        standardError: null,
        lower: null,
        upper: null,
        level: 0.9,
      },
      {
        kind: "trend",
        term: "slopeOomPerYear",
        estimate: 0.5,
        standardError: 0.1,
        lower: 0.3,
        upper: 0.7,
        level: 0.9,
      },
    ]);
  });
});

describe("glance", () => {
  it("gives the goodness as one row, and null for convergence where nothing was searched", () => {
    expect(glance(fit)).toEqual({ kind: "trend", ...fit.goodness, converged: null });
    const searched = { converged: false, iterations: 9, gradientNorm: 1, localOptima: [] };
    expect(glance({ ...fit, convergence: searched }).converged).toBe(false);
  });

  it("gives nulls for a law that was never fitted", () => {
    const { kind, ...rest } = glance(law);
    expect(kind).toBe("trend");
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
    expect(Object.keys(glance(law)).sort()).toEqual(Object.keys(glance(fit)).sort());
  });
});

describe("augment", () => {
  const rows = [
    { name: "A", year: 2020, value: 100 },
    { name: "B", year: 2022, value: 900 },
  ];
  const predict = (_law: typeof law, row: { year: number }) => 10 ** (2 + 0.5 * (row.year - 2020));

  it("adds fitted and residual to each row and leaves the rows alone", () => {
    const before = structuredClone(rows);
    expect(augment(law, rows, predict)).toEqual([
      { name: "A", year: 2020, value: 100, fitted: 100, residual: 0 },
      { name: "B", year: 2022, value: 900, fitted: 1000, residual: -100 },
    ]);
    expect(rows).toEqual(before);
  });

  it("takes a Prediction for a value, and another column for the observed one", () => {
    const [row] = augment(law, [{ flop: 50 }], () => ({ estimate: 40, warnings: [] }), { observed: "flop" });
    expect(row).toEqual({ flop: 50, fitted: 40, residual: 10 });
  });

  it("gives residuals as ratios in orders of magnitude on the log10 scale", () => {
    const [, second] = augment(law, rows, predict, { on: "log10" });
    expect(second?.residual).toBeCloseTo(Math.log10(0.9), 14);
    const [none] = augment(law, [{ value: -1 }], () => 1, { on: "log10" });
    expect(none?.residual).toBeNull();
  });

  it("has null where the observed or the predicted value is null", () => {
    expect(augment(law, [{ value: null }], () => 3)).toEqual([{ value: null, fitted: 3, residual: null }]);
    expect(augment(law, [{ value: 3 }], () => null)).toEqual([{ value: 3, fitted: null, residual: null }]);
    expect(augment(law, [{ value: 3 }], () => ({ estimate: null }))).toEqual([
      { value: 3, fitted: null, residual: null },
    ]);
  });

  it("refuses rows without the observed column, and values that are no numbers", () => {
    expect(() => augment(law, [{ year: 2020 }], () => 1)).toThrow('Expected a column "value"');
    expect(() => augment(law, [{ value: Number.NaN }], () => 1)).toThrow("rows[0].value");
    expect(() => augment(law, [{ value: 1 }], () => Number.NaN)).toThrow("rows[0]");
    expect(() => augment(law, [{ value: 1 }], () => 1, { on: "log" as "raw" })).toThrow("options.on");
  });
});
