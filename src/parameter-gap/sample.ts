import type { Warning } from "../errors.ts";
import { type ClusterIndex, clusterIndex } from "../statistics/clusters.ts";
import { LEAST_SIZES } from "./gap-scan.ts";

const MOST_TIED = 0.3;
const MOST_OF_ONE = 0.2;

/** One size for each cluster: the median of its sizes, the lower middle one of an even number. */
export function clusterRepresentatives(sizes: Float64Array, clusters: ClusterIndex): Float64Array {
  const members: number[][] = Array.from({ length: clusters.count }, () => []);
  for (let i = 0; i < sizes.length; i++) members[clusters.index[i]!]!.push(sizes[i]!);
  return Float64Array.from(members, (group) => group.sort((a, b) => a - b)[(group.length - 1) >> 1]!);
}

/** The share of sizes that occur more than once. */
export function tiedShare(sizes: Float64Array): number {
  const sorted = sizes.slice().sort();
  let tied = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1] || sorted[i] === sorted[i + 1]) tied++;
  }
  return tied / sorted.length;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** What about these sizes makes any statement on gaps weaker. */
export function sampleWarnings(
  sizes: Float64Array,
  clusters: ClusterIndex | null,
  organizations: ArrayLike<string | number> | null,
  leastForP: number,
): Warning[] {
  const warnings: Warning[] = [];
  const n = sizes.length;
  if (n < leastForP) {
    const message = `Only ${n} sizes: no p-value below ${leastForP}, and no absence of gaps either.`;
    warnings.push({ code: "FEW_POINTS", message, path: "sizes" });
  }
  const tied = tiedShare(sizes);
  if (tied > MOST_TIED) {
    const message = `${percent(tied)} of the sizes occur more than once: heaping on round sizes can look like gaps between them.`;
    warnings.push({ code: "TIED_VALUES", message, path: "sizes" });
  }
  if (organizations !== null) {
    const { index, count } = clusterIndex(organizations, n, "options.organizations");
    const counts = new Int32Array(count);
    for (let i = 0; i < n; i++) counts[index[i]!]!++;
    const most = counts.indexOf(Math.max(...counts));
    if (counts[most]! > MOST_OF_ONE * n) {
      const message = `${percent(counts[most]! / n)} of the sizes come from ${organizations[index.indexOf(most)]}: one organisation's ladder of sizes can make a gap.`;
      warnings.push({ code: "ONE_ORGANIZATION", message, path: "options.organizations" });
    }
  }
  if (clusters !== null && clusters.count < LEAST_SIZES) {
    const message = `Only ${clusters.count} clusters: too few to scan one size per cluster, so no gap is called more than none.`;
    warnings.push({ code: "FEW_CLUSTERS", message, path: "options.clusters" });
  }
  return warnings;
}
