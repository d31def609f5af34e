import type { Warning } from "../errors.ts";
import { refuse, requireFinite, requirePoints, requireSameLength } from "../numeric/checks.ts";
import { sum } from "../numeric/summation.ts";

/** Which cluster each point belongs to, numbered from 0 in order of first appearance. */
export interface ClusterIndex {
  index: Uint32Array;
  count: number;
}

/** Numbers the labels of a cluster column, strings or finite numbers, compared as they are: 1 and "1" differ. */
export function clusterIndex(labels: ArrayLike<string | number>, n: number, path = "options.clusters"): ClusterIndex {
  if (typeof labels !== "object" || labels === null) refuse("UNSUPPORTED_TYPE", "an array of labels", labels, path);
  requireSameLength(labels.length, n, path);
  const numbers = new Map<string | number, number>();
  const index = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const label = labels[i]!;
    if (typeof label !== "string") requireFinite(label, `${path}[${i}]`);
    let number = numbers.get(label);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(label, number);
    }
    index[i] = number;
  }
  return { index, count: numbers.size };
}

/** Fewer clusters than this make cluster-robust intervals too short (Cameron, Gelbach and Miller 2008). */
const ENOUGH_CLUSTERS = 10;

/** The warning for a result clustered over few groups; none where there are enough of them, or no clusters. */
export function fewClustersWarnings(clusters: ClusterIndex | null): Warning[] {
  if (!clusters || clusters.count >= ENOUGH_CLUSTERS) return [];
  const message = `With ${clusters.count} clusters, below ${ENOUGH_CLUSTERS}, intervals cover less than their level`;
  return [{ code: "FEW_CLUSTERS", message, path: "options.clusters" }];
}

/** What the cluster-robust covariance of a least-squares fit is made of. */
export interface ClusteredFit {
  /** The k columns of the design, n numbers each. */
  columns: readonly ArrayLike<number>[];
  /** y - X b, n numbers. */
  residuals: ArrayLike<number>;
  /** (X'WX)^-1, k by k. */
  bread: readonly (readonly number[])[];
  clusters: ClusterIndex;
  /** The weights of the fit, n numbers; without them all are 1. */
  weights?: ArrayLike<number>;
}

/**
 * The CR1 covariance of least-squares coefficients whose errors are correlated within clusters,
 * G/(G-1) (n-1)/(n-k) B (sum_g u_g u_g') B with u_g = sum over cluster g of w_i x_i e_i and B the bread
 * (Liang and Zeger 1986; the factor is that of Stata and of Cameron and Miller 2015, equation 12).
 *
 * @returns k by k, in the order of the columns. t quantiles for it have G - 1 degrees of freedom.
 * @throws ScalingError TOO_FEW_POINTS with fewer than two clusters, or no more points than columns.
 */
export function clusterRobustCovariance({ columns, residuals, bread, clusters, weights }: ClusteredFit): number[][] {
  const { index, count } = clusters;
  const n = residuals.length;
  const k = columns.length;
  requirePoints(n, k + 1, "residuals");
  // B u_g: what cluster g moves each coefficient by.
  const influences = bread.map((row) => {
    const moved = new Float64Array(count);
    for (let i = 0; i < n; i++) {
      let own = 0;
      for (let b = 0; b < k; b++) own += row[b]! * columns[b]![i]!;
      moved[index[i]!]! += own * residuals[i]! * (weights ? weights[i]! : 1);
    }
    return moved;
  });
  const factor = ((count / (count - 1)) * (n - 1)) / (n - k);
  return influences.map((a) => influences.map((b) => factor * sum(a.map((each, g) => each * b[g]!))));
}
