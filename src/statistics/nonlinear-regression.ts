import type { Warning } from "../errors.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { convergenceOf } from "./curve-fit-parts.ts";
import { type Estimate, pointEstimate, symmetricEstimate } from "./estimate.ts";
import { gaussianGoodness } from "./goodness.ts";
import type { Convergence, Goodness } from "./law.ts";

/** What a search in `numeric` found, in the order of the terms; a nonlinear or a separable solution. */
export interface LeastSquaresSolution {
  coefficients: readonly number[];
  sumOfSquaredResiduals: number;
  unscaledCovariance: readonly (readonly number[])[] | null;
  rank: number;
  conditionNumber: number | null;
  converged: boolean;
  iterations: number;
  gradientNorm: number;
  held: readonly ("lower" | "upper" | null)[];
}

export interface RegressionData {
  n: number;
  /** About the mean of the observed values, weighted if the fit is. */
  totalSumOfSquares: number;
  /** sum ln w of a weighted fit. */
  sumLogWeights?: number;
  level: number;
  /** Local optima near the best, the best included; the best alone if absent. */
  localOptima?: readonly { coefficients: readonly number[]; objective: number }[];
}

/** The statistics of a nonlinear least-squares solution, in the parts that a fit is made of. */
export interface NonlinearRegression {
  /** In the order of the terms. */
  estimates: Estimate[];
  /** s^2 (J'J)^-1 in the order of the terms; null where it is not defined. */
  covariance: number[][] | null;
  /** Null like the covariance; 0 beside a held coefficient. */
  correlations: number[][] | null;
  /** Of the Jacobian with columns of length 1, in the Frobenius norm. */
  conditionNumber: number | null;
  goodness: Goodness;
  convergence: Convergence;
  warnings: Warning[];
}

/** Beyond this the coefficients have lost half their digits, and the data tell only combinations of them apart. */
const CONDITION_LIMIT = 1e6;

function correlationsOf(covariance: readonly (readonly number[])[]): number[][] {
  return covariance.map((row, i) =>
    row.map((entry, j) => {
      const product = Math.sqrt(covariance[i]![i]!) * Math.sqrt(covariance[j]![j]!);
      if (i === j) return 1;
      return product > 0 ? Math.max(-1, Math.min(1, entry / product)) : 0;
    }),
  );
}

function warningsOf(terms: readonly string[], solution: LeastSquaresSolution, optima: number): Warning[] {
  const warnings: Warning[] = [];
  const free = solution.held.filter((side) => side === null).length;
  if (!solution.converged) {
    const cosine = solution.gradientNorm.toExponential(1);
    const message = `The search stopped short of an optimum after ${solution.iterations} steps, with a gradient of ${cosine}`;
    warnings.push({ code: "NOT_CONVERGED", message, path: "convergence" });
  }
  if (solution.rank < free) {
    const message = `The data determine ${solution.rank} combinations of the ${free} coefficients, so no single one has an error`;
    warnings.push({ code: "NOT_IDENTIFIED", message, path: "coefficients" });
  } else if (solution.conditionNumber !== null && solution.conditionNumber > CONDITION_LIMIT) {
    const message = `The data hardly tell the coefficients apart: the condition number is ${solution.conditionNumber.toExponential(1)}`;
    warnings.push({ code: "NOT_IDENTIFIED", message, path: "coefficients" });
  }
  solution.held.forEach((side, j) => {
    if (side === null) return;
    const message = `${terms[j]} is held by its ${side} bound ${solution.coefficients[j]}, so it has no standard error and the others' take it as known`;
    warnings.push({ code: "COEFFICIENT_AT_BOUND", message, path: `coefficients.${terms[j]}` });
  });
  if (optima > 1) {
    const message = `${optima} different sets of coefficients are local optima near the best one`;
    warnings.push({ code: "SEVERAL_OPTIMA", message, path: "convergence.localOptima" });
  }
  return warnings;
}

/**
 * Estimates with t-intervals from a least-squares solution: covariance s^2 (J'J)^-1 with s^2 = SSE / (n - p) over the p
 * free coefficients. A coefficient held by a bound has no standard error.
 */
export function nonlinearRegression(
  terms: readonly string[],
  solution: LeastSquaresSolution,
  data: RegressionData,
): NonlinearRegression {
  const { level, n } = data;
  const { held, unscaledCovariance } = solution;
  const free = held.filter((side) => side === null).length;
  const goodness = gaussianGoodness({
    n,
    sumOfSquaredResiduals: solution.sumOfSquaredResiduals,
    totalSumOfSquares: data.totalSumOfSquares,
    coefficients: free,
    ...(data.sumLogWeights === undefined ? {} : { sumLogWeights: data.sumLogWeights }),
  });
  const degreesOfFreedom = n - free;
  const covariance =
    unscaledCovariance === null || degreesOfFreedom <= 0
      ? null
      : unscaledCovariance.map((row) =>
          row.map((entry) => (entry * solution.sumOfSquaredResiduals) / degreesOfFreedom),
        );
  const multiplier = degreesOfFreedom > 0 ? studentTQuantile((1 + level) / 2, degreesOfFreedom) : Number.NaN;
  const estimate = (j: number): Estimate => {
    const value = solution.coefficients[j]!;
    if (covariance === null || held[j] !== null) return pointEstimate(value, level);
    return symmetricEstimate(value, Math.sqrt(covariance[j]![j]!), multiplier, level);
  };
  const optima = data.localOptima ?? [
    { coefficients: solution.coefficients, objective: solution.sumOfSquaredResiduals },
  ];
  return {
    estimates: terms.map((_, j) => estimate(j)),
    covariance,
    correlations: covariance === null ? null : correlationsOf(covariance),
    conditionNumber: solution.conditionNumber,
    goodness,
    convergence: convergenceOf(solution, terms, optima),
    warnings: warningsOf(terms, solution, optima.length),
  };
}
