import { describe, expect, it } from "vitest";
import { nonlinearLeastSquares } from "../../src/numeric/nonlinear-least-squares.ts";
import { guardedLeastSquares } from "../../src/numeric/nonlinear-least-squares-guarded.ts";
import type { NonlinearProblem } from "../../src/numeric/nonlinear-least-squares-problem.ts";
import { refusal } from "../dataset/refusal.ts";
import cases from "./fixtures/nonlinear-least-squares.json";
import { plans, problemOf } from "./nonlinear-problems.ts";

interface Given {
  problem: NonlinearProblem;
  start: number[];
  bounds: { lower?: number[]; upper?: number[] };
}

function given(each: (typeof cases)[number]): Given {
  const { curve, start } = plans[each.name]!;
  const problem = problemOf(curve, each.x, each.y, start.length, each.weights);
  return { problem, start, bounds: each.lower === null ? {} : { lower: each.lower, upper: each.upper } };
}

/** The same problem, and how often it was asked. */
function counted(problem: NonlinearProblem): NonlinearProblem & { asked: number } {
  const counting = {
    ...problem,
    asked: 0,
    evaluate(b: Float64Array, residuals: Float64Array, jacobian: Float64Array | null): boolean {
      counting.asked++;
      return problem.evaluate(b, residuals, jacobian);
    },
  };
  return counting;
}

describe("the polish of a nonlinear optimum", () => {
  it.each(cases)("alone comes from nearby to the optimum of scipy, within the bounds: $name", (each) => {
    const { problem, bounds } = given(each);
    const only = { ...bounds, maxIterations: 0 };
    let size = 1e-2;
    let near = each.coefficients;
    // As far away as the polish begins: a gradient norm of 0.01.
    for (let gradientNorm = 1; gradientNorm > 1e-2; size /= 2) {
      near = each.coefficients.map((value, j) => (each.held[j] ? value : value * (1 + (j % 2 ? size : -size))));
      gradientNorm = guardedLeastSquares(problem, near, only).gradientNorm;
    }
    const before = guardedLeastSquares(problem, near, only);
    expect(before.coefficients).toEqual(near);
    const after = nonlinearLeastSquares(problem, near, only);
    expect(after.iterations).toBeGreaterThan(0);
    const least = each.sumOfSquaredResiduals;
    expect(after.sumOfSquaredResiduals - least).toBeLessThan(1e-3 * (before.sumOfSquaredResiduals - least));
    for (const [j, value] of after.coefficients.entries()) {
      if (each.held[j]) expect(value).toBe(near[j]);
      else expect(Math.abs(value / each.coefficients[j]! - 1)).toBeLessThan(size / 20);
    }
  });

  it("leaves alone what it would take beyond a bound", () => {
    // Without its bound the rate of the decay is 0.4: the start is nearer to it than the bound allows.
    const x = [1, 2, 3, 4, 6, 8, 10];
    const y = x.map((each, i) => 3 * Math.exp(-0.4 * each) + (i % 2 ? 1e-3 : -1e-3));
    const decay = problemOf(
      (b, at, slopes) => {
        const value = Math.exp(-b[1]! * at);
        slopes.splice(0, 2, value, -b[0]! * at * value);
        return b[0]! * value;
      },
      x,
      y,
      2,
    );
    const solved = nonlinearLeastSquares(decay, [3, 0.41], { lower: [0, 0.405] });
    expect(solved.coefficients[1]).toBe(0.405);
    expect(solved.held).toEqual([null, "lower"]);
    expect(solved.converged).toBe(true);
    const column = x.map((each) => Math.exp(-0.405 * each));
    const product = column.reduce((sum, each, i) => sum + each * y[i]!, 0);
    expect(solved.coefficients[0]).toBeCloseTo(product / column.reduce((sum, each) => sum + each * each, 0), 10);
  });

  it("goes without it where there is a single row", () => {
    const single: NonlinearProblem = {
      rows: 1,
      coefficients: 1,
      evaluate(b, residuals, jacobian) {
        residuals[0] = b[0]! ** 3 - 8;
        if (jacobian !== null) jacobian[0] = 3 * b[0]! ** 2;
        return true;
      },
    };
    expect(nonlinearLeastSquares(single, [3]).coefficients[0]).toBeCloseTo(2, 12);
  });
});

describe("derivatives by differences", () => {
  it.each(cases)("lead to the optimum of scipy with six digits: $name", (each) => {
    const { problem, start, bounds } = given(each);
    const solved = nonlinearLeastSquares({ ...problem, derivatives: "differences" }, start, bounds);
    expect(solved.converged).toBe(true);
    for (const [j, value] of each.coefficients.entries()) {
      expect(Math.abs(solved.coefficients[j]! - value)).toBeLessThanOrEqual(1e-6 * Math.abs(value));
    }
  });

  it("are taken from one side where the model ends on the other, in the scale of the start", () => {
    for (const scale of [1e-8, 1, 1e8]) {
      for (const side of [1, -1]) {
        const half: NonlinearProblem = {
          rows: 2,
          coefficients: 1,
          derivatives: "differences",
          evaluate(b, residuals) {
            const at = (side * b[0]!) / scale;
            if (at < 1) return false;
            residuals.set([at * at - 1, 2 * (at * at - 1)]);
            return true;
          },
        };
        const solved = guardedLeastSquares(half, [side * scale], { maxIterations: 0 });
        // The slopes are 2 and 4: (J'J)^-1 = 1 / 20 in units of the scale.
        expect(solved.unscaledCovariance![0]![0]! / scale ** 2).toBeCloseTo(1 / 20, 4);
      }
    }
  });

  it("are refused where the model has no value beside the start", () => {
    const point: NonlinearProblem = {
      rows: 1,
      coefficients: 1,
      derivatives: "differences",
      evaluate(b, residuals) {
        residuals[0] = 1;
        return b[0] === 2;
      },
    };
    expect(refusal(() => nonlinearLeastSquares(point, [2])).code).toBe("NOT_FINITE");
  });
});

describe("a nonlinear search", () => {
  it.each(cases)("counts every evaluation of the model: $name", (each) => {
    const { problem, start, bounds } = given(each);
    for (const derivatives of ["analytic", "differences"] as const) {
      const counting = counted({ ...problem, derivatives });
      const solved = guardedLeastSquares(counting, start, bounds);
      expect(solved.evaluations).toBe(counting.asked);
    }
  });

  it("refuses a start whose residuals or derivatives are not finite", () => {
    const endless = (residual: number, slope: number): NonlinearProblem => ({
      rows: 2,
      coefficients: 1,
      evaluate(_, residuals, jacobian) {
        residuals.fill(residual);
        jacobian?.fill(slope);
        return true;
      },
    });
    for (const [residual, slope] of [
      [Infinity, 1],
      [Number.NaN, 1],
      [1e200, 1],
      [1, Infinity],
    ] as const) {
      expect(refusal(() => nonlinearLeastSquares(endless(residual, slope), [1])).code).toBe("NOT_FINITE");
    }
  });
});
