import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

interface Manifest {
  exports: Record<string, string | { import: { default: string } }>;
}

const manifest: Manifest = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));

/** The source file of each subpath: "./dist/trends/index.js" comes from "src/trends/index.ts". */
const publicEntries = Object.values(manifest.exports)
  .filter((target) => typeof target !== "string")
  .map((target) => target.import.default.replace(/^\.\/dist\/(.*)\.js$/, "src/$1.ts"));

// Every source file is an output file: consumers' bundlers, and runtimes without a bundler, load only what they import.
// Splitting keeps one copy of every class in both formats: without it `instanceof ScalingError` fails across subpaths.
export default defineConfig({
  entry: ["src/**/*.ts", "!src/**/*.d.ts"],
  format: ["esm", "cjs"],
  target: "es2022",
  splitting: true,
  clean: true,
  dts: { entry: publicEntries, compilerOptions: { ignoreDeprecations: "6.0" } },
});
