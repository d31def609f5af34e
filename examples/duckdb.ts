// Fits a line to ten million rows that stay in DuckDB: one statement gives the moments, and so do eight parts, merged.
//   npm run example -- examples/duckdb.ts             10^7 rows
//   npm run example -- examples/duckdb.ts 100000      fewer
import { doublingTime, fitTrend, fitTrendFromMoments, mergeMoments, type Trend } from "scaling-laws/trends";
import { connect, makeSystems, readColumns, readMoments } from "./support/duckdb-systems.ts";
import { momentsStatement } from "./support/moments-sql.ts";
import { ExampleFailure, explain } from "./support/read-records.ts";
import { bold, note, print, table } from "./support/terminal.ts";

/** The numbers of a fit that a reader compares. */
function numbers({ coefficients, goodness, referenceYear }: Trend): number[] {
  const estimates = Object.values(coefficients).flatMap(({ estimate, lower, upper }) => [estimate, lower, upper]);
  return [...estimates, goodness.sumOfSquaredResiduals, goodness.bic, referenceYear].map((each) => each ?? 0);
}

/** The largest difference between two fits, as a share of the number it concerns. */
function largestDifference(fit: Trend, other: Trend): number {
  const expected = numbers(other);
  return Math.max(...numbers(fit).map((each, i) => Math.abs(each / (expected[i] ?? 1) - 1)));
}

function row(name: string, sent: number, fit: Trend, inMemory: Trend): string[] {
  const { estimate, lower, upper } = fit.coefficients.slopeOomPerYear;
  const months = doublingTime(fit).doublingTimeMonths?.estimate;
  const apart = largestDifference(fit, inMemory);
  return [
    name,
    sent.toLocaleString("en"),
    estimate.toFixed(6),
    `${lower?.toFixed(6)} to ${upper?.toFixed(6)}`,
    months?.toFixed(3) ?? "-",
    fit === inMemory ? "-" : apart.toExponential(0),
  ];
}

async function main(): Promise<void> {
  const rows = Number(process.argv[2] ?? 1e7);
  if (!(Number.isSafeInteger(rows) && rows >= 24)) throw new ExampleFailure("Name a number of rows, 24 or more.");
  const connection = await connect();
  try {
    await makeSystems(connection, rows);
    const [whole] = await readMoments(connection, momentsStatement());
    const parts = await readMoments(connection, momentsStatement("part"));
    if (whole === undefined) throw new ExampleFailure("The table is empty.");
    const inMemory = fitTrend(await readColumns(connection, rows));
    print(bold(`A LINE THROUGH ${rows.toLocaleString("en")} ROWS OF DUCKDB`), "");
    table(
      [
        { title: "fit" },
        { title: "rows sent", align: "right" },
        { title: "OOM/year", align: "right" },
        { title: "95 % interval" },
        { title: "doubling", align: "right" },
        { title: "apart", align: "right" },
      ],
      [
        row("in memory", rows, inMemory, inMemory),
        row("one statement", 1, fitTrendFromMoments(whole), inMemory),
        row("parts merged", parts.length, fitTrendFromMoments(parts.reduce(mergeMoments)), inMemory),
      ],
    );
    print("");
    note(
      "Doubling is in months. Apart is the largest difference from the fit in memory, of any number, as a share of it",
    );
  } finally {
    connection.closeSync();
  }
}

main().catch(explain);
