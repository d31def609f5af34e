/**
 * The gap scan, its null, densities and the dip, beside scipy where python3 has it. Medians, warm, imports excluded.
 * Goals: one scan at n = 450 under 3 ms; findParameterGaps with 999 resamples at n = 150 under 1 s; kernel density at
 * n = 10^4 on 512 points at least 5 times faster than scipy.stats.gaussian_kde; dip at n = 10^4 under 5 ms.
 */
import { spawnSync } from "node:child_process";
import { findParameterGaps, parameterDensity, scanGaps } from "scaling-laws/parameter-gap";
import { randomSource, standardNormal } from "../../src/numeric/random.ts";
import { dipStatistic } from "../../src/statistics/dip.ts";
import { median, normalSizes } from "./gap-samples.ts";
import { runPeer } from "./peers.ts";
import { record } from "./record.ts";

const random = randomSource(450);
const logs = Array.from({ length: 450 }, () => 10 + 0.8 * standardNormal(random));
const sorted = Float64Array.from({ length: 10_000 }, () => standardNormal(random)).sort();
const sizes = normalSizes(10_000, 5);

function report(what: string, ours: number, goal: string): void {
  record({ topic: "Gaps and densities", what, n: null, ours, goal });
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
  record({
    topic: "Gaps and densities",
    what: "parameterDensity, 512 points",
    n: 10_000,
    ours: density,
    peer: "scipy.stats.gaussian_kde",
    theirs,
    goal: "a fifth of scipy's",
  });
} else {
  report("parameterDensity, n = 10^4 on 512 points; scipy is absent", density, "a fifth of scipy's");
}

const dip = median(() => dipStatistic(sorted), 20);
const said = runPeer(
  "Rscript",
  'x <- data$x; say("diptest", median_time(function() for (i in 1:20) diptest::dip(x, min.is.0 = TRUE)) / 20, diptest::dip(x))',
  { x: sorted },
)[0];
record({
  topic: "Gaps and densities",
  what: "dip statistic",
  n: sorted.length,
  ours: dip,
  peer: said?.peer ?? "R diptest",
  peerVersion: said?.version ?? "",
  theirs: said?.milliseconds ?? null,
  quality: said ? `dip ${dipStatistic(sorted).toPrecision(9)}; peer's ${said.objective?.toPrecision(9)}` : "",
  goal: "5 ms",
});
