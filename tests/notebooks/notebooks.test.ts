import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { committedNotebook, NOTEBOOKS, sourceNotebook } from "../../examples/notebooks/build.ts";
import { type Notebook, notebookText } from "../../examples/notebooks/support/cells.ts";
import { executeNotebooks, FOLDER, missingTools } from "../../examples/notebooks/support/execute.ts";
import { requireBuild } from "../package/consumer.ts";
import { entries, root } from "../package/manifest.ts";
import { joined, outputDifferences, pictureStructure, textDifference } from "./outputs.ts";

const parsed = (name: string): Notebook => JSON.parse(committedNotebook(name));

/** What a notebook printed, tables included, in order. */
function printedText(notebook: Notebook): string {
  const texts = notebook.cells.flatMap((cell) =>
    (cell.outputs ?? []).map(({ text, data }) => {
      const table = data?.["text/markdown"];
      if (text !== undefined) return joined(text);
      return table === undefined ? "" : `${joined(table)}\n`;
    }),
  );
  return texts.join("");
}

describe("the import map beside the notebooks", () => {
  it("leads every subpath to the built package", () => {
    const { imports } = JSON.parse(readFileSync(join(FOLDER, "deno.json"), "utf8"));
    const built = entries.map(({ specifier, import: { default: path } }) => [specifier, path.replace("./", "../../")]);
    expect(imports).toEqual(Object.fromEntries(built));
  });
});

describe.each(NOTEBOOKS)("the notebook %s", (name) => {
  const notebook = parsed(name);

  it("has the cells of its script, and is stored without counts, times and versions", () => {
    const cells = notebook.cells.map((cell) => (cell.cell_type === "code" ? { ...cell, outputs: [] } : cell));
    expect({ ...notebook, cells }).toEqual(sourceNotebook(name));
    expect(committedNotebook(name)).toBe(notebookText(notebook));
    for (const output of notebook.cells.flatMap((cell) => cell.outputs ?? [])) {
      expect(output.execution_count ?? null).toBeNull();
      expect(output.metadata ?? {}).toEqual({});
    }
  });

  it("holds every picture twice, as Vega-Lite and as SVG", () => {
    const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
    const pictures = outputs.flatMap(({ data }) => (data?.["image/svg+xml"] === undefined ? [] : [data]));
    expect(pictures.length).toBeGreaterThan(0);
    for (const data of pictures) {
      expect(Object.keys(data)).toContainEqual(expect.stringContaining("vegalite"));
      expect(pictureStructure(joined(data["image/svg+xml"])).length).toBeGreaterThan(20);
    }
  });

  it("names no machine, raises no error and leaves no NaN or undefined", () => {
    const text = committedNotebook(name);
    expect(text).not.toMatch(/(^|[\s"'`(])\/(home|Users|work|tmp|root)\/|file:\/\//);
    expect(text).not.toContain('"output_type": "error"');
    expect(printedText(notebook)).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  it("prints the same as a plain script on Node", () => {
    const script = `examples/notebooks/${name}.ts`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.tests.json", script],
      { cwd: root, encoding: "utf8" },
    );
    expect(status, stderr).toBe(0);
    expect(textDifference(stdout.replace(/^Picture: .*\n/gm, ""), printedText(notebook))).toBeNull();
  });
});

describe("the comparison of outputs", () => {
  it("lets last digits pass, and nothing else", () => {
    expect(textDifference("p = 0.0412, 1.20e24", "p = 0.0413, 1.21e24")).toBeNull();
    expect(textDifference("p = 0.0412", "p = 0.0416")).toBe("0.0412 and 0.0416");
    expect(textDifference("more", "less")).not.toBeNull();
    const notebook = parsed("trends");
    const cells = notebook.cells.map((cell) => ({ ...cell, outputs: [] }));
    expect(outputDifferences(notebook, { ...notebook, cells }).length).toBeGreaterThan(0);
  });
});

const missing = missingTools();
if (missing !== null) console.log(`${missing} does not run here; the notebooks are not executed.`);

describe.skipIf(missing !== null)("executed by Deno's kernel", () => {
  it("every notebook gives what is committed", { timeout: 300_000 }, () => {
    requireBuild();
    const executed = executeNotebooks(new Map(NOTEBOOKS.map((name) => [name, sourceNotebook(name)])));
    for (const [name, notebook] of executed) {
      expect(outputDifferences(parsed(name), notebook), name).toEqual([]);
    }
  });
});
