import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { build } from "esbuild";
import type { Consumer } from "../package/consumer.ts";
import { root } from "../package/manifest.ts";

/** A JavaScript runtime that is on this machine. */
export interface Runtime {
  path: string;
  /** As it says itself: "v22.23.3", "2.9.5". */
  version: string;
}

function versionOf(path: string, pattern: RegExp): Runtime | null {
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 60_000 });
  const version = status === 0 ? pattern.exec(stdout)?.[1] : undefined;
  return version === undefined ? null : { path, version };
}

/** The Node binaries that SCALING_LAWS_NODES names, separated as PATH is. One that does not run is an error. */
export function otherNodes(): Runtime[] {
  const paths = (process.env["SCALING_LAWS_NODES"] ?? "").split(delimiter).filter((path) => path !== "");
  return paths.map((path) => {
    const node = versionOf(path, /^(v\d+\.\d+\.\d+)/);
    if (node === null) throw new Error(`SCALING_LAWS_NODES names ${path}, which does not run`);
    return node;
  });
}

/** Deno as the development dependency or on the PATH; null, with one printed line, where neither runs. */
export function findDeno(what: string): Runtime | null {
  for (const path of [join(root, "node_modules", ".bin", "deno"), "deno"]) {
    const deno = versionOf(path, /^deno (\d+\.\d+\.\d+)/);
    if (deno !== null) return deno;
  }
  console.log(`Deno does not run here; ${what} skipped.`);
  return null;
}

/** What Deno is started with: a cache of its own, no look at newer versions, no colour, no questions. */
export function denoEnvironment(cache: string): NodeJS.ProcessEnv {
  return { ...process.env, DENO_DIR: cache, DENO_NO_UPDATE_CHECK: "1", DENO_NO_PROMPT: "1", NO_COLOR: "1" };
}

/** A folder of its own for a runtime's cache or a project. */
export function temporaryFolder(name: string): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `scaling-laws-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes golden.mjs into a consumer's folder: the suite in one file that imports the installed package and prints JSON. */
export async function writeGolden(consumer: Consumer): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { goldenNumbers } from "./golden.ts"; console.log(JSON.stringify(goldenNumbers()));`,
      resolveDir: join(root, "tests", "runtimes"),
    },
    bundle: true,
    packages: "external",
    format: "esm",
    target: "es2022",
    write: false,
    tsconfigRaw: "{}",
  });
  const path = join(consumer.folder, "golden.mjs");
  writeFileSync(path, outputFiles[0]?.text ?? "");
  writeFileSync(join(consumer.folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  return path;
}

/** Runs a script that prints JSON of numbers. */
export function printedNumbers(
  command: string,
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Record<string, number> {
  return JSON.parse(execFileSync(command, args, { ...options, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
}
