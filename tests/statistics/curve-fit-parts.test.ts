import { describe, expect, it } from "vitest";
import type { Warning } from "../../src/errors.ts";
import {
  covarianceEstimates,
  curveGoodness,
  exactFitWarnings,
  searchWarnings,
} from "../../src/statistics/curve-fit-parts.ts";
import { symmetricEstimate } from "../../src/statistics/estimate.ts";
import { resolveFitOptions, resolveLevel } from "../../src/statistics/fit-options.ts";

const bare = { standardError: null, lower: null, upper: null, level: 0.95 };

describe("the parts of a fitted curve", () => {
  it("are estimates with t-intervals, bare ones for coefficients without variance or without a covariance", () => {
    const covariance = [
      [4, 1],
      [1, 0],
    ];
    const [free, held] = covarianceEstimates([10, 5], covariance, 3, 0.95);
    // t(3; .975) from a table.
    expect(free).toMatchObject({ estimate: 10, standardError: 2, level: 0.95 });
    expect(free!.lower).toBeCloseTo(10 - 2 * 3.182446305284263, 10);
    expect(free!.upper).toBeCloseTo(10 + 2 * 3.182446305284263, 10);
    expect(held).toEqual({ estimate: 5, ...bare });
    expect(covarianceEstimates([10, 5], null, 3, 0.95)).toEqual([
      { estimate: 10, ...bare },
      { estimate: 5, ...bare },
    ]);
    expect(symmetricEstimate(3, 0.5, 2, 0.9)).toEqual({
      estimate: 3,
      standardError: 0.5,
      lower: 2,
      upper: 4,
      level: 0.9,
    });
  });

  it("are a goodness about the (weighted) mean of what was fitted", () => {
    const target = Float64Array.of(1, 2, 4, 9);
    // About the mean 4: 9 + 4 + 0 + 25.
    const plain = curveGoodness(target, null, 3.8, 2);
    expect(plain).toMatchObject({ n: 4, degreesOfFreedom: 2, rSquared: expect.closeTo(0.9, 14) });
    expect(plain.logLikelihood).toBeCloseTo(-2 * (Math.log(2 * Math.PI) + Math.log(0.95) + 1), 12);
    // About the weighted mean 3.6: 6.76 + 2 * 2.56 + 0.16 + 29.16.
    const weighted = curveGoodness(target, Float64Array.of(1, 2, 1, 1), 4.12, 2);
    expect(weighted.rSquared).toBeCloseTo(0.9, 14);
    expect(weighted.logLikelihood).toBeCloseTo(-2 * (Math.log(2 * Math.PI) + Math.log(1.03) + 1) + Math.log(2) / 2, 12);
  });

  it("are exact where each residual is 1e-12 of the values", () => {
    const isExact = (squares: number, target: number[]): boolean =>
      exactFitWarnings(squares, Float64Array.from(target)).some(({ code }) => code === "EXACT_FIT");
    expect(isExact(0, [0, 0, 0, 0, 0])).toBe(true);
    expect(isExact(4 * 0.9e-24, [0, 0, 0, 0])).toBe(true);
    expect(isExact(4 * 1.1e-24, [0, 0, 0, 0])).toBe(false);
    expect(isExact(4 * 1e-20, [1, -999, 5, 0])).toBe(true);
    expect(isExact(4 * 1e-17, [1, -999, 5, 0])).toBe(false);
  });

  it("are warnings of a search that stopped short, met other optima, or left nothing but rounding", () => {
    const warnings = (converged: boolean, sums: number[]): Warning[] => {
      const optima = sums.map((sumOfSquaredResiduals) => ({ converged, sumOfSquaredResiduals }));
      return searchWarnings({ optima, competing: 1.1 }, Float64Array.of(1, 2, 3));
    };
    expect(warnings(true, [5])).toEqual([]);
    expect(warnings(false, [5])).toEqual([
      { code: "NOT_CONVERGED", message: "The search stopped short of an optimum.", path: "convergence" },
    ]);
    const messages = (sums: number[]): string[] => warnings(true, sums).map(({ message }) => message);
    expect(messages([5, 5.1])).toEqual(["Another optimum has less than 1.1 times the sum of squares."]);
    expect(messages([5, 5.1, 5.2, 5.3])).toEqual(["3 other optima have less than 1.1 times the sum of squares."]);
    expect(warnings(true, [5, 5.1])[0]).toMatchObject({ code: "SEVERAL_OPTIMA", path: "convergence.localOptima" });
    expect(warnings(false, [0, 0]).map(({ code }) => code)).toEqual(["EXACT_FIT"]);
  });
});

describe("the options of a fit", () => {
  it("are resolved to their defaults, and echo weights and clusters without their columns", () => {
    const usual = { level: 0.95, seed: 1, resamples: 1000, weighted: false, clusters: null };
    expect(resolveFitOptions({}, null)).toEqual(usual);
    const given = { level: 0.5, seed: -3, resamples: 0, weights: [1, 2], clusters: ["a", "b"] };
    const echoed = { level: 0.5, seed: -3, resamples: 0, weighted: true, clusters: 2 };
    expect(resolveFitOptions(given, 2)).toEqual(echoed);
  });

  it("have a level strictly between 0 and 1, and whole numbers of resamples and for a seed", () => {
    for (const level of [0, 1, -0.5, 95, Number.NaN, "0.9" as unknown as number]) {
      const refused = expect.objectContaining({ code: "INVALID_OPTION", path: "options.level" });
      expect(() => resolveLevel(level)).toThrow(refused);
    }
    expect(resolveLevel(1e-9)).toBe(1e-9);
    for (const options of [{ resamples: -1 }, { resamples: 1.5 }, { resamples: 1e7 }, { seed: 0.5 }]) {
      expect(() => resolveFitOptions(options, null)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    }
  });
});
