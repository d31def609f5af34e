import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { PrintedInterval, PublishedTrend } from "../../src/published/index.ts";
import { sevilla2022, villalobos2022 } from "../../src/published/index.ts";
import { sharedPath } from "./shared.ts";

interface OracleRow {
  paper: string;
  table: string;
  n: number;
  scaleStart: number | null;
  scaleEnd: number | null;
  slopeOOMPerYear: number[] | null;
  doublingMonths: number[] | null;
  slopeBest?: number | null;
  doublingBest?: number | null;
  r2: number | null;
}

const path = sharedPath("oracle/published-trends.json");
const oracle: { rows: OracleRow[] } = path === null ? { rows: [] } : JSON.parse(readFileSync(path, "utf8"));

function brackets(interval: PrintedInterval | null): number[] | null {
  return interval === null ? null : [interval.lower, interval.median, interval.upper];
}

function expectRows(ours: PublishedTrend[], theirs: OracleRow[]): void {
  expect(ours.length).toBe(theirs.length);
  for (const [i, row] of theirs.entries()) {
    const mine = ours[i];
    expect(mine?.n).toBe(row.n);
    expect(mine?.scaleStart).toBe(row.scaleStart);
    expect(mine?.scaleEnd).toBe(row.scaleEnd);
    expect(brackets(mine?.slopeOomPerYear ?? null)).toEqual(row.slopeOOMPerYear);
    expect(mine?.slopeOomPerYear?.point ?? null).toBe(row.slopeBest ?? null);
    expect(mine?.rSquared).toBe(row.r2);
    expect(brackets(mine?.doublingTimeMonths ?? null)).toEqual(row.doublingMonths);
    expect(mine?.doublingTimeMonths?.point ?? null).toBe(row.doublingBest ?? null);
  }
}

describe.skipIf(path === null)("published tables against the reference transcription", () => {
  const tables: [string, PublishedTrend[]][] = [
    ["2", sevilla2022.table2],
    ["3", sevilla2022.table3],
    ["4", sevilla2022.table4],
    ["6", sevilla2022.table6],
    ["7", sevilla2022.table7],
    ["8", sevilla2022.table8],
    ["9", sevilla2022.table9],
  ];
  for (const [number, table] of tables) {
    test(`table ${number} of 2202.05924 holds the printed numbers`, () => {
      expectRows(
        table,
        oracle.rows.filter((row) => row.paper === "P1" && row.table === number),
      );
    });
  }

  test("the notebook's rows hold the stored numbers", () => {
    expectRows(
      sevilla2022.notebook,
      oracle.rows.filter((row) => row.paper === "P1-notebook"),
    );
  });

  test("the trends of 2207.02852 hold the printed numbers", () => {
    expectRows(
      villalobos2022.trends,
      oracle.rows.filter((row) => row.paper === "P2"),
    );
  });
});
