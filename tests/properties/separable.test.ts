import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { separableLeastSquares } from "../../src/numeric/separable-least-squares.ts";
import { axisValues } from "../../src/numeric/separable-least-squares-problem.ts";
import { logistic, one, power, separable } from "../numeric/separable-problems.ts";

const runs = { numRuns: 40, seed: 11 };
const between = (low: number, high: number) =>
  fc.integer({ min: 0, max: 1000 }).map((value) => low + ((high - low) * value) / 1000);

const sizes = [1, 2, 4, 8, 16, 32];
const n = sizes.flatMap((size) => sizes.map(() => size));
const d = sizes.flatMap(() => sizes.map((size) => size * 1.5));
const exponentAxes = [{ values: axisValues(0.05, 2, 20, "log") }, { values: axisValues(0.05, 2, 20, "log") }];

const law = fc.record({
  E: between(0.5, 3),
  A: between(1, 10),
  B: between(1, 10),
  alpha: between(0.15, 1.2),
  beta: between(0.15, 1.2),
});
const noise = fc.array(between(-1, 1), { minLength: 36, maxLength: 36 });

type LossLaw = { E: number; A: number; B: number; alpha: number; beta: number };
const lossAt = ({ E, A, B, alpha, beta }: LossLaw): number[] =>
  n.map((size, i) => E + A * size ** -alpha + B * d[i]! ** -beta);
const columns = [one, power(n, 0), power(d, 1)];
const fitLoss = (loss: readonly number[]) => separableLeastSquares(separable(columns, 2, loss), exponentAxes);

describe("separableLeastSquares, whatever the data", () => {
  it("recovers the loss law that made exact data", () => {
    fc.assert(
      fc.property(law, (truth) => {
        const { best } = fitLoss(lossAt(truth));
        expect(best.converged).toBe(true);
        const expected = [truth.alpha, truth.beta, truth.E, truth.A, truth.B];
        [...best.shape, ...best.linear].forEach((value, j) => {
          expect(Math.abs(value / expected[j]! - 1)).toBeLessThan(1e-7);
        });
      }),
      runs,
    );
  });

  it("recovers the sigmoid that made exact data", () => {
    const x = Array.from({ length: 20 }, (_, i) => i / 19);
    const curve = fc.record({
      floor: between(-5, 30),
      height: between(20, 90),
      steepness: between(5, 25),
      middle: between(0.3, 0.7),
    });
    fc.assert(
      fc.property(curve, ({ floor, height, steepness, middle }) => {
        const y = x.map((each) => floor + height / (1 + Math.exp(-steepness * (each - middle))));
        const { best } = separableLeastSquares(separable([one, logistic(x)], 2, y), [
          { values: axisValues(1, 60, 20, "log") },
          { values: axisValues(0, 1, 20) },
        ]);
        [...best.shape, ...best.linear].forEach((value, j) => {
          expect(Math.abs(value - [steepness, middle, floor, height][j]!)).toBeLessThan(1e-6 * (1 + Math.abs(value)));
        });
      }),
      runs,
    );
  });

  it("ends where the residuals are orthogonal to the columns, and no point of the grid is lower", () => {
    fc.assert(
      fc.property(law, noise, (truth, errors) => {
        const loss = lossAt(truth).map((value, i) => value + 0.05 * errors[i]!);
        const { best } = fitLoss(loss);
        for (const alpha of exponentAxes[0]!.values) {
          for (const beta of exponentAxes[1]!.values) {
            const linear = leastSquares([n.map(() => 1), n.map((v) => v ** -alpha), d.map((v) => v ** -beta)], loss);
            expect(best.sumOfSquaredResiduals).toBeLessThanOrEqual(linear.sumOfSquaredResiduals * (1 + 1e-12));
          }
        }
        const fitted = columns.map((column, k) => loss.map((_, i) => best.linear[k]! * column(best.shape, i).value));
        const residuals = loss.map((value, i) => value - fitted.reduce((sum, each) => sum + each[i]!, 0));
        for (const column of columns) {
          const values = loss.map((_, i) => column(best.shape, i).value);
          const product = values.reduce((sum, value, i) => sum + value * residuals[i]!, 0);
          expect(Math.abs(product)).toBeLessThan(1e-6 * Math.hypot(...values) * Math.hypot(...residuals));
        }
      }),
      { ...runs, numRuns: 10 },
    );
  });

  it("scales and shifts with the target", () => {
    fc.assert(
      fc.property(law, noise, between(-3, 3), between(-5, 5), (truth, errors, power10, shift) => {
        const loss = lossAt(truth).map((value, i) => value * (1 + 0.01 * errors[i]!));
        const scale = 10 ** power10;
        const { best } = fitLoss(loss);
        const moved = fitLoss(loss.map((value) => scale * value + shift * scale)).best;
        if (!best.converged || !moved.converged) return;
        expect(moved.sumOfSquaredResiduals / scale ** 2 / best.sumOfSquaredResiduals).toBeCloseTo(1, 8);
        if (best.atEdge || moved.conditionNumber === null || moved.conditionNumber > 1e4) return;
        best.shape.forEach((value, m) => {
          expect(Math.abs(moved.shape[m]! / value - 1)).toBeLessThan(1e-5);
        });
        const [level, first] = best.linear;
        expect(Math.abs(moved.linear[0]! / scale - shift - level!)).toBeLessThan(1e-4 * (1 + Math.abs(level!)));
        expect(Math.abs(moved.linear[1]! / scale / first! - 1)).toBeLessThan(1e-4);
      }),
      runs,
    );
  });
});
