import { describe, expect, test } from "vitest";
import { sevilla2022, villalobos2022 } from "../../src/published/index.ts";
import { type ComparableTrend, compareWithPublished, type PublishedComparison } from "../../src/report/compare.ts";
import { summarize } from "../../src/report/summarize.ts";
import { goodness, madeEstimate } from "./made-results.ts";

function trend(slope: number, half: number, level: number): ComparableTrend {
  return {
    coefficients: { log10AtReference: madeEstimate(level, 0.2), slopeOomPerYear: madeEstimate(slope, half) },
    goodness: { ...goodness, n: 98 },
    support: { year: { lower: 2010, upper: 2022 } },
    referenceYear: 2016,
  };
}

function row(comparison: PublishedComparison, quantity: string): PublishedComparison["rows"][number] {
  const found = comparison.rows.find((entry) => entry.quantity === quantity);
  if (found === undefined) throw new Error(`no row ${quantity}`);
  return found;
}

const published = sevilla2022.table3[2];
if (published === undefined) throw new Error("table 3 has a third row");

describe("compareWithPublished", () => {
  test("puts every printed number beside ours", () => {
    const comparison = compareWithPublished(trend(0.66, 0.086, 18.88), published);
    expect(comparison.rows.map((entry) => entry.quantity)).toEqual([
      "n",
      "slopeOomPerYear",
      "slopeOomPerYear.lower",
      "slopeOomPerYear.upper",
      "doublingTimeMonths",
      "doublingTimeMonths.lower",
      "doublingTimeMonths.upper",
      "rSquared",
      "scaleStart",
      "scaleEnd",
    ]);
    expect(row(comparison, "n")).toMatchObject({ ours: 98, published: 98, difference: 0, agrees: true });
  });

  test("counts months as the paper does: log10(2) / slope x 365 / 30", () => {
    const comparison = compareWithPublished(trend(0.66, 0.086, 18.88), published);
    expect(row(comparison, "doublingTimeMonths").ours).toBeCloseTo((0.30103 * 365) / 30 / 0.66, 4);
    expect(row(comparison, "doublingTimeMonths.lower").ours).toBeCloseTo((0.30103 * 365) / 30 / 0.746, 4);
  });

  test("agrees within half a unit of the last printed digit, and not beyond", () => {
    const near = compareWithPublished(trend(0.749, 0.05, 18.88), published);
    expect(row(near, "slopeOomPerYear").agrees).toBe(true);
    const far = compareWithPublished(trend(0.752, 0.05, 18.88), published);
    expect(row(far, "slopeOomPerYear").agrees).toBe(false);
    expect(far.agrees).toBe(false);
  });

  test("draws the line to the first and the last date", () => {
    const comparison = compareWithPublished(trend(0.66, 0.086, 18.88), published);
    expect(row(comparison, "scaleStart").ours).toBeCloseTo(10 ** (18.88 - 0.66 * 6), 0);
    expect(row(comparison, "scaleEnd").ours).toBeCloseTo(10 ** (18.88 + 0.66 * 6), -15);
  });

  test("bounds no doubling time where the interval of the slope holds 0", () => {
    const above = villalobos2022.trends[2];
    if (above === undefined) throw new Error("the table has a third row");
    const comparison = compareWithPublished(trend(-0.1, 0.3, 11), above);
    expect(row(comparison, "doublingTimeMonths.lower")).toMatchObject({ ours: null, published: -52.5, agrees: false });
    expect(comparison.note).toMatch(/holds 0/);
  });

  test("keeps our numbers where the row prints none", () => {
    const below = villalobos2022.trends[3];
    if (below === undefined) throw new Error("the table has a fourth row");
    const comparison = compareWithPublished(trend(0.7, 0.1, 9), below);
    const nothing = { published: null, difference: null, rounding: null, agrees: null };
    expect(row(comparison, "slopeOomPerYear")).toMatchObject({ ours: 0.7, ...nothing });
    expect(row(comparison, "n").agrees).toBe(false);
    expect(summarize(comparison)).toContain("not printed");
  });

  test("is plain JSON and reads as text", () => {
    const comparison = compareWithPublished(trend(0.66, 0.086, 18.88), published);
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    expect(summarize(comparison)).toContain("All models, 2010-2022: ours, then table 3");
  });
});
