import { describe, expect, it } from "vitest";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { compareTrendShapes } from "../../src/trends/trend-shapes.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";

const year = Array.from({ length: 80 }, (_, i) => 2000 + i / 4);
const scatter = (i: number): number => 0.4 * Math.sin(9 * i) + 0.3 * Math.cos(31 * i);
const growing = (log: (at: number, i: number) => number): { year: number[]; value: number[] } => ({
  year,
  value: year.map((at, i) => 10 ** (15 + log(at - 2000, i) + scatter(i))),
});
const best = (series: { year: number[]; value: number[] }): string | undefined =>
  compareTrendShapes(series).find((row) => row.aboveLeast === 0)?.shape;

describe("shapes of growth", () => {
  it("are told apart by BIC where they differ much", () => {
    expect(best(growing((t) => 0.3 * t + 0.9 * Math.max(0, t - 10)))).toBe("kink");
    expect(best(growing((t) => 0.3 * t + (t < 10 ? 0 : 3)))).toBe("jump");
    expect(best(growing((t, i) => 0.3 * t + (i % 3 === 0 ? 4 : 0)))).toBe("parallel-mixture");
  });

  it("have the BIC of their own fits, and weights that follow from it", () => {
    const series = growing((t) => 0.3 * t + 0.1 * Math.max(0, t - 10));
    const rows = compareTrendShapes(series, { shapes: ["line", "kink", "jump"] });
    const kink = fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, resamples: 0 });
    expect(rows.map((row) => row.bic)[0]).toBe(fitTrend(series).goodness.bic);
    expect(rows[1]?.bic).toBe(kink.goodness.bic);
    expect(rows.reduce((total, row) => total + (row.weight ?? 0), 0)).toBeCloseTo(1, 12);
    for (const { bic, logLikelihood, estimated } of rows) {
      expect(bic).toBeCloseTo(-2 * (logLikelihood ?? 0) + estimated * Math.log(80), 8);
    }
    expect((rows[0]?.weight ?? 0) / (rows[1]?.weight ?? 1)).toBeCloseTo(
      Math.exp(((rows[1]?.bic ?? 0) - (rows[0]?.bic ?? 0)) / 2),
      8,
    );
    expectPlainJson(rows);
  });

  it("are null, with a note, where the points cannot carry them", () => {
    const few = compareTrendShapes({ year: [2000, 2001, 2002, 2003, 2004], value: [1, 3, 7, 30, 80] });
    expect(few.map((row) => row.bic !== null)).toEqual([true, false, false, false, false]);
    expect(few[1]?.note).toMatch(/Expected/);
    expect(few[0]?.weight).toBe(1);
    const exact = compareTrendShapes(
      { year, value: year.map((at) => 10 ** (at - 2000)) },
      { shapes: ["line", "kink"] },
    );
    expectPlainJson([few, exact]);
    expect(exact[0]).toMatchObject({ bic: null, weight: null, note: expect.stringMatching(/residual/) });
    const twoYears = compareTrendShapes(
      { year: [2000, 2000, 2000, 2001, 2001, 2001, 2001, 2001], value: [1, 3, 2, 30, 80, 40, 7, 20] },
      { shapes: ["line", "jump"] },
    );
    expect(twoYears.map((row) => [row.bic !== null, row.note !== null])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(twoYears[0]).toMatchObject({ aboveLeast: 0, weight: 1 });
  });

  it("are weighed by what their criteria differ, however large these are", () => {
    // 20 OOM of scatter at 400 points: both criteria beyond 2000, exp(-1000) is no longer told from zero.
    const times = Array.from({ length: 400 }, (_, i) => 2000 + i / 20);
    const value = times.map((at, i) => 10 ** (0.3 * (at - 2000) + 40 * Math.sin(9 * i)));
    const rows = compareTrendShapes({ year: times, value }, { shapes: ["line", "kink"] });
    const [line, kink] = rows.map((row) => row.bic ?? NaN) as [number, number];
    expect(Math.min(line, kink)).toBeGreaterThan(2000);
    expect(rows[0]?.weight).toBeCloseTo(1 / (1 + Math.exp((line - kink) / 2)), 8);
    expect(rows[1]?.aboveLeast).toBeCloseTo(kink - Math.min(line, kink), 8);
  });

  it("fit their breaks with the least number of points asked for", () => {
    const series = growing((t) => 0.3 * t + (t < 2 ? 0 : 3));
    for (const minPoints of [undefined, 20]) {
      const [jump] = compareTrendShapes(series, { shapes: ["jump"], ...(minPoints && { minPoints }) });
      const fit = fitPiecewiseTrend(series, {
        breaks: { count: 1 },
        continuous: false,
        resamples: 0,
        ...(minPoints && { minPoints }),
      });
      expect(jump?.bic).toBe(fit.goodness.bic);
      expect(jump?.note).toBeNull();
    }
  });

  it("refuse a shape that is none, and one asked for twice", () => {
    const call = (options: unknown): unknown => Reflect.apply(compareTrendShapes, null, [growing((t) => t), options]);
    const refused = (code: string, path: string) => expect.objectContaining({ code, path });
    expect(() => call(null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(() => call({ shapes: "line" })).toThrow(refused("UNSUPPORTED_TYPE", "options.shapes"));
    expect(() => call({ shapes: ["line", "kink", "line"] })).toThrow(refused("INVALID_OPTION", "options.shapes[2]"));
    expect(() => call({ shapes: [] })).toThrow(expect.objectContaining({ path: "options.shapes" }));
    expect(() => call({ minPoints: 0.5 })).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    const hostile: unknown = ["curve"];
    expect(() =>
      compareTrendShapes(
        growing((t) => t),
        { shapes: hostile as ["line"] },
      ),
    ).toThrow(expect.objectContaining({ code: "INVALID_OPTION", path: "options.shapes[0]" }));
  });
});
