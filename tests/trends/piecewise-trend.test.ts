import { describe, expect, it } from "vitest";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import type { PiecewiseTrend } from "../../src/trends/piecewise-trend-law.ts";
import { codes, kinked, noise, quarters } from "./piecewise-data.ts";

const year = quarters(60);
const kink = { year, value: kinked(year, 2008.1, 0.2, 0.7, 0.3) };
const twoLines = {
  year,
  value: year.map((x, i) => 10 ** (x < 2007 ? 18 + 0.2 * (x - 2000) : 22 + 0.5 * (x - 2007)) * 10 ** (0.2 * noise(i))),
};
const quick = { resamples: 0 };

function slopes(fit: PiecewiseTrend): number[] {
  return fit.segments.map((segment) => segment.slopeOomPerYear.estimate);
}
function breaks(fit: PiecewiseTrend): number[] {
  return fit.breaks.map((each) => each.estimate);
}

describe("fitPiecewiseTrend", () => {
  it("recovers a noiseless kink to ten digits, between data and on a datum", () => {
    for (const at of [2008.1, 2008]) {
      const fit = fitPiecewiseTrend(
        { year, value: kinked(year, at, 0.2, 0.7) },
        { breaks: { count: 1 }, continuous: true, ...quick },
      );
      expect(fit.breaks[0]?.estimate).toBeCloseTo(at, 9);
      expect(slopes(fit)[0]).toBeCloseTo(0.2, 10);
      expect(slopes(fit)[1]).toBeCloseTo(0.7, 10);
      expect(codes(fit)).toContain("EXACT_FIT");
      expect(fit.goodness).toMatchObject({ sumOfSquaredResiduals: 0, bic: null, aicc: null, logLikelihood: null });
    }
  });

  it("recovers two noiseless kinks, and three, and two noiseless jumps", () => {
    const exponent = (x: number, knots: number[]): number =>
      10 + 0.3 * (x - 2000) + knots.reduce((sum, at, j) => sum + [0.6, -0.8, 0.5][j]! * Math.max(0, x - at), 0);
    for (const knots of [
      [2004.1, 2009.6],
      [2003.3, 2007.1, 2011.4],
    ]) {
      const value = year.map((x) => 10 ** exponent(x, knots));
      const fit = fitPiecewiseTrend({ year, value }, { breaks: { count: knots.length }, continuous: true, ...quick });
      knots.forEach((at, j) => {
        expect(fit.breaks[j]?.estimate).toBeCloseTo(at, 8);
      });
    }
    const value = year.map(
      (x) => 10 ** (x < 2004 ? x - 1990 : x < 2010 ? 18 + 0.1 * (x - 2004) : 15 + 0.4 * (x - 2010)),
    );
    const fit = fitPiecewiseTrend({ year, value }, { breaks: { count: 2 }, continuous: false, ...quick });
    expect(breaks(fit)).toEqual([2004, 2010]);
    expect(slopes(fit)[1]).toBeCloseTo(0.1, 10);
    expect(fit.segments[2]?.log10AtStart).toBeCloseTo(15, 10);
  });

  it("moves with the years and with the unit of the value", () => {
    for (const continuous of [true, false]) {
      const options = { breaks: { count: 1 }, continuous, ...quick } as const;
      const fit = fitPiecewiseTrend(kink, options);
      const moved = fitPiecewiseTrend({ year: year.map((x) => x + 2 ** 20), value: kink.value }, options);
      const tenfold = fitPiecewiseTrend({ year, value: kink.value.map((value) => value * 10) }, options);
      const months = fitPiecewiseTrend({ year: year.map((x) => 12 * (x - 2000)), value: kink.value }, options);
      expect(breaks(moved)[0]).toBeCloseTo(breaks(fit)[0]! + 2 ** 20, 8);
      expect(breaks(months)[0]).toBeCloseTo(12 * (breaks(fit)[0]! - 2000), 8);
      slopes(fit).forEach((slope, s) => {
        expect(slopes(moved)[s]).toBeCloseTo(slope, 9);
        expect(slopes(tenfold)[s]).toBeCloseTo(slope, 9);
        expect(slopes(months)[s]).toBeCloseTo(slope / 12, 10);
        expect(tenfold.segments[s]?.log10AtStart).toBeCloseTo(fit.segments[s]!.log10AtStart + 1, 9);
      });
    }
  });

  it("does not care for the order of the points, and leaves them alone", () => {
    const reversed = { year: Object.freeze([...year].reverse()), value: Object.freeze([...kink.value].reverse()) };
    for (const continuous of [true, false]) {
      const forwards = fitPiecewiseTrend(kink, { breaks: { count: 2 }, continuous, ...quick });
      const backwards = fitPiecewiseTrend(reversed, { breaks: { count: 2 }, continuous, ...quick });
      forwards.breaks.forEach((each, j) => {
        expect(breaks(backwards)[j]).toBeCloseTo(each.estimate, 9);
      });
      slopes(forwards).forEach((slope, s) => {
        expect(slopes(backwards)[s]).toBeCloseTo(slope, 9);
      });
    }
  });

  it("takes a whole weight for so many equal points", () => {
    const weights = year.map((_, i) => 1 + (i % 3));
    const rows = year.flatMap((_, i) => new Array<number>(weights[i]!).fill(i));
    const repeated = { year: rows.map((i) => year[i]!), value: rows.map((i) => kink.value[i]!) };
    for (const continuous of [true, false]) {
      const options = { breaks: { count: 1 }, continuous, minPoints: 2, ...quick };
      const weighted = fitPiecewiseTrend(kink, { ...options, weights });
      const replicated = fitPiecewiseTrend(repeated, options);
      expect(breaks(weighted)[0]).toBeCloseTo(breaks(replicated)[0]!, 9);
      expect(slopes(weighted)[0]).toBeCloseTo(slopes(replicated)[0]!, 10);
      expect(weighted.goodness.sumOfSquaredResiduals).toBeCloseTo(replicated.goodness.sumOfSquaredResiduals!, 10);
    }
  });

  it("never parts points of one year, and gives every segment two different years", () => {
    const tied = [2000, 2000, 2000, 2000, 2000, 2000, 2001, 2002, 2003, 2004, 2005, 2005, 2005, 2005, 2005, 2005];
    const value = tied.map((_, i) => 10 ** noise(i));
    for (const continuous of [true, false]) {
      const fit = fitPiecewiseTrend(
        { year: tied, value },
        { breaks: { count: 1 }, continuous, minPoints: 3, ...quick },
      );
      for (const { from, to, slopeOomPerYear } of fit.segments) {
        const inside = tied.filter((x) => x >= from && (continuous || to === 2005 ? x <= to : x < to));
        expect(new Set(inside).size).toBeGreaterThan(1);
        expect(Number.isFinite(slopeOomPerYear.estimate)).toBe(true);
      }
      expect(fit.segments.reduce((sum, segment) => sum + segment.n, 0)).toBe(tied.length);
    }
  });

  it("says a choice of no break in the same shape: one segment", () => {
    const straight = { year, value: kinked(year, 2008, 0.4, 0.4, 0.5) };
    for (const continuous of [true, false]) {
      const fit = fitPiecewiseTrend(straight, { breaks: { max: 2 }, continuous, ...quick });
      expect(fit.breaks).toEqual([]);
      expect(fit.segments).toHaveLength(1);
      expect(fit.terms).toEqual(continuous ? ["log10AtReference", "slope1"] : ["log10AtStart1", "slope1"]);
      expect(fit.selection.map((row) => row.breaks)).toEqual([0, 1, 2]);
      expect(fit.options.interval).toBe("t");
      expect(fit.segments[0]?.slopeOomPerYear.lower).not.toBeNull();
    }
  });

  it("chooses the fewest breaks that fit exact data exactly", () => {
    const fit = fitPiecewiseTrend(
      { year, value: kinked(year, 2008, 0.2, 0.7) },
      { breaks: { max: 3 }, continuous: true },
    );
    expect(fit.breaks).toHaveLength(1);
    expect(fit.breaks[0]?.lower).toBeCloseTo(2008, 9);
    const line = fitPiecewiseTrend(
      { year, value: kinked(year, 2008, 0.2, 0.2) },
      { breaks: { max: 3 }, continuous: false },
    );
    expect(line.breaks).toHaveLength(0);
  });

  it("counts coefficients, estimated breaks and the variance in BIC", () => {
    const n = year.length;
    const bic = (fit: PiecewiseTrend, k: number): number =>
      n * (Math.log(2 * Math.PI * (fit.goodness.sumOfSquaredResiduals! / n)) + 1) + k * Math.log(n);
    const estimated = fitPiecewiseTrend(kink, { breaks: { count: 1 }, continuous: true, ...quick });
    const given = fitPiecewiseTrend(kink, { breaks: [2008], continuous: true });
    const separate = fitPiecewiseTrend(kink, { breaks: { count: 1 }, continuous: false, ...quick });
    expect(estimated.goodness.bic).toBeCloseTo(bic(estimated, 5), 9);
    expect(given.goodness.bic).toBeCloseTo(bic(given, 4), 9);
    expect(separate.goodness.bic).toBeCloseTo(bic(separate, 6), 9);
    expect(estimated.selection).toHaveLength(1);
    expect(estimated.selection[0]?.bic).toBeCloseTo(estimated.goodness.bic!, 9);
  });

  it("fits given segments as lines of their own, each with its own spread", () => {
    const fit = fitPiecewiseTrend(twoLines, { breaks: [2007], continuous: false });
    const rows = year.flatMap((x, i) => (x >= 2007 ? [i] : []));
    const meanX = rows.reduce((sum, i) => sum + year[i]!, 0) / rows.length;
    const y = rows.map((i) => Math.log10(twoLines.value[i]!));
    const sxx = rows.reduce((sum, i) => sum + (year[i]! - meanX) ** 2, 0);
    const slope = rows.reduce((sum, i, r) => sum + (year[i]! - meanX) * y[r]!, 0) / sxx;
    const meanY = y.reduce((sum, value) => sum + value, 0) / rows.length;
    const sse = rows.reduce((sum, i, r) => sum + (y[r]! - meanY - slope * (year[i]! - meanX)) ** 2, 0);
    const late = fit.segments[1]!;
    expect(late.n).toBe(rows.length);
    expect(late.slopeOomPerYear.estimate).toBeCloseTo(slope, 10);
    expect(late.standardErrorGivenBreaks).toBeCloseTo(Math.sqrt(sse / (rows.length - 2) / sxx), 10);
    expect(fit.breaks).toEqual([{ estimate: 2007, standardError: null, lower: null, upper: null, level: 0.95 }]);
    expect(fit.terms).toEqual(["log10AtStart1", "slope1", "log10AtStart2", "slope2"]);
    expect(fit.coefficients["log10AtStart2"]?.estimate).toBeCloseTo(late.log10AtStart, 12);
  });

  it("warns where only minPoints holds a break", () => {
    const value = year.map((_, i) => 10 ** (i < 3 ? 0 : 5 + 0.01 * noise(i)));
    for (const continuous of [true, false]) {
      const fit = fitPiecewiseTrend({ year, value }, { breaks: { count: 1 }, continuous, minPoints: 8, ...quick });
      expect(codes(fit)).toContain("BREAK_AT_EDGE");
    }
    expect(codes(fitPiecewiseTrend(kink, { breaks: { count: 1 }, continuous: true, ...quick }))).toEqual([]);
  });

  it("warns of other breaks that fit as well, and lists them", () => {
    const value = year.map((x, i) => 10 ** (Math.min(Math.max(x - 2005, 0), 4.75) + 0.02 * noise(i)));
    const fit = fitPiecewiseTrend({ year, value }, { breaks: { count: 1 }, continuous: true, ...quick });
    expect(codes(fit)).toContain("SEVERAL_OPTIMA");
    expect(fit.convergence?.localOptima).toHaveLength(2);
    expect(fit.convergence?.localOptima[0]?.coefficients).toEqual({ break1: fit.breaks[0]?.estimate });
    expect(fit.convergence?.localOptima[0]?.objective).toBeCloseTo(fit.goodness.sumOfSquaredResiduals!, 9);
  });

  it("fits the least that it can, and says when there is not enough", () => {
    const small = { year: [2000, 2001, 2002], value: [1, 10, 1000] };
    const fit = fitPiecewiseTrend(small, { breaks: { count: 1 }, continuous: true, minPoints: 2 });
    expect(fit.breaks[0]?.estimate).toBeCloseTo(2001, 12);
    expect(fit.goodness.degreesOfFreedom).toBe(-1);
    expect(fit.goodness.residualStandardError).toBeNull();
    const limited = fitPiecewiseTrend(
      { year: quarters(9), value: kink.value.slice(0, 9) },
      { breaks: { max: 3 }, continuous: true },
    );
    expect(limited.selection.map((row) => row.breaks)).toEqual([0, 1, 2].slice(0, limited.selection.length));
    expect(codes(limited)).toContain("FEW_POINTS");
    expect(() => fitPiecewiseTrend(small, { breaks: { count: 1 }, continuous: true })).toThrow(
      expect.objectContaining({ code: "TOO_FEW_POINTS" }),
    );
  });

  it("refuses what means nothing, by code and path", () => {
    const refused: [object, string, string][] = [
      [{ continuous: true }, "INVALID_OPTION", "options.breaks"],
      [{ breaks: "one", continuous: true }, "INVALID_OPTION", "options.breaks"],
      [{ breaks: { count: 1.5 }, continuous: true }, "INVALID_OPTION", "options.breaks.count"],
      [{ breaks: { max: -1 }, continuous: true }, "INVALID_OPTION", "options.breaks.max"],
      [{ breaks: { count: 1 } }, "INVALID_OPTION", "options.continuous"],
      [{ breaks: [2007, 2005], continuous: true }, "INVALID_OPTION", "options.breaks"],
      [{ breaks: [1990], continuous: true }, "NO_SPREAD", "options.breaks"],
      [{ breaks: [2005.05, 2005.1, 2005.2], continuous: true }, "NO_SPREAD", "options.breaks"],
      [{ breaks: [2000.1], continuous: false }, "NO_SPREAD", "options.breaks"],
      [{ breaks: [Number.NaN], continuous: true }, "NOT_FINITE", "options.breaks[0]"],
      [{ breaks: { count: 1 }, continuous: true, minPoints: 1 }, "INVALID_OPTION", "options.minPoints"],
      [{ breaks: { count: 1 }, continuous: true, interval: "bca" }, "INVALID_OPTION", "options.interval"],
      [{ breaks: { count: 1 }, continuous: true, interval: "cluster" }, "INVALID_OPTION", "options.interval"],
      [
        { breaks: { count: 1 }, continuous: true, clusters: kink.year.map(() => 1) },
        "TOO_FEW_POINTS",
        "options.clusters",
      ],
      [{ breaks: { count: 11 }, continuous: true }, "INVALID_OPTION", "options.breaks.count"],
      [{ breaks: { max: 11 }, continuous: false }, "INVALID_OPTION", "options.breaks.max"],
      [{ breaks: Array.from({ length: 51 }, (_, j) => j), continuous: false }, "INVALID_OPTION", "options.breaks"],
      [{ breaks: { count: 1 }, continuous: true, weights: [1, 2] }, "LENGTH_MISMATCH", "options.weights"],
    ];
    for (const [options, code, path] of refused) {
      const call = (): unknown => Reflect.apply(fitPiecewiseTrend, undefined, [kink, options]);
      expect(call, JSON.stringify(options)).toThrow(expect.objectContaining({ code, path }));
    }
    expect(() =>
      fitPiecewiseTrend({ year: [2000, 2000, 2000], value: [1, 2, 3] }, { breaks: [], continuous: true }),
    ).toThrow(expect.objectContaining({ code: "NO_SPREAD" }));
  });
});
