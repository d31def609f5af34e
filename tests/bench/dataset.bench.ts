/**
 * Reading Epoch's file of 2024 (450 kB): text alone and with types, beside papaparse and Python's csv module; and a text
 * that makes papaparse quadratic. Median of 20, warm, imports excluded. The goal for text and types is 30 ms.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { parseModelTable } from "scaling-laws/dataset";
import { readTable } from "../../src/dataset/table.ts";
import { sharedPath } from "../reference/shared.ts";
import { record } from "./record.ts";

function medianMilliseconds(run: () => unknown, times = 20): number {
  for (let i = 0; i < 5; i++) run();
  const spent: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    run();
    spent.push(performance.now() - start);
  }
  return spent.sort((a, b) => a - b)[times >> 1]!;
}

const READING = "Reading tables";

const python = `
import csv, io, sys, time
text = open(sys.argv[1], encoding="utf-8-sig", newline="").read()
def median(run):
    spent = []
    for _ in range(20):
        start = time.perf_counter(); run(); spent.append(time.perf_counter() - start)
    return sorted(spent)[10] * 1000
print("python csv.reader, text only|%f" % median(lambda: list(csv.reader(io.StringIO(text)))))
print("python csv.DictReader, text only|%f" % median(lambda: list(csv.DictReader(io.StringIO(text)))))
try:
    import pandas
    print("pandas.read_csv|%f" % median(lambda: pandas.read_csv(io.StringIO(text))))
except ImportError:
    print("pandas is not installed|nan")
`;

const path = sharedPath("data/epoch-all-systems-2024-11.csv");
if (path !== null) {
  const text = readFileSync(path, "utf8");
  const whole = medianMilliseconds(() => parseModelTable(text));
  record({ topic: READING, what: "parseModelTable, 450 kB, text and types", n: null, ours: whole, goal: "30 ms" });
  const ours = medianMilliseconds(() => readTable(text));
  const beside = (peer: string, theirs: number | null): void =>
    record({ topic: READING, what: "readTable, the same, text only", n: null, ours, peer, theirs });
  beside(
    "papaparse",
    medianMilliseconds(() => Papa.parse(text, { delimiter: ",", newline: "\n" })),
  );
  const { stdout, status } = spawnSync("python3", ["-c", python, path], { encoding: "utf8" });
  if (status !== 0) console.log("python3 is not here");
  for (const line of status === 0 ? stdout.trim().split("\n") : []) {
    const [what = "", milliseconds = ""] = line.split("|");
    beside(what, milliseconds === "nan" ? null : Number(milliseconds));
  }
}

for (const n of [10_000, 20_000, 40_000]) {
  const malformed = `a,b\n"${'" x'.repeat(n)}${" ".repeat(3 * n)},\n`;
  const ours = medianMilliseconds(() => readTable(malformed), 3);
  const peer = performance.now();
  Papa.parse(malformed, { delimiter: ",", newline: "\n" });
  const theirs = performance.now() - peer;
  record({
    topic: READING,
    what: "malformed quotes, bytes",
    n: malformed.length,
    ours,
    peer: "papaparse, once",
    theirs,
  });
}
