import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Estimate } from "../../src/statistics/estimate.ts";
import { doublingTime } from "../../src/trends/doubling-time.ts";
import { fitTrend, type Trend } from "../../src/trends/trend.ts";
import { invertTrend } from "../../src/trends/trend-inversion.ts";
import type { TrendInterval } from "../../src/trends/trend-options.ts";
import { predictTrend } from "../../src/trends/trend-prediction.ts";

fc.configureGlobal({ seed: 7 });

const INTERVALS: TrendInterval[] = ["t", "cluster", "percentile", "bca", "residual"];

/** At least six points of at least three years, with whole-number exponents in thousandths so that shifts are exact. */
const points = fc
  .array(fc.record({ quarter: fc.integer({ min: 0, max: 60 }), exponent: fc.integer({ min: 0, max: 9000 }) }), {
    minLength: 6,
    maxLength: 30,
  })
  .filter((list) => new Set(list.map(({ quarter }) => quarter)).size >= 3);

interface Made {
  year: number[];
  value: number[];
}

const seriesOf = (list: { quarter: number; exponent: number }[]): Made => ({
  year: list.map(({ quarter }) => 2008 + quarter / 4),
  value: list.map(({ exponent }) => 10 ** (20 + exponent / 1000)),
});

const fit = (series: Made, interval: TrendInterval, more: { level?: number; seed?: number } = {}): Trend =>
  fitTrend(series, {
    ...more,
    interval,
    resamples: 60,
    ...(interval === "cluster" ? { clusters: series.year.map((_, i) => i % 5) } : {}),
  });

const slopeOf = ({ coefficients }: Trend): Estimate => coefficients.slopeOomPerYear;
const close = (a: number | null, b: number | null, scale = 1): void => {
  if (a === null || b === null) expect(a).toBe(b);
  else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(scale, Math.abs(a), Math.abs(b)));
};

describe("any trend", () => {
  it("rises by one at its reference when every value is ten times as large, and has the same slope", () => {
    fc.assert(
      fc.property(points, fc.constantFrom(...INTERVALS), (list, interval) => {
        const series = seriesOf(list);
        const [once, tenfold] = [
          fit(series, interval),
          fit({ ...series, value: series.value.map((v) => 10 * v) }, interval),
        ];
        close(tenfold.coefficients.log10AtReference.estimate, once.coefficients.log10AtReference.estimate + 1);
        for (const side of ["estimate", "lower", "upper"] as const) close(slopeOf(tenfold)[side], slopeOf(once)[side]);
      }),
      { numRuns: 60 },
    );
  });

  it("moves with its years", () => {
    fc.assert(
      fc.property(
        points,
        fc.constantFrom(...INTERVALS),
        fc.integer({ min: -1000, max: 1000 }),
        (list, interval, shift) => {
          const series = seriesOf(list);
          const [here, there] = [
            fit(series, interval),
            fit({ ...series, year: series.year.map((at) => at + shift) }, interval),
          ];
          close(there.referenceYear, here.referenceYear + shift);
          close(there.coefficients.log10AtReference.estimate, here.coefficients.log10AtReference.estimate);
          for (const side of ["estimate", "lower", "upper"] as const) close(slopeOf(there)[side], slopeOf(here)[side]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("turns over with its values", () => {
    fc.assert(
      fc.property(points, (list) => {
        const series = seriesOf(list);
        const [up, down] = [fit(series, "t"), fit({ ...series, value: series.value.map((v) => 1e40 / v) }, "t")];
        close(slopeOf(down).estimate, -slopeOf(up).estimate);
        close(slopeOf(down).lower, -(slopeOf(up).upper ?? NaN));
        const [rising, falling] = [doublingTime(up), doublingTime(down)];
        close(falling.halvingTimeMonths?.estimate ?? null, rising.doublingTimeMonths?.estimate ?? null);
        close(falling.doublingTimeMonths?.lower ?? null, rising.halvingTimeMonths?.lower ?? null);
      }),
    );
  });

  it("does not depend on the order of the points", () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 29 }), (list, turn) => {
        const turned = [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)];
        const [a, b] = [fit(seriesOf(list), "t"), fit(seriesOf(turned), "t")];
        close(slopeOf(a).estimate, slopeOf(b).estimate);
        close(slopeOf(a).standardError, slopeOf(b).standardError);
        close(a.goodness.bic, b.goodness.bic);
      }),
    );
  });

  it("finds a line without noise", () => {
    fc.assert(
      fc.property(points, fc.double({ min: -3, max: 3, noNaN: true }), (list, slope) => {
        const year = list.map(({ quarter }) => 2008 + quarter / 4);
        const trend = fitTrend(
          { year, value: year.map((at) => 10 ** (20 + slope * (at - 2015))) },
          { referenceYear: 2015 },
        );
        close(trend.coefficients.slopeOomPerYear.estimate, slope);
        close(trend.coefficients.log10AtReference.estimate, 20);
        expect(trend.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
      }),
    );
  });

  it("is the same from the same seed, whole, and has another interval from another", () => {
    fc.assert(
      fc.property(points, fc.constantFrom("percentile" as const, "residual" as const), (list, interval) => {
        const series = seriesOf(list);
        expect(fit(series, interval, { seed: 4 })).toEqual(fit(series, interval, { seed: 4 }));
        const [a, b] = [4, 5].map((seed) => slopeOf(fit(series, interval, { seed })));
        expect(a?.estimate).toBe(b?.estimate);
      }),
      { numRuns: 40 },
    );
    const series = seriesOf(
      [0, 9, 3, 20, 31, 14, 8, 55].map((quarter, i) => ({ quarter, exponent: (i * 2711) % 5000 })),
    );
    expect(slopeOf(fit(series, "percentile", { seed: 4 })).lower).not.toBe(
      slopeOf(fit(series, "percentile", { seed: 5 })).lower,
    );
  });

  it("has intervals that grow with their level, within one another", () => {
    fc.assert(
      fc.property(points, fc.constantFrom(...INTERVALS), (list, interval) => {
        const [narrow, wide] = [0.6, 0.9].map((level) => slopeOf(fit(seriesOf(list), interval, { level }))) as [
          Estimate,
          Estimate,
        ];
        if (narrow.lower === null || wide.lower === null || narrow.upper === null || wide.upper === null) return;
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
      }),
      { numRuns: 60 },
    );
  });

  it("has doubling times that agree with its growth", () => {
    fc.assert(
      fc.property(points, (list) => {
        const { doublingTimeMonths, halvingTimeMonths, growthFactorPerYear, oomPerYear } = doublingTime(
          fit(seriesOf(list), "t"),
        );
        if (doublingTimeMonths?.estimate != null) {
          close(growthFactorPerYear.estimate ** (doublingTimeMonths.estimate / 12), 2);
          expect(halvingTimeMonths?.estimate ?? null).toBeNull();
        }
        if (halvingTimeMonths?.estimate != null)
          close(growthFactorPerYear.estimate ** (halvingTimeMonths.estimate / 12), 0.5);
        expect(doublingTimeMonths === null).toBe((oomPerYear.upper ?? NaN) <= 0);
        expect(halvingTimeMonths === null).toBe((oomPerYear.lower ?? NaN) >= 0);
        for (const branch of [doublingTimeMonths, halvingTimeMonths]) {
          if (branch?.estimate == null) continue;
          if (branch.lower !== null) expect(branch.lower).toBeLessThanOrEqual(branch.estimate);
          if (branch.upper !== null) expect(branch.upper).toBeGreaterThanOrEqual(branch.estimate);
        }
      }),
    );
  });

  it("reaches its own prediction in that year, and within Fieller's bounds", () => {
    fc.assert(
      fc.property(points, fc.double({ min: 1990, max: 2040, noNaN: true }), (list, year) => {
        const trend = fit(seriesOf(list), "t");
        const value = predictTrend(trend, year).estimate;
        if (value === null || Math.abs(slopeOf(trend).estimate) < 1e-6) return;
        const reached = invertTrend(trend, value);
        expect(Math.abs((reached.estimate ?? NaN) - year)).toBeLessThan(1e-6);
        if (reached.lower === null || reached.upper === null || reached.estimate === null) {
          expect(reached.warnings.map(({ code }) => code)).toContain("UNBOUNDED");
          return;
        }
        expect(reached.lower).toBeLessThanOrEqual(reached.estimate);
        expect(reached.upper).toBeGreaterThanOrEqual(reached.estimate);
        // At its ends the line's own interval touches the value.
        const [low, high] = predictTrend(trend, [reached.lower, reached.upper]);
        const ends = [low?.lower, low?.upper, high?.lower, high?.upper].map((end) =>
          end === null || end === undefined ? Infinity : Math.abs(Math.log10(end / value)),
        );
        expect(Math.min(ends[0]!, ends[1]!)).toBeLessThan(1e-6);
        expect(Math.min(ends[2]!, ends[3]!)).toBeLessThan(1e-6);
      }),
    );
  });
});
