import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runExample } from "./run-example.ts";

const folder = mkdtempSync(join(tmpdir(), "scaling-laws-densing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("prints the published numbers when no file is named, in 80 columns", () => {
  const { status, output } = runExample("densing");
  expect(status).toBe(0);
  expect(output).toContain("doubling every 106.2 days (86 to 139)");
  for (const line of output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

it("works on a small table in percent, and says that it is", () => {
  const rows = ["model,family,release_date,parameters_B,TEST"];
  for (const size of [1, 2, 4, 8, 16, 32]) rows.push(`ref-${size},Ref,2022-01-01,${size},${20 + 10 * Math.log2(size)}`);
  for (let k = 0; k < 12; k++)
    rows.push(`m-${k},M${k % 3},2023-${String(k + 1).padStart(2, "0")}-15,7,${42 + 2.5 * k}`);
  const path = join(folder, "scores.csv");
  writeFileSync(path, rows.join("\n"));
  const { status, output, errors } = runExample("densing", path);
  expect(errors).not.toContain("Error");
  expect(status).toBe(0);
  expect(output).toContain("The scores are in percent; they are read as fractions.");
  expect(output).toMatch(/line through the records +\d+/);
});

it("ends with one sentence where the file does not do", () => {
  const path = join(folder, "small.csv");
  writeFileSync(path, "model,release_date,parameters_B,TEST\na,2023-01-01,7,0.5\n");
  const { status, errors } = runExample("densing", path);
  expect(status).toBe(1);
  expect(errors.trim().split("\n").pop()).toContain("No family has 5 sizes");
  expect(runExample("densing", join(folder, "nothing.csv")).errors).toContain("there is no such file");
});
