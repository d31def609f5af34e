import { describe, expect, it } from "vitest";
import { randomSource, standardNormal } from "../../src/numeric/random.ts";
import { boundedShares } from "../../src/statistics/line-mixture.ts";
import { fitTrendMixture } from "../../src/trends/trend-mixture.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import reference from "./fixtures/mixture.json";
import { twoLines } from "./two-lines.ts";

interface Reference {
  name: string;
  components: number;
  parallel: boolean;
  year: number[];
  log10Value: number[];
  logLikelihood: number;
  shares: number[];
  levels: number[];
  slopes: number[];
  sigma: number;
}

const references: Reference[] = reference.mixtures;

const codes = (result: { warnings: { code: string }[] }): string[] => result.warnings.map(({ code }) => code);

describe("a mixture of trends", () => {
  for (const expected of references) {
    it(`reaches the likelihood that a general optimiser finds from many starts: ${expected.name}`, () => {
      const { year, log10Value, components, parallel } = expected;
      const value = log10Value.map((log) => 10 ** log);
      const fit = fitTrendMixture({ year, value }, { components, parallel, resamples: 0 });
      expect(fit.goodness.logLikelihood).toBeGreaterThan(expected.logLikelihood - 1e-6);
      expect(fit.goodness.logLikelihood).toBeCloseTo(expected.logLikelihood, 5);
      expect(fit.scatterDex).toBeCloseTo(expected.sigma, 4);
      fit.components.forEach(({ share, slopeOomPerYear, log10AtReference }, k) => {
        expect(share.estimate).toBeCloseTo(expected.shares[k] ?? 0, 4);
        expect(slopeOomPerYear.estimate).toBeCloseTo(expected.slopes[k] ?? 0, 4);
        expect(log10AtReference.estimate).toBeCloseTo(expected.levels[k] ?? 0, 4);
      });
      const estimated = components + (parallel ? 1 : components) + components;
      const { logLikelihood, bic, n } = fit.goodness;
      expect(bic).toBeCloseTo(-2 * (logLikelihood ?? 0) + estimated * Math.log(n), 8);
      expectPlainJson(fit);
    });
  }

  it("tells systems apart that were simulated from two lines", () => {
    const { year, value, large } = twoLines(150, 6, 0.25, 4);
    const { components, membership, scatterDex, versusOneLine } = fitTrendMixture(
      { year, value },
      { referenceYear: 2018, resamples: 99 },
    );
    const right = membership.filter((each, i) => (each[1] ?? 0) > 0.5 === large[i]).length;
    expect(right / 150).toBeGreaterThan(0.97);
    expect(scatterDex).toBeCloseTo(0.4, 1);
    expect(versusOneLine.pValue).toBe(0.01);
    const truth = [
      { slope: 0.6, level: 22, share: 0.75 },
      { slope: 0.3, level: 24.4, share: 0.25 },
    ];
    components.forEach(({ slopeOomPerYear: slope, log10AtReference: level, share }, k) => {
      for (const [estimate, expected] of [
        [slope, truth[k]?.slope ?? 0],
        [level, truth[k]?.level ?? 0],
        [share, truth[k]?.share ?? 0],
      ] as const) {
        expect(Math.abs(estimate.estimate - expected)).toBeLessThan(3.5 * (estimate.standardError ?? 0));
      }
    });
    for (const row of membership) expect(row.reduce((total, each) => total + each, 0)).toBeCloseTo(1, 12);
  });

  it("covers the slopes and shares at about its level", () => {
    let slopes = 0;
    let levels = 0;
    for (let trial = 0; trial < 100; trial++) {
      const { year, value } = twoLines(100, 5, 0.3, 100 + trial);
      const [, upper] = fitTrendMixture({ year, value }, { referenceYear: 2020, resamples: 0 }).components;
      const { slopeOomPerYear: slope, log10AtReference: level } = upper!;
      if ((slope.lower ?? 1) <= 0.3 && 0.3 <= (slope.upper ?? 0)) slopes++;
      if ((level.lower ?? 99) <= 24.6 && 24.6 <= (level.upper ?? 0)) levels++;
    }
    expect(slopes).toBeGreaterThanOrEqual(86);
    expect(levels).toBeGreaterThanOrEqual(86);
  });

  it("rejects one line with normal errors no more often than its level", () => {
    const random = randomSource(8);
    let rejected = 0;
    for (let trial = 0; trial < 100; trial++) {
      const year = Array.from({ length: 40 }, (_, i) => 2010 + i / 4);
      const value = year.map((at) => 10 ** (18 + 0.5 * at - 1000 + standardNormal(random)));
      const { pValue } = fitTrendMixture({ year, value }, { parallel: true, resamples: 39, seed: trial }).versusOneLine;
      if ((pValue ?? 1) <= 0.1) rejected++;
    }
    // Nominal 10; three standard deviations of a count of 100 are 9.
    expect(rejected).toBeLessThanOrEqual(19);
    expect(rejected).toBeGreaterThanOrEqual(2);
  });

  it("does not depend on unit, line or order, and repeats itself", () => {
    const { year, value } = twoLines(60, 3, 0.3, 6);
    const fit = fitTrendMixture({ year, value }, { resamples: 49 });
    const moved = fitTrendMixture(
      {
        year: year.map((at) => at - 15).reverse(),
        value: value.map((each, i) => each * 1e3 * 10 ** (0.2 * (year[i] ?? 0) - 400)).reverse(),
      },
      { resamples: 49 },
    );
    expect(moved.components[0]?.slopeOomPerYear.estimate).toBeCloseTo(
      (fit.components[0]?.slopeOomPerYear.estimate ?? 0) + 0.2,
      7,
    );
    expect(moved.goodness.logLikelihood).toBeCloseTo(fit.goodness.logLikelihood ?? 0, 7);
    expect(moved.membership[0]?.[1]).toBeCloseTo(fit.membership[59]?.[1] ?? 0, 6);
    expect(fitTrendMixture({ year, value }, { resamples: 49 })).toEqual(fit);
    expect(fitTrendMixture({ year, value }, { resamples: 49, seed: 2 }).components).toEqual(fit.components);
  });

  it("always says that a small p does not prove two populations", () => {
    const { year, value } = twoLines(40, 3, 0.3, 6);
    expect(codes(fitTrendMixture({ year, value }, { resamples: 0 }))).toContain("SKEW_SENSITIVE");
    expect(fitTrendMixture({ year, value }, { resamples: 0 }).versusOneLine.pValue).toBeNull();
  });

  it("holds shares at the least, and says so", () => {
    const { year, value } = twoLines(60, 0, 0, 9);
    value[30] = (value[30] ?? 1) * 1e8;
    const fit = fitTrendMixture({ year, value }, { parallel: true, resamples: 0 });
    expect(fit.components[1]?.share.estimate).toBeCloseTo(0.05, 12);
    expect(fit.components[1]?.share.standardError).toBeNull();
    expect(codes(fit)).toContain("COEFFICIENT_AT_BOUND");
    expect(boundedShares(Float64Array.of(1, 9, 90), 0.05)).toEqual(
      Float64Array.of(0.05, (9 / 99) * 0.95, (90 / 99) * 0.95),
    );
    expect(boundedShares(Float64Array.of(0, 0, 10), 0.2)).toEqual(Float64Array.of(0.2, 0.2, 0.6));
  });

  it("survives points on two lines, on one line, and few points", () => {
    const year = Array.from({ length: 24 }, (_, i) => 2010 + i / 2);
    const two = fitTrendMixture({ year, value: year.map((at, i) => 10 ** (at - 2000 + (i % 2) * 3)) });
    expect(codes(two)).toContain("EXACT_FIT");
    expect(two.goodness.bic).toBeNull();
    expect(two.versusOneLine.pValue).toBeNull();
    expect(two.components[1]?.slopeOomPerYear.estimate).toBeCloseTo(1, 6);
    const one = fitTrendMixture({ year, value: year.map((at) => 10 ** (0.5 * (at - 2000))) });
    expect(codes(one)).toContain("EXACT_FIT");
    expect(one.components[0]?.slopeOomPerYear.estimate).toBeCloseTo(0.5, 6);
    const few = twoLines(9, 4, 0.4, 3);
    expect(codes(fitTrendMixture({ year: few.year, value: few.value }, { resamples: 19 }))).toContain("FEW_POINTS");
    expectPlainJson([two, one]);
  });

  it("refuses what it cannot fit", () => {
    const { year, value } = twoLines(30, 4, 0.4, 3);
    const refusal = (run: () => unknown, code: string): void => {
      expect(run).toThrow(expect.objectContaining({ code }));
    };
    refusal(() => fitTrendMixture({ year: year.slice(0, 7), value: value.slice(0, 7) }), "TOO_FEW_POINTS");
    refusal(() => fitTrendMixture({ year: year.map(() => 2020), value }), "NO_SPREAD");
    refusal(() => fitTrendMixture({ year, value }, { components: 1 }), "INVALID_OPTION");
    refusal(() => fitTrendMixture(twoLines(300, 4, 0.4, 3), { components: 11, leastShare: 0.01 }), "INVALID_OPTION");
    refusal(() => fitTrendMixture({ year, value }, { leastShare: 0.6 }), "INVALID_OPTION");
    refusal(() => fitTrendMixture({ year, value }, { resamples: -1 }), "INVALID_OPTION");
    refusal(() => fitTrendMixture({ year, value }, { referenceYear: Number.NaN }), "NOT_FINITE");
  });
});
