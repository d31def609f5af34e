import { readFileSync } from "node:fs";
import { type ModelRecord, parseModelTable } from "scaling-laws/dataset";
import { ScalingError } from "scaling-laws/errors";

export type ParsedModels = ReturnType<typeof parseModelTable>;

/** A failure that is the user's to mend: it ends the example with one sentence, not with a stack trace. */
export class ExampleFailure extends Error {}

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
  const text = readText(path);
  try {
    return parseModelTable(text);
  } catch (error) {
    if (error instanceof ScalingError) {
      const message = error.message.replace(` (at ${error.path})`, "");
      throw new ExampleFailure(`${path} is not a table of models: ${message}.`);
    }
    throw error;
  }
}

/** The organisation a system is counted under: the first that is named; a system without one stands alone. */
export function firstOrganization(record: ModelRecord | undefined, row: number): string {
  return record?.organizations[0] ?? `no organisation, row ${row}`;
}

/** The file named on the command line, or one plain sentence on how to name it. */
export function pathArgument(example: string, file: string): string {
  const path = process.argv[2];
  if (path === undefined) {
    throw new ExampleFailure(
      `Name the file: npx tsx --tsconfig tsconfig.tests.json examples/${example}.ts path/to/${file}`,
    );
  }
  return path;
}

/** What is the user's to mend becomes one sentence on the error stream and exit code 1; anything else is thrown on. */
export function explain(error: unknown): void {
  if (!(error instanceof ExampleFailure || error instanceof ScalingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Runs an example to its end, or to one sentence that says what is missing. */
export function run(main: () => void): void {
  try {
    main();
  } catch (error) {
    explain(error);
  }
}
