import { describe, expect, it } from "vitest";
import { tabulatedTail } from "../../src/numeric/tail-table.ts";
import { bandwidths, sheatherJonesBandwidth, silvermanBandwidth } from "../../src/statistics/bandwidth.ts";
import { improvedSheatherJones } from "../../src/statistics/diffusion-bandwidth.ts";
import { DIP_TABLE, DIP_TAILS } from "../../src/statistics/dip-table.ts";
import { dipTest } from "../../src/statistics/dip-test.ts";
import fixture from "./fixtures/bandwidths.json";
import isj from "./fixtures/isj.json";

const relative = (found: number | null, expected: number): number =>
  found === null ? Infinity : Math.abs(found / expected - 1);
const names = Object.keys(isj) as (keyof typeof isj)[];

describe("bandwidths", () => {
  it.each(fixture.samples)("by Silverman and Scott are R's nrd0 and nrd: $name", ({ x, nrd0, nrd }) => {
    const found = bandwidths(x);
    expect(relative(found.silverman, nrd0)).toBeLessThan(1e-12);
    expect(relative(found.scott, nrd)).toBeLessThan(1e-12);
  });

  it.each(fixture.samples)("by Sheather and Jones are R's with fine bins: $name", ({ x, sj }) => {
    expect(relative(sheatherJonesBandwidth(Float64Array.from(x).sort()), sj)).toBeLessThan(1e-5);
    expect(bandwidths(x).sheatherJones).toBe(sheatherJonesBandwidth(Float64Array.from(x).sort()));
  });

  it.each(names)("by diffusion are those of scipy's transform and root finder: %s", (name) => {
    const { x } = fixture.samples.find((each) => each.name === name)!;
    expect(relative(improvedSheatherJones(Float64Array.from(x).sort()), isj[name])).toBeLessThan(1e-9);
    expect(bandwidths(x).isj).toBeGreaterThanOrEqual(isj[name] * (1 - 1e-9));
  });

  it("have the standard deviation for a scale where the middle half of the data coincides", () => {
    const { x, nrd0 } = fixture.half;
    expect(relative(silvermanBandwidth(Float64Array.from(x).sort()), nrd0)).toBeLessThan(1e-12);
  });

  it("need four finite values that are not all equal", () => {
    expect(() => bandwidths([1, 2, 3])).toThrow(expect.objectContaining({ code: "TOO_FEW_POINTS" }));
    expect(() => bandwidths([1, 2, 3, Number.NaN])).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
    expect(() => bandwidths([2, 2, 2, 2])).toThrow(expect.objectContaining({ code: "NO_SPREAD" }));
    expect(bandwidths([1, 2, 3, 4]).silverman).toBeGreaterThan(0);
  });
});

describe("the dip test", () => {
  it("has tails that agree with the table of R's diptest", () => {
    for (const { n, quantiles } of fixture.dip.rows) {
      for (const [k, tail] of fixture.dip.tails.entries()) {
        const found = tabulatedTail(DIP_TAILS, DIP_TABLE, n, quantiles[k]! * Math.sqrt(n));
        // Both tables are simulated: so many of our draws lie beyond the quantile.
        const beyond = tail * DIP_TABLE.find((row) => row.n === n)!.draws;
        expect(relative(found, tail)).toBeLessThan(5 / Math.sqrt(beyond));
      }
    }
  });

  it("is sure of two clumps, and not surprised by even spacing", () => {
    const even = Array.from({ length: 50 }, (_, i) => i);
    expect(dipTest(even)).toEqual({ statistic: expect.closeTo(0.01, 14), pValue: expect.any(Number) });
    expect(dipTest(even).pValue).toBeGreaterThan(0.98);
    const { statistic, pValue } = dipTest(even.map((each) => (each < 25 ? each : each + 1000)));
    expect(statistic).toBeGreaterThan(0.22);
    expect(pValue).toBeCloseTo(1e-4, 12);
  });

  it("needs four finite values an ordinary distance apart", () => {
    expect(() => dipTest([1, 2, 3])).toThrow(expect.objectContaining({ code: "TOO_FEW_POINTS" }));
    expect(dipTest([1, 2, 3, 4]).statistic).toBe(0.125);
  });
});
