import { describe, expect, it } from "vitest";
import { expectation, type LineMixture, type MixtureProblem, maximization } from "../../src/statistics/line-mixture.ts";
import { mixtureInformation, newtonStep } from "../../src/statistics/line-mixture-newton.ts";
import { drawn, logLikelihoodOf, mixtureOf, problemOf } from "./line-mixture-likelihood.ts";

const { x, y } = drawn("two lines", 40, 3);
const two = mixtureOf([0.35, 0.65], [-0.6, 0.4], [0.3, -0.2], 0.7);
const three = mixtureOf([0.25, 0.35, 0.4], [-0.6, 0.1, 0.9], [0.3, -0.2, 0.1], 0.6);
const sloped = { ...three, slopes: Float64Array.of(0.2, 0.2, 0.2) };
const held = (leastShare: number, mixture: LineMixture): LineMixture => ({
  ...mixture,
  shares: Float64Array.of(0.3, leastShare, 0.7 - leastShare),
});

const cases: { name: string; parallel: boolean; mixture: LineMixture }[] = [
  { name: "two lines", parallel: false, mixture: two },
  { name: "two lines of one slope", parallel: true, mixture: { ...two, slopes: Float64Array.of(0.1, 0.1) } },
  { name: "three lines", parallel: false, mixture: three },
  { name: "three lines of one slope", parallel: true, mixture: sloped },
  { name: "three lines, a share at the least", parallel: false, mixture: held(0.075, three) },
  { name: "three lines of one slope, a share at the least", parallel: true, mixture: held(0.075, sloped) },
  { name: "two lines, both held but one", parallel: false, mixture: { ...two, shares: Float64Array.of(0.075, 0.925) } },
];

/** The mixture at `step` in the coordinates of the information. */
function moved(mixture: LineMixture, step: number[], parallel: boolean, leastShare: number): LineMixture {
  const components = mixture.shares.length;
  const { sigma } = mixture;
  const free = Array.from(mixture.shares, (share) => share > leastShare * 1.000001);
  const raised = mixture.shares.map((share, k) => (free[k] ? share * Math.exp(step[k] ?? 0) : 0));
  const total = raised.reduce((sum, each) => sum + each, 0);
  const room = 1 - leastShare * free.filter((each) => !each).length;
  return {
    shares: raised.map((each, k) => (free[k] ? (each / total) * room : leastShare)),
    levels: mixture.levels.map((level, k) => level + sigma * (step[components + k] ?? 0)),
    slopes: mixture.slopes.map((slope, k) => slope + sigma * (step[2 * components + (parallel ? 0 : k)] ?? 0)),
    sigma: sigma * Math.exp(step.at(-1) ?? 0),
  };
}

function at(mixture: LineMixture, parallel: boolean): MixtureProblem {
  const problem = problemOf(x, y, mixture.shares.length, parallel);
  expectation(problem, mixture);
  return problem;
}

describe.each(cases)("how the likelihood of a mixture bends: $name", ({ parallel, mixture }) => {
  const problem = at(mixture, parallel);
  const { gradient, observed, complete } = mixtureInformation(problem, mixture);
  const size = gradient.length;
  const components = mixture.shares.length;
  const value = (...nudges: [number, number][]): number => {
    const step = new Array<number>(size).fill(0);
    for (const [j, by] of nudges) step[j] = (step[j] ?? 0) + by;
    return logLikelihoodOf(problem, moved(mixture, step, parallel, problem.leastShare));
  };

  it("has the slope of differences of the log-likelihood", () => {
    expect(size).toBe(components * (parallel ? 2 : 3) + (parallel ? 2 : 1));
    const h = 1e-5;
    for (let j = 0; j < size; j++) {
      expect(gradient[j]).toBeCloseTo((value([j, h]) - value([j, -h])) / (2 * h), 5);
    }
  });

  it("has their curvature, and can be solved for scaling all shares, which changes nothing", () => {
    const h = 1e-3;
    const free = Array.from(mixture.shares, (share) => (share > problem.leastShare * 1.000001 ? share : 0));
    const total = free.reduce((sum, each) => sum + each, 0);
    const members = free.map((share, k) =>
      share === 0 ? 0 : x.reduce((sum, _, i) => sum + (problem.membership[i * components + k] ?? 0), 0),
    );
    const toFree = members.reduce((sum, each) => sum + each, 0);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        const bend =
          (value([a, h], [b, h]) - value([a, h], [b, -h]) - value([a, -h], [b, h]) + value([a, -h], [b, -h])) /
          (4 * h * h);
        let added = a < components ? (toFree * (free[a] ?? 0) * (free[b] ?? 0)) / total ** 2 : 0;
        if (a === b && a < components && free[a] === 0) added = 1;
        expect(observed[a * size + b]).toBeCloseTo(added - bend, 2);
      }
    }
  });

  it("leads where EM does when damped hard: to the lines of least squares weighted by the memberships", () => {
    const damping = 1e7;
    const step = newtonStep(mixture, { gradient, observed, complete }, damping, problem.leastShare);
    const next = maximization(problem);
    for (let k = 0; k < components; k++) {
      const level = (mixture.levels[k] ?? 0) + damping * ((step?.mixture.levels[k] ?? 0) - (mixture.levels[k] ?? 0));
      const slope = (mixture.slopes[k] ?? 0) + damping * ((step?.mixture.slopes[k] ?? 0) - (mixture.slopes[k] ?? 0));
      expect(level).toBeCloseTo(next.levels[k] ?? 0, 4);
      expect(slope).toBeCloseTo(next.slopes[k] ?? 0, 4);
    }
  });

  it("keeps shares that sum to 1, those at the least where they are", () => {
    const step = newtonStep(mixture, { gradient, observed, complete }, 2, problem.leastShare);
    const shares = Array.from(step?.mixture.shares ?? []);
    expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 14);
    for (const [k, share] of shares.entries()) {
      expect(share).toBeGreaterThanOrEqual(problem.leastShare * (1 - 1e-12));
      if ((mixture.shares[k] ?? 0) <= problem.leastShare) expect(share).toBeCloseTo(problem.leastShare, 14);
    }
  });

  it("promises what the parabola gains: half the slope times the step", () => {
    const damping = 50;
    const step = newtonStep(mixture, { gradient, observed, complete }, damping, problem.leastShare);
    const gained = logLikelihoodOf(problem, step?.mixture ?? mixture) - logLikelihoodOf(problem, mixture);
    // So short a step sees little curvature but that of the damping: it gains all the slope, twice the promise.
    expect(gained).toBeGreaterThan(0);
    expect(gained / (2 * (step?.promised ?? 0))).toBeCloseTo(1, 1);
  });
});

describe("a step of Newton's method", () => {
  it("squares the distance from the maximum", () => {
    const problem = problemOf(x, y, 2, false);
    let mixture = two;
    for (let step = 0; step < 60; step++) {
      expectation(problem, mixture);
      mixture = maximization(problem);
    }
    const slopes: number[] = [];
    mixture = { ...mixture, levels: mixture.levels.map((level) => level + 0.02), sigma: mixture.sigma * 1.05 };
    for (let round = 0; round < 5; round++) {
      expectation(problem, mixture);
      const information = mixtureInformation(problem, mixture);
      slopes.push(Math.hypot(...information.gradient));
      mixture = newtonStep(mixture, information, 0, problem.leastShare)?.mixture ?? mixture;
    }
    const [first = 0, second = 0, third = 0, , fifth = 1] = slopes;
    expect(second).toBeLessThan(first / 5);
    expect(third).toBeLessThan(second / 25);
    expect(fifth).toBeLessThan(1e-9);
  });

  it("is not taken undamped where the likelihood has a saddle, but is with damping", () => {
    const same = mixtureOf([0.5, 0.5], [0.01, -0.01], [0, 0], 1);
    const problem = at(same, false);
    const information = mixtureInformation(problem, same);
    expect(newtonStep(same, information, 0, problem.leastShare)).toBeNull();
    expect(newtonStep(same, information, 30, problem.leastShare)?.promised).toBeGreaterThan(0);
  });

  it("gives a line whose points have one x a step, with no slope to it", () => {
    const column = { x: [-1, -1, -1, 1, 1, 1, 2, 2], y: [5, 5.2, 4.9, 0, 0.1, -0.1, 0.3, 0.2] };
    const problem = problemOf(column.x, column.y, 2, false);
    const mixture = mixtureOf([0.4, 0.6], [5.1, 0], [0, 0.1], 0.2);
    expectation(problem, mixture);
    const step = newtonStep(mixture, mixtureInformation(problem, mixture), 1, problem.leastShare);
    expect(step?.promised).toBeGreaterThan(0);
    for (const each of [...(step?.mixture.levels ?? []), ...(step?.mixture.slopes ?? [])]) {
      expect(Number.isFinite(each)).toBe(true);
    }
  });
});
