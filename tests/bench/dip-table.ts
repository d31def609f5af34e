// Makes src/statistics/dip-table.ts: upper quantiles of sqrt(n) x dip on uniform samples.
// Run: npx tsx tests/bench/dip-table.ts
import { writeFileSync } from "node:fs";
import { randomSource, uniform } from "../../src/numeric/random.ts";
import { dipStatistic } from "../../src/statistics/dip.ts";

const SEED = 1985;
const TAILS = [
  0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0001,
];
const SIZES = [4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 75, 100, 150, 200, 500, 1000, 2000, 5000, 10000];

function draws(n: number): number {
  if (n <= 200) return 200_000;
  return n <= 1000 ? 100_000 : 40_000;
}

const rows: string[] = [];
for (const n of SIZES) {
  const random = randomSource(SEED + n);
  const dips = new Float64Array(draws(n));
  const sample = new Float64Array(n);
  for (let b = 0; b < dips.length; b++) {
    for (let i = 0; i < n; i++) sample[i] = uniform(random);
    dips[b] = dipStatistic(sample.sort()) * Math.sqrt(n);
  }
  dips.sort();
  const quantiles = TAILS.map((tail) => Number(dips[Math.ceil(dips.length * (1 - tail)) - 1]!.toFixed(4)));
  rows.push(`  { n: ${n}, draws: ${dips.length}, quantiles: [${quantiles.join(", ")}] },`);
  console.log(`n = ${n}: ${dips.length} draws`);
}

writeFileSync(
  new URL("../../src/statistics/dip-table.ts", import.meta.url),
  `/** One sample size: values of sqrt(n) x dip that a share {@link DIP_TAILS} of uniform samples reach. */
export interface DipQuantiles {
  n: number;
  draws: number;
  quantiles: readonly number[];
}

export const DIP_TAILS: readonly number[] = [${TAILS.join(", ")}];

/** Computed by tests/bench/dip-table.ts, seed ${SEED}. */
export const DIP_TABLE: readonly DipQuantiles[] = [
${rows.join("\n")}
];
`,
);
