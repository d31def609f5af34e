import { describe, expect, it } from "vitest";
import { comparisonChart } from "../../src/charts/index.ts";
import type { ComparisonRow, LawComparison } from "../../src/report/index.ts";
import { charts } from "./examples.ts";
import { headingOf, labelsOf, numberIn, pointsIn, refusal, render, rowsWith } from "./render.ts";

const row = (quantity: string, ours: number | null, published: number | null, rest: Partial<ComparisonRow> = {}) => ({
  quantity,
  ours,
  published,
  difference: ours === null || published === null ? null : ours - published,
  rounding: null,
  agrees: null,
  resampled: false,
  standardError: null,
  lower: null,
  upper: null,
  differenceInStandardErrors: null,
  withinInterval: null,
  publishedStandardError: null,
  publishedLower: null,
  publishedUpper: null,
  ...rest,
});

const comparison = (rows: ComparisonRow[]): LawComparison => ({
  kind: "loss-law",
  rows,
  agrees: null,
  withinIntervals: null,
  level: 0.9,
  note: "A note on the row.",
  source: { paper: "A paper 2020", where: "table 1", version: "v1", status: "printed" },
  warnings: [],
});

describe("a comparison chart", () => {
  const rows = [
    row("inside", 2, 2.25, { lower: 1.5, upper: 2.5, withinInterval: true, publishedLower: 2, publishedUpper: 2.5 }),
    row("outside", 10, 12, { lower: 9, upper: 11, withinInterval: false }),
    row("far", 1, 40, { lower: 0.5, upper: 1.5, withinInterval: false }),
    row("open", 4, 5, { lower: 3, upper: null, withinInterval: true }),
    row("printed", 0.5, 0.5, { agrees: true }),
    row("bare", 3, 7),
    row("alone", 3, null, { lower: 2, upper: 4 }),
  ];
  const spec = comparisonChart(comparison(rows));

  it("places published values in half-widths of our interval, and those far off at the edge", () => {
    const at = new Map(rowsWith(spec, "distance").map((each) => [each["quantity"], each]));
    expect([...at.keys()]).toEqual(["inside", "outside", "far", "open"]);
    expect(at.get("inside")).toMatchObject({ distance: 0.5, at: 0.5, shape: "diamond" });
    expect(at.get("outside")).toMatchObject({ distance: 2, at: 2, shape: "diamond" });
    expect(at.get("far")).toMatchObject({ distance: 78, shape: "triangle-right" });
    expect(numberIn(at.get("far")!, "at")).toBeLessThan(6);
    expect(at.get("open")).toMatchObject({ distance: 1 });
  });

  it("draws our intervals about 0, open ones to the edge, and printed intervals", () => {
    const bars = rowsWith(spec, "from");
    const of = (quantity: string) => bars.filter((each) => each["quantity"] === quantity);
    expect(of("inside")).toMatchObject([
      { from: -1, to: 1 },
      { from: 0, to: 1 },
    ]);
    expect(of("open")).toMatchObject([{ from: -1, to: 6 }]);
    expect(of("bare")).toEqual([]);
    expect(of("alone")).toMatchObject([{ from: -1, to: 1 }]);
  });

  it("writes every quantity with its numbers and a verdict in words", () => {
    const text = labelsOf(spec).join("\n");
    for (const { quantity } of rows) expect(text).toContain(quantity);
    expect(text).toContain("inside: ours 2 (1.5 to 2.5), published 2.25 (2 to 2.5)");
    expect(text).toContain("open: ours 4 (3 to no bound), published 5");
    expect(text).toContain("alone: ours 3 (2 to 4), none published");
    expect(labelsOf(spec).filter((_, k) => k % 2 === 1)).toEqual([
      "inside our interval",
      "outside our interval",
      "outside our interval",
      "inside our interval",
      "as printed",
      "differs",
      "nothing to compare",
    ]);
  });

  it("says the source, the level and the note", () => {
    expect(headingOf(spec)).toContain("A paper 2020, table 1");
    expect(headingOf(spec)).toContain("4 published values (diamonds) beside our 90 % intervals");
    expect(headingOf(spec)).toContain("A note on the row.");
    expect(headingOf(comparisonChart(comparison([row("bare", 3, 7)])))).toContain("no interval to place");
  });

  it("leaves bounds with rows of their own to the interval of their quantity", async () => {
    const trend = charts["a trend beside the printed"]!();
    expect(labelsOf(trend).filter((text) => text.startsWith("slope, orders of magnitude a year"))).toHaveLength(1);
    expect(pointsIn((await render(trend)).svg)).toBe(4);
    expect(labelsOf(comparisonChart(comparison([row("only.lower", 3, 7)])))[0]).toContain("only, lower bound: ours 3");
  });

  it("gives names a line of their own where it is narrow, and is as tall as its rows need", () => {
    const narrow = comparisonChart(comparison(rows), { width: 320, height: 10 });
    expect(labelsOf(narrow)).toContain("inside");
    expect(narrow.height).toBeGreaterThan(spec.height);
    expect(comparisonChart(comparison(rows), { height: 900 }).height).toBe(900);
  });

  it("refuses a comparison without rows", () => {
    expect(refusal(() => comparisonChart(comparison([])))).toBe("EMPTY_INPUT");
  });
});
