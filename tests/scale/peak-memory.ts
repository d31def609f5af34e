import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CaseName } from "./cases.ts";

export interface Peak {
  /** What the process held at its peak beyond what it held before the call. */
  peakBytes: number;
  /** Processor time of the call. */
  milliseconds: number;
}

/** The peak of one case with n points, measured in a fresh process. */
export function peakOf(name: CaseName, n: number): Peak {
  const script = fileURLToPath(new URL("measure.ts", import.meta.url));
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const run = spawnSync(process.execPath, ["--expose-gc", "--import", "tsx", script, name, String(n)], {
    cwd: root,
    encoding: "utf8",
    timeout: 120_000,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}
