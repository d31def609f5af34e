import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nonlinearLeastSquares } from "../../src/numeric/nonlinear-least-squares.ts";
import { guardedLeastSquares } from "../../src/numeric/nonlinear-least-squares-guarded.ts";
import type { NonlinearProblem } from "../../src/numeric/nonlinear-least-squares-problem.ts";
import { models } from "./nist-models.ts";
import { sharedPath } from "./shared.ts";

interface CertifiedCurve {
  model: string;
  start1: number[];
  start2: number[];
  certified: number[];
  certifiedSE: number[];
  certifiedSSE: number;
  x: number[];
  y: number[];
}

/** The fewest correct significant digits of any number, by its relative error. */
function digits(found: readonly number[], certified: readonly number[]): number {
  const errors = certified.map((value, j) => Math.abs(found[j]! / value - 1));
  return -Math.log10(Math.max(...errors, 1e-16));
}

function problemOf(curve: CertifiedCurve, derivatives: "analytic" | "differences"): NonlinearProblem {
  const { x, y } = curve;
  const model = models[curve.model]!;
  const rows = x.length;
  const slopes: number[] = [];
  return {
    rows,
    coefficients: curve.certified.length,
    derivatives,
    evaluate(b, residuals, jacobian) {
      for (let i = 0; i < rows; i++) {
        residuals[i] = model(b, x[i]!, slopes) - y[i]!;
        if (jacobian !== null) for (let j = 0; j < b.length; j++) jacobian[j * rows + i] = slopes[j]!;
      }
      return true;
    },
  };
}

const path = sharedPath("data/nist-strd.json");
describe.skipIf(path === null)("NIST StRD nonlinear regressions", () => {
  const sets: Record<string, CertifiedCurve> = path === null ? {} : JSON.parse(readFileSync(path, "utf8")).nonlinear;
  const cases = Object.keys(sets).flatMap((name) => [[name, "start1"] as const, [name, "start2"] as const]);

  it("are all seventeen", () => {
    expect(cases).toHaveLength(34);
  });

  it.each(cases)("%s has the certified digits from %s", (name, start) => {
    const curve = sets[name]!;
    const solved = nonlinearLeastSquares(problemOf(curve, "analytic"), curve[start]);
    expect(solved.converged).toBe(true);
    expect(solved.rank).toBe(curve.certified.length);
    expect(digits(solved.coefficients, curve.certified)).toBeGreaterThan(9);
    const variance = solved.sumOfSquaredResiduals / (curve.y.length - curve.certified.length);
    const errors = curve.certified.map((_, j) => Math.sqrt(variance * solved.unscaledCovariance![j]![j]!));
    expect(digits(errors, curve.certifiedSE)).toBeGreaterThan(9);
    expect(digits([solved.sumOfSquaredResiduals], [curve.certifiedSSE])).toBeGreaterThan(9);
  });

  it.each(cases)("%s without derivatives of its own has six digits from %s, or says that it has not", (name, start) => {
    const curve = sets[name]!;
    const solved = nonlinearLeastSquares(problemOf(curve, "differences"), curve[start]);
    if (solved.converged) expect(digits(solved.coefficients, curve.certified)).toBeGreaterThan(6);
    // Differences cost digits, not optima: from the nearer start every set is solved.
    if (start === "start2") expect(solved.converged).toBe(true);
  });

  it.each(cases)("%s is not called an optimum when the search is cut short, from %s", (name, start) => {
    const curve = sets[name]!;
    const solved = guardedLeastSquares(problemOf(curve, "analytic"), curve[start], { maxIterations: 3 });
    if (digits(solved.coefficients, curve.certified) < 4) expect(solved.converged).toBe(false);
  });
});
