import { describe, expect, it } from "vitest";
import { compareDensingEras } from "../../src/densing/densing-eras.ts";
import { slopeThrough } from "../../src/densing/densing-evidence.ts";
import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { lawDraws } from "../../src/densing/law-draws.ts";
import { predictDensity } from "../../src/densing/predict-density.ts";
import { randomSource } from "../../src/numeric/random.ts";
import { fitQuantileTrend } from "../../src/trends/quantile-trend.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { compareTrends } from "../../src/trends/trend-comparison.ts";
import { bareLaw } from "./laws.ts";

const dates = (days: number[]): string[] => days.map((day) => isoOfDay(738_000 + day));
const perDay = Math.LN10 / 365.25;
const series = (days: number[], density: number[]) => ({ year: days.map((day) => day / 365.25), value: density });

const days = [0, 0, 30, 90, 90, 150, 200, 260, 330, 400, 430, 500];
const density = [0.05, 0.03, 0.04, 0.09, 0.12, 0.08, 0.2, 0.2, 0.15, 0.5, 0.45, 0.3];
const columns = { date: dates(days), density };

describe("the line through records", () => {
  it("is least squares through the chosen places alone", () => {
    // y = 1, 3, 2 at x = 10, 11, 13: means 34/3 and 2; Sxx 14/3, Sxy 1, Syy 2.
    const line = slopeThrough([1, 2, 4], [0, 10, 11, 12, 13], [9, 1, 3, 9, 2]);
    expect(line.slope).toBeCloseTo(3 / 14, 12);
    expect(line.rSquared).toBeCloseTo(1 / ((14 / 3) * 2), 12);
    expect(slopeThrough([0, 1, 2], [0, 1, 2], [5, 5, 5])).toEqual({ slope: 0, rSquared: 1 });
  });

  it("has the covariance of a trend through them, in the order of its terms", () => {
    const law = fitDensingLaw(columns, { permutations: 0, resamples: 0 });
    const places = law.records.map(({ index }) => index);
    const trend = fitTrend(
      series(
        places.map((i) => days[i]!),
        places.map((i) => density[i]!),
      ),
      { referenceYear: 0 },
    );
    const [[level, both], [, slope]] = trend.covariance as [[number, number], [number, number]];
    expect(law.covariance?.[0]?.[0]).toBeCloseTo(slope * perDay ** 2, 14);
    expect(law.covariance?.[0]?.[1]).toBeCloseTo(both * perDay * Math.LN10, 12);
    expect(law.covariance?.[1]?.[1]).toBeCloseTo(level * Math.LN10 ** 2, 10);
    const growth = 10 ** trend.coefficients.slopeOomPerYear.estimate;
    expect(law.growthFactorPerYear).toBeCloseTo(growth, 9);
    expect(law.permutation).toBeNull();
    // On a date 100 days on, log density is intercept + 100 slope.
    const { slopePerDay, intercept } = law.coefficients;
    const ahead = predictDensity(law, dates([100])[0]!).estimate ?? NaN;
    expect(Math.log(ahead)).toBeCloseTo(intercept.estimate + 100 * slopePerDay.estimate, 10);
  });
});

describe("all models of a densing law", () => {
  it("have nine tenths below a quantile line, that of trends", () => {
    const law = fitDensingLaw(columns, { permutations: 0, resamples: 200 });
    const { slopeOomPerYear } = fitQuantileTrend(series(days, density), 0.9, { resamples: 9 }).coefficients;
    expect(law.quantile90.slopePerDay.estimate).toBeCloseTo(slopeOomPerYear.estimate * perDay, 10);
    const { lower, upper } = law.quantile90.slopePerDay;
    expect(lower).toBeLessThanOrEqual(law.quantile90.slopePerDay.estimate);
    expect(upper).toBeGreaterThanOrEqual(law.quantile90.slopePerDay.estimate);
    expect(lower).toBeLessThan(upper ?? NaN);
    const bare = fitDensingLaw(columns, { permutations: 0, resamples: 0 });
    expect(bare.quantile90.slopePerDay).toMatchObject({ standardError: null, lower: null, upper: null });
  });

  it("have means over orders: of a slope about zero, of an R squared between 0 and 1", () => {
    const { permutation } = fitDensingLaw(columns, { permutations: 400, resamples: 0 });
    // Records rise in any order: every slope is above zero and none beyond the steepest step between two models.
    expect(permutation?.meanSlopePerDay).toBeGreaterThan(0);
    expect(permutation?.meanSlopePerDay).toBeLessThan(Math.log(0.5 / 0.03) / 30);
    expect(permutation?.meanRSquared).toBeGreaterThan(0.5);
    expect(permutation?.meanRSquared).toBeLessThanOrEqual(1);
  });

  it("are right where few dates make few orders usable: one of n - 2 is as steep", () => {
    // Evenly spaced, three dates have a slope of half the rise from the first to the last model. An order has three
    // records where the last model is the densest of all and the first is not the densest of the others: one of n - 2.
    const n = 12;
    const date = dates(Array.from({ length: n }, (_, i) => (i === 0 ? 0 : i === n - 1 ? 200 : 100)));
    const rising = Array.from({ length: n }, (_, i) => 0.01 * 1.3 ** i);
    const { permutation } = fitDensingLaw({ date, density: rising }, { permutations: 4000, resamples: 0 });
    expect(permutation?.draws).toBe(4000);
    expect(Math.abs((permutation?.pValue ?? 0) - 1 / (n - 2))).toBeLessThan(0.02);
  });

  it("count what they found where hardly any order is usable", () => {
    const n = 400;
    const date = dates(Array.from({ length: n }, (_, i) => (i === 0 ? 0 : i === 1 ? 200 : 100)));
    const rising = Array.from({ length: n }, (_, i) => (i === 0 ? 0.01 : i === 1 ? 900 : 0.01 + i / 1000));
    const { permutation } = fitDensingLaw({ date, density: rising }, { permutations: 200, resamples: 0 });
    // 4000 orders are tried, and one in about 400 is usable.
    expect(permutation?.draws).toBeGreaterThan(0);
    expect(permutation?.draws).toBeLessThan(40);
    expect(permutation?.pValue).toBe((1 + (permutation?.exceedances ?? 0)) / ((permutation?.draws ?? 0) + 1));
  });

  it("are warned of by how many records there are and whose growth may be zero", () => {
    const codes = (more: { date: string[]; density: number[] }, clusters?: number[]): string[] =>
      fitDensingLaw(more, { permutations: 0, resamples: 0, ...(clusters && { clusters }) }).warnings.map(
        ({ code, message }) => `${code} ${/of (the records|all models) holds/.exec(message)?.[1] ?? ""}`.trim(),
      );
    const rising = [0, 100, 200, 300, 400];
    const even = rising.map((day, i) => 0.1 * Math.exp(day / 100 + 0.01 * (i % 2)));
    expect(codes({ date: dates(rising), density: even })).toEqual(["RECORDS_SELECTED"]);
    expect(codes({ date: dates(rising.slice(1)), density: even.slice(1) })).toEqual(["RECORDS_SELECTED", "FEW_POINTS"]);
    // Many models that do not grow beside the five that do.
    const flat = { date: dates([...rising, 50, 450, 460, 470, 480]), density: [...even, 0.01, 0.01, 0.01, 0.01, 0.01] };
    expect(codes(flat)).toContain("GROWTH_SIGN_UNCERTAIN all models");
    expect(codes({ date: dates([0, 600, 670]), density: [0.0017, 0.0082, 0.106] })).toContain(
      "GROWTH_SIGN_UNCERTAIN the records",
    );
    expect(codes({ date: dates(rising), density: even }, [0, 0, 1, 1, 2])).toContain("FEW_CLUSTERS");
  });

  it("are told with their doubling times, or that there is none", () => {
    const message = fitDensingLaw(columns, { permutations: 0, resamples: 0 }).warnings[0]?.message;
    const all = fitDensingLaw(columns, { permutations: 0, resamples: 0 }).all.doublingTimeDays!;
    expect(message).toContain(`All models: ${all.estimate.toPrecision(4)} days`);
    const falling = { date: dates([0, 100, 200, 201, 202, 203]), density: [0.1, 0.2, 0.4, 0.001, 0.001, 0.001] };
    expect(fitDensingLaw(falling, { permutations: 0, resamples: 0 }).warnings[0]?.message).toContain("no doubling");
  });
});

describe("two eras", () => {
  const early = { day: [0, 200, 400, 600, 700], value: [0.01, 0.02, 0.03, 0.025, 0.1] };
  const late = { day: [800, 850, 900, 960], value: [0.05, 0.08, 0.13, 0.2] };
  const both = { date: dates([...early.day, ...late.day]), density: [...early.value, ...late.value] };

  it("differ by Welch's comparison of trends through all their models", () => {
    const { allDifference, warnings, descriptive } = compareDensingEras(both, dates([800])[0]!);
    const [before, after] = [early, late].map(({ day, value }) => fitTrend(series(day, value))) as [
      ReturnType<typeof fitTrend>,
      ReturnType<typeof fitTrend>,
    ];
    const { difference } = compareTrends(after, before);
    for (const field of ["estimate", "standardError", "lower", "upper"] as const) {
      expect(allDifference[field]).toBeCloseTo((difference[field] ?? NaN) * perDay, 11);
    }
    expect(descriptive).toBe(true);
    expect(warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "RECORDS_SELECTED slopeRatio",
      "FEW_POINTS slopeRatio",
    ]);
    expect(warnings[1]?.message).toContain("only 4 records");
    expect(() => Reflect.apply(compareDensingEras, null, [both, dates([800])[0], null])).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", path: "options" }),
    );
  });

  it("of five records each are no few, and of lines without residuals differ exactly", () => {
    const day = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];
    const grown = day.map((at, i) => (i < 5 ? Math.exp(at / 100) : Math.exp(at / 50)));
    const eras = compareDensingEras({ date: dates(day), density: grown }, dates([50])[0]!);
    expect(eras.warnings.map(({ code }) => code)).toEqual(["RECORDS_SELECTED"]);
    expect(eras.allDifference.estimate).toBeCloseTo(0.01, 12);
    const steady = compareDensingEras({ date: dates(day.slice(0, 6)), density: [1, 2, 4, 1, 2, 4] }, dates([30])[0]!);
    expect(steady.allDifference.estimate).toBeCloseTo(0, 12);
  });
});

describe("draws of a law", () => {
  const law = bareLaw("performance-curve", { c: 75, gamma: -25, l: 0.2, d: 25 });
  const covariance = [
    [4, 0.6, 0, 0],
    [0.6, 1, 0, 0.2],
    [0, 0, 1e-4, 0],
    [0, 0.2, 0, 0.25],
  ];
  const moments = (from: Parameters<typeof lawDraws>[0], signed: string[]) => {
    const draws = lawDraws(from, signed, randomSource(5));
    const rows = Array.from({ length: 20_000 }, () => {
      draws.next();
      return Array.from(draws.values);
    });
    const mean = [0, 1, 2, 3].map((k) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length);
    const spread = (j: number, k: number): number =>
      rows.reduce((sum, row) => sum + (row[j]! - mean[j]!) * (row[k]! - mean[k]!), 0) / rows.length;
    return { mean, spread, rows };
  };

  it("of a covariance have it, and of few degrees of freedom are wider by those of t", () => {
    const normal = moments({ ...law, covariance }, []);
    const t = moments({ ...law, covariance, intervalDegreesOfFreedom: 10 }, []);
    const many = moments({ ...law, covariance, intervalDegreesOfFreedom: 1e9 }, []);
    // The variance of t with 10 degrees of freedom is 10 / 8; a variance of 20 000 draws is known to 1 %.
    for (const [j, k] of [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [0, 1],
      [1, 3],
    ] as const) {
      const expected = covariance[j]![k]!;
      const scale = Math.sqrt(covariance[j]![j]! * covariance[k]![k]!);
      expect(Math.abs(normal.spread(j, k) - expected) / scale).toBeLessThan(0.05);
      expect(Math.abs(many.spread(j, k) - expected) / scale).toBeLessThan(0.05);
      expect(Math.abs(t.spread(j, k) - 1.25 * expected) / scale).toBeLessThan(0.08);
    }
    expect(Math.abs(normal.spread(0, 2))).toBeLessThan(0.05 * 2 * 0.01);
    expect(normal.mean[0]).toBeCloseTo(75, 0);
  });

  it("of signed coefficients keep their sign, as exponentials of normal draws", () => {
    const wide = covariance.map((row, i) => row.map((each, j) => (i === 1 && j === 1 ? 625 : i === j ? each : 0)));
    const { rows } = moments({ ...law, covariance: wide }, ["gamma"]);
    const logs = rows.map((row) => Math.log(-row[1]! / 25));
    expect(rows.every((row) => row[1]! < 0)).toBe(true);
    expect(rows.some((row) => row[0]! > 75) && rows.some((row) => row[0]! < 75)).toBe(true);
    const mean = logs.reduce((a, b) => a + b) / logs.length;
    expect(mean).toBeCloseTo(0, 1);
    // d ln|x| = dx / x: a standard deviation of 25 at -25 is one of 1.
    expect(logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / logs.length).toBeCloseTo(1, 1);
  });

  it("that were kept come each once before any comes again, in an order of the seed", () => {
    const kept = Array.from({ length: 12 }, (_, i) => [75, -25, 0.2, i]);
    const draws = lawDraws({ ...law, draws: kept }, [], randomSource(3));
    expect(draws.count).toBe(12);
    const turn = (): number[] =>
      kept.map(() => {
        draws.next();
        return draws.values[3]!;
      });
    const [first, second] = [turn(), turn()];
    expect([...first].sort((a, b) => a - b)).toEqual(kept.map((row) => row[3]));
    expect(second).toEqual(first);
    expect(first).not.toEqual(kept.map((row) => row[3]));
  });

  it("of a law with neither are its estimates", () => {
    const exact = lawDraws(law, [], randomSource(1));
    exact.next();
    expect(exact.count).toBe(0);
    expect(Array.from(exact.values)).toEqual([75, -25, 0.2, 25]);
    expect(lawDraws({ ...law, draws: [[1, -1, 1, 1]] }, [], randomSource(1)).count).toBe(0);
    expect(lawDraws({ ...law, covariance }, [], randomSource(1)).count).toBeNull();
  });
});
