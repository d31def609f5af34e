// Runs notebooks without a browser: Debian's nbconvert, and Deno's kernel installed in a folder of its own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Cell, type Notebook, notebookText, type Output } from "./cells.ts";

export const FOLDER: string = fileURLToPath(new URL("../", import.meta.url));
const LOCAL_DENO = fileURLToPath(new URL("../../../node_modules/.bin/deno", import.meta.url));

const runs = (command: string, args: string[]): boolean =>
  spawnSync(command, args, { encoding: "utf8", timeout: 60_000 }).status === 0;

/** What is missing to execute notebooks here, in words; null when nothing is. */
export function missingTools(): string | null {
  if (denoCommand() === null) return "Deno";
  return runs("jupyter", ["nbconvert", "--version"]) ? null : "jupyter nbconvert";
}

function denoCommand(): string | null {
  return [LOCAL_DENO, "deno"].find((path) => runs(path, ["--version"])) ?? null;
}

/** Only what a cell gave, without counts and times. */
function cleanOutput({ output_type, name, text, data }: Output): Output {
  if (data === undefined) return { output_type, ...(name === undefined ? {} : { name }), ...(text ? { text } : {}) };
  return output_type === "execute_result"
    ? { output_type, data, metadata: {}, execution_count: null }
    : { output_type, data, metadata: {} };
}

function withOutputs(plain: Notebook, executed: Notebook): Notebook {
  const cells = plain.cells.map((cell, i): Cell => {
    const outputs = executed.cells[i]?.outputs;
    return outputs === undefined ? cell : { ...cell, outputs: outputs.map(cleanOutput) };
  });
  return { ...plain, cells };
}

/**
 * The kernel may say that a cell is done before its last output is on the way, and nbconvert then drops it: every cell
 * waits a little before it ends. What is stored is the cell without the wait.
 */
const WAIT = "\n;await new Promise((done) => setTimeout(done, 200));";

function waiting(plain: Notebook): Notebook {
  const cells = plain.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, source: [...cell.source, WAIT] } : cell,
  );
  return { ...plain, cells };
}

/** Installs Deno's kernel in a new home; the kernel's cache is there too. */
function kernelHome(): { home: string; environment: NodeJS.ProcessEnv } {
  const home = mkdtempSync(join(tmpdir(), "scaling-laws-notebooks-"));
  const environment = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: join(home, ".local", "share"),
    DENO_DIR: join(home, "deno"),
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
  };
  const installed = spawnSync(denoCommand() ?? "deno", ["jupyter", "--install"], {
    env: environment,
    encoding: "utf8",
  });
  if (installed.status !== 0) throw new Error(`Deno's kernel could not be installed: ${installed.stderr}`);
  return { home, environment };
}

/** Executes notebooks one after the other, each in a kernel of its own, and gives them back with their outputs. */
export function executeNotebooks(notebooks: ReadonlyMap<string, Notebook>): Map<string, Notebook> {
  const { home, environment } = kernelHome();
  const executed = new Map<string, Notebook>();
  try {
    for (const [name, plain] of notebooks) {
      // From the standard input, so that the kernel starts in the folder with the import map, not in that of a file.
      const { status, stdout, stderr } = spawnSync(
        "jupyter",
        ["nbconvert", "--to", "notebook", "--execute", "--stdin", "--stdout"],
        { cwd: FOLDER, env: environment, input: notebookText(waiting(plain)), encoding: "utf8", maxBuffer: 2 ** 28 },
      );
      if (status !== 0) throw new Error(`${name}.ipynb failed:\n${stderr.slice(-3000)}`);
      const result: Notebook = JSON.parse(stdout);
      executed.set(name, withOutputs(plain, result));
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return executed;
}
