import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { averageTrends } from "../../examples/support/forecast-average.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";
import { sharedPath } from "../reference/shared.ts";
import { type ExampleRun, runExample } from "./run-example.ts";

const folder = mkdtempSync(join(tmpdir(), "scaling-laws-"));
afterAll(() => rmSync(folder, { recursive: true }));

function looksWell({ status, output }: ExampleRun): void {
  expect(status).toBe(0);
  expect(output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b|\[object/);
  expect(output).not.toContain("\u001b");
  for (const line of output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
}

describe("the forecast on the embedded table", () => {
  let run: ExampleRun;
  beforeAll(() => {
    run = runExample("forecast");
  });

  test("has a projection, years and a back-test for both quantities, in 80 columns", () => {
    looksWell(run);
    for (const part of ["weight", "When a value is reached", "Forecasts tested on the past", "apart", "inside 95 %"]) {
      expect(run.output.split(part).length).toBeGreaterThanOrEqual(3);
    }
    for (const shape of ["one line", "a kink", "a jump", "averaged"]) expect(run.output).toContain(shape);
    for (const line of run.errors.trim().split("\n")) expect(line).toMatch(/ \.\.\.$/);
  });

  test("says the same twice", () => {
    expect(runExample("forecast").output).toBe(run.output);
  });
});

describe("the forecast on another file", () => {
  const epoch = sharedPath("data/epoch-all-systems-2024-11.csv");
  test.skipIf(epoch === null)("reads Epoch's database", () => {
    const run = runExample("forecast", epoch ?? "");
    looksWell(run);
    expect(run.output).toContain("Training compute of ");
  });

  test("says in one sentence that there are too few systems", () => {
    const path = join(folder, "few.csv");
    writeFileSync(path, "Model,Publication date,Training compute (FLOP)\nA,2020-01-01,1e20\n");
    const run = runExample("forecast", path);
    expect(run.status).toBe(1);
    expect(run.output).toBe("");
    expect(run.errors).toMatch(/too few systems to forecast from/);
  });
});

describe("the average of shapes", () => {
  test("is the line alone where the others have no weight", () => {
    // Scatter with no pattern in the years: BIC charges a break two numbers more.
    const year = Array.from({ length: 60 }, (_, i) => 2010 + i / 5);
    const value = year.map((at, i) => 10 ** (0.5 * (at - 2010) + 0.4 * Math.sin(77 * i)));
    const averaged = averageTrends({ year, value });
    const weight = averaged.shapes[0]?.weight ?? 0;
    expect(weight).toBeGreaterThan(0.9);
    const { estimate, lower } = predictTrend(fitTrend({ year, value }), 2024, { of: "observation" });
    const at = averaged.at(2024, "observation");
    expect(at?.median).toBeCloseTo(Math.log10(estimate ?? 1), 1);
    expect(at?.lower).toBeCloseTo(Math.log10(lower ?? 1), 0);
  });
});
