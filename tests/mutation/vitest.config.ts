import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";

/** Folders of tests, with commas; `-` before a folder or a file leaves it out: `trends,-trends/trend-mixture.test.ts`. */
const named = (process.env["MUTATION_TESTS"] ?? "numeric").split(",");
const inTests = (name: string): string => (name.endsWith(".ts") ? `tests/${name}` : `tests/${name}/**/*.test.ts`);

/** The tests named, without types: what functions compute. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      include: named.filter((name) => !name.startsWith("-")).map(inTests),
      exclude: named.filter((name) => name.startsWith("-")).map((name) => inTests(name.slice(1))),
      typecheck: { enabled: false },
      isolate: false,
      bail: 1,
    },
  }),
);
