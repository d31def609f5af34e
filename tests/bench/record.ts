import { appendFileSync } from "node:fs";

/** One measured thing, beside one peer or none. Times in milliseconds. */
export interface BenchRow {
  topic: string;
  what: string;
  n: number | null;
  ours: number | null;
  peer?: string;
  peerVersion?: string;
  theirs?: number | null;
  /** What both reached on the same data. */
  quality?: string;
  goal?: string;
  /** One point of the growth of cost with n. */
  growth?: boolean;
}

/** Prints a row, and keeps it for `docs/benchmarks.md` where the whole suite runs. */
export function record(row: BenchRow): void {
  const times = row.theirs && row.ours ? `, ${(row.theirs / row.ours).toFixed(1)} times ours` : "";
  const peer = row.peer === undefined ? "" : `  ${row.peer}: ${milliseconds(row.theirs)}${times}`;
  const goal = row.goal === undefined ? "" : `  goal ${row.goal}`;
  const n = row.n === null ? "" : `, n ${row.n}`;
  console.log(`${row.what}${n}: ${milliseconds(row.ours)}${goal}${peer}${row.quality ? `  ${row.quality}` : ""}`);
  const file = process.env["BENCH_ROWS"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(row)}\n`);
}

/** Three digits and a unit. */
export function milliseconds(time: number | null | undefined): string {
  if (time === undefined) return "";
  if (time === null) return "absent";
  if (time >= 1e4) return `${(time / 1000).toPrecision(3)} s`;
  if (time >= 0.1) return `${Number(time.toPrecision(3))} ms`;
  return `${Number((1000 * time).toPrecision(3))} us`;
}

/** The median wall time of a run, warm. */
export function medianTime(run: () => unknown, times: number): number {
  for (let k = 0; k < Math.min(3, times); k++) run();
  const spent: number[] = [];
  for (let k = 0; k < times; k++) {
    const start = performance.now();
    run();
    spent.push(performance.now() - start);
  }
  return spent.sort((a, b) => a - b)[times >> 1]!;
}

/** Runs, in turns, what is to be compared: the median time of each. What disturbs one then disturbs the other. */
export function medianTimes(runs: readonly (() => unknown)[], times: number): number[] {
  for (const run of runs) for (let k = 0; k < 3; k++) run();
  const spent: number[][] = runs.map(() => []);
  for (let k = 0; k < times; k++) {
    for (const [r, run] of runs.entries()) spent[r]!.push(medianTime(run, 1));
  }
  return spent.map((each) => each.sort((a, b) => a - b)[times >> 1]!);
}
