import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandwidths } from "../../src/statistics/bandwidth.ts";
import { criticalBandwidth } from "../../src/statistics/critical-bandwidth.ts";
import { dipTest } from "../../src/statistics/dip-test.ts";
import { averagedShiftedHistogram, countBetween } from "../../src/statistics/histogram.ts";
import { evenGrid, gaussianDensityAt, gaussianDensityOnGrid, gridPoint } from "../../src/statistics/kernel-density.ts";
import { differing, factors, number, runs, sorted, values } from "./drawn-samples.ts";

describe("the dip", () => {
  it("is that of R's diptest where values are tied", () => {
    const text = readFileSync(new URL("../statistics/fixtures/dip-of-ties.json", import.meta.url), "utf8");
    const { cases }: { cases: { values: number[]; dip: number }[] } = JSON.parse(text);
    expect(cases).toHaveLength(60);
    for (const each of cases) expect(dipTest(each.values).statistic).toBeCloseTo(each.dip, 12);
  });

  it("lies between 1 / (2 n) and 1 / 4", () => {
    fc.assert(
      fc.property(differing, (drawn) => {
        const { statistic } = dipTest(drawn);
        expect(statistic).toBeGreaterThanOrEqual((1 - 1e-12) / (2 * drawn.length));
        expect(statistic).toBeLessThanOrEqual(0.25 + 1e-12);
      }),
      runs,
    );
  });

  it("does not depend on order, unit, origin or direction of the values", () => {
    fc.assert(
      fc.property(
        differing,
        fc.integer({ min: -6, max: 6 }),
        fc.integer({ min: -50, max: 50 }),
        (drawn, power, shift) => {
          const dip = dipTest(drawn).statistic;
          expect(dipTest([...drawn].reverse()).statistic).toBe(dip);
          expect(dipTest(drawn.map((each) => 2 ** power * each + shift)).statistic).toBeCloseTo(dip, 12);
          expect(dipTest(drawn.map((each) => -each)).statistic).toBeCloseTo(dip, 12);
        },
      ),
      runs,
    );
  });

  it("of values that are all there twice is the same, since their distribution is", () => {
    fc.assert(
      fc.property(differing, (drawn) => {
        expect(dipTest([...drawn, ...drawn]).statistic).toBeCloseTo(dipTest(drawn).statistic, 12);
      }),
      runs,
    );
  });
});

describe("kernel densities", () => {
  it("are the mean of normal densities at the values, on a grid and at any place", () => {
    fc.assert(
      fc.property(differing, number(0.1, 3), (drawn, bandwidth) => {
        const grid = evenGrid(-2, 12, 40);
        const onGrid = gaussianDensityOnGrid(sorted(drawn), bandwidth, grid);
        const places = Array.from(onGrid, (_, q) => gridPoint(grid, q));
        const at = gaussianDensityAt(sorted(drawn), bandwidth, places);
        places.forEach((place, q) => {
          let total = 0;
          for (const each of drawn) total += Math.exp(-(((place - each) / bandwidth) ** 2) / 2);
          const expected = total / (drawn.length * bandwidth * Math.sqrt(2 * Math.PI));
          expect(onGrid[q]).toBeCloseTo(expected, 10);
          expect(at[q]).toBeCloseTo(expected, 10);
        });
      }),
      { ...runs, numRuns: 40 },
    );
  });

  it("are the same when all values are there twice, and hold one in all", () => {
    fc.assert(
      fc.property(differing, number(0.2, 2), (drawn, bandwidth) => {
        const grid = evenGrid(-20, 30, 1001);
        const once = gaussianDensityOnGrid(sorted(drawn), bandwidth, grid);
        const twice = gaussianDensityOnGrid(sorted([...drawn, ...drawn]), bandwidth, grid);
        expect(once.reduce((sum, each) => sum + each * grid.step, 0)).toBeCloseTo(1, 8);
        expect(Math.max(...once.map((each, q) => Math.abs(each - (twice[q] ?? 0))))).toBeLessThan(1e-12);
      }),
      { ...runs, numRuns: 40 },
    );
  });

  it("have bandwidths in the unit of the values, whatever their origin and order", () => {
    fc.assert(
      fc.property(differing, factors, number(-10, 10), (drawn, factor, shift) => {
        const plain = bandwidths(drawn);
        const moved = bandwidths([...drawn].reverse().map((each) => factor * each + shift));
        expect(moved.silverman / factor).toBeCloseTo(plain.silverman, 8);
        expect(moved.scott / factor).toBeCloseTo(plain.scott, 8);
      }),
      { ...runs, numRuns: 40 },
    );
  });

  it("need no more bandwidth for more modes, and as much in any unit", () => {
    fc.assert(
      fc.property(differing, fc.integer({ min: 1, max: 3 }), fc.integer({ min: -6, max: 6 }), (drawn, modes, power) => {
        const bandwidth = criticalBandwidth(drawn, modes);
        expect(criticalBandwidth(drawn, modes + 1)).toBeLessThanOrEqual(bandwidth * (1 + 1e-9));
        const scaled = drawn.map((each) => 2 ** power * each);
        expect(criticalBandwidth(scaled, modes) / (2 ** power * bandwidth)).toBeCloseTo(1, 6);
      }),
      { ...runs, numRuns: 30 },
    );
  });
});

describe("histograms", () => {
  it("count every value once", () => {
    const edges = fc
      .uniqueArray(fc.integer({ min: -2, max: 12 }), { minLength: 2, maxLength: 8 })
      .map((drawn) => Float64Array.from(drawn).sort());
    fc.assert(
      fc.property(values, edges, (drawn, given) => {
        const { counts, below, above } = countBetween(Float64Array.from(drawn), given);
        const total = counts.reduce((sum, each) => sum + each, 0);
        expect(total + (below ?? 0) + (above ?? 0)).toBe(drawn.length);
        expect(below ?? 0).toBe(drawn.filter((each) => each < given[0]!).length);
        expect(above ?? 0).toBe(drawn.filter((each) => each > given.at(-1)!).length);
      }),
      runs,
    );
  });

  it("averaged over shifts hold one in all", () => {
    fc.assert(
      fc.property(values, number(0.05, 3), fc.integer({ min: 1, max: 16 }), (drawn, width, shifts) => {
        const { cell, density } = averagedShiftedHistogram(sorted(drawn), width, shifts);
        expect(density.reduce((sum, each) => sum + each * cell, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...density)).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });
});
