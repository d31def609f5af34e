import { describe, expect, it } from "vitest";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import {
  EXACT_SIGMA,
  expectation,
  type LineMixture,
  type MixtureProblem,
  maximization,
} from "../../src/statistics/line-mixture.ts";
import { FULL_EFFORT, searchMixture, TEST_EFFORT } from "../../src/statistics/line-mixture-search.ts";
import { drawn, logLikelihoodOf, mixtureOf, problemOf, type Scatter } from "./line-mixture-likelihood.ts";

const scatters: Scatter[] = ["two lines", "crossing lines", "noise", "ties", "heavy tails", "skewed"];
const shapes = [
  { components: 2, parallel: false },
  { components: 2, parallel: true },
  { components: 3, parallel: false },
  { components: 3, parallel: true },
];
const cases = scatters.flatMap((scatter) => shapes.map((shape) => ({ scatter, ...shape })));

/** The likeliest end of plain EM from memberships drawn at random. */
function bestOfRandomStarts(problem: MixtureProblem, starts: number): number {
  const random = randomSource(5);
  let best = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < starts; start++) {
    const power = 1 + 8 * uniform(random);
    for (let i = 0; i < problem.x.length; i++) {
      const weights = Array.from({ length: problem.components }, () => uniform(random) ** power);
      const total = weights.reduce((sum, each) => sum + each, 0);
      for (const [k, weight] of weights.entries()) problem.membership[i * problem.components + k] = weight / total;
    }
    for (let step = 0; step < 200; step++) expectation(problem, maximization(problem));
    best = Math.max(best, logLikelihoodOf(problem, maximization(problem)));
  }
  return best;
}

/** Mixtures a little off this one that the problem allows. */
function around(problem: MixtureProblem, { shares, levels, slopes, sigma }: LineMixture, size: number): LineMixture[] {
  const random = randomSource(11);
  return Array.from({ length: 60 }, () => {
    const raised = shares.map((share) => share * Math.exp(size * standardNormal(random)));
    const total = raised.reduce((sum, each) => sum + each, 0);
    const tilt = standardNormal(random);
    const moved = {
      shares: raised.map((each) => each / total),
      levels: levels.map((level) => level + size * sigma * standardNormal(random)),
      slopes: slopes.map((slope) => slope + size * sigma * (problem.parallel ? tilt : standardNormal(random))),
      sigma: sigma * Math.exp(size * standardNormal(random)),
    };
    return moved.shares.some((share) => share < problem.leastShare) ? { ...moved, shares } : moved;
  });
}

describe.each(cases)("the likeliest mixture: $scatter, $components lines, parallel $parallel", (each) => {
  const { scatter, components, parallel } = each;
  const { x, y } = drawn(scatter, 60, 17);
  const problem = problemOf(x, y, components, parallel);
  const optima = searchMixture(problem, FULL_EFFORT);
  const best = optima[0]!;

  it("comes first, and the others behind it in their order", () => {
    const likelihoods = optima.map((optimum) => optimum.logLikelihood);
    expect(likelihoods).toEqual([...likelihoods].sort((a, b) => b - a));
  });

  it("has the log-likelihood that is said, and shares, slopes and order that are allowed", () => {
    for (const { mixture, logLikelihood, iterations, converged } of optima) {
      expect(logLikelihood).toBeCloseTo(logLikelihoodOf(problem, mixture), 8);
      expect(mixture.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const share of mixture.shares) expect(share).toBeGreaterThan(problem.leastShare * (1 - 1e-12));
      if (parallel) expect(new Set(mixture.slopes).size).toBe(1);
      expect(converged).toBe(true);
      expect(iterations).toBeGreaterThanOrEqual(1);
      expect(iterations).toBeLessThan(FULL_EFFORT.most);
    }
    const likelihoods = optima.map(({ logLikelihood }) => logLikelihood);
    expect(likelihoods).toEqual([...likelihoods].sort((a, b) => b - a));
  });

  it("is a maximum: nothing near it is more likely, and a step of EM leaves every optimum where it is", () => {
    for (const size of [1e-3, 0.03]) {
      for (const { mixture, logLikelihood } of optima) {
        for (const other of around(problem, mixture, size)) {
          expect(logLikelihoodOf(problem, other)).toBeLessThan(logLikelihood + 1e-7);
        }
        expectation(problem, mixture);
        const next = maximization(problem);
        expect(logLikelihoodOf(problem, next) - logLikelihood).toBeLessThan(1e-8);
      }
    }
  });

  it("is no less likely than where EM ends from 25 random starts, or where the search of the test ends", () => {
    const random = bestOfRandomStarts(problem, 25);
    expect(best.logLikelihood).toBeGreaterThan(random - 1e-6);
    expect(best.logLikelihood).toBeGreaterThan(searchMixture(problem, TEST_EFFORT)[0]!.logLikelihood - 1e-6);
  });

  it("turns with its points: upside down, back to front, and in another order", () => {
    const likelihood = (xs: number[], ys: number[]): number =>
      searchMixture(problemOf(xs, ys, components, parallel), FULL_EFFORT)[0]!.logLikelihood;
    const upsideDown = likelihood(
      x,
      y.map((value) => -value),
    );
    const backwards = likelihood(
      x.map((value) => -value),
      y,
    );
    expect(upsideDown).toBeCloseTo(best.logLikelihood, 6);
    expect(backwards).toBeCloseTo(best.logLikelihood, 6);
    expect(likelihood([...x].reverse(), [...y].reverse())).toBeCloseTo(best.logLikelihood, 6);
  });
});

describe("the search for mixtures", () => {
  const { x, y } = drawn("noise", 80, 4);

  it("finds lines that stand for outliers on both sides of the rest", () => {
    const at = Array.from({ length: 200 }, (_, i) => (i - 99.5) / 57.7);
    const value = at.map((_, i) => (i === 30 ? -6 : i === 150 ? 9 : 0.3 * Math.sin(7 * i)));
    const problem = problemOf(at, value, 3, true);
    const built = mixtureOf([0.05, 0.9, 0.05], [-6, 0, 9], [0, 0, 0], 0.22);
    expect(searchMixture(problem, FULL_EFFORT)[0]!.logLikelihood).toBeGreaterThan(logLikelihoodOf(problem, built));
  });

  it("finds a line for a small group below and one for a single point far above", () => {
    const at = Array.from({ length: 400 }, (_, i) => (i - 199.5) / 115.5);
    const value = at.map((_, i) => (i === 150 ? 19 : 0.9 * Math.sin(7 * i) - (i % 20 === 3 ? 3.1 : 0)));
    const problem = problemOf(at, value, 3, true);
    const built = mixtureOf([0.05, 0.9, 0.05], [-3.1, 0, 19], [0, 0, 0], 0.64);
    expect(searchMixture(problem, FULL_EFFORT)[0]!.logLikelihood).toBeGreaterThan(logLikelihoodOf(problem, built));
  });

  it.each([
    { n: 300, seed: 16, shares: [0.05, 0.9, 0.05], levels: [-3.7, 0, 3.1], sigma: 0.62 },
    { n: 60, seed: 25, shares: [0.05, 0.07, 0.88], levels: [-5.2, -2.1, 0.25], sigma: 0.41 },
  ])("is not beaten by lines laid by hand through heavy tails: $n points", ({ n, seed, shares, levels, sigma }) => {
    const tails = drawn("heavy tails", n, seed);
    const problem = problemOf(tails.x, tails.y, 3, true);
    const built = logLikelihoodOf(problem, mixtureOf(shares, levels, [0, 0, 0], sigma));
    expect(searchMixture(problem, FULL_EFFORT)[0]!.logLikelihood).toBeGreaterThan(built);
  });

  it.each(scatters)("never loses likelihood from one step to the next: %s", (scatter) => {
    const points = drawn(scatter, 50, 8);
    let before = Number.NEGATIVE_INFINITY;
    for (let most = 1; most <= 12; most++) {
      const effort = { first: 2, kept: 1, most, tolerance: 1e-10, thrift: 1 };
      const { logLikelihood } = searchMixture(problemOf(points.x, points.y, 3, false), effort)[0]!;
      expect(logLikelihood).toBeGreaterThan(before - 1e-10);
      before = logLikelihood;
    }
  });

  it("says when it was cut short, and how far it went", () => {
    const short = searchMixture(problemOf(x, y, 2, false), { first: 1, kept: 3, most: 1, tolerance: 1e-12, thrift: 1 });
    expect(short).toHaveLength(3);
    for (const { converged, iterations } of short) expect([converged, iterations]).toEqual([false, 1]);
    const better = searchMixture(problemOf(x, y, 2, false), FULL_EFFORT);
    expect(better[0]!.logLikelihood).toBeGreaterThan(short[0]!.logLikelihood);
    expect(better.length).toBeLessThanOrEqual(FULL_EFFORT.kept);
  });

  it("starts three lines from more groupings than two, and from fewer where they are parallel", () => {
    const starts = (components: number, parallel: boolean): number =>
      searchMixture(problemOf(x, y, components, parallel), { ...TEST_EFFORT, kept: 99, most: 1 }).length;
    expect(starts(2, true)).toBeGreaterThanOrEqual(5);
    expect(starts(2, false)).toBeGreaterThan(starts(2, true));
    expect(starts(3, true)).toBeGreaterThan(starts(2, true));
    expect(starts(3, false)).toBeGreaterThan(starts(3, true));
  });

  it("repeats itself, and leaves the points alone", () => {
    const problem = problemOf(x, y, 2, false);
    const first = searchMixture(problem, FULL_EFFORT);
    expect(searchMixture(problem, FULL_EFFORT)).toEqual(first);
    expect(Array.from(problem.x)).toEqual(x);
    expect(Array.from(problem.y)).toEqual(y);
  });

  it("stops at the least spread where the points lie on lines", () => {
    const at = Array.from({ length: 30 }, (_, i) => (i - 14.5) / 8.7);
    const value = at.map((each, i) => (i % 3 === 0 ? 1.5 : -0.7) + 0.2 * each);
    const best = searchMixture(problemOf(at, value, 2, false), FULL_EFFORT)[0]!;
    expect(best.converged).toBe(true);
    expect(best.mixture.sigma).toBeLessThanOrEqual(EXACT_SIGMA);
    expect(Array.from(best.mixture.levels).sort((a, b) => a - b)).toEqual([
      expect.closeTo(-0.7, 9),
      expect.closeTo(1.5, 9),
    ]);
    for (const slope of best.mixture.slopes) expect(slope).toBeCloseTo(0.2, 9);
  });

  it("ends where two x determine no slopes of their own", () => {
    const random = randomSource(2);
    const at = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const value = at.map((_, i) => standardNormal(random) + (i % 5 === 0 ? 4 : 0));
    const optima = searchMixture(problemOf(at, value, 2, false), FULL_EFFORT);
    expect(optima.every(({ converged }) => converged)).toBe(true);
    for (const slope of optima[0]!.mixture.slopes) expect(Number.isFinite(slope)).toBe(true);
  });

  it("sums the likelihoods of thousands of points that are as near to three lines as to one", () => {
    const many = drawn("noise", 3000, 6);
    const problem = problemOf(many.x, many.y, 3, false);
    const alike = mixtureOf([1 / 3, 1 / 3, 1 / 3], [0, 0, 0], [0, 0, 0], 1);
    // y has mean 0 and variance 1: ln of the normal density sums to -n / 2 (1 + ln 2 pi).
    expect(expectation(problem, alike)).toBeCloseTo(-1500 * (1 + Math.log(2 * Math.PI)), 8);
  });
});
