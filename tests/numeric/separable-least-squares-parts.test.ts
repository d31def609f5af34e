import { describe, expect, it } from "vitest";
import { randomSource, standardNormal, uniform } from "../../src/numeric/random.ts";
import { type Projection, projectionOf, solveLinear } from "../../src/numeric/separable-least-squares-projection.ts";
import { valleyStarts } from "../../src/numeric/separable-least-squares-valley.ts";

describe("the linear part of a separable problem", () => {
  const rows = 8;

  it("meets the conditions of its optimum: residuals orthogonal to free columns, and against held ones", () => {
    const random = randomSource(7);
    const lower = [0, -0.2, Number.NEGATIVE_INFINITY, 0.1];
    const heldCounts = new Set<number>();
    for (let round = 0; round < 150; round++) {
      const columns = Array.from({ length: 4 }, () => Array.from({ length: rows }, () => standardNormal(random)));
      const target = Array.from({ length: rows }, () => standardNormal(random));
      const weights = Array.from({ length: rows }, () => (round % 2 === 0 ? 1 : 0.2 + uniform(random)));
      const projection = projectionOf({
        rows,
        columns: 4,
        shapes: 1,
        target,
        lower,
        ...(round % 2 === 0 ? {} : { weights }),
        fillColumns(_, into) {
          columns.forEach((column, k) => {
            into.set(column, k * rows);
          });
          return true;
        },
        fillDerivatives: () => false,
      });
      const square = solveLinear(projection, Float64Array.of(0));
      const { linear, held } = projection;
      const residuals = target.map((value, i) => value - columns.reduce((sum, c, k) => sum + c[i]! * linear[k]!, 0));
      expect(square).toBeCloseTo(
        residuals.reduce((sum, each, i) => sum + weights[i]! * each * each, 0),
        11,
      );
      for (const [k, column] of columns.entries()) {
        const pull = column.reduce((sum, each, i) => sum + weights[i]! * each * residuals[i]!, 0);
        if (held[k] === 1) {
          expect(linear[k]).toBe(lower[k]);
          expect(pull).toBeLessThan(1e-12);
        } else {
          expect(linear[k]).toBeGreaterThanOrEqual(lower[k]!);
          expect(Math.abs(pull)).toBeLessThan(1e-11);
        }
      }
      heldCounts.add(held.reduce((sum, each) => sum + each, 0));
    }
    expect(heldCounts).toEqual(new Set([0, 1, 2, 3]));
  });

  it("has no least where a column is not finite, or the shape has no model", () => {
    const withColumn = (value: number, isThere: boolean): number => {
      const projection = projectionOf({
        rows,
        columns: 1,
        shapes: 1,
        target: new Array<number>(rows).fill(1),
        fillColumns(_, into) {
          into.fill(1);
          into[3] = value;
          return isThere;
        },
        fillDerivatives: () => false,
      });
      return solveLinear(projection, Float64Array.of(0));
    };
    expect(withColumn(1, true)).toBeCloseTo(0, 14);
    expect([withColumn(Number.NaN, true), withColumn(Infinity, true), withColumn(1, false)]).toEqual([
      Infinity,
      Infinity,
      Infinity,
    ]);
  });
});

/** A problem of two shapes whose least sum of squares is the given function of them, from 0 to 1 (see the grid's tests). */
function surface(squareAt: (a: number, b: number) => number): Projection {
  return projectionOf({
    rows: 2,
    columns: 1,
    shapes: 2,
    target: [1, 0],
    fillColumns(shape, columns) {
      const angle = Math.asin(Math.sqrt(squareAt(shape[0]!, shape[1]!)));
      columns.set([Math.cos(angle), Math.sin(angle)]);
      return true;
    },
    fillDerivatives: () => false,
  });
}

const axes = [{ values: [0, 1, 2, 3, 4, 5, 6] }, { values: [0, 1, 2.5, 3, 4.5, 5] }];

function startsOf(squareAt: (a: number, b: number) => number, m: number): { shape: number[]; square: number }[] {
  const squares = axes[1]!.values.flatMap((b) => axes[0]!.values.map((a) => squareAt(a, b)));
  const starts = valleyStarts(surface(squareAt), axes, Float64Array.from(squares), m);
  return starts.map(({ shape, square }) => ({ shape: Array.from(shape), square }));
}

describe("the starts in a valley", () => {
  const bowl = (a: number, b: number): number => 0.05 + 0.02 * (b - 2.3 - 0.1 * a) ** 2 + 0.01 * (a - 3.2) ** 2;

  it("are the lowest of the exact minima across it, for each place along it", () => {
    // Across the first shape the minimum is at b = 2.3 + a / 10, with 0.05 + (a - 3.2)^2 / 100.
    const along = startsOf(bowl, 0);
    expect(along).toHaveLength(1);
    expect(along[0]!.shape[0]).toBe(3);
    expect(along[0]!.shape[1]).toBeCloseTo(2.6, 7);
    expect(along[0]!.square).toBeCloseTo(0.0504, 12);
    // Across the second: 0.02 (a - 3.2) = 0.004 (b - 2.3 - a / 10), at b = 2.5.
    const second = startsOf(bowl, 1);
    expect(second).toHaveLength(1);
    expect(second[0]!.shape[1]).toBe(2.5);
    expect(second[0]!.shape[0]).toBeCloseTo((0.064 + 0.004 * 0.2) / 0.0204, 7);
  });

  it("are two where it has two bottoms, and stand on the grid where it runs along the edge", () => {
    const two = (a: number, b: number): number => 0.1 + 0.03 * (b - 2.8) ** 2 + 0.05 * Math.cos((a * Math.PI) / 2);
    const found = startsOf(two, 0);
    expect(found.map(({ shape }) => shape[0])).toEqual([2, 6]);
    for (const { shape, square } of found) {
      expect(shape[1]).toBeCloseTo(2.8, 7);
      expect(square).toBeCloseTo(0.05, 12);
    }
    const edge = (a: number, b: number): number => 0.1 + 0.05 * b + 0.01 * (a - 4) ** 2;
    expect(startsOf(edge, 0)).toEqual([{ shape: [4, 0], square: edge(4, 0) }]);
    expect(startsOf((a, b) => edge(a, 5 - b), 0)).toEqual([{ shape: [4, 5], square: edge(4, 0) }]);
    expect(startsOf(() => 0.25, 0)).toEqual([{ shape: [0, 0], square: 0.25 }]);
  });

  it("come nearer than the grid to a bottom that is no parabola, and never higher", () => {
    for (const centre of [2.2, 2.6, 2.9, 3.4]) {
      const steep = (a: number, b: number): number => 0.01 * (a - 2) ** 2 + 0.1 * Math.log(1 + (b - centre) ** 4);
      const [start] = startsOf(steep, 0);
      expect(start!.shape[0]).toBe(2);
      const grid = Math.min(...axes[1]!.values.map((b) => steep(2, b)));
      expect(start!.square).toBeLessThanOrEqual(grid);
      expect(start!.square).toBeCloseTo(steep(2, start!.shape[1]!), 12);
      expect(Math.abs(start!.shape[1]! - centre)).toBeLessThan(0.2);
    }
  });
});
