import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface ExampleRun {
  status: number | null;
  output: string;
  errors: string;
}

/** Runs an example as a user does, without a terminal and without colour. */
export function runExample(name: string, ...paths: string[]): ExampleRun {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.tests.json", `examples/${name}.ts`, ...paths],
    { cwd: root, encoding: "utf8", timeout: 120_000 },
  );
  return { status, output: stdout, errors: stderr };
}
