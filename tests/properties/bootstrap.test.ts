import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bcaInterval,
  drawsCovariance,
  percentileInterval,
  quantileSorted,
  resamplePairs,
  standardDeviation,
} from "../../src/statistics/bootstrap.ts";
import { differing, factors, number, runs, sorted, values } from "./drawn-samples.ts";

describe("bootstrap intervals", () => {
  const levels = fc.tuple(number(0.05, 0.99), number(0.05, 0.99)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);

  it("of percentiles widen with their level, within the draws, in any order of them", () => {
    fc.assert(
      fc.property(values, levels, (draws, [low = 0, high = 1]) => {
        const narrow = percentileInterval(draws, low);
        const wide = percentileInterval(draws, high);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower ?? 0);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper ?? 0);
        expect(wide.lower).toBeGreaterThanOrEqual(Math.min(...draws));
        expect(wide.upper).toBeLessThanOrEqual(Math.max(...draws));
        expect(percentileInterval([...draws].reverse(), low)).toEqual(narrow);
      }),
      runs,
    );
  });

  it("of percentiles follow a change of unit and origin, and change sides with the sign", () => {
    fc.assert(
      fc.property(values, number(0.05, 0.99), factors, number(-10, 10), (draws, level, factor, shift) => {
        const { lower, upper } = percentileInterval(draws, level);
        const moved = percentileInterval(
          draws.map((each) => factor * each + shift),
          level,
        );
        expect(moved.lower).toBeCloseTo(factor * (lower ?? 0) + shift, 8);
        expect(moved.upper).toBeCloseTo(factor * (upper ?? 0) + shift, 8);
        const mirrored = percentileInterval(
          draws.map((each) => -each),
          level,
        );
        expect(mirrored.lower).toBeCloseTo(-(upper ?? 0), 8);
        expect(mirrored.upper).toBeCloseTo(-(lower ?? 0), 8);
      }),
      runs,
    );
  });

  it("with bias and acceleration widen with their level and follow a change of unit", () => {
    fc.assert(
      fc.property(differing, levels, factors, number(-10, 10), (draws, [low = 0, high = 1], factor, shift) => {
        const estimate = quantileSorted(sorted(draws), 0.4);
        const narrow = bcaInterval(draws, estimate, draws.slice(0, 9), low);
        const wide = bcaInterval(draws, estimate, draws.slice(0, 9), high);
        if (wide.lower !== null && narrow.lower !== null) expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        if (wide.upper !== null && narrow.upper !== null) expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        const move = (each: number): number => factor * each + shift;
        const moved = bcaInterval(draws.map(move), move(estimate), draws.slice(0, 9).map(move), low);
        if (narrow.lower !== null) expect(moved.lower).toBeCloseTo(move(narrow.lower), 6);
      }),
      runs,
    );
  });

  it("come from quantiles that rise with their probability", () => {
    fc.assert(
      fc.property(values, number(0, 1), number(0, 1), (drawn, p, q) => {
        const [lower, upper] = [Math.min(p, q), Math.max(p, q)].map((each) => quantileSorted(sorted(drawn), each));
        expect(lower).toBeLessThanOrEqual((upper ?? 0) + 1e-12);
      }),
      runs,
    );
  });

  it("come from resamples that are the same for the same seed, and are all accounted for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 2, max: 20 }), (seed, n) => {
        const plan = { seed, resamples: 30, coefficients: 1 };
        const mean = (rows: ArrayLike<number>): number[] | null =>
          rows[0] === 0 ? null : [Array.from(rows).reduce((sum, each) => sum + each, 0) / rows.length];
        const first = resamplePairs(plan, n, mean);
        expect(resamplePairs(plan, n, mean)).toEqual(first);
        expect(first.kept + first.dropped).toBe(30);
        expect(first.draws[0]).toHaveLength(first.kept);
      }),
      runs,
    );
  });

  it("come with standard deviations in the unit of the draws, and covariances of both units", () => {
    fc.assert(
      fc.property(differing, factors, number(-10, 10), (draws, factor, shift) => {
        const plain = Float64Array.from(draws);
        const moved = plain.map((each) => factor * each + shift);
        expect((standardDeviation(moved) ?? 0) / factor).toBeCloseTo(standardDeviation(plain) ?? 0, 8);
        const covariance = drawsCovariance([plain, moved]) ?? [];
        expect((covariance[0]?.[1] ?? 0) / factor).toBeCloseTo(covariance[0]?.[0] ?? 0, 6);
        expect(covariance[0]?.[1]).toBe(covariance[1]?.[0]);
      }),
      runs,
    );
  });
});
