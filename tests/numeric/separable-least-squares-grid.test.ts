import { describe, expect, it } from "vitest";
import { randomSource, uniform } from "../../src/numeric/random.ts";
import type { SeparableOptimum } from "../../src/numeric/separable-least-squares.ts";
import { searchGrid } from "../../src/numeric/separable-least-squares-grid.ts";
import { distinctOptima, distinctPlaces, type Near } from "../../src/numeric/separable-least-squares-optima.ts";
import { projectionOf } from "../../src/numeric/separable-least-squares-projection.ts";

/**
 * A problem whose least sum of squares at whole shapes is what a table says: of the target (1, 0) the column
 * (cos t, sin t) leaves sin(t)^2. Infinity in the table is a shape without a model.
 */
function tabled(counts: number[], table: number[]): ReturnType<typeof projectionOf> {
  return projectionOf({
    rows: 2,
    columns: 1,
    shapes: counts.length,
    target: [1, 0],
    fillColumns(shape, columns) {
      let [point, stride] = [0, 1];
      for (const [m, count] of counts.entries()) {
        point += shape[m]! * stride;
        stride *= count;
      }
      const angle = Math.asin(Math.sqrt(table[point]!));
      columns.set([Math.cos(angle), Math.sin(angle)]);
      return Number.isFinite(angle);
    },
    fillDerivatives: () => false,
  });
}

const axesOf = (counts: number[]) => counts.map((count) => ({ values: Array.from({ length: count }, (_, i) => i) }));

/** The places of a table, the first coordinate running fastest. */
function placesOf(counts: number[]): number[][] {
  return counts.reduce<number[][]>(
    (places, count) => Array.from({ length: count }, (_, i) => places.map((place) => [...place, i])).flat(),
    [[]],
  );
}

describe("the search of a grid", () => {
  it.each([[[7]], [[4, 3, 3]], [[2, 5, 1]]])("of %j places starts from its minima, the lowest first", (counts) => {
    const random = randomSource(counts.length);
    const places = placesOf(counts);
    for (let round = 0; round < 20; round++) {
      // Few levels, so that many neighbours are equal; some places have no model.
      const table = places.map(() => (uniform(random) < 0.15 ? Infinity : Math.floor(5 * uniform(random)) / 8));
      const { points, finite, starts } = searchGrid(tabled(counts, table), axesOf(counts));
      const isNeighbour = (a: number[], b: number[]): boolean => a.every((each, m) => Math.abs(each - b[m]!) <= 1);
      const minima = places
        .map((place, point) => ({ place, point, square: table[point]! }))
        .filter(({ square }) => square < Infinity)
        .filter(({ place, point, square }) =>
          places.every(
            (other, q) =>
              q === point ||
              !isNeighbour(place, other) ||
              table[q]! > square + 1e-12 ||
              (Math.abs(table[q]! - square) < 1e-12 && q > point),
          ),
        )
        .sort((a, b) => a.square - b.square);
      expect(points).toBe(places.length);
      expect(finite).toBe(table.filter((square) => square < Infinity).length);
      expect(starts.map((start) => Array.from(start))).toEqual(minima.map(({ place }) => place));
    }
  });
});

const axes = [{ values: [1, 2, 4, 8] }, { values: [5] }];

describe("places that searches have come to", () => {
  const place = (shape: number[], square: number, gradientNorm = 1e-6): Near => ({
    shape,
    sumOfSquaredResiduals: square,
    gradientNorm,
    iterations: 1,
  });

  it("are one where shape and sum of squares agree, in steps of the grid, and both are near an optimum", () => {
    const first = place([3, 5], 10);
    const known = (other: Near): boolean => distinctPlaces([first, other], axes).length === 1;
    // From 2 to 4 a step of the grid is 2 long, from 4 on it is 4; of a single value the step is the value.
    expect(known(place([3.019, 5], 10))).toBe(true);
    expect(known(place([3.021, 5], 10))).toBe(false);
    expect(known(place([3, 5.049], 10))).toBe(true);
    expect(known(place([3, 5.051], 10))).toBe(false);
    expect(known(place([3, 5], 10.0009))).toBe(true);
    expect(known(place([3, 5], 10.0011))).toBe(false);
    expect(known(place([3, 5], 9.9991))).toBe(true);
    expect(known(place([3, 5], 10, 2e-3))).toBe(false);
    const last = [place([7.9, 5], 10), place([7.93, 5], 10), place([7.95, 5], 10)];
    expect(distinctPlaces(last, axes)).toEqual([last[0], last[2]]);
    const beyond = [place([0.5, 5], 1), place([0.509, 5], 1), place([9, 5], 1), place([9.039, 5], 1)];
    expect(distinctPlaces(beyond, axes)).toEqual([beyond[0], beyond[2]]);
    expect(distinctPlaces([place([0.3], 1), place([0.309], 1)], [{ values: [0] }])).toHaveLength(1);
  });
});

describe("optima that searches have come to", () => {
  const optimum = (shape: number[], square: number, more: Partial<SeparableOptimum> = {}): SeparableOptimum => ({
    shape,
    linear: [1],
    sumOfSquaredResiduals: square,
    unscaledCovariance: [[1]],
    rank: 3,
    conditionNumber: 1,
    converged: true,
    iterations: 1,
    gradientNorm: 0,
    held: [null, null, null],
    atEdge: false,
    ...more,
  });
  const shapes = (found: SeparableOptimum[], within = 2): number[] =>
    distinctOptima(found, axes, within).map(({ shape }) => shape[0]!);

  it("come in order, up to a factor times the least", () => {
    const found = [optimum([4, 5], 1.9), optimum([8, 5], 2.1), optimum([1, 5], 1), optimum([2, 5], 1.5)];
    expect(shapes(found)).toEqual([1, 2, 4]);
    expect(shapes(found, 3)).toEqual([1, 2, 4, 8]);
    expect(found.map(({ shape }) => shape[0])).toEqual([4, 8, 1, 2]);
  });

  it("are one within a thousandth of a step, or where a valley is flat and the sums agree", () => {
    expect(shapes([optimum([3, 5], 1), optimum([3.0019, 5], 1)])).toEqual([3]);
    expect(shapes([optimum([3, 5], 1), optimum([3.0021, 5], 1)])).toEqual([3, 3.0021]);
    const flat = { unscaledCovariance: null };
    expect(shapes([optimum([3, 5], 1), optimum([7, 5], 1, flat)])).toEqual([3]);
    expect(shapes([optimum([3, 5], 1, flat), optimum([7, 5], 1 + 1e-10)])).toEqual([3]);
    expect(shapes([optimum([3, 5], 1, flat), optimum([7, 5], 1 + 1e-8, flat)])).toEqual([3, 7]);
    expect(shapes([optimum([3, 5], 1), optimum([7, 5], 1)])).toEqual([3, 7]);
  });

  it("give way to no search that stopped short, unless it is the lowest", () => {
    const short = { converged: false };
    expect(shapes([optimum([3, 5], 1), optimum([7, 5], 1.5, short)])).toEqual([3]);
    expect(shapes([optimum([3, 5], 1, short), optimum([7, 5], 1.5)])).toEqual([3, 7]);
    expect(shapes([optimum([3, 5], 1, short), optimum([3.001, 5], 1.1)])).toEqual([3.001]);
    expect(shapes([optimum([3, 5], 1), optimum([3.001, 5], 1.1)])).toEqual([3]);
  });
});
