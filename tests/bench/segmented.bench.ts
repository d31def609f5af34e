/** Segmented regression: the medians of several runs; its peers are in `break-peers.bench.ts`. */

import type { PiecewiseTrendOptions } from "scaling-laws/trends";
import { fitPiecewiseTrend } from "scaling-laws/trends";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { record } from "./record.ts";

interface Sample {
  year: Float64Array;
  value: Float64Array;
  kinks: boolean;
}

/** Twenty years with kinks in 2007 and 2014, or none. */
function sample(n: number, kinks: boolean): Sample {
  const random = randomSource(n);
  const year = Float64Array.from({ length: n }, () => 2000 + 20 * uniform(random)).sort();
  const bend = (at: number): number => 0.5 * Math.max(0, at - 2007) - 0.6 * Math.max(0, at - 2014);
  const line = (at: number): number => (kinks ? 0.3 * (at - 2000) + bend(at) : 0);
  return { kinks, year, value: year.map((at) => 10 ** (line(at) + standardNormal(random))) };
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
  const noise = data.kinks ? "" : ", noise only";
  const quality = `processor ${processor.toFixed(1)} ms`;
  const row = { topic: "Breaks, alone", what: name + noise, n: data.year.length, ours: wall, quality };
  record(goal === "" ? row : { ...row, goal: `${goal} ms` });
}

for (const kinks of [true, false]) {
  const small = sample(118, kinks);
  const middle = sample(1000, kinks);
  const large = sample(10000, kinks);
  const none = { resamples: 0 };
  report("one continuous break", { breaks: { count: 1 }, continuous: true, ...none }, sample(1e5, kinks), 7, "100");
  report("two continuous breaks", { breaks: { count: 2 }, continuous: true, ...none }, middle, 15, "15");
  report("two continuous breaks", { breaks: { count: 2 }, continuous: true, ...none }, large, 5, "300");
  report("discontinuous, all counts to 3", { breaks: { max: 3 }, continuous: false, ...none }, large, 5, "500");
  report("one break, 1000 resamples", { breaks: { count: 1 }, continuous: true }, small, 7, "300");
  report("two breaks, 1000 resamples", { breaks: { count: 2 }, continuous: true }, small, 5, "1000");
  report("two jumps, 1000 resamples", { breaks: { count: 2 }, continuous: false }, small, 5, "");
}
