import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";

const runs = { numRuns: 200, seed: 7 };
const entry = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 8);

/** p columns of n entries and a target; entries are multiples of 1/8. */
const problem = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 15 })).chain(([p, n]) => {
  const column = fc.array(entry, { minLength: n, maxLength: n });
  return fc.record({ columns: fc.array(column, { minLength: p, maxLength: p }), target: column });
});

describe("leastSquares, whatever the problem", () => {
  it("leaves residuals orthogonal to every column", () => {
    fc.assert(
      fc.property(problem, ({ columns, target }) => {
        const { residuals } = leastSquares(columns, target);
        const length = Math.hypot(...target);
        for (const column of columns) {
          const product = column.reduce((sum, value, i) => sum + value * residuals[i]!, 0);
          expect(Math.abs(product)).toBeLessThanOrEqual(1e-12 * (Math.hypot(...column) * length + 1));
        }
      }),
      runs,
    );
  });

  it("counts a point of weight two as the point seen twice", () => {
    fc.assert(
      fc.property(problem, fc.infiniteStream(fc.integer({ min: 1, max: 3 })), ({ columns, target }, stream) => {
        const weights = target.map(() => stream.next().value as number);
        const repeat = (column: number[]) => column.flatMap((value, i) => new Array<number>(weights[i]!).fill(value));
        const weighted = leastSquares(columns, target, weights);
        const replicated = leastSquares(columns.map(repeat), repeat(target));
        expect(weighted.rank).toBe(replicated.rank);
        const scale = 1 + replicated.sumOfSquaredResiduals;
        expect(Math.abs(weighted.sumOfSquaredResiduals - replicated.sumOfSquaredResiduals)).toBeLessThan(1e-10 * scale);
        if (weighted.unscaledCovariance === null) return;
        weighted.coefficients.forEach((value, j) => {
          const unit = Math.sqrt(replicated.unscaledCovariance![j]![j]!) * Math.hypot(...target) + 1e-300;
          expect(Math.abs(value - replicated.coefficients[j]!)).toBeLessThanOrEqual(1e-10 * unit);
          const variance = replicated.unscaledCovariance![j]![j]!;
          expect(Math.abs(weighted.unscaledCovariance![j]![j]! - variance)).toBeLessThanOrEqual(1e-6 * variance);
        });
      }),
      runs,
    );
  });

  it("scales as its columns and its target do", () => {
    fc.assert(
      fc.property(problem, fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 }), (drawn, a, b) => {
        const { columns, target } = drawn;
        const plain = leastSquares(columns, target);
        // Powers of two scale without rounding, so every bit must agree.
        const scaled = leastSquares(
          columns.map((column, j) => (j === 0 ? column.map((value) => value * 2 ** a) : column)),
          target.map((value) => value * 2 ** b),
        );
        expect(scaled.rank).toBe(plain.rank);
        expect(scaled.coefficients).toEqual(plain.coefficients.map((value, j) => value * 2 ** (j === 0 ? b - a : b)));
      }),
      runs,
    );
  });

  it("finds the rank of a design with one column made from the others", () => {
    fc.assert(
      fc.property(
        problem,
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }),
        (drawn, share) => {
          const { columns, target } = drawn;
          const made = target.map((_, i) => columns.reduce((sum, column, j) => sum + share[j]! * column[i]!, 0));
          const before = leastSquares(columns, target);
          const after = leastSquares([...columns, made], target);
          expect(after.rank).toBe(before.rank);
          expect(after.dependentColumns).toHaveLength(columns.length + 1 - before.rank);
        },
      ),
      runs,
    );
  });

  it("does not depend on the order of the columns", () => {
    fc.assert(
      fc.property(problem, ({ columns, target }) => {
        const forward = leastSquares(columns, target);
        const backward = leastSquares([...columns].reverse(), target);
        expect(backward.rank).toBe(forward.rank);
        const scale = 1 + forward.sumOfSquaredResiduals;
        expect(Math.abs(backward.sumOfSquaredResiduals - forward.sumOfSquaredResiduals)).toBeLessThan(1e-10 * scale);
      }),
      runs,
    );
  });
});
