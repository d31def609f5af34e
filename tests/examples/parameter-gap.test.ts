import { beforeAll, describe, expect, test } from "vitest";
import { sharedPath } from "../reference/shared.ts";
import { type ExampleRun, runExample } from "./run-example.ts";

const epoch = sharedPath("data/epoch-all-systems-2024-11.csv");
const files = [
  ["the embedded table", []] as const,
  ...(epoch === null ? [] : [["a file of Epoch AI", [epoch]] as const]),
];

describe.each(files)("the parameter-gap example on %s", (_, paths) => {
  let run: ExampleRun;
  beforeAll(() => {
    run = runExample("parameter-gap", ...paths);
  });

  test("has every part, and ends with a conclusion in words", () => {
    expect(run.status).toBe(0);
    for (const part of ["1. Sizes of", "2. Gaps found", "3. The range", "4. The same range", "5. What the answer"]) {
      expect(run.output).toContain(part);
    }
    expect(run.output).toMatch(/\n(A gap around 40B|Around 40B|No gap around 40B)/);
  });

  test("prints no value that is none, in 80 columns", () => {
    expect(run.output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b|\[object/);
    for (const line of run.output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});

const few = sharedPath("data/compute-trends-2022-02.csv");
test.skipIf(few === null)("does not take end dates with too few systems for ones without a gap", () => {
  const run = runExample("parameter-gap", few ?? "");
  expect(run.output).toMatch(/before 2022 +20 +17B to 175B +- +-/);
  expect(run.output.replaceAll("\n", " ")).toContain(
    "is seen at 2 of 2 end dates, each with too few systems for a p-value",
  );
});
