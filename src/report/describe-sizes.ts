import type { BinnedGap } from "../parameter-gap/bin-sensitivity.ts";
import type { ScannedGap } from "../parameter-gap/gap-scan.ts";
import type { SizeDensity } from "../parameter-gap/size-density.ts";
import type { Bandwidths } from "../statistics/bandwidth.ts";
import type { Histogram } from "../statistics/histogram.ts";
import { formatNumber, formatSi } from "./number-format.ts";
import { field, tableLines } from "./text-lines.ts";

const DECADES = "decades of size";

function bandwidthText(value: number | null): string {
  return value === null ? "none: the rule has no answer for these sizes" : `${formatNumber(value)} ${DECADES}`;
}

/** Bandwidths by several rules. */
export function describeBandwidths(rules: Bandwidths): string[] {
  return [
    "Kernel bandwidths of log10 sizes",
    field("Silverman", bandwidthText(rules.silverman)),
    field("Scott", bandwidthText(rules.scott)),
    field("Sheather and Jones", bandwidthText(rules.sheatherJones)),
    field("improved plug-in", bandwidthText(rules.isj)),
  ];
}

/** How many sizes lie between the edges. */
export function describeHistogram({ edges, counts, below, above }: Histogram): string[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const table = counts.map((count, i) => [
    `${formatSi(edges[i] ?? 0)} to ${formatSi(edges[i + 1] ?? 0)}`,
    String(count),
  ]);
  const outside = below + above === 0 ? "" : `; ${below} below and ${above} above the edges`;
  return [`Histogram of sizes: ${n} in ${counts.length} bins${outside}`, ...tableLines(table)];
}

/** Where a density of sizes is highest. */
export function describeDensity({ log10Size, density, bandwidth }: SizeDensity): string[] {
  let top = 0;
  for (let i = 0; i < density.length; i++) if ((density[i] ?? 0) > (density[top] ?? 0)) top = i;
  const [first, last] = [log10Size[0] ?? 0, log10Size[log10Size.length - 1] ?? 0];
  return [
    `Density of log10 size at ${density.length} points from ${formatSi(10 ** first)} to ${formatSi(10 ** last)}`,
    field("bandwidth", `${formatNumber(bandwidth)} ${DECADES}`),
    field("highest", `${formatNumber(density[top] ?? 0)} a decade at ${formatSi(10 ** (log10Size[top] ?? 0))}`),
  ];
}

/** The gaps of a scan, as places among the sorted sizes. */
export function describeScan(gaps: readonly ScannedGap[]): string[] {
  const table = gaps.map(({ i, j, countInside, statistic, left, right }) => [
    `${i} to ${j}`,
    String(countInside),
    formatNumber(statistic),
    formatNumber(left),
    formatNumber(right),
  ]);
  const head = ["between sizes", "inside", "statistic", "against left", "against right"];
  return [`Gaps found: ${gaps.length}, not tested; places among the sorted sizes`, ...tableLines([head, ...table])];
}

/** How empty a range looks in histograms. */
export function describeBins(rows: readonly BinnedGap[]): string[] {
  const head = ["bin width", "offset", "share of the smaller flank"];
  const table = rows.map(({ width, offset, deficitRatio }) => [
    formatNumber(width),
    formatNumber(offset),
    deficitRatio === null ? "no flank" : formatNumber(deficitRatio),
  ]);
  return ["A range in histograms, bins in decades of size", ...tableLines([head, ...table])];
}
