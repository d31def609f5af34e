import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  gapOccupancy,
  parameterDensity,
  parameterHistogram,
  scanGaps,
  shiftedSizeHistogram,
  spreadTies,
  testParameterGap,
} from "../../src/parameter-gap/index.ts";

const runs = { numRuns: 100, seed: 13 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Sizes from 1e6 to 1e12, many of them round and some of them equal. */
const size = fc.oneof(
  number(6, 12).map((log10) => Math.round(10 ** log10)),
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 6, max: 11 }))
    .map(([digit, power]) => digit * 10 ** power),
);
const sizes = fc.array(size, { minLength: 12, maxLength: 80 });
const differing = sizes.filter((drawn) => Math.max(...drawn) > 10 * Math.min(...drawn));
const range = fc
  .tuple(number(7, 9), number(0.3, 2))
  .map(([low, width]): [number, number] => [10 ** low, 10 ** (low + width)]);
const powers = fc.integer({ min: -8, max: 8 }).map((power) => 2 ** power);

describe("a named range of sizes", () => {
  it("is the same in any order and any unit", () => {
    fc.assert(
      fc.property(sizes, range, powers, (drawn, [low, high], unit) => {
        const plain = testParameterGap(drawn, [low, high]);
        expect(testParameterGap([...drawn].reverse(), [low, high])).toEqual(plain);
        const scaled = testParameterGap(
          drawn.map((each) => unit * each),
          [unit * low, unit * high],
        );
        expect(scaled.byEndpoints).toEqual(plain.byEndpoints);
      }),
      runs,
    );
  });

  it("has twice the counts, and no smaller share of evidence, when all sizes are there twice", () => {
    fc.assert(
      fc.property(sizes, range, (drawn, ends) => {
        const once = testParameterGap(drawn, ends);
        const twice = testParameterGap([...drawn, ...drawn], ends);
        expect(twice.countInside).toBe(2 * once.countInside);
        expect(twice.countLeft).toBe(2 * once.countLeft);
        expect(twice.countRight).toBe(2 * once.countRight);
        // With less than a third of the sizes inside, twice as many of them are more surprising.
        const emptier = 2 * once.countInside < Math.min(once.countLeft, once.countRight);
        if (emptier) expect(twice.pValue).toBeLessThanOrEqual(once.pValue);
      }),
      runs,
    );
  });

  it("is less surprising with one more size inside, and more with one more beside it", () => {
    fc.assert(
      fc.property(sizes, range, (drawn, [low, high]) => {
        const { pValue } = testParameterGap(drawn, [low, high]);
        const middle = Math.sqrt(low * high);
        expect(testParameterGap([...drawn, middle], [low, high]).pValue).toBeGreaterThanOrEqual(pValue - 1e-12);
        const beside = [low / 1.001, high * 1.001];
        expect(testParameterGap([...drawn, ...beside], [low, high]).pValue).toBeLessThanOrEqual(pValue + 1e-12);
      }),
      runs,
    );
  });

  it("counts every system in its year, with intervals that widen with their level", () => {
    fc.assert(
      fc.property(sizes, range, fc.integer({ min: 1, max: 5 }), (drawn, ends, years) => {
        const dated = { year: drawn.map((_, i) => 2018 + (i % years) + 0.5), size: drawn };
        const narrow = gapOccupancy(dated, ends, { level: 0.5 });
        const wide = gapOccupancy(dated, ends, { level: 0.99 });
        expect(narrow.reduce((total, row) => total + row.n, 0)).toBe(drawn.length);
        narrow.forEach((row, k) => {
          expect(row.below + row.atLower + row.inside + row.atUpper + row.above).toBe(row.n);
          expect(row.share).toBeCloseTo(row.inside / row.n, 12);
          expect(wide[k]?.lower).toBeLessThanOrEqual(row.lower + 1e-12);
          expect(wide[k]?.upper).toBeGreaterThanOrEqual(row.upper - 1e-12);
        });
      }),
      runs,
    );
  });
});

describe("the scan for gaps", () => {
  it("finds the same gaps in any order, and moved by any factor", () => {
    fc.assert(
      fc.property(differing, fc.integer({ min: -3, max: 3 }), (drawn, shift) => {
        const logs = drawn.map((each) => Math.round(1024 * Math.log10(each)) / 1024);
        const plain = scanGaps(logs);
        expect(scanGaps([...logs].reverse())).toEqual(plain);
        const moved = scanGaps(logs.map((each) => each + shift));
        expect(moved.map(({ i, j }) => [i, j])).toEqual(plain.map(({ i, j }) => [i, j]));
      }),
      { ...runs, numRuns: 50 },
    );
  });

  it("names gaps of at least the width asked for, the most striking first", () => {
    fc.assert(
      fc.property(differing, number(0.1, 1), (drawn, minWidth) => {
        const logs = drawn.map(Math.log10).sort((a, b) => a - b);
        const gaps = scanGaps(logs, { minWidth });
        for (const { i, j } of gaps) expect(logs[j]! - logs[i]!).toBeGreaterThanOrEqual(minWidth);
        const statistics = gaps.map((gap) => gap.statistic);
        expect(statistics).toEqual([...statistics].sort((a, b) => b - a));
      }),
      { ...runs, numRuns: 50 },
    );
  });
});

describe("pictures of sizes", () => {
  it("count every size once, in any order", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 12 }), (drawn, binsPerDecade) => {
        const { counts, edges } = parameterHistogram(drawn, { binsPerDecade });
        expect(counts.reduce((total, each) => total + each, 0)).toBe(drawn.length);
        expect(edges[0]).toBeLessThanOrEqual(Math.min(...drawn));
        expect(parameterHistogram([...drawn].reverse(), { binsPerDecade }).counts).toEqual(counts);
      }),
      runs,
    );
  });

  it("hold one in all, move with the unit, and are the same when all sizes are there twice", () => {
    fc.assert(
      fc.property(differing, number(0.05, 0.5), number(-3, 3), (drawn, bandwidth, log10) => {
        const { log10Size, density } = parameterDensity(drawn, { bandwidth });
        const step = log10Size[1]! - log10Size[0]!;
        // Three bandwidths beyond the ends leave out at most 0.27 percent of it.
        const total = density.reduce((sum, each) => sum + each * step, 0);
        expect(total).toBeGreaterThan(0.997);
        expect(total).toBeLessThan(1.0001);
        const twice = parameterDensity([...drawn, ...drawn], { bandwidth, grid: log10Size });
        const moved = parameterDensity(
          drawn.map((each) => 10 ** log10 * each),
          { bandwidth, grid: log10Size.map((each) => each + log10) },
        );
        for (const [q, each] of density.entries()) {
          expect(Math.abs((twice.density[q] ?? 0) - each)).toBeLessThan(1e-9);
          expect(Math.abs((moved.density[q] ?? 0) - each)).toBeLessThan(1e-9);
        }
      }),
      { ...runs, numRuns: 30 },
    );
  });

  it("of shifted histograms hold one in all", () => {
    fc.assert(
      fc.property(sizes, number(0.05, 1), fc.integer({ min: 1, max: 12 }), (drawn, width, shifts) => {
        const { density } = shiftedSizeHistogram(drawn, { width, shifts });
        expect(density.reduce((sum, each) => sum + each * (width / shifts), 0)).toBeCloseTo(1, 9);
      }),
      runs,
    );
  });

  it("spread equal sizes within what their digits say, and leave the others where they are", () => {
    fc.assert(
      fc.property(sizes, (drawn) => {
        const spread = spreadTies(drawn);
        expect(spread).toHaveLength(drawn.length);
        expect(spread).toEqual([...spread].sort((a, b) => a - b));
        for (const each of drawn) {
          const copies = drawn.filter((other) => other === each).length;
          if (copies === 1) expect(spread).toContain(Math.log10(each));
        }
        expect(spreadTies([...drawn].reverse())).toEqual(spread);
      }),
      runs,
    );
  });
});
