import { describe, expect, it } from "vitest";
import { tabulatedTail } from "../../src/numeric/tail-table.ts";

// The tails of an exponential variable whose mean is 1 at n = 10 and 2 at n = 1000. Its logarithms are linear in the
// statistic, so that interpolation between quantiles is exact.
const tails = [0.5, 0.1, 0.01];
const quantilesOf = (mean: number): number[] => tails.map((tail) => -mean * Math.log(tail));
const rows = [
  { n: 10, quantiles: quantilesOf(1) },
  { n: 1000, quantiles: quantilesOf(2) },
];

describe("the tail of a tabulated statistic", () => {
  it("is exact at the quantiles and, of an exponential variable, between them and down to 0", () => {
    for (const statistic of [0, 0.2, Math.log(2), 1, Math.log(10), 3, Math.log(100)]) {
      expect(tabulatedTail(tails, rows, 10, statistic)).toBeCloseTo(Math.exp(-statistic), 14);
      expect(tabulatedTail(tails, rows, 1000, statistic)).toBeCloseTo(Math.exp(-statistic / 2), 14);
    }
  });

  it("is the geometric mean of its neighbours midway between two sizes in their logarithm", () => {
    expect(tabulatedTail(tails, rows, 100, 1)).toBeCloseTo(Math.exp(-(1 + 0.5) / 2), 14);
    expect(tabulatedTail(tails, rows, 10 ** 1.5, 1)).toBeCloseTo(Math.exp(-(0.75 * 1 + 0.25 * 0.5)), 14);
  });

  it("is held at the smallest and the largest size", () => {
    expect(tabulatedTail(tails, rows, 4, 1)).toBeCloseTo(Math.exp(-1), 14);
    expect(tabulatedTail(tails, rows, 1e6, 1)).toBeCloseTo(Math.exp(-0.5), 14);
    expect(tabulatedTail(tails, rows.slice(0, 1), 700, 1)).toBeCloseTo(Math.exp(-1), 14);
  });

  it("is 1 below 0 and never below the smallest tail of the table", () => {
    expect(tabulatedTail(tails, rows, 10, -3)).toBe(1);
    expect(tabulatedTail(tails, rows, 10, 50)).toBeCloseTo(0.01, 14);
    expect(tabulatedTail(tails, rows, 1000, Number.POSITIVE_INFINITY)).toBeCloseTo(0.01, 14);
  });
});
