import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestBreaks } from "../../src/statistics/segmented-regression-breaks.ts";
import { choices, closedSegmentsHold, gridOf, hingeSumOfSquares, type Points } from "../statistics/brute-force.ts";
import { grouped, rounding, somePoints } from "./drawn-points.ts";

/** In which tenth of all years each break lies. */
function tenthsOf({ x }: Points, breaks: readonly number[]): number[] {
  const [first, last] = [Math.min(...x), Math.max(...x)];
  return breaks.map((at) => Math.floor((10 * (at - first)) / (last - first)));
}

/** Places of a fine grid that are the best of their tenths, of the neighbouring tenths, and of the places around them. */
function plainOptima(points: Points, count: number, between: number, minPoints: number): number[][] {
  const grid = gridOf(points.x, between);
  const residuals = new Map<string, number>();
  const leastOf = new Map<string, number>();
  for (const ranks of choices([...grid.keys()], count)) {
    const breaks = ranks.map((g) => grid[g]!);
    if (!closedSegmentsHold(points.x, breaks, minPoints)) continue;
    const residual = hingeSumOfSquares(points, breaks);
    residuals.set(ranks.join(), residual);
    const key = tenthsOf(points, breaks).join();
    leastOf.set(key, Math.min(residual, leastOf.get(key) ?? Number.POSITIVE_INFINITY));
  }
  const steps = count === 1 ? [[-1], [1]] : [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [a, b]));
  const optima: number[][] = [];
  for (const [key, residual] of residuals) {
    const ranks = key.split(",").map(Number);
    const breaks = ranks.map((g) => grid[g]!);
    const tenth = tenthsOf(points, breaks);
    const least = steps.every((step) => {
      const around = ranks.map((g, k) => g + step[k]!);
      const there = residuals.get(around.join()) ?? Number.POSITIVE_INFINITY;
      const neighbour = leastOf.get(tenth.map((t, k) => t + step[k]!).join()) ?? Number.POSITIVE_INFINITY;
      return neighbour >= residual && there >= residual;
    });
    if (least) optima.push(breaks);
  }
  return optima;
}

describe("rivals of the best breaks", () => {
  for (const [count, between, runs] of [
    [1, 9, 60],
    [2, 3, 25],
  ] as const) {
    it(`are the best of their tenths of all years that fit nearly as well (${count} breaks)`, () => {
      let rivalsSeen = 0;
      fc.assert(
        fc.property(somePoints(8, 16), fc.constantFrom(0.05, 0.5, 2), (points, slack) => {
          const own = grouped(points);
          const best = bestBreaks(own, count, 2, slack)[count];
          // Where an interpolation is possible, breaks that fit exactly fill whole areas.
          if (!best || own.size < 2 * count + 4) return;
          const limit = (best.residual + own.within) * (1 + slack);
          const tolerance = rounding(points);
          expect(best.rivals).toContainEqual({ breaks: best.breaks, residual: best.residual });
          const rivals = best.rivals!.filter(({ breaks }) => breaks.some((at, j) => at !== best.breaks[j]));
          rivalsSeen += rivals.length;
          const places = rivals.map(({ breaks }) => breaks.map((at) => at + 2000));
          rivals.forEach(({ residual, breaks }, r) => {
            expect(residual + own.within).toBeLessThanOrEqual(limit + tolerance);
            expect(residual).toBeGreaterThanOrEqual(best.residual);
            expect(residual).toBeGreaterThanOrEqual(rivals[r - 1]?.residual ?? 0);
            expect(Math.abs(hingeSumOfSquares(points, places[r]!) - residual - own.within)).toBeLessThan(tolerance);
            const relative = points.x.map((at) => at - 2000);
            expect(closedSegmentsHold(relative, breaks, 2)).toBe(true);
          });
          const told = [best, ...rivals].map(({ breaks, residual }) => ({
            tenth: tenthsOf(
              points,
              breaks.map((at) => at + 2000),
            ),
            residual: residual + own.within,
          }));
          for (const breaks of plainOptima(points, count, between, 2)) {
            const residual = hingeSumOfSquares(points, breaks);
            if (residual > limit - tolerance) continue;
            // The grid misses a little: what fits better may lie just beyond the end of the tenth.
            const tenth = tenthsOf(points, breaks);
            const near = told.filter((each) => each.tenth.every((t, k) => Math.abs(t - tenth[k]!) <= 1));
            expect(Math.min(...near.map((each) => each.residual))).toBeLessThanOrEqual(residual + tolerance);
          }
          // Of two neighbouring tenths one fits less well, and is no optimum of its own.
          for (const [a, { tenth }] of told.entries()) {
            for (const other of told.slice(0, a)) {
              expect(Math.max(...tenth.map((t, k) => Math.abs(t - other.tenth[k]!)))).toBeGreaterThan(1);
            }
          }
        }),
        { numRuns: runs, seed: 5 },
      );
      expect(rivalsSeen).toBeGreaterThan(5);
    });
  }
});
