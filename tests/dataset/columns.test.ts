import { describe, expect, it } from "vitest";
import { toColumns } from "../../src/dataset/columns.ts";
import { valueCoverage } from "../../src/dataset/coverage.ts";
import { parseModelTable } from "../../src/dataset/model-table.ts";
import { trendSeries } from "../../src/dataset/trend-series.ts";
import { refusal } from "./refusal.ts";

const csv = `Model,Publication date,Domain,Parameters,Training compute (FLOP)
A,2012-09-30,Vision,6e7,4.7e17
B,2019-02-14,"Language,Vision",1.5e9,
C,,Language,1e9,1e20
D,2020,,,
E,2020-07-02,Language,1.75e11,3.1e23
`;
const { records } = parseModelTable(csv);

describe("toColumns", () => {
  it("keeps the rows that have every column, and lists what the others lack", () => {
    const { columns, index, dropped } = toColumns(records, {
      parameters: "parameters",
      logFlop: (record) => (record.trainingComputeFlop === null ? null : Math.log10(record.trainingComputeFlop)),
    });
    expect(columns.parameters).toEqual(Float64Array.of(6e7, 1e9, 1.75e11));
    expect(columns.logFlop[1]).toBe(20);
    expect(index).toEqual([0, 2, 4]);
    expect(dropped).toEqual([
      { row: 1, column: "logFlop" },
      { row: 3, column: "parameters" },
      { row: 3, column: "logFlop" },
    ]);
  });

  it("gives columns of their own, as long as they say", () => {
    const { columns } = toColumns(
      [
        { a: 1, b: null },
        { a: 2, b: 3 },
      ],
      { a: "a", b: "b" },
    );
    expect([columns.a.length, columns.a.buffer.byteLength, columns.b.length]).toEqual([1, 8, 1]);
  });

  it("drops undefined, NaN and infinite values", () => {
    const rows = [{ x: 1 }, { x: Number.NaN }, { x: Number.POSITIVE_INFINITY }, { x: undefined }, { x: 2 }];
    expect(toColumns(rows, { x: "x" })).toMatchObject({ index: [0, 4], dropped: [{ row: 1 }, { row: 2 }, { row: 3 }] });
  });

  it("makes empty columns of no rows", () => {
    expect(toColumns([], { x: (row: { x: number }) => row.x }).columns.x).toHaveLength(0);
  });

  it("holds a column named __proto__ as its own", () => {
    const { columns } = toColumns([{ x: 1 }], { ["__proto__"]: (row: { x: number }) => row.x });
    expect(Object.keys(columns)).toEqual(["__proto__"]);
  });

  it("refuses a key that no row has, and values that are no numbers", () => {
    const loose: Record<string, never>[] = JSON.parse('[{"x": "5"}]');
    expect(refusal(() => toColumns(loose, { y: "y" })).code).toBe("MISSING_COLUMN");
    expect(refusal(() => toColumns(loose, { x: "x" }))).toEqual({
      code: "UNSUPPORTED_TYPE",
      message: 'Expected a number or null but got "5" (at rows[0].x)',
    });
    expect(refusal(() => toColumns(JSON.parse("{}"), { x: "x" })).code).toBe("UNSUPPORTED_TYPE");
  });
});

describe("trendSeries", () => {
  it("gives years, values, labels and indices, and the reasons for what is left out", () => {
    const { year, value, label, index, dropped } = trendSeries(records, "parameters");
    expect(Array.from(year)).toEqual([2012 + 273 / 366, 2019 + 44 / 365, 2020 + 183 / 366]);
    expect(Array.from(value)).toEqual([6e7, 1.5e9, 1.75e11]);
    expect(label).toEqual(["A", "B", "E"]);
    expect(index).toEqual([0, 1, 4]);
    expect(dropped).toEqual([
      { row: 2, reason: "no publication date" },
      { row: 3, reason: "no value" },
    ]);
  });

  it("takes a function for the field and where for the records", () => {
    const where = (record: { domains: string[] }) => record.domains.includes("Language");
    const series = trendSeries(records, (record) => (record.parameters ?? 0) - 1e9, { where });
    expect(series.label).toEqual(["B", "E"]);
    expect(series.dropped).toEqual([{ row: 2, reason: "not above zero" }]);
  });

  it("changes nothing in the records", () => {
    const before = structuredClone(records);
    trendSeries(records, "parameters");
    expect(records).toEqual(before);
  });

  it("refuses unknown fields, text and dates that are no days", () => {
    interface Loose {
      name: string;
      publicationDate: string;
      x: number;
      y: number;
      z: number;
    }
    const loose: Loose[] = JSON.parse('[{"name": "a", "publicationDate": "2020", "x": 1, "y": "1"}]');
    expect(refusal(() => trendSeries(loose, "z")).code).toBe("MISSING_COLUMN");
    expect(refusal(() => trendSeries(loose, "y")).message).toContain("records[0].y");
    expect(refusal(() => trendSeries(loose, "x"))).toMatchObject({
      code: "INVALID_DATE",
      message: expect.stringContaining("records[0].publicationDate"),
    });
  });
});

describe("valueCoverage", () => {
  it("counts by year, in order of time, records without date last", () => {
    expect(valueCoverage(records, "trainingComputeFlop")).toEqual([
      { group: "2012", n: 1, withValue: 1, share: 1 },
      { group: "2019", n: 1, withValue: 0, share: 0 },
      { group: "2020", n: 2, withValue: 1, share: 0.5 },
      { group: "no date", n: 1, withValue: 1, share: 1 },
    ]);
  });

  it("counts by domain, largest first, a record in each of its domains", () => {
    expect(valueCoverage(records, "trainingComputeFlop", { by: "domain" })).toEqual([
      { group: "Language", n: 3, withValue: 2, share: 2 / 3 },
      { group: "Vision", n: 2, withValue: 1, share: 0.5 },
      { group: "no domain", n: 1, withValue: 0, share: 0 },
    ]);
  });

  it("refuses other groups", () => {
    const by = JSON.parse('"country"');
    expect(refusal(() => valueCoverage(records, "parameters", { by })).code).toBe("INVALID_OPTION");
  });
});
