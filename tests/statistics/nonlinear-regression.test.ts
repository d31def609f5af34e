import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { nonlinearLeastSquares } from "../../src/numeric/nonlinear-least-squares.ts";
import { type LeastSquaresSolution, nonlinearRegression } from "../../src/statistics/nonlinear-regression.ts";

// A line through five points, so that every number can be had by hand.
const x = [0, 1, 2, 3, 4];
const y = [0.2, 1, 1.5, 2.4, 3];
const meanY = 8.1 / 5;
const totalSumOfSquares = y.reduce((sum, value) => sum + (value - meanY) ** 2, 0);
const line = nonlinearLeastSquares(
  {
    rows: 5,
    coefficients: 2,
    evaluate(b, residuals, jacobian) {
      for (let i = 0; i < 5; i++) {
        residuals[i] = b[0]! + b[1]! * x[i]! - y[i]!;
        if (jacobian === null) continue;
        jacobian[i] = 1;
        jacobian[5 + i] = x[i]!;
      }
      return true;
    },
  },
  [1, 1],
);
const data = { n: 5, totalSumOfSquares, level: 0.95 };
const terms = ["level", "slope"];

describe("nonlinearRegression", () => {
  it("has the t-intervals of a line where the model is one", () => {
    const found = nonlinearRegression(terms, line, data);
    // Sxx = 10, Sxy = 7 gives slope .7, level 1.62 - 1.4 = .22, and SSE = Syy - .7 * 7 = 4.928 - 4.9 = .028.
    expect(found.estimates[1]!.estimate).toBeCloseTo(0.7, 12);
    expect(found.estimates[0]!.estimate).toBeCloseTo(0.22, 12);
    expect(found.goodness.sumOfSquaredResiduals).toBeCloseTo(0.028, 12);
    const s2 = 0.028 / 3;
    expect(found.estimates[1]!.standardError).toBeCloseTo(Math.sqrt(s2 / 10), 12);
    // t(3; .975), from a table of the t distribution.
    expect(found.estimates[1]!.upper! - 0.7).toBeCloseTo(3.182446305 * Math.sqrt(s2 / 10), 9);
    expect(found.estimates[0]!.standardError).toBeCloseTo(Math.sqrt(s2 * (1 / 5 + 4 / 10)), 12);
    // Correlation of level and slope: -mean / sqrt(mean of squares) = -2 / sqrt(6).
    expect(found.correlations![0]![1]).toBeCloseTo(-2 / Math.sqrt(6), 12);
    expect(found.correlations![1]![1]).toBe(1);
    expect(found.covariance![0]![1]).toBeCloseTo((-2 * s2) / 10, 12);
    expect(found.goodness).toMatchObject({ n: 5, degreesOfFreedom: 3 });
    expect(found.convergence.converged).toBe(true);
    expect(found.convergence.localOptima).toHaveLength(1);
    expect(found.warnings).toEqual([]);
    expect(found.convergence.localOptima[0]!.coefficients["slope"]).toBeCloseTo(0.7, 12);
    expect(leastSquares([x.map(() => 1), x], y).sumOfSquaredResiduals).toBeCloseTo(0.028, 12);
  });

  const codes = (solution: Partial<LeastSquaresSolution>, more = {}): string[] =>
    nonlinearRegression(terms, { ...line, ...solution }, { ...data, ...more }).warnings.map(({ code }) => code);

  it("warns of what makes the result weak", () => {
    expect(codes({ converged: false })).toEqual(["NOT_CONVERGED"]);
    expect(codes({ rank: 1, unscaledCovariance: null, conditionNumber: null })).toEqual(["NOT_IDENTIFIED"]);
    expect(codes({ conditionNumber: 1e9 })).toEqual(["NOT_IDENTIFIED"]);
    expect(codes({ held: [null, "lower"], rank: 1 })).toEqual(["COEFFICIENT_AT_BOUND"]);
    const optimum = { coefficients: [0, 1], objective: 1 };
    expect(codes({}, { localOptima: [optimum, optimum] })).toEqual(["SEVERAL_OPTIMA"]);
  });

  it("gives no error to a coefficient at its bound, and counts one coefficient less", () => {
    const held = nonlinearRegression(
      terms,
      {
        ...line,
        rank: 1,
        held: [null, "lower"],
        unscaledCovariance: [
          [0.2, 0],
          [0, 0],
        ],
      },
      data,
    );
    expect(held.estimates[1]).toEqual({
      estimate: line.coefficients[1],
      standardError: null,
      lower: null,
      upper: null,
      level: 0.95,
    });
    expect(held.estimates[0]!.standardError).toBeCloseTo(Math.sqrt((0.2 * 0.028) / 4), 12);
    expect(held.goodness.degreesOfFreedom).toBe(4);
    expect(held.correlations).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it("has no errors where nothing is left to estimate them from, and stays plain JSON", () => {
    const found = nonlinearRegression(terms, line, { ...data, n: 2 });
    expect(found.covariance).toBeNull();
    expect(found.estimates.map((each) => each.standardError)).toEqual([null, null]);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
