import { defineConfig } from "tsup";

const publicEntries = [
  "src/index.ts",
  "src/errors.ts",
  "src/statistics/index.ts",
  "src/trends/index.ts",
  "src/dataset/index.ts",
  "src/report/index.ts",
  "src/published/index.ts",
];

// Every source file is an output file: consumers' bundlers, and runtimes without a bundler, load only what they import.
export default defineConfig({
  entry: ["src/**/*.ts", "!src/**/*.d.ts"],
  format: ["esm", "cjs"],
  target: "es2022",
  splitting: true,
  clean: true,
  dts: { entry: publicEntries, compilerOptions: { ignoreDeprecations: "6.0" } },
});
