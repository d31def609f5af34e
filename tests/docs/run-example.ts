import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { entries, root } from "../package/manifest.ts";
import { type Example, folderOf, instrument } from "./examples.ts";
import { differenceFromPrinted } from "./printed-json.ts";

/** What a run of an example found; `checked` counts the promises that were reached. */
export interface ExampleRun {
  differences: string[];
  checked: number;
}

/** What an instrumented example calls in place of `console.log`: which promise, and the values logged. */
type Log = (index: number, ...values: unknown[]) => void;

/** "scaling-laws/..." is the source: documents are tested before anything is built. */
const fromSource: Plugin = {
  name: "scaling-laws from source",
  setup(bundle) {
    bundle.onResolve({ filter: /^scaling-laws(\/|$)/ }, ({ path }) => {
      const entry = entries.find((each) => each.specifier === path);
      if (entry === undefined) return { errors: [{ text: `${path} is no public subpath` }] };
      return { path: join(root, entry.source) };
    });
  },
};

/** Runs instrumented code as an ES module of its own; returns what it exports. */
export async function runModule(code: string, log: Log): Promise<Record<string, unknown>> {
  const bundle = await build({
    stdin: { contents: `const $log = globalThis.$log;\n${code}`, resolveDir: join(root, folderOf(code)), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "es2022",
    plugins: [fromSource],
    logLevel: "silent",
  });
  Object.assign(globalThis, { $log: log });
  const folder = mkdtempSync(join(tmpdir(), "scaling-laws-example-"));
  try {
    const file = join(folder, "example.mjs");
    writeFileSync(file, bundle.outputFiles[0]!.contents);
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs an example and compares what it logs with what it promises. */
export async function runExample(example: Example): Promise<ExampleRun> {
  const { code, promised } = instrument(example.code);
  const differences: string[] = [];
  const reached = new Set<number>();
  await runModule(code, (index, ...values) => {
    const promise = promised[index];
    if (promise === undefined) return;
    reached.add(index);
    const found = differenceFromPrinted(promise.expected, values.length === 1 ? values[0] : values);
    if (found !== null) differences.push(`${promise.text} ${found}`);
  });
  for (let i = 0; i < promised.length; i++) {
    if (!reached.has(i)) differences.push(`${promised[i]!.text} was never reached`);
  }
  return { differences, checked: reached.size };
}
