import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";

const names = (variable: string, otherwise: string) =>
  (process.env[variable] ?? otherwise).split(",").filter((name) => name !== "");

/** The tests of the folders or files named, without types: what functions compute. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      include: names("MUTATION_TESTS", "numeric").map((name) => `tests/${name}{/**/*,}.test.ts`),
      exclude: names("MUTATION_SKIP", "").map((name) => `tests/**/*${name}*.test.ts`),
      typecheck: { enabled: false },
      bail: 1,
    },
  }),
);
