/**
 * How often each interval of a trend's slope covers the true slope: the tables of docs/decisions/trend-intervals.md.
 * Level .95, 2000 series a row, 499 resamples. A share near 95 % has a standard error of 0.5 %.
 *
 * Run with `npx tsx tests/bench/trend-intervals.ts`.
 */
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import type { TrendOptions } from "../../src/trends/trend-options.ts";

const SERIES = 2000;
const RESAMPLES = 499;
const SLOPE = 0.5;
const random = randomSource(2026);

interface Setting {
  errors: string;
  n: number;
  clusters: number;
  draw: () => { year: number[]; error: number[]; clusters?: number[] };
}

type Way = { name: string; options: Omit<TrendOptions, "clusters">; clustered: boolean };

function years(n: number): number[] {
  return Array.from({ length: n }, () => 2010 + 12 * uniform(random) ** 0.6);
}

/** Student's t with three degrees of freedom, of variance one. */
function heavy(): number {
  const chiSquared = standardNormal(random) ** 2 + standardNormal(random) ** 2 + standardNormal(random) ** 2;
  return standardNormal(random) / Math.sqrt(chiSquared);
}

/** Exponential less its mean, of variance one. */
function skewed(): number {
  return -Math.log(1 - uniform(random)) - 1;
}

function independent(errors: string, n: number, error: (year: number) => number): Setting {
  return {
    errors,
    n,
    clusters: n,
    draw: () => {
      const year = years(n);
      return { year, error: year.map(error) };
    },
  };
}

/** Clusters of uneven sizes, each active around its own year; half of the variance is common to the cluster. */
function clustered(n: number, count: number): Setting {
  return {
    errors: "half common to the cluster",
    n,
    clusters: count,
    draw: () => {
      const centre = years(count);
      const common = centre.map(() => standardNormal(random));
      const clusters = Array.from({ length: n }, (_, i) =>
        i < count ? i : Math.floor(count * uniform(random) ** 1.7),
      );
      const year = clusters.map((g) => centre[g]! + 1.5 * standardNormal(random));
      const error = clusters.map((g) => Math.SQRT1_2 * (common[g]! + standardNormal(random)));
      return { year, error, clusters };
    },
  };
}

function table(settings: Setting[], ways: Way[]): void {
  console.log(`| errors | n | clusters | ${ways.map(({ name }) => name).join(" | ")} |`);
  console.log(`|---|---|---|${ways.map(() => "---|").join("")}`);
  for (const { errors, n, clusters, draw } of settings) {
    const covered = ways.map(() => 0);
    const width = ways.map(() => [] as number[]);
    for (let k = 0; k < SERIES; k++) {
      const made = draw();
      const value = made.year.map((at, i) => 10 ** (20 + SLOPE * (at - 2016) + made.error[i]!));
      for (const [w, { options, clustered }] of ways.entries()) {
        const groups = clustered && made.clusters ? { clusters: made.clusters } : {};
        const trend = fitTrend({ year: made.year, value }, { resamples: RESAMPLES, seed: k, ...options, ...groups });
        const { lower, upper } = trend.coefficients.slopeOomPerYear;
        if (lower === null || upper === null) continue;
        if (lower <= SLOPE && SLOPE <= upper) covered[w]!++;
        width[w]!.push(upper - lower);
      }
    }
    const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
    const plain = median(width[0]!);
    const cells = ways.map(
      (_, w) => `${((100 * covered[w]!) / SERIES).toFixed(1)} (${(median(width[w]!) / plain).toFixed(2)})`,
    );
    console.log(`| ${errors} | ${n} | ${clusters === n ? "-" : clusters} | ${cells.join(" | ")} |`);
  }
}

const plain: Way[] = (["t", "percentile", "bca", "residual"] as const).map((interval) => ({
  name: interval,
  options: { interval },
  clustered: false,
}));
const byCluster: Way[] = (["cluster", "percentile", "bca"] as const).map((interval) => ({
  name: interval === "cluster" ? "cluster" : `${interval}, clusters`,
  options: { interval },
  clustered: true,
}));

const kinds: [string, (year: number) => number][] = [
  ["normal", () => standardNormal(random)],
  ["t3", heavy],
  ["skewed (exponential)", skewed],
  ["spread x 3 after 2016", (year) => (year > 2016 ? 3 : 1) * standardNormal(random)],
  ["spread x 3 before 2016", (year) => (year < 2016 ? 3 : 1) * standardNormal(random)],
];
const sizes = process.argv.includes("--quick") ? [20] : [6, 10, 20, 50, 100];
console.log("\nIndependent errors\n");
table(
  kinds.flatMap(([errors, error]) => sizes.map((n) => independent(errors, n, error))),
  plain,
);
console.log("\nClustered errors\n");
table(
  [clustered(60, 5), clustered(60, 8), clustered(60, 12), clustered(120, 20), clustered(200, 50)],
  [plain[0]!, plain[1]!, ...byCluster],
);
console.log("\nThe papers' noise of factor 2 on top, normal errors of standard deviation 1 and 0.3\n");
table(
  [1, 0.3].flatMap((spread) =>
    [20, 60].map((n) => independent(`normal, ${spread}`, n, () => spread * standardNormal(random))),
  ),
  [
    plain[0]!,
    plain[1]!,
    { name: "percentile, noise 2", options: { interval: "percentile", valueNoiseFactor: 2 }, clustered: false },
  ],
);
