import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stretchMoments } from "../../src/statistics/window-moments.ts";
import { dayOfDate, dayOfDecimalYear } from "../../src/trends/day-number.ts";
import { splitByScale } from "../../src/trends/scale-split.ts";

interface Split {
  dates: string[];
  year: number[];
  value: number[];
  windowDays: number;
  z: (number | null)[];
}

const { split }: { split: Split } = JSON.parse(readFileSync(new URL("fixtures/trend.json", import.meta.url), "utf8"));

describe("day numbers", () => {
  it("count the days of the calendar", () => {
    const epoch = dayOfDate("1970-01-01", "date");
    for (const date of [
      "1900-02-28",
      "1900-03-01",
      "1952-01-01",
      "2000-02-29",
      "2015-09-01",
      "2024-12-31",
      "2026-11-21",
    ]) {
      expect(dayOfDate(date, "date") - epoch).toBe(Date.parse(date) / 86_400_000);
    }
  });

  it("come back from every decimal year of four centuries", () => {
    for (let year = 1700; year < 2100; year++) {
      const days = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
      const first = dayOfDate(`${year}-01-01`, "date");
      for (let k = 0; k < days; k++) {
        if (dayOfDecimalYear(year + k / days) !== first + k) throw new Error(`${year}, day ${k}`);
      }
    }
  });

  it.each(["2015-9-1", "2015-02-29", "2015-13-01", "2015-00-10", "2015-04-31", "2015-04-00", "yesterday", ""])(
    "refuse %j",
    (date) => {
      expect(() => dayOfDate(date, "options.largeAfter")).toThrow(
        expect.objectContaining({ code: "INVALID_DATE", path: "options.largeAfter" }),
      );
    },
  );
});

describe("moments of a stretch", () => {
  it("are those of its values, without loss where the stretch is narrow and far from zero", () => {
    const values = Float64Array.from({ length: 37 }, (_, i) => 1e9 + ((i * 11) % 17) / 64 + (i < 3 ? 1e9 : 0));
    const moments = stretchMoments(values);
    for (let from = 0; from <= 37; from++) {
      for (let to = from; to <= 37; to++) {
        const stretch = values.subarray(from, to);
        const { count, mean, squares } = moments(from, to);
        expect(count).toBe(to - from);
        if (count === 0) continue;
        // About its first value every number is a multiple of 1/64 below 2^31: sums of squares are nearly exact.
        const offset = stretch.map((value) => value - stretch[0]!);
        const centre = offset.reduce((a, b) => a + b, 0) / count;
        const expected = offset.reduce((sum, value) => sum + (value - centre) ** 2, 0);
        expect(Math.abs(mean - stretch[0]! - centre)).toBeLessThan(1e-6);
        expect(Math.abs(squares - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, expected));
      }
    }
  });

  it("have squares of exactly zero for equal values", () => {
    const moments = stretchMoments(new Float64Array(23).fill(0.1));
    for (let to = 1; to <= 23; to++) expect(moments(0, to)).toEqual({ count: to, mean: 0.1, squares: 0 });
  });
});

describe("the split by scale", () => {
  it("has the z-scores that day counting gives, in any order of the points", () => {
    const order = split.year.map((_, i) => (i * 7) % split.year.length);
    const series = { year: order.map((i) => split.year[i]!), value: order.map((i) => split.value[i]!) };
    const { z } = splitByScale(series, { windowDays: split.windowDays });
    for (const [k, i] of order.entries()) {
      const expected = split.z[i];
      if (expected === null || expected === undefined) expect(z[k]).toBeNull();
      else expect(z[k]).toBeCloseTo(expected, 10);
    }
  });

  it("puts every point into one set, and only late ones among the large", () => {
    const { large, regular, lowOutliers, z } = splitByScale(split, { windowDays: 200, lowZ: -1, highZ: 1 });
    expect([...large, ...regular, ...lowOutliers].sort((a, b) => a - b)).toEqual(split.year.map((_, i) => i));
    for (const i of large) {
      expect(split.dates[i]! > "2015-09-01").toBe(true);
      expect(z[i]).toBeGreaterThan(1);
    }
    for (const i of lowOutliers) expect(z[i]).toBeLessThan(-1);
    const early = splitByScale(split, { windowDays: 200, lowZ: -1, highZ: 1, largeAfter: "2010-01-01" });
    expect(early.large.length).toBeGreaterThan(large.length);
    expect(splitByScale(split, { largeAfter: "2030-01-01" }).large).toEqual([]);
  });

  it("counts the last day of the window in, the day after it out, and a system of the very day not as late", () => {
    const year = [2019, 2019 + 364 / 365, 2020 + 1 / 366];
    const value = [1e20, 1e22, 1e21];
    expect(splitByScale({ year, value }).z[0]).toBeCloseTo(-1, 12);
    expect(splitByScale({ year, value }, { windowDays: 363 }).z[0]).toBeNull();
    const day = { year: [2015 + 243 / 365, 2015 + 244 / 365, 2015.5], value: [1e22, 1e22, 1e10] };
    expect(splitByScale(day, { highZ: 0.1 }).large).toEqual([1]);
  });

  it("has no z-score for a lone point, nor among equal ones", () => {
    expect(splitByScale({ year: [1990], value: [5] }).z).toEqual([null]);
    expect(splitByScale({ year: [2020, 2020.1, 2020.2], value: [0.1, 0.1, 0.1] })).toEqual({
      large: [],
      regular: [0, 1, 2],
      lowOutliers: [],
      z: [null, null, null],
    });
  });

  it("refuses what means nothing", () => {
    expect(() => splitByScale(split, { windowDays: 1.5 })).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    expect(() => splitByScale(split, { lowZ: NaN })).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
    expect(() => splitByScale({ year: [], value: [] })).toThrow(expect.objectContaining({ code: "EMPTY_INPUT" }));
  });
});
