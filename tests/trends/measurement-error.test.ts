import { describe, expect, it } from "vitest";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { dexOfBounds, dexOfConfidence, measurementWeights } from "../../src/trends/measurement-error.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import reference from "./fixtures/mixture.json";

interface Reference {
  name: string;
  year: number[];
  log10Value: number[];
  dex: number[];
  scatterDex: number;
  weights: number[];
}

const references: Reference[] = reference.reml;

const codes = (result: { warnings: { code: string }[] }): string[] => result.warnings.map(({ code }) => code);

describe("weights for measurement errors", () => {
  for (const { name, year, log10Value, dex, scatterDex, weights } of references) {
    it(`are those of REML by explicit matrices: ${name}`, () => {
      const found = measurementWeights({ year, value: log10Value.map((log) => 10 ** log) }, dex);
      expect(found.scatterDex).toBeCloseTo(scatterDex, 6);
      weights.forEach((weight, i) => {
        expect(found.weights[i]).toBeCloseTo(weight, 5);
      });
      expect(codes(found)).toEqual(scatterDex === 0 ? ["COEFFICIENT_AT_BOUND"] : []);
      expectPlainJson(found);
    });
  }

  it("recover the slope better than equal weights, and cover at the level", () => {
    const random = randomSource(12);
    let covered = 0;
    let squares = 0;
    let plainSquares = 0;
    for (let trial = 0; trial < 400; trial++) {
      const year = Array.from({ length: 40 }, () => 2010 + 12 * uniform(random));
      const dex = year.map((_, i) => [0.1, 0.3, 1.2][i % 3] ?? 0);
      const value = year.map(
        (at, i) =>
          10 ** (20 + 0.5 * (at - 2016) + 0.3 * standardNormal(random) + (dex[i] ?? 0) * standardNormal(random)),
      );
      const { weights } = measurementWeights({ year, value }, dex);
      const slope = fitTrend({ year, value }, { weights }).coefficients.slopeOomPerYear;
      const plain = fitTrend({ year, value }).coefficients.slopeOomPerYear;
      if ((slope.lower ?? 1) <= 0.5 && 0.5 <= (slope.upper ?? 0)) covered++;
      squares += (slope.estimate - 0.5) ** 2;
      plainSquares += (plain.estimate - 0.5) ** 2;
    }
    // Nominal .95; three standard deviations of 400 trials are .033.
    expect(covered / 400).toBeGreaterThan(0.917);
    expect(covered / 400).toBeLessThan(0.983);
    // Asymptotically .30: the mean of 1 / (.09 + dex^2) is 6.21, that of the variances .603.
    expect(squares / plainSquares).toBeLessThan(0.45);
  });

  it("are equal for equal errors: they change nothing", () => {
    const { year, log10Value } = references[0]!;
    const { weights } = measurementWeights({ year, value: log10Value.map((log) => 10 ** log) }, 0.3);
    for (const weight of weights) expect(weight).toBeCloseTo(1, 10);
  });

  it("take points without any error, and points on a line", () => {
    const year = [2010, 2011, 2012, 2013, 2014, 2015];
    const mixed = measurementWeights({ year, value: [1, 12, 90, 1200, 9000, 1.1e5] }, [0, 0.5, 0, 0.5, 0, 0.5]);
    expect(Math.min(...mixed.weights)).toBeGreaterThan(0);
    const exact = measurementWeights({ year, value: [1, 10, 100, 1e3, 1e4, 1e5] }, [0, 0.5, 0, 0.5, 0, 0.5]);
    expect(codes(exact)).toEqual(["EXACT_FIT"]);
    expect(exact.weights).toEqual([1, 1, 1, 1, 1, 1]);
    expectPlainJson([mixed, exact]);
  });

  it("refuse errors that are none", () => {
    const series = { year: [2010, 2011, 2012, 2013], value: [1, 2, 3, 5] };
    const refusal = (run: () => unknown, code: string): void => {
      expect(run).toThrow(expect.objectContaining({ code }));
    };
    refusal(() => measurementWeights(series, [0.1, 0.1]), "LENGTH_MISMATCH");
    refusal(() => measurementWeights(series, -1), "OUT_OF_RANGE");
    refusal(() => measurementWeights({ year: [2010, 2011], value: [1, 2] }, 0.1), "TOO_FEW_POINTS");
    refusal(() => measurementWeights({ year: [2010, 2010, 2010, 2010], value: [1, 2, 3, 5] }, 0.1), "NO_SPREAD");
  });
});

describe("errors in orders of magnitude", () => {
  it("come from bounds by the normal quantile", () => {
    expect(dexOfBounds(1e20, 1e22)).toBeCloseTo(2 / (2 * 1.6448536269514722), 12);
    expect(dexOfBounds(1e20, 1e22, 0.95)).toBeCloseTo(2 / (2 * 1.959963984540054), 12);
    expect(dexOfBounds(5, 5)).toBe(0);
    expect(() => dexOfBounds(2, 1)).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
  });

  it("come from words of confidence, null where the word names no interval", () => {
    expect(dexOfConfidence(" likely ")).toBeCloseTo(1 / 1.6448536269514722, 12);
    expect([null, "", "Unverified", "Wrong", "constructor"].map(dexOfConfidence)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
