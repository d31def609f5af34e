import { describe, expect, it } from "vitest";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { type QuantileLine, quantileLineSolver } from "../../src/statistics/quantile-regression.ts";
import cases from "./fixtures/quantile-regression.json";

function fitLine(x: number[], y: number[], tau: number, weights?: number[], start = 0): QuantileLine {
  const solver = quantileLineSolver(Float64Array.from(x), Float64Array.from(y), tau);
  const line = solver(Float64Array.from(weights ?? x.map(() => 1)), start);
  if (line === null) throw new Error("no line");
  return line;
}

function checkLoss(x: number[], y: number[], tau: number, intercept: number, slope: number): number {
  return x.reduce((total, each, i) => {
    const residual = y[i]! - intercept - slope * each;
    return total + residual * (residual < 0 ? tau - 1 : tau);
  }, 0);
}

/** The least check loss of all lines through two data, one by one. */
function leastOverPairs(x: number[], y: number[], tau: number): number {
  let least = Infinity;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      if (x[i] === x[j]) continue;
      const slope = (y[i]! - y[j]!) / (x[i]! - x[j]!);
      least = Math.min(least, checkLoss(x, y, tau, y[i]! - slope * x[i]!, slope));
    }
  }
  return least;
}

function sample(seed: number, n: number): { x: number[]; y: number[] } {
  const random = randomSource(seed);
  const x = Array.from({ length: n }, () => 10 * uniform(random) - 5);
  return { x, y: x.map((each) => 0.3 * each + standardNormal(random)) };
}

describe("the quantile line", () => {
  it.each(cases)("has the check loss of linprog: $kind, tau $tau", ({ x, y, tau, weights, checkLoss: expected }) => {
    for (const start of [0, 0.5, -40]) {
      const line = fitLine(x, y, tau, weights, start);
      expect(Math.abs(line.checkLoss - expected)).toBeLessThanOrEqual(1e-10 * Math.max(expected, 1e-3));
    }
  });

  it("is the best of all lines through two data", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { x, y } = sample(seed, 30);
      for (const tau of [0.1, 0.5, 0.8]) {
        const line = fitLine(x, y, tau);
        expect(line.checkLoss).toBeCloseTo(leastOverPairs(x, y, tau), 10);
        expect(checkLoss(x, y, tau, line.intercept, line.slope)).toBeCloseTo(line.checkLoss, 10);
      }
    }
  });

  it("keeps the share tau below it, up to the two data it goes through", () => {
    const { x, y } = sample(3, 2000);
    for (const tau of [0.02, 0.3, 0.9]) {
      const line = fitLine(x, y, tau);
      const below = x.filter((each, i) => y[i]! - line.intercept - line.slope * each < -1e-9).length;
      expect(below).toBeLessThanOrEqual(tau * 2000);
      expect(below + 2).toBeGreaterThanOrEqual(tau * 2000);
    }
  });

  it("does not depend on the order of the data or on the start where it is unique", () => {
    const { x, y } = sample(9, 101);
    const line = fitLine(x, y, 0.25);
    expect(line.unique).toBe(true);
    const turned = fitLine(x.slice().reverse(), y.slice().reverse(), 0.25, undefined, 7);
    expect(turned.slope).toBeCloseTo(line.slope, 12);
    expect(turned.intercept).toBeCloseTo(line.intercept, 12);
  });

  it("takes a whole weight for so many copies of a point", () => {
    const { x, y } = sample(12, 25);
    const copies = x.map((_, i) => i % 3);
    const repeat = (values: number[]): number[] =>
      values.flatMap((value, i) => new Array<number>(copies[i]!).fill(value));
    const weighted = fitLine(x, y, 0.6, copies);
    const repeated = fitLine(repeat(x), repeat(y), 0.6);
    expect(weighted.checkLoss).toBeCloseTo(repeated.checkLoss, 10);
  });

  it("says when other lines fit as well", () => {
    const square = fitLine([-1, -1, 1, 1], [0, 1, 0, 1], 0.5);
    expect(square.unique).toBe(false);
    expect(square.checkLoss).toBeCloseTo(1, 14);
    expect(fitLine([-1, -1, 1, 1], [0, 1, 0, 1], 0.4).unique).toBe(true);
    expect(fitLine([-1, 0, 1], [0, 5, 0], 0.5).unique).toBe(true);
  });

  it("is not defined where all weight is at one x", () => {
    const solver = quantileLineSolver(Float64Array.of(0, 0, 1), Float64Array.of(1, 2, 3), 0.5);
    expect(solver(Float64Array.of(1, 1, 0), 0)).toBeNull();
    expect(solver(Float64Array.of(1, 1, 1), 0)).not.toBeNull();
  });
});
