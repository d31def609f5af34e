import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { requireBuild } from "./consumer.ts";
import { root } from "./manifest.ts";

/** What a fresh Node process has loaded from node_modules after importing an entry as CommonJS, where every file is listed. */
function packagesLoadedBy(entry: string): string[] {
  const code = `require("scaling-laws/${entry}");
const names = Object.keys(require.cache).map((path) => /node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/.exec(path)?.[1]);
console.log(JSON.stringify([...new Set(names.filter(Boolean))].sort()));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", code], { cwd: root, encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

describe("a fresh process that imports", () => {
  requireBuild();
  for (const entry of ["errors", "statistics", "trends", "parameter-gap", "published", "report", "charts"]) {
    it(`scaling-laws/${entry} loads no package`, () => {
      expect(packagesLoadedBy(entry)).toEqual([]);
    });
  }

  it("scaling-laws/dataset loads zod alone", () => {
    expect(packagesLoadedBy("dataset")).toEqual(["zod"]);
  });
});
