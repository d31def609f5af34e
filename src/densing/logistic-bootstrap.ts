import { guardedLeastSquares } from "../numeric/nonlinear-least-squares-guarded.ts";
import { projectedProblem, projectionOf } from "../numeric/separable-least-squares-projection.ts";
import { type Resampling, resampleClusters, resamplePairs, resampleResiduals } from "../statistics/bootstrap.ts";
import type { ClusterIndex } from "../statistics/clusters.ts";
import {
  assemble,
  type LogisticCoefficients,
  type LogisticData,
  type LogisticForm,
  logisticAt,
  logisticRegion,
  separableLogistic,
  shapeProblem,
} from "./logistic-problem.ts";

/** What a bootstrap of a logistic is made of; the first `resampled` points are drawn again, the others (an anchor) stay. */
export interface LogisticResampling {
  data: LogisticData;
  resampled: number;
  form: LogisticForm;
  scheme: "residual" | "percentile";
  clusters: ClusterIndex | null;
  seed: number;
  resamples: number;
}

const QUICK = { gradientTarget: 1e-6, tolerance: 1e-4, maxIterations: 60 } as const;

type Refitter = (data: LogisticData) => number[] | null;

/** Refits from the optimum: a local search, so that every draw stays in the basin that the fit chose. */
function refitterOf(form: LogisticForm, start: LogisticCoefficients, x: Float64Array): Refitter {
  const { axes } = logisticRegion(x);
  const how = { ...QUICK, lower: axes.map((axis) => axis.lower!), upper: axes.map((axis) => axis.upper!) };
  const from = [Math.log(start.steepness), start.midpoint];
  const { floor, ceiling } = form;
  return (data) => {
    if (new Set(data.x).size < (floor === null ? 3 : 2) + (ceiling === null ? 1 : 0)) return null;
    let at: LogisticCoefficients;
    if (floor !== null && ceiling !== null) {
      const solved = guardedLeastSquares(shapeProblem(data, floor, ceiling), from, how);
      if (!solved.converged) return null;
      at = assemble(solved.coefficients, [], form);
    } else {
      const projection = projectionOf(separableLogistic(data, form));
      const solved = guardedLeastSquares(projectedProblem(projection), from, how);
      if (!solved.converged) return null;
      projectedProblem(projection).evaluate(
        Float64Array.from(solved.coefficients),
        new Float64Array(data.x.length),
        null,
      );
      at = assemble(solved.coefficients, projection.linear, form);
    }
    const values = [at.steepness, at.midpoint, Math.max(at.floor, form.floorMin), at.ceiling];
    return values.every(Number.isFinite) && at.ceiling > at.floor ? values : null;
  };
}

function chosen(data: LogisticData, rows: ArrayLike<number>, kept: number): LogisticData {
  const n = data.x.length;
  const all = [...Array.from(rows), ...Array.from({ length: n - kept }, (_, k) => kept + k)];
  const pick = (column: Float64Array): Float64Array => Float64Array.from(all, (row) => column[row]!);
  return { x: pick(data.x), y: pick(data.y), weights: data.weights && pick(data.weights) };
}

/**
 * Draws of (steepness, midpoint, floor, ceiling): whole points, or whole clusters, drawn again; or residuals, centred and
 * scaled by sqrt(n / (n - k)) for the k coefficients they lost, put back on the curve.
 */
export function bootstrapLogistic(how: LogisticResampling, at: LogisticCoefficients): Resampling {
  const { data, resampled: n, form, clusters } = how;
  const refit = refitterOf(form, at, data.x);
  const plan = { seed: how.seed, resamples: how.resamples, coefficients: 4 };
  if (how.scheme === "percentile") {
    const draw = (rows: ArrayLike<number>): number[] | null => refit(chosen(data, rows, n));
    return clusters === null ? resamplePairs(plan, n, draw) : resampleClusters(plan, clusters, draw);
  }
  const root = (i: number): number => (data.weights === null ? 1 : Math.sqrt(data.weights[i]!));
  const residuals = Float64Array.from({ length: n }, (_, i) => root(i) * (data.y[i]! - logisticAt(at, data.x[i]!)));
  const centre = residuals.reduce((sum, each) => sum + each, 0) / n;
  const coefficients = 2 + (form.floor === null ? 1 : 0) + (form.ceiling === null ? 1 : 0);
  const scale = Math.sqrt(n / Math.max(1, n - coefficients));
  const pool = residuals.map((each) => scale * (each - centre));
  const y = data.y.slice();
  const drawn = { ...data, y };
  return resampleResiduals(plan, new Float64Array(n), pool, (errors) => {
    for (let i = 0; i < n; i++) y[i] = logisticAt(at, data.x[i]!) + errors[i]! / root(i);
    return refit(drawn);
  });
}
