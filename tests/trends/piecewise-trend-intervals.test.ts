import { describe, expect, it } from "vitest";
import { fQuantile, studentTQuantile } from "../../src/numeric/distributions.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import type { PiecewiseTrend } from "../../src/trends/piecewise-trend-law.ts";
import { closedSegmentsHold, gridOf, hingeSumOfSquares } from "../statistics/brute-force.ts";
import { codes, kinked, noise, quarters } from "./piecewise-data.ts";

const year = quarters(60);
const series = { year, value: kinked(year, 2008.1, 0.2, 0.7, 0.8) };
const one = { breaks: { count: 1 }, continuous: true } as const;
const points = {
  x: Float64Array.from(year),
  y: Float64Array.from(series.value, Math.log10),
  weights: new Float64Array(60).fill(1),
};

function holds({ lower, upper }: { lower: number | null; upper: number | null }, value: number): boolean {
  return (lower ?? Number.NEGATIVE_INFINITY) <= value && value <= (upper ?? Number.POSITIVE_INFINITY);
}

/** The least sum of squares with the first break held, the second anywhere on a fine grid. */
function bestSecond(first: number): number {
  const seconds = gridOf(points.x, 7).filter((at) => at > first && closedSegmentsHold(points.x, [first, at], 5));
  return Math.min(...seconds.map((second) => hingeSumOfSquares(points, [first, second])));
}

describe("the intervals of a piecewise trend", () => {
  it("come from the seed, and from nothing else", () => {
    const fit = fitPiecewiseTrend(series, { ...one, resamples: 200, seed: 4 });
    expect(fitPiecewiseTrend(series, { ...one, resamples: 200, seed: 4 })).toEqual(fit);
    expect(fitPiecewiseTrend(series, { ...one, resamples: 200, seed: 5 }).breaks).not.toEqual(fit.breaks);
    expect(fit.options).toEqual({
      level: 0.95,
      seed: 4,
      resamples: 200,
      weighted: false,
      clusters: null,
      breaks: { count: 1 },
      continuous: true,
      minPoints: 5,
      interval: "residual",
    });
  });

  it("hold the truth of an easy case, and the slope allows for the break", () => {
    const easy = { year, value: kinked(year, 2008.1, 0.2, 0.7, 0.3) };
    for (const interval of ["residual", "profile", "t"] as const) {
      const fit = fitPiecewiseTrend(easy, { ...one, interval, level: 0.999 });
      expect(holds(fit.breaks[0]!, 2008.1)).toBe(true);
      expect(holds(fit.segments[0]!.slopeOomPerYear, 0.2)).toBe(true);
      expect(holds(fit.segments[1]!.slopeOomPerYear, 0.7)).toBe(true);
      expect(fit.coefficients["break1"]).toEqual(fit.breaks[0]);
      expect(fit.coefficients["slope2"]).toEqual(fit.segments[1]!.slopeOomPerYear);
      for (const { slopeOomPerYear, standardErrorGivenBreaks } of fit.segments) {
        expect(slopeOomPerYear.standardError!).toBeGreaterThan(standardErrorGivenBreaks!);
      }
    }
  });

  it("look for three breaks anew in every resample, and find them where they are plain", () => {
    const knots = [2003.2, 2007.6, 2011.4];
    const bends = [0.8, -1.1, 0.9];
    const exponent = (at: number): number =>
      20 + 0.2 * (at - 2000) + knots.reduce((sum, knot, j) => sum + bends[j]! * Math.max(0, at - knot), 0);
    const value = year.map((at, i) => 10 ** (exponent(at) + 0.05 * noise(i)));
    const fit = fitPiecewiseTrend(
      { year, value },
      { breaks: { count: 3 }, continuous: true, resamples: 60, keepDraws: true },
    );
    expect(fit.draws).toHaveLength(60);
    for (const [j, knot] of knots.entries()) {
      const drawn = fit.draws!.map((draw) => draw[5 + j]!);
      expect(drawn.every((at) => Math.abs(at - knot) < 0.5)).toBe(true);
      expect(new Set(drawn).size).toBeGreaterThan(50);
      expect(holds(fit.breaks[j]!, knot)).toBe(true);
    }
  });

  it("are null without resamples", () => {
    const fit = fitPiecewiseTrend(series, { ...one, resamples: 0 });
    expect(fit.breaks[0]).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(fit.covariance).toBeNull();
    expect(fit.draws).toBeNull();
    expect(fit.segments[0]?.standardErrorGivenBreaks).toBeGreaterThan(0);
  });

  it("keep the draws when asked, in the order of the terms", () => {
    for (const continuous of [true, false]) {
      const fit = fitPiecewiseTrend(series, { ...one, continuous, resamples: 40, keepDraws: true });
      expect(fit.draws).toHaveLength(40);
      expect(fit.draws?.every((draw) => draw.length === fit.terms.length)).toBe(true);
      const at = fit.terms.indexOf("break1");
      expect(fit.draws?.every((draw) => draw[at]! > 2000 && draw[at]! < 2015)).toBe(true);
      expect(fit.covariance).toHaveLength(fit.terms.length);
    }
  });

  it("of a profile end where the sum of squares reaches the F threshold", () => {
    const fit = fitPiecewiseTrend(series, { ...one, interval: "profile" });
    const { lower, upper } = fit.breaks[0]!;
    const threshold = fit.goodness.sumOfSquaredResiduals! * (1 + fQuantile(0.95, 1, 56) / 56);
    for (const at of [lower!, upper!]) expect(hingeSumOfSquares(points, [at]) / threshold).toBeCloseTo(1, 9);
    for (const at of gridOf(points.x, 3)) {
      if (!closedSegmentsHold(points.x, [at], 5)) continue;
      if (hingeSumOfSquares(points, [at]) <= threshold) expect(holds(fit.breaks[0]!, at)).toBe(true);
    }
  });

  it("of a profile of two breaks have the other fitted again", () => {
    const fit = fitPiecewiseTrend(series, { breaks: { count: 2 }, continuous: true, interval: "profile", level: 0.5 });
    const threshold = fit.goodness.sumOfSquaredResiduals! * (1 + fQuantile(0.5, 1, 54) / 54);
    const { lower, upper } = fit.breaks[0]!;
    for (const at of gridOf(points.x, 1)) {
      if (bestSecond(at) <= threshold) expect(holds(fit.breaks[0]!, at)).toBe(true);
    }
    for (const at of [lower, upper]) if (at !== null) expect(bestSecond(at) / threshold).toBeCloseTo(1, 2);
  });

  it("of a profile are open where no year can be excluded, and say so", () => {
    const straight = { year, value: kinked(year, 2008, 0.4, 0.4, 0.5) };
    const fit = fitPiecewiseTrend(straight, { ...one, interval: "profile" });
    expect(fit.breaks[0]).toMatchObject({ lower: null, upper: null });
    expect(codes(fit)).toContain("UNBOUNDED");
  });

  it("of a profile between separate segments hold every cut that fits as well", () => {
    const jump = { year, value: year.map((x, i) => 10 ** (0.3 * (x - 2000) + (x < 2006 ? 0 : 1.5) + noise(i))) };
    const fit = fitPiecewiseTrend(jump, { breaks: { count: 1 }, continuous: false, interval: "profile" });
    const threshold = fit.goodness.sumOfSquaredResiduals! * (1 + fQuantile(0.95, 1, 55) / 55);
    const within = year.filter((at, i) => {
      if (i < 5 || i > 55) return false;
      return fitPiecewiseTrend(jump, { breaks: [at], continuous: false }).goodness.sumOfSquaredResiduals! <= threshold;
    });
    expect(fit.breaks[0]?.upper).toBe(within[within.length - 1]);
    expect(fit.breaks[0]?.lower).toBe(within[0]! - 0.25);
  });

  it("of given breaks are Student's t, of one spread if continuous", () => {
    const fit = fitPiecewiseTrend(series, { breaks: [2008], continuous: true });
    const { estimate, standardError, lower, upper } = fit.segments[1]!.slopeOomPerYear;
    const half = studentTQuantile(0.975, 57) * standardError!;
    expect(standardError).toBeCloseTo(fit.segments[1]!.standardErrorGivenBreaks!, 12);
    expect([lower, upper]).toEqual([expect.closeTo(estimate - half, 12), expect.closeTo(estimate + half, 12)]);
    expect(fit.options.interval).toBe("t");
    expect(fit.covariance?.[2]?.[2]).toBeCloseTo(standardError! ** 2, 12);
  });

  it("of given breaks may be resampled too", () => {
    for (const continuous of [true, false]) {
      const fit = fitPiecewiseTrend(series, { breaks: [2008], continuous, interval: "residual", resamples: 300 });
      const t = fitPiecewiseTrend(series, { breaks: [2008], continuous });
      expect(fit.breaks[0]).toMatchObject({ estimate: 2008, standardError: null, lower: null });
      fit.segments.forEach(({ slopeOomPerYear }, s) => {
        const ratio = slopeOomPerYear.standardError! / t.segments[s]!.slopeOomPerYear.standardError!;
        expect(Math.abs(ratio - 1)).toBeLessThan(0.25);
      });
      expect(fit.covariance).toHaveLength(fit.terms.length);
    }
  });

  it("heed clusters, and refuse intervals that do not", () => {
    const clusters = year.map((_, i) => `lab ${i % 15}`);
    const estimated = fitPiecewiseTrend(series, { ...one, clusters, resamples: 200 });
    expect(estimated.options).toMatchObject({ interval: "cluster", clusters: 15 });
    expect(holds(estimated.breaks[0]!, estimated.breaks[0]!.estimate)).toBe(true);
    const given = fitPiecewiseTrend(series, { breaks: [2008], continuous: false, clusters });
    expect(given.intervalDegreesOfFreedom).toBe(14);
    for (const interval of ["residual", "profile", "t"] as const) {
      expect(() => fitPiecewiseTrend(series, { ...one, clusters, interval })).toThrow(
        expect.objectContaining({ code: "INVALID_OPTION", path: "options.interval" }),
      );
    }
  });

  it("of points that are their own clusters are the heteroskedasticity-robust ones", () => {
    const clusters = year.map((_, i) => i);
    const fit: PiecewiseTrend = fitPiecewiseTrend(series, { breaks: [], continuous: true, clusters });
    const mean = year.reduce((sum, x) => sum + x, 0) / 60;
    const sxx = year.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    const { estimate, standardError } = fit.segments[0]!.slopeOomPerYear;
    const meanY = points.y.reduce((sum, y) => sum + y, 0) / 60;
    const meat = year.reduce(
      (sum, x, i) => sum + ((x - mean) * (points.y[i]! - meanY - estimate * (x - mean))) ** 2,
      0,
    );
    expect(standardError).toBeCloseTo(Math.sqrt(((60 / 59) * (59 / 58) * meat) / sxx ** 2), 10);
  });

  it("count resamples that cannot carry the segments", () => {
    const clusters = year.map((x) => (x < 2003 ? "early" : x < 2008 ? "middle" : `late ${Math.floor(x)}`));
    const fit = fitPiecewiseTrend(series, { breaks: [2003], continuous: false, clusters });
    expect(fit.options.interval).toBe("cluster");
    const few = fitPiecewiseTrend(series, {
      ...one,
      minPoints: 12,
      clusters: year.map((x) => Number(x < 2007)),
      resamples: 60,
    });
    expect(codes(few)).toContain("FEW_CLUSTERS");
  });
});
