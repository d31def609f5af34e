import { describe, expect, it } from "vitest";
import { fitPerformanceCurve } from "../../src/densing/performance-curve.ts";
import { fitScoreLaw } from "../../src/densing/score-law.ts";
import { call, refused, said } from "../answers.ts";

const wobble = (i: number): number => Math.sin(7 * i);

// Eighteen losses, four of them on each plateau: exp(-gamma (loss - l)) from e^-7.5 to e^7.5.
const loss = Array.from({ length: 18 }, (_, i) => 0.02 + i * 0.03);
const curveAt = (at: number, { c = 70, gamma = -30, l = 0.27, d = 24 } = {}): number =>
  c / (1 + Math.exp(-gamma * (at - l))) + d;
const noisy = { loss, score: loss.map((at, i) => curveAt(at) + 0.4 * wobble(i)) };

const size = Array.from({ length: 18 }, (_, i) => 10 ** (6 + i / 2));
const lawAt = (at: number, { floor = 0.25, ceiling = 0.9, slope = 0.8, logMidpoint = Math.log(2e10) } = {}): number =>
  floor + (ceiling - floor) / (1 + Math.exp(-slope * (Math.log(at) - logMidpoint)));
const scores = { size, score: size.map((at, i) => lawAt(at) + 0.004 * wobble(i)) };

/** Solves A x = b for a small positive definite A. */
function solve(A: number[][], b: number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]!]);
  for (let p = 0; p < rows.length; p++) {
    for (let i = 0; i < rows.length; i++) {
      if (i === p) continue;
      const factor = rows[i]![p]! / rows[p]![p]!;
      rows[i] = rows[i]!.map((each, j) => each - factor * rows[p]![j]!);
    }
  }
  return rows.map((row, i) => row[rows.length]! / row[i]!);
}

interface Fitted {
  terms: readonly string[];
  coefficients: Record<string, { estimate: number; standardError: number | null }>;
  goodness: { sumOfSquaredResiduals: number | null; rSquared: number | null; logLikelihood: number | null };
}

/** Holds a fit to its least squares, its covariance s^2 (J'WJ)^-1, its R squared and its log likelihood. */
function expectLeastSquares(
  fit: unknown,
  at: (i: number, values: Record<string, number>) => number,
  y: number[],
  weights: number[],
): void {
  const { terms, coefficients, goodness } = fit as Fitted;
  const values = Object.fromEntries(terms.map((term) => [term, coefficients[term]!.estimate]));
  const squares = (other: Record<string, number>): number =>
    y.reduce((sum, each, i) => sum + weights[i]! * (each - at(i, other)) ** 2, 0);
  const least = squares(values);
  expect((goodness.sumOfSquaredResiduals ?? NaN) / least).toBeCloseTo(1, 9);
  const J = y.map((_, i) =>
    terms.map((term) => {
      const step = 1e-5 * Math.abs(values[term]!);
      const moved = (by: number): number => at(i, { ...values, [term]: values[term]! + by });
      return (moved(step) - moved(-step)) / (2 * step);
    }),
  );
  const normal = terms.map((_, j) =>
    terms.map((__, k) => J.reduce((sum, row, i) => sum + weights[i]! * row[j]! * row[k]!, 0)),
  );
  const n = y.length;
  const variance = least / (n - terms.length);
  terms.forEach((term, k) => {
    expect(squares({ ...values, [term]: values[term]! * 1.001 })).toBeGreaterThan(least);
    expect(squares({ ...values, [term]: values[term]! * 0.999 })).toBeGreaterThan(least);
    const unit = terms.map((_, j) => (j === k ? 1 : 0));
    const expected = Math.sqrt(variance * solve(normal, unit)[k]!);
    expect((coefficients[term]!.standardError ?? NaN) / expected).toBeCloseTo(1, 4);
  });
  const total = weights.reduce((a, b) => a + b);
  const mean = y.reduce((sum, each, i) => sum + (weights[i]! * each) / total, 0);
  const about = y.reduce((sum, each, i) => sum + weights[i]! * (each - mean) ** 2, 0);
  expect(goodness.rSquared).toBeCloseTo(1 - least / about, 9);
  const logWeights = weights.reduce((sum, each) => sum + Math.log(each), 0);
  const likelihood = -0.5 * n * (Math.log((2 * Math.PI * least) / n) + 1) + 0.5 * logWeights;
  expect(goodness.logLikelihood).toBeCloseTo(likelihood, 7);
}

describe("a performance curve", () => {
  const at = (i: number, values: Record<string, number>): number => curveAt(loss[i]!, values);

  it("is least squares, plain and weighted", () => {
    const weights = loss.map((_, i) => 1 + (i % 3));
    const plain = fitPerformanceCurve(noisy);
    expectLeastSquares(
      plain,
      at,
      noisy.score,
      loss.map(() => 1),
    );
    expectLeastSquares(fitPerformanceCurve(noisy, { weights }), at, noisy.score, weights);
    expect(plain.warnings).toEqual([]);
    expect(plain.intervalDegreesOfFreedom).toBe(14);
    expect(plain.support["loss"]).toEqual({ lower: loss[0], upper: loss[17] });
    expect(plain.support["score"]).toEqual({ lower: Math.min(...noisy.score), upper: Math.max(...noisy.score) });
    expect(plain.options).toMatchObject({ floor: "fitted", floorMin: null, anchor: null, interval: "t" });
    expect(fitPerformanceCurve(noisy, { floor: 24 }).options).toMatchObject({ floor: 24 });
    const { localOptima } = plain.convergence!;
    expect(localOptima[0]?.objective).toBe(plain.goodness.sumOfSquaredResiduals);
    for (const term of plain.terms) {
      expect(localOptima[0]?.coefficients[term]).toBeCloseTo(plain.coefficients[term].estimate, 10);
    }
  });

  it("counts an anchor as a point of its weight beside those of the columns", () => {
    const weights = loss.map((_, i) => 1 + (i % 3));
    const anchor = { loss: 0.001, score: 94, weight: 3 };
    for (const own of [undefined, weights]) {
      const anchored = fitPerformanceCurve(noisy, { anchor, ...(own && { weights: own }) });
      const joined = fitPerformanceCurve(
        { loss: [...loss, anchor.loss], score: [...noisy.score, anchor.score] },
        { weights: [...(own ?? loss.map(() => 1)), 3] },
      );
      for (const term of anchored.terms) {
        expect(anchored.coefficients[term].estimate / joined.coefficients[term].estimate).toBeCloseTo(1, 8);
      }
      expect(anchored.goodness.n).toBe(19);
      expect(anchored.support["loss"]?.lower).toBe(loss[0]);
    }
    // A low anchor of a curve in percent may be at most one; a top one may not.
    expect(call(fitPerformanceCurve, noisy, { anchor: { loss: 0.9, score: 1 } })).not.toThrow();
    expect(call(fitPerformanceCurve, noisy, { anchor: { loss: 0.001, score: 1 } })).toThrow(
      refused("OUT_OF_RANGE", "options.anchor.score"),
    );
  });

  it("says when a plateau has fewer than three points, on either side, and that an anchor is none", () => {
    const part = (from: number, to: number) => ({ loss: loss.slice(from, to), score: noisy.score.slice(from, to) });
    const noFloor = fitPerformanceCurve(part(0, 11));
    expect(said(noFloor)).toContain("NOT_IDENTIFIED coefficients.d");
    const noCeiling = fitPerformanceCurve(part(7, 18));
    expect(said(noCeiling)).toContain("NOT_IDENTIFIED coefficients.c");
    const message = (fit: typeof noCeiling, path: string) => fit.warnings.find((each) => each.path === path)?.message;
    expect(message(noCeiling, "coefficients.c")).toMatch(/^The ceiling .* of 11 points/);
    expect(message(noCeiling, "coefficients.c")).not.toContain("anchor");
    const anchored = fitPerformanceCurve(part(7, 18), { anchor: { loss: 0.001, score: 94 } });
    expect(message(anchored, "coefficients.c")).toContain("of 11 points");
    expect(message(anchored, "coefficients.c")).toContain("the anchor is no datum");
    expect(said(fitPerformanceCurve(part(0, 11), { floor: 24 }))).toEqual([]);
  });

  it("says that its points lie on it, and of few clusters, where that is so", () => {
    const exact = { loss, score: loss.map((each) => curveAt(each)) };
    expect(said(fitPerformanceCurve(exact))).toEqual(["EXACT_FIT goodness"]);
    const fractions = { loss, score: exact.score.map((each) => each / 100) };
    expect(said(fitPerformanceCurve(fractions))).toEqual(["EXACT_FIT goodness"]);
    const clustered = fitPerformanceCurve(noisy, {
      clusters: loss.map((_, i) => i % 6),
      interval: "percentile",
      resamples: 50,
    });
    expect(said(clustered)).toContain("FEW_CLUSTERS options.clusters");
    expect(clustered.options.clusters).toBe(6);
    expect(clustered.intervalDegreesOfFreedom).toBeNull();
  });

  it("keeps draws where asked, near its standard errors, and none where not", () => {
    const plain = fitPerformanceCurve(noisy);
    for (const interval of ["residual", "percentile"] as const) {
      const drawn = fitPerformanceCurve(noisy, { interval, keepDraws: true, resamples: 200 });
      expect(drawn.draws!.length).toBeGreaterThan(150);
      expect(drawn.draws![0]).toHaveLength(4);
      for (const term of plain.terms) {
        const ratio = (drawn.coefficients[term].standardError ?? NaN) / (plain.coefficients[term].standardError ?? NaN);
        expect(ratio).toBeGreaterThan(0.4);
        expect(ratio).toBeLessThan(2.5);
      }
      expect(fitPerformanceCurve(noisy, { interval, resamples: 50 }).draws).toBeNull();
    }
    expect(plain.draws).toBeNull();
  });

  it("refuses columns and options that are none", () => {
    expect(call(fitPerformanceCurve, noisy, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(fitPerformanceCurve, null)).toThrow(refused("UNSUPPORTED_TYPE", "loss"));
    expect(call(fitPerformanceCurve, { loss })).toThrow(refused("UNSUPPORTED_TYPE", "score"));
    expect(call(fitPerformanceCurve, { loss, score: loss.map(() => 50) })).toThrow(refused("NO_SPREAD", "score"));
    expect(call(fitPerformanceCurve, noisy, { floor: 99 })).toThrow(refused("OUT_OF_RANGE", "options.floor"));
    expect(call(fitPerformanceCurve, { loss: [1, 1, 2, 2], score: [4, 3, 2, 1] })).toThrow(
      expect.objectContaining({ path: "loss" }),
    );
  });
});

describe("a score law", () => {
  const at = (i: number, values: Record<string, number>): number => lawAt(size[i]!, values);

  it("is least squares, plain and weighted", () => {
    const weights = size.map((_, i) => 1 + (i % 3));
    const plain = fitScoreLaw(scores);
    expectLeastSquares(
      plain,
      at,
      scores.score,
      size.map(() => 1),
    );
    expectLeastSquares(fitScoreLaw(scores, { weights }), at, scores.score, weights);
    expect(plain.warnings).toEqual([]);
    expect(plain.options).toMatchObject({ floor: "fitted", floorMin: null, ceiling: "fitted" });
    expect(fitScoreLaw(scores, { floor: 0.25, ceiling: 0.9, floorMin: 0.1 }).options).toMatchObject({
      floor: 0.25,
      ceiling: 0.9,
    });
    expect(plain.draws).toBeNull();
  });

  it("says when a fitted asymptote has fewer than three points, and is quiet of a given one", () => {
    const part = (from: number, to: number) => ({ size: size.slice(from, to), score: scores.score.slice(from, to) });
    expect(said(fitScoreLaw(part(0, 10)))).toContain("NOT_IDENTIFIED coefficients.ceiling");
    expect(said(fitScoreLaw(part(8, 18)))).toContain("NOT_IDENTIFIED coefficients.floor");
    expect(said(fitScoreLaw(part(0, 10), { ceiling: 0.9 }))).toEqual([]);
    expect(said(fitScoreLaw(part(8, 18), { floor: 0.25 }))).toEqual([]);
  });

  it("refuses columns and asymptotes that are none, and counts points by what is fitted", () => {
    expect(call(fitScoreLaw, scores, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(fitScoreLaw, null)).toThrow(refused("UNSUPPORTED_TYPE", "size"));
    expect(call(fitScoreLaw, { size, score: [1] })).toThrow(refused("LENGTH_MISMATCH", "score"));
    expect(call(fitScoreLaw, { size, score: size.map(() => 0.5) })).toThrow(refused("NO_SPREAD", "score"));
    const lowest = Math.min(...scores.score);
    expect(call(fitScoreLaw, scores, { ceiling: lowest })).toThrow(refused("OUT_OF_RANGE", "options.ceiling"));
    expect(call(fitScoreLaw, scores, { floor: 0.6, ceiling: 0.5 })).toThrow(refused("INVALID_OPTION", "options.floor"));
    const first = (n: number) => ({
      size: [1e8, 1e9, 1e10, 1e11].slice(0, n),
      score: [0.3, 0.4, 0.6, 0.8].slice(0, n),
    });
    const given = { floor: 0.25, ceiling: 0.95 } as const;
    expect(call(fitScoreLaw, first(2), given)).not.toThrow();
    expect(call(fitScoreLaw, first(2), { floor: 0.25 })).toThrow(refused("TOO_FEW_POINTS", "size"));
    expect(call(fitScoreLaw, first(3), { floor: 0.25, ceiling: "fitted" })).not.toThrow();
    expect(call(fitScoreLaw, first(3))).toThrow(refused("TOO_FEW_POINTS", "size"));
    expect(call(fitScoreLaw, first(4))).not.toThrow();
  });
});
