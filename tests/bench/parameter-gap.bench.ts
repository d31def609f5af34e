/**
 * The gap scan, its null, densities and the dip, beside scipy where python3 has it. Medians, warm, imports excluded.
 * Goals: one scan at n = 450 under 3 ms; findParameterGaps with 999 resamples at n = 150 under 1 s; kernel density at
 * n = 10^4 on 512 points at least 5 times faster than scipy.stats.gaussian_kde; dip at n = 10^4 under 5 ms.
 */
import { spawnSync } from "node:child_process";
import { randomSource, standardNormal } from "../../src/numeric/random.ts";
import { findParameterGaps, parameterDensity, scanGaps } from "../../src/parameter-gap/index.ts";
import { dipStatistic } from "../../src/statistics/dip.ts";
import { median, normalSizes } from "./gap-samples.ts";

const random = randomSource(450);
const logs = Array.from({ length: 450 }, () => 10 + 0.8 * standardNormal(random));
const sorted = Float64Array.from({ length: 10_000 }, () => standardNormal(random)).sort();
const sizes = normalSizes(10_000, 5);

function report(what: string, milliseconds: number, goal: string): void {
  console.log(`${what.padEnd(58)} ${milliseconds.toFixed(2).padStart(9)} ms   goal ${goal}`);
}

report(
  "scanGaps, n = 450",
  median(() => scanGaps(logs), 50),
  "3 ms",
);
report(
  "findParameterGaps, n = 150, 999 resamples",
  median(() => findParameterGaps(normalSizes(150, 3)), 5),
  "1000 ms",
);
const density = median(() => parameterDensity(sizes, { bandwidth: 0.12 }), 20);
report("parameterDensity, n = 10^4 on 512 points", density, "scipy / 5");
report(
  "dip statistic, n = 10^4",
  median(() => dipStatistic(sorted), 20),
  "5 ms",
);

const python = spawnSync(
  "python3",
  [
    "-c",
    `
import time, numpy as np
from scipy.stats import gaussian_kde
x = np.random.default_rng(5).normal(10, .8, 10000)
k = gaussian_kde(x, .12 / x.std(ddof=1)); g = np.linspace(6.5, 13.5, 512)
t = []
for _ in range(8):
    s = time.perf_counter(); k(g); t.append(time.perf_counter() - s)
print(1000 * sorted(t)[4])`,
  ],
  { encoding: "utf8" },
);
if (python.status === 0) {
  const theirs = Number(python.stdout);
  report("scipy.stats.gaussian_kde, the same", theirs, `ours ${(theirs / density).toFixed(1)} times faster`);
} else {
  console.log("scipy is not here: its kernel density is not timed");
}
