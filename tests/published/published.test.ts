import { describe, expect, test } from "vitest";
import type { PublishedTrend } from "../../src/published/index.ts";
import { growthEstimates, sevilla2022, villalobos2022 } from "../../src/published/index.ts";

const { table2, table3, table4, table6, table7, table8, table9, notebook } = sevilla2022;
const rows: PublishedTrend[] = [
  ...[table2, table3, table4, table6, table7, table8, table9, notebook].flat(),
  ...villalobos2022.trends,
];

describe("published trends", () => {
  test("are plain JSON", () => {
    for (const value of [sevilla2022, villalobos2022, growthEstimates]) {
      expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    }
  });

  test("name paper, place, version and status in every row", () => {
    for (const row of rows) {
      expect(row.source.paper).toMatch(/arXiv 220[27]\.0\d{4}$/);
      expect(row.source.where).not.toBe("");
      expect(row.source.version).toMatch(/2022/);
      expect(["printed", "recovered", "reconstructed"]).toContain(row.source.status);
    }
  });

  test("do not share their source object between rows", () => {
    expect(new Set(rows.map((row) => row.source)).size).toBe(rows.length);
  });

  test("print slope and doubling time of one line: either gives the other to its rounding, or a note says not", () => {
    for (const row of rows) {
      const slope = row.slopeOomPerYear;
      const months = row.doublingTimeMonths;
      if (slope === null || months === null) continue;
      const slopeOfMonths = (Math.log10(2) * row.monthsPerYear) / months.point;
      if (Math.abs(slopeOfMonths - slope.point) > 0.051) expect(row.note).not.toBeNull();
    }
  });

  test("keep brackets in order, or a note says why not", () => {
    for (const row of rows) {
      for (const interval of [row.slopeOomPerYear, row.doublingTimeMonths]) {
        if (interval === null) continue;
        if (interval.lower > interval.median || interval.median > interval.upper) expect(row.note).toMatch(/misprint/);
      }
    }
  });

  test("count the systems above and below the gap to the whole", () => {
    const [, whole, above, below] = villalobos2022.trends;
    expect((above?.n ?? 0) + (below?.n ?? 0)).toBe(whole?.n);
    expect(below?.source.status).toBe("reconstructed");
  });
});
