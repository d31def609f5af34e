import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExampleRun, runExample } from "./run-example.ts";

const folder = mkdtempSync(join(tmpdir(), "scaling-laws-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("the demo on its own table", () => {
  let run: ExampleRun;
  beforeAll(() => {
    run = runExample("demo");
  });

  test("ends well and prints only progress on the error stream", () => {
    expect(run.status).toBe(0);
    for (const line of run.errors.trim().split("\n")) expect(line).toMatch(/ \.\.\.$/);
  });

  test("has every part of the report, for compute and for parameters", () => {
    const parts = [
      "1. What was read",
      "2. Coverage",
      "3. Training compute (FLOP)",
      "4. Parameters (count)",
      "How to read this",
    ];
    for (const part of parts) expect(run.output).toContain(part);
    for (const part of ["Growth by era", "One era or two?", "By domain", "The frontier against all"]) {
      expect(run.output.split(part)).toHaveLength(3);
    }
    for (const words of ["One break: ", "sup-F", "BIC", "by organisation", "95 % interval", "Language"]) {
      expect(run.output).toContain(words);
    }
  });

  test("reads its table without a rejection", () => {
    expect(run.output).toContain("Every row and every cell that is used could be read.");
  });

  test("prints no value that is none", () => {
    expect(run.output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b|\[object/);
  });

  test("fits a terminal of 80 columns and uses no colour where there is no terminal", () => {
    for (const line of run.output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(run.output).not.toContain("\u001b");
  });

  test("says the same twice", () => {
    expect(runExample("demo").output).toBe(run.output);
  });
});

describe("the demo on a file that is none", () => {
  const cases: [name: string, path: () => string, words: RegExp][] = [
    [
      "a file that is not there",
      () => join(folder, "absent.csv"),
      /Cannot read .*absent\.csv: there is no such file\./,
    ],
    ["a folder", () => folder, /it is a folder, not a file/],
    ["an empty file", () => file("empty.csv", ""), /is not a table of models: /],
    ["another table", () => file("other.csv", "colour,weight\nred,1\nblue,2\n"), /is not a table of models: /],
    [
      "bytes that are no text",
      () => file("bytes.csv", Buffer.from([0, 255, 1, 254, 0, 0, 10])),
      /is not a table of models/,
    ],
    [
      "a table with too few systems",
      () => file("few.csv", "Model,Publication date,Training compute (FLOP)\nA,2020-01-01,1e20\n"),
      /too few systems/,
    ],
  ];
  for (const [name, path, words] of cases) {
    test(`${name} gives one plain sentence and exit code 1`, () => {
      const run = runExample("demo", path());
      expect(run.status).toBe(1);
      expect(run.output).toBe("");
      expect(run.errors.trim().split("\n")).toHaveLength(1);
      expect(run.errors).toMatch(words);
      expect(run.errors).not.toMatch(/^\s+at /m);
    });
  }
});

describe("the reproductions", () => {
  for (const example of ["compute-trends", "model-sizes"]) {
    test(`${example} asks for its file`, () => {
      const run = runExample(example);
      expect(run.status).toBe(1);
      expect(run.errors).toMatch(/^Name the file: /);
    });
  }
});
