import { describe, expect, it } from "vitest";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import { invertPiecewiseTrend } from "../../src/trends/piecewise-trend-inversion.ts";
import type { AnyPiecewiseTrend } from "../../src/trends/piecewise-trend-law.ts";
import { predictPiecewiseTrend } from "../../src/trends/piecewise-trend-prediction.ts";
import { refused } from "../answers.ts";
import { codes, kinked, quarters } from "./piecewise-data.ts";

const z95 = 1.959963984540054;

interface Made {
  continuous: boolean;
  referenceYear: number;
  breaks: number[];
  /** Level and slopes, or level and slope of each segment; then the breaks, if they are estimated. */
  values: number[];
}

const point = (estimate: number) => ({ estimate, standardError: null, lower: null, upper: null, level: 0.95 });

function lawOf(made: Made, covariance: number[][] | null, draws: number[][] | null = null): AnyPiecewiseTrend {
  const { continuous, referenceYear, breaks, values } = made;
  const pieces = Array.from({ length: breaks.length + 1 }, (_, s) => s + 1);
  const linear = continuous
    ? ["log10AtReference", ...pieces.map((s) => `slope${s}`)]
    : pieces.flatMap((s) => [`log10AtStart${s}`, `slope${s}`]);
  const terms = [...linear, ...breaks.map((_, j) => `break${j + 1}`)].slice(0, values.length);
  return {
    kind: "piecewise-trend",
    version: 1,
    terms,
    coefficients: Object.fromEntries(terms.map((term, i) => [term, point(values[i]!)])),
    covariance,
    draws,
    source: null,
    continuous,
    referenceYear,
    breaks: breaks.map(point),
    intervalDegreesOfFreedom: null,
  };
}

/** The exponent as the documentation states it, written apart from the source under test. */
function exponent({ continuous, referenceYear, breaks, values }: Made, year: number): number {
  if (!continuous) {
    const s = breaks.filter((at) => at <= year).length;
    return values[2 * s]! + values[2 * s + 1]! * (year - (s === 0 ? referenceYear : breaks[s - 1]!));
  }
  // Along the years from the reference, piece by piece.
  const edges = [-Infinity, ...breaks, Infinity];
  const [from, to, sign] = year > referenceYear ? [referenceYear, year, 1] : [year, referenceYear, -1];
  let sum = values[0]!;
  for (let s = 0; s <= breaks.length; s++) {
    const within = Math.min(to, edges[s + 1]!) - Math.max(from, edges[s]!);
    if (within > 0) sum += sign * within * values[s + 1]!;
  }
  return sum;
}

/** sqrt(g' C g) with g by central differences. */
function deltaError(made: Made, covariance: number[][], year: number): number {
  const linear = made.values.length;
  const step = 1e-5;
  const moved = (i: number, by: number): Made => {
    const values = made.values.map((value, k) => (k === i ? value + by : value));
    const first = linear - made.breaks.length;
    const estimated = made.continuous ? linear > made.breaks.length + 2 : linear > 2 * made.breaks.length + 2;
    return { ...made, values, breaks: estimated ? values.slice(first) : made.breaks };
  };
  const g = made.values.map((_, i) => (exponent(moved(i, step), year) - exponent(moved(i, -step), year)) / (2 * step));
  let variance = 0;
  g.forEach((a, i) => {
    g.forEach((b, j) => {
      variance += a * covariance[i]![j]! * b;
    });
  });
  return Math.sqrt(variance);
}

/** Unequal variances, and all terms correlated. */
const covarianceOf = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) =>
    Array.from(
      { length: n },
      (__, j) => 1e-4 * ((i === j ? 1 + i : 0) + (1 + 0.3 * i) * (0.5 - 0.2 * j) * (0.5 - 0.2 * i) * (1 + 0.3 * j)),
    ),
  );

const bent = { continuous: true, breaks: [2010, 2015], values: [3, 1, 0.2, 2, 2010, 2015] };
const laws: [string, Made][] = [
  ["continuous from 2000", { ...bent, referenceYear: 2000 }],
  ["continuous from 2012", { ...bent, referenceYear: 2012 }],
  ["continuous from 2016", { ...bent, referenceYear: 2016 }],
  ["continuous with given breaks", { ...bent, referenceYear: 2000, values: bent.values.slice(0, 4) }],
  [
    "discontinuous",
    { continuous: false, referenceYear: 2000, breaks: [2010, 2015], values: [3, 1, 14, 0.5, 15, 2, 2010, 2015] },
  ],
  [
    "discontinuous with given breaks",
    { continuous: false, referenceYear: 2000, breaks: [2010, 2015], values: [3, 1, 14, 0.5, 15, 2] },
  ],
];

describe.each(laws)("a %s trend", (_, made) => {
  const covariance = covarianceOf(made.values.length);
  const law = lawOf(made, covariance);

  it("has the delta method's interval before, between and beyond its breaks", () => {
    for (const year of [1998, 2004, 2012.5, 2013, 2018]) {
      const { estimate, upper, lower } = predictPiecewiseTrend(law, year);
      expect(Math.log10(estimate ?? NaN)).toBeCloseTo(exponent(made, year), 10);
      const half = z95 * deltaError(made, covariance, year);
      expect(Math.log10(upper ?? NaN)).toBeCloseTo(exponent(made, year) + half, 6);
      expect(Math.log10(lower ?? NaN)).toBeCloseTo(exponent(made, year) - half, 6);
    }
  });

  it("has the delta method's standard error of the year of a value", () => {
    for (const [year, slope] of [
      [2004, made.values[1]],
      [2018, made.continuous ? made.values[3] : made.values[5]],
    ] as const) {
      const found = invertPiecewiseTrend(law, 10 ** exponent(made, year));
      expect(found.estimate).toBeCloseTo(year, 8);
      expect(found.standardError).toBeCloseTo(deltaError(made, covariance, year) / (slope ?? NaN), 6);
      expect(codes(found)).toEqual([]);
    }
  });
});

describe("draws of a piecewise trend", () => {
  // Levels of -2.0 to 2.0 in tenths about a slope of 1: the value 1e5 is reached from 2003 to 2007.
  const line: Made = { continuous: true, referenceYear: 2000, breaks: [], values: [0, 1] };
  const draws = Array.from({ length: 41 }, (_, i) => [(i - 20) / 10, 1]);
  // Of 41 numbers a tenth apart: variance 0.01 (41^2 - 1) / 12 times 41 / 40.
  const spread = Math.sqrt(((0.01 * (41 ** 2 - 1)) / 12) * (41 / 40));

  it("give their percentiles to a value and to a year", () => {
    const law = lawOf(line, null, draws);
    const value = predictPiecewiseTrend(law, 2010);
    expect(Math.log10(value.lower ?? NaN)).toBeCloseTo(8.1, 9);
    expect(Math.log10(value.upper ?? NaN)).toBeCloseTo(11.9, 9);
    const year = invertPiecewiseTrend(law, 1e5);
    expect(year.lower).toBeCloseTo(2003.1, 9);
    expect(year.upper).toBeCloseTo(2006.9, 9);
    expect(year.standardError).toBeCloseTo(spread, 9);
    expect(year.warnings).toEqual([]);
  });

  it("that never reach the value count against both bounds, and take the standard error away", () => {
    const flat = (count: number): number[][] => draws.map((draw, i) => (i >= 41 - count ? [draw[0]!, 0] : draw));
    const one = invertPiecewiseTrend(lawOf(line, null, flat(1)), 1e5);
    expect(one).toMatchObject({ standardError: null, warnings: [] });
    expect(one.lower).toBeCloseTo(2003.1, 9);
    expect(one.upper).toBeCloseTo(2007, 9);
    const three = invertPiecewiseTrend(lawOf(line, null, flat(3)), 1e5);
    expect(three).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(three.warnings).toEqual([{ code: "UNBOUNDED", message: expect.stringContaining("7.3 %"), path: null }]);
  });

  it("that are fewer than two leave the covariance to speak", () => {
    const covariance = covarianceOf(2);
    const [law, single] = [lawOf(line, covariance), lawOf(line, covariance, [[0, 1]])];
    expect(predictPiecewiseTrend(single, 2010)).toEqual(predictPiecewiseTrend(law, 2010));
    expect(invertPiecewiseTrend(single, 1e5)).toEqual(invertPiecewiseTrend(law, 1e5));
  });
});

describe("the year of a value", () => {
  const diagonal = (...variances: number[]): number[][] =>
    variances.map((variance, i) => variances.map((_, j) => (i === j ? variance : 0)));

  it("has no bound on a side whose slope cannot be told from zero", () => {
    const kink = { continuous: true, referenceYear: 2010, breaks: [2010] };
    const cases: [Made, number[][], number, string[]][] = [
      [{ ...kink, values: [0, 1, 0.1] }, diagonal(1e-4, 1e-6, 0.04), 10 ** 0.2, ["upper"]],
      [{ ...kink, values: [0, 0.1, 1] }, diagonal(1e-4, 0.04, 1e-6), 10 ** -0.2, ["lower"]],
      [{ ...kink, values: [0, 0.1, 0.1] }, diagonal(0.04, 0.04, 0.04), 10 ** 0.2, ["lower", "upper"]],
    ];
    for (const [made, covariance, value, open] of cases) {
      const year = invertPiecewiseTrend(lawOf(made, covariance), value);
      for (const side of ["lower", "upper"] as const) {
        if (open.includes(side)) expect(year[side]).toBeNull();
        else expect(year[side]).not.toBeNull();
      }
      const word = open.length === 2 ? "either" : open[0] === "lower" ? "the early" : "the late";
      expect(year.warnings).toEqual([{ code: "UNBOUNDED", message: expect.stringContaining(word), path: open[0] }]);
    }
  });

  it("at a break is one year, and belongs to the segment that begins there", () => {
    const kink = lawOf({ continuous: true, referenceYear: 2010, breaks: [2010], values: [5, 1, 2] }, null);
    expect(invertPiecewiseTrend(kink, 1e5).estimate).toBe(2010);
    expect(codes(invertPiecewiseTrend(kink, 1e5))).toEqual(["NO_COVARIANCE"]);
    const jump = lawOf({ continuous: false, referenceYear: 2000, breaks: [2010], values: [3, 0.1, 8, 1] }, null);
    expect(invertPiecewiseTrend(jump, 1e8).estimate).toBe(2010);
    expect(codes(invertPiecewiseTrend(jump, 1e4))).toEqual(["NOT_REACHED"]);
    const flat = lawOf({ continuous: true, referenceYear: 2000, breaks: [], values: [5, 0] }, null);
    for (const value of [1e4, 1e5]) expect(codes(invertPiecewiseTrend(flat, value))).toEqual(["NOT_REACHED"]);
  });

  it("names the other years, and takes the earliest of those within the data", () => {
    const dip = lawOf({ continuous: true, referenceYear: 2005, breaks: [2005], values: [0, -1, 1] }, null);
    const year = invertPiecewiseTrend({ ...dip, support: { year: { lower: 2000, upper: 2020 } } }, 1000);
    expect(year.estimate).toBeCloseTo(2002, 12);
    expect(year.warnings[0]).toMatchObject({ code: "NOT_IDENTIFIED", path: "estimate" });
    expect(year.warnings[0]?.message).toMatch(/besides 2002\.00 also at 2008\.00\./);
  });

  it("and the value at a year refuse other laws and options, and take a level", () => {
    const series = { year: quarters(40), value: kinked(quarters(40), 2005, 0.2, 0.7, 0.2) };
    const fit = fitPiecewiseTrend(series, { breaks: [2005], continuous: true, level: 0.8 });
    for (const ask of [predictPiecewiseTrend, invertPiecewiseTrend]) {
      const call =
        (...args: unknown[]) =>
        () =>
          Reflect.apply(ask, null, args);
      expect(call({ ...fit, kind: "trend" }, 2005)).toThrow(expect.objectContaining({ code: "WRONG_KIND" }));
      expect(call(fit, 2005, null)).toThrow(refused("INVALID_OPTION", "options"));
      expect(call(fit, 2005)()).toMatchObject({ level: 0.8 });
      expect(call(fit, 2005, { level: 0.5 })()).toMatchObject({ level: 0.5 });
    }
    const bare = predictPiecewiseTrend({ ...fit, covariance: null, draws: null }, 2006, { of: "observation" });
    expect(bare).toMatchObject({ lower: null, upper: null, standardError: null });
    const { goodness: _, ...published } = fit;
    expect(predictPiecewiseTrend(published, 2006, { of: "observation" })).toMatchObject({ lower: null, upper: null });
  });
});
