import { describe, expect, it } from "vitest";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { randomSource, uniform } from "../../src/numeric/random.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import type { PiecewiseTrendOptions } from "../../src/trends/piecewise-trend-options.ts";
import { codes, kinked, noise, quarters } from "./piecewise-data.ts";

describe("residuals drawn again", () => {
  it("have the moments that their weights and the degrees of freedom give them", () => {
    // Few points and unequal weights: a wrong scale shows.
    const year = [2000, 2001, 2002, 2004, 2005, 2007, 2008, 2009];
    const weights = [1, 9, 2, 4, 1, 6, 3, 0.5];
    const y = year.map((x, i) => 3 + 0.4 * (x - 2004) + 0.5 * noise(i));
    const value = y.map((each) => 10 ** each);
    const options = { breaks: [2004.5], continuous: true, referenceYear: 2004.5, weights } as const;
    const fit = fitPiecewiseTrend(
      { year, value },
      { ...options, interval: "residual", resamples: 20000, keepDraws: true },
    );
    const x = Float64Array.from(year, (each) => each - 2004.5);
    const columns = [x.map(() => 1), x.map((at) => Math.min(at, 0)), x.map((at) => Math.max(at, 0))];
    const other = leastSquares(columns, Float64Array.from(y), Float64Array.from(weights));
    const bread = other.unscaledCovariance!;
    // e sqrt(w), with 8 / (8 - 3) for the coefficients that were fitted: their mean goes into every draw.
    const standardized = Array.from(other.residuals, (e, i) => e * Math.sqrt((weights[i]! * 8) / 5));
    const mean = standardized.reduce((a, b) => a + b, 0) / 8;
    const variance = standardized.reduce((sum, e) => sum + (e - mean) ** 2, 0) / 8;
    const pull = columns.map((column) =>
      column.reduce((sum, entry, i) => sum + entry * Math.sqrt(weights[i]!) * mean, 0),
    );
    expect(fit.draws).toHaveLength(20000);
    for (let k = 0; k < 3; k++) {
      const drawn = fit.draws!.map((draw) => draw[k]!);
      const average = drawn.reduce((a, b) => a + b, 0) / drawn.length;
      const error = Math.sqrt(bread[k]![k]! * variance);
      const shift = bread[k]!.reduce((sum, entry, j) => sum + entry * pull[j]!, 0);
      expect(Math.abs((average - other.coefficients[k]! - shift) / error)).toBeLessThan(0.03);
      expect(fit.coefficients[fit.terms[k]!]!.standardError! / error).toBeGreaterThan(0.975);
      expect(fit.coefficients[fit.terms[k]!]!.standardError! / error).toBeLessThan(1.025);
    }
  });
});

describe("clusters drawn again", () => {
  const year = [...quarters(24), ...quarters(24).map((x) => x + 0.1)];
  const value = [...kinked(quarters(24), 2003.3, 0.2, 1.1, 0.3), ...kinked(quarters(24), 2002.6, 0.4, 1.3, 0.2)];
  const clusters = year.map((_, i) => (i < 24 ? "a" : "b"));

  it("of two make three samples: the first twice, the second twice, or both", () => {
    for (const options of [
      { breaks: { count: 1 }, continuous: true },
      { breaks: { count: 1 }, continuous: false },
      { breaks: { count: 2 }, continuous: true },
      { breaks: { count: 2 }, continuous: false },
    ] as const) {
      const common: PiecewiseTrendOptions = { ...options, minPoints: 4, resamples: 200, referenceYear: 2003 };
      const fit = fitPiecewiseTrend({ year, value }, { ...common, clusters, keepDraws: true });
      const samples = [
        [0, 24, 0, 24],
        [0, 24, 24, 48],
        [24, 48, 24, 48],
      ].map(([a, b, c, d]) => {
        const twice = <T>(column: T[]): T[] => [...column.slice(a, b), ...column.slice(c, d)];
        const sample = { year: twice(year), value: twice(value) };
        const own = fitPiecewiseTrend(sample, { ...common, resamples: 0 });
        return own.terms.map((term) => own.coefficients[term]!.estimate);
      });
      const shares = [0, 0, 0];
      for (const draw of fit.draws!) {
        // Separate segments: the first level is read at the first year of all, not of the sample.
        const from = options.continuous ? 0 : 1;
        const which = samples.findIndex((sample) =>
          sample.every((each, k) => k < from || Math.abs(each - draw[k]!) < 1e-7),
        );
        expect(which).toBeGreaterThanOrEqual(0);
        shares[which]! += 1;
      }
      expect(fit.draws).toHaveLength(200);
      expect(shares[0]).toBeGreaterThan(25);
      expect(shares[1]).toBeGreaterThan(70);
      expect(shares[2]).toBeGreaterThan(25);
      expect(fit.intervalDegreesOfFreedom).toBeNull();
      expect(fit.breaks[0]!.standardError).toBeGreaterThan(0);
    }
  });

  it("that leave no room for the breaks are left out, and counted", () => {
    // Drawn twice, the first cluster has two years only.
    const few = { year: [2000, 2000, 2001, ...quarters(24)], value: [1, 2, 3, ...value.slice(0, 24)] };
    const labels = few.year.map((_, i) => Number(i < 3));
    for (const continuous of [true, false]) {
      const fit = fitPiecewiseTrend(few, {
        breaks: { count: 1 },
        continuous,
        minPoints: 2,
        clusters: labels,
        resamples: 200,
        keepDraws: true,
      });
      expect(codes(fit)).toContain("RESAMPLES_DROPPED");
      expect(fit.draws!.length).toBeGreaterThan(120);
      expect(fit.draws!.length).toBeLessThan(175);
    }
  });
});

describe("the order of the rows", () => {
  it("does not matter to estimates, covariances or draws, whatever the clusters, weights and ties", () => {
    const random = randomSource(3);
    const year = Array.from({ length: 60 }, (_, i) => 2000 + Math.floor(i / 3) / 2);
    const rows = year.map((x, i) => ({
      year: x,
      value: 10 ** (0.3 * (x - 2000) + 0.8 * Math.max(0, x - 2005.2) + 0.4 * noise(i)),
      weight: 0.5 + uniform(random),
      cluster: `lab ${i % 12}`,
    }));
    // Clusters are numbered as they first appear: the first of each stays, so that the draws can be compared.
    const shuffled = [
      ...rows.slice(0, 12),
      ...rows
        .slice(12)
        .map((row) => ({ row, key: uniform(random) }))
        .sort((a, b) => a.key - b.key)
        .map(({ row }) => row),
    ];
    const fitOf = (from: typeof rows, options: PiecewiseTrendOptions, labelled: boolean) =>
      fitPiecewiseTrend(
        { year: from.map((row) => row.year), value: from.map((row) => row.value) },
        {
          ...options,
          weights: from.map(({ weight }) => weight),
          ...(labelled ? { clusters: from.map(({ cluster }) => cluster) } : {}),
        },
      );
    for (const continuous of [true, false]) {
      for (const breaks of [{ count: 1 }, { count: 2 }, [2005]]) {
        for (const labelled of [true, false]) {
          const interval: PiecewiseTrendOptions["interval"] = labelled ? "cluster" : "t";
          const options = { breaks, continuous, resamples: 30, keepDraws: true, interval };
          const sorted = fitOf(rows, options, labelled);
          const other = fitOf(shuffled, options, labelled);
          for (const term of sorted.terms) {
            const [a, b] = [sorted.coefficients[term]!, other.coefficients[term]!];
            expect(b.estimate).toBeCloseTo(a.estimate, 8);
            expect(b.standardError === null).toBe(a.standardError === null);
            expect(b.standardError ?? 0).toBeCloseTo(a.standardError ?? 0, 8);
            expect(b.upper ?? 0).toBeCloseTo(a.upper ?? 0, 8);
          }
          expect(sorted.draws?.length).toBe(other.draws?.length);
          sorted.draws?.forEach((draw, d) => {
            for (const [k, each] of draw.entries()) expect(other.draws![d]![k]).toBeCloseTo(each, 7);
          });
        }
      }
    }
  });
});
