import fc from "fast-check";
import { type GroupedPoints, groupPoints } from "../../src/statistics/segmented-regression-points.ts";
import type { Points } from "../statistics/brute-force.ts";

/** Numbers spread over the range: the doubles of fast-check crowd at zero and at the ends. */
const thousandths = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1000 * min, max: 1000 * max }).map((value) => value / 1000);

/** Points with ties (x on a coarse grid) or without, weights equal or not, kinks or noise. */
export const somePoints = (least: number, most: number): fc.Arbitrary<Points> =>
  fc
    .record({
      rows: fc.array(
        fc.record({
          fine: thousandths(0, 12),
          noise: thousandths(-1, 1),
          weight: thousandths(0.2, 3),
        }),
        { minLength: least, maxLength: most },
      ),
      tied: fc.boolean(),
      weighted: fc.boolean(),
      bend: fc.constantFrom(0, 0.5, -2),
    })
    .map(({ rows, tied, weighted, bend }) => {
      const x = Float64Array.from(rows, ({ fine }) => 2000 + (tied ? Math.floor(fine) : fine));
      return {
        x,
        y: Float64Array.from(rows, ({ noise }, i) => noise + 0.3 * (x[i]! - 2000) + bend * Math.max(0, x[i]! - 2005)),
        weights: Float64Array.from(rows, ({ weight }) => (weighted ? weight : 1)),
      };
    })
    .filter(({ x }) => new Set(x).size > 1);

/** Bound for differences that are rounding of sums of squares of this size. */
export function rounding({ y, weights }: Points): number {
  return 1e-12 * y.reduce((total, value, i) => total + weights[i]! * value * value, 1e-6);
}

/** The points as the search takes them: in order, about the year 2000. */
export function grouped({ x, y, weights }: Points): GroupedPoints {
  const order = [...x.keys()].sort((a, b) => x[a]! - x[b]!);
  const column = (of: (i: number) => number): Float64Array => Float64Array.from(order, of);
  const rows = { x: column((i) => x[i]! - 2000), y: column((i) => y[i]!), weights: column((i) => weights[i]!) };
  return groupPoints(rows, new Uint32Array(x.length));
}
