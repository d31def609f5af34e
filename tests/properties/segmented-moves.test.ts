import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestBreaks, isAdmissible } from "../../src/statistics/segmented-regression-breaks.ts";
import { knottedLine } from "../../src/statistics/segmented-regression-knots.ts";
import { addGroup, emptyPoints } from "../../src/statistics/segmented-regression-points.ts";
import { breakMover } from "../../src/statistics/segmented-regression-window.ts";
import { choices, closedSegmentsHold, gridOf, hingeSumOfSquares, type Points } from "../statistics/brute-force.ts";
import { grouped, rounding, somePoints } from "./drawn-points.ts";

/** All ways to put breaks from .. from + count anew between those that stay, as far as the rule of least points allows. */
function* otherPlaces(points: Points, breaks: readonly number[], from: number, count: number, minPoints: number) {
  const start = breaks[from - 1] ?? Number.NEGATIVE_INFINITY;
  const end = breaks[from + count] ?? Number.POSITIVE_INFINITY;
  const window = points.x.filter((at) => at >= start && at <= end);
  const places = gridOf(points.x, 1).filter((at) => at > start && at < end);
  for (const moved of choices(places, count)) {
    if (closedSegmentsHold(window, moved, minPoints)) {
      yield [...breaks.slice(0, from), ...moved, ...breaks.slice(from + count)];
    }
  }
}

/** Breaks on the data and between them, so that the line is determined. */
const someBreaks = (points: Points, count: number): fc.Arbitrary<number[]> => {
  const places = gridOf(points.x, 1);
  return fc
    .uniqueArray(fc.constantFrom(...places), { minLength: count, maxLength: count })
    .map((breaks) => breaks.sort((a, b) => a - b))
    .filter((breaks) => closedSegmentsHold(points.x, breaks, 2));
};

const pointsAndBreaks = (least: number, most: number, count: number) =>
  somePoints(least, most)
    .filter(({ x }) => new Set(x).size > 2 * count)
    .chain((points) => fc.tuple(fc.constant(points), someBreaks(points, count)));

describe("breaks moved while others stay", () => {
  for (const [total, moved, runs] of [
    [2, 1, 80],
    [3, 1, 80],
    [3, 2, 40],
    [4, 2, 30],
  ] as const) {
    it(`go to the best places that the rule of least points allows (${moved} of ${total})`, () => {
      fc.assert(
        fc.property(pointsAndBreaks(14, 22, total), fc.integer({ min: 2, max: 4 }), ([points, breaks], minPoints) => {
          const own = grouped(points);
          const relative = breaks.map((at) => at - 2000);
          const move = breakMover(own, moved, minPoints);
          for (let from = 0; from + moved <= total; from++) {
            const found = move(relative, from);
            let allowed = false;
            for (const other of otherPlaces(points, breaks, from, moved, minPoints)) {
              allowed = true;
              const least = found ? found.residual + own.within : Number.POSITIVE_INFINITY;
              expect(hingeSumOfSquares(points, other)).toBeGreaterThanOrEqual(least - rounding(points));
            }
            expect(found !== null).toBe(allowed);
            if (!found) continue;
            const places = found.breaks.map((at) => at + 2000);
            expect(Math.abs(hingeSumOfSquares(points, places) - found.residual - own.within)).toBeLessThan(
              rounding(points),
            );
            const stays = (_: number, j: number): boolean => j < from || j >= from + moved;
            expect(found.breaks.filter(stays)).toEqual(relative.filter(stays));
            const window = points.x.filter(
              (at) =>
                at - 2000 >= (relative[from - 1] ?? Number.NEGATIVE_INFINITY) &&
                at - 2000 <= (relative[from + moved] ?? Number.POSITIVE_INFINITY),
            );
            expect(
              closedSegmentsHold(
                window.map((at) => at - 2000),
                found.breaks.slice(from, from + moved),
                minPoints,
              ),
            ).toBe(true);
          }
        }),
        { numRuns: runs, seed: 5 },
      );
    });
  }
});

describe("lines with their breaks on data", () => {
  it("are best with no break and with one, and leave what their breaks leave with more", () => {
    fc.assert(
      fc.property(somePoints(10, 22), fc.integer({ min: 2, max: 4 }), (points, minPoints) => {
        const own = grouped(points);
        const found = [0, 1, 2, 3, 4].flatMap((count) => knottedLine(own, count, minPoints, 150) ?? []);
        const slack = rounding(points);
        for (const [count, { breaks, residual }] of found.entries()) {
          const places = breaks.map((at) => at + 2000);
          expect(places).toHaveLength(count);
          expect(places.every((at) => points.x.includes(at))).toBe(true);
          expect(closedSegmentsHold(points.x, places, minPoints)).toBe(true);
          expect(Math.abs(hingeSumOfSquares(points, places) - residual - own.within)).toBeLessThan(slack);
        }
        for (const at of new Set(points.x)) {
          if (!closedSegmentsHold(points.x, [at], minPoints)) continue;
          expect(hingeSumOfSquares(points, [at])).toBeGreaterThanOrEqual(found[1]!.residual + own.within - slack);
        }
      }),
      { numRuns: 80, seed: 5 },
    );
  });

  it("are chosen from some of the data where these are many", () => {
    const x = Array.from({ length: 700 }, (_, i) => i / 100);
    const kinks = (at: number): number => Math.abs(at - 2) - 2 * Math.abs(at - 4) + Math.abs(at - 5.5);
    const own = emptyPoints(700);
    for (const at of x) addGroup(own, at, kinks(at), 1, 1);
    const three = knottedLine(own, 3, 5, 150);
    for (const [j, kink] of [2, 4, 5.5].entries()) expect(Math.abs(three!.breaks[j]! - kink)).toBeLessThan(0.06);
  });
});

describe("three breaks that were found", () => {
  it("cannot be bettered by moving two neighbours, and leave no more than two breaks with one more between", () => {
    fc.assert(
      fc.property(somePoints(16, 26), fc.integer({ min: 2, max: 3 }), (points, minPoints) => {
        const own = grouped(points);
        const found = bestBreaks(own, 3, minPoints, 0);
        const [, , two, three] = found;
        if (!two || !three) return;
        const places = three.breaks.map((at) => at + 2000);
        const relative = points.x.map((at) => at - 2000);
        expect(closedSegmentsHold(relative, three.breaks, minPoints)).toBe(true);
        const slack = rounding(points);
        for (const from of [0, 1]) {
          for (const other of otherPlaces(points, places, from, 2, minPoints)) {
            expect(hingeSumOfSquares(points, other)).toBeGreaterThanOrEqual(three.residual + own.within - slack);
          }
        }
        const ends = [Math.min(...relative), ...two.breaks, Math.max(...relative)];
        for (let s = 0; s < 3; s++) {
          const split = [...two.breaks.slice(0, s), (ends[s]! + ends[s + 1]!) / 2, ...two.breaks.slice(s)];
          if (closedSegmentsHold(relative, split, minPoints)) {
            expect(three.residual).toBeLessThanOrEqual(two.residual + slack);
          }
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});

describe("the rule of least points", () => {
  it("counts a datum on a break in both its segments, and asks every one for two different x", () => {
    fc.assert(
      fc.property(pointsAndBreaks(8, 16, 2), fc.integer({ min: 2, max: 6 }), ([points], minPoints) => {
        const own = grouped(points);
        for (const breaks of choices(gridOf(points.x, 1), 2)) {
          const relative = breaks.map((at) => at - 2000);
          const x = points.x.map((at) => at - 2000);
          expect(isAdmissible(own, relative, minPoints)).toBe(closedSegmentsHold(x, relative, minPoints));
        }
      }),
      { numRuns: 30, seed: 5 },
    );
  });
});
