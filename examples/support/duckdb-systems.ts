import type { DuckDBConnection } from "@duckdb/node-api";
import type { TrendMoments } from "scaling-laws/trends";
import { ExampleFailure } from "./read-records.ts";

type Package = typeof import("@duckdb/node-api");

/** A connection to an empty database in memory, or one sentence on how to get the package. */
export async function connect(
  load: () => Promise<Package> = () => import("@duckdb/node-api"),
): Promise<DuckDBConnection> {
  let duckdb: Package;
  try {
    duckdb = await load();
  } catch {
    throw new ExampleFailure("DuckDB is not installed here; npm install --save-dev @duckdb/node-api brings it.");
  }
  return (await duckdb.DuckDBInstance.create(":memory:")).connect();
}

/**
 * A table `systems` of made-up systems of 2010 to 2022 in eight parts. Growth is 0.5 orders of magnitude a year; the
 * scatter comes from the fractions of multiples, which spread evenly, so that there is no generator to seed.
 */
export async function makeSystems(connection: DuckDBConnection, rows: number): Promise<void> {
  await connection.run(`
CREATE TABLE systems AS
WITH fractions AS (
  SELECT i % 8 AS part,
    (CAST(i AS DOUBLE) * CAST(0.6180339887498949 AS DOUBLE)) % 1 AS a,
    (CAST(i AS DOUBLE) * CAST(0.7548776662466927 AS DOUBLE)) % 1 AS b
  FROM range(1, ${rows} + 1) AS numbers(i)
)
SELECT part, 2010 + 12 * a AS year, pow(CAST(10 AS DOUBLE), 19 + 6 * a + 2 * b) AS value
FROM fractions`);
}

/** The rows of a statement that gives moments. */
export async function readMoments(connection: DuckDBConnection, statement: string): Promise<TrendMoments[]> {
  const rows = (await connection.runAndReadAll(statement)).getRowObjectsJS();
  return rows.map((row) => {
    const number = (name: string): number => {
      const value = row[name];
      if (typeof value === "number") return value;
      throw new ExampleFailure(`The database gave no number for ${name}.`);
    };
    return {
      n: number("n"),
      meanYear: number("meanYear"),
      meanLog10Value: number("meanLog10Value"),
      sumOfSquaresYear: number("sumOfSquaresYear"),
      sumOfProducts: number("sumOfProducts"),
      sumOfSquaresLog10Value: number("sumOfSquaresLog10Value"),
      firstYear: number("firstYear"),
      lastYear: number("lastYear"),
    };
  });
}

/** The whole table in two typed arrays, read in pieces so that no row ever becomes an object. */
export async function readColumns(
  connection: DuckDBConnection,
  rows: number,
): Promise<{ year: Float64Array; value: Float64Array }> {
  const columns = { year: new Float64Array(rows), value: new Float64Array(rows) };
  const result = await connection.stream("SELECT year, value FROM systems");
  let at = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return columns;
    const [years, values] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    for (let i = 0; i < chunk.rowCount; i++, at++) {
      columns.year[at] = Number(years.getItem(i));
      columns.value[at] = Number(values.getItem(i));
    }
  }
}
