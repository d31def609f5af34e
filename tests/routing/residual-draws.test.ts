import { describe, expect, it } from "vitest";
import { fitRoutingLaw } from "../../src/routing/index.ts";
import { MADE, madeSweep } from "./made-sweep.ts";

const sweep = madeSweep(MADE, 0);
const n = sweep.loss.length;
const weights = sweep.loss.map((_, i) => [1, 9, 4][i % 3]!);
/** Scatter of a standard deviation that falls as the root of the weight rises. */
const loss = sweep.loss.map((each, i) => each * 10 ** ((0.004 * Math.sin(12.9898 * (i + 1))) / Math.sqrt(weights[i]!)));
const data = { ...sweep, loss };
const rows = sweep.parameters.map((parameters, i) => {
  const [x, v] = [Math.log10(parameters), Math.log10(sweep.experts[i]!)];
  return [x, v, x * v, 1];
});

/** Solves A x = b by elimination. */
function solve(A: number[][], b: number[]): number[] {
  const work = A.map((row, i) => [...row, b[i]!]);
  work.forEach((pivot, p) => {
    work.forEach((row, i) => {
      if (i === p) return;
      const factor = row[p]! / pivot[p]!;
      pivot.forEach((each, j) => {
        row[j]! -= factor * each;
      });
    });
  });
  return work.map((row, i) => row[row.length - 1]! / row[i]!);
}

describe("draws of residuals of a bilinear law", () => {
  const fit = fitRoutingLaw(data, { form: "bilinear", weights });
  const drawn = fitRoutingLaw(data, {
    form: "bilinear",
    weights,
    interval: "residual",
    resamples: 4000,
    keepDraws: true,
  });
  const normal = [0, 1, 2, 3].map((j) =>
    [0, 1, 2, 3].map((k) => rows.reduce((sum, row, i) => sum + weights[i]! * row[j]! * row[k]!, 0)),
  );
  const unit = (k: number): number[] => [0, 1, 2, 3].map((j) => (j === k ? 1 : 0));

  it("have the covariance of errors as large as the residuals over sqrt(1 - leverage)", () => {
    // A linear law refitted to fitted + e / sqrt(w), e drawn from the residuals of weight 1 about their mean, has
    // covariance var(e) (X'WX)^-1.
    const at = fit.terms.map((term) => (fit.coefficients as Record<string, { estimate: number }>)[term]!.estimate);
    const standard = rows.map((row, i) => {
      const residual = Math.log10(loss[i]!) - row.reduce((sum, each, k) => sum + each * at[k]!, 0);
      const leverage = weights[i]! * solve(normal, row).reduce((sum, each, k) => sum + each * row[k]!, 0);
      return (Math.sqrt(weights[i]!) * residual) / Math.sqrt(1 - leverage);
    });
    const mean = standard.reduce((a, b) => a + b) / n;
    const variance = standard.reduce((sum, each) => sum + (each - mean) ** 2, 0) / n;
    fit.terms.forEach((term, k) => {
      const expected = Math.sqrt(variance * solve(normal, unit(k))[k]!);
      const found = (drawn.coefficients as Record<string, { standardError: number | null }>)[term]!.standardError;
      // The standard deviation of 4000 draws is known to 1.1 %.
      expect(Math.abs((found ?? NaN) / expected - 1)).toBeLessThan(0.045);
    });
  });

  it("lie about the estimates, and are other draws than those of rows", () => {
    expect(drawn.draws).toHaveLength(4000);
    fit.terms.forEach((term, k) => {
      const { estimate, standardError } = (
        drawn.coefficients as Record<string, { estimate: number; standardError: number | null }>
      )[term]!;
      const mean = drawn.draws!.reduce((sum, row) => sum + row[k]!, 0) / 4000;
      expect(Math.abs(mean - estimate) / (standardError ?? NaN)).toBeLessThan(0.08);
    });
    const ofRows = fitRoutingLaw(data, {
      form: "bilinear",
      weights,
      interval: "percentile",
      resamples: 50,
      keepDraws: true,
    });
    expect(ofRows.draws![0]).not.toEqual(drawn.draws![0]);
  });
});
