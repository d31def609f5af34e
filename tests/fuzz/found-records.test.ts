import { describe, expect, it } from "vitest";
import {
  modelRecordSchema,
  parseModelTable,
  toColumns,
  trendSeries,
  validateRecords,
  valueCoverage,
} from "../../src/dataset/index.ts";
import { augment } from "../../src/report/index.ts";
import { expectRefused, hostile } from "./expect-refused.ts";
import { trends } from "./sample-laws.ts";

const { records } = parseModelTable("Model,Publication date,Domain,Parameters\nGPT-3,2020-05-28,Language,1.75e11\n");

describe("what the fuzz found, by cause: records", () => {
  it("arrays that are long by their length only are refused at once, with or without a last entry", () => {
    const last = Object.assign([], { [2 ** 30]: records[0] });
    const lists: (typeof records)[number][][] = [new Array(2 ** 32 - 1), last];
    for (const long of lists) {
      expectRefused([
        ["UNSUPPORTED_TYPE", () => toColumns(long, { size: "parameters" })],
        ["UNSUPPORTED_TYPE", () => trendSeries(long, "parameters")],
        ["UNSUPPORTED_TYPE", () => valueCoverage(long, "parameters", { by: "domain" })],
        ["UNSUPPORTED_TYPE", () => validateRecords(modelRecordSchema, long)],
        ["UNSUPPORTED_TYPE", () => validateRecords(modelRecordSchema, [{ ...records[0], domains: long }])],
      ]);
    }
    expect(toColumns(records.slice(1), { size: "parameters" }).index).toEqual([]);
  });

  it("a law whose kind has no text is no key of a table", () => {
    const law = { ...trends[0]!, kind: hostile({ toString: null, valueOf: null }) };
    expectRefused([["INVALID_OPTION", () => augment(law, [], () => 1)]]);
  });
});
