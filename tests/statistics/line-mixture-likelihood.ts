import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import type { LineMixture, MixtureProblem } from "../../src/statistics/line-mixture.ts";

/** The log-likelihood term by term from its definition, apart from the code under test. */
export function logLikelihoodOf({ x, y }: MixtureProblem, { shares, levels, slopes, sigma }: LineMixture): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    const logs = Array.from(shares, (share, k) => {
      const distance = ((y[i] ?? 0) - (levels[k] ?? 0) - (slopes[k] ?? 0) * (x[i] ?? 0)) / sigma;
      return Math.log(share) - distance ** 2 / 2 - Math.log(sigma * Math.sqrt(2 * Math.PI));
    });
    const largest = Math.max(...logs);
    total += largest + Math.log(logs.reduce((sum, each) => sum + Math.exp(each - largest), 0));
  }
  return total;
}

export function mixtureOf(shares: number[], levels: number[], slopes: number[], sigma: number): LineMixture {
  return {
    shares: Float64Array.from(shares),
    levels: Float64Array.from(levels),
    slopes: Float64Array.from(slopes),
    sigma,
  };
}

export function problemOf(x: number[], y: number[], components: number, parallel: boolean): MixtureProblem {
  const membership = new Float64Array(components * x.length);
  const leastShare = Math.max(0.05, 3 / x.length);
  return { x: Float64Array.from(x), y: Float64Array.from(y), components, parallel, leastShare, membership };
}

export type Scatter = "two lines" | "crossing lines" | "noise" | "ties" | "heavy tails" | "skewed";

/** Points of one kind, x and y brought to mean 0 and standard deviation 1. */
export function drawn(scatter: Scatter, n: number, seed: number): { x: number[]; y: number[] } {
  const random = randomSource(seed);
  const x = Array.from({ length: n }, () => (scatter === "ties" ? Math.floor(5 * uniform(random)) : uniform(random)));
  const y = standardized(x).map((at) => {
    const [noise, upper] = [standardNormal(random), uniform(random) < 0.4];
    if (scatter === "two lines") return noise + (upper ? 5 + 0.5 * at : 0);
    if (scatter === "crossing lines") return noise + (upper ? 3 * at : -2 * at);
    if (scatter === "ties") return Math.round(noise);
    if (scatter === "heavy tails") return noise / Math.max(0.05, uniform(random));
    return scatter === "skewed" ? noise ** 2 : noise;
  });
  return { x: standardized(x), y: standardized(y) };
}

function standardized(values: number[]): number[] {
  const mean = values.reduce((total, each) => total + each, 0) / values.length;
  const spread = Math.sqrt(values.reduce((total, each) => total + (each - mean) ** 2, 0) / values.length);
  return values.map((each) => (each - mean) / spread);
}
