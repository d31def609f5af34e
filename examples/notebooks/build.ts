// Makes the notebooks from the scripts beside them.
//   npm run notebooks                       every notebook, executed: needs Deno, jupyter nbconvert and a build
//   npm run notebooks -- trends densing     some of them
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Notebook, notebookOf, notebookText } from "./support/cells.ts";
import { executeNotebooks, FOLDER, missingTools } from "./support/execute.ts";

/** One for each domain, by the name of its subpath. */
export const NOTEBOOKS = [
  "trends",
  "parameter-gap",
  "loss-laws",
  "densing",
  "routing",
  "corpus",
] as const;

export function sourceNotebook(name: string): Notebook {
  return notebookOf(readFileSync(join(FOLDER, `${name}.ts`), "utf8"));
}

export function committedNotebook(name: string): string {
  return readFileSync(join(FOLDER, `${name}.ipynb`), "utf8");
}

function main(chosen: readonly string[]): void {
  const names = NOTEBOOKS.filter((name) => chosen.length === 0 || chosen.includes(name));
  const missing = missingTools();
  if (missing !== null) {
    process.stderr.write(`${missing} is not here: notebooks cannot be executed.\n`);
    process.exitCode = 1;
    return;
  }
  const executed = executeNotebooks(new Map(names.map((name) => [name, sourceNotebook(name)])));
  for (const [name, notebook] of executed) {
    const text = notebookText(notebook);
    writeFileSync(join(FOLDER, `${name}.ipynb`), text);
    console.log(
      `examples/notebooks/${name}.ipynb: ${notebook.cells.length} cells, ${Math.round(text.length / 1000)} kB`,
    );
  }
}

if (process.argv[1]?.endsWith("build.ts")) main(process.argv.slice(2));
