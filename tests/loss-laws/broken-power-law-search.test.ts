import { describe, expect, it } from "vitest";
import { fitBrokenPowerLaw } from "../../src/loss-laws/broken-power-law.ts";
import { groupsOf } from "../../src/loss-laws/broken-power-law-groups.ts";
import { brokenProblem, unscaled } from "../../src/loss-laws/broken-power-law-model.ts";
import { scatter } from "./runs.ts";

const SCALES = ["log", "raw", "log1p"] as const;

/** a + b x^-c0 prod (1 + (x / d)^(1 / f))^(-c f), Caballero et al. 2023, equation 1. */
function value(at: readonly number[], x: number): number {
  let power = at[1]! * x ** -at[2]!;
  for (let k = 3; k < at.length; k += 3) power *= (1 + (x / at[k + 1]!) ** (1 / at[k + 2]!)) ** (-at[k]! * at[k + 2]!);
  return at[0]! + power;
}

/** Lehmer's generator of Park and Miller (1988): noise without regard to the order of the points. */
function lehmer(): () => number {
  let state = 20_261_122;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function onScale(y: number, scale: (typeof SCALES)[number]): number {
  return scale === "log" ? Math.log(y) : scale === "raw" ? y : Math.log1p(y);
}

function squares(values: Float64Array): number {
  return values.reduce((sum, each) => sum + each * each, 0);
}

describe("the sum of squares of a broken power law", () => {
  const logX = Float64Array.from({ length: 40 }, (_, i) => -6 + 0.3 * i);
  const target = logX.map((each, i) => 1 - 0.05 * each + 0.1 * scatter(i + 1));
  const weights = logX.map((_, i) => 1 + (i % 3));
  const at = Float64Array.of(0.2, 0.4, 0.15, 0.3, -1, -0.7, -0.2, 3, -2);

  it.each(SCALES)("has the derivatives of its residuals, wherever it was asked before (%s)", (scale) => {
    const problem = brokenProblem(logX, target, 2, scale, weights);
    const n = logX.length;
    const jacobian = new Float64Array(n * at.length);
    const high = new Float64Array(n);
    const low = new Float64Array(n);
    problem.evaluate(
      at.map((each) => each + 0.1),
      high,
      null,
    );
    expect(problem.evaluate(at, low, jacobian)).toBe(true);
    at.forEach((_each, j) => {
      const moved = (by: number): Float64Array => at.map((each, k) => (k === j ? each + by : each));
      problem.evaluate(moved(1e-5), high, null);
      problem.evaluate(moved(-1e-5), low, null);
      for (let i = 0; i < n; i++) expect(jacobian[j * n + i]!).toBeCloseTo((high[i]! - low[i]!) / 2e-5, 7);
    });
    const again = new Float64Array(n * at.length);
    problem.evaluate(at, low, null);
    problem.evaluate(at, high, again);
    expect(again).toEqual(jacobian);
    expect(high).toEqual(low);
  });

  it.each(SCALES)("of groups is that of the points less a constant where points share their x (%s)", (scale) => {
    const n = 600;
    const ties = Float64Array.from({ length: n }, (_, i) => 0.3 * ((7 * i) % 40));
    const values = ties.map((each, i) => 2 - 0.1 * each + 0.2 * scatter(i + 1));
    const heavy = ties.map((_, i) => 1 + (i % 5));
    const y = values.map((each) => unscaled(each, scale));
    const groups = groupsOf({ logX: ties, y, target: values, weights: heavy }, scale);
    expect(groups.logX.length).toBe(40);
    const difference = (law: Float64Array): number => {
      const all = new Float64Array(n);
      const few = new Float64Array(groups.logX.length);
      brokenProblem(ties, values, 2, scale, heavy).evaluate(law, all, null);
      brokenProblem(groups.logX, groups.target, 2, scale, groups.weights).evaluate(law, few, null);
      // The weights of groups are shares of the heaviest, which is 5.
      return squares(all) - 5 * squares(few);
    };
    const constant = difference(at);
    expect(difference(at.map((each) => each + 0.2)) / constant).toBeCloseTo(1, 9);
    expect(difference(at.map((each) => 0.7 * each)) / constant).toBeCloseTo(1, 9);
  });

  it("leaves few points as they are, and holds all weight in groups that are narrow", () => {
    const points = { logX, y: target, target, weights };
    expect(groupsOf(points, "raw")).toBe(points);
    const many = Float64Array.from({ length: 5000 }, (_, i) => 20 * (0.5 + scatter(i + 1)) ** 3);
    const groups = groupsOf({ logX: many, y: many, target: many, weights: null }, "raw");
    expect(groups.logX.length).toBeLessThan(330);
    expect(groups.weights!.reduce((a, b) => a + b)).toBeCloseTo(5000, 9);
    // The mean of the targets of a group is the mean of its places where the target is the place.
    groups.target.forEach((each, k) => {
      expect(each).toBeCloseTo(groups.logX[k]!, 12);
    });
  });
});

describe("the search of a broken power law in many points", () => {
  it.each([
    [1, [0.1, 4, 0.15, 0.4, 2e4, 0.3]],
    [2, [0.05, 4, 0.12, 0.5, 1e3, 0.25, -0.35, 1e6, 0.3]],
    [3, [0.05, 4, 0.1, 0.5, 1e2, 0.3, -0.4, 1e5, 0.3, 0.5, 3e7, 0.3]],
  ] as const)("is no worse than the law that made them, with %i breaks", (breaks, made) => {
    for (const on of SCALES.filter((scale) => scale !== "raw")) {
      const x = Array.from({ length: 1200 }, (_, i) => 10 ** (9 * (0.5 + scatter(i + 1))));
      const next = lehmer();
      const y = x.map((each) => value(made, each) * Math.exp(0.05 * (next() - 0.5)));
      const truth = x.reduce((sum, each, i) => sum + (onScale(y[i]!, on) - onScale(value(made, each), on)) ** 2, 0);
      const fit = fitBrokenPowerLaw({ x, y }, { breaks, on });
      expect(fit.goodness.sumOfSquaredResiduals!).toBeLessThanOrEqual(truth);
      expect(fit.goodness.sumOfSquaredResiduals!).toBeGreaterThan(0.97 * truth);
      expect(fit.convergence!.converged).toBe(true);
    }
  });

  it("gives points that are all there twenty times the law that they have once", () => {
    const made = [0.3, 5, 0.15, 0.4, 2e4, 0.5];
    const x = Array.from({ length: 60 }, (_, i) => 10 ** (1 + i / 7));
    const y = x.map((each, i) => value(made, each) * Math.exp(0.01 * scatter(i + 1)));
    const twenty = <T>(each: readonly T[]): T[] => Array.from({ length: 20 }, () => each).flat();
    const once = fitBrokenPowerLaw({ x, y });
    const often = fitBrokenPowerLaw({ x: twenty(x), y: twenty(y) });
    expect(often.goodness.sumOfSquaredResiduals! / once.goodness.sumOfSquaredResiduals!).toBeCloseTo(20, 6);
    for (const term of once.terms) {
      expect(often.coefficients[term]!.estimate / once.coefficients[term]!.estimate).toBeCloseTo(1, 5);
    }
  });

  it("is the same whatever the unit of the weights, up to the largest that there are", () => {
    const x = Array.from({ length: 400 }, (_, i) => 10 ** (1 + i / 50));
    const y = x.map((each, i) => value([0.3, 5, 0.15, 0.4, 2e4, 0.5], each) * Math.exp(0.01 * scatter(i + 1)));
    const fits = [1, 2 ** 1000].map((unit) =>
      fitBrokenPowerLaw({ x, y }, { weights: x.map((_, i) => unit * (1 + (i % 4))) }),
    );
    for (const term of fits[0]!.terms) {
      expect(fits[1]!.coefficients[term]!.estimate / fits[0]!.coefficients[term]!.estimate).toBeCloseTo(1, 6);
    }
  });

  it("finds a law for values over 600 decades, or says that there is none that a number holds", () => {
    const x = Array.from({ length: 500 }, (_, i) => 10 ** (8 * (0.5 + scatter(i + 1))));
    const y = x.map((_, i) => 10 ** (600 * scatter(3 * i + 1)));
    for (const on of SCALES) {
      for (const breaks of [1, 2]) {
        let code: unknown = null;
        try {
          const fit = fitBrokenPowerLaw({ x, y }, { breaks, on });
          expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
        } catch (error) {
          code = Object(error).code;
        }
        expect([null, "OUT_OF_RANGE"]).toContain(code);
      }
    }
  });
});
