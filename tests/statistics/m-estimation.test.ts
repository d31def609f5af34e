import { describe, expect, it } from "vitest";
import { minimizeAbsoluteLoss } from "../../src/statistics/least-absolute.ts";
import { type CurvedModel, minimizeRobustLoss } from "../../src/statistics/m-estimation.ts";

/** f = b . x, no curvature: columns of a linear model. */
function linearModel(columns: number[][], target: number[]): CurvedModel {
  return {
    coefficients: columns.length,
    points: () => target.length,
    evaluate(coefficients, residuals) {
      target.forEach((each, i) => {
        residuals[i] = each - columns.reduce((sum, column, k) => sum + column[i]! * coefficients[k]!, 0);
      });
    },
    gradients(into) {
      target.forEach((_, i) => {
        columns.forEach((column, k) => {
          into[i * columns.length + k] = column[i]!;
        });
      });
    },
    subtractCurvature() {},
  };
}

/** f = exp(b): one coefficient, with curvature. */
function exponentialModel(target: number[]): CurvedModel {
  let value = 1;
  return {
    coefficients: 1,
    points: () => target.length,
    evaluate(coefficients, residuals) {
      value = Math.exp(coefficients[0]!);
      target.forEach((each, i) => {
        residuals[i] = each - value;
      });
    },
    gradients(into) {
      into.fill(value, 0, target.length);
    },
    subtractCurvature(multipliers, hessian) {
      for (let i = 0; i < target.length; i++) hessian[0]! -= multipliers[i]! * value;
    },
  };
}

function box(size: number, lower = -1e6, upper = 1e6): { weights: null; lower: Float64Array; upper: Float64Array } {
  return { weights: null, lower: new Float64Array(size).fill(lower), upper: new Float64Array(size).fill(upper) };
}

const ones = [1, 1, 1, 1, 1];

describe("Huber's estimate of location", () => {
  it("solves its own equation: sum of clipped residuals zero", () => {
    // With delta 1 around m: -1 (clipped), 1 - m, 2 - m, 3 - m, +1 (clipped) => m = 2.
    const found = minimizeRobustLoss(linearModel([ones], [-50, 1, 2, 3, 70]), Float64Array.of(40), {
      ...box(1),
      delta: 1,
    });
    expect(found.coefficients[0]).toBeCloseTo(2, 12);
    expect(found.objective).toBeCloseTo(51.5 + 0.5 + 0 + 0.5 + 67.5, 10);
    expect(found.converged).toBe(true);
  });

  it("is the mean for a corner at infinity, with weights", () => {
    const loss = { ...box(1), delta: Number.POSITIVE_INFINITY, weights: Float64Array.of(1, 1, 1, 1, 6) };
    const found = minimizeRobustLoss(linearModel([ones], [1, 2, 3, 4, 10]), Float64Array.of(0), loss);
    expect(found.coefficients[0]).toBeCloseTo(7, 12);
  });

  it("stands at the edge of its box where it is pushed against it", () => {
    const found = minimizeRobustLoss(linearModel([ones], [1, 2, 3, 4, 5]), Float64Array.of(0), {
      ...box(1, -1, 2.5),
      delta: 9,
    });
    expect(found.coefficients[0]).toBe(2.5);
    expect(found.atBound).toEqual([true]);
  });
});

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
});
