import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { testForBreaks } from "../../src/trends/break-search.ts";
import { testBreak } from "../../src/trends/break-tests.ts";
import cases from "./fixtures/break-tests.json";

function relativeError(got: number | null, expected: number): number {
  return got === null ? Infinity : Math.abs(got - expected) / Math.abs(expected);
}

function codeOf(call: () => unknown): string | null {
  try {
    call();
  } catch (error) {
    return error instanceof ScalingError ? error.code : "other";
  }
  return null;
}

function growth(n: number, exponent: (year: number, i: number) => number): { year: number[]; value: number[] } {
  const year = Array.from({ length: n }, (_, i) => 2000 + i / 2);
  return { year, value: year.map((t, i) => 10 ** exponent(t, i)) };
}

const noise = (i: number): number => Math.sin(9 * i * i);

describe.each(cases)("breaks of a series with $kind", (each) => {
  const series = { year: each.year, value: each.value };

  it("at a named year agree with numpy", () => {
    const jump = testBreak(series, each.at);
    expect(relativeError(jump.statistic, each.chow.statistic)).toBeLessThan(1e-9);
    expect(relativeError(jump.pValue, each.chow.pValue)).toBeLessThan(1e-8);
    expect(jump.degreesOfFreedom).toEqual([2, each.year.length - 4]);
    const kink = testBreak(series, each.at, { continuous: true });
    expect(relativeError(kink.statistic, each.bend.statistic)).toBeLessThan(1e-9);
    expect(relativeError(kink.pValue, each.bend.pValue)).toBeLessThan(1e-8);
    expect(kink.degreesOfFreedom).toEqual([1, each.year.length - 3]);
    expect([jump.warnings, kink.warnings]).toEqual([[], []]);
  });

  it("anywhere agree with trying every cut and every knot", () => {
    const jump = testForBreaks(series, { trim: each.trim, resamples: 9 });
    expect(relativeError(jump.statistic, each.jump.statistic)).toBeLessThan(1e-9);
    expect(jump.year).toBe(each.jump.year);
    expect(relativeError(jump.robustStatistic, each.jump.robust)).toBeLessThan(1e-9);
    expect(jump.daviesPValue).toBeNull();
    const kink = testForBreaks(series, { trim: each.trim, continuous: true, resamples: 9 });
    expect(relativeError(kink.statistic, each.kink.statistic)).toBeLessThan(1e-9);
    expect(kink.year).toBeCloseTo(each.kink.year, 4);
    expect(relativeError(kink.robustStatistic, each.kink.robust)).toBeLessThan(1e-9);
    expect(relativeError(kink.daviesPValue, each.davies)).toBeLessThan(1e-8);
  });

  it("are reported so that the test at the found year gives the same statistic", () => {
    for (const continuous of [false, true]) {
      const found = testForBreaks(series, { continuous, trim: each.trim, resamples: 1 });
      const again = testBreak(series, found.year!, { continuous });
      expect(relativeError(again.statistic, found.statistic!)).toBeLessThan(1e-9);
    }
  });
});

describe("the search for breaks", () => {
  const series = growth(50, (t, i) => 0.1 * (t - 2000) + 0.6 * Math.max(0, t - 2012) + 0.5 * noise(i));

  it("rejects one line where there is a clear break, by every scheme", () => {
    for (const errors of ["wild", "exchangeable"] as const) {
      for (const continuous of [false, true]) {
        expect(testForBreaks(series, { errors, continuous }).pValue).toBe(0.001);
      }
    }
  });

  it("does not see one in a line", () => {
    const straight = growth(50, (t, i) => 0.3 * (t - 2000) + 0.5 * noise(i));
    for (const errors of ["wild", "exchangeable"] as const) {
      for (const continuous of [false, true]) {
        expect(testForBreaks(straight, { errors, continuous }).pValue).toBeGreaterThan(0.05);
      }
    }
  });

  it("echoes its options, is plain JSON and repeats itself", () => {
    const search = testForBreaks(series, { resamples: 49, seed: 7, trim: 0.2 });
    expect(search).toMatchObject({ resamples: 49, seed: 7, trim: 0.2, errors: "wild", continuous: false, n: 50 });
    expect(JSON.parse(JSON.stringify(search))).toEqual(search);
    expect(testForBreaks(series, { resamples: 49, seed: 7, trim: 0.2 })).toEqual(search);
    expect(testForBreaks(series)).toMatchObject({ resamples: 999, seed: 1, trim: 0.15 });
  });

  it("does not depend on the order of the rows, nor on the unit of the value", () => {
    const search = testForBreaks(series);
    const turned = testForBreaks({
      year: series.year.slice().reverse(),
      value: series.value
        .slice()
        .reverse()
        .map((value) => 1000 * value),
    });
    expect(turned.pValue).toBe(search.pValue);
    expect(relativeError(turned.statistic, search.statistic!)).toBeLessThan(1e-9);
    expect(turned.year).toBe(search.year);
  });

  it("never cuts between equal years", () => {
    const year = Array.from({ length: 40 }, (_, i) => 2000 + Math.floor(i / 8));
    const value = year.map((t, i) => 10 ** (0.2 * (t - 2000) + (i >= 20 ? 3 : 0) + 0.1 * noise(i)));
    const { year: found } = testForBreaks({ year, value }, { resamples: 9 });
    expect([2002, 2003]).toContain(found);
  });

  it("answers for data without residuals, and says so", () => {
    const line = testForBreaks(growth(20, (t) => 0.5 * (t - 2000)));
    expect(line).toMatchObject({ statistic: 0, year: null, pValue: 1 });
    expect(line.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
    const broken = testForBreaks(growth(40, (t) => 0.5 * (t - 2000) + (t >= 2010 ? 2 : 0)));
    expect(broken).toMatchObject({ statistic: null, year: 2010 });
    expect(broken.pValue).toBeLessThan(0.05);
    expect(broken.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
    const kinked = testForBreaks(
      growth(40, (t) => 0.5 * Math.max(0, t - 2010)),
      { continuous: true },
    );
    expect(kinked.statistic).toBeNull();
    expect(kinked.year).toBeCloseTo(2010, 6);
  });

  it("refuses what it cannot answer", () => {
    const short = growth(5, (t) => t - 2000);
    expect(codeOf(() => testForBreaks(short))).toBe("TOO_FEW_POINTS");
    expect(codeOf(() => testForBreaks({ year: [1, 1, 1, 2, 2, 2], value: [1, 2, 3, 4, 5, 6] }))).toBe("NO_SPREAD");
    expect(codeOf(() => testForBreaks({ year: [1, 1, 1, 1, 1, 1], value: [1, 2, 3, 4, 5, 6] }))).toBe("NO_SPREAD");
    expect(codeOf(() => testForBreaks(series, { trim: 0.5 }))).toBe("INVALID_OPTION");
    expect(codeOf(() => testForBreaks(series, { resamples: 0 }))).toBe("INVALID_OPTION");
    expect(codeOf(() => testForBreaks(series, { seed: 0.5 }))).toBe("INVALID_OPTION");
  });
});

describe("the test at a named year", () => {
  it("refuses years that leave a side without a line", () => {
    const series = growth(10, (t, i) => 0.2 * (t - 2000) + 0.1 * noise(i));
    expect(codeOf(() => testBreak(series, 1999))).toBe("OUT_OF_RANGE");
    expect(() => testBreak(series, 2005)).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE", message: expect.stringContaining("2000 .. 2004.5") }),
    );
    expect(codeOf(() => testBreak(series, 2004.5))).toBe("NO_SPREAD");
    expect(codeOf(() => testBreak(series, 2004))).toBe(null);
    expect(codeOf(() => Reflect.apply(testBreak, null, [series, 2003, null]))).toBe("INVALID_OPTION");
    expect(codeOf(() => testBreak(series, 2000.5))).toBe("NO_SPREAD");
    expect(codeOf(() => testBreak(series, 2000, { continuous: true }))).toBe("OUT_OF_RANGE");
    expect(codeOf(() => testBreak(series, 2004.5, { continuous: true }))).toBe("NO_SPREAD");
    expect(codeOf(() => testBreak(series, Number.NaN))).toBe("NOT_FINITE");
    expect(testBreak(series, 2000.25, { continuous: true }).statistic).not.toBeNull();
  });

  it("counts the year itself to the right", () => {
    const series = growth(12, (t, i) => (t >= 2003 ? 4 : 0) + 0.1 * noise(i));
    expect(testBreak(series, 2003).statistic).toBe(testBreak(series, 2002.75).statistic);
    expect(testBreak(series, 2003).statistic).toBeGreaterThan(testBreak(series, 2003.25).statistic!);
  });

  it("answers for data without residuals, and says so", () => {
    const line = testBreak(
      growth(12, (t) => 0.5 * (t - 2000)),
      2003,
    );
    expect(line).toMatchObject({ statistic: 0, pValue: 1 });
    expect(line.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
    for (const continuous of [false, true]) {
      const broken = testBreak(
        growth(12, (t) => 0.5 * Math.max(0, t - 2003) + 1),
        2003,
        { continuous },
      );
      expect(broken).toMatchObject({ statistic: null, pValue: 0 });
      expect(broken.warnings.map(({ code }) => code)).toEqual(["EXACT_FIT"]);
    }
  });

  it("takes the rounding of large values for no residual", () => {
    // log10 near 250 is rounded to 2.8e-14: the sum of 12 squares of such errors is no evidence of a break.
    const line = testBreak(
      growth(12, (t) => 250 + 0.3 * (t - 2000)),
      2003,
    );
    expect(line).toMatchObject({ statistic: 0, pValue: 1 });
  });
});
