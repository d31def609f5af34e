/**
 * Fitting and bootstrapping a line, beside numpy, scipy and ml-regression. Medians of processor time (so that a busy
 * machine does not blur them), warm, imports excluded.
 * Goals: the pairs bootstrap of 10^4 points, 1000 resamples, at least twice as fast as vectorised numpy; a fit of 10^6
 * points within three times one plain pass that takes log10 of every value.
 */
import { spawnSync } from "node:child_process";
import { fitTrend, frontier, splitByScale } from "scaling-laws/trends";
import { medianTimes, record } from "./record.ts";

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

const LINES = "Lines (processor time)";
const BOOTSTRAP = "fitTrend, 1000 resamples of pairs";
const print = (what: string, ours: number): void => record({ topic: LINES, what, n: null, ours });

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

bootstrapFloors();
const { stdout, status } = spawnSync("python3", ["-c", python], { encoding: "utf8" });
const peers = status === 0 ? stdout.trim().split("\n") : [];
if (status !== 0) console.log("python3 with numpy is not here: no peers for the bootstrap");
for (const peer of peers.filter((line) => !line.startsWith("million"))) {
  const [name = "", milliseconds = ""] = peer.split("|");
  const theirs = milliseconds === "nan" ? null : Number(milliseconds);
  record({ topic: LINES, what: BOOTSTRAP, n: 10_000, ours: bootstrap, peer: name, theirs, goal: "half of numpy's" });
}
print("one pass of log10, 10^6 points", pass);
record({
  topic: LINES,
  what: "fitTrend",
  n: 1e6,
  ours: fit,
  goal: "3 passes of log10",
  quality: `${(fit / pass).toFixed(1)} passes`,
});
for (const peer of peers.filter((line) => line.startsWith("million: "))) {
  const [name = "", milliseconds = ""] = peer.slice("million: ".length).split("|");
  record({ topic: LINES, what: "fitTrend", n: 1e6, ours: fit, peer: name, theirs: Number(milliseconds) });
}
try {
  const { SimpleLinearRegression } = await import("ml-regression");
  const { linearRegression } = await import("simple-statistics");
  const [x, y] = [Array.from(million.year), Array.from(million.value, Math.log10)];
  const pairs = x.map((at, i) => [at, y[i]!]);
  const slope = fitTrend(million).coefficients.slopeOomPerYear.estimate;
  const beside = (peer: string, run: () => number): void => {
    const quality = `slopes differ by ${Math.abs(run() - slope).toExponential(1)}`;
    const theirs = medianMilliseconds(run, 5);
    record({ topic: LINES, what: "fitTrend", n: 1e6, ours: fit, peer: `${peer}, logs taken before`, theirs, quality });
  };
  beside("ml-regression SimpleLinearRegression", () => new SimpleLinearRegression(x, y).slope);
  beside("simple-statistics linearRegression", () => linearRegression(pairs).m);
} catch {
  console.log("ml-regression or simple-statistics is not here");
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

/** The bare work of the pairs bootstrap: random gathers and additions of four sums a row, nothing else. */
function bootstrapFloors(): void {
  const n = points.year.length;
  const rows = Float64Array.from({ length: 4 * n }, (_, i) => (i * 0.754877) % 1);
  const drawn = Uint16Array.from({ length: n }, () => Math.random() * n);
  const gather = (): number => gathered(rows, drawn);
  const drawAndGather = (): void => {
    for (let k = 0; k < n; k++) drawn[k] = Math.random() * n;
    gather();
  };
  const times = (run: () => void) => () => {
    for (let b = 0; b < 1000; b++) run();
  };
  const own = () => fitTrend(points, { interval: "percentile", resamples: 1000 });
  const [ours, drawnBefore, random] = medianTimes([own, times(gather), times(drawAndGather)], 9);
  const row = { topic: LINES, what: `${BOOTSTRAP} (wall time)`, n, ours: ours!, goal: "twice the bare gathers" };
  record({ ...row, peer: "bare gathers and additions, rows drawn by Math.random", theirs: random! });
  record({ ...row, peer: "bare gathers and additions, rows drawn before", theirs: drawnBefore! });
}

function gathered(rows: Float64Array, drawn: Uint16Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let k = 0; k < drawn.length; k++) {
    const at = 4 * drawn[k]!;
    a += rows[at]!;
    b += rows[at + 1]!;
    c += rows[at + 2]!;
    d += rows[at + 3]!;
  }
  return a + b + c + d;
}
