// Makes src/parameter-gap/uniform-table.ts: upper quantiles, on uniform samples, of the scan's statistic (flank floor
// 0.5, no least width) and of the largest one-sided evidence. Run: npx tsx tests/bench/uniform-gap-table.ts
import { writeFileSync } from "node:fs";
import { randomSource, uniform } from "../../src/numeric/random.ts";
import { largestOneSided, largestStatistic, scanGrid } from "../../src/parameter-gap/gap-scan.ts";

const SEED = 20220705;
const TAILS = [
  0.999, 0.99, 0.97, 0.94, 0.9, 0.83, 0.75, 0.65, 0.5, 0.35, 0.25, 0.2, 0.15, 0.1, 0.075, 0.05, 0.035, 0.025, 0.015,
  0.01, 0.005, 0.0025, 0.001,
];
const SIZES = [12, 16, 20, 25, 30, 40, 50, 65, 80, 100, 125, 150, 200, 250, 300, 400, 500, 700, 1000];

function draws(n: number): number {
  if (n <= 100) return 100_000;
  return n <= 300 ? 40_000 : 20_000;
}

/** The value that a share `tail` of the draws reach; rounded up, which errs towards larger p-values. */
function upperQuantile(sorted: Float64Array, tail: number): number {
  const rank = Math.ceil(sorted.length * (1 - tail)) - 1;
  return Math.ceil(sorted[Math.max(0, rank)]! * 1000) / 1000;
}

const scanRows: string[] = [];
const oneSidedRows: string[] = [];
for (const n of SIZES) {
  const random = randomSource(SEED + n);
  const grid = scanGrid(n);
  const scan = new Float64Array(draws(n));
  const oneSided = new Float64Array(draws(n));
  const sample = new Float64Array(n);
  for (let b = 0; b < scan.length; b++) {
    for (let i = 0; i < n; i++) sample[i] = uniform(random);
    sample.sort();
    scan[b] = largestStatistic(sample, grid, 0, 0.5);
    oneSided[b] = largestOneSided(sample, grid);
  }
  scan.sort();
  oneSided.sort();
  const row = (sorted: Float64Array) =>
    `  { n: ${n}, quantiles: [${TAILS.map((tail) => upperQuantile(sorted, tail)).join(", ")}] },`;
  scanRows.push(row(scan));
  oneSidedRows.push(row(oneSided));
  console.log(`n = ${n}: ${scan.length} draws`);
}

writeFileSync(
  new URL("../../src/parameter-gap/uniform-table.ts", import.meta.url),
  `import type { TailRow } from "../numeric/tail-table.ts";

/** The shares of uniform samples that reach the quantiles below: ${draws(100)} samples up to n = 100, ${draws(300)} up to 300, ${draws(1000)} above. */
export const UNIFORM_TAILS: readonly number[] = [${TAILS.join(", ")}];

/** The statistic of the scan, flank floor 0.5, no least width. Computed by tests/bench/uniform-gap-table.ts, seed ${SEED}. */
export const SCAN_QUANTILES: readonly TailRow[] = [
${scanRows.join("\n")}
];

/** The largest one-sided evidence, no floor, no least width. Computed alongside. */
export const ONE_SIDED_QUANTILES: readonly TailRow[] = [
${oneSidedRows.join("\n")}
];
`,
);
