import { describe, expect, it } from "vitest";
import * as distributions from "../../src/numeric/distributions.ts";
import { regularizedIncompleteBeta } from "../../src/numeric/incomplete-beta.ts";
import fixture from "./fixtures/distributions.json";

interface TailPoint {
  shape: number[];
  x: number;
  cdf: number;
  survival: number;
}

interface QuantilePoint {
  shape: number[];
  p: number;
  x: number;
}

interface Functions {
  cdf: (x: number, ...shape: number[]) => number;
  survival: (x: number, ...shape: number[]) => number;
  quantile: (p: number, ...shape: number[]) => number;
}

const {
  normalCdf,
  normalSurvival,
  normalQuantile,
  studentTCdf,
  studentTSurvival,
  studentTQuantile,
  chiSquaredCdf,
  chiSquaredSurvival,
  chiSquaredQuantile,
  fCdf,
  fSurvival,
  fQuantile,
} = distributions;

const laws: { name: keyof typeof fixture; functions: Functions }[] = [
  { name: "normal", functions: { cdf: normalCdf, survival: normalSurvival, quantile: normalQuantile } },
  {
    name: "studentT",
    functions: {
      cdf: (x, df) => studentTCdf(x, df!),
      survival: (x, df) => studentTSurvival(x, df!),
      quantile: (p, df) => studentTQuantile(p, df!),
    },
  },
  {
    name: "chiSquared",
    functions: {
      cdf: (x, df) => chiSquaredCdf(x, df!),
      survival: (x, df) => chiSquaredSurvival(x, df!),
      quantile: (p, df) => chiSquaredQuantile(p, df!),
    },
  },
  {
    name: "f",
    functions: {
      cdf: (x, d1, d2) => fCdf(x, d1!, d2!),
      survival: (x, d1, d2) => fSurvival(x, d1!, d2!),
      quantile: (p, d1, d2) => fQuantile(p, d1!, d2!),
    },
  },
];

const RELATIVE_ERROR = 1e-10;

function relativeError(got: number, expected: number): number {
  return Math.abs(got - expected) / Math.abs(expected);
}

describe.each(laws)("the $name distribution agrees with scipy", ({ name, functions }) => {
  const tails: TailPoint[] = fixture[name].tails;
  const quantiles: QuantilePoint[] = fixture[name].quantiles;

  it("in both tails, down to 1e-300", () => {
    const off = tails.filter(
      ({ x, shape, cdf, survival }) =>
        !(relativeError(functions.cdf(x, ...shape), cdf) < RELATIVE_ERROR) ||
        !(relativeError(functions.survival(x, ...shape), survival) < RELATIVE_ERROR),
    );
    expect(tails.length).toBeGreaterThan(20);
    expect(off).toEqual([]);
  });

  it("in its quantiles, from p = 1e-12 to 1 - 1e-8", () => {
    const off = quantiles.filter(
      ({ p, x, shape }) => !(relativeError(functions.quantile(p, ...shape), x) < RELATIVE_ERROR),
    );
    expect(quantiles.length).toBeGreaterThan(20);
    expect(off).toEqual([]);
  });

  it("in which the quantiles of 0 and 1 are the ends of the support", () => {
    const shape = quantiles[0]!.shape;
    const least = name === "normal" || name === "studentT" ? -Infinity : 0;
    expect(functions.quantile(0, ...shape)).toBe(least);
    expect(functions.quantile(1, ...shape)).toBe(Infinity);
    expect(functions.cdf(least, ...shape)).toBe(0);
    expect(functions.cdf(Infinity, ...shape)).toBe(1);
    expect(functions.survival(least, ...shape)).toBe(1);
    expect(functions.survival(Infinity, ...shape)).toBe(0);
  });
});

describe("the distributions in closed form", () => {
  it("the median of a symmetric distribution is exactly 0", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(studentTQuantile(0.5, 3)).toBe(0);
    expect(normalCdf(0)).toBe(0.5);
    expect(studentTCdf(0, 7)).toBe(0.5);
  });

  it("t with one degree of freedom is the Cauchy distribution", () => {
    for (const t of [-1e5, -30, -1, -0.2, 0.4, 2, 77]) {
      expect(relativeError(studentTCdf(t, 1), 0.5 + Math.atan(t) / Math.PI)).toBeLessThan(1e-10);
    }
  });

  it("chi-squared with two degrees of freedom is exponential", () => {
    for (const x of [1e-8, 0.3, 2, 9, 300, 1300]) {
      expect(relativeError(chiSquaredSurvival(x, 2), Math.exp(-x / 2))).toBeLessThan(1e-12);
    }
  });

  it("keep every digit of a quantile beside the median", () => {
    // The density at the median is 1 / sqrt(2 pi), and 1 / pi for t with one degree of freedom; higher terms are 2^-80.
    const step = 2 ** -40;
    expect(relativeError(normalQuantile(0.5 + step), step * Math.sqrt(2 * Math.PI))).toBeLessThan(1e-12);
    expect(relativeError(normalQuantile(0.5 - step), -step * Math.sqrt(2 * Math.PI))).toBeLessThan(1e-12);
    expect(relativeError(studentTQuantile(0.5 + step, 1), step * Math.PI)).toBeLessThan(1e-12);
  });

  it("have all their probability above a value below their support", () => {
    expect([chiSquaredCdf(-1, 3), chiSquaredSurvival(-1, 3)]).toEqual([0, 1]);
    expect([fCdf(-1, 2, 3), fSurvival(-1, 2, 3)]).toEqual([0, 1]);
  });

  it("come to an end on what is no number", () => {
    for (const broken of [Number.NaN, 0, -1, -1e308, -Infinity, 5e-324, Infinity]) {
      expect(studentTQuantile(0.975, broken)).toBeTypeOf("number");
      expect(fSurvival(broken, 2, broken)).toBeTypeOf("number");
      expect(chiSquaredQuantile(broken, broken)).toBeTypeOf("number");
    }
  });

  it("the incomplete beta function with shape 1 is a power", () => {
    for (const x of [1e-12, 0.1, 0.5, 0.93]) {
      expect(relativeError(regularizedIncompleteBeta(x, 3.5, 1), x ** 3.5)).toBeLessThan(1e-12);
      expect(relativeError(regularizedIncompleteBeta(x, 1, 3.5), -Math.expm1(3.5 * Math.log1p(-x)))).toBeLessThan(
        1e-12,
      );
    }
    expect(regularizedIncompleteBeta(0, 2, 3)).toBe(0);
    expect(regularizedIncompleteBeta(1, 2, 3)).toBe(1);
  });
});
