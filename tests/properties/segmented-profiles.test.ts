import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestBreaks, bestPartitions } from "../../src/statistics/segmented-regression-breaks.ts";
import { continuousBreakRange, partitionBreakRange } from "../../src/statistics/segmented-regression-profile.ts";
import {
  choices,
  closedSegmentsHold,
  gridOf,
  hingeSumOfSquares,
  type Points,
  separateSumOfSquares,
} from "../statistics/brute-force.ts";
import { grouped, rounding, somePoints } from "./drawn-points.ts";

/** The least sum of squares of partitions by where break j is: at the first x of its piece. */
function partitionProfile(points: Points, count: number, j: number, minPoints: number): Map<number, number> {
  const profile = new Map<number, number>();
  for (const cuts of choices(gridOf(points.x, 0).slice(1), count)) {
    const pieces: number[][] = Array.from({ length: count + 1 }, () => []);
    points.x.forEach((at, i) => {
      pieces[cuts.filter((cut) => cut <= at).length]!.push(i);
    });
    if (pieces.some((rows) => rows.length < minPoints || new Set(rows.map((i) => points.x[i])).size < 2)) continue;
    const residual = separateSumOfSquares(points, pieces);
    profile.set(cuts[j]!, Math.min(residual, profile.get(cuts[j]!) ?? Number.POSITIVE_INFINITY));
  }
  return profile;
}

describe("the range of a break between separate lines", () => {
  it("runs from the year before its first partition within the threshold to the last, or is open", () => {
    let [open, closed] = [0, 0];
    fc.assert(
      fc.property(
        somePoints(8, 14),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 2, max: 3 }),
        fc.constantFrom(0.01, 0.2, 1, 4, 1e6),
        (points, count, minPoints, share) => {
          const own = grouped(points);
          const best = bestPartitions(own, count, minPoints)[count];
          if (!best) return;
          const threshold = best.residual + share * (best.residual + own.within);
          const years = gridOf(points.x, 0);
          for (let j = 0; j < count; j++) {
            const profile = [...partitionProfile(points, count, j, minPoints)].sort(([a], [b]) => a - b);
            const margin = ([, residual]: [number, number]): number => threshold + own.within - residual;
            if (profile.some((each) => Math.abs(margin(each)) < rounding(points))) return;
            const first = profile.findIndex((each) => margin(each) > 0);
            const last = profile.findLastIndex((each) => margin(each) > 0);
            const range = partitionBreakRange(own, count, j, minPoints, threshold);
            const before = years[years.indexOf(profile[first]![0]) - 1]! - 2000;
            expect(range.lower).toBe(first > 0 ? before : null);
            expect(range.upper).toBe(last < profile.length - 1 ? profile[last]![0] - 2000 : null);
            open += Number(range.lower === null) + Number(range.upper === null);
            closed += Number(range.lower !== null) + Number(range.upper !== null);
          }
        },
      ),
      { numRuns: 80, seed: 5 },
    );
    expect(open).toBeGreaterThan(20);
    expect(closed).toBeGreaterThan(20);
  });
});

/** The least sum of squares with break j held, the others anywhere on a fine grid that the rule of least points allows. */
function heldAt(points: Points, count: number, j: number, at: number, minPoints: number, between: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const others of choices(gridOf(points.x, between), count - 1)) {
    const breaks = [...others.slice(0, j), at, ...others.slice(j)];
    if (breaks.some((each, k) => each <= (breaks[k - 1] ?? -1)) || !closedSegmentsHold(points.x, breaks, minPoints))
      continue;
    least = Math.min(least, hingeSumOfSquares(points, breaks));
  }
  return least;
}

describe("the range of a break of a continuous line", () => {
  for (const [count, between, runs] of [
    [1, 0, 80],
    [2, 19, 25],
  ] as const) {
    it(`ends where the rest, fitted again, reaches the threshold, or is open (${count} breaks)`, () => {
      let [open, closed] = [0, 0];
      fc.assert(
        fc.property(
          somePoints(8, 13),
          fc.integer({ min: 2, max: 3 }),
          fc.constantFrom(0.01, 0.2, 1, 4, 1e6),
          (drawn, minPoints, share) => {
            // About the origin, so that years keep all their digits.
            const points = { ...drawn, x: drawn.x.map((at) => at - 2000) };
            const own = grouped(drawn);
            const best = bestBreaks(own, count, minPoints, 0)[count];
            if (!best) return;
            const threshold = best.residual + share * (best.residual + own.within);
            const total = threshold + own.within;
            const tolerance = rounding(drawn);
            for (let j = 0; j < count; j++) {
              const { lower, upper } = continuousBreakRange(own, best.breaks, j, minPoints, threshold);
              expect(lower ?? best.breaks[j]!).toBeLessThanOrEqual(best.breaks[j]!);
              expect(upper ?? best.breaks[j]!).toBeGreaterThanOrEqual(best.breaks[j]!);
              const places = [...gridOf(points.x, 1), best.breaks[j]!]
                .sort((a, b) => a - b)
                .map((at) => ({ at, residual: heldAt(points, count, j, at, minPoints, between) }))
                .filter(({ residual }) => residual < Number.POSITIVE_INFINITY);
              for (const { at, residual } of places) {
                if (residual > total - tolerance) continue;
                expect(at).toBeGreaterThanOrEqual((lower ?? -1) - 1e-9);
                expect(at).toBeLessThanOrEqual((upper ?? 13) + 1e-9);
              }
              for (const [end, out, outermost] of [
                [lower, -1e-7, places[0]!],
                [upper, 1e-7, places.at(-1)!],
              ] as const) {
                if (end === null) {
                  open++;
                  expect(outermost.residual * (count === 1 ? 1 : 0.9)).toBeLessThanOrEqual(total + tolerance);
                  continue;
                }
                closed++;
                expect(outermost.residual).toBeGreaterThan(total - tolerance);
                const beyond = heldAt(points, count, j, end + out, minPoints, between);
                expect(beyond).toBeGreaterThan(total * (1 - 1e-6) - tolerance);
                if (count === 1) expect(hingeSumOfSquares(points, [end])).toBeLessThan(total * (1 + 1e-6) + tolerance);
                else expect(heldAt(points, count, j, end, minPoints, 99)).toBeLessThan(total * 1.05 + tolerance);
              }
            }
          },
        ),
        { numRuns: runs, seed: 5 },
      );
      expect(open).toBeGreaterThan(10);
      expect(closed).toBeGreaterThan(10);
    });
  }
});
