import { describe, expect, it } from "vitest";
import { capacityDensity, mixtureOfExpertsDensity, quantizedDensity } from "../../src/densing/capacity-density.ts";
import type { AnyDensingLaw } from "../../src/densing/densing-formula.ts";
import { fitDensingLaw } from "../../src/densing/densing-law.ts";
import { isoOfDay } from "../../src/densing/density-records.ts";
import { effectiveParameterSize } from "../../src/densing/effective-parameter-size.ts";
import { equivalentParameters, predictDensity } from "../../src/densing/predict-density.ts";
import { invertScore, predictScore } from "../../src/densing/predict-score.ts";
import { invertScoreLaw, predictScoreLaw } from "../../src/densing/predict-score-law.ts";
import { call, refused, said } from "../answers.ts";
import { bareLaw } from "./laws.ts";

const curve = {
  ...bareLaw("performance-curve", { c: 75, gamma: -25, l: 0.2, d: 25 }),
  support: { loss: { lower: 0.1, upper: 0.5 }, score: { lower: 30, upper: 90 } },
};
const scoreLaw = {
  ...bareLaw("score-law", { floor: 0.25, ceiling: 0.85, slope: 0.5, logMidpoint: 20 }),
  support: { size: { lower: 1e8, upper: 1e11 }, score: { lower: 0.3, upper: 0.8 } },
};
const densing: AnyDensingLaw = {
  ...bareLaw("densing-law", { slopePerDay: 0.01, intercept: -2 }),
  origin: "2023-01-01",
  support: { day: { lower: 0, upper: 365 } },
};

describe("questions put to a curve of scores", () => {
  it("take the level of the law or another, and refuse what is none", () => {
    const asked: [(...args: never[]) => unknown, object, unknown, string][] = [
      [predictScore, curve, 0.3, "loss"],
      [invertScore, curve, 60, "score"],
      [predictScoreLaw, scoreLaw, 1e9, "size"],
      [invertScoreLaw, scoreLaw, 0.5, "score"],
    ];
    for (const [ask, law, at, path] of asked) {
      expect(call(ask, law, at)()).toMatchObject({ level: 0.95, warnings: [{ code: "NO_COVARIANCE" }] });
      expect(call(ask, law, at, { level: 0.8 })()).toMatchObject({ level: 0.8 });
      expect(call(ask, law, Number.NaN)).toThrow(refused("NOT_FINITE", path));
      expect(call(ask, law, at, null)).toThrow(refused("INVALID_OPTION", "options"));
      expect(call(ask, densing, at)).toThrow(expect.objectContaining({ code: "WRONG_KIND" }));
    }
  });

  it("say what lies outside the data", () => {
    expect(said(predictScore(curve, 0.6))).toEqual(["NO_COVARIANCE null", "EXTRAPOLATION loss"]);
    expect(said(invertScore(curve, 95))).toEqual(["NO_COVARIANCE null", "EXTRAPOLATION score"]);
    expect(said(predictScoreLaw(scoreLaw, 1e12))).toEqual(["NO_COVARIANCE null", "EXTRAPOLATION size"]);
    expect(said(invertScoreLaw(scoreLaw, 0.82))).toEqual(["NO_COVARIANCE null", "EXTRAPOLATION score"]);
  });

  it("have no answer at floor and ceiling, and say which", () => {
    for (const score of [25, 10]) {
      expect(invertScore(curve, score)).toMatchObject({ estimate: null, lower: null, upper: null });
      expect(said(invertScore(curve, score))).toEqual(["UNBOUNDED score"]);
    }
    for (const score of [100, 120]) {
      expect(said(invertScore(curve, score))).toEqual(["NOT_REACHED score"]);
      expect(invertScore(curve, score).warnings[0]?.message).toContain("100.00");
    }
    for (const score of [0.85, 0.9]) {
      expect(invertScoreLaw(scoreLaw, score)).toMatchObject({ estimate: null, lower: null, upper: null, level: 0.95 });
      expect(said(invertScoreLaw(scoreLaw, score))).toEqual(["NOT_REACHED score"]);
    }
    for (const score of [0.25, 0.1]) {
      expect(invertScoreLaw(scoreLaw, score)).toMatchObject({ estimate: 0, standardError: null, warnings: [] });
    }
  });
});

describe("questions put to a densing law", () => {
  const question = { parameters: 7e9, fromDate: "2023-02-01", toDate: "2023-05-12" };

  it("have the growth of the days between, as it stands and turned over", () => {
    // 31 days to 1 February; from there 100 days to 12 May.
    expect(predictDensity(densing, "2023-02-01").estimate).toBeCloseTo(Math.exp(-2 + 0.31), 12);
    expect(equivalentParameters(densing, question).estimate).toBeCloseTo(7e9 * Math.exp(-1), -1);
  });

  it("say how many days a date lies outside, on either side", () => {
    const [after] = predictDensity(densing, "2024-01-11").warnings.filter(({ code }) => code === "EXTRAPOLATION");
    expect(after).toMatchObject({ path: "date", message: expect.stringContaining("2024-01-11 lies 10 days outside") });
    expect(after?.message).toContain("2023-01-01 to 2024-01-01");
    const [before] = predictDensity(densing, "2022-12-27").warnings.filter(({ code }) => code === "EXTRAPOLATION");
    expect(before?.message).toContain("2022-12-27 lies 5 days outside");
    for (const inside of ["2023-01-01", "2024-01-01"]) {
      expect(said(predictDensity(densing, inside))).toEqual(["NO_COVARIANCE null"]);
    }
    expect(said(equivalentParameters(densing, { ...question, fromDate: "2022-12-01" }))).toContain(
      "EXTRAPOLATION question.fromDate",
    );
    expect(said(equivalentParameters(densing, { ...question, toDate: "2025-12-01" }))).toContain(
      "EXTRAPOLATION question.toDate",
    );
  });

  it("say of bounds, and of bounds alone, that they describe selected records", () => {
    const covariance = [
      [1e-6, 0],
      [0, 1e-2],
    ];
    expect(said(predictDensity({ ...densing, covariance }, "2023-02-01"))).toEqual(["RECORDS_SELECTED null"]);
    expect(said(equivalentParameters({ ...densing, covariance }, question))).toEqual(["RECORDS_SELECTED null"]);
    expect(said(equivalentParameters(densing, question))).toEqual(["NO_COVARIANCE null"]);
  });

  it("take a level, and refuse what is none", () => {
    expect(predictDensity(densing, "2023-02-01", { level: 0.8 }).level).toBe(0.8);
    expect(equivalentParameters(densing, question, { level: 0.8 }).level).toBe(0.8);
    expect(call(predictDensity, densing, "2023-02-01", null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(equivalentParameters, densing, question, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(equivalentParameters, densing, null)).toThrow(refused("INVALID_OPTION", "question"));
  });
});

describe("a density", () => {
  it("refuses effective sizes and actual ones that are none, by name", () => {
    const size = { parameters: 1e9, totalParameters: 1e9, activeParameters: 1e9, memoryToCompute: 1, bits: 8 };
    for (const ask of [capacityDensity, mixtureOfExpertsDensity, quantizedDensity]) {
      expect(call(ask, 1e9, null)).toThrow(refused("INVALID_OPTION", "actual"));
      for (const effective of [undefined, null, {}]) {
        expect(call(ask, effective, size)).toThrow(refused("UNSUPPORTED_TYPE", "effective"));
      }
      expect(call(ask, -1, size)).toThrow(refused("OUT_OF_RANGE", "effective"));
      expect(call(ask, { parameters: 1e9, interval: { estimate: "1" } }, size)).toThrow(
        expect.objectContaining({ path: expect.stringContaining("effective.interval") }),
      );
      expect(call(ask, 0, size)()).toEqual({ density: 0, interval: null });
    }
    expect(call(quantizedDensity, 1e9, { ...size, activeParameters: 2e9 })).toThrow(
      refused("OUT_OF_RANGE", "actual.activeParameters"),
    );
  });

  it("column refuses names, dates and tables that are none", () => {
    const date = [0, 100, 200, 300].map((day) => isoOfDay(738_000 + day));
    const columns = { date, density: [0.1, 0.2, 0.4, 0.8] };
    expect(call(fitDensingLaw, null)).toThrow(refused("UNSUPPORTED_TYPE", "date"));
    for (const bad of [null, "2023-01-01", { length: -1 }, { length: 0.5 }]) {
      expect(call(fitDensingLaw, { ...columns, date: bad })).toThrow(refused("UNSUPPORTED_TYPE", "date"));
    }
    expect(call(fitDensingLaw, { ...columns, name: null })).toThrow(refused("INVALID_OPTION", "name"));
    expect(call(fitDensingLaw, { ...columns, name: ["a", "b", 5, "d"] })).toThrow(
      refused("UNSUPPORTED_TYPE", "name[2]"),
    );
    const named = fitDensingLaw({ ...columns, name: ["a", null, "", "d"] }, { permutations: 0, resamples: 0 });
    expect(named.records.map(({ name }) => name)).toEqual(["a", null, null, "d"]);
    expect(call(fitDensingLaw, columns, null)).toThrow(refused("INVALID_OPTION", "options"));
  });
});

describe("an effective size by draws of a score law", () => {
  // ln size = logMidpoint + logit / slope: draws of the midpoint move it as they are.
  const half = 0.55;
  const drawn = (rows: number[][]) => ({ scoreLaw: { ...scoreLaw, draws: rows } });
  const steps = Array.from({ length: 41 }, (_, i) => (i - 20) / 100);
  const rows = steps.map((step) => [0.25, 0.85, 0.5, 20 + step]);

  it("has their percentiles and their spread", () => {
    const { parameters, interval, infiniteShare, warnings } = effectiveParameterSize(drawn(rows), half);
    expect(Math.log(parameters ?? NaN)).toBeCloseTo(20, 10);
    expect(Math.log(interval?.lower ?? NaN)).toBeCloseTo(19.81, 10);
    expect(Math.log(interval?.upper ?? NaN)).toBeCloseTo(20.19, 10);
    // A variance of 41 numbers a hundredth apart: 1e-4 (41^2 - 1) / 12 41 / 40.
    const variance = ((1e-4 * (41 ** 2 - 1)) / 12) * (41 / 40);
    expect((interval?.standardError ?? NaN) / (parameters ?? NaN)).toBeCloseTo(Math.sqrt(variance), 10);
    expect(infiniteShare).toBe(0);
    expect(warnings).toEqual([]);
    const { interval: tight } = effectiveParameterSize(drawn(rows), half, { level: 0.925 });
    expect(Math.log(tight?.lower ?? NaN)).toBeCloseTo(19.8 + 0.0375 * 0.4, 10);
    expect(tight?.level).toBe(0.925);
  });

  it("is open above where more than the tail has a ceiling below the score, and says their share", () => {
    const low = (count: number): number[][] => rows.map((row, i) => (i < count ? [0.25, 0.5, 0.5, 20] : row));
    const one = effectiveParameterSize(drawn(low(1)), half);
    expect(one.infiniteShare).toBeCloseTo(1 / 41, 12);
    expect(one.interval?.upper).not.toBeNull();
    expect(one.interval?.standardError).toBeNull();
    const three = effectiveParameterSize(drawn(low(3)), half);
    expect(three.interval).toMatchObject({ upper: null, standardError: null });
    expect(three.warnings).toMatchObject([
      { code: "UNBOUNDED", path: "interval.upper", message: expect.stringContaining("7.3 %") },
    ]);
  });

  it("has no interval with fewer than two resamples, and says which law is taken as exact", () => {
    for (const resamples of [0, 1]) {
      expect(effectiveParameterSize(drawn(rows), half, { resamples }).interval).toBeNull();
    }
    expect(effectiveParameterSize(drawn(rows), half, { resamples: 2 }).interval).not.toBeNull();
    const exact = effectiveParameterSize({ scoreLaw }, half);
    expect(said(exact)).toEqual(["NO_COVARIANCE interval"]);
    expect(exact.warnings[0]?.message).toMatch(/ has neither .* is taken/);
    expect(call(effectiveParameterSize, { scoreLaw }, half, null)).toThrow(refused("INVALID_OPTION", "options"));
  });

  it("lies outside the reference where score or size do", () => {
    expect(effectiveParameterSize({ scoreLaw }, half).extrapolated).toBe(false);
    expect(effectiveParameterSize({ scoreLaw }, 0.84).extrapolated).toBe(true);
    expect(effectiveParameterSize({ scoreLaw }, 0.9).extrapolated).toBe(true);
    const small = { ...scoreLaw, support: { ...scoreLaw.support, size: { lower: 1, upper: 10 } } };
    expect(effectiveParameterSize({ scoreLaw: small }, half).extrapolated).toBe(true);
  });
});
