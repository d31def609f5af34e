import { describe, expect, it } from "vitest";
import { parseModelTable } from "../../src/dataset/model-table.ts";
import { only } from "./only-model.ts";

describe("parseModelTable reads numbers", () => {
  const read = (cell: string) => parseModelTable(`Model,Date,Parameters\nA,2020,"${cell}"\n`);

  it.each([
    ["405000000000.00", 4.05e11],
    ["4.0E+01", 40],
    ["5.0000000001e+25", 5.0000000001e25],
    [" 7 ", 7],
    ["\u00a07\u200b", 7],
    [".5", 0.5],
    ["+3", 3],
    ["$1,234.50", 1234.5],
  ])("%j", (cell, value) => {
    expect(read(cell).records[0]?.parameters).toBe(value);
    expect(read(cell).rejected).toEqual([]);
  });

  it.each(["", " ", "NaN", "Unknown", "unknown", "N/A", "NA", "n/a", "-", "\u200b"])("and no number in %j", (cell) => {
    expect(read(cell)).toMatchObject({ records: [{ parameters: null }], rejected: [] });
  });

  it.each([
    "abc",
    "400.0, 700.0",
    "1,000",
    "1-2e10",
    "-5",
    "0",
    "0.0",
    "Infinity",
    "-inf",
    "0x10",
    "1e999",
    "5B",
    "1 000",
  ])("and rejects %j", (cell) => {
    const { records, rejected } = read(cell);
    expect(records[0]?.parameters).toBeNull();
    expect(rejected).toMatchObject([{ row: 1, field: "parameters", value: cell }]);
    expect(rejected[0]?.message).toBe(
      `Expected a number above 0 in "Parameters" but got ${JSON.stringify(cell)} (line 2)`,
    );
  });

  it("with 0 citations but no utilisation above 1", () => {
    const csv = "Model,Date,Citations,Hardware utilization (MFU)\nA,2020,0.00,0.4\nB,2020,-1,72.0\n";
    const { records, rejected } = parseModelTable(csv);
    expect(records.map((record) => [record.citations, record.hardwareUtilization])).toEqual([
      [0, 0.4],
      [null, null],
    ]);
    expect(rejected.map((each) => [each.row, each.field])).toEqual([
      [2, "citations"],
      [2, "hardwareUtilization"],
    ]);
  });
});

describe("parseModelTable reads text", () => {
  it("without invisible characters, line breaks and outer blanks", () => {
    expect(only("Model,Date", '" Big\u00a0\nNet\u200b ",2020')?.name).toBe("Big Net");
  });

  it("as lists with commas inside quotes kept, blanks left out and each entry once", () => {
    const cell = '"EleutherAI,""Booz Allen, McLean"",EleutherAI,,""Delhi\n"""';
    expect(only("Model,Date,Organization", `A,2020,${cell}`)?.organizations).toEqual([
      "EleutherAI",
      "Booz Allen, McLean",
      "Delhi",
    ]);
  });

  it("and takes a reference for a missing name, but nothing for both", () => {
    const csv = "System,Reference,Date\n,A title,2020\nB,,2020\n,,2021\nN/A,Another,2020\n";
    const { records, rejected } = parseModelTable(csv);
    expect(records.map((record) => record.name)).toEqual(["A title", "B", "Another"]);
    expect(rejected).toEqual([
      { row: 3, field: null, value: ",,2021", message: "Expected a name or a reference but got neither (line 4)" },
    ]);
  });
});
