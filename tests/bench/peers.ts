import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a peer says of one task: its name and version, its median time, and the objective it reached. */
export interface PeerResult {
  peer: string;
  version: string;
  milliseconds: number;
  objective: number | null;
}

const PYTHON = `
import json, sys, time
data = json.load(open(sys.argv[1]))
def median(run, times=5):
    run(); spent = []
    for _ in range(times):
        start = time.perf_counter(); run(); spent.append(time.perf_counter() - start)
    return 1000 * sorted(spent)[times // 2]
found = []
def say(peer, version, milliseconds, objective=None):
    found.append(dict(peer=peer, version=version, milliseconds=milliseconds, objective=objective))
`;

const R = `
data <- jsonlite::fromJSON(commandArgs(TRUE)[1]); found <- list()
median_time <- function(run, times = 5) { run(); t <- numeric(times)
  for (k in 1:times) { s <- proc.time()[[3]]; run(); t[k] <- proc.time()[[3]] - s }; 1000 * median(t) }
say <- function(peer, milliseconds, objective) found[[length(found) + 1]] <<- list(peer = paste("R", peer),
  version = as.character(packageVersion(peer)), milliseconds = milliseconds, objective = objective)
`;

/** Runs a peer's script on data that it reads from a file, all digits kept; empty where the peer is absent. */
export function runPeer(
  language: "python3" | "/usr/bin/python3" | "Rscript",
  script: string,
  data: object,
): PeerResult[] {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const path = join(folder, "data.json");
  const columns = Object.entries(data).map(([name, each]) => [
    name,
    ArrayBuffer.isView(each) ? Array.from(each as Float64Array) : each,
  ]);
  writeFileSync(path, JSON.stringify(Object.fromEntries(columns)));
  const inR = language === "Rscript";
  const whole = inR
    ? `suppressMessages({${R}\n${script}\ncat(jsonlite::toJSON(found, auto_unbox = TRUE, digits = NA))})`
    : `${PYTHON}\n${script}\nprint(json.dumps(found))`;
  const { stdout, status } = spawnSync(language, [inR ? "-e" : "-c", whole, path], {
    encoding: "utf8",
    timeout: 120_000,
  });
  rmSync(folder, { recursive: true });
  return status === 0 ? JSON.parse(stdout) : [];
}
