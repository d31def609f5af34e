import { leastSquares } from "../numeric/linear-least-squares.ts";
import { type ClusterIndex, clusterRobustCovariance } from "./clusters.ts";

/** A least-squares optimum, linearised: what its covariance is made of. */
export interface LinearizedFit {
  /** The derivatives of the fitted values, one column a coefficient. */
  columns: readonly Float64Array[];
  residuals: Float64Array;
  weights: Float64Array | null;
  clusters: ClusterIndex | null;
  /** Coefficients that a bound holds: they have no covariance. */
  held: readonly boolean[];
}

/** A covariance with 0 beside held coefficients, and the degrees of freedom of the t quantile that goes with it. */
export interface LinearizedCovariance {
  covariance: number[][];
  degreesOfFreedom: number;
}

/** s^2 (J'WJ)^-1 by QR, or with clusters the CR1 sandwich; null where J is singular or no freedom is left. */
export function linearizedCovariance(fit: LinearizedFit): LinearizedCovariance | null {
  const { columns, residuals, weights, clusters, held } = fit;
  const n = residuals.length;
  const free = Array.from(columns.keys()).filter((k) => !held[k]);
  const degreesOfFreedom = n - free.length;
  if (degreesOfFreedom <= 0 || free.length === 0) return null;
  const freeColumns = free.map((k) => columns[k]!);
  const weighting = weights === null ? {} : { weights };
  const { unscaledCovariance: bread } = leastSquares(freeColumns, residuals, weights ?? undefined);
  if (bread === null) return null;
  let square = 0;
  for (let i = 0; i < n; i++) square += (weights === null ? 1 : weights[i]!) * residuals[i]! ** 2;
  const variance = square / degreesOfFreedom;
  const found =
    clusters === null
      ? bread.map((row) => row.map((entry) => entry * variance))
      : clusterRobustCovariance({ columns: freeColumns, residuals, bread, clusters, ...weighting });
  const covariance = columns.map(() => new Array<number>(columns.length).fill(0));
  free.forEach((a, i) => {
    free.forEach((b, j) => {
      covariance[a]![b] = found[i]![j]!;
    });
  });
  return { covariance, degreesOfFreedom: clusters === null ? degreesOfFreedom : clusters.count - 1 };
}

/** T C T', symmetric to the last bit: the covariance of T times the coefficients. */
export function transformCovariance(
  transform: readonly ArrayLike<number>[],
  covariance: readonly (readonly number[])[],
): number[][] {
  const result = transform.map(() => new Array<number>(transform.length).fill(0));
  for (let i = 0; i < transform.length; i++) {
    for (let j = 0; j <= i; j++) {
      let total = 0;
      for (let a = 0; a < covariance.length; a++) {
        for (let b = 0; b < covariance.length; b++) {
          total += transform[i]![a]! * covariance[a]![b]! * transform[j]![b]!;
        }
      }
      result[i]![j] = total;
      result[j]![i] = total;
    }
  }
  return result;
}

/**
 * sqrt(k x trace of the inverse) of J'J with columns of length one, the condition number in the Frobenius norm; Infinity
 * where J is singular.
 */
export function jacobianCondition(columns: readonly Float64Array[]): number {
  const unit = columns.map((column) => {
    const length = Math.hypot(...column);
    return column.map((each) => (length > 0 ? each / length : 0));
  });
  const { unscaledCovariance } = leastSquares(unit, new Float64Array(columns[0]?.length ?? 0));
  if (unscaledCovariance === null) return Number.POSITIVE_INFINITY;
  return Math.sqrt(columns.length * unscaledCovariance.reduce((trace, row, k) => trace + row[k]!, 0));
}
