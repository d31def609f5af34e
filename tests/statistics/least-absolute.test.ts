import { describe, expect, it } from "vitest";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { minimizeAbsoluteLoss } from "../../src/statistics/least-absolute.ts";
import { box, exponentialModel, growthModel, linearModel } from "./curved-models.ts";

const ones = [1, 1, 1, 1, 1];

describe("least absolute residuals", () => {
  it("are at the median, also of a curved model", () => {
    const target = [1, 2, 3.5, 20, 90];
    const line = minimizeAbsoluteLoss(linearModel([ones], target), Float64Array.of(0), box(1));
    expect(line.coefficients[0]).toBeCloseTo(3.5, 13);
    expect(line.objective).toBeCloseTo(2.5 + 1.5 + 16.5 + 86.5, 11);
    const curve = minimizeAbsoluteLoss(exponentialModel(target), Float64Array.of(0), box(1, -20, 20));
    expect(Math.exp(curve.coefficients[0] ?? 0)).toBeCloseTo(3.5, 13);
    expect(curve.converged).toBe(true);
  });

  it("heed weights: the weighted median", () => {
    const weighted = { ...box(1), weights: Float64Array.of(10, 1, 1, 1, 1) };
    const found = minimizeAbsoluteLoss(linearModel([ones], [1, 2, 3.5, 20, 90]), Float64Array.of(5), weighted);
    expect(found.coefficients[0]).toBeCloseTo(1, 12);
  });

  it("of a line run through two of the points", () => {
    const x = [0, 1, 2, 3, 4];
    // The line through (0, 0) and (4, 4) leaves 1 + 0.5 + 7: every other pair of points leaves more.
    const found = minimizeAbsoluteLoss(linearModel([ones, x], [0, 2, 2.5, 10, 4]), Float64Array.of(3, -1), box(2));
    const pairs = x.flatMap((_, i) => x.slice(i + 1).map((_each, j) => [i, i + 1 + j] as const));
    const sums = pairs.map(([i, j]) => {
      const y = [0, 2, 2.5, 10, 4];
      const slope = (y[j]! - y[i]!) / (x[j]! - x[i]!);
      return y.reduce((sum, each, k) => sum + Math.abs(each - y[i]! - slope * (x[k]! - x[i]!)), 0);
    });
    expect(found.objective).toBeCloseTo(Math.min(...sums), 12);
  });

  it("of an even number of points may be anywhere between the middle two", () => {
    const found = minimizeAbsoluteLoss(linearModel([[1, 1, 1, 1]], [1, 2, 4, 9]), Float64Array.of(0), box(1));
    expect(found.objective).toBeCloseTo(10, 10);
    expect(found.coefficients[0]).toBeGreaterThanOrEqual(2 - 1e-9);
    expect(found.coefficients[0]).toBeLessThanOrEqual(4 + 1e-9);
  });

  it("of a line are the least over all lines through two points, with weights and far outliers", () => {
    const random = randomSource(5);
    for (let round = 0; round < 60; round++) {
      const n = 5 + (round % 9);
      const x = Array.from({ length: n }, () => 4 * uniform(random));
      const y = x.map((each) => 1 - each + standardNormal(random) / uniform(random));
      const weights = x.map(() => 1 + Math.floor(3 * uniform(random)));
      const sumAbout = (level: number, slope: number): number =>
        x.reduce((sum, each, i) => sum + weights[i]! * Math.abs(y[i]! - level - slope * each), 0);
      let least = Infinity;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < i; j++) {
          const slope = (y[i]! - y[j]!) / (x[i]! - x[j]!);
          least = Math.min(least, sumAbout(y[i]! - slope * x[i]!, slope));
        }
      }
      const loss = { ...box(2), weights: Float64Array.from(weights) };
      const model = linearModel([x.map(() => 1), x], y);
      for (const corner of [0.3, 3e-3]) {
        const found = minimizeAbsoluteLoss(model, Float64Array.of(0, 0), loss, undefined, corner);
        expect(found.objective / least).toBeCloseTo(1, 9);
        expect(sumAbout(found.coefficients[0]!, found.coefficients[1]!)).toBeCloseTo(found.objective, 9);
        expect(found.converged).toBe(true);
        expect(found.iterations).toBeGreaterThan(0);
      }
    }
  });

  it("of an exponential curve cannot be made less by a small step in any direction", () => {
    const random = randomSource(8);
    for (let round = 0; round < 20; round++) {
      const x = Array.from({ length: 11 }, () => 2 * uniform(random));
      const y = x.map((each) => 2 * Math.exp(0.7 * each) + standardNormal(random) / (0.1 + uniform(random)));
      const model = growthModel(x, y);
      const residuals = new Float64Array(11);
      const sumAt = (level: number, rate: number): number => {
        model.evaluate(Float64Array.of(level, rate), residuals);
        return residuals.reduce((sum, each) => sum + Math.abs(each), 0);
      };
      const { coefficients, objective, converged } = minimizeAbsoluteLoss(
        model,
        Float64Array.of(2, 0.5),
        box(2, -20, 20),
      );
      expect(converged).toBe(true);
      expect(sumAt(coefficients[0]!, coefficients[1]!)).toBeCloseTo(objective, 10);
      for (let turn = 0; turn < 24; turn++) {
        const [a, b] = [Math.cos((turn * Math.PI) / 12), Math.sin((turn * Math.PI) / 12)];
        for (const step of [1e-5, 1e-3]) {
          expect(sumAt(coefficients[0]! + step * a, coefficients[1]! + step * b)).toBeGreaterThan(objective - 1e-9);
        }
      }
    }
  });

  it("do not leave their box for a point outside it", () => {
    // The median is 3.5, where the clipped sum of a corner d stands at 3.5 - d/2 and 3.5 + d/2.
    const [low, high] = [linearModel([[1, 1, 1, 1]], [1, 2, 3.5, 20]), linearModel([[1, 1, 1, 1]], [-13, 3.5, 5, 6])];
    const below = { ...box(1, -100, 3.49), weights: Float64Array.of(1, 1, 2, 1) };
    const above = { ...box(1, 3.51, 100), weights: Float64Array.of(1, 2, 1, 1) };
    const under = minimizeAbsoluteLoss(low, Float64Array.of(0), below);
    expect(under.coefficients[0]).toBeCloseTo(3.49, 12);
    expect(under.objective).toBeCloseTo(2.49 + 1.49 + 0.02 + 16.51, 10);
    expect(minimizeAbsoluteLoss(high, Float64Array.of(9), above).coefficients[0]).toBeCloseTo(3.51, 12);
  });
});
