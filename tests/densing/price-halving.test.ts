import { describe, expect, it } from "vitest";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { priceHalvingDays } from "../../src/densing/price-halving.ts";
import { refused } from "../answers.ts";

const dates = (days: number[]): string[] => days.map((day) => isoOfDay(738_000 + day));
const call = (...args: unknown[]): unknown => Reflect.apply(priceHalvingDays, null, args);

// ln price 0, -1, -1, -2 on four days: slope -0.6, residuals 0.1, -0.3, 0.3, -0.1, SSE 0.2 of 2, standard error
// sqrt(0.1 / 5) with 2 degrees of freedom.
const four = { date: dates([0, 1, 2, 3]), price: [0, -1, -1, -2].map(Math.exp) };
const error = Math.sqrt(0.02);
const t90 = 2.919985580355516;
const t95 = 4.302652729911275;

describe("the halving time of prices", () => {
  it("has the interval of the slope of all, turned over", () => {
    const { halvingDays, slopePerDay, rSquared, endpointHalvingDays, warnings } = priceHalvingDays(four, {
      points: "all",
      level: 0.9,
    });
    expect(slopePerDay.estimate).toBeCloseTo(-0.6, 12);
    expect(slopePerDay.standardError).toBeCloseTo(error, 12);
    expect(slopePerDay.lower).toBeCloseTo(-0.6 - t90 * error, 10);
    expect(slopePerDay.upper).toBeCloseTo(-0.6 + t90 * error, 10);
    expect(halvingDays?.estimate).toBeCloseTo(Math.LN2 / 0.6, 12);
    expect(halvingDays?.standardError).toBeCloseTo((Math.LN2 * error) / 0.36, 12);
    expect(halvingDays?.lower).toBeCloseTo(Math.LN2 / (0.6 + t90 * error), 10);
    expect(halvingDays?.upper).toBeCloseTo(Math.LN2 / (0.6 - t90 * error), 10);
    expect(rSquared).toBeCloseTo(0.9, 12);
    expect(endpointHalvingDays).toBeCloseTo((3 * Math.LN2) / 2, 12);
    expect(warnings).toEqual([]);
  });

  it("is open above at a level at which the price may not fall", () => {
    const { halvingDays, slopePerDay } = priceHalvingDays(four, { points: "all" });
    expect(slopePerDay.upper).toBeCloseTo(-0.6 + t95 * error, 10);
    expect(halvingDays).toMatchObject({ upper: null, standardError: null, level: 0.95 });
    expect(halvingDays?.lower).toBeCloseTo(Math.LN2 / (0.6 + t95 * error), 10);
  });

  it("goes through the running minima unless told otherwise, and says that they fall by construction", () => {
    const fall = priceHalvingDays(four);
    expect(fall.points).toEqual([0, 1, 3]);
    expect(fall.warnings).toMatchObject([{ code: "RECORDS_SELECTED", path: "slopePerDay" }]);
  });

  it("of two prices is that between them, without an interval", () => {
    const two = priceHalvingDays({ date: dates([0, 10]), price: [4, 1] });
    expect(two.slopePerDay).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(two.slopePerDay.estimate).toBeCloseTo(-Math.log(4) / 10, 12);
    expect(two.halvingDays?.estimate).toBeCloseTo(5, 12);
    expect(two.halvingDays).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(two.rSquared).toBeCloseTo(1, 12);
    expect(two.warnings).toEqual([]);
  });

  it("is none of constant prices, of which no variance is explained", () => {
    const still = priceHalvingDays({ date: dates([0, 1, 2]), price: [3, 3, 3] }, { points: "all" });
    expect(still).toMatchObject({ halvingDays: null, endpointHalvingDays: null, rSquared: null });
    expect(still.warnings).toMatchObject([{ code: "NO_GROWTH", path: "slopePerDay" }]);
  });

  it("refuses what is no list of dated prices", () => {
    for (const points of [null, undefined, 5, "prices"]) {
      expect(() => call(points)).toThrow(refused("UNSUPPORTED_TYPE", "points"));
    }
    expect(() => call([null, null])).toThrow(refused("INVALID_DATE", "points.date[1]"));
    expect(() => call({ ...four, price: [1] })).toThrow(refused("LENGTH_MISMATCH", "points.price"));
    expect(() => call({ date: dates([0]), price: [1] })).toThrow(refused("TOO_FEW_POINTS", "points"));
    expect(() => call(four, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(() => call({ date: dates([5, 5]), price: [2, 1] }, { points: "all" })).toThrow(
      expect.objectContaining({ code: "NO_SPREAD", message: expect.stringContaining("at least two dates") }),
    );
    expect(() => call({ date: dates([0, 5]), price: [1, 2] })).toThrow(
      expect.objectContaining({ code: "NO_SPREAD", message: expect.stringContaining("got 1") }),
    );
  });
});
