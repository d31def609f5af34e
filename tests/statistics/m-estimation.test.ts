import { describe, expect, it } from "vitest";
import { minimizeRobustLoss } from "../../src/statistics/m-estimation.ts";
import { box, exponentialModel, linearModel, valleyModel } from "./curved-models.ts";

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

  it("leaves its start alone, and leaves an edge of its box towards the minimum", () => {
    const loss = { ...box(1, -1, 9), delta: 9 };
    for (const edge of [-1, 9]) {
      const start = Float64Array.of(edge);
      const found = minimizeRobustLoss(linearModel([ones], [1, 2, 3, 4, 5]), start, loss);
      expect(found.coefficients[0]).toBeCloseTo(3, 12);
      expect(found.atBound).toEqual([false]);
      expect(found.converged).toBe(true);
      expect(start[0]).toBe(edge);
    }
  });

  it("stands at the lower edge too, with the other coefficients at their best beside it", () => {
    const x = [0, 1, 2, 3, 4];
    const loss = { ...box(2), lower: Float64Array.of(-9, 2), upper: Float64Array.of(9, 9), delta: 1e3 };
    const found = minimizeRobustLoss(linearModel([ones, x], [0, 1, 2, 3, 4]), Float64Array.of(5, 5), loss);
    // With the slope held at 2 the level is the mean of y - 2 x.
    expect(found.coefficients[1]).toBe(2);
    expect(found.coefficients[0]).toBeCloseTo(-2, 12);
    expect(found.atBound).toEqual([false, true]);
    expect(found.objective).toBeCloseTo((4 + 1 + 0 + 1 + 4) / 2, 12);
  });

  it("finds the mean on a curve from where the objective is concave, and the mean of an exact fit", () => {
    const loss = { ...box(1, -50, 50), delta: Number.POSITIVE_INFINITY };
    for (const start of [-6, 0, 6]) {
      const found = minimizeRobustLoss(exponentialModel([1, 2, 3.5, 20, 90]), Float64Array.of(start), loss);
      expect(Math.exp(found.coefficients[0]!)).toBeCloseTo(23.3, 9);
      expect(found.converged).toBe(true);
    }
    const exact = minimizeRobustLoss(exponentialModel([7, 7, 7]), Float64Array.of(0), loss);
    expect(exact.coefficients[0]).toBeCloseTo(Math.log(7), 13);
    expect(exact).toMatchObject({ converged: true, gradientNorm: 0 });
  });

  it("says when it was stopped before it got there", () => {
    const model = exponentialModel([1, 2, 3.5, 20, 90]);
    const loss = { ...box(1, -50, 50), delta: Number.POSITIVE_INFINITY };
    const found = minimizeRobustLoss(model, Float64Array.of(6), loss, undefined, { iterations: 2 });
    expect(found).toMatchObject({ iterations: 2, converged: false });
    expect(found.gradientNorm).toBeGreaterThan(1e-3);
  });
});

describe("a descent", () => {
  const squares = { ...box(2), delta: Number.POSITIVE_INFINITY };
  const start = Float64Array.of(-1.2, 1);

  it("reaches the end of a bent valley, if it is a long one in fewer steps where it follows the bend", () => {
    const far = Float64Array.of(-12, 144);
    const long = { ...box(2, -1000, 1000), delta: Number.POSITIVE_INFINITY };
    const patience = { iterations: 5000 };
    const straight = minimizeRobustLoss(valleyModel(false, 300), far, long, undefined, patience);
    const bent = minimizeRobustLoss(valleyModel(true, 300), far, long, undefined, patience);
    for (const found of [straight, bent]) {
      expect(found.coefficients[0]).toBeCloseTo(1, 9);
      expect(found.coefficients[1]).toBeCloseTo(1, 9);
      expect(found).toMatchObject({ converged: true, givenUp: false });
    }
    expect(bent.iterations).toBeLessThan(straight.iterations);
  });

  it("is given up where it creeps along above a rival, and not without one", () => {
    // exp(b) approaches the target -1 without end: ever smaller gains, and never below (1 + 0)^2 / 2 a point.
    const loss = { ...box(1, -300, 300), delta: Number.POSITIVE_INFINITY };
    const from = Float64Array.of(0);
    const alone = minimizeRobustLoss(exponentialModel([-1, -1]), from, loss);
    const beaten = minimizeRobustLoss(exponentialModel([-1, -1]), from, loss, undefined, {
      rival: Float64Array.of(0.1, 0.1),
    });
    expect(alone.givenUp).toBe(false);
    expect(beaten).toMatchObject({ givenUp: true, converged: false });
    expect(beaten.iterations).toBeLessThan(alone.iterations);
    expect(beaten.objective).toBeGreaterThan(1);
  });

  it("is not given up where it gets below its rival in the end", () => {
    const rival = Float64Array.of(0.1, 0.1);
    const found = minimizeRobustLoss(valleyModel(true), start, squares, undefined, { rival });
    expect(found).toMatchObject({ converged: true, givenUp: false });
    expect(found.objective).toBeLessThan(1e-20);
  });
});
