/**
 * Fitting and bootstrapping a line, beside numpy, scipy and ml-regression. Medians of processor time (so that a busy
 * machine does not blur them), warm, imports excluded.
 * Goals: the pairs bootstrap of 10^4 points, 1000 resamples, at least twice as fast as vectorised numpy; a fit of 10^6
 * points within three times one plain pass that takes log10 of every value.
 */
import { spawnSync } from "node:child_process";
import { frontier } from "../../src/trends/frontier.ts";
import { splitByScale } from "../../src/trends/scale-split.ts";
import { fitTrend } from "../../src/trends/trend.ts";

function medianMilliseconds(run: () => unknown, times = 15): number {
  for (let i = 0; i < 3; i++) run();
  const spent: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    spent.push((user + system) / 1000);
  }
  return spent.sort((a, b) => a - b)[times >> 1]!;
}

const print = (what: string, milliseconds: number, beside = ""): void =>
  console.log(`${what.padEnd(58)}${milliseconds.toFixed(1).padStart(9)} ms ${beside}`);

function made(n: number): { year: Float64Array; value: Float64Array } {
  const part = (i: number, step: number): number => (i * step) % 1;
  const year = Float64Array.from({ length: n }, (_, i) => 2010 + 12 * part(i + 1, 0.6180339887498949));
  const value = year.map((at, i) => 10 ** (20 + 0.5 * (at - 2016) + 2 * part(i + 1, 0.7548776662466927) - 1));
  return { year, value };
}

const python = `
import time
import numpy as np
n, resamples = 10_000, 1000
rng = np.random.default_rng(1)
x = 2010 + 12 * rng.random(n)
y = 20 + .5 * (x - 2016) + rng.normal(size=n)
def median(run, times):
    run()
    spent = []
    for _ in range(times):
        start = time.process_time(); run(); spent.append(time.process_time() - start)
    return sorted(spent)[times // 2] * 1000
def centred():
    i = rng.integers(0, n, (resamples, n))
    X, Y = x[i], y[i]
    X -= X.mean(1, keepdims=True); Y -= Y.mean(1, keepdims=True)
    return np.einsum("ij,ij->i", X, Y) / np.einsum("ij,ij->i", X, X)
u, v = x - x.mean(), y - y.mean()
def sums():
    i = rng.integers(0, n, (resamples, n))
    X, Y = u[i], v[i]
    a, b = X.sum(1), Y.sum(1)
    return (np.einsum("ij,ij->i", X, Y) - a * b / n) / (np.einsum("ij,ij->i", X, X) - a * a / n)
print("numpy, vectorised, every resample centred|%f" % median(centred, 7))
print("numpy, vectorised, sums of data centred once|%f" % median(sums, 7))
big = rng.random(1_000_000) * 12 + 2010
value = 10 ** (big - 2000)
print("million: numpy log10 and polyfit|%f" % median(lambda: np.polyfit(big - 2016, np.log10(value), 1), 7))
try:
    from scipy import stats
    def slope(x, y, axis=-1):
        x = x - x.mean(axis, keepdims=True); y = y - y.mean(axis, keepdims=True)
        return (x * y).sum(axis) / (x * x).sum(axis)
    run = lambda: stats.bootstrap((x, y), slope, paired=True, vectorized=True, n_resamples=resamples, method="percentile", batch=100, rng=1)
    print("scipy.stats.bootstrap, paired, vectorised|%f" % median(run, 3))
except ImportError:
    print("scipy is not installed|nan")
`;

const points = made(10_000);
const bootstrap = medianMilliseconds(() => fitTrend(points, { interval: "percentile", resamples: 1000 }));
const million = made(1_000_000);
const pass = medianMilliseconds(() => {
  let total = 0;
  for (let i = 0; i < million.value.length; i++) total += Math.log10(million.value[i]!);
  return total;
});
const fit = medianMilliseconds(() => fitTrend(million));

print("fitTrend, pairs bootstrap, 10^4 points x 1000", bootstrap);
const { stdout, status } = spawnSync("python3", ["-c", python], { encoding: "utf8" });
const peers = status === 0 ? stdout.trim().split("\n") : [];
if (status !== 0) console.log("python3 with numpy is not here: no peers for the bootstrap");
for (const peer of peers.filter((line) => !line.startsWith("million"))) {
  const [name = "", milliseconds = ""] = peer.split("|");
  print(`  ${name}`, Number(milliseconds), `${(Number(milliseconds) / bootstrap).toFixed(1)} times as long`);
}
print("one pass of log10, 10^6 points", pass);
print("fitTrend, 10^6 points (goal: 3 passes)", fit, `${(fit / pass).toFixed(1)} passes`);
for (const peer of peers.filter((line) => line.startsWith("million: "))) {
  const [name = "", milliseconds = ""] = peer.slice("million: ".length).split("|");
  print(`  ${name}`, Number(milliseconds), `${(Number(milliseconds) / fit).toFixed(1)} times as long`);
}
try {
  const { SimpleLinearRegression } = await import("ml-regression");
  const [x, y] = [Array.from(million.year), Array.from(million.value, Math.log10)];
  print(
    "  ml-regression SimpleLinearRegression, of logarithms taken before",
    medianMilliseconds(() => new SimpleLinearRegression(x, y), 5),
  );
} catch {
  console.log("ml-regression is not here");
}
for (const options of [{ interval: "bca" }, { interval: "residual" }] as const) {
  print(
    `fitTrend, ${options.interval}, 10^4 points x 1000`,
    medianMilliseconds(() => fitTrend(points, options), 5),
  );
}
print(
  "splitByScale, 10^5 points",
  medianMilliseconds(() => splitByScale(made(100_000)), 5),
);
print(
  "frontier, 10^5 points",
  medianMilliseconds(() => frontier(made(100_000)), 5),
);
