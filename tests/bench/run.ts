/**
 * Runs every `*.bench.ts` beside this file, one after another, so that no two compete for the processor, and writes
 * `docs/benchmarks.md`. With words as arguments only the files whose names hold one of them, and no page.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { benchmarksPage } from "./document.ts";
import type { BenchRow } from "./record.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "bench-"));
const rowsFile = join(scratch, "rows.jsonl");
const start = performance.now();
let failed = 0;
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith(".bench.ts") || (wanted.length > 0 && !wanted.some((word) => file.includes(word)))) continue;
  console.log(`\n${file}`);
  const { status } = spawnSync(process.execPath, [...process.execArgv, folder + file], {
    stdio: "inherit",
    env: { ...process.env, BENCH_ROWS: rowsFile },
  });
  if (status !== 0) failed++;
}
if (wanted.length === 0 && existsSync(rowsFile)) {
  const rows: BenchRow[] = readFileSync(rowsFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const date = new Date().toISOString().slice(0, 10);
  const page = benchmarksPage(rows, date, (performance.now() - start) / 60_000);
  writeFileSync(fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url)), page);
}
rmSync(scratch, { recursive: true });
process.exitCode = failed > 0 ? 1 : 0;
