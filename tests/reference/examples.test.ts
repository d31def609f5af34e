import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { labelSystems, type PaperGroup, paperGroups } from "../../examples/support/paper-compute-trends.ts";
import { fitLikeThePaper } from "../../examples/support/paper-fit.ts";
import { sizedSystems, sizeGroups } from "../../examples/support/paper-model-sizes.ts";
import { parseModelTable } from "../../src/dataset/index.ts";
import { compareWithPublished } from "../../src/report/index.ts";
import { doublingTime } from "../../src/trends/index.ts";
import { runExample } from "../examples/run-example.ts";
import { sharedPath } from "./shared.ts";

interface OracleGroup {
  n: number;
  slopeOOMPerYear: number;
  doublingMonths30: number;
  scaleStart: number;
  scaleEnd: number;
  r2: number;
  slopeCI: [number, number, number];
}

const paths = {
  oracle: sharedPath("oracle/trends.json"),
  compute: sharedPath("data/compute-trends-2022-02.csv"),
  sizes: sharedPath("data/model-sizes-2022-06.csv"),
  epoch: sharedPath("data/epoch-all-systems-2024-11.csv"),
};
const absent = Object.values(paths).includes(null);

function read(path: string | null): string {
  return path === null ? "" : readFileSync(path, "utf8");
}

function recordsOf(path: string | null): ReturnType<typeof parseModelTable>["records"] {
  return parseModelTable(read(path)).records;
}

/** Table, row and the group of the reference that holds the same systems. */
const EXPECTED: [table: number, row: number, config: string, group: string][] = [
  [0, 0, "T3_T4_T8_main", "Pre Deep Learning Era / All"],
  [0, 1, "T3_all_2012", "Pre Deep Learning Era / All"],
  [0, 2, "T3_all_2010", "Deep Learning Era / All"],
  [0, 3, "T3_regular_2010", "Deep Learning Era / All"],
  [0, 4, "T3_all_2012", "Deep Learning Era / All"],
  [0, 5, "T3_regular_2012", "Deep Learning Era / All"],
  [1, 0, "T4_all_2016", "Deep Learning Era / All"],
  [1, 1, "T4_all_2016", "Large Scale Era / All"],
  [1, 2, "T3_T4_T8_main", "Large Scale Era / All"],
  [1, 3, "T3_T4_T8_main", "Large Scale Era / Large Scale"],
  [2, 0, "T6_records", "Pre Deep Learning Era / All"],
  [2, 1, "T6_records", "Deep Learning Era / All"],
  [2, 2, "T6_records", "Large Scale Era / All"],
  [2, 3, "T6_records_noAlphaGoZeroMaster", "Large Scale Era / All"],
  [3, 0, "T8_2012_2017_all", "Deep Learning Era / All"],
  [3, 3, "T8_2017_2022_all", "Deep Learning Era / All"],
  [3, 4, "T8_2017_2022_split", "Large Scale Era / All"],
  [3, 5, "T8_2017_2022_split", "Large Scale Era / Large Scale"],
  [3, 6, "T8_2012_2022_all", "Deep Learning Era / All"],
  [3, 7, "T8_2012_2022_regular", "Deep Learning Era / All"],
  [3, 8, "T3_T4_T8_main", "Large Scale Era / Large Scale"],
];

describe.skipIf(absent)("compute trends computed again", () => {
  const oracle: Record<string, { groups: Record<string, OracleGroup> }> = absent
    ? {}
    : JSON.parse(read(paths.oracle)).reproduction["p1_snapshot_2022-02"];
  const tables = absent ? [] : paperGroups(recordsOf(paths.compute));

  function groupAt(table: number, row: number): PaperGroup {
    const group = tables[table]?.groups[row];
    if (group === undefined) throw new Error(`no row ${row} in table ${table}`);
    return group;
  }

  test.each(EXPECTED)("table %i, row %i holds the line of %s, %s", (table, row, config, name) => {
    const expected = oracle[config]?.groups[name];
    if (expected === undefined) throw new Error(`the reference has no ${config}, ${name}`);
    const { systems, row: printed } = groupAt(table, row);
    const fit = fitLikeThePaper(systems, 4000);
    const { slopeOomPerYear } = fit.coefficients;
    expect(systems).toHaveLength(expected.n);
    expect(slopeOomPerYear.estimate / expected.slopeOOMPerYear - 1).toBeCloseTo(0, 8);
    expect((fit.goodness.rSquared ?? 0) / expected.r2 - 1).toBeCloseTo(0, 8);
    const months = doublingTime(fit, { monthsPerYear: printed.monthsPerYear }).doublingTimeMonths?.estimate ?? 0;
    expect(months / expected.doublingMonths30 - 1).toBeCloseTo(0, 8);
    const compared = compareWithPublished(fit, printed).rows;
    const scale = (quantity: string): number => compared.find((entry) => entry.quantity === quantity)?.ours ?? 0;
    expect(scale("scaleStart") / expected.scaleStart - 1).toBeCloseTo(0, 6);
    expect(scale("scaleEnd") / expected.scaleEnd - 1).toBeCloseTo(0, 6);
    // Two bootstraps differ by chance, 1 to 3 % at the outer quantiles; far more where seven points are drawn.
    if (expected.n > 12) {
      expect(Math.abs((slopeOomPerYear.lower ?? 0) - expected.slopeCI[0])).toBeLessThan(0.05);
      expect(Math.abs((slopeOomPerYear.upper ?? 0) - expected.slopeCI[2])).toBeLessThan(0.05);
    }
  });

  test("the z-score rule sets five systems apart as low and nineteen as large", () => {
    const labelled = labelSystems(recordsOf(paths.compute));
    expect(labelled).toHaveLength(123);
    expect(labelled.filter(({ scale }) => scale === "low")).toHaveLength(5);
    expect(labelled.filter(({ scale }) => scale === "large")).toHaveLength(19);
  });

  test("the other choices of systems give the printed numbers", () => {
    const others = tables
      .flatMap(({ groups }) => groups)
      .flatMap(({ row, other }) => (other === null ? [] : { row, other }));
    expect(others).toHaveLength(4);
    for (const { row, other } of others) {
      expect(compareWithPublished(fitLikeThePaper(other.systems), row).agrees).toBe(true);
    }
  });

  test("the example prints every table", () => {
    const run = runExample("compute-trends", paths.compute ?? "");
    expect(run.status).toBe(0);
    for (const table of ["Table 3", "Table 4", "Table 6", "Table 8"]) expect(run.output).toContain(table);
    expect(run.output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b/);
  });
});

describe.skipIf(absent)("model sizes computed again", () => {
  test("the split at 2018 and at the gap counts as the paper does before 2018 and above the gap", () => {
    const counts = sizeGroups(sizedSystems(recordsOf(paths.sizes))).map(({ systems }) => systems.length);
    expect(counts).toEqual([109, 138, 27, 111]);
  });

  test("the example says that the doubling time above the gap is not supported", () => {
    const run = runExample("model-sizes", paths.sizes ?? "");
    expect(run.status).toBe(0);
    expect(run.output).toContain("Not supported: ");
    expect(run.output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b/);
  });
});

describe.skipIf(absent)("the demo on downloaded files", () => {
  test.each([
    ["of February 2022", paths.compute],
    ["of June 2022", paths.sizes],
    ["of November 2024", paths.epoch],
  ])("reports on the file %s", (_, path) => {
    const run = runExample("demo", path ?? "");
    expect(run.status).toBe(0);
    for (const part of ["1. What was read", "2. Coverage", "Growth by era", "How to read this"]) {
      expect(run.output).toContain(part);
    }
    expect(run.output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b/);
  });
});
