import { mean } from "../numeric/summation.ts";
import { type Resampling, resampleClusters, resamplePairs, resampleResiduals } from "../statistics/bootstrap.ts";
import type { ClusterIndex } from "../statistics/clusters.ts";
import { condenser, type InteractionData } from "./interaction-data.ts";
import { type InteractionFit, numbersOfFit, refitInteraction } from "./interaction-fit.ts";
import { lawValue, log10Saturated, saturationGradient } from "./saturation.ts";

/** What each row of the data makes of a fit: the derivatives of the fitted value, one column a coefficient, and y less it. */
export interface FittedRows {
  columns: Float64Array[];
  residuals: Float64Array;
}

export function fittedRows(data: InteractionData, fit: InteractionFit): FittedRows {
  const { n, x, y, excess } = data;
  const numbers = numbersOfFit(fit);
  const { b, c, start, inverseMax } = numbers;
  const columns = fit.values.map(() => new Float64Array(n));
  const residuals = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const v = log10Saturated(start, inverseMax, excess[i]!);
    const by = saturationGradient(start, inverseMax, excess[i]!);
    const pull = b + c * x[i]!;
    const row = fit.form === "separable" ? [x[i]!, v, 1] : [x[i]!, v, x[i]! * v, 1, pull * by.start, pull * by.max];
    for (let k = 0; k < columns.length; k++) columns[k]![i] = row[k]!;
    residuals[i] = y[i]! - lawValue(numbers, x[i]!, excess[i]!);
  }
  return { columns, residuals };
}

/** Residuals of one variance: sqrt(w) e / sqrt(1 - leverage), about their mean (Davison and Hinkley 1997, 6.2.3). */
function standardResiduals(data: InteractionData, { columns, residuals }: FittedRows, bread: number[][]): Float64Array {
  const standard = residuals.map((residual, i) => {
    const weight = data.weights?.[i] ?? 1;
    let leverage = 0;
    for (let j = 0; j < columns.length; j++) {
      for (let k = 0; k < columns.length; k++) leverage += columns[j]![i]! * bread[j]![k]! * columns[k]![i]!;
    }
    return (Math.sqrt(weight) * residual) / Math.sqrt(Math.max(1e-3, 1 - weight * leverage));
  });
  const centre = mean(standard);
  return standard.map((each) => each - centre);
}

/** Refits of whole rows or clusters drawn again (`percentile`), or of residuals at the same rows (`residual`). */
export function resampleInteraction(
  data: InteractionData,
  fit: InteractionFit,
  rows: FittedRows,
  plan: { seed: number; resamples: number; interval: "percentile" | "residual"; clusters: ClusterIndex | null },
): Resampling {
  const { n, y, weights } = data;
  const { clusters, seed, resamples } = plan;
  const again = condenser(data);
  const counted = { seed, resamples, coefficients: fit.values.length };
  if (plan.interval === "residual" && fit.unscaledCovariance !== null) {
    // Drawn are standard errors of weight 1; row i has 1 / sqrt(w) of them.
    const standard = standardResiduals(data, rows, fit.unscaledCovariance);
    const roots = Float64Array.from({ length: n }, (_, i) => Math.sqrt(weights?.[i] ?? 1));
    const fitted = y.map((value, i) => value - rows.residuals[i]!);
    const drawn = new Float64Array(n);
    return resampleResiduals(counted, new Float64Array(n), standard, (errors) => {
      for (let i = 0; i < n; i++) drawn[i] = fitted[i]! + errors[i]! / roots[i]!;
      return refitInteraction(data, fit, again, drawn);
    });
  }
  const times = new Float64Array(n);
  const refit = (drawn: ArrayLike<number>): number[] | null => {
    times.fill(0);
    for (let k = 0; k < drawn.length; k++) times[drawn[k]!] = times[drawn[k]!]! + 1;
    return refitInteraction(data, fit, again, y, times);
  };
  return clusters === null ? resamplePairs(counted, n, refit) : resampleClusters(counted, clusters, refit);
}
