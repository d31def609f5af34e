/**
 * The long run: `npm run fuzz`, or `npm run fuzz -- --only fitTrend,parseFit --minutes 0.2 --from 100000`. Every function
 * gets 100 000 runs or one minute, whichever ends first. Each function runs in a process of its own, so that a hang or a
 * crash is reported by the run it happened in; a run is repeated with `--only name --from run --runs 1`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { catalogue, faultOfRun, takesUsualResamples } from "./catalogue.ts";
import type { FuzzCase } from "./fuzz-case.ts";

/** A call that takes longer is a fault of its own. */
const SLOWEST_MILLISECONDS = 1000;
const CAUSES_SHOWN = 5;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    minutes: { type: "string", default: "1" },
    runs: { type: "string", default: "100000" },
    from: { type: "string", default: "0" },
    child: { type: "string" },
  },
});
const from = Number(values.from);
const runs = Number(values.runs);
const milliseconds = 60_000 * Number(values.minutes);

/** The same message with other numbers has the same cause. */
function causeOf(fault: string): string {
  return fault.replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/g, "#").slice(0, 160);
}

function timedRun(subject: FuzzCase, run: number): { fault: string | null; took: number } {
  const began = performance.now();
  const fault = faultOfRun(subject, run);
  return { fault, took: performance.now() - began };
}

/**
 * What seems slow is run again and judged by the processor's time, which a busy machine does not stretch; the usual
 * thousand resamples may take theirs.
 */
function judgedRun(subject: FuzzCase, run: number): { fault: string | null; took: number } {
  const first = timedRun(subject, run);
  if (first.took <= SLOWEST_MILLISECONDS || takesUsualResamples(subject, run)) return first;
  const before = process.cpuUsage();
  const again = timedRun(subject, run).took;
  const took = Math.min(first.took, again, process.cpuUsage(before).user / 1000);
  const slow = took > SLOWEST_MILLISECONDS ? `took ${took.toFixed(0)} milliseconds` : null;
  return { fault: first.fault ?? slow, took };
}

function fuzz(subject: FuzzCase, progress: string): number {
  const start = performance.now();
  const causes = new Map<string, { count: number; run: number }>();
  let slowest = { took: 0, run: from };
  let run = from;
  for (; run < from + runs && performance.now() - start < milliseconds; run++) {
    if (run % 50 === 0) writeFileSync(progress, String(run));
    const { fault, took } = judgedRun(subject, run);
    if (took > slowest.took) slowest = { took, run };
    if (fault === null) continue;
    const cause = causes.get(causeOf(fault)) ?? { count: 0, run };
    causes.set(causeOf(fault), { ...cause, count: cause.count + 1 });
  }
  const faults = Array.from(causes.values(), ({ count }) => count).reduce((sum, count) => sum + count, 0);
  const slow = `slowest ${slowest.took.toFixed(0)} ms in run ${slowest.run}`;
  console.log(`${subject.name}: ${run - from} runs, ${faults} faults, ${slow}`);
  const sorted = [...causes].sort(([, a], [, b]) => b.count - a.count);
  for (const [cause, { count, run: first }] of sorted.slice(0, CAUSES_SHOWN)) {
    console.log(`  ${count} times, first in run ${first}: ${cause}`);
  }
  return faults;
}

function fuzzInChild(subject: FuzzCase, folder: string): boolean {
  const progress = join(folder, subject.name);
  const own = ["--minutes", values.minutes, "--runs", values.runs, "--from", values.from];
  const { status, signal } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), ...own, "--only", subject.name, "--child", progress],
    { stdio: "inherit", timeout: milliseconds + 30_000 },
  );
  if (status === 0) return true;
  if (status !== 1) {
    const about = readFileSync(progress, "utf8");
    console.log(`${subject.name}: ${signal ?? "ended"} within 50 runs from run ${about}`);
  }
  return false;
}

const names = values.only?.split(",");
const wanted = catalogue.filter(({ name }) => names === undefined || names.includes(name));
if (values.child !== undefined) {
  const [subject] = wanted;
  process.exitCode = subject !== undefined && fuzz(subject, values.child) === 0 ? 0 : 1;
} else {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  const failed = wanted.filter((subject) => !fuzzInChild(subject, folder));
  rmSync(folder, { recursive: true });
  console.log(`${wanted.length - failed.length} of ${wanted.length} functions without a fault`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
