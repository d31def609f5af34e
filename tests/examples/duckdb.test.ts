import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { connect, makeSystems, readColumns, readMoments } from "../../examples/support/duckdb-systems.ts";
import { momentsStatement } from "../../examples/support/moments-sql.ts";
import { decimalYear } from "../../src/dataset/dates.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { fitTrendFromMoments } from "../../src/trends/trend-from-moments.ts";
import { mergeMoments, type TrendMoments } from "../../src/trends/trend-moments.ts";
import { expectSameTrend } from "../trends/same-trend.ts";
import { runExample } from "./run-example.ts";

const ROWS = 50_000;
const guide = readFileSync(new URL("../../docs/guide/large-data.md", import.meta.url), "utf8");

describe("a line through the rows of a database", () => {
  let whole: TrendMoments[];
  let parts: TrendMoments[];
  let expected: ReturnType<typeof fitTrend>;
  let daysApart: number[];

  beforeAll(async () => {
    const connection = await connect();
    await makeSystems(connection, ROWS);
    whole = await readMoments(connection, momentsStatement());
    parts = await readMoments(connection, momentsStatement("part"));
    expected = fitTrend(await readColumns(connection, ROWS));
    const dates = ["2020-02-29", "2021-01-01", "2021-12-31", "2000-07-02", "1900-03-01"];
    const expression = /`(year\(date\)[^`]*)`/.exec(guide)?.[1] ?? "";
    const rows = await connection.runAndReadAll(
      `SELECT ${expression} AS year FROM (VALUES ${dates.map((date) => `(DATE '${date}')`).join(", ")}) AS dated(date)`,
    );
    daysApart = rows.getRowsJS().map((row, i) => 365 * (Number(row[0]) - decimalYear(dates[i]!)));
    connection.closeSync();
  });

  it("is that of the same rows in memory, to 1e-10, from one statement", () => {
    expect(whole).toHaveLength(1);
    expectSameTrend(fitTrendFromMoments(whole[0]!), expected, 1e-10);
  });

  it("is that of the same rows in memory, to 1e-10, from merged parts", () => {
    expect(parts).toHaveLength(8);
    expectSameTrend(fitTrendFromMoments(parts.reduce(mergeMoments)), expected, 1e-10);
  });

  it("has years that agree with decimalYear where the guide makes them from dates", () => {
    for (const days of daysApart) expect(Math.abs(days)).toBeLessThan(1e-6);
  });

  it("is the statement that the guide prints", () => {
    expect(guide).toContain(momentsStatement());
  });
});

describe("the example", () => {
  it("prints a table of 80 columns whose rows agree", () => {
    const { status, output, errors } = runExample("duckdb", String(ROWS));
    expect(errors).toBe("");
    expect(status).toBe(0);
    expect(output).not.toMatch(/\b(NaN|undefined|Infinity|null)\b/);
    for (const line of output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const apart = [...output.matchAll(/(\de-\d+)$/gm)].map((match) => Number(match[1]));
    expect(apart).toHaveLength(2);
    for (const each of apart) expect(each).toBeLessThan(1e-10);
  });

  it("says in one sentence what is wrong", async () => {
    expect(runExample("duckdb", "many")).toMatchObject({ status: 1, errors: "Name a number of rows, 24 or more.\n" });
    await expect(connect(() => Promise.reject(new Error("Cannot find package")))).rejects.toThrow(
      "DuckDB is not installed here",
    );
  });
});
