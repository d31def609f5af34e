import { describe, expect, it } from "vitest";
import { expectation, type LineMixture, type MixtureProblem, maximization } from "../../src/statistics/line-mixture.ts";
import { mixtureErrors } from "../../src/statistics/line-mixture-error.ts";
import cases from "./fixtures/mixture-errors.json";

function problemOf(x: number[], y: number[], components: number, parallel: boolean, leastShare = 0.05): MixtureProblem {
  const membership = new Float64Array(components * x.length);
  return { x: Float64Array.from(x), y: Float64Array.from(y), components, parallel, leastShare, membership };
}

function mixtureOf(mixture: { shares: number[]; levels: number[]; slopes: number[]; sigma: number }): LineMixture {
  return {
    shares: Float64Array.from(mixture.shares),
    levels: Float64Array.from(mixture.levels),
    slopes: Float64Array.from(mixture.slopes),
    sigma: mixture.sigma,
  };
}

const near = (value: number | null): unknown =>
  value === null ? null : expect.closeTo(value, 9 - Math.max(0, Math.ceil(Math.log10(Math.abs(value)))));

describe("the errors of a mixture of lines", () => {
  it.each(cases)("are those of the scores by complex steps in numpy: $name", (each) => {
    const problem = problemOf(each.x, each.y, each.mixture.shares.length, each.parallel, each.leastShare);
    const found = mixtureErrors(problem, mixtureOf(each.mixture));
    expect(found.shares).toEqual(each.errors.shares.map(near));
    expect(found.levels).toEqual(each.errors.levels.map(near));
    expect(found.slopes).toEqual(each.errors.slopes.map(near));
    expect(found.levelsWithSlopes).toEqual(each.errors.levelsWithSlopes.map(near));
  });

  it("are unknown with no more points than numbers, or where the points do not tell the lines apart", () => {
    const { x, y, mixture } = cases[0]!;
    const nothing = [null, null];
    const unknown = { shares: nothing, levels: nothing, slopes: nothing, levelsWithSlopes: nothing };
    expect(mixtureErrors(problemOf(x.slice(0, 6), y.slice(0, 6), 2, false), mixtureOf(mixture))).toEqual(unknown);
    const twins = { ...mixture, levels: [0, 0], slopes: [0.3, 0.3] };
    expect(mixtureErrors(problemOf(x, y, 2, false), mixtureOf(twins))).toEqual(unknown);
  });
});

describe("a step of expectation and maximisation", () => {
  const x = [-1, 0, 1, 2];
  const y = [0.5, 2, 0, 1];
  const mixture = { shares: [0.25, 0.75], levels: [0, 1], slopes: [0.5, -0.5], sigma: 2 };
  const density = (i: number, k: number): number => {
    const distance = (y[i]! - mixture.levels[k]! - mixture.slopes[k]! * x[i]!) / mixture.sigma;
    return (mixture.shares[k]! * Math.exp((-distance * distance) / 2)) / (mixture.sigma * Math.sqrt(2 * Math.PI));
  };

  it("shares each point out by Bayes' rule, and sums the logarithms of the densities", () => {
    const problem = problemOf(x, y, 2, false);
    const logLikelihood = expectation(problem, mixtureOf(mixture));
    const totals = x.map((_, i) => density(i, 0) + density(i, 1));
    expect(logLikelihood).toBeCloseTo(
      totals.reduce((sum, total) => sum + Math.log(total), 0),
      12,
    );
    for (const [i, total] of totals.entries()) {
      expect(problem.membership[2 * i]).toBeCloseTo(density(i, 0) / total, 14);
      expect(problem.membership[2 * i + 1]).toBeCloseTo(density(i, 1) / total, 14);
    }
  });

  it("keeps the digits of a point hundreds of standard deviations from every line", () => {
    const problem = problemOf([0], [1000], 2, false);
    const far = mixtureOf({ shares: [0.5, 0.5], levels: [0, 1], slopes: [0, 0], sigma: 1 });
    // The nearer line has a density e^999.5 times the other's.
    const expected = Math.log(0.5) - 999 ** 2 / 2 - Math.log(2 * Math.PI) / 2;
    expect(expectation(problem, far)).toBeCloseTo(expected, 8);
    expect(Array.from(problem.membership)).toEqual([0, 1]);
  });

  it("fits lines, shares and one spread to what is certain, one slope to parallel lines", () => {
    const at = [0, 1, 2, 0, 1, 2, 3, 4];
    // 1 + x with errors 1, -2, 1, and 10 + 2 x with errors 1, -1, 0, -1, 1: neither has a level or slope.
    const value = [2, 0, 4, 11, 11, 14, 15, 19];
    const group = [0, 0, 0, 1, 1, 1, 1, 1];
    const known = (parallel: boolean): LineMixture => {
      const problem = problemOf(at, value, 2, parallel);
      for (const [i, k] of group.entries()) problem.membership[2 * i + k] = 1;
      return maximization(problem);
    };
    const free = known(false);
    expect(Array.from(free.shares)).toEqual([3 / 8, 5 / 8]);
    expect(Array.from(free.levels)).toEqual([expect.closeTo(1, 13), expect.closeTo(10, 13)]);
    expect(Array.from(free.slopes)).toEqual([expect.closeTo(1, 13), expect.closeTo(2, 13)]);
    expect(free.sigma).toBeCloseTo(Math.sqrt((1 + 4 + 1 + 1 + 1 + 0 + 1 + 1) / 8), 13);
    // sum of squares of x 2 and 10: the common slope is (2 * 1 + 10 * 2) / 12, about the means (1, 2) and (2, 14).
    const parallel = known(true);
    expect(Array.from(parallel.slopes)).toEqual([expect.closeTo(22 / 12, 13), expect.closeTo(22 / 12, 13)]);
    expect(Array.from(parallel.levels)).toEqual([expect.closeTo(2 - 22 / 12, 13), expect.closeTo(14 - 44 / 12, 13)]);
    expect(parallel.sigma).toBeCloseTo(Math.sqrt((10 + 2 * (10 / 12) ** 2 + 10 * (2 / 12) ** 2) / 8), 13);
  });

  it("gives a line whose points have one x no slope, and points on lines a spread above 0", () => {
    const problem = problemOf([1, 1, 0, 2], [3, 3, 1, 5], 2, false);
    for (const [i, k] of [0, 0, 1, 1].entries()) problem.membership[2 * i + k] = 1;
    const found = maximization(problem);
    expect(Array.from(found.slopes)).toEqual([0, 2]);
    expect(Array.from(found.levels)).toEqual([3, 1]);
    expect(found.sigma).toBeGreaterThan(0);
    expect(found.sigma).toBeLessThan(1e-8);
    const level = problemOf([1, 1, 1, 1], [3, 3, 4, 4], 2, true);
    for (const [i, k] of [0, 0, 1, 1].entries()) level.membership[2 * i + k] = 1;
    expect(Array.from(maximization(level).slopes)).toEqual([0, 0]);
  });
});
