import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Consumer, installTarball } from "../package/consumer.ts";
import { goldenDifferences, goldenNumbers } from "./golden.ts";
import { otherNodes, printedNumbers, writeGolden } from "./runtimes.ts";

/** The versions that the package is made for. */
const MAJORS = ["20", "22", "24"];

const own = { path: process.execPath, version: process.version };
const nodes = [own, ...otherNodes()];

for (const major of MAJORS) {
  if (nodes.some(({ version }) => version.startsWith(`v${major}.`))) continue;
  console.log(`Node ${major} is not among SCALING_LAWS_NODES; the golden numbers are not compared there.`);
}

let consumer: Consumer;
let script: string;

beforeAll(async () => {
  consumer = installTarball();
  script = await writeGolden(consumer);
});

afterAll(() => consumer?.remove());

describe("the packed package", () => {
  for (const { path, version } of nodes) {
    it(`gives the golden numbers on Node ${version}`, () => {
      const found = printedNumbers(path, [script], { cwd: consumer.folder });
      expect(goldenDifferences(goldenNumbers(), found)).toEqual([]);
    });
  }
});
