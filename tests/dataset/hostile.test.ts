import { describe, expect, it } from "vitest";
import { parseModelTable } from "../../src/dataset/model-table.ts";
import { parseRoutedSweep } from "../../src/dataset/routed-sweep.ts";
import { parseScoreTable } from "../../src/dataset/score-table.ts";

const header = "Model,Publication date,Domain,Parameters\n";
const million = 1_000_000;

/** A reader that is quadratic in any of these texts would not end within the time limit of a test. */
describe("hostile texts are read in linear time", () => {
  it("a cell of ten million characters, whatever it is meant to be", () => {
    const long = "1".repeat(10 * million);
    const { records, rejected } = parseModelTable(`${header}${long},${long},${long},${long}\n`);
    expect(records[0]?.name).toHaveLength(10 * million);
    expect(records[0]).toMatchObject({ publicationDate: null, parameters: null });
    expect(rejected.map((each) => [each.field, each.value.length])).toEqual([
      ["publicationDate", 203],
      ["parameters", 203],
    ]);
  });

  it("a cell of blanks, a cell of quotes, a cell of separators", () => {
    const blanks = `a${" ".repeat(5 * million)}b`;
    const quotes = `"${'""'.repeat(2 * million)}"`;
    const list = `"${"Vision,".repeat(million)}"`;
    const { records } = parseModelTable(`${header}${blanks},2020,,1\n${quotes},2020,,1\nx,2020,${list},1\n`);
    expect(records.map((record) => record.name.length)).toEqual([3, 2 * million, 1]);
    expect(records[2]?.domains).toEqual(["Vision"]);
  });

  it("malformed quotes before a long run of blanks, which cost a trim for every quote elsewhere", () => {
    const { records, rejected } = parseModelTable(`${header}"${'" x'.repeat(million / 2)}${" ".repeat(million)},\n`);
    expect(records).toEqual([]);
    expect(rejected).toMatchObject([{ row: 1, field: null }]);
  });

  it("a million blank lines, and a million rows of nothing but separators", () => {
    expect(parseModelTable(`${header}${"\n".repeat(million)}a,2020,,1\n`).records).toHaveLength(1);
    const { records, rejected } = parseModelTable(header + ",,,\n".repeat(million / 10));
    expect([records.length, rejected.length]).toEqual([0, million / 10]);
  });
});

describe("headers named like the properties of objects", () => {
  const names = ["__proto__", "constructor", "hasOwnProperty", "toString"];

  it("are columns like any other, and touch no prototype", () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const scores = parseScoreTable(`model,${names.join(",")}\na,0.1,0.2,0.3,0.4\n`).models[0]!.scores;
    expect(Object.entries(scores)).toEqual(names.map((name, i) => [name, (i + 1) / 10]));
    expect(Object.getPrototypeOf(scores)).toBe(Object.prototype);

    const csv = `hyper_id,step,num_experts,dense_parameter_count,loss___proto__\n1,2,3,4,5\n`;
    expect(Object.entries(parseRoutedSweep(csv).runs[0]!.losses)).toEqual([["__proto__", 5]]);

    const { records } = parseModelTable(`Model,Publication date,${names.join(",")}\na,2020,1,2,3,4\n`);
    expect(records[0]?.name).toBe("a");
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
  });

  it("are each named with their own header, value and line where many cells cannot be read", () => {
    const csv = `hyper_id,step,num_experts,dense_parameter_count,loss_a,loss_b
1,2,3,4,x,x
"2",2,3,4,"y
z",1.5
3,2,3,4,x,-1`;
    const { runs, rejected } = parseRoutedSweep(csv);
    expect(runs.map((run) => run.losses)).toEqual([
      { a: null, b: null },
      { a: null, b: 1.5 },
      { a: null, b: null },
    ]);
    const told = (row: number, name: string, value: string, line: number): object => ({
      row,
      field: `losses.${name}`,
      value,
      message: `Expected a number above 0 in "loss_${name}" but got ${JSON.stringify(value)} (line ${line})`,
    });
    expect(rejected).toEqual([
      told(1, "a", "x", 2),
      told(1, "b", "x", 2),
      told(2, "a", "y\nz", 3),
      told(3, "a", "x", 5),
      told(3, "b", "-1", 5),
    ]);
  });

  it("are no fields", () => {
    const columns = JSON.parse('{"__proto__": "Model"}');
    expect(() => parseModelTable(`${header}a,2020,,1\n`, { columns })).toThrow('but got "__proto__"');
  });
});

describe("cells that a spreadsheet would run", () => {
  it("are text", () => {
    const { records } = parseModelTable(`${header}"=HYPERLINK(""x"")",2020,,1\n+1,2020,,1\n@a,2020,-x,1\n`);
    expect(records.map((record) => record.name)).toEqual(['=HYPERLINK("x")', "+1", "@a"]);
    expect(records[2]?.domains).toEqual(["-x"]);
  });
});
