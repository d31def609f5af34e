import { describe, expect, it } from "vitest";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { closedSegmentsHold, gridOf, hingeSumOfSquares } from "../statistics/brute-force.ts";
import { codes, kinked, noise, quarters } from "./piecewise-data.ts";

const year = quarters(60);
const one = { breaks: { count: 1 }, continuous: true, resamples: 0 } as const;

/** Flat, rising from 2005 on, and flat again from `end` on. */
const twoCorners = (end: number): number[] =>
  year.map((x, i) => 10 ** (Math.min(Math.max(x - 2005, 0), end - 2005) + 0.02 * noise(i)));

describe("breaks for which there is just room", () => {
  it("are found where segments share the point on a break, and with one point fewer there is none", () => {
    const years = Array.from({ length: 4 * 80 - 3 }, (_, i) => 1950 + i / 4);
    const values = years.map((_, i) => 10 ** Math.sin(i / 60));
    const options = { breaks: { count: 3 }, continuous: true, minPoints: 80, interval: "t" } as const;
    const fit = fitPiecewiseTrend({ year: years, value: values }, options);
    expect(fit.breaks.map(({ estimate }) => estimate)).toEqual([79, 158, 237].map((i) => years[i]));
    const fewer = { year: years.slice(1), value: values.slice(1) };
    expect(() => fitPiecewiseTrend(fewer, options)).toThrow(expect.objectContaining({ code: "TOO_FEW_POINTS" }));
  });
});

describe("other breaks that fit nearly as well", () => {
  it("are those within 1 unit of BIC, with their sums of squares", () => {
    const told: number[] = [];
    for (const end of [2009.25, 2009.5, 2009.6, 2009.75, 2009.85, 2010, 2010.25]) {
      const value = twoCorners(end);
      const points = {
        x: Float64Array.from(year),
        y: Float64Array.from(value, Math.log10),
        weights: new Float64Array(60).fill(1),
      };
      const least = (from: number, to: number): number =>
        Math.min(
          ...gridOf(points.x, 9)
            .filter((at) => at > from && at < to && closedSegmentsHold(points.x, [at], 5))
            .map((at) => hingeSumOfSquares(points, [at])),
        );
      const [early, late] = [least(2001, 2007), least(2008, 2014)];
      const units = 60 * Math.abs(Math.log(early / late));
      expect(Math.abs(units - 1)).toBeGreaterThan(0.05);
      const fit = fitPiecewiseTrend({ year, value }, one);
      expect(fit.convergence?.converged).toBe(true);
      const objectives = fit.convergence!.localOptima.map(({ objective }) => objective);
      expect(objectives).toHaveLength(units < 1 ? 2 : 1);
      expect(codes(fit)).toEqual(units < 1 ? ["SEVERAL_OPTIMA"] : []);
      expect(objectives[0]! / Math.min(early, late)).toBeCloseTo(1, 3);
      if (units < 1) expect(objectives[1]! / Math.max(early, late)).toBeCloseTo(1, 3);
      if (units < 1)
        expect(fit.warnings[0]).toMatchObject({
          code: "SEVERAL_OPTIMA",
          message: expect.stringMatching(/^Other breaks/),
        });
      told.push(objectives.length);
    }
    expect(new Set(told).size).toBe(2);
  });

  it("are told where they fit exactly as well: a line that is its own mirror image", () => {
    const x = Array.from({ length: 27 }, (_, i) => i - 13);
    const value = x.map((at) => 10 ** Math.max(-3, Math.min(3, at)));
    for (const origin of [0, 2000]) {
      const fit = fitPiecewiseTrend({ year: x.map((at) => at + origin), value }, { ...one, minPoints: 3 });
      expect(codes(fit)).toContain("SEVERAL_OPTIMA");
      const optima = fit.convergence!.localOptima;
      expect(optima).toHaveLength(2);
      expect(optima[0]!.coefficients["break1"]! + optima[1]!.coefficients["break1"]!).toBeCloseTo(2 * origin, 8);
      expect(optima[1]!.objective).toBeCloseTo(optima[0]!.objective, 10);
    }
  });
});

describe("the number of breaks", () => {
  it("is that of the least BIC, each from its own sum of squares, values of one year included", () => {
    const tied = [...year, ...year];
    const value = [...kinked(year, 2008.1, 0.2, 0.7, 0.3), ...kinked(year, 2008.1, 0.2, 0.7, -0.2)];
    for (const continuous of [true, false]) {
      const options = { continuous, resamples: 0 };
      const fit = fitPiecewiseTrend({ year: tied, value }, { ...options, breaks: { max: 2 } });
      const bic = fit.selection.map(({ breaks, sumOfSquaredResiduals }) => {
        const alone = fitPiecewiseTrend({ year: tied, value }, { ...options, breaks: { count: breaks } });
        expect(sumOfSquaredResiduals).toBeCloseTo(alone.goodness.sumOfSquaredResiduals!, 10);
        const k = (continuous ? breaks + 2 : 2 * breaks + 2) + breaks + 1;
        return 120 * (Math.log((2 * Math.PI * sumOfSquaredResiduals) / 120) + 1) + k * Math.log(120);
      });
      fit.selection.forEach((row, s) => {
        expect(row.bic).toBeCloseTo(bic[s]!, 8);
      });
      expect(fit.breaks).toHaveLength(bic.indexOf(Math.min(...bic)));
      expect(fit.breaks.length).toBeGreaterThan(0);
      expect(fit.convergence!.localOptima[0]!.objective).toBeCloseTo(fit.goodness.sumOfSquaredResiduals!, 10);
    }
    const y = value.map(Math.log10);
    const mean = y.reduce((a, b) => a + b, 0) / 120;
    const total = y.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    const given = fitPiecewiseTrend({ year: tied, value }, { breaks: [2008], continuous: true });
    const { rSquared, sumOfSquaredResiduals, bic, aicc } = given.goodness;
    expect(rSquared).toBeCloseTo(1 - sumOfSquaredResiduals! / total, 10);
    expect(given.selection).toEqual([{ breaks: 1, bic, aicc, sumOfSquaredResiduals }]);
    expect(given.convergence).toBeNull();
  });

  it("is refused where there is no room, by the points and segments asked for", () => {
    const few = { year: quarters(6), value: [1, 3, 2, 5, 4, 7] };
    expect(() => fitPiecewiseTrend(few, { ...one, breaks: { count: 7 } })).toThrow(/8 segments of 5/);
    expect(() => fitPiecewiseTrend(few, { ...one, continuous: false })).toThrow(/2 segments of 5/);
  });
});

describe("breaks that only the least number of points may hold", () => {
  const jumps = (...at: number[]) =>
    year.map((x, i) => 10 ** (0.1 * (x - 2000) + 2 * at.filter((jump) => jump <= x).length + 0.01 * noise(i)));

  it("are told from those that the data hold, on either side", () => {
    const options = { continuous: false, resamples: 0, minPoints: 8 } as const;
    const of = (value: number[], count: number): [number[], string[]] => {
      const fit = fitPiecewiseTrend({ year, value }, { ...options, breaks: { count } });
      const edges = fit.warnings.filter(({ code }) => code === "BREAK_AT_EDGE").map(({ path }) => path!);
      return [fit.breaks.map(({ estimate }) => estimate), edges];
    };
    expect(of(jumps(2007), 1)).toEqual([[2007], []]);
    expect(of(jumps(2005, 2010), 2)).toEqual([[2005, 2010], []]);
    expect(of(jumps(2002), 1)).toEqual([[2002], ["breaks[0]"]]);
    expect(of(jumps(2013), 1)).toEqual([[2013], ["breaks[0]"]]);
    expect(of(jumps(2002, 2008), 2)).toEqual([[2002, 2008], ["breaks[0]"]]);
    expect(of(jumps(2006, 2013), 2)).toEqual([[2006, 2013], ["breaks[1]"]]);
    expect(of(jumps(2005, 2007), 2)).toEqual([
      [2005, 2007],
      ["breaks[0]", "breaks[1]"],
    ]);
  });

  it("are none of a continuous line whose break on a datum may move both ways", () => {
    const value = year.map((x) => 10 ** (Math.max(0, x - 2008) - 2 * Math.max(0, x - 2011)));
    const fit = fitPiecewiseTrend({ year, value }, { ...one, breaks: { count: 2 } });
    expect(fit.breaks.map(({ estimate }) => estimate)).toEqual([expect.closeTo(2008, 9), expect.closeTo(2011, 9)]);
    expect(codes(fit)).not.toContain("BREAK_AT_EDGE");
  });
});
