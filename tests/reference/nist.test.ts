import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { sharedPath } from "./shared.ts";

interface CertifiedRegression {
  model: string;
  certified: number[];
  certifiedSE: number[];
  certifiedSSE: number;
  x: number[] | number[][];
  y: number[];
}

/** Digits of the coefficients, and of the standard errors, that the design asks for. */
const asked: Record<string, [coefficients: number, standardErrors: number]> = {
  Norris: [11, 9],
  Pontius: [11, 9],
  Longley: [10, 9],
  Filip: [7, 7],
  Wampler1: [8, 9],
  Wampler2: [9, 9],
  Wampler3: [9, 9],
  Wampler4: [7, 9],
  Wampler5: [5, 9],
  Noint1: [11, 9],
};

/** Correct significant digits (log relative error); against a certified zero, digits of the absolute error. */
function digits(value: number, certified: number): number {
  const error = Math.abs(value - certified) / (certified === 0 ? 1 : Math.abs(certified));
  return error === 0 ? 16 : -Math.log10(error);
}

/** x^0 .. x^degree, each the correctly rounded power of the double x as far as Math.pow gives it. */
function design(regression: CertifiedRegression): number[][] {
  const { model, x, certified } = regression;
  if (model.includes("no intercept")) return [x as number[]];
  if (model.startsWith("polynomial")) {
    return certified.map((_, power) => (x as number[]).map((value) => value ** power));
  }
  const rows = x as number[][];
  return [rows.map(() => 1), ...(rows[0] ?? []).map((_, j) => rows.map((row) => row[j] ?? Number.NaN))];
}

const path = sharedPath("data/nist-strd.json");
describe.skipIf(path === null)("NIST StRD linear regressions", () => {
  const sets: Record<string, CertifiedRegression> = path === null ? {} : JSON.parse(readFileSync(path, "utf8")).linear;

  it.each(Object.keys(asked))("%s has the certified digits", (name) => {
    const regression = sets[name]!;
    const [coefficientDigits, errorDigits] = asked[name]!;
    const columns = design(regression);
    const solved = leastSquares(columns, regression.y);
    expect(solved.rank).toBe(columns.length);
    const variance = solved.sumOfSquaredResiduals / (regression.y.length - columns.length);
    const found = regression.certified.map((value, j) => digits(solved.coefficients[j]!, value));
    const errors = regression.certifiedSE.map((value, j) => {
      const standardError = Math.sqrt(variance * solved.unscaledCovariance![j]![j]!);
      // A certified zero is met within 1e-8 absolute, which stands for the digits asked.
      return value === 0 ? digits(standardError, 0) + errorDigits - 8 : digits(standardError, value);
    });
    expect(Math.min(...found)).toBeGreaterThanOrEqual(coefficientDigits);
    expect(Math.min(...errors)).toBeGreaterThanOrEqual(errorDigits);
  });
});
