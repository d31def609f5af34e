import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf } from "./imports.ts";
import { entries, filesBelow, manifest, readText, root, sourceFiles } from "./manifest.ts";

/** Which layers a folder may load at run time (its own is always allowed), as in CONTRIBUTING.md. */
const mayLoad: Record<string, string[]> = {
  errors: [],
  published: [],
  numeric: ["errors"],
  statistics: ["errors", "numeric"],
  trends: ["errors", "numeric", "statistics"],
  "parameter-gap": ["errors", "numeric", "statistics"],
  "loss-laws": ["errors", "numeric", "statistics"],
  routing: ["errors", "numeric", "statistics"],
  densing: ["errors", "numeric", "statistics", "trends", "loss-laws"],
  corpus: ["errors", "numeric", "statistics", "loss-laws"],
  charts: ["errors", "numeric", "statistics", "trends", "parameter-gap", "loss-laws", "densing", "routing"],
  dataset: ["errors", "numeric"],
  report: ["errors", "numeric", "statistics"],
};

/** Folders without a subpath of their own. */
const internal = ["numeric"];

/** The only files that may load a package, and which one (or which part of it). */
const mayUse: Record<string, string[]> = {
  "src/numeric/nonlinear-least-squares.ts": ["ml-levenberg-marquardt"],
  "src/loss-laws/parabola.ts": ["ml-regression"],
  "src/dataset/schema.ts": ["zod/mini"],
};

/** Tables of data may be longer than code. */
const isTable = (path: string): boolean => path.startsWith("src/published/") || /(uniform|dip)-table\.ts$/.test(path);

const isIndex = (path: string): boolean => posix.basename(path) === "index.ts";

/** "src/trends/trend.ts" is in the layer "trends"; "src/errors.ts" in "errors"; "src/index.ts" in none. */
function layerOf(path: string): string {
  const [, first = "", second] = path.split("/");
  return second === undefined ? first.replace(/\.ts$/, "") : first;
}

const resolve = (from: string, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(from), specifier));

describe("the layers of the source", () => {
  it("are exactly the folders there are", () => {
    const folders = readdirSync(join(root, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    for (const folder of folders) expect(Object.keys(mayLoad)).toContain(folder);
  });

  it("each have one public subpath, but numeric", () => {
    const folders = new Set(sourceFiles.map(layerOf).filter((layer) => layer !== "index" && !internal.includes(layer)));
    const expected = [".", ...[...folders].map((folder) => `./${folder}`)].sort();
    expect(entries.map((entry) => entry.subpath).sort()).toEqual(expected);
  });

  it("load at run time only what the table allows", () => {
    const broken: string[] = [];
    for (const path of sourceFiles) {
      const layer = layerOf(path);
      for (const { specifier, typeOnly, line } of importsOf(path)) {
        if (typeOnly || !specifier.startsWith(".") || path === "src/index.ts") continue;
        const target = layerOf(resolve(path, specifier));
        if (target !== layer && !mayLoad[layer]?.includes(target)) broken.push(`${path}:${line} loads ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("use packages only in the file that owns them", () => {
    const broken: string[] = [];
    for (const path of sourceFiles) {
      for (const { specifier, line } of importsOf(path)) {
        if (specifier.startsWith(".")) continue;
        const allowed = mayUse[path]?.some((name) => specifier === name || specifier.startsWith(`${name}/`));
        if (!allowed) broken.push(`${path}:${line} names ${specifier}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("use every package that is a dependency", () => {
    const used = new Set(sourceFiles.flatMap((path) => importsOf(path).map((line) => line.specifier.split("/")[0])));
    for (const dependency of Object.keys(manifest.dependencies)) expect([...used]).toContain(dependency);
  });

  it("leave dataset to its own subpath: the root entry has its types only", () => {
    const loaded = importsOf("src/index.ts").filter((line) => !line.typeOnly);
    expect(loaded.map((line) => layerOf(resolve("src/index.ts", line.specifier)))).not.toContain("dataset");
  });
});

describe("source files", () => {
  it("name files in relative imports, ending in .ts, never a folder's index", () => {
    const broken: string[] = [];
    for (const path of sourceFiles) {
      for (const { specifier, line } of importsOf(path)) {
        if (!specifier.startsWith(".")) continue;
        const target = resolve(path, specifier);
        if (!sourceFiles.includes(target)) broken.push(`${path}:${line} names ${specifier}, which is no source file`);
        if (isIndex(target) && path !== "src/index.ts") broken.push(`${path}:${line} names an index`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("are no longer than 250 lines, tables of data excepted", () => {
    const long = sourceFiles.filter((path) => !isTable(path) && readText(path).trimEnd().split("\n").length > 250);
    expect(long).toEqual([]);
  });

  it("have kebab-case names", () => {
    const odd = sourceFiles.filter((path) => !/^src(\/[a-z0-9]+(-[a-z0-9]+)*)+\.ts$/.test(path));
    expect(odd).toEqual([]);
  });

  it("do not need each other in a circle at run time", () => {
    const state = new Map<string, "open" | "done">();
    const circles: string[] = [];
    const visit = (path: string, trail: string[]): void => {
      if (state.get(path) === "done") return;
      if (state.get(path) === "open") {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
        return;
      }
      state.set(path, "open");
      for (const { specifier, typeOnly } of importsOf(path)) {
        if (!typeOnly && specifier.startsWith(".")) visit(resolve(path, specifier), [...trail, path]);
      }
      state.set(path, "done");
    };
    for (const path of sourceFiles) visit(path, []);
    expect(circles).toEqual([]);
  });

  it("hide no declared type from the package: ambient files stay ambient", () => {
    for (const path of filesBelow("src", ".d.ts")) expect(importsOf(path).filter((line) => !line.typeOnly)).toEqual([]);
  });
});
