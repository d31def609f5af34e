import type { Warning } from "../errors.ts";
import type { IndexArray } from "../numeric/random.ts";
import {
  drawRows,
  drawsCovariance,
  droppedWarnings,
  percentileEstimate,
  type Resampling,
  resampleClusters,
  resamplePairs,
} from "../statistics/bootstrap.ts";
import { covarianceEstimates } from "../statistics/curve-fit-parts.ts";
import { type Estimate, pointEstimate } from "../statistics/estimate.ts";
import { linearizedCovariance, transformCovariance } from "../statistics/jacobian-covariance.ts";
import type { RobustMinimum } from "../statistics/m-estimation-problem.ts";
import type { LossData } from "./loss-law-data.ts";
import { type LossTask, polishLossLaw } from "./loss-law-descent.ts";
import { ALPHA, BETA, LOG_A, LOG_B, LOG_E, LossSurface } from "./loss-surface.ts";

/** Coefficients in the order of the terms, (E), A, B, alpha, beta, with all that is known of their uncertainty. */
export interface LossUncertainty {
  estimates: Estimate[];
  covariance: number[][] | null;
  draws: number[][] | null;
  intervalDegreesOfFreedom: number | null;
  warnings: Warning[];
}

/** Points times steps that one refit takes, and the steps that it has with any number of points. */
const POINT_STEPS = 5e5;
const LEAST_STEPS = 250;

/** The surface's coefficients as those of the law: (E), A, B, alpha, beta. */
export function naturalCoefficients(coefficients: ArrayLike<number>, { centreX, centreY }: LossData): number[] {
  const alpha = coefficients[ALPHA]!;
  const beta = coefficients[BETA]!;
  const natural = [
    Math.exp(coefficients[LOG_A]! + alpha * centreX),
    Math.exp(coefficients[LOG_B]! + beta * centreY),
    alpha,
    beta,
  ];
  return coefficients.length > LOG_E ? [Math.exp(coefficients[LOG_E]!), ...natural] : natural;
}

/** Points, or whole clusters, drawn again; every refit starts at the fit's own optimum. */
export function bootstrapLossLaw(task: LossTask, data: LossData, best: RobustMinimum): LossUncertainty {
  const { seed, resamples, level } = task.options;
  const plan = { seed, resamples, coefficients: best.coefficients.length };
  const refit = refitter(task, data, best);
  const resampling: Resampling =
    data.clusters === null ? resamplePairs(plan, data.n, refit) : resampleClusters(plan, data.clusters, refit);
  const natural = naturalCoefficients(best.coefficients, data);
  return {
    // One draw has quantiles, but no spread.
    estimates: natural.map((estimate, k) =>
      resampling.kept > 1 ? percentileEstimate(estimate, resampling.draws[k]!, level) : pointEstimate(estimate, level),
    ),
    covariance: drawsCovariance(resampling.draws),
    draws: drawRows(resampling),
    intervalDegreesOfFreedom: null,
    warnings: droppedWarnings(resampling, "too few distinct points, or no optimum"),
  };
}

/** A resample is its distinct rows, each with the weight of how often it was drawn. */
function refitter(task: LossTask, data: LossData, best: RobustMinimum): (rows: IndexArray) => number[] | null {
  const { n, points } = data;
  const drawn = { x: new Float64Array(n), y: new Float64Array(n), target: new Float64Array(n), count: 0 };
  const weights = new Float64Array(n);
  const patience = { steps: Math.max(LEAST_STEPS, Math.floor(POINT_STEPS / n)), rival: null };
  const counts = new Float64Array(n);
  const refitTask = { ...task, points: drawn, weights };
  const start = best.coefficients.slice();
  if (start.length > LOG_E) start[LOG_E] = Math.max(start[LOG_E]!, task.lower[LOG_E]! + 10);
  return (rows) => {
    counts.fill(0);
    for (let k = 0; k < rows.length; k++) counts[rows[k]!]! += 1;
    let count = 0;
    for (let i = 0; i < n; i++) {
      if (counts[i] === 0) continue;
      drawn.x[count] = points.x[i]!;
      drawn.y[count] = points.y[i]!;
      drawn.target[count] = points.target[i]!;
      weights[count] = counts[i]! * (data.weights === null ? 1 : data.weights[i]!);
      count++;
    }
    drawn.count = count;
    if (count < start.length) return null;
    const found = polishLossLaw(refitTask, start, "near", patience);
    if (!found.converged) return null;
    const natural = naturalCoefficients(found.coefficients, data);
    return natural.every(Number.isFinite) ? natural : null;
  };
}

/** s^2 (J'J)^-1 or with clusters its sandwich, carried over to the law's own coefficients. */
export function formulaLossUncertainty(task: LossTask, data: LossData, best: RobustMinimum): LossUncertainty {
  const { level } = task.options;
  const natural = naturalCoefficients(best.coefficients, data);
  const { weights, clusters } = data;
  const linearized = linearizedCovariance({ ...lossJacobian(task, best), weights, clusters, held: best.atBound });
  const covariance =
    linearized === null ? null : transformCovariance(naturalDerivatives(natural, data), linearized.covariance);
  const degreesOfFreedom = linearized?.degreesOfFreedom ?? null;
  return {
    estimates: covarianceEstimates(natural, covariance, degreesOfFreedom ?? 1, level),
    covariance,
    draws: null,
    intervalDegreesOfFreedom: degreesOfFreedom,
    warnings: [],
  };
}

/** d(natural) by d(the surface's): dE = E dlogE, dA = A (dlogA + centreX dalpha), dB alike. */
function naturalDerivatives(natural: readonly number[], { centreX, centreY }: LossData): Float64Array[] {
  const p = natural.length;
  const first = p > LOG_E ? 1 : 0;
  const rows = natural.map(() => new Float64Array(p));
  const fill = (row: number, column: number, value: number): void => {
    rows[row]![column] = value;
  };
  if (first === 1) fill(0, LOG_E, natural[0]!);
  fill(first, LOG_A, natural[first]!);
  fill(first, ALPHA, natural[first]! * centreX);
  fill(first + 1, LOG_B, natural[first + 1]!);
  fill(first + 1, BETA, natural[first + 1]! * centreY);
  fill(first + 2, ALPHA, 1);
  fill(first + 3, BETA, 1);
  return rows;
}

/** The Jacobian of the surface at an optimum, column by column, and the residuals there. */
export function lossJacobian(
  task: LossTask,
  best: RobustMinimum,
): { columns: Float64Array[]; residuals: Float64Array } {
  const { points, options } = task;
  const p = best.coefficients.length;
  const surface = new LossSurface(points, options.on === "log", p > LOG_E);
  const residuals = new Float64Array(points.count);
  const gradients = new Float64Array(points.count * p);
  surface.evaluate(best.coefficients, residuals);
  surface.gradients(gradients);
  const columns = Array.from({ length: p }, (_, k) => residuals.map((_each, i) => gradients[i * p + k]!));
  return { columns, residuals };
}
