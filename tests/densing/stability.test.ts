import { describe, expect, it } from "vitest";
import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { effectiveParameterSize } from "../../src/densing/effective-parameter-size.ts";
import { isDensingLaw, isPerformanceCurve, isScoreLaw } from "../../src/densing/is-densing.ts";
import { predictDensity } from "../../src/densing/predict-density.ts";
import type { SizeReference } from "../../src/densing/size-reference.ts";
import { said } from "../answers.ts";
import { bareLaw } from "./laws.ts";

const dates = (days: number[]): string[] => days.map((day) => isoOfDay(738_000 + day));
const days = [0, 0, 30, 90, 90, 150, 200, 260, 330, 400, 430, 500];
const density = [0.05, 0.03, 0.04, 0.09, 0.12, 0.08, 0.2, 0.2, 0.15, 0.5, 0.45, 0.3];
const date = dates(days);
const quick = { permutations: 0, resamples: 0 };

describe("the stability of a densing law", () => {
  const law = fitDensingLaw({ date, density, name: days.map((_, i) => `model ${i}`) }, quick);
  const only = (kept: (i: number) => boolean) => {
    const places = days.map((_, i) => i).filter(kept);
    return fitDensingLaw({ date: places.map((i) => date[i]!), density: places.map((i) => density[i]!) }, quick);
  };

  it("without a record is the fit of all other models", () => {
    expect(law.withoutEachRecord.map(({ index }) => index)).toEqual([0, 4, 6, 9]);
    for (const row of law.withoutEachRecord) {
      const other = only((i) => i !== row.index);
      expect(row).toMatchObject({ name: `model ${row.index}`, date: date[row.index], records: other.records.length });
      expect(row.slopePerDay).toBeCloseTo(other.coefficients.slopePerDay.estimate, 13);
      expect(row.doublingTimeDays).toBeCloseTo(other.doublingTimeDays.estimate, 8);
    }
    const three = fitDensingLaw({ date: dates([0, 100, 200]), density: [1, 2, 4] }, quick);
    expect(
      three.withoutEachRecord.map(({ records, slopePerDay, doublingTimeDays }) => [
        records,
        slopePerDay,
        doublingTimeDays,
      ]),
    ).toEqual(Array(3).fill([2, null, null]));
  });

  it("at the day of a record is the fit of the models until then", () => {
    expect(law.endDatePath.map(({ through }) => through)).toEqual([date[6], date[9]]);
    for (const row of law.endDatePath) {
      const other = only((i) => date[i]! <= row.through);
      expect(row.records).toBe(other.records.length);
      expect(row.slopePerDay).toBeCloseTo(other.coefficients.slopePerDay.estimate, 13);
      expect(row.doublingTimeDays).toBeCloseTo(other.doublingTimeDays.estimate, 8);
    }
  });

  it("counts the days and models since the last record, and what the line expects over the best", () => {
    const { silence } = law;
    expect(silence).toMatchObject({ since: date[9], until: date[11], days: 100, models: 2 });
    expect(silence.lineOverBest).toBeCloseTo((predictDensity(law, date[11]!).estimate ?? NaN) / 0.5, 10);
  });

  it("is told from other laws by its guards", () => {
    const curve = bareLaw("performance-curve", { c: 75, gamma: -25, l: 0.2, d: 25 });
    const scores = bareLaw("score-law", { floor: 0.25, ceiling: 0.85, slope: 0.5, logMidpoint: 20 });
    expect([law, curve, scores].map(isDensingLaw)).toEqual([true, false, false]);
    expect([law, curve, scores].map(isPerformanceCurve)).toEqual([false, true, false]);
    expect([law, curve, scores].map(isScoreLaw)).toEqual([false, false, true]);
    for (const bad of ["x2023-01-01", "12023-01-01", "2023-01-01T00:00"]) {
      expect(() => fitDensingLaw({ date: [bad, ...date.slice(1)], density })).toThrow(
        expect.objectContaining({ code: "INVALID_DATE", path: "date[0]" }),
      );
    }
  });
});

describe("a reference of two steps", () => {
  const loss = { A: 2, B: 100, alpha: 0.115, beta: 0.277 };
  const curve = bareLaw("performance-curve", { c: 75, gamma: -25, l: 0.2, d: 25 });
  const lossLaw = bareLaw("loss-law", loss);
  const exact = { lossLaw, curve };
  const options = { referenceTokens: 5e12 };
  /** N = ((loss - B / D^beta) / A)^(-1 / alpha), the loss of a score by the curve turned round. */
  const sizeOf = (score: number, l = 0.2, { A, alpha } = loss): number => {
    const at = l + Math.log(75 / (score - 25) - 1) / 25;
    return ((at - 100 / 5e12 ** 0.277) / A) ** (-1 / alpha);
  };

  it("has the percentiles of the curve's draws where the loss law is exact, and says which is", () => {
    const draws = Array.from({ length: 41 }, (_, i) => [75, -25, 0.2 + (i - 20) / 4000, 25]);
    const { parameters, interval, warnings } = effectiveParameterSize(
      { lossLaw, curve: { ...curve, draws } },
      60,
      options,
    );
    const sizes = draws.map((row) => sizeOf(60, row[2])).sort((a, b) => a - b);
    expect((parameters ?? NaN) / sizeOf(60)).toBeCloseTo(1, 9);
    expect((interval?.lower ?? NaN) / sizes[1]!).toBeCloseTo(1, 9);
    expect((interval?.upper ?? NaN) / sizes[39]!).toBeCloseTo(1, 9);
    expect(warnings).toMatchObject([{ code: "NO_COVARIANCE", message: expect.stringMatching(/^The loss law has/) }]);
    expect(effectiveParameterSize(exact, 60).warnings[0]?.message).toMatch(/^The loss law and the curve have .* are/);
  });

  it("drops draws in which the loss does not fall with size, and says how many", () => {
    const draws = Array.from({ length: 41 }, (_, i) => [2, 100, i < 4 ? -0.1 : 0.115 + (i - 20) / 1e5, 0.277]);
    const size = effectiveParameterSize({ lossLaw: { ...lossLaw, draws }, curve }, 60, options);
    expect(said(size)).toEqual(["NO_COVARIANCE interval", "RESAMPLES_DROPPED interval"]);
    expect(size.warnings[1]?.message).toContain("4 of 41 draws");
    expect(size.interval?.lower).toBeGreaterThan(0);
  });

  it("says which of score, size and tokens lies outside what it was fitted on", () => {
    const support = { parameters: { lower: 1, upper: 1e20 }, tokens: { lower: 1e9, upper: 1e13 } };
    const seen = {
      lossLaw: { ...lossLaw, support },
      curve: { ...curve, support: { loss: { lower: 0, upper: 1 }, score: { lower: 40, upper: 80 } } },
    };
    const outside = (score: number, referenceTokens: number, from: SizeReference = seen): string[] =>
      said(effectiveParameterSize(from, score, { referenceTokens })).filter((each) => each.startsWith("EXTRAPOLATION"));
    expect(outside(60, 5e12)).toEqual([]);
    expect(outside(40, 1e13)).toEqual([]);
    expect(outside(35, 5e12)).toEqual(["EXTRAPOLATION score"]);
    expect(outside(60, 5e13)).toEqual(["EXTRAPOLATION options.referenceTokens"]);
    const large = { ...seen, lossLaw: { ...lossLaw, support: { ...support, parameters: { lower: 1, upper: 10 } } } };
    expect(outside(60, 5e12, large)).toEqual(["EXTRAPOLATION parameters"]);
  });

  it("mentions other optima of the loss law where their size is another by more than a quarter", () => {
    const optimum = (alpha: number) => ({ coefficients: { ...loss, alpha }, objective: 1 });
    const others = (...alphas: number[]): SizeReference => ({
      lossLaw: {
        ...lossLaw,
        convergence: {
          converged: true,
          iterations: 1,
          gradientNorm: 0,
          localOptima: [optimum(loss.alpha), ...alphas.map(optimum)],
        },
      },
      curve,
    });
    expect(said(effectiveParameterSize(others(), 60, options))).toEqual(["NO_COVARIANCE interval"]);
    expect(sizeOf(60, 0.2, { ...loss, alpha: 0.1151 }) / sizeOf(60)).toBeGreaterThan(1 / 1.25);
    expect(said(effectiveParameterSize(others(0.1151), 60, options))).toEqual(["NO_COVARIANCE interval"]);
    const [warning] = effectiveParameterSize(others(0.13), 60, options).warnings;
    expect(warning).toMatchObject({ code: "SEVERAL_OPTIMA", path: "reference.lossLaw" });
    expect(warning?.message).toContain(sizeOf(60, 0.2, { ...loss, alpha: 0.13 }).toPrecision(3));
    expect(warning?.message).toContain("alpha 0.130, beta 0.277");
    const hostile = { lossLaw: { ...lossLaw, convergence: 5 }, curve };
    expect(() => Reflect.apply(effectiveParameterSize, null, [hostile, 60])).toThrow(
      expect.objectContaining({ code: "INVALID_LAW" }),
    );
  });

  it("refuses laws that do not fall, and score laws that do not rise", () => {
    const refused = (path: string) => expect.objectContaining({ code: "INVALID_LAW", path });
    for (const broken of [{ A: 0 }, { A: -1 }, { alpha: 0 }]) {
      const reference = { lossLaw: bareLaw("loss-law", { ...loss, ...broken }), curve };
      expect(() => effectiveParameterSize(reference, 60)).toThrow(refused("reference.lossLaw"));
    }
    for (const broken of [{ c: 0 }, { c: -75 }, { gamma: 0 }]) {
      const other = bareLaw("performance-curve", { c: 75, gamma: -25, l: 0.2, d: 25, ...broken });
      expect(() => effectiveParameterSize({ lossLaw, curve: other }, 60)).toThrow(refused("reference.curve"));
    }
    for (const broken of [{ slope: 0 }, { slope: -0.5 }, { ceiling: 0.25 }, { ceiling: 0.1 }]) {
      const scoreLaw = bareLaw("score-law", { floor: 0.25, ceiling: 0.85, slope: 0.5, logMidpoint: 20, ...broken });
      expect(() => effectiveParameterSize({ scoreLaw }, 0.5)).toThrow(refused("reference.scoreLaw"));
    }
  });
});
