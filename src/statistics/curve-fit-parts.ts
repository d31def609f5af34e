import type { Warning } from "../errors.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "./estimate.ts";
import { gaussianGoodness } from "./goodness.ts";
import type { Convergence, Goodness } from "./law.ts";

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

/** How a search went, and the optima that it found, the best first, by the terms of the law. */
export function convergenceOf(
  { converged, iterations, gradientNorm }: Omit<Convergence, "localOptima">,
  terms: readonly string[],
  optima: readonly { coefficients: ArrayLike<number>; objective: number }[],
): Convergence {
  const localOptima = optima.map(({ coefficients, objective }) => ({
    coefficients: Object.fromEntries(terms.map((term, k) => [term, coefficients[k]!])),
    objective,
  }));
  return { converged, iterations, gradientNorm, localOptima };
}

/** The warning that a sum of squares is what rounding leaves of an exact fit to `target`; none where it is more. */
export function exactFitWarnings(sumOfSquaredResiduals: number, target: Float64Array): Warning[] {
  const size = target.reduce((largest, each) => Math.max(largest, Math.abs(each)), 0);
  if (sumOfSquaredResiduals > target.length * (1e-12 * (1 + size)) ** 2) return [];
  const message = "The points lie on the law: its intervals measure rounding";
  return [{ code: "EXACT_FIT", message, path: "goodness" }];
}

/** What a search by least squares found, the lowest first, optima within `competing` times the lowest. */
export interface FoundOptima {
  optima: readonly { converged: boolean; sumOfSquaredResiduals: number }[];
  competing: number;
}

/** The warnings of a search for the curve through `target`: that it is exact, or what keeps the optimum from being sure. */
export function searchWarnings({ optima, competing }: FoundOptima, target: Float64Array): Warning[] {
  const { converged, sumOfSquaredResiduals } = optima[0]!;
  const warnings = exactFitWarnings(sumOfSquaredResiduals, target);
  if (warnings.length > 0) return warnings;
  if (!converged) {
    const message = "The search stopped short of an optimum.";
    warnings.push({ code: "NOT_CONVERGED", message, path: "convergence" });
  }
  if (optima.length > 1) {
    const others = optima.length === 2 ? "Another optimum has" : `${optima.length - 1} other optima have`;
    const message = `${others} less than ${competing} times the sum of squares.`;
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" });
  }
  return warnings;
}
