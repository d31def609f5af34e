import { describe, expect, it } from "vitest";
import { corpusFactorInterval } from "../../src/corpus/corpus-factor-interval.ts";
import { emergenceHeadroom } from "../../src/corpus/emergence.ts";
import { zipfProbabilities } from "../../src/corpus/expected-counts.ts";
import { sequenceGrowth } from "../../src/corpus/sequence-growth.ts";
import { uniqueSequenceBounds } from "../../src/corpus/unique-sequence-bounds.ts";
import { fitUniqueSequences } from "../../src/corpus/unique-sequences.ts";
import { invertUniqueSequences, predictUniqueSequences } from "../../src/corpus/unique-sequences-prediction.ts";
import { hoffmann2022 } from "../../src/published/hoffmann2022.ts";
import { lawOf, lawWithCovariance } from "./laws.ts";

const codes = (result: { warnings: { code: string }[] }): string[] => result.warnings.map(({ code }) => code);

describe("Zipf's probabilities", () => {
  it("fall as rank^(-1 / exponent), and add up to one", () => {
    // 1, 1/4 and 1/9 of 49/36.
    const [first, second, third] = zipfProbabilities(0.5, 3);
    expect(first).toBeCloseTo(36 / 49, 14);
    expect(second).toBeCloseTo(9 / 49, 14);
    expect(third).toBeCloseTo(4 / 49, 14);
  });
});

describe("the growth of sequences read", () => {
  it("has eight points a decade, fewer by rounding up, and one at the end", () => {
    const { tokens } = sequenceGrowth(Array.from({ length: 1000 }, (_, i) => i));
    for (const from of [10, 100]) {
      const count = tokens.slice(0, -1).filter((each) => each > from && each <= 10 * from).length;
      expect([7, 8]).toContain(count);
    }
    expect(sequenceGrowth(["a"])).toEqual({ tokens: [1], unique: [1] });
    expect(sequenceGrowth([["a"], ["b"], ["c"], ["d"]], { step: 2 })).toEqual({ tokens: [1, 2, 4], unique: [1, 2, 4] });
  });
});

describe("a fit of unique sequences", () => {
  const tokens = [1e3, 4e3, 2e4, 1e5, 7e5];
  const unique = [80, 150, 450, 1000, 3500];

  it("is read at the reference, by formula and by resampling", () => {
    const exact = { tokens, unique: tokens.map((each) => 2 * each ** 0.5) };
    for (const interval of ["t", "percentile"] as const) {
      const fit = fitUniqueSequences(exact, { interval, referenceTokens: 1e8, resamples: 50 });
      expect(fit.coefficients.lnUniqueAtReference.estimate).toBeCloseTo(Math.log(2e4), 10);
      expect(fit.coefficients.exponent.estimate).toBeCloseTo(0.5, 12);
      expect(predictUniqueSequences(fit, 1e8).estimate).toBeCloseTo(2e4, 6);
      expect(fit.options.interval).toBe(interval);
    }
  });

  it("has percentiles of as many draws as it was told, of its own seed", () => {
    const options = { interval: "percentile", keepDraws: true, resamples: 201, level: 0.8 } as const;
    const fit = fitUniqueSequences({ tokens, unique }, options);
    // Of five points drawn with replacement some lie on fewer than two sizes, or leave too few: those are dropped.
    expect(fit.draws!.length).toBeGreaterThan(150);
    expect(fit.draws!.length).toBeLessThanOrEqual(201);
    const slopes = fit.draws!.map((draw) => draw[1]!).sort((a, b) => a - b);
    const at = 0.1 * (slopes.length - 1);
    const below = Math.floor(at);
    const tenth = slopes[below]! + (at - below) * (slopes[below + 1]! - slopes[below]!);
    expect(fit.coefficients.exponent.lower).toBeCloseTo(tenth, 12);
    expect(fitUniqueSequences({ tokens, unique }, { ...options, seed: 2 }).draws).not.toEqual(fit.draws);
    expect(fitUniqueSequences({ tokens, unique }, { ...options, keepDraws: false }).draws).toBeNull();
  });

  it("has a degree of freedom for each part of the corpus but one", () => {
    const fit = fitUniqueSequences({ tokens, unique }, { clusters: ["a", "a", "b", "c", "c"] });
    expect(fit.intervalDegreesOfFreedom).toBe(2);
    expect(fit.options).toMatchObject({ interval: "cluster", clusters: 3 });
    const { estimate, standardError, upper } = fit.coefficients.exponent;
    expect(upper).toBeCloseTo(estimate + 4.302652729911275 * (standardError ?? NaN), 8);
    expect(fit.reading).toMatchObject({ status: "reconstructed" });
  });

  it("weighs a point of weight two as the point twice", () => {
    const weighted = fitUniqueSequences({ tokens, unique }, { weights: [2, 1, 1, 1, 2] });
    const twice = fitUniqueSequences({ tokens: [...tokens, 1e3, 7e5], unique: [...unique, 80, 3500] });
    expect(weighted.coefficients.exponent.estimate).toBeCloseTo(twice.coefficients.exponent.estimate, 12);
  });

  it("has no corpus for a number that it does not reach, and says when that lies outside the data", () => {
    const fit = fitUniqueSequences({ tokens, unique });
    expect(codes(invertUniqueSequences(fit, 1e6))).toEqual(["EXTRAPOLATION"]);
    expect(codes(invertUniqueSequences(fit, 300))).toEqual([]);
    const falling = fitUniqueSequences({ tokens: [1e3, 1e4, 1e5], unique: [300, 200, 100] });
    expect(invertUniqueSequences(falling, 50).estimate).toBeNull();
  });
});

describe("the interval of a factor", () => {
  const beta = { estimate: 0.28, standardError: 0.02, lower: 0.2, upper: 0.4, level: 0.95 };
  const law = { ...lawOf(400, 0.28), coefficients: { ...lawOf(400, 0.28).coefficients, beta } };

  it("takes the bounds of beta at their own level, and its standard error at another", () => {
    expect(corpusFactorInterval(2, law).beta).toEqual(beta);
    expect(corpusFactorInterval(2, law).factors.upper.warnings).toEqual([]);
    const other = corpusFactorInterval(2, law, { level: 0.9 }).beta;
    expect(other.lower).toBeCloseTo(0.28 - 1.6448536269514722 * 0.02, 12);
    expect(other.upper).toBeCloseTo(0.28 + 1.6448536269514722 * 0.02, 12);
    for (const side of ["lower", "upper"] as const) {
      const open = { ...law, coefficients: { ...law.coefficients, beta: { ...beta, [side]: null } } };
      expect(corpusFactorInterval(2, open).beta.upper).toBeCloseTo(0.28 + 1.959963984540054 * 0.02, 12);
    }
    const { draws, ...rest } = { ...law, draws: [[1.69, 406.4, 400, 0.34, 0.3]] };
    expect(corpusFactorInterval(2, { ...rest, draws }, { level: 0.9 }).beta).toEqual(other);
  });

  it("says how far the exponent is below zero", () => {
    const [warning] = corpusFactorInterval(2, lawOf(400, 0.55)).factors.lower.warnings;
    expect(warning).toMatchObject({ code: "NO_GROWTH", path: "lower", message: expect.stringContaining("-0.100") });
  });
});

describe("room for emergence", () => {
  it("keeps the bounds beside their shares, and says once what is true of both", () => {
    // e = 400 1e12^(-1/4) = 0.4: 0.16e12 to 0.4e12 sequences.
    const { uniqueSequences, headroom, warnings } = emergenceHeadroom(
      { parameters: 1e10, tokens: 1e12 },
      lawOf(400, 0.25),
    );
    expect(uniqueSequences.lower.estimate).toBeCloseTo(0.16e12, 0);
    expect(uniqueSequences.upper.estimate).toBeCloseTo(0.4e12, 0);
    expect(headroom.upper).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(warnings.map(({ code }) => code)).toEqual(["NO_COVARIANCE"]);
    const none = emergenceHeadroom({ parameters: 1e9, tokens: 1e5 }, hoffmann2022);
    expect(none.headroom.lower.estimate).toBeNull();
    const steep = emergenceHeadroom({ parameters: 10, tokens: 1e12 }, lawWithCovariance(400, 0.55, 0.01));
    expect(codes(steep.headroom.lower)).toEqual(["NO_GROWTH"]);
  });

  it("has bounds that cross at an excess loss of exactly one", () => {
    const crossed = uniqueSequenceBounds(16, { B: 2, beta: 0.25 });
    expect(crossed).toMatchObject({ excessLoss: 1, lower: null, upper: null });
    expect(codes(crossed)).toEqual(["NOT_IDENTIFIED"]);
  });
});
