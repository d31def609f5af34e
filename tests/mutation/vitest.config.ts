import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";

const folders = (process.env["MUTATION_TESTS"] ?? "numeric").split(",");

/** The tests of the folders named, without types: what functions compute. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      include: folders.map((folder) => `tests/${folder}/**/*.test.ts`),
      typecheck: { enabled: false },
      bail: 1,
    },
  }),
);
