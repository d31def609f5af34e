import { describe, expect, it } from "vitest";
import { fitPerformanceCurve } from "../../src/densing/performance-curve.ts";
import { invertScore, predictScore } from "../../src/densing/predict-score.ts";
import { invertScoreLaw, predictScoreLaw } from "../../src/densing/predict-score-law.ts";
import { fitScoreLaw } from "../../src/densing/score-law.ts";
import { xiao2025 } from "../../src/published/xiao2025.ts";
import { bareLaw } from "./laws.ts";

const loss = [0.6, 0.5, 0.42, 0.34, 0.28, 0.24, 0.2, 0.16, 0.12, 0.08, 0.05, 0.02];
const sigmoid = (c: number, gamma: number, l: number, d: number) => (at: number) =>
  c / (1 + Math.exp(-gamma * (at - l))) + d;
const score = loss.map(sigmoid(70, -30, 0.2, 24));
const size = [1e8, 3e8, 1e9, 3e9, 1e10, 3e10, 1e11, 3e11, 1e12];
const codes = (fit: { warnings: { code: string; path: string | null }[] }) =>
  fit.warnings.map(({ code, path }) => `${code} ${path}`);
const refused = (code: string, path: string) =>
  expect.objectContaining({ name: "ScalingError", code, message: expect.stringContaining(path) });

describe("a performance curve", () => {
  it("is found whatever the unit: percent and fractions differ by a factor in c and d alone", () => {
    const percent = fitPerformanceCurve({ loss, score });
    const fraction = fitPerformanceCurve({ loss, score: score.map((each) => each / 100) });
    for (const term of ["gamma", "l"] as const) {
      expect(fraction.coefficients[term].estimate).toBeCloseTo(percent.coefficients[term].estimate, 8);
    }
    for (const term of ["c", "d"] as const) {
      expect(100 * fraction.coefficients[term].estimate).toBeCloseTo(percent.coefficients[term].estimate, 6);
    }
  });

  it("is canonical: c above and gamma below 0, never the mirrored solution", () => {
    const noisy = score.map((each, i) => each + (i % 2 === 0 ? 3 : -3));
    const { c, gamma } = fitPerformanceCurve({ loss, score: noisy }).coefficients;
    expect(c.estimate).toBeGreaterThan(0);
    expect(gamma.estimate).toBeLessThan(0);
  });

  it("keeps a given floor as it is, without uncertainty", () => {
    const { coefficients, covariance, goodness } = fitPerformanceCurve({ loss, score }, { floor: 24 });
    expect(coefficients.d).toEqual({ estimate: 24, standardError: 0, lower: 24, upper: 24, level: 0.95 });
    expect(covariance?.[3]).toEqual([0, 0, 0, 0]);
    expect(coefficients.c.estimate).toBeCloseTo(70, 7);
    expect(goodness.degreesOfFreedom).toBe(9);
  });

  it("holds a floor at its least value and says so", () => {
    const curve = fitPerformanceCurve({ loss, score }, { floorMin: 30 });
    expect(curve.coefficients.d).toMatchObject({ estimate: 30, standardError: null, lower: null });
    expect(codes(curve)).toContain("COEFFICIENT_AT_BOUND coefficients.d");
  });

  it("says when the ceiling is not in the data, and not when it is", () => {
    const low = loss.filter((each) => each >= 0.2);
    const ceiling = "NOT_IDENTIFIED coefficients.c";
    expect(codes(fitPerformanceCurve({ loss: low, score: low.map(sigmoid(70, -30, 0.2, 24)) }))).toContain(ceiling);
    const more = [...loss, 0.01, 0.03, 0.04];
    expect(codes(fitPerformanceCurve({ loss: more, score: more.map(sigmoid(70, -30, 0.2, 24)) }))).not.toContain(
      ceiling,
    );
  });

  it("counts an anchor as a point, weighs it, and does not resample it", () => {
    const noisy = score.map((each, i) => each + (i % 3) - 1);
    const anchor = { loss: 0, score: 60 };
    const light = fitPerformanceCurve({ loss, score: noisy }, { anchor: { ...anchor, weight: 1e-9 } });
    const free = fitPerformanceCurve({ loss, score: noisy });
    expect(light.goodness.n).toBe(13);
    expect(light.coefficients.c.estimate).toBeCloseTo(free.coefficients.c.estimate, 4);
    const drawn = fitPerformanceCurve(
      { loss, score: noisy },
      { anchor: { ...anchor, weight: 1e6 }, interval: "percentile", resamples: 50, keepDraws: true },
    );
    for (const [c = 0, gamma = 0, l = 0, d = 0] of drawn.draws ?? []) {
      expect(sigmoid(c, gamma, l, d)(0)).toBeCloseTo(60, 1);
    }
  });

  it("weighs points by their inverse variances: weight 2 is the point twice", () => {
    const noisy = score.map((each, i) => each + Math.sin(i));
    const once = fitPerformanceCurve({ loss, score: noisy }, { weights: loss.map((_, i) => (i < 3 ? 2 : 1)) });
    const twice = fitPerformanceCurve({
      loss: [...loss, ...loss.slice(0, 3)],
      score: [...noisy, ...noisy.slice(0, 3)],
    });
    for (const term of once.terms) {
      expect(once.coefficients[term].estimate).toBeCloseTo(twice.coefficients[term].estimate, 7);
    }
  });

  it("detects scores in percent against fractions", () => {
    const fractions = score.map((each) => each / 100);
    const data = { loss, score: fractions };
    const anchor = { loss: 0, score: 100 };
    expect(() => fitPerformanceCurve(data, { anchor })).toThrow(refused("OUT_OF_RANGE", "divide percent by 100"));
    expect(() => fitPerformanceCurve(data, { floor: 25 })).toThrow(refused("OUT_OF_RANGE", "options.floor"));
    const top = { loss: 0, score: 1 };
    expect(() => fitPerformanceCurve({ loss, score }, { anchor: top })).toThrow(refused("OUT_OF_RANGE", "by 100"));
    const mixed = score.map((each, i) => (i % 3 === 0 ? each / 100 : each));
    expect(codes(fitPerformanceCurve({ loss, score: mixed }))).toContain("MIXED_UNITS score");
    expect(codes(fitPerformanceCurve({ loss, score }))).not.toContain("MIXED_UNITS score");
  });

  it("refuses what cannot be fitted", () => {
    const fit =
      (columns: { loss: number[]; score: number[] }, options = {}) =>
      () =>
        fitPerformanceCurve(columns, options);
    expect(fit({ loss: [], score: [] })).toThrow(refused("EMPTY_INPUT", "loss"));
    expect(fit({ loss: [1, 2, 3], score: [1, 2, 3] })).toThrow(refused("TOO_FEW_POINTS", "loss"));
    expect(fit({ loss, score: score.slice(1) })).toThrow(refused("LENGTH_MISMATCH", "score"));
    expect(fit({ loss: loss.map(() => 1), score })).toThrow(refused("NO_SPREAD", "loss"));
    expect(fit({ loss, score: loss.map(() => 50) })).toThrow(refused("NO_SPREAD", "score"));
    expect(fit({ loss, score: loss.map((each) => 100 * each) })).toThrow(refused("OUT_OF_RANGE", "score"));
    expect(fit({ loss: [...loss.slice(1), 0], score })).toThrow(refused("NOT_POSITIVE", "loss[11]"));
    expect(fit({ loss, score: [Number.NaN, ...score.slice(1)] })).toThrow(refused("NOT_FINITE", "score[0]"));
    expect(fit({ loss, score }, { interval: "bca" })).toThrow(refused("INVALID_OPTION", "options.interval"));
    expect(fit({ loss, score }, { floor: "none" })).toThrow(refused("INVALID_OPTION", "options.floor"));
  });

  it("is inverted to the loss it was predicted at", () => {
    const curve = bareLaw("performance-curve", { c: 70, gamma: -30, l: 0.2, d: 24 });
    expect(predictScore(curve, 0.2).estimate).toBeCloseTo(59, 12);
    for (const at of [0.05, 0.2, 0.35]) {
      expect(invertScore(curve, predictScore(curve, at).estimate ?? 0).estimate).toBeCloseTo(at, 10);
    }
    expect(invertScore(curve, 24)).toMatchObject({ estimate: null, warnings: [{ code: "UNBOUNDED" }] });
    expect(invertScore(curve, 94)).toMatchObject({ estimate: null, warnings: [{ code: "NOT_REACHED" }] });
    expect(() => predictScore(bareLaw("densing-law", { slopePerDay: 1, intercept: 0 }) as never, 1)).toThrow(
      refused("WRONG_KIND", "performance-curve"),
    );
  });

  it("covers its truth about as often as its level says", () => {
    // 200 samples of the golden ratio's fractions turned normal enough by adding six.
    const noise = (k: number) =>
      Array.from(
        { length: 6 },
        (_, j) => ((k * 6 + j) * 0.6180339887498949 + j * 0.7548776662466927 + k * k * 0.5698402909980532) % 1,
      ).reduce((sum, each) => sum + each - 0.5, 0);
    let covered = 0;
    for (let sample = 0; sample < 200; sample++) {
      const noisy = score.map((each, i) => each + noise(sample * 40 + i));
      const { l } = fitPerformanceCurve({ loss, score: noisy }).coefficients;
      if ((l.lower ?? 1) <= 0.2 && (l.upper ?? 0) >= 0.2) covered++;
    }
    expect(covered).toBeGreaterThan(180);
  });
});

describe("a score law", () => {
  const rise = (floor: number, ceiling: number, slope: number, middle: number) => (at: number) =>
    floor + (ceiling - floor) / (1 + (middle / at) ** slope);
  const exact = size.map(rise(0.25, 0.9, 0.8, 8e9));

  for (const [name, options, least] of [
    ["both asymptotes fitted", {}, 4],
    ["the floor given", { floor: 0.25 }, 3],
    ["the ceiling given", { ceiling: 0.9 }, 3],
    ["both given", { floor: 0.25, ceiling: 0.9 }, 2],
  ] as const) {
    it(`recovers its coefficients with ${name}`, () => {
      const { coefficients, goodness } = fitScoreLaw({ size, score: exact }, options);
      expect(coefficients.slope.estimate).toBeCloseTo(0.8, 8);
      expect(Math.exp(coefficients.logMidpoint.estimate)).toBeCloseTo(8e9, -3);
      expect(coefficients.floor.estimate).toBeCloseTo(0.25, 9);
      expect(coefficients.ceiling.estimate).toBeCloseTo(0.9, 9);
      expect(goodness.degreesOfFreedom).toBe(size.length - least);
    });

    it(`has draws that agree with its formula, ${name}`, () => {
      const noisy = exact.map((each, i) => each + 0.01 * Math.sin(5 * i));
      const formula = fitScoreLaw({ size, score: noisy }, options);
      const drawn = fitScoreLaw({ size, score: noisy }, { ...options, interval: "residual", keepDraws: true });
      for (const term of formula.terms) {
        const expected = formula.coefficients[term].standardError ?? Number.NaN;
        const found = drawn.coefficients[term].standardError ?? Number.NaN;
        expect(found).toBeLessThanOrEqual(1.5 * expected + 1e-12);
        expect(found).toBeGreaterThanOrEqual(expected / 1.5 - 1e-12);
      }
      expect(drawn.draws?.length).toBeGreaterThan(900);
    });
  }

  it("holds a fitted floor at its least value, under a given ceiling and a fitted one", () => {
    for (const ceiling of [0.9, "fitted"] as const) {
      const law = fitScoreLaw({ size, score: exact }, { floorMin: 0.3, ceiling });
      expect(law.coefficients.floor).toMatchObject({ estimate: 0.3, standardError: null });
      expect(codes(law)).toContain("COEFFICIENT_AT_BOUND coefficients.floor");
    }
    expect(() => fitScoreLaw({ size, score: exact }, { floor: 0.1, floorMin: 0.2 })).toThrow(
      refused("INVALID_OPTION", "options.floor"),
    );
  });

  it("is inverted to the size it was predicted at", () => {
    const law = fitScoreLaw({ size, score: exact }, { floor: 0.25, ceiling: 0.9 });
    for (const at of [1e7, 8e9, 1e13]) {
      const back = invertScoreLaw(law, predictScoreLaw(law, at).estimate ?? 0).estimate ?? 0;
      expect(back / at).toBeCloseTo(1, 8);
    }
    expect(invertScoreLaw(law, 0.2).estimate).toBe(0);
    expect(predictScoreLaw(law, 1e14).warnings.map((warning) => warning.code)).toContain("EXTRAPOLATION");
  });

  it("refuses a family of one size, sizes that are not positive, and asymptotes beyond the scores", () => {
    const fit =
      (options: object, columns = { size, score: exact }) =>
      () =>
        fitScoreLaw(columns, options);
    expect(fit({}, { size: size.map(() => 7e9), score: exact })).toThrow(refused("NO_SPREAD", "size"));
    expect(fit({}, { size: [7e9], score: [0.5] })).toThrow(refused("TOO_FEW_POINTS", "size"));
    expect(fit({}, { size: [-1, ...size.slice(1)], score: exact })).toThrow(refused("NOT_POSITIVE", "size[0]"));
    expect(fit({ ceiling: 100 })).toThrow(refused("OUT_OF_RANGE", "options.ceiling"));
    expect(fit({ ceiling: 0.2 })).toThrow(refused("OUT_OF_RANGE", "options.ceiling"));
    expect(fit({ floor: 0.95 })).toThrow(refused("OUT_OF_RANGE", "options.floor"));
    expect(fit({ ceiling: 1 }, { size, score: exact.map((each) => 100 * each) })).toThrow(
      refused("OUT_OF_RANGE", "multiply fractions by 100"),
    );
  });
});

describe("the published curves", () => {
  it("say how they were come by, and lie between floor and ceiling", () => {
    const panels = [xiao2025.mmlu, xiao2025.bbh, xiao2025.math, xiao2025.mbpp, xiao2025.humanEval, xiao2025.average];
    for (const { curve, lossLaw, source } of panels) {
      expect([source.status, curve.source?.status, lossLaw.source?.status]).toEqual(Array(3).fill("recovered"));
      const { c, d } = curve.coefficients;
      const middle = predictScore(curve, curve.coefficients.l.estimate).estimate;
      expect(middle).toBeCloseTo(d.estimate + c.estimate / 2, 10);
    }
    expect(xiao2025.anchor.source.status).toBe("reconstructed");
  });
});
