import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toColumns } from "../../src/dataset/columns.ts";
import { parseLossTable } from "../../src/dataset/loss-table.ts";
import { parseModelTable } from "../../src/dataset/model-table.ts";
import type { ModelRecord } from "../../src/dataset/records.ts";
import { finalRuns, parseRoutedSweep } from "../../src/dataset/routed-sweep.ts";
import {
  lossObservationSchema,
  modelRecordSchema,
  routedRunSchema,
  scoredModelSchema,
  validateRecords,
} from "../../src/dataset/schema.ts";
import { parseScoreTable } from "../../src/dataset/score-table.ts";
import { trendSeries } from "../../src/dataset/trend-series.ts";
import { sharedPath } from "./shared.ts";

const text = (name: string): string => {
  const path = sharedPath(name);
  return path === null ? "" : readFileSync(path, "utf8");
};

const here = sharedPath("data/epoch-all-systems-2024-11.csv") !== null;

/** How many records have something in a field. */
const filled = (records: readonly ModelRecord[], field: keyof ModelRecord): number =>
  records.filter((record) => {
    const value = record[field];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
  }).length;

interface OracleSeries {
  names: string[];
  dates: string[];
  x: number[];
  y: number[];
}

/** The oracles' order: by date, then value, then name. */
function inOracleOrder(
  records: readonly ModelRecord[],
  field: "parameters" | "trainingComputeFlop",
  names: readonly string[],
) {
  const wanted = new Set(names);
  const { year, value, label, index } = trendSeries(records, field, { where: (record) => wanted.has(record.name) });
  return index
    .map((at, i) => ({ date: records[at]!.publicationDate, x: year[i]!, y: Math.log10(value[i]!), name: label[i]! }))
    .sort((a, b) => a.x - b.x || a.y - b.y || (a.name < b.name ? -1 : 1));
}

describe.skipIf(!here)("Epoch's file of November 2024", () => {
  const { records, rejected, warnings } = parseModelTable(
    here ? text("data/epoch-all-systems-2024-11.csv") : "Model,Date\na,",
  );

  it("has 1755 systems, each with a day", () => {
    expect(records).toHaveLength(1755);
    expect(records.every((record) => record.datePrecision === "day")).toBe(true);
    expect(records.filter((record) => record.publicationDate?.endsWith("-01"))).toHaveLength(201);
    expect(records.filter((record) => record.publicationDate?.endsWith("-01-01"))).toHaveLength(41);
  });

  it.each<[keyof ModelRecord, number]>([
    ["parameters", 1150],
    ["trainingComputeFlop", 782],
    ["trainingCostUsd", 168],
    ["citations", 1183],
    ["notability", 905],
    ["confidence", 1282],
    ["domains", 1754],
    ["tasks", 1755],
    ["organizations", 1735],
    ["countries", 1733],
    ["accessibility", 1093],
    ["baseModel", 162],
    ["trainingHardware", 461],
    ["trainingTimeHours", 284],
    ["hardwareUtilization", 51],
    ["frontier", 153],
    ["trainingComputeLowerFlop", 11],
    ["trainingComputeUpperFlop", 1],
  ])("fills %s in %i records", (field, count) => {
    expect(filled(records, field)).toBe(count);
  });

  it("loses two zeros, and says so", () => {
    expect([filled(records, "trainingDatasetSize"), filled(records, "finetuneComputeFlop")]).toEqual([739, 54]);
    expect(rejected.map((each) => [each.field, each.value])).toEqual([
      ["trainingDatasetSize", "0"],
      ["finetuneComputeFlop", "0"],
    ]);
    expect(warnings.map((warning) => warning.code)).toEqual(["DUPLICATE_NAMES", "ROWS_REJECTED"]);
  });

  it("has the levels of confidence that were counted by hand", () => {
    const levels = new Map<string | null, number>();
    for (const { confidence } of records) levels.set(confidence, (levels.get(confidence) ?? 0) + 1);
    expect(Object.fromEntries(levels)).toEqual({
      null: 473,
      Confident: 456,
      Unknown: 267,
      Unverified: 258,
      Likely: 197,
      Speculative: 103,
      Wrong: 1,
    });
  });

  it("has lists without repeated or untidy entries", () => {
    expect(records.filter((record) => record.domains.length > 1)).toHaveLength(174);
    for (const record of records) {
      for (const list of [record.countries, record.organizations, record.domains, record.tasks]) {
        expect(new Set(list).size).toBe(list.length);
        for (const entry of list) expect(entry).toBe(entry.trim().replace(/\s+/g, " "));
      }
    }
  });

  it("gives the oracle's series of notable language models to June 2022", () => {
    const oracle: OracleSeries = JSON.parse(text("oracle/trends.json")).datasets.pcd2024_params_language;
    const points = inOracleOrder(records, "parameters", oracle.names);
    expect(points.map((point) => point.date)).toEqual(oracle.dates);
    for (const [i, point] of points.entries()) {
      expect(point.x).toBeCloseTo(oracle.x[i]!, 10);
      expect(point.y).toBeCloseTo(oracle.y[i]!, 10);
    }
  });

  it("passes its own schema", () => {
    expect(validateRecords(modelRecordSchema, records)).toEqual({ records, rejected: [] });
  });
});

describe.skipIf(!here)("the files of 2022", () => {
  it("February: 123 systems, all with compute, three named by their reference", () => {
    const { records, rejected } = parseModelTable(text("data/compute-trends-2022-02.csv"));
    expect([records.length, rejected.length]).toEqual([123, 0]);
    expect([filled(records, "trainingComputeFlop"), filled(records, "parameters"), filled(records, "domains")]).toEqual(
      [123, 105, 120],
    );
    const named = records.filter((record) => record.name === record.reference).map((record) => record.name);
    expect(named.filter((name) => name.includes(" "))).toHaveLength(3);
  });

  it("February: the oracle's 118 points", () => {
    const { records } = parseModelTable(text("data/compute-trends-2022-02.csv"));
    const oracle: OracleSeries = JSON.parse(text("oracle/trends.json")).datasets.p1_2022_compute_all118;
    const points = new Set(
      inOracleOrder(records, "trainingComputeFlop", oracle.names).map(({ date, y }) => `${date} ${y.toFixed(9)}`),
    );
    expect(oracle.dates.filter((date, i) => !points.has(`${date} ${oracle.y[i]!.toFixed(9)}`))).toEqual([]);
  });

  it("June: 501 rows; one date with month 15 and two sizes of zero are rejected", () => {
    const { records, rejected } = parseModelTable(text("data/model-sizes-2022-06.csv"));
    expect(records).toHaveLength(501);
    expect(rejected.map((each) => [each.field, each.value])).toEqual([
      ["publicationDate", "01/15/1998"],
      ["parameters", "0.00E+00"],
      ["parameters", "0.00E+00"],
    ]);
    const precisions = records.map((record) => record.datePrecision);
    expect(precisions.filter((precision) => precision === "month")).toHaveLength(36);
    expect(precisions.filter((precision) => precision === "day")).toHaveLength(464);
    expect([filled(records, "parameters"), filled(records, "trainingComputeFlop")]).toEqual([247, 137]);
    expect(filled(records, "citations")).toBe(474 - 3);
    const domains = new Set(records.flatMap((record) => record.domains));
    expect([domains.has("Vision"), domains.has("VIsion")]).toEqual([true, false]);
  });
});

describe.skipIf(!here)("the other tables", () => {
  it("routed sweep: 223 runs, all final, with the missing losses that were counted", () => {
    const { runs, rejected } = parseRoutedSweep(text("data/routed-sweep-final.csv"));
    expect([runs.length, rejected.length, finalRuns(runs).length]).toEqual([223, 0, 223]);
    const { dropped } = toColumns(runs, { pile: (run) => run.losses["pile"], loss: (run) => run.losses["validation"] });
    expect(dropped.map(({ row }) => runs[row]!.sweepId)).toEqual([82, 83, 84, 128, 140, 165, 166, 191]);
    expect(runs.filter((run) => run.losses["c4"] === null).map((run) => run.sweepId)).toEqual([128]);
    expect(runs.filter((run) => run.step !== 249000).map((run) => [run.sweepId, run.step])).toEqual([
      [17, 250000],
      [112, 248000],
    ]);
    expect(validateRecords(routedRunSchema, runs).rejected).toEqual([]);
  });

  it("Chinchilla: 245 points, 5 flagged", () => {
    const { observations, rejected } = parseLossTable(text("data/chinchilla-points.csv"));
    expect([observations.length, rejected.length]).toEqual([245, 0]);
    expect(observations.filter((each) => each.outlier)).toHaveLength(5);
    expect(validateRecords(lossObservationSchema, observations).rejected).toEqual([]);
  });

  it("densing: 493 models, 17 benchmarks, no densities among them", () => {
    const { models, rejected } = parseScoreTable(text("data/densing-models.csv"));
    expect([models.length, rejected.length]).toEqual([493, 0]);
    expect(Object.keys(models[0]!.scores)).toHaveLength(17);
    expect(models.filter((model) => model.scores["MMLU"] !== null)).toHaveLength(313);
    expect(models.filter((model) => model.parameters !== null)).toHaveLength(311);
    expect(models.filter((model) => model.tokens !== null)).toHaveLength(218);
    expect(models.filter((model) => model.releaseDate !== null)).toHaveLength(385);
    expect(validateRecords(scoredModelSchema, models).rejected).toEqual([]);
  });
});
