// A notebook is written as a plain script: a line "// %%" begins a cell of code, "// %% [markdown]" one of text, whose
// lines are comments. Editors that know the percent format run such files cell by cell.

/** A cell as Jupyter stores it. */
export interface Cell {
  cell_type: "code" | "markdown";
  id: string;
  metadata: Record<string, never>;
  source: string[];
  execution_count?: null;
  outputs?: Output[];
}

/** What a cell gave: printed text, or content by type. */
export interface Output {
  output_type: string;
  name?: string;
  text?: string[];
  data?: Record<string, unknown>;
  metadata?: Record<string, never>;
  execution_count?: null;
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: 4;
  nbformat_minor: 5;
}

/** Text as Jupyter stores it: lines, each but the last with its end. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.map((line, i) => (i === lines.length - 1 ? line : `${line}\n`)).filter((line) => line !== "");
}

const uncommented = (line: string): string => line.replace(/^\/\/ ?/, "");

/** The notebook that a script in percent format is, without outputs. What stands before the first mark is left out. */
export function notebookOf(script: string): Notebook {
  const [, ...parts] = script.split(/^\/\/ %%/m);
  const cells = parts.map((part, i): Cell => {
    const [mark = "", ...body] = part.split("\n");
    const text = body.join("\n").trim();
    const id = `cell-${i + 1}`;
    if (mark.trim() === "[markdown]") {
      const prose = text.split("\n").map(uncommented).join("\n");
      return { cell_type: "markdown", id, metadata: {}, source: linesOf(prose) };
    }
    return { cell_type: "code", id, metadata: {}, source: linesOf(text), execution_count: null, outputs: [] };
  });
  return {
    cells,
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: { file_extension: ".ts", mimetype: "text/x.typescript", name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** As it is committed: no counts, no times, one space of indentation. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
