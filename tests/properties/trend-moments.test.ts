import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { fitTrendFromMoments } from "../../src/trends/trend-from-moments.ts";
import { mergeMoments, type TrendMoments, trendMoments } from "../../src/trends/trend-moments.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";

fc.configureGlobal({ seed: 7 });

interface Point {
  year: number;
  exponent: number;
  weight: number;
}

const point = fc.record({
  year: fc.double({ min: 1990, max: 2030, noNaN: true }),
  exponent: fc.double({ min: 10, max: 30, noNaN: true }),
  weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
});
const points = fc.array(point, { minLength: 1, maxLength: 12 });

function momentsOf(list: Point[], weighted: boolean): TrendMoments {
  const series = { year: list.map(({ year }) => year), value: list.map(({ exponent }) => 10 ** exponent) };
  return trendMoments(series, weighted ? { weights: list.map(({ weight }) => weight) } : {});
}

/** Alike to rounding: sums of n terms, each as large as the ranges allow. */
function expectAlike(found: TrendMoments, expected: TrendMoments): void {
  const scale = (expected.sumOfWeights ?? expected.n) * 40 ** 2;
  for (const name of ["sumOfSquaresYear", "sumOfProducts", "sumOfSquaresLog10Value"] as const) {
    expect(Math.abs(found[name] - expected[name])).toBeLessThanOrEqual(1e-13 * scale);
  }
  for (const name of ["n", "firstYear", "lastYear"] as const) expect(found[name]).toBe(expected[name]);
  const mean = ({ meanYear, meanYearRemainder = 0 }: TrendMoments): number => meanYear - 2000 + meanYearRemainder;
  expect(Math.abs(mean(found) - mean(expected))).toBeLessThanOrEqual(1e-12);
  expect(Math.abs(found.meanLog10Value - expected.meanLog10Value)).toBeLessThanOrEqual(1e-12);
  expect(found.sumOfWeights === undefined).toBe(expected.sumOfWeights === undefined);
  expect(Math.abs((found.sumOfWeights ?? 0) - (expected.sumOfWeights ?? 0))).toBeLessThanOrEqual(1e-11);
  expect(Math.abs((found.sumLogWeights ?? 0) - (expected.sumLogWeights ?? 0))).toBeLessThanOrEqual(1e-11);
}

describe("any moments", () => {
  it("merge in any order and any grouping to those of all points", () => {
    fc.assert(
      fc.property(points, points, points, fc.boolean(), (a, b, c, weighted) => {
        const [x, y, z] = [momentsOf(a, weighted), momentsOf(b, weighted), momentsOf(c, weighted)];
        const whole = momentsOf([...a, ...b, ...c], weighted);
        expectAlike(mergeMoments(x, y), mergeMoments(y, x));
        expectAlike(mergeMoments(mergeMoments(x, y), z), whole);
        expectAlike(mergeMoments(x, mergeMoments(y, z)), whole);
      }),
    );
  });

  it("are those of the points in any order", () => {
    fc.assert(
      fc.property(points, fc.boolean(), (list, weighted) => {
        const sorted = list.slice().sort((a, b) => a.year - b.year);
        expectAlike(momentsOf(sorted, weighted), momentsOf(list, weighted));
      }),
    );
  });

  it("have the line of fitTrend, where it has one", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 30 }), (list) => {
        const series = { year: list.map(({ year }) => year), value: list.map(({ exponent }) => 10 ** exponent) };
        const moments = trendMoments(series);
        fc.pre(moments.sumOfSquaresYear > 1e-3);
        const trend = fitTrendFromMoments(moments);
        const expected = fitTrend(series);
        const slope = (each: typeof trend): number => each.coefficients.slopeOomPerYear.estimate;
        expect(Math.abs(slope(trend) - slope(expected))).toBeLessThanOrEqual(1e-10 * (1 + Math.abs(slope(expected))));
        const total = moments.sumOfSquaresLog10Value;
        const [found, sse] = [trend, expected].map(({ goodness }) => goodness.sumOfSquaredResiduals ?? 0);
        expect(Math.abs(found! - sse!)).toBeLessThanOrEqual(1e-12 * (1 + total));
      }),
    );
  });

  it("survive JSON, and do not change when every value is merged with a copy but for their sums", () => {
    fc.assert(
      fc.property(points, (list) => {
        const moments = momentsOf(list, false);
        expect(JSON.parse(JSON.stringify(moments))).toEqual(moments);
        const doubled = mergeMoments(moments, moments);
        expect(doubled.meanYear).toBe(moments.meanYear);
        expect(doubled.sumOfSquaresYear).toBe(2 * moments.sumOfSquaresYear);
        expect(doubled.sumOfProducts).toBe(2 * moments.sumOfProducts);
      }),
    );
  });
});

describe("an object in the place of moments", () => {
  const names = Object.keys(trendMoments({ year: [1], value: [1] }, { weights: [1] }));
  const number = fc.oneof(
    fc.double(),
    fc.integer({ min: -3, max: 60 }),
    fc.constantFrom<unknown>(null, undefined, "7", 5n, [], {}, Number.MAX_VALUE, 5e-324, -0),
  );

  it("is refused by a ScalingError, or gives a finite result", () => {
    const hostile = fc.record(Object.fromEntries(names.map((name) => [name, number])), { requiredKeys: [] });
    // Half of the objects are real moments with a few fields put wrong, which reach deeper.
    const tampered = fc
      .tuple(fc.array(point, { minLength: 3, maxLength: 9 }), hostile, fc.subarray(names))
      .map(([list, wrong, changed]) => ({
        ...momentsOf(list, changed.length % 2 === 0),
        ...Object.fromEntries(Object.entries(wrong).filter(([name]) => changed.slice(0, 2).includes(name))),
      }));
    fc.assert(
      fc.property(fc.oneof(hostile, tampered), (object) => {
        for (const run of [
          () => fitTrendFromMoments(object as unknown as TrendMoments),
          () => mergeMoments(object as unknown as TrendMoments, object as unknown as TrendMoments),
        ]) {
          try {
            expectPlainJson(run());
          } catch (error) {
            if (!(error instanceof ScalingError)) throw error;
          }
        }
      }),
      { numRuns: 3000 },
    );
  });
});
