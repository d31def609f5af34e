import { describe, expect, it } from "vitest";
import { fQuantile, studentTQuantile } from "../../src/numeric/distributions.ts";
import { leastSquares } from "../../src/numeric/linear-least-squares.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { hingeSumOfSquares } from "../statistics/brute-force.ts";
import { codes, kinked, noise, quarters } from "./piecewise-data.ts";

// Two values at each of 30 years, unequal weights.
const year = [...quarters(30), ...quarters(30)];
const value = [...kinked(quarters(30), 2003.6, 0.2, 1.1, 0.3), ...kinked(quarters(30), 2003.6, 0.2, 1.1, -0.2)];
const weights = year.map((_, i) => 0.5 + (i % 4));
const series = { year, value };
const y = Float64Array.from(value, Math.log10);
const points = { x: Float64Array.from(year), y, weights: Float64Array.from(weights) };
const one = { breaks: { count: 1 }, continuous: true } as const;

describe("intervals by t with the break estimated", () => {
  it("are those of Gauss and Newton, of coefficients and break together", () => {
    const fit = fitPiecewiseTrend(series, { ...one, weights, interval: "t", referenceYear: 2002 });
    const at = fit.breaks[0]!.estimate;
    const [, slope1, slope2] = fit.terms.map((term) => fit.coefficients[term]!.estimate);
    const hinge = points.x.map((x) => Math.max(0, x - at));
    // Level at 2002, slope before, slope after, and the break: its derivative is the difference of slopes after it.
    const columns = [
      points.x.map(() => 1),
      points.x.map((x, i) => x - 2002 - hinge[i]!),
      hinge,
      points.x.map((x) => (x > at ? slope1! - slope2! : 0)),
    ];
    const other = leastSquares(columns, y, points.weights);
    const variance = hingeSumOfSquares(points, [at]) / (60 - 4);
    other.unscaledCovariance!.forEach((row, i) => {
      row.forEach((entry, j) => {
        const scale = Math.sqrt(row[i]! * other.unscaledCovariance![j]![j]!);
        expect((fit.covariance![i]![j]! / variance - entry) / scale).toBeCloseTo(0, 8);
      });
    });
    expect(fit.intervalDegreesOfFreedom).toBe(56);
    const { standardError, lower, upper } = fit.breaks[0]!;
    expect(standardError).toBeCloseTo(Math.sqrt(other.unscaledCovariance![3]![3]! * variance), 9);
    expect(upper! - at).toBeCloseTo(studentTQuantile(0.975, 56) * standardError!, 9);
    expect(at - lower!).toBeCloseTo(studentTQuantile(0.975, 56) * standardError!, 9);
    expect(fit.warnings).toEqual([]);
    expect(fit.draws).toBeNull();
  });

  it("are null where no degree of freedom is left", () => {
    for (const [n, free] of [
      [4, false],
      [5, true],
    ] as const) {
      const few = { year: quarters(n), value: [1, 10, 30, 2000, 10 ** 5.2].slice(0, n) };
      const fit = fitPiecewiseTrend(few, { ...one, minPoints: 2, interval: "t" });
      expect(fit.breaks[0]!.standardError === null).toBe(!free);
      expect(fit.covariance === null).toBe(!free);
      expect(fit.intervalDegreesOfFreedom).toBe(1);
    }
  });
});

describe("a break that leaves no trace", () => {
  it("has no standard error, and takes the covariance away", () => {
    const steps = Array.from({ length: 21 }, (_, i) => i);
    const straight = { year: steps.map((i) => 2000 + i), value: steps.map(() => 1) };
    const fit = fitPiecewiseTrend(straight, { ...one, interval: "t" });
    expect(fit.coefficients["slope2"]!.estimate).toBe(fit.coefficients["slope1"]!.estimate);
    expect(fit.breaks[0]).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(fit.covariance).toBeNull();
    expect(codes(fit)).toContain("EXACT_FIT");
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
  });
});

describe("a profile", () => {
  it("of values of one year ends at the threshold of all of them", () => {
    const fit = fitPiecewiseTrend(series, { ...one, weights, interval: "profile" });
    const threshold = hingeSumOfSquares(points, [fit.breaks[0]!.estimate]) * (1 + fQuantile(0.95, 1, 56) / 56);
    for (const at of [fit.breaks[0]!.lower!, fit.breaks[0]!.upper!]) {
      expect(hingeSumOfSquares(points, [at]) / threshold).toBeCloseTo(1, 8);
    }
    expect(fit.coefficients["break1"]).toEqual(fit.breaks[0]);
    expect(fit.warnings).toEqual([]);
  });

  it("of two breaks has a range for each", () => {
    const exponent = (x: number): number => 0.2 * x + Math.max(0, x - 4.1) - 0.9 * Math.max(0, x - 10.3);
    const rows = quarters(60).map((x, i) => 10 ** (exponent(x - 2000) + 0.2 * noise(i)));
    const fit = fitPiecewiseTrend(
      { year: quarters(60), value: rows },
      { ...one, breaks: { count: 2 }, interval: "profile" },
    );
    for (const [j, at] of [2004.1, 2010.3].entries()) {
      const { estimate, lower, upper } = fit.breaks[j]!;
      expect(lower!).toBeLessThan(Math.min(at, estimate));
      expect(upper!).toBeGreaterThan(Math.max(at, estimate));
      expect(upper! - lower!).toBeLessThan(2);
      expect(fit.coefficients[`break${j + 1}`]).toEqual(fit.breaks[j]);
    }
    expect(fit.warnings).toEqual([]);
  });

  it("names the side that is open, and the break", () => {
    // A kink that few points before it speak for.
    const early = quarters(40).map((x, i) => 10 ** (0.4 * Math.max(0, x - 2001.4) + 0.5 * noise(i)));
    const late = [...early].reverse();
    const [before, after] = [early, late].map(
      (each) => fitPiecewiseTrend({ year: quarters(40), value: each }, { ...one, interval: "profile" }).breaks[0]!,
    );
    expect(before!.lower).toBeNull();
    expect(before!.upper).not.toBeNull();
    expect(after!.upper).toBeNull();
    expect(after!.lower! + before!.upper!).toBeCloseTo(4000 + 9.75, 6);
    const warned = [early, late].map((each) =>
      fitPiecewiseTrend({ year: quarters(40), value: each }, { ...one, interval: "profile" }).warnings.filter(
        ({ code }) => code === "UNBOUNDED",
      ),
    );
    expect(warned).toEqual([
      [{ code: "UNBOUNDED", message: "Break 1 has no bound on a side.", path: "breaks[0]" }],
      [{ code: "UNBOUNDED", message: "Break 1 has no bound on a side.", path: "breaks[0]" }],
    ]);
  });

  it("is not drawn where no degree of freedom is left", () => {
    const four = { year: [2000, 2001, 2002, 2003], value: [1, 10, 1000, 1e5] };
    const fit = fitPiecewiseTrend(four, { ...one, minPoints: 2, interval: "profile" });
    expect(fit.breaks[0]).toMatchObject({ lower: null, upper: null });
    expect(codes(fit)).not.toContain("UNBOUNDED");
    const five = { year: quarters(5), value: [1, 1.001, 0.999, 10, 100] };
    const tight = fitPiecewiseTrend(five, { ...one, minPoints: 2, interval: "profile", level: 0.5 });
    expect(tight.goodness.degreesOfFreedom).toBe(1);
    const rows = { x: Float64Array.from(five.year), y: Float64Array.from(five.value, Math.log10) };
    const left = (at: number): number => hingeSumOfSquares({ ...rows, weights: new Float64Array(5).fill(1) }, [at]);
    const { estimate, lower, upper } = tight.breaks[0]!;
    // F(1, 1) has its median at 1.
    for (const at of [lower!, upper!]) expect(left(at) / left(estimate)).toBeCloseTo(2, 6);
  });
});

describe("segments", () => {
  it("have their own years, points, shares of variance and degrees of freedom", () => {
    const breaks = [2001.5, 2004];
    const fit = fitPiecewiseTrend(series, { breaks, continuous: false, weights });
    expect(fit.segments.map(({ from, to }) => [from, to])).toEqual([
      [2000, 2001.5],
      [2001.5, 2004],
      [2004, 2007.25],
    ]);
    for (const [s, { from, to, n, rSquared, slopeOomPerYear, log10AtStart }] of fit.segments.entries()) {
      const rows = [...year.keys()].filter((i) => year[i]! >= from && (s === 2 || year[i]! < to));
      expect(n).toBe(rows.length);
      const own = (of: (i: number) => number): Float64Array => Float64Array.from(rows, of);
      const [x, w] = [own((i) => year[i]! - from), own((i) => weights[i]!)];
      const other = leastSquares(
        [x.map(() => 1), x],
        own((i) => y[i]!),
        w,
      );
      const flat = leastSquares(
        [x.map(() => 1)],
        own((i) => y[i]!),
        w,
      );
      expect(rSquared).toBeCloseTo(1 - other.sumOfSquaredResiduals / flat.sumOfSquaredResiduals, 9);
      expect(log10AtStart).toBeCloseTo(other.coefficients[0]!, 9);
      const variance = other.sumOfSquaredResiduals / (rows.length - 2);
      expect(slopeOomPerYear.standardError).toBeCloseTo(Math.sqrt(other.unscaledCovariance![1]![1]! * variance), 9);
      const half = studentTQuantile(0.975, rows.length - 2) * slopeOomPerYear.standardError!;
      expect(slopeOomPerYear.upper! - slopeOomPerYear.estimate).toBeCloseTo(half, 9);
    }
    expect(fit.intervalDegreesOfFreedom).toBe(12 - 2);
    expect(fit.support).toEqual({ year: { lower: 2000, upper: 2007.25 } });
  });

  it("of two points have no standard error, and the others theirs", () => {
    const few = { year: [2000, 2001, 2004, 2005, 2006], value: [1, 10, 10, 200, 1000] };
    const fit = fitPiecewiseTrend(few, { breaks: [2003], continuous: false });
    expect(fit.segments[0]!.slopeOomPerYear).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(fit.segments[0]!.standardErrorGivenBreaks).toBeNull();
    expect(fit.segments[1]!.standardErrorGivenBreaks).toBeGreaterThan(0);
    expect(fit.covariance).toBeNull();
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
    const level = { ...few, value: [5, 5, 10, 200, 1000] };
    expect(fitPiecewiseTrend(level, { breaks: [2003], continuous: false }).segments[0]!.rSquared).toBeNull();
  });
});

describe("years", () => {
  it("give back a cut that is one of them to the last digit, near to each other or not", () => {
    const wide = Array.from({ length: 40 }, (_, i) => 0.1 * (i + 1));
    const near = Array.from({ length: 40 }, (_, i) => 2000 + 0.1 * i);
    for (const own of [wide, near, wide.map((x) => -x).reverse()]) {
      for (const cut of [7, 13, 22, 31]) {
        const jump = { year: own, value: own.map((_, i) => 10 ** ((i < cut ? 1 : 9) + 0.05 * i + 0.01 * noise(i))) };
        const fit = fitPiecewiseTrend(jump, { breaks: { count: 1 }, continuous: false, resamples: 0 });
        expect(fit.breaks[0]!.estimate).toBe(own[cut]);
      }
    }
  });

  it("that are not exact cost a fit that is otherwise exact nothing, and noise is told from it", () => {
    // Months are no binary fractions: an error of 1e-13 years, times the slope.
    const months = Array.from({ length: 60 }, (_, i) => 2000 + i / 12);
    const line = (spread: number): number[] => months.map((_, i) => 10 ** ((i - 29.5) / 40 + spread * noise(i)));
    const exact = fitPiecewiseTrend({ year: months, value: line(0) }, { breaks: [], continuous: true });
    expect(codes(exact)).toContain("EXACT_FIT");
    const noisy = fitPiecewiseTrend({ year: months, value: line(2e-11) }, { breaks: [], continuous: true });
    expect(codes(noisy)).not.toContain("EXACT_FIT");
  });
});

describe("options of a piecewise trend", () => {
  it("come back as they were given, and are refused by name", () => {
    const echo = (breaks: number[] | { max: number }) =>
      fitPiecewiseTrend(series, { breaks, continuous: true, resamples: 0 }).options.breaks;
    expect(echo([2003, 2005])).toEqual([2003, 2005]);
    expect(echo({ max: 1 })).toEqual({ max: 1 });
    for (const [options, code, path] of [
      [{ breaks: null, continuous: true }, "INVALID_OPTION", "options.breaks"],
      [{ breaks: [2003, 2003], continuous: true }, "INVALID_OPTION", "options.breaks"],
      [{ breaks: [], continuous: true, referenceYear: Number.NaN }, "NOT_FINITE", "options.referenceYear"],
      [null, "INVALID_OPTION", "options"],
    ] as const) {
      const call = (): unknown => Reflect.apply(fitPiecewiseTrend, undefined, [series, options]);
      expect(call).toThrow(expect.objectContaining({ code, path }));
    }
  });
});
