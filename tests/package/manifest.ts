import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../../", import.meta.url));

interface Target {
  types: string;
  default: string;
}

interface Manifest {
  name: string;
  version: string;
  license: string;
  type: string;
  sideEffects: boolean;
  files: string[];
  main: string;
  types: string;
  exports: Record<string, string | { import: Target; require: Target }>;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
}

export const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** A public subpath: how it is imported, its source and its built files. */
export interface Entry {
  subpath: string;
  specifier: string;
  source: string;
  import: Target;
  require: Target;
}

export const entries: Entry[] = Object.entries(manifest.exports).flatMap(([subpath, target]) =>
  typeof target === "string"
    ? []
    : [
        {
          subpath,
          specifier: subpath.replace(/^\./, manifest.name),
          source: target.import.default.replace(/^\.\/dist\/(.*)\.js$/, "src/$1.ts"),
          import: target.import,
          require: target.require,
        },
      ],
);

/** Paths of the files below a folder, relative to the root of the repository, with "/" on every system. */
export function filesBelow(folder: string, suffix: string): string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith(suffix))
    .map((file) => relative(root, join(file.parentPath, file.name)).split(sep).join("/"))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The source files that are written for the package: declarations of untyped packages are left out. */
export const sourceFiles: string[] = filesBelow("src", ".ts").filter((path) => !path.endsWith(".d.ts"));
