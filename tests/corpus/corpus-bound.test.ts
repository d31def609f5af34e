import { describe, expect, it } from "vitest";
import { efficientParameters, tokensForParameters } from "../../src/corpus/corpus-bound.ts";
import { emergenceHeadroom } from "../../src/corpus/emergence.ts";
import { uniqueSequenceBounds } from "../../src/corpus/unique-sequence-bounds.ts";
import { hoffmann2022 } from "../../src/published/hoffmann2022.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { lawOf, lawWithCovariance, lawWithDraws } from "./laws.ts";

const codes = (result: { warnings: { code: string }[] }): string[] => result.warnings.map(({ code }) => code);

describe("bounds on unique sequences", () => {
  it("are tokens x e^2, tokens x e and 1 + 2 tokens x e", () => {
    const { lower, upper, upperExact, excessLoss } = uniqueSequenceBounds(1e12, { B: 400, beta: 0.25 });
    expect(excessLoss).toBeCloseTo(0.4, 12);
    expect(lower).toBeCloseTo(0.16e12, 0);
    expect(upper).toBeCloseTo(0.4e12, 0);
    expect(upperExact).toBeCloseTo(0.8e12 + 1, 0);
  });

  it("grow with the corpus by the exponents", () => {
    const small = uniqueSequenceBounds(1e12, { B: 410.7, beta: 0.28 });
    const large = uniqueSequenceBounds(1e14, { B: 410.7, beta: 0.28 });
    expect(Math.log10((large.lower ?? 0) / (small.lower ?? 1)) / 2).toBeCloseTo(0.44, 12);
    expect(Math.log10((large.upper ?? 0) / (small.upper ?? 1)) / 2).toBeCloseTo(0.72, 12);
  });

  it("are null, with a warning, where they cross or do not grow", () => {
    const crossed = uniqueSequenceBounds(1e6, { B: 410.7, beta: 0.28 });
    expect(crossed).toMatchObject({ lower: null, upper: null, upperExact: null });
    expect(codes(crossed)).toEqual(["NOT_IDENTIFIED"]);
    const steep = uniqueSequenceBounds(1e12, { B: 410.7, beta: 0.6 });
    expect(steep.lower).toBeNull();
    expect(steep.upper).not.toBeNull();
    expect(codes(steep)).toEqual(["NO_GROWTH"]);
    expectPlainJson([crossed, steep]);
  });

  it("refuse what is no law and no corpus", () => {
    expect(() => uniqueSequenceBounds(0, { B: 1, beta: 0.3 })).toThrow(expect.objectContaining({ path: "tokens" }));
    expect(() => uniqueSequenceBounds(1e9, { B: -1, beta: 0.3 })).toThrow(expect.objectContaining({ path: "law.B" }));
    expect(() => uniqueSequenceBounds(1e9, { B: 1, beta: 0 })).toThrow(expect.objectContaining({ path: "law.beta" }));
  });
});

describe("the parameters of an efficient model", () => {
  it("are tokens x e^1.5 between the bounds on unique sequences", () => {
    const needed = efficientParameters(1.4e12, hoffmann2022);
    const { lower, upper } = uniqueSequenceBounds(1.4e12, { B: 410.7, beta: 0.28 });
    expect(needed.atLowerExponent.estimate).toBeCloseTo(lower ?? 0, -2);
    expect(needed.atUpperExponent.estimate).toBeCloseTo(upper ?? 0, -2);
    expect(needed.estimate).toBeCloseTo(Math.sqrt((lower ?? 0) * (upper ?? 0)), -2);
    expect(needed.sources.constants.status).toBe("reconstructed");
    expect(codes(needed)).toEqual(["NO_COVARIANCE"]);
    expect(needed.lower).toBeNull();
  });

  it("have the percentiles of B and beta drawn together", () => {
    const draws = Array.from({ length: 101 }, (_, i) => [300 + 2 * i, 0.25 + i / 2000] as const);
    const needed = efficientParameters(1e12, lawWithDraws(400, 0.28, draws), { level: 0.9 });
    const answers = draws.map(([B, beta]) => 1e12 * (B * 1e12 ** -beta) ** 1.5).sort((a, b) => a - b);
    expect(needed.lower! / answers[5]!).toBeCloseTo(1, 10);
    expect(needed.upper! / answers[95]!).toBeCloseTo(1, 10);
    expect(needed.propagated).toEqual(["B", "beta"]);
  });

  it("have the delta method's interval on the logarithm from a covariance", () => {
    const needed = efficientParameters(1e12, lawWithCovariance(410.7, 0.28, 0.001));
    const error = 1.5 * Math.log(1e12) * 0.001;
    expect(needed.standardError! / needed.estimate!).toBeCloseTo(error, 8);
    expect(Math.log(needed.upper! / needed.estimate!)).toBeCloseTo(1.959963984540054 * error, 8);
  });

  it("are null where the exponent is not above zero, one by one", () => {
    const steep = efficientParameters(1e12, lawWithCovariance(410.7, 0.55, 0.01));
    expect(steep.atLowerExponent).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(codes(steep.atLowerExponent)).toEqual(["NO_GROWTH"]);
    expect(steep.estimate).toBeGreaterThan(0);
    expect(codes(efficientParameters(1e6, hoffmann2022))).toEqual(["NOT_IDENTIFIED"]);
    expectPlainJson(steep);
  });

  it("warn of a corpus beyond those the law was fitted on", () => {
    const law = { ...lawWithCovariance(410.7, 0.28, 0.01), support: { tokens: { lower: 1e9, upper: 1e12 } } };
    expect(codes(efficientParameters(1e13, law))).toEqual(["EXTRAPOLATION"]);
    expect(codes(tokensForParameters(1e12, law))).toEqual(["EXTRAPOLATION"]);
  });
});

describe("the corpus for a model", () => {
  it("undoes the parameters for a corpus, at every exponent", () => {
    const needed = efficientParameters(3e12, hoffmann2022);
    expect(tokensForParameters(needed.estimate!, hoffmann2022).estimate! / 3e12).toBeCloseTo(1, 10);
    const { atLowerExponent, atUpperExponent } = needed;
    expect(tokensForParameters(atLowerExponent.estimate!, hoffmann2022).atLowerExponent.estimate! / 3e12).toBeCloseTo(
      1,
    );
    expect(tokensForParameters(atUpperExponent.estimate!, hoffmann2022).atUpperExponent.estimate! / 3e12).toBeCloseTo(
      1,
    );
  });

  it("is open above where some draws have an exponent at or below zero", () => {
    const draws = Array.from({ length: 100 }, (_, i) => [400, 0.4 + i / 500] as const);
    const corpus = tokensForParameters(1e11, lawWithDraws(400, 0.45, draws));
    expect(corpus.atLowerExponent.upper).toBeNull();
    expect(corpus.atLowerExponent.estimate).not.toBeNull();
    expect(codes(corpus.atLowerExponent)).toEqual(["UNBOUNDED"]);
    expectPlainJson(corpus);
  });
});

describe("room for emergence", () => {
  it("is judged by where the parameters lie among the bounds", () => {
    const verdict = (parameters: number): string | null =>
      emergenceHeadroom({ parameters, tokens: 1e12 }, lawOf(400, 0.25)).verdict;
    expect(verdict(0.15e12)).toBe("room");
    expect(verdict(0.17e12)).toBe("undecided");
    expect(verdict(0.39e12)).toBe("undecided");
    expect(verdict(0.41e12)).toBe("no-room");
  });

  it("gives sequences a parameter, and whether the verdict stands in the whole interval", () => {
    const tight = emergenceHeadroom({ parameters: 1e10, tokens: 1e12 }, lawWithCovariance(400, 0.25, 1e-3));
    expect(tight).toMatchObject({ verdict: "room", settled: true });
    expect(tight.headroom.lower.estimate).toBeCloseTo(16, 8);
    expect(tight.headroom.upper.estimate).toBeCloseTo(40, 8);
    const wide = emergenceHeadroom({ parameters: 1e10, tokens: 1e12 }, lawWithCovariance(400, 0.25, 0.1));
    expect(wide).toMatchObject({ verdict: "room", settled: false });
    expect(emergenceHeadroom({ parameters: 1e10, tokens: 1e12 }, hoffmann2022).settled).toBeNull();
    expectPlainJson([tight, wide]);
  });

  it("cannot say room without a lower bound, and nothing without an upper one", () => {
    const steep = emergenceHeadroom({ parameters: 10, tokens: 1e12 }, lawWithCovariance(400, 0.55, 0.01));
    expect(steep).toMatchObject({ verdict: "undecided", settled: true });
    expect(codes(steep)).toEqual(["NO_GROWTH"]);
    const none = emergenceHeadroom({ parameters: 1e9, tokens: 1e5 }, hoffmann2022);
    expect(none).toMatchObject({ verdict: null, settled: null });
    expect(codes(none)).toEqual(["NOT_IDENTIFIED"]);
  });
});
