import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";

it("fuzzes every public function once", () => {
  const recorded = readFileSync(new URL("../package/fixtures/api.txt", import.meta.url), "utf8");
  const functions = new Set(Array.from(recorded.matchAll(/^ {2}function (\w+)$/gm), ([, name]) => name));
  expect(catalogue.map((each) => each.name).sort()).toEqual([...functions].sort());
});
