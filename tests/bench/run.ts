/** Runs every `*.bench.ts` beside this file, one after another, so that no two compete for the processor. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
let failed = 0;
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith(".bench.ts") || (wanted.length > 0 && !wanted.some((word) => file.includes(word)))) continue;
  console.log(`\n${file}`);
  const { status } = spawnSync(process.execPath, [...process.execArgv, folder + file], { stdio: "inherit" });
  if (status !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
