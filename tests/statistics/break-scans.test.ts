import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { admissibleCuts, fStatistic } from "../../src/statistics/break-scan.ts";
import { daviesBound } from "../../src/statistics/davies.ts";
import { admissibleHinges, hingeAt } from "../../src/statistics/kink-scan.ts";
import { piecewiseTerms } from "../../src/statistics/piecewise-terms.ts";
import { fitPrefixLines, prefixLines } from "../../src/statistics/prefix-lines.ts";
import { robustJumpScan, robustKinkScan } from "../../src/statistics/robust-break-scan.ts";

/** Columns of tied whole numbers in ascending order. */
function tiedColumns(): number[][] {
  const random = randomSource(9);
  return Array.from({ length: 60 }, (_, round) =>
    Array.from({ length: 4 + (round % 9) }, () => Math.floor((2 + (round % 6)) * uniform(random))).sort(
      (a, b) => a - b,
    ),
  );
}

describe("the cuts a column allows", () => {
  it("leave enough points and two different x on each side, and never part equal x", () => {
    for (const x of tiedColumns()) {
      for (const least of [1, 2, 3]) {
        const allowed = x
          .map((_, k) => k)
          .filter((k) => {
            const [left, right] = [x.slice(0, k), x.slice(k)];
            const isWide = (side: number[]): boolean => side.length >= least && new Set(side).size > 1;
            return isWide(left) && isWide(right) && x[k - 1] !== x[k];
          });
        expect(admissibleCuts(Float64Array.from(x), least)).toEqual(allowed);
      }
    }
  });
});

describe("the hinges a column allows", () => {
  it("stand at each x with enough points at or below it and at or above, unless it is an end", () => {
    for (const column of tiedColumns()) {
      const mean = column.reduce((sum, each) => sum + each, 0) / column.length;
      const x = Float64Array.from(column, (each) => each - mean);
      for (const least of [1, 2, 3]) {
        const allowed = [...new Set(x)].filter(
          (at) =>
            x.filter((each) => each <= at).length >= least &&
            x.filter((each) => each >= at).length >= least &&
            at > x[0]! &&
            at < x[x.length - 1]!,
        );
        expect(admissibleHinges(x, least).map(({ at }) => at)).toEqual(allowed);
      }
    }
  });

  it("have the sum of squares that constant and x leave of them, to the last digits, in any unit", () => {
    // Whole numbers, so that the sums are exact: S = squares - sum^2 / n - cross^2 / spread over one denominator.
    const whole = Array.from({ length: 401 }, (_, i) => i - 200);
    const spread = whole.reduce((sum, each) => sum + BigInt(each * each), 0n);
    for (const at of [-199, -197, -120, -1, 0, 77, 196, 198]) {
      const heights = whole.map((each) => BigInt(Math.max(0, each - at)));
      const sum = heights.reduce((total, each) => total + each, 0n);
      const cross = heights.reduce((total, each, i) => total + each * BigInt(whole[i]!), 0n);
      const squares = heights.reduce((total, each) => total + each * each, 0n);
      const exact = Number(squares * 401n * spread - sum * sum * spread - cross * cross * 401n) / Number(401n * spread);
      for (const unit of [1, 2 ** -20, 2 ** 20]) {
        const x = Float64Array.from(whole, (each) => each * unit);
        expect(hingeAt(x, at * unit).freedSumOfSquares / unit / unit / exact).toBeCloseTo(1, 12);
      }
    }
  });

  it("have none where they are a combination of constant and x", () => {
    const two = Float64Array.of(-0.3, -0.3, -0.3, 0.3, 0.3, 0.3);
    for (const at of [-0.3, -0.1, 0, 0.2, 0.3, 5]) expect(hingeAt(two, at).freedSumOfSquares).toBe(0);
  });
});

describe("the lines through the first points", () => {
  it("are those of least squares for every prefix, where the first x are equal too", () => {
    const random = randomSource(4);
    const x = Float64Array.of(-1.7, -1.7, -1.7, -0.2, 0.4, 0.4, 1.9, 2.6);
    const y = x.map(() => 5 + standardNormal(random));
    const lines = prefixLines(x);
    fitPrefixLines(lines, x, y);
    for (let i = 0; i < x.length; i++) {
      const [some, target] = [x.subarray(0, i + 1), y.subarray(0, i + 1)];
      const expected = leastSquares([some.map(() => 1), some], target);
      expect(lines.sumOfSquares[i]).toBeCloseTo(expected.sumOfSquaredResiduals, 12);
      expect(lines.meanY[i]).toBeCloseTo(target.reduce((sum, each) => sum + each, 0) / (i + 1), 13);
      expect(lines.slope[i]).toBeCloseTo(expected.rank === 2 ? expected.coefficients[1]! : 0, 12);
    }
  });
});

describe("the statistics of a break", () => {
  it("are none without residuals, infinite where the break leaves none, and never negative", () => {
    expect(fStatistic(10, 4, 2, 6, 0)).toBeCloseTo(3 / (4 / 6), 14);
    expect(fStatistic(1e-20, 1e-20, 2, 6, 1e-20)).toBe(0);
    expect(fStatistic(1, 1e-20, 2, 6, 1e-20)).toBe(Infinity);
    expect(fStatistic(1, 1e-14, 2, 6, 0)).toBe(Infinity);
    expect(fStatistic(1, 1 + 1e-15, 2, 6, 0)).toBe(0);
  });

  it("made robust do not depend on the unit of the residuals, and are 0 where their variance is singular", () => {
    const random = randomSource(6);
    const x = Float64Array.from({ length: 20 }, (_, i) => (i - 9.5) / Math.sqrt(33.25));
    const residuals = x.map(() => standardNormal(random));
    const single = x.map((_, i) => (i === 7 ? 0.3 : 0));
    for (const scan of [robustJumpScan(x, [6, 10, 13]), robustKinkScan(x, [x[6]!, x[12]!])]) {
      const statistic = scan(residuals);
      expect(statistic).toBeGreaterThan(0);
      for (const unit of [2 ** -30, 2 ** 30])
        expect(scan(residuals.map((e) => e * unit)) / statistic).toBeCloseTo(1, 12);
      expect(scan(new Float64Array(20))).toBe(0);
    }
    expect(robustJumpScan(x, [6, 10, 13])(single)).toBe(0);
  });

  it("bounded by Davies have p = 1 where no knot is a kink, and p = 0 where one explains all", () => {
    const two = Float64Array.of(-1, -1, -1, 1, 1, 1);
    expect(daviesBound(two, Float64Array.of(1, -1, 0, 1, -1, 0))).toBe(1);
    const x = Float64Array.from({ length: 12 }, (_, i) => i - 5.5);
    // The fourth of ten knots from the second to the last but one x.
    const { residuals } = leastSquares(
      [x.map(() => 1), x],
      x.map((each) => Math.max(0, each + 1.5)),
    );
    expect(daviesBound(x, residuals)).toBeLessThan(1e-12);
  });
});

describe("the terms of a line of pieces", () => {
  it("are a level and slopes where it is continuous, a level and a slope for each piece where it is not", () => {
    expect(piecewiseTerms(true, 2, false)).toEqual(["log10AtReference", "slope1", "slope2", "slope3"]);
    expect(piecewiseTerms(true, 1, true)).toEqual(["log10AtReference", "slope1", "slope2", "break1"]);
    expect(piecewiseTerms(false, 1, true)).toEqual(["log10AtStart1", "slope1", "log10AtStart2", "slope2", "break1"]);
    expect(piecewiseTerms(true, 0, true)).toEqual(["log10AtReference", "slope1"]);
  });
});
