import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Consumer, installTarball } from "./consumer.ts";
import { entries, manifest } from "./manifest.ts";
import { publicNames } from "./public-names.ts";

let consumer: Consumer;

beforeAll(() => {
  consumer = installTarball();
  writeFileSync(join(consumer.folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
});

afterAll(() => consumer?.remove());

/** Runs a script of the consumer's; what it prints is JSON. */
function run(file: string, text: string): unknown {
  writeFileSync(join(consumer.folder, file), text);
  const printed = execFileSync(process.execPath, [file], { cwd: consumer.folder, encoding: "utf8", stdio: "pipe" });
  return JSON.parse(printed);
}

const valueNames = (): Record<string, string[]> =>
  Object.fromEntries(
    [...publicNames()].map(([subpath, list]) => [
      subpath.replace(/^\./, manifest.name),
      list.filter((each) => each.kind !== "type").map((each) => each.name),
    ]),
  );

describe("the packed files", () => {
  it("are the documents that belong in a package, and dist", () => {
    const rest = consumer.files.filter((path) => !path.startsWith("dist/"));
    expect(rest).toEqual(["CHANGELOG.md", "CITATION.cff", "LICENSE", "README.md", "package.json"]);
  });

  it("hold code and types in both module systems, and nothing else", () => {
    for (const { import: esm, require: cjs } of entries) {
      for (const target of [esm, cjs]) {
        expect(consumer.files).toContain(target.default.replace("./", ""));
        expect(consumer.files).toContain(target.types.replace("./", ""));
      }
    }
    const odd = consumer.files.filter((path) => path.startsWith("dist/") && !/\.(c?js|d\.c?ts)$/.test(path));
    expect(odd).toEqual([]);
    expect(consumer.files.filter((path) => /^dist\/[a-z-]+\.d\.(js|cjs)$/.test(path))).toEqual([]);
  });

  it("have types for the public subpaths only", () => {
    const types = consumer.files.filter((path) => path.endsWith(".d.ts") && !/-[\w-]{8}\.d\.ts$/.test(path));
    expect(types).toEqual(entries.map((entry) => entry.import.types.replace("./", "")).sort());
  });

  it("keep numeric to the package", () => {
    expect(() => run("internal.cjs", `require("${manifest.name}/numeric/random")`)).toThrow(
      /ERR_PACKAGE_PATH_NOT_EXPORTED/,
    );
  });
});

describe("an installed package", () => {
  it("gives every public value to ES modules", () => {
    const list = JSON.stringify(entries.map((entry) => entry.specifier));
    const names = run(
      "names.mjs",
      `const names = {};
      for (const path of ${list}) names[path] = Object.keys(await import(path)).sort();
      console.log(JSON.stringify(names));`,
    );
    expect(names).toEqual(valueNames());
  });

  it("gives every public value to CommonJS", () => {
    const list = JSON.stringify(entries.map((entry) => entry.specifier));
    const names = run(
      "names.cjs",
      `const names = {};
      for (const path of ${list}) names[path] = Object.keys(require(path)).sort();
      console.log(JSON.stringify(names));`,
    );
    expect(names).toEqual(valueNames());
  });

  const refusals = `[
    () => trends.fitTrend({ year: [2020], value: [1] }),
    () => dataset.decimalYear("no date"),
    () => statistics.parseFit("{}", "trend"),
  ]`;
  const isOne = `const withErrors = all.filter((each) => !("sevilla2022" in each));
  for (const refused of ${refusals}) {
    try { refused(); found.push("nothing thrown"); } catch (error) {
      found.push(withErrors.every((each) => error instanceof each.ScalingError));
    }
  }
  console.log(JSON.stringify(found));`;

  it("has one ScalingError across the subpaths of CommonJS", () => {
    const found = run(
      "one-error.cjs",
      `const all = ${JSON.stringify(entries.map((entry) => entry.specifier))}.map((path) => require(path));
      const [trends, dataset, statistics] = ["trends", "dataset", "statistics"].map((name) => require("${manifest.name}/" + name));
      const found = [];
      ${isOne}`,
    );
    expect(found).toEqual([true, true, true]);
  });

  it("has one ScalingError across the subpaths of ES modules", () => {
    const found = run(
      "one-error.mjs",
      `const all = await Promise.all(${JSON.stringify(entries.map((entry) => entry.specifier))}.map((path) => import(path)));
      const [trends, dataset, statistics] = await Promise.all(["trends", "dataset", "statistics"].map((name) => import("${manifest.name}/" + name)));
      const found = [];
      ${isOne}`,
    );
    expect(found).toEqual([true, true, true]);
  });
});

const program = `
import { ScalingError, type Warning } from "${manifest.name}/errors";
import type { Estimate, Prediction } from "${manifest.name}/statistics";
import { type ModelRecord, parseModelTable, trendSeries } from "${manifest.name}/dataset";
import { doublingTime, fitPiecewiseTrend, fitTrend, type PiecewiseTrend, type Trend } from "${manifest.name}/trends";
import { summarize } from "${manifest.name}/report";
import { fitTrend as fitTrendOfRoot, published, type ModelRecord as RecordOfRoot } from "${manifest.name}";

const records: ModelRecord[] = parseModelTable("Model,Publication date,Parameters\\nA,2020-01-01,1e9").records;
const record: RecordOfRoot | undefined = records[0];
const trend: Trend = fitTrend(trendSeries(records, "parameters"), { level: 0.9 });
const slope: Estimate = trend.coefficients.slopeOomPerYear;
const months: Prediction | null = doublingTime(slope).doublingTimeMonths;
const pieces: PiecewiseTrend = fitPiecewiseTrend(trendSeries(records, "parameters"), { breaks: { count: 1 }, continuous: true });
const warnings: Warning[] = pieces.warnings;
const text: string = summarize(trend);
export const all: unknown[] = [record, months, warnings, text, fitTrendOfRoot, published, ScalingError];

// @ts-expect-error a coefficient that a trend does not have
export const wrong: Estimate = trend.coefficients.break1;
// @ts-expect-error an option that does not exist
fitTrend(trendSeries(records, "parameters"), { confidence: 0.9 });
`;

describe("the packed types", () => {
  const settings: [string, string, ts.CompilerOptions][] = [
    [
      "node16, ES modules",
      "use.mts",
      { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
    ],
    ["node16, CommonJS", "use.cts", { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 }],
    ["bundler", "use.ts", { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
  ];
  for (const [name, file, options] of settings) {
    it(`serve a strict program under ${name}`, () => {
      const path = join(consumer.folder, file);
      writeFileSync(path, program);
      const compiled = ts.createProgram([path], {
        ...options,
        target: ts.ScriptTarget.ES2022,
        lib: ["lib.es2022.d.ts"],
        types: [],
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        noEmit: true,
      });
      const found = ts.getPreEmitDiagnostics(compiled);
      expect(found.map((each) => ts.flattenDiagnosticMessageText(each.messageText, "\n"))).toEqual([]);
    });
  }

  it("do not ask a consumer for the types of an untyped package", () => {
    for (const path of consumer.files.filter((each) => each.endsWith(".d.ts"))) {
      const text = readFileSync(join(consumer.folder, "node_modules", manifest.name, path), "utf8");
      expect(text, path).not.toMatch(/from ['"](papaparse|pure-rand|ml-)/);
    }
  });
});
