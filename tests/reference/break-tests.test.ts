import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testForBreaks } from "../../src/trends/break-search.ts";
import { testBreak } from "../../src/trends/break-tests.ts";
import { sharedPath } from "./shared.ts";

interface FStatistic {
  F: number;
  df1: number;
  df2: number;
  p: number;
}

interface Reference {
  x: number[];
  y: number[];
  fits: {
    fixed: { breaks: number[]; chow: FStatistic; kinkF: FStatistic }[];
    supF: { supF: number; lastX: number; trim: number };
  };
}

const path = sharedPath("oracle/trends.json");
const datasets: Record<string, Reference> =
  path === null ? {} : (JSON.parse(readFileSync(path, "utf8")) as { datasets: Record<string, Reference> }).datasets;

describe.skipIf(path === null)("breaks in the reference series", () => {
  it.each(Object.entries(datasets))("%s: Chow's F and the F of a kink", (_, { x, y, fits }) => {
    const series = { year: x, value: y.map((exponent) => 10 ** exponent) };
    for (const { breaks, chow, kinkF } of fits.fixed.filter(({ breaks }) => breaks.length === 1)) {
      for (const [continuous, expected] of [[false, chow] as const, [true, kinkF] as const]) {
        const test = testBreak(series, breaks[0]!, { continuous });
        expect(Math.abs(test.statistic! / expected.F - 1)).toBeLessThan(1e-9);
        expect(test.degreesOfFreedom).toEqual([expected.df1, expected.df2]);
        expect(Math.abs(test.pValue / expected.p - 1)).toBeLessThan(1e-8);
      }
    }
  });

  it.each(Object.entries(datasets))("%s: the largest F and its place", (_, { x, y, fits }) => {
    const series = { year: x, value: y.map((exponent) => 10 ** exponent) };
    const search = testForBreaks(series, { trim: fits.supF.trim, resamples: 99 });
    expect(Math.abs(search.statistic! / fits.supF.supF - 1)).toBeLessThan(1e-9);
    // The reference names the last year before the break, the library the first one after it.
    expect(Math.max(...x.filter((year) => year < search.year!))).toBe(fits.supF.lastX);
  });
});
