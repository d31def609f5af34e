import { readFileSync } from "node:fs";
import { ScalingError } from "scaling-laws/errors";
import { ExampleFailure, type ParsedModels, parseModels } from "./parse-models.ts";
import "./terminal.ts";

export { ExampleFailure };

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder, not a file",
  EACCES: "it may not be read",
};

function reason(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ExampleFailure(`Cannot read ${path}: ${reason(error)}.`);
  }
}

/** Reads a table of models, for example Epoch's database as it is downloaded. */
export function readModels(path: string): ParsedModels {
  return parseModels(path, readText(path));
}

/** The file named on the command line, or one plain sentence on how to name it. */
export function pathArgument(example: string, file: string): string {
  const path = process.argv[2];
  if (path === undefined) {
    throw new ExampleFailure(`Name the file: npm run example -- examples/${example}.ts path/to/${file}`);
  }
  return path;
}

/** What is the user's to mend becomes one sentence on the error stream and exit code 1; anything else is thrown on. */
export function explain(error: unknown): void {
  if (!(error instanceof ExampleFailure || error instanceof ScalingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Runs an example in the terminal, to its end or to one sentence that says what is missing; whether it came to its end. */
export function run(main: () => void): boolean {
  try {
    main();
    return true;
  } catch (error) {
    explain(error);
    return false;
  }
}
