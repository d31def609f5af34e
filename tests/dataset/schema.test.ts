import { describe, expect, it } from "vitest";
import { parseModelTable } from "../../src/dataset/model-table.ts";
import {
  lossObservationSchema,
  modelRecordSchema,
  routedRunSchema,
  scoredModelSchema,
  validateRecords,
} from "../../src/dataset/schema.ts";
import { refusal } from "./refusal.ts";

const [model] = parseModelTable("Model,Publication date,Parameters\nA,2020-05-01,1e9\n").records;
const messages = (...rows: unknown[]) =>
  validateRecords(modelRecordSchema, rows).rejected.map((each) => [each.row, each.field, each.message]);

describe("validateRecords", () => {
  it("gives back what the parsers made", () => {
    expect(validateRecords(modelRecordSchema, [model])).toEqual({ records: [model], rejected: [] });
    const run = { sweepId: 1, step: 2, seed: null, router: null, parameters: 3, totalParameters: null, experts: 1 };
    const rest = {
      expertsPerToken: null,
      routingFrequency: 0.5,
      flopPerStep: null,
      losses: { validation: null, c4: 2 },
    };
    expect(validateRecords(routedRunSchema, [{ ...run, ...rest }]).records).toHaveLength(1);
    expect(validateRecords(lossObservationSchema, [{ parameters: 1, tokens: 2, loss: 3 }]).records).toHaveLength(1);
    const scored = {
      name: "a",
      family: null,
      releaseDate: "2020-02-29",
      parameters: 1,
      tokens: null,
      scores: { x: -1 },
    };
    expect(validateRecords(scoredModelSchema, [scored]).records).toEqual([scored]);
  });

  it("says in plain English what is wrong, where", () => {
    expect(messages(model, { ...model, parameters: "abc" })).toEqual([
      [1, "parameters", 'Expected a number but got "abc" (at records[1].parameters)'],
    ]);
    expect(
      messages({ ...model, name: "", parameters: 0, citations: -1, hardwareUtilization: 72, domains: ["a", 5] }),
    ).toEqual([
      [0, "name", 'Expected text that is not empty but got "" (at records[0].name)'],
      [0, "domains.1", "Expected text but got 5 (at records[0].domains[1])"],
      [0, "parameters", "Expected a number above 0 but got 0 (at records[0].parameters)"],
      [0, "citations", "Expected a number of at least 0 but got -1 (at records[0].citations)"],
      [0, "hardwareUtilization", "Expected a number of at most 1 but got 72 (at records[0].hardwareUtilization)"],
    ]);
    expect(messages({ ...model, publicationDate: "2021-02-29", datePrecision: "week" })).toEqual([
      [0, "publicationDate", 'Expected a day as yyyy-mm-dd but got "2021-02-29" (at records[0].publicationDate)'],
      [0, "datePrecision", 'Expected one of "day", "month", "year" but got "week" (at records[0].datePrecision)'],
    ]);
  });

  it("lets neither NaN nor Infinity nor undefined pass", () => {
    expect(
      messages({ ...model, parameters: Number.NaN, epochs: Number.POSITIVE_INFINITY, frontier: undefined }),
    ).toEqual([
      [0, "parameters", "Expected a number but got NaN (at records[0].parameters)"],
      [0, "epochs", "Expected a number but got Infinity (at records[0].epochs)"],
      [0, "frontier", "Expected true or false but got nothing (at records[0].frontier)"],
    ]);
  });

  it("takes no value for a record", () => {
    expect(messages(null, 5, "x", []).map(([, field, message]) => [field, message])).toEqual([
      [null, "Expected an object but got null (at records[0])"],
      [null, "Expected an object but got 5 (at records[1])"],
      [null, 'Expected an object but got "x" (at records[2])'],
      [null, "Expected an object but got a list (at records[3])"],
    ]);
  });

  it("leaves out what the schema does not know, and no prototype is touched", () => {
    const row = JSON.parse('{"parameters": 1, "tokens": 2, "loss": 3, "extra": 4, "__proto__": {"polluted": true}}');
    const { records } = validateRecords(lossObservationSchema, [row]);
    expect(records).toEqual([{ parameters: 1, tokens: 2, loss: 3 }]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("refuses what is no array", () => {
    expect(refusal(() => validateRecords(lossObservationSchema, JSON.parse("{}"))).code).toBe("UNSUPPORTED_TYPE");
  });
});
