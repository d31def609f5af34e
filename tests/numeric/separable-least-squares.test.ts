import { describe, expect, it } from "vitest";
import { refitSeparable, separableLeastSquares } from "../../src/numeric/separable-least-squares.ts";
import { axisValues } from "../../src/numeric/separable-least-squares-problem.ts";
import { refusal } from "../dataset/refusal.ts";
import cases from "./fixtures/separable-least-squares.json";
import { type Column, logistic, one, power, separable } from "./separable-problems.ts";

const swap = cases.find((each) => each.name === "swap")!;
const curve = cases.find((each) => each.name === "sigmoid")!;
const exponents = [{ values: axisValues(0.02, 2, 30, "log") }, { values: axisValues(0.02, 2, 30, "log") }];
const swapProblem = separable([power(swap.n!, 0), power(swap.d!, 1)], 2, swap.y, { lower: [0, 0] });
const none = Number.NEGATIVE_INFINITY;

/**
 * y is (-1/2, 0, 1, 0) and the column (cos s, sin s, cos 3s, sin 3s), of squared length 2 at every s. So the sum of
 * squares is 5/4 - (cos 3s - cos(s) / 2)^2 / 2: its minima are at 0, with 9/8, and where cos(s)^2 = 7/24, with
 * cos 3s - cos(s) / 2 = cos(s) (4 cos(s)^2 - 7/2) = -7/3 cos(s), so 5/4 - (49/9)(7/24)/2 = 197/432.
 */
const circle: Column[] = [
  (shape, i) => {
    const turns = i < 2 ? 1 : 3;
    const angle = turns * shape[0]!;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    return i % 2 === 0 ? { value: cosine, slopes: [-turns * sine] } : { value: sine, slopes: [turns * cosine] };
  },
];
const circleProblem = separable(circle, 1, [-0.5, 0, 1, 0]);
const angles = [{ values: axisValues(-0.3, 1.5, 19) }];

describe("separableLeastSquares", () => {
  it("is no worse than any step on a wandering series, where many places creep along", () => {
    const n = 1500;
    const x = Array.from({ length: n }, (_, i) => i / n);
    let level = 0;
    const y = x.map((_, i) => {
      level += Math.sin(12.9898 * (i + 1) ** 2);
      return level;
    });
    const range = [axisValues(0.3, 400, 26, "log"), axisValues(-1, 2, 49)] as const;
    const axes = [
      { values: range[0], lower: 0.05, upper: 40_000 },
      { values: range[1], lower: -20, upper: 21 },
    ];
    const { best } = separableLeastSquares(separable([logistic(x), one], 2, y, { lower: [0, none] }), axes);
    const squareAbout = (part: number[]): number => {
      const mean = part.reduce((sum, each) => sum + each, 0) / part.length;
      return part.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    };
    for (let k = 50; k < n; k += 50) {
      const [before, after] = [y.slice(0, k), y.slice(k)];
      const rises = after.reduce((a, b) => a + b, 0) / (n - k) > before.reduce((a, b) => a + b, 0) / k;
      const step = rises ? squareAbout(before) + squareAbout(after) : squareAbout(y);
      expect(best.sumOfSquaredResiduals).toBeLessThan(step * (1 + 1e-9));
    }
  });

  it("finds both optima of scipy where two terms can swap their roles", () => {
    const { best, optima, gridPoints } = separableLeastSquares(swapProblem, exponents);
    expect(gridPoints).toBe(900);
    expect(optima).toHaveLength(swap.optima.length);
    expect(best).toBe(optima[0]);
    optima.forEach((found, k) => {
      const known = swap.optima[k]!;
      expect(found.converged).toBe(true);
      expect(found.atEdge).toBe(false);
      expect(found.sumOfSquaredResiduals / known.sumOfSquaredResiduals).toBeCloseTo(1, 10);
      found.shape.forEach((value, m) => {
        expect(value / known.shape[m]!).toBeCloseTo(1, 5);
      });
      found.linear.forEach((value, m) => {
        expect(value / known.linear[m]!).toBeCloseTo(1, 5);
      });
    });
  });

  it("finds the one optimum of a sigmoid with a floor", () => {
    const problem = separable([one, logistic(curve.x!)], 2, curve.y, { lower: [none, 0] });
    const { optima } = separableLeastSquares(problem, [
      { values: axisValues(1, 80, 30, "log") },
      { values: axisValues(0, 0.6, 30) },
    ]);
    expect(optima).toHaveLength(1);
    const known = curve.optima[0]!;
    expect(optima[0]!.sumOfSquaredResiduals / known.sumOfSquaredResiduals).toBeCloseTo(1, 10);
    [...optima[0]!.shape, ...optima[0]!.linear].forEach((value, j) => {
      expect(value / [...known.shape, ...known.linear][j]!).toBeCloseTo(1, 5);
    });
  });

  it("finds both optima of a problem on a circle, where theory puts them", () => {
    const { optima } = separableLeastSquares(circleProblem, angles, { within: 3 });
    expect(optima).toHaveLength(2);
    expect(optima[0]!.shape[0]).toBeCloseTo(Math.acos(Math.sqrt(7 / 24)), 8);
    expect(optima[0]!.linear[0]).toBeCloseTo((-7 / 3) * Math.sqrt(7 / 24) * 0.5, 8);
    expect(optima[0]!.sumOfSquaredResiduals).toBeCloseTo(197 / 432, 12);
    expect(optima[1]!.shape[0]).toBeCloseTo(0, 8);
    expect(optima[1]!.linear[0]).toBeCloseTo(0.25, 8);
    expect(optima[1]!.sumOfSquaredResiduals).toBeCloseTo(9 / 8, 12);
  });

  it("reports optima only within the factor asked for", () => {
    expect(separableLeastSquares(circleProblem, angles).optima).toHaveLength(1);
  });

  it("keeps the linear coefficients within their bounds", () => {
    // With c >= 0 only the optimum at 0, where c is 1/4, is left.
    const bounded = separable(circle, 1, [-0.5, 0, 1, 0], { lower: [0] });
    const { best } = separableLeastSquares(bounded, [{ values: axisValues(-0.3, 0.7, 11) }]);
    expect(best.linear[0]).toBeCloseTo(0.25, 8);
    expect(best.shape[0]).toBeCloseTo(0, 8);
  });

  it("holds a linear coefficient at its bound and says so", () => {
    // A falling power with a level that would be -0.1: held at 0 it is a bare power law.
    const x = [1, 2, 4, 8, 16, 32];
    const y = x.map((each) => 3 * each ** -0.5 - 0.1);
    const { best } = separableLeastSquares(separable([one, power(x, 0)], 1, y, { lower: [0, 0] }), [
      { values: axisValues(0.05, 3, 20, "log") },
    ]);
    expect(best.held).toEqual([null, "lower", null]);
    expect(best.linear[0]).toBe(0);
    expect(best.converged).toBe(true);
    expect(best.shape[0]).toBeGreaterThan(0.5);
    expect(best.unscaledCovariance![1]).toEqual([0, 0, 0]);
  });

  it("says when the best shape is at the edge of its grid, and leaves the grid only where it may", () => {
    const x = [1, 2, 4, 8, 16, 32];
    const y = x.map((each, i) => 1 + 3 * each ** -0.5 + 0.01 * (-1) ** i);
    const problem = separable([one, power(x, 0)], 1, y);
    const inside = separableLeastSquares(problem, [{ values: axisValues(1, 3, 9) }]).best;
    expect(inside.atEdge).toBe(true);
    expect(inside.shape[0]).toBe(1);
    expect(inside.held[0]).toBe("lower");
    const free = separableLeastSquares(problem, [{ values: axisValues(1, 3, 9), lower: 0 }]).best;
    expect(free.atEdge).toBe(true);
    expect(free.held[0]).toBeNull();
    expect(Math.abs(free.shape[0]! - 0.5)).toBeLessThan(0.05);
    expect(free.converged).toBe(true);
  });

  it("says by the rank that columns in proportion cannot be told apart", () => {
    const x = [1, 2, 4, 8, 16, 32];
    const y = x.map((each) => 3 * each ** -0.5 + 0.01 * Math.cos(each));
    const { best } = separableLeastSquares(separable([power(x, 0), power(x, 0)], 1, y), [
      { values: axisValues(0.05, 3, 20, "log") },
    ]);
    expect(best.rank).toBeLessThan(3);
    expect(best.unscaledCovariance).toBeNull();
    expect(best.conditionNumber).toBeNull();
  });

  it("goes around the part of the grid where there are no columns, and refuses where there are none at all", () => {
    const fenced = {
      ...swapProblem,
      fillColumns: (shape: Float64Array, columns: Float64Array) =>
        shape[0]! < 0.3 && swapProblem.fillColumns(shape, columns),
    };
    const { best, optima, finiteGridPoints } = separableLeastSquares(fenced, exponents);
    expect(finiteGridPoints).toBe(30 * exponents[0]!.values.filter((value) => value < 0.3).length);
    expect(optima.filter((each) => each.converged)).toHaveLength(1);
    expect(best.shape[0]! / swap.optima[0]!.shape[0]!).toBeCloseTo(1, 5);
    const nowhere = { ...swapProblem, fillColumns: () => false };
    expect(refusal(() => separableLeastSquares(nowhere, exponents)).code).toBe("NOT_FINITE");
    const infinite = { ...swapProblem, fillColumns: (_: Float64Array, columns: Float64Array) => !!columns.fill(1 / 0) };
    expect(refusal(() => separableLeastSquares(infinite, exponents)).code).toBe("NOT_FINITE");
  });

  it("has a third of the rows' weights count like those rows three times", () => {
    const n = swap.n!;
    const d = swap.d!;
    const { y } = swap;
    const weights = y.map((_, i) => (i % 3 === 0 ? 3 : 1));
    const again = (values: number[]) => values.flatMap((value, i) => (i % 3 === 0 ? [value, value, value] : [value]));
    const weighted = separable([power(n, 0), power(d, 1)], 2, y, { weights, lower: [0, 0] });
    const repeated = separable([power(again(n), 0), power(again(d), 1)], 2, again(y), { lower: [0, 0] });
    const [weightedBest, repeatedBest] = [weighted, repeated].map(
      (problem) => separableLeastSquares(problem, exponents).best,
    );
    expect(weightedBest!.sumOfSquaredResiduals / repeatedBest!.sumOfSquaredResiduals).toBeCloseTo(1, 12);
    weightedBest!.shape.forEach((value, m) => {
      expect(value / repeatedBest!.shape[m]!).toBeCloseTo(1, 8);
    });
  });

  it("gives plain JSON, the same every time", () => {
    const first = separableLeastSquares(swapProblem, exponents);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    expect(separableLeastSquares(swapProblem, exponents)).toEqual(first);
  });
});

describe("refitSeparable", () => {
  it("goes to the optimum of the basin it starts in", () => {
    for (const known of swap.optima) {
      const found = refitSeparable(
        swapProblem,
        exponents,
        known.shape.map((value) => 1.1 * value),
      );
      expect(found.converged).toBe(true);
      expect(found.sumOfSquaredResiduals / known.sumOfSquaredResiduals).toBeCloseTo(1, 10);
    }
  });
});

describe("axisValues", () => {
  it("spaces evenly, in logarithms where asked, and ends where it is told", () => {
    expect(Array.from(axisValues(1, 3, 5))).toEqual([1, 1.5, 2, 2.5, 3]);
    const log = axisValues(0.1, 1000, 5, "log");
    [0.1, 1, 10, 100, 1000].forEach((value, i) => {
      expect(log[i]! / value).toBeCloseTo(1, 12);
    });
    expect([log[0], log[4]]).toEqual([0.1, 1000]);
    expect(Array.from(axisValues(2, 9, 1))).toEqual([2]);
  });
});
