import { describe, expect, it } from "vitest";
import { doublingDays, reversed } from "../../src/densing/exponential-growth.ts";
import { lossAtScore, scoreAtLoss } from "../../src/densing/performance-formula.ts";
import { logSizeAtScore, scoreAtSize } from "../../src/densing/score-formula.ts";
import { askedScoreWarnings, mixedUnitsWarnings, requireScoreUnit } from "../../src/densing/score-units.ts";

describe("the curve of score by loss", () => {
  const curve = { c: 75, gamma: -25, l: 0.2, d: 25 };

  it("is half-way up at l and 1 / (1 + e) of the way a step of 1 / |gamma| beyond", () => {
    expect(scoreAtLoss(curve, 0.2)).toBeCloseTo(62.5, 12);
    expect(scoreAtLoss(curve, 0.24)).toBeCloseTo(25 + 75 / (1 + Math.E), 12);
    expect(lossAtScore(curve, 25 + 75 / (1 + Math.E))).toBeCloseTo(0.24, 12);
  });

  it("reaches the floor and below at no finite loss, the ceiling and above before any", () => {
    for (const score of [25, 20, -10]) expect(lossAtScore(curve, score)).toBe(Infinity);
    for (const score of [100, 101, 200]) expect(lossAtScore(curve, score)).toBe(-Infinity);
  });
});

describe("the curve of score by size", () => {
  const law = { floor: 0.25, ceiling: 0.85, slope: 0.5, logMidpoint: 20 };

  it("is half-way up at its midpoint and rises by the logistic function of slope times distance", () => {
    expect(scoreAtSize(law, 20)).toBeCloseTo(0.55, 12);
    expect(scoreAtSize(law, 22)).toBeCloseTo(0.25 + 0.6 / (1 + Math.exp(-1)), 12);
    expect(logSizeAtScore(law, 0.25 + 0.6 / (1 + Math.exp(-1)))).toBeCloseTo(22, 11);
  });

  it("reaches the floor and below at size zero, the ceiling and above at none", () => {
    for (const score of [0.25, 0.2, 0]) expect(logSizeAtScore(law, score)).toBe(-Infinity);
    for (const score of [0.85, 0.9, 2]) expect(logSizeAtScore(law, score)).toBe(Infinity);
  });
});

describe("the doubling time of a growth a day", () => {
  const growth = { estimate: 0.6, standardError: 0.1, lower: 0.4, upper: 0.8, level: 0.9 };

  it("turns the interval of the growth over", () => {
    const days = doublingDays(growth);
    expect(days?.estimate).toBeCloseTo(Math.LN2 / 0.6, 14);
    expect(days?.standardError).toBeCloseTo((Math.LN2 * 0.1) / 0.36, 14);
    expect(days?.lower).toBeCloseTo(Math.LN2 / 0.8, 14);
    expect(days?.upper).toBeCloseTo(Math.LN2 / 0.4, 14);
    expect(days?.level).toBe(0.9);
  });

  it("is open above where the growth may be zero, and has then no standard error", () => {
    for (const lower of [0, -0.1, null]) {
      expect(doublingDays({ ...growth, lower })).toMatchObject({ upper: null, standardError: null });
    }
    expect(doublingDays({ ...growth, standardError: null, upper: null })).toMatchObject({
      standardError: null,
      lower: null,
    });
    expect(doublingDays({ ...growth, lower: 1e-320 })?.upper).toBeNull();
  });

  it("is none where nothing grows, or too slowly to be told", () => {
    for (const estimate of [0, -0.6, 1e-320]) expect(doublingDays({ ...growth, estimate })).toBeNull();
  });

  it("of a fall is that of the growth with its bounds changed over", () => {
    expect(reversed(growth)).toEqual({ estimate: -0.6, standardError: 0.1, lower: -0.8, upper: -0.4, level: 0.9 });
    expect(reversed({ ...growth, upper: null })).toMatchObject({ lower: null, upper: -0.4 });
  });
});

describe("the unit of scores", () => {
  const mixed = (x: number[], scores: number[]) =>
    mixedUnitsWarnings(Float64Array.from(x), Float64Array.from(scores), "score");

  it("is mixed where small scores times 100 rise more evenly, whatever the order of rows", () => {
    const warning = { code: "MIXED_UNITS", message: expect.stringContaining("2 of 4 scores"), path: "score" };
    expect(mixed([1, 2, 3, 4], [10, 0.2, 30, 0.4])).toEqual([warning]);
    expect(mixed([2, 1, 4, 3], [0.2, 10, 0.4, 30])).toEqual([warning]);
    expect(mixed([4, 1, 3, 2], [0.4, 10, 30, 0.2])).toEqual([warning]);
  });

  it("counts as small what is above 0 and at most 1, and as large what is above 1.5", () => {
    const [warning] = mixed([1, 2, 3, 4, 5, 6], [0, 1.5, 10, 0.2, 30, 0.4]);
    expect(warning?.message).toContain("2 of 6 scores are at most 1 and 2 are above");
    expect(mixed([1, 2], [50, 1])).toHaveLength(1);
    expect(mixed([1, 2], [20, 0.2])).toHaveLength(1);
  });

  it("is one where all are small, none is, or scaling makes them no more even", () => {
    expect(mixed([1, 2], [1.2, 0.5])).toEqual([]);
    expect(mixed([1, 2, 3], [30, 0, 20])).toEqual([]);
    expect(mixed([1, 2, 3], [0.5, 20, 60])).toEqual([]);
    expect(mixed([1, 2, 3], [0.5, 60, 70])).toEqual([]);
    expect(mixed([1, 2, 3], [0.9, 30, 20])).toEqual([]);
  });

  it("of a score asked about is doubted only from 0 to 1 of a law in percent", () => {
    for (const score of [0.01, 1]) expect(askedScoreWarnings(score, 100, "score")).toHaveLength(1);
    for (const score of [-0.5, 0, 1.01, 80]) expect(askedScoreWarnings(score, 100, "score")).toEqual([]);
    expect(askedScoreWarnings(0.5, 1, "score")).toEqual([]);
    expect(requireScoreUnit(1.5, "fraction", "a floor", "floor")).toBe(1.5);
    expect(() => requireScoreUnit(1.51, "fraction", "a floor", "floor")).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE", path: "floor" }),
    );
  });
});
