import { describe, expect, it } from "vitest";
import { solveInPlace } from "../../src/numeric/householder-qr.ts";
import { leastSquaresWorkspace } from "../../src/numeric/least-squares-workspace.ts";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import fixture from "./fixtures/linear-least-squares.json";

function expectClose(found: number, expected: number, relative: number, scale = Math.abs(expected)): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relative * scale);
}

/** NIST StRD Norris (public domain): y on x with its certified coefficients and standard errors. */
const norris = {
  x: [
    0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5,
    11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1,
    448.9, 0.5,
  ],
  y: [
    0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
    557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2,
    0.2,
  ],
  coefficients: [-0.262323073774029, 1.00211681802045],
  standardErrors: [0.232818234301152, 0.000429796848199937],
  sumOfSquaredResiduals: 26.6173985294224,
};

describe("leastSquares", () => {
  it("has the certified digits of NIST Norris", () => {
    const solved = leastSquares([norris.x.map(() => 1), norris.x], norris.y);
    const variance = solved.sumOfSquaredResiduals / (norris.x.length - 2);
    expectClose(solved.sumOfSquaredResiduals, norris.sumOfSquaredResiduals, 1e-12);
    for (let j = 0; j < 2; j++) {
      expectClose(solved.coefficients[j]!, norris.coefficients[j]!, 1e-11);
      expectClose(Math.sqrt(variance * solved.unscaledCovariance![j]![j]!), norris.standardErrors[j]!, 1e-9);
    }
  });

  it.each(fixture.cases)("agrees with numpy: $name", (expected) => {
    const solved = leastSquares(expected.columns, expected.target, expected.weights ?? undefined);
    expect(solved.rank).toBe(expected.columns.length);
    expect(solved.dependentColumns).toEqual([]);
    expectClose(solved.sumOfSquaredResiduals, expected.sumOfSquaredResiduals, 1e-10);
    expected.coefficients.forEach((value, j) => {
      expectClose(solved.coefficients[j]!, value, 1e-10);
      expected.unscaledCovariance[j]!.forEach((entry, k) => {
        const scale = Math.sqrt(expected.unscaledCovariance[j]![j]! * expected.unscaledCovariance[k]![k]!);
        expectClose(solved.unscaledCovariance![j]![k]!, entry, 1e-10, scale);
      });
    });
    expected.residuals.forEach((value, i) => {
      expectClose(solved.residuals[i]!, value, 1e-10, 1);
    });
  });

  it("passes through every point when there are as many points as columns", () => {
    const solved = leastSquares(
      [
        [1, 1, 1],
        [0, 1, 2],
        [0, 1, 4],
      ],
      [1, 6, 17],
    );
    expect(solved.coefficients).toEqual([1, 2, 3]);
    expect(solved.sumOfSquaredResiduals).toBe(0);
    expect(Array.from(solved.residuals)).toEqual([0, 0, 0]);
  });

  it("names the dependent column and solves with the others", () => {
    const x = [1, 2, 3, 4, 5, 6];
    const solved = leastSquares([x.map(() => 1), x, x.map((value) => 3 * value)], [1, 3, 2, 5, 4, 6]);
    expect(solved.rank).toBe(2);
    expect(solved.dependentColumns).toEqual([2]);
    expect(solved.unscaledCovariance).toBeNull();
    expect(solved.coefficients[2]).toBe(0);
    const line = leastSquares([x.map(() => 1), x], [1, 3, 2, 5, 4, 6]);
    expectClose(solved.sumOfSquaredResiduals, line.sumOfSquaredResiduals, 1e-14);
    expectClose(solved.coefficients[1]!, line.coefficients[1]!, 1e-14);
  });

  it("sees that a year, a centred year and an intercept are two columns", () => {
    const year = [2018.25, 2019.5, 2020.125, 2021.75, 2022.5, 2023.875];
    const solved = leastSquares(
      [year.map(() => 1), year, year.map((value) => value - 2020.7)],
      year.map((value) => value * value),
    );
    expect(solved.rank).toBe(2);
    expect(solved.dependentColumns).toHaveLength(1);
  });

  it("counts a column of zeros, and columns beyond the number of rows, as dependent", () => {
    const zeros = leastSquares(
      [
        [0, 0, 0],
        [1, 2, 3],
      ],
      [2, 4, 6],
    );
    expect(zeros.dependentColumns).toEqual([0]);
    expect(zeros.coefficients).toEqual([0, 2]);
    const wide = leastSquares(
      [
        [1, 1],
        [1, 2],
        [5, 4],
      ],
      [1, 2],
    );
    expect(wide.rank).toBe(2);
    expect(wide.dependentColumns).toHaveLength(1);
    expect(wide.sumOfSquaredResiduals).toBeLessThan(1e-28);
  });

  it("names all dependent columns in their order", () => {
    const [a, b] = [
      [3, 1, 4, 1, 5, 9],
      [2, 7, 1, 8, 2, 8],
    ];
    const times = (column: number[], factor: number): number[] => column.map((value) => value * factor);
    const columns = [a, times(a, 2), b, times(b, -1), times(a, 0), times(b, 3)];
    const { rank, dependentColumns, coefficients } = leastSquares(columns, [1, 2, 3, 4, 5, 6]);
    expect(rank).toBe(2);
    expect(dependentColumns).toHaveLength(4);
    expect(dependentColumns).toEqual(dependentColumns.slice().sort((j, k) => j - k));
    for (const j of dependentColumns) expect(coefficients[j]).toBe(0);
  });

  it("has all digits of a polynomial beside residuals a thousand times its values", () => {
    // (-1)^i C(k, i) is orthogonal to every polynomial of degree below k on 0 .. k, so that the solution is exact.
    for (const [k, degree] of [
      [10, 5],
      [12, 6],
      [16, 7],
    ] as const) {
      let binomial = 1;
      const target = Array.from({ length: k + 1 }, (_, i) => {
        const residual = (i % 2 === 0 ? 1000 : -1000) * binomial;
        binomial = (binomial * (k - i)) / (i + 1);
        let value = 0;
        for (let j = degree; j >= 0; j--) value = value * i + (j + 1);
        return value + residual;
      });
      const columns = Array.from({ length: degree + 1 }, (_, j) => target.map((_, i) => i ** j));
      const solved = leastSquares(columns, target);
      for (let j = 0; j <= degree; j++) expectClose(solved.coefficients[j]!, j + 1, 1e-14);
    }
  });

  it("keeps the digits of a line far from the origin", () => {
    const x = Array.from({ length: 20 }, (_, i) => 1e8 + i);
    const y = x.map((value, i) => 0.5 * (value - 1e8) + (i % 2));
    const solved = leastSquares([x.map(() => 1), x], y);
    // With i = 0 .. 19 the parity column has slope (100 - 90) / 2 / 665 on i.
    expectClose(solved.coefficients[1]!, 0.5 + 5 / 665, 1e-13);
  });

  it("is not thrown off by columns of 1e-200 and 1e200", () => {
    const x = [1, 2, 3, 4, 6];
    const solved = leastSquares([x.map(() => 1e200), x.map((value) => value * 1e-200)], [1, 2, 3, 4, 6]);
    expect(solved.rank).toBe(2);
    expectClose(solved.coefficients[1]!, 1e200, 1e-14);
  });

  it("leaves its inputs alone", () => {
    const columns = [Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 2, 3, 5)];
    const target = Float64Array.of(1, 2, 4, 4);
    const weights = Float64Array.of(1, 2, 1, 2);
    leastSquares(columns, target, weights);
    expect(columns.map((column) => Array.from(column))).toEqual([
      [1, 1, 1, 1],
      [1, 2, 3, 5],
    ]);
    expect(Array.from(target)).toEqual([1, 2, 4, 4]);
    expect(Array.from(weights)).toEqual([1, 2, 1, 2]);
  });
});

describe("solveInPlace", () => {
  it("solves one problem after another in the same workspace", () => {
    for (const expected of fixture.cases) {
      const rows = expected.target.length;
      const workspace = leastSquaresWorkspace(rows, expected.columns.length);
      for (let repeat = 0; repeat < 2; repeat++) {
        for (let i = 0; i < rows; i++) {
          const root = Math.sqrt(expected.weights?.[i] ?? 1);
          workspace.target[i] = expected.target[i]! * root;
          expected.columns.forEach((column, j) => {
            workspace.design[j * rows + i] = column[i]! * root;
          });
        }
        solveInPlace(workspace);
        expect(workspace.rank).toBe(expected.columns.length);
        expectClose(workspace.sumOfSquaredResiduals, expected.sumOfSquaredResiduals, 1e-10);
        expected.coefficients.forEach((value, j) => {
          expectClose(workspace.coefficients[j]!, value, 1e-9);
        });
      }
    }
  });
});
