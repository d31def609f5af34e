import { describe, expect, it } from "vitest";
import {
  modelRecordSchema,
  parseLossTable,
  parseModelTable,
  parseScoreTable,
  toColumns,
  validateRecords,
} from "../../src/dataset/index.ts";

const many = 1e5;

describe("a table of a hundred thousand columns", () => {
  it("is read, whichever of them are used", () => {
    const names = Array.from({ length: many }, (_, i) => `column ${i}`);
    const header = ["parameters", ...names, "tokens", "loss"].join(",");
    const row = ["1e9", ...names.map(() => ""), "2e10", "2.5"].join(",");
    const { observations, rejected } = parseLossTable(`${header}\n${row}\n`);
    expect(rejected).toEqual([]);
    expect(observations).toMatchObject([{ parameters: 1e9, tokens: 2e10, loss: 2.5 }]);
  });

  it("of scores gives every score its column", () => {
    const names = Array.from({ length: many / 10 }, (_, i) => `benchmark ${i}`);
    const table = `model,parameters,${names.join(",")}\na,7e9,${names.map(() => "0.5").join(",")}\n`;
    const { models } = parseScoreTable(table, { scores: names });
    expect(Object.keys(models[0]?.scores ?? {})).toEqual(names);
  });
});

describe("rows of JSON", () => {
  const [record] = parseModelTable("Model,Publication date,Parameters\na,2020-01-01,1e9\n").records;

  it("nested to any depth are refused by their field, and cost no stack", () => {
    const depth = 1e5;
    const deep: unknown = JSON.parse(`${"[".repeat(4000)}${"]".repeat(4000)}`);
    let deeper: unknown = deep;
    for (let i = 0; i < depth; i++) deeper = [deeper];
    const { records, rejected } = validateRecords(modelRecordSchema, [{ ...record, parameters: deeper }, record]);
    expect(records).toEqual([record]);
    expect(rejected).toMatchObject([{ row: 0, field: "parameters" }]);
  });

  it("of the wrong kinds are refused, each by itself", () => {
    const wrong: unknown[] = [null, 7, "text", [], true, new Date(0), () => 1, { ...record, name: 3 }];
    const { records, rejected } = validateRecords(modelRecordSchema, [...wrong, record]);
    expect(records).toEqual([record]);
    expect(new Set(rejected.map((each) => each.row)).size).toBe(wrong.length);
  });

  it("with the names of prototypes as columns make columns of those names, and touch no prototype", () => {
    const rows: { [name: string]: number }[] = [JSON.parse('{ "__proto__": 1, "constructor": 2 }')];
    const inherited = "__proto__";
    const { columns } = toColumns(rows, { constructor: "constructor", toString: (row) => row[inherited] ?? 0 });
    expect(Array.from(columns.constructor)).toEqual([2]);
    expect(Array.from(columns.toString)).toEqual([1]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it("lend a column nothing that they only inherit", () => {
    expect(() => toColumns([{ a: 1 }], { size: "toString" as "a" })).toThrow(
      expect.objectContaining({ code: "MISSING_COLUMN" }),
    );
  });
});
