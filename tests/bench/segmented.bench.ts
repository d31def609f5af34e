/** Segmented regression: the medians of several runs, and numpy doing the same work where python3 has it. */
import { spawnSync } from "node:child_process";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import type { PiecewiseTrendOptions } from "../../src/trends/piecewise-trend-options.ts";

interface Sample {
  year: Float64Array;
  value: Float64Array;
}

/** Twenty years with kinks in 2007 and 2014, or none. */
function sample(n: number, kinks: boolean): Sample {
  const random = randomSource(n);
  const year = Float64Array.from({ length: n }, () => 2000 + 20 * uniform(random)).sort();
  const bend = (at: number): number => 0.5 * Math.max(0, at - 2007) - 0.6 * Math.max(0, at - 2014);
  const line = (at: number): number => (kinks ? 0.3 * (at - 2000) + bend(at) : 0);
  return { year, value: year.map((at) => 10 ** (line(at) + standardNormal(random))) };
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}

/** Medians of wall and of processor time: on a machine that others use too, the second is the one to read. */
function milliseconds(run: () => void, times: number): { wall: number; processor: number } {
  run();
  run();
  const wall: number[] = [];
  const processor: number[] = [];
  for (let k = 0; k < times; k++) {
    const used = process.cpuUsage();
    const start = performance.now();
    run();
    wall.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1000);
  }
  return { wall: median(wall), processor: median(processor) };
}

function report(name: string, options: PiecewiseTrendOptions, data: Sample, times: number, goal: string): void {
  const { wall, processor } = milliseconds(() => fitPiecewiseTrend(data, options), times);
  const columns = [wall, processor].map((each) => each.toFixed(1).padStart(8));
  console.log(`${name.padEnd(42)} ${columns[0]} ms, processor ${columns[1]} ms   ${goal}`);
}

const PEER = `
import sys, time
try:
    import numpy as np
except ImportError:
    print("numpy is not here: no peer"); sys.exit()
def median(f, k):
    t = []
    for _ in range(k):
        s = time.perf_counter(); f(); t.append(time.perf_counter() - s)
    return 1000 * sorted(t)[k // 2]
def data(n):
    r = np.random.default_rng(n); x = np.sort(2000 + 20 * r.random(n)) - 2010
    return x, .3 * x + .5 * np.maximum(0, x + 3) - .6 * np.maximum(0, x - 4) + r.standard_normal(n)
def hinge(x, y, k):
    a = np.column_stack([np.ones_like(x), x] + [np.maximum(0, x - j) for j in k])
    return np.linalg.lstsq(a, y, rcond=None)[1]
x, y = data(1000)
print("numpy lstsq at every datum, one break, n 1e3: %9.1f ms" % median(lambda: [hinge(x, y, [k]) for k in x[5:-5]], 3))
pairs = [(x[i], x[j]) for i in range(5, 995, 20) for j in range(i + 5, 995, 20)]
part = median(lambda: [hinge(x, y, k) for k in pairs], 1)
print("numpy lstsq at every pair of data, two breaks, n 1e3: %9.0f ms (from 1 pair in 400)" % (part * 400))
def dp(x, y, h, m):
    n = len(x)
    p = lambda v: np.concatenate([[0.], np.cumsum(v)])
    a, b, c, d, e = p(x), p(y), p(x * x), p(x * y), p(y * y)
    best = None
    for k in range(m + 1):
        new = np.full(n + 1, np.inf)
        for j in range(h, n + 1):
            i = np.arange(0 if k else 0, j - h + 1) if k else np.array([0])
            w = j - i; sx, sy = a[j] - a[i], b[j] - b[i]
            xx, xy, yy = c[j] - c[i] - sx * sx / w, d[j] - d[i] - sx * sy / w, e[j] - e[i] - sy * sy / w
            cost = yy - xy * xy / xx
            new[j] = (cost + (best[i] if k else 0)).min()
        best = new
    return best[n]
x, y = data(2000)
print("numpy dynamic programming by prefix sums, to 3 breaks, n 2e3: %9.0f ms (25 times that at n 1e4)" % median(lambda: dp(x, y, 5, 3), 1))
`;

for (const kinks of [true, false]) {
  console.log(kinks ? "two kinks and noise" : "noise only");
  const small = sample(118, kinks);
  const middle = sample(1000, kinks);
  const large = sample(10000, kinks);
  const none = { resamples: 0 };
  report(
    "one continuous break, n 1e5",
    { breaks: { count: 1 }, continuous: true, ...none },
    sample(1e5, kinks),
    7,
    "goal 100",
  );
  report("two continuous breaks, n 1e3", { breaks: { count: 2 }, continuous: true, ...none }, middle, 15, "goal 15");
  report("two continuous breaks, n 1e4", { breaks: { count: 2 }, continuous: true, ...none }, large, 5, "goal 1000");
  report(
    "discontinuous, all counts to 3, n 1e4",
    { breaks: { max: 3 }, continuous: false, ...none },
    large,
    5,
    "goal 500",
  );
  report("one break, n 118, 1000 resamples", { breaks: { count: 1 }, continuous: true }, small, 7, "goal 300");
  report("two breaks, n 118, 1000 resamples", { breaks: { count: 2 }, continuous: true }, small, 5, "goal 1000");
  report("two jumps, n 118, 1000 resamples", { breaks: { count: 2 }, continuous: false }, small, 5, "");
}
const python = spawnSync("python3", ["-c", PEER], { encoding: "utf8" });
console.log(python.error ? "python3 is not here: no peer" : python.stdout.trim());
