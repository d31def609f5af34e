/**
 * The moments of a line in one statement, for DuckDB and for Spark SQL: a row for the whole table, or one for each value
 * of the column `parts`. Both columns are centred by a rough constant before anything is squared: the middle of the
 * years, and a usual log10 of the values.
 */
export function momentsStatement(parts: string | null = null): string {
  return `
WITH points AS (
  SELECT year, year - 2015 AS x, log10(value) - 22 AS y${parts === null ? "" : `, ${parts}`}
  FROM systems
  WHERE year IS NOT NULL AND value > 0
)
SELECT
  CAST(count(*) AS DOUBLE) AS n,
  2015 + avg(x) AS meanYear,
  22 + avg(y) AS meanLog10Value,
  regr_sxx(y, x) AS sumOfSquaresYear,
  regr_sxy(y, x) AS sumOfProducts,
  regr_syy(y, x) AS sumOfSquaresLog10Value,
  min(year) AS firstYear,
  max(year) AS lastYear
FROM points${parts === null ? "" : `\nGROUP BY ${parts}`}
`.trim();
}
