import { describe, expect, it } from "vitest";
import { clusterIndex } from "../../src/statistics/clusters.ts";
import {
  jacobianCondition,
  type LinearizedFit,
  linearizedCovariance,
  transformCovariance,
} from "../../src/statistics/jacobian-covariance.ts";

// A line through x = 0 .. 4: n = 5, sum x = 10, sum x^2 = 30, so that (X'X)^-1 = ((30, -10), (-10, 5)) / 50.
const columns = [Float64Array.of(1, 1, 1, 1, 1), Float64Array.of(0, 1, 2, 3, 4)];
const fit: LinearizedFit = {
  columns,
  residuals: Float64Array.of(1, -2, 1, 0, 0),
  weights: null,
  clusters: null,
  held: [false, false],
};

function expectMatrix(found: readonly (readonly number[])[], expected: number[][]): void {
  expect(found).toEqual(expected.map((row) => row.map((entry) => expect.closeTo(entry, 12))));
}

describe("the covariance of a linearised fit", () => {
  it("is the residual variance times the inverse cross product", () => {
    const { covariance, degreesOfFreedom } = linearizedCovariance(fit)!;
    // s^2 = (1 + 4 + 1) / 3.
    expectMatrix(covariance, [
      [2 * 0.6, 2 * -0.2],
      [2 * -0.2, 2 * 0.1],
    ]);
    expect(degreesOfFreedom).toBe(3);
  });

  it("takes weights in the cross product and in the variance", () => {
    const { covariance } = linearizedCovariance({ ...fit, weights: Float64Array.of(4, 4, 4, 4, 4) })!;
    // Four times the weights is a fourth of the inverse and four times the squares.
    expectMatrix(covariance, [
      [1.2, -0.4],
      [-0.4, 0.2],
    ]);
    const one = linearizedCovariance({ ...fit, weights: Float64Array.of(1, 2, 1, 1, 1), held: [false, true] })!;
    // A mean alone: sum w r^2 = 1 + 8 + 1 over 5 - 1, and sum w = 6.
    expect(one.covariance[0]![0]).toBeCloseTo(10 / 4 / 6, 14);
  });

  it("has nothing beside a coefficient that is held", () => {
    const { covariance, degreesOfFreedom } = linearizedCovariance({ ...fit, held: [true, false] })!;
    expectMatrix(covariance, [
      [0, 0],
      [0, 6 / 4 / 30],
    ]);
    expect(degreesOfFreedom).toBe(4);
  });

  it("of a mean with clusters is the variance of their totals", () => {
    const mean: LinearizedFit = {
      columns: columns.slice(0, 1),
      residuals: Float64Array.of(1, 1, -1, -1, 0),
      weights: null,
      clusters: clusterIndex(["a", "a", "b", "b", "c"], 5),
      held: [false],
    };
    // Totals 2, -2 and 0: 3/2 * 4/4 * (1/5)^2 * 8.
    expect(linearizedCovariance(mean)!.covariance[0]![0]).toBeCloseTo(12 / 25, 14);
    expect(linearizedCovariance(mean)!.degreesOfFreedom).toBe(2);
    // A weight of two doubles the total of c, and of the weights there are then 6.
    const weighted = { ...mean, residuals: Float64Array.of(1, 1, -1, -3, 1), weights: Float64Array.of(1, 1, 1, 1, 2) };
    expect(linearizedCovariance(weighted)!.covariance[0]![0]).toBeCloseTo((1.5 * (4 + 16 + 4)) / 36, 14);
  });

  it("is not defined without freedom, without a free coefficient, or where columns are dependent", () => {
    const short = columns.map((column) => column.slice(0, 2));
    expect(linearizedCovariance({ ...fit, columns: short, residuals: Float64Array.of(0, 0) })).toBeNull();
    expect(linearizedCovariance({ ...fit, held: [true, true] })).toBeNull();
    expect(linearizedCovariance({ ...fit, columns: [columns[1]!, columns[1]!] })).toBeNull();
  });

  it("of combinations of coefficients is T C T', symmetric to the last bit", () => {
    const covariance = [
      [4, 1],
      [1, 9],
    ];
    const sums = [
      [1, 1],
      [1, -1],
      [0.1, 0.3],
    ];
    const found = transformCovariance(sums, covariance);
    expectMatrix(found, [
      [15, -5, 0.7 + 2.8],
      [-5, 11, 0.7 - 2.8],
      [3.5, -2.1, 0.07 + 0.84],
    ]);
    expect(found).toEqual(found.map((row, i) => row.map((_, j) => found[j]![i])));
  });
});

describe("the condition of a Jacobian", () => {
  it("of two columns is 2 / sqrt(1 - r^2), r the cosine between them, in any unit", () => {
    const cosine = 10 / Math.sqrt(5 * 30);
    expect(jacobianCondition(columns)).toBeCloseTo(2 / Math.sqrt(1 - cosine ** 2), 12);
    const scaled = columns.map((column, k) => column.map((each) => each * 10 ** (6 * k)));
    expect(jacobianCondition(scaled)).toBeCloseTo(2 / Math.sqrt(1 - cosine ** 2), 12);
  });

  it("is the number of columns where they are orthogonal, and infinite where they are dependent or zero", () => {
    const [a, b] = [Float64Array.of(3, 0, 0), Float64Array.of(0, 0, 0.5)];
    expect(jacobianCondition([a, b])).toBeCloseTo(2, 14);
    expect(jacobianCondition([a])).toBeCloseTo(1, 14);
    expect(jacobianCondition([a, a.map((each) => -each)])).toBe(Infinity);
    expect(jacobianCondition([a, new Float64Array(3)])).toBe(Infinity);
  });
});
