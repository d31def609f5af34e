// Makes the page in examples/out/browser: the library's subpaths as ES modules with their dependencies inside, the page's
// own scripts, and an import map that names the former for the latter. Needs a build of the library (npm run build).
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ROOT = at("../..");

interface Manifest {
  name: string;
  exports: Record<string, string | { import: { default: string } }>;
}

/** The file of each subpath ("trends": dist/trends/index.js), as package.json exports it. */
export function subpathFiles(): Record<string, string> {
  const { exports }: Manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const files: Record<string, string> = {};
  for (const [subpath, target] of Object.entries(exports)) {
    if (typeof target === "string" || subpath === ".") continue;
    files[subpath.slice(2)] = join(ROOT, target.import.default);
  }
  return files;
}

const common: BuildOptions = {
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  splitting: true,
  logLevel: "warning",
  // The library says that its files have no effect but their exports; that is what drops them.
  logOverride: { "ignored-bare-import": "silent" },
  legalComments: "eof",
};

/** One module a subpath. What two of them share is in one chunk, so that there is one ScalingError. */
export async function bundleSubpaths(folder: string): Promise<void> {
  const files = subpathFiles();
  for (const file of Object.values(files)) {
    if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build" first`);
  }
  await build({ ...common, entryPoints: files, outdir: folder, chunkNames: "shared/[hash]" });
}

/** Names for bare imports, relative to the page. */
export function importMap(folder: string): string {
  const names = Object.keys(subpathFiles());
  return JSON.stringify({
    imports: Object.fromEntries(names.map((name) => [`scaling-laws/${name}`, `${folder}/${name}.js`])),
  });
}

/** Import maps do not reach into workers: there the same modules are named by their files. */
const byFile: Plugin = {
  name: "subpaths-by-file",
  setup({ onResolve }) {
    onResolve({ filter: /^scaling-laws\// }, ({ path }) => ({ path: `./${path}.js`, external: true }));
  },
};

/** Writes the page into a folder. */
export async function buildPage(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const scripts: BuildOptions = { ...common, outdir: folder, loader: { ".csv": "text" }, chunkNames: "chunk-[hash]" };
  await Promise.all([
    bundleSubpaths(join(folder, "scaling-laws")),
    build({ ...scripts, entryPoints: [at("page/main.ts")], external: ["scaling-laws/*"] }),
    build({ ...scripts, entryPoints: [at("page/worker.ts")], plugins: [byFile] }),
  ]);
  const map = importMap("./scaling-laws");
  const hash = `sha256-${createHash("sha256").update(map).digest("base64")}`;
  const html = readFileSync(at("page/index.html"), "utf8");
  const filled = html.replace("sha256-import-map", hash).replace('{ "imports": {} }', map);
  writeFileSync(join(folder, "index.html"), filled);
  copyFileSync(at("../support/report.css"), join(folder, "report.css"));
  copyFileSync(at("page/page.css"), join(folder, "page.css"));
}

export const PAGE_FOLDER: string = join(dirname(at(".")), "out/browser");
