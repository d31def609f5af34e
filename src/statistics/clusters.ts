import { ScalingError } from "../errors.ts";
import { requireSameLength } from "../numeric/checks.ts";

/** Which cluster each point belongs to, numbered from 0 in order of first appearance. */
export interface ClusterIndex {
  index: Uint32Array;
  count: number;
}

/** Numbers the labels of a cluster column; labels are compared as they are, so 1 and "1" differ. */
export function clusterIndex(labels: ArrayLike<string | number>, n: number, path = "options.clusters"): ClusterIndex {
  requireSameLength(labels.length, n, path);
  const numbers = new Map<string | number, number>();
  const index = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const label = labels[i];
    if (typeof label !== "string" && typeof label !== "number") {
      throw new ScalingError("UNSUPPORTED_TYPE", `Expected a label but got ${String(label)}`, `${path}[${i}]`);
    }
    let number = numbers.get(label);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(label, number);
    }
    index[i] = number;
  }
  return { index, count: numbers.size };
}
