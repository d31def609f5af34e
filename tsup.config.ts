import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "tsup";

interface Manifest {
  exports: Record<string, string | { import: { default: string } }>;
}

const manifest: Manifest = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));

/** The source file of each subpath: "./dist/trends/index.js" comes from "src/trends/index.ts". */
const publicEntries = Object.values(manifest.exports)
  .filter((target) => typeof target !== "string")
  .map((target) => target.import.default.replace(/^\.\/dist\/(.*)\.js$/, "src/$1.ts"));

/** Data of a paper each: as modules of their own a consumer's bundler drops those that are not asked for. */
const papers = readdirSync(new URL("./src/published/", import.meta.url)).map((name) => `src/published/${name}`);

/** What loads a package: as modules of their own they bring it to nobody who does not use it. */
const loaders = ["src/numeric/nonlinear-least-squares.ts", "src/loss-laws/parabola.ts", "src/dataset/schema.ts"];

// One module for what a set of subpaths shares: few files to load, and one copy of every class in both formats. Without
// splitting `instanceof ScalingError` fails across subpaths.
export default defineConfig({
  entry: [...new Set([...publicEntries, ...papers, ...loaders])],
  format: ["esm", "cjs"],
  target: "es2022",
  splitting: true,
  clean: true,
  dts: { entry: publicEntries, compilerOptions: { ignoreDeprecations: "6.0" } },
});
