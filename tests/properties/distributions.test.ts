import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredSurvival,
  fCdf,
  fQuantile,
  fSurvival,
  studentTCdf,
  studentTQuantile,
  studentTSurvival,
} from "../../src/numeric/distributions.ts";

/** Degrees of freedom from 0.5 to 10^6, even in their logarithm. */
const degrees = fc.double({ min: -0.3, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);
/** Probabilities from 1e-12 to 1 - 1e-8, most of them near the ends. */
const probability = fc.oneof(
  fc.double({ min: -12, max: -0.31, noNaN: true }).map((exponent) => 10 ** exponent),
  fc.double({ min: -8, max: -0.31, noNaN: true }).map((exponent) => 1 - 10 ** exponent),
);
const laws = fc.oneof(
  degrees.map((df) => ({
    cdf: (x: number) => studentTCdf(x, df),
    survival: (x: number) => studentTSurvival(x, df),
    quantile: (p: number) => studentTQuantile(p, df),
  })),
  degrees.map((df) => ({
    cdf: (x: number) => chiSquaredCdf(x, df),
    survival: (x: number) => chiSquaredSurvival(x, df),
    quantile: (p: number) => chiSquaredQuantile(p, df),
  })),
  fc.tuple(degrees, degrees).map(([d1, d2]) => ({
    cdf: (x: number) => fCdf(x, d1, d2),
    survival: (x: number) => fSurvival(x, d1, d2),
    quantile: (p: number) => fQuantile(p, d1, d2),
  })),
);

describe("every distribution", () => {
  it("gives back the probability of its quantile, from the smaller tail", () => {
    fc.assert(
      fc.property(laws, probability, ({ cdf, survival, quantile }, p) => {
        const x = quantile(p);
        const error = p < 0.5 ? cdf(x) / p - 1 : survival(x) / (1 - p) - 1;
        // The slope of the tail carries the rounding of x: at 10^6 degrees of freedom by a factor of thousands.
        expect(Math.abs(error)).toBeLessThan(1e-9);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it("has cdf and survival that add up to one, and never falls", () => {
    fc.assert(
      fc.property(laws, probability, probability, ({ cdf, survival, quantile }, p, q) => {
        const [low, high] = [quantile(Math.min(p, q)), quantile(Math.max(p, q))];
        expect(low).toBeLessThanOrEqual(high);
        expect(cdf(low)).toBeLessThanOrEqual(cdf(high) * (1 + 1e-12));
        expect(Math.abs(cdf(low) + survival(low) - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
