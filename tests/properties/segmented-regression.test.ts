import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { bestBreaks, bestPartitions } from "../../src/statistics/segmented-regression-breaks.ts";
import { fillPoints, groupPoints } from "../../src/statistics/segmented-regression-points.ts";
import { breakSearch } from "../../src/statistics/segmented-regression-search.ts";
import {
  choices,
  closedSegmentsHold,
  gridOf,
  hingeSumOfSquares,
  type Points,
  separateSumOfSquares,
} from "../statistics/brute-force.ts";
import { grouped, rounding, somePoints } from "./drawn-points.ts";

function breaksOf(points: Points, count: number, minPoints: number): { breaks: number[]; residual: number } | null {
  const own = grouped(points);
  const found = bestBreaks(own, count, minPoints, 0)[count];
  return found === undefined
    ? null
    : { breaks: found.breaks.map((at) => at + 2000), residual: found.residual + own.within };
}

describe("estimated breaks of a continuous line", () => {
  for (const [count, between, runs] of [
    [1, 9, 150],
    [2, 3, 60],
  ] as const) {
    it(`are beaten by no others that the rule of least points allows (${count} of them)`, () => {
      fc.assert(
        fc.property(somePoints(6, 16), fc.integer({ min: 2, max: 4 }), (points, minPoints) => {
          const found = breaksOf(points, count, minPoints);
          let allowed = false;
          for (const breaks of choices(gridOf(points.x, between), count)) {
            if (!closedSegmentsHold(points.x, breaks, minPoints)) continue;
            allowed = true;
            expect(hingeSumOfSquares(points, breaks)).toBeGreaterThanOrEqual((found?.residual ?? 0) - rounding(points));
          }
          expect(found !== null).toBe(allowed);
          if (found === null) return;
          expect(closedSegmentsHold(points.x, found.breaks, minPoints)).toBe(true);
          expect(Math.abs(hingeSumOfSquares(points, found.breaks) - found.residual)).toBeLessThan(rounding(points));
        }),
        { numRuns: runs, seed: 5 },
      );
    });
  }
});

describe("two breaks among many points", () => {
  it("are beaten by no pair of data, however the search groups its cells", () => {
    fc.assert(
      fc.property(somePoints(60, 90), fc.integer({ min: 2, max: 12 }), (points, minPoints) => {
        const found = breaksOf(points, 2, minPoints);
        for (const breaks of choices(
          gridOf(points.x, 0).filter((_, g) => g % 2 === 0),
          2,
        )) {
          if (!closedSegmentsHold(points.x, breaks, minPoints)) continue;
          expect(hingeSumOfSquares(points, breaks)).toBeGreaterThanOrEqual((found?.residual ?? 0) - rounding(points));
        }
        if (found === null) return;
        expect(Math.abs(hingeSumOfSquares(points, found.breaks) - found.residual)).toBeLessThan(rounding(points));
      }),
      { numRuns: 15, seed: 5 },
    );
  });
});

describe("two breaks where every bound counts", () => {
  // Samples in which a bound that is somewhat too high loses the best pair.
  it.each([
    [4, 2],
    [16, 0],
    [244, 0],
    [244, 2],
    [286, 2],
    [322, 2],
  ])("are beaten by no pair of data: sample %i, bend %i", (seed, bend) => {
    const random = randomSource(seed);
    const x = Float64Array.from({ length: 60 }, () => 10 * uniform(random)).sort();
    const points = {
      x,
      y: x.map((at) => standardNormal(random) + bend * Math.max(0, at - 4)),
      weights: x.map(() => 1),
    };
    const found = breakSearch(groupPoints(points, new Uint32Array(60)), 2, 3)();
    const sums = [...choices([...x], 2)]
      .filter((breaks) => closedSegmentsHold(x, breaks, 3))
      .map((breaks) => hingeSumOfSquares(points, breaks));
    expect(found?.residual).toBeLessThanOrEqual(Math.min(...sums) + rounding(points));
    expect(found?.residual).toBeCloseTo(hingeSumOfSquares(points, found!.breaks), 9);
  });

  it("know nothing of the points that a search went through before", () => {
    const random = randomSource(1);
    const x = Float64Array.from({ length: 40 }, (_, i) => i);
    const points = groupPoints(
      { x, y: x.map((at) => Math.abs(at - 10)), weights: x.map(() => 1) },
      new Uint32Array(40),
    );
    const search = breakSearch(points, 2, 3, 0.1);
    search();
    fillPoints(points, { x, y: x.map(() => standardNormal(random)), weights: x.map(() => 1) });
    const again = search()!;
    expect(again.rivals!.every((rival) => rival.residual >= again.residual)).toBe(true);
  });
});

describe("three breaks", () => {
  it("leave the sum of squares that the line with these breaks has", () => {
    fc.assert(
      fc.property(somePoints(14, 40), fc.integer({ min: 2, max: 4 }), (points, minPoints) => {
        const best = breaksOf(points, 3, minPoints);
        if (best === null) return;
        expect(Math.abs(hingeSumOfSquares(points, best.breaks) - best.residual)).toBeLessThan(rounding(points));
        expect(best.breaks.every((at, j) => j === 0 || at > best.breaks[j - 1]!)).toBe(true);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe("one break more", () => {
  it("never fits worse where it has room in the middle of a piece", () => {
    fc.assert(
      fc.property(somePoints(14, 40), fc.integer({ min: 2, max: 4 }), (points, minPoints) => {
        const ends = [Math.min(...points.x), Math.max(...points.x)] as const;
        for (let count = 0; count < 5; count++) {
          const fewer = breaksOf(points, count, minPoints);
          if (fewer === null) return;
          const places = [ends[0], ...fewer.breaks, ends[1]];
          const hasRoom = places.slice(1).some((end, s) => {
            const split = [...fewer.breaks, (end + places[s]!) / 2].sort((a, b) => a - b);
            return closedSegmentsHold(points.x, split, minPoints);
          });
          if (!hasRoom) continue;
          const more = breaksOf(points, count + 1, minPoints);
          expect(more?.residual).toBeLessThanOrEqual(fewer.residual + rounding(points));
        }
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe("partitions into separate lines", () => {
  it("are beaten by no other, for every number of breaks", () => {
    fc.assert(
      fc.property(somePoints(6, 14), fc.integer({ min: 2, max: 4 }), (points, minPoints) => {
        const own = grouped(points);
        const found = bestPartitions(own, 3, minPoints);
        for (let count = 0; count <= 3; count++) {
          const best = found[count] ?? null;
          let least = Number.POSITIVE_INFINITY;
          for (const cuts of choices(gridOf(points.x, 0).slice(1), count)) {
            const pieces = piecesOf(points.x, cuts);
            if (pieces.some((rows) => rows.length < minPoints || new Set(rows.map((i) => points.x[i])).size < 2))
              continue;
            least = Math.min(least, separateSumOfSquares(points, pieces));
          }
          expect(best === null).toBe(least === Number.POSITIVE_INFINITY);
          if (best === null) continue;
          expect(Math.abs(best.residual + own.within - least)).toBeLessThan(rounding(points));
          const pieces = piecesOf(
            points.x,
            best.breaks.map((at) => at + 2000),
          );
          expect(Math.abs(separateSumOfSquares(points, pieces) - least)).toBeLessThan(rounding(points));
        }
      }),
      { numRuns: 80, seed: 5 },
    );
  });
});

/** Least sums of squares of all runs of points, then dynamic programming over every last piece: no row, no block. */
function plainPartitions(points: Points, most: number, minPoints: number): number[] {
  const order = [...points.x.keys()].sort((a, b) => points.x[a]! - points.x[b]!);
  let before = order.map(() => Number.POSITIVE_INFINITY);
  before.unshift(0);
  return Array.from({ length: most + 1 }, () => {
    const next = before.map(() => Number.POSITIVE_INFINITY);
    for (let from = 0; from < order.length; from++) {
      if (before[from] === Number.POSITIVE_INFINITY) continue;
      if (from > 0 && points.x[order[from]!] === points.x[order[from - 1]!]) continue;
      for (let to = from + minPoints; to <= order.length; to++) {
        if (to < order.length && points.x[order[to]!] === points.x[order[to - 1]!]) continue;
        if (points.x[order[from]!] === points.x[order[to - 1]!]) continue;
        next[to] = Math.min(next[to]!, before[from]! + lineSumOfSquares(points, order.slice(from, to)));
      }
    }
    before = next;
    return next[order.length]!;
  });
}

/** The sum of squares about the line of some rows, in two passes. */
function lineSumOfSquares({ x, y, weights }: Points, rows: readonly number[]): number {
  const total = (of: (i: number) => number): number => rows.reduce((sum, i) => sum + weights[i]! * of(i), 0);
  const weight = total(() => 1);
  const meanX = total((i) => x[i]! - 2000) / weight + 2000;
  const meanY = total((i) => y[i]!) / weight;
  const slope = total((i) => (x[i]! - meanX) * (y[i]! - meanY)) / total((i) => (x[i]! - meanX) ** 2);
  return total((i) => (y[i]! - meanY - slope * (x[i]! - meanX)) ** 2);
}

describe("partitions of many points into separate lines", () => {
  it("are those of plain dynamic programming, however the search passes over blocks", () => {
    fc.assert(
      fc.property(somePoints(50, 90), fc.integer({ min: 2, max: 12 }), (points, minPoints) => {
        const own = grouped(points);
        const found = bestPartitions(own, 3, minPoints);
        plainPartitions(points, 3, minPoints).forEach((least, count) => {
          const best = found[count] ?? null;
          if (best === null) expect(least).toBe(Number.POSITIVE_INFINITY);
          else expect(Math.abs(best.residual + own.within - least)).toBeLessThan(rounding(points));
        });
      }),
      { numRuns: 25, seed: 5 },
    );
  });
});

function piecesOf(x: Float64Array, cuts: readonly number[]): number[][] {
  const pieces: number[][] = Array.from({ length: cuts.length + 1 }, () => []);
  x.forEach((at, i) => {
    pieces[cuts.filter((cut) => cut <= at).length]!.push(i);
  });
  return pieces;
}
