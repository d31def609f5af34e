import { describe, expect, it } from "vitest";
import { nonlinearLeastSquares } from "../../src/numeric/nonlinear-least-squares.ts";
import { guardedLeastSquares } from "../../src/numeric/nonlinear-least-squares-guarded.ts";
import type { NonlinearProblem } from "../../src/numeric/nonlinear-least-squares-problem.ts";
import { refusal } from "../dataset/refusal.ts";
import cases from "./fixtures/nonlinear-least-squares.json";
import { plans, problemOf, saturation } from "./nonlinear-problems.ts";

describe("nonlinearLeastSquares", () => {
  for (const each of cases) {
    const { curve, start } = plans[each.name]!;
    const problem = problemOf(curve, each.x, each.y, start.length, each.weights);
    const bounds = each.lower === null ? {} : { lower: each.lower, upper: each.upper };

    it(`finds scipy's optimum and standard errors: ${each.name}`, () => {
      const solved = nonlinearLeastSquares(problem, start, bounds);
      expect(solved.converged).toBe(true);
      expect(solved.gradientNorm).toBeLessThan(1e-9);
      expect(solved.held.map((side) => side !== null)).toEqual(each.held);
      expect(solved.sumOfSquaredResiduals / each.sumOfSquaredResiduals).toBeCloseTo(1, 12);
      const free = each.held.filter((held) => !held).length;
      expect(solved.rank).toBe(free);
      const variance = solved.sumOfSquaredResiduals / (each.x.length - free);
      each.coefficients.forEach((value, j) => {
        expect(Math.abs(solved.coefficients[j]! - value)).toBeLessThanOrEqual(1e-8 * Math.abs(value));
        const error = Math.sqrt(variance * solved.unscaledCovariance![j]![j]!);
        expect(Math.abs(error - each.standardErrors[j]!)).toBeLessThanOrEqual(1e-7 * each.standardErrors[j]!);
      });
    });

    it(`finds the same optimum with and without the polish: ${each.name}`, () => {
      const polished = nonlinearLeastSquares(problem, start, bounds);
      const guarded = guardedLeastSquares(problem, start, bounds);
      expect(polished.evaluations).not.toBe(guarded.evaluations);
      expect(guarded.converged).toBe(true);
      polished.coefficients.forEach((value, j) => {
        expect(guarded.coefficients[j]).toBeCloseTo(value, 7);
      });
    });
  }

  const times = [1, 2, 3, 4, 6, 8, 10];
  const exact = times.map((x) => 3 * (1 - Math.exp(-0.4 * x)));

  it("recovers the coefficients that made exact data, and calls that converged", () => {
    const solved = nonlinearLeastSquares(problemOf(saturation, times, exact, 2), [10, 0.05]);
    expect(solved.converged).toBe(true);
    expect(solved.coefficients[0]).toBeCloseTo(3, 12);
    expect(solved.coefficients[1]).toBeCloseTo(0.4, 12);
    expect(solved.sumOfSquaredResiduals).toBeLessThan(1e-26);
  });

  it("does not call a plateau an optimum", () => {
    // At a rate of 1000 every point has saturated: the sum of squares is flat in it, but its least is far away.
    const solved = nonlinearLeastSquares(problemOf(saturation, times, exact, 2), [1, 1000]);
    expect(solved.converged).toBe(false);
    expect(solved.unscaledCovariance).toBeNull();
    expect(solved.rank).toBe(1);
  });

  it("keeps to the least change where two coefficients do the same, and says so by the rank", () => {
    const twice: NonlinearProblem = {
      rows: 3,
      coefficients: 2,
      evaluate(b, residuals, jacobian) {
        for (let i = 0; i < 3; i++) {
          residuals[i] = (b[0]! + b[1]!) * (i + 1) - [2, 4.5, 5.5][i]!;
          if (jacobian !== null) jacobian[i] = jacobian[3 + i] = i + 1;
        }
        return true;
      },
    };
    const solved = nonlinearLeastSquares(twice, [0.5, 0.25]);
    expect(solved.converged).toBe(true);
    expect(solved.rank).toBe(1);
    expect(solved.unscaledCovariance).toBeNull();
    expect(solved.conditionNumber).toBeNull();
    // Sum of squares by hand: slope 27.5 / 14.
    expect(solved.coefficients[0]! + solved.coefficients[1]!).toBeCloseTo(27.5 / 14, 12);
  });

  it("turns back where the model is not finite", () => {
    // ln(b) has no value at or below 0, and the first Gauss-Newton step from 20 leads there.
    const logarithm: NonlinearProblem = {
      rows: 2,
      coefficients: 1,
      evaluate(b, residuals, jacobian) {
        if (!(b[0]! > 0)) return false;
        residuals[0] = Math.log(b[0]!);
        residuals[1] = 2 * Math.log(b[0]!);
        if (jacobian !== null) {
          jacobian[0] = 1 / b[0]!;
          jacobian[1] = 2 / b[0]!;
        }
        return true;
      },
    };
    const solved = nonlinearLeastSquares(logarithm, [20]);
    expect(solved.coefficients[0]).toBeCloseTo(1, 10);
    expect(solved.converged).toBe(true);
  });

  it("has a condition number of 1 for orthogonal columns of any length, by its definition", () => {
    const orthogonal: NonlinearProblem = {
      rows: 3,
      coefficients: 2,
      evaluate(b, residuals, jacobian) {
        residuals.set([1e6 * b[0]! - 1, 1e-6 * b[1]! - 2, 3]);
        jacobian?.set([1e6, 0, 0, 0, 1e-6, 0]);
        return true;
      },
    };
    const solved = nonlinearLeastSquares(orthogonal, [1, 1]);
    // The Frobenius norms of the 2 x 2 identity and of its inverse are both the root of 2.
    expect(solved.conditionNumber).toBeCloseTo(2, 12);
    expect(solved.coefficients[0]! * 1e6).toBeCloseTo(1, 12);
    expect(solved.coefficients[1]! / 1e6).toBeCloseTo(2, 12);
    expect(solved.sumOfSquaredResiduals).toBeCloseTo(9, 12);
  });

  it("holds a coefficient at a bound and answers as if it were known", () => {
    // A line through (0, 1), (1, 2), (2, 4) with its slope at most 1: level = mean(y - x) = 4 / 3.
    const line: NonlinearProblem = {
      rows: 3,
      coefficients: 2,
      evaluate(b, residuals, jacobian) {
        for (let i = 0; i < 3; i++) residuals[i] = b[0]! + b[1]! * i - [1, 2, 4][i]!;
        jacobian?.set([1, 1, 1, 0, 1, 2]);
        return true;
      },
    };
    const solved = nonlinearLeastSquares(line, [0, 5], { upper: [Number.POSITIVE_INFINITY, 1] });
    expect(solved.held).toEqual([null, "upper"]);
    expect(solved.converged).toBe(true);
    expect(solved.coefficients[0]).toBeCloseTo(4 / 3, 12);
    expect(solved.coefficients[1]).toBe(1);
    expect(solved.unscaledCovariance![0]![0]).toBeCloseTo(1 / 3, 12);
    expect(solved.unscaledCovariance![1]).toEqual([0, 0]);
  });

  it("refuses a start where there is nothing to see", () => {
    const nowhere: NonlinearProblem = { rows: 2, coefficients: 1, evaluate: () => false };
    expect(refusal(() => nonlinearLeastSquares(nowhere, [1])).code).toBe("NOT_FINITE");
  });

  it("gives plain JSON, the same every time, and leaves the start alone", () => {
    const start = Object.freeze([10, 0.05]);
    const problem = problemOf(saturation, times, exact, 2);
    const first = nonlinearLeastSquares(problem, start);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    expect(nonlinearLeastSquares(problem, start)).toEqual(first);
  });
});
