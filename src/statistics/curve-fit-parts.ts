import type { Warning } from "../errors.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "./estimate.ts";
import { gaussianGoodness } from "./goodness.ts";
import type { Goodness } from "./law.ts";

/** Coefficients with t-intervals from their covariance; bare where it is null or a variance is 0 (held at a bound). */
export function covarianceEstimates(
  coefficients: readonly number[],
  covariance: readonly (readonly number[])[] | null,
  degreesOfFreedom: number,
  level: number,
): Estimate[] {
  const multiplier = covariance === null ? 0 : studentTQuantile((1 + level) / 2, degreesOfFreedom);
  return coefficients.map((estimate, k) => {
    const variance = covariance === null ? 0 : covariance[k]![k]!;
    return variance > 0
      ? symmetricEstimate(estimate, Math.sqrt(variance), multiplier, level)
      : pointEstimate(estimate, level);
  });
}

/** The goodness of a curve through `target`, on the scale on which it was fitted. */
export function curveGoodness(
  target: Float64Array,
  weights: Float64Array | null,
  sumOfSquaredResiduals: number,
  coefficients: number,
): Goodness {
  const n = target.length;
  const weightOf = (i: number): number => (weights === null ? 1 : weights[i]!);
  let total = 0;
  let centre = 0;
  let sumLogWeights = 0;
  for (let i = 0; i < n; i++) {
    total += weightOf(i);
    centre += weightOf(i) * (target[i]! - target[0]!);
    sumLogWeights += Math.log(weightOf(i));
  }
  centre = target[0]! + centre / total;
  let totalSumOfSquares = 0;
  for (let i = 0; i < n; i++) totalSumOfSquares += weightOf(i) * (target[i]! - centre) ** 2;
  return gaussianGoodness({ n, sumOfSquaredResiduals, totalSumOfSquares, coefficients, sumLogWeights });
}

/** Whether a sum of squares over n points is what rounding leaves of an exact fit; `size` is the largest value compared. */
export function isExactFit(sumOfSquaredResiduals: number, n: number, size: number): boolean {
  return sumOfSquaredResiduals <= n * (1e-12 * (1 + Math.abs(size))) ** 2;
}

export const EXACT_FIT: Warning = {
  code: "EXACT_FIT",
  message: "The points lie on the law: its intervals measure rounding",
  path: "goodness",
};

/** The warnings of a search by least squares that found `optima` optima within `competing` times the least squares. */
export function searchWarnings(converged: boolean, optima: number, competing: number): Warning[] {
  const warnings: Warning[] = [];
  if (!converged) {
    const message = "The search stopped short of an optimum.";
    warnings.push({ code: "NOT_CONVERGED", message, path: "convergence" });
  }
  if (optima > 1) {
    const others = optima === 2 ? "Another optimum has" : `${optima - 1} other optima have`;
    const message = `${others} less than ${competing} times the sum of squares.`;
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" });
  }
  return warnings;
}
