import { describe, expect, it } from "vitest";
import { corpusExponents, corpusFactor } from "../../src/corpus/corpus-exponents.ts";
import { corpusFactorInterval } from "../../src/corpus/corpus-factor-interval.ts";
import { besiroglu2024 } from "../../src/published/besiroglu2024.ts";
import { hoffmann2022 } from "../../src/published/hoffmann2022.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { lawOf, lawWithCovariance, lawWithDraws } from "./laws.ts";

describe("the exponents of an efficient model", () => {
  it("are those of the abstracts at the beta of Hoffmann et al.", () => {
    const { lower, middle, upper } = corpusExponents(0.28);
    expect(lower).toBeCloseTo(0.44, 12);
    expect(middle).toBeCloseTo(0.58, 12);
    expect(upper).toBeCloseTo(0.72, 12);
  });

  it("are null where they are not above zero", () => {
    expect(corpusExponents(0.5)).toMatchObject({ lower: null, middle: 0.25, upper: 0.5 });
    expect(corpusExponents(0.75)).toMatchObject({ lower: null, middle: null, upper: 0.25 });
    expect(corpusExponents(1)).toMatchObject({ lower: null, middle: null, upper: null });
  });

  it("say that the middle is a reconstruction", () => {
    const { sources } = corpusExponents(0.28);
    expect([sources.lower.status, sources.middle.status, sources.upper.status]).toEqual([
      "printed",
      "reconstructed",
      "printed",
    ]);
    expectPlainJson(sources);
  });

  it("refuse a beta that is none", () => {
    expect(() => corpusExponents(0)).toThrow(expect.objectContaining({ code: "NOT_POSITIVE", path: "beta" }));
    expect(() => corpusExponents(Number.NaN)).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
  });
});

describe("the factor by which a corpus must grow", () => {
  it("is three to five for a doubling", () => {
    expect([0.72, 0.58, 0.44].map((exponent) => corpusFactor(2, exponent).toFixed(2))).toEqual([
      "2.62",
      "3.30",
      "4.83",
    ]);
  });

  it("undoes the exponent", () => {
    expect(corpusFactor(7, 0.3) ** 0.3).toBeCloseTo(7, 12);
    expect(corpusFactor(1, 0.3)).toBe(1);
    expect(corpusFactor(0.5, 0.5)).toBe(0.25);
  });

  it("is null for an exponent that is null, and refuses what is too large", () => {
    expect(corpusFactor(2, corpusExponents(0.6).lower)).toBeNull();
    expect(() => corpusFactor(2, 1e-4)).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
    expect(() => corpusFactor(2, 0)).toThrow(expect.objectContaining({ code: "NOT_POSITIVE" }));
    expect(() => corpusFactor(0, 0.5)).toThrow(expect.objectContaining({ code: "NOT_POSITIVE" }));
  });
});

describe("the interval of that factor", () => {
  it("maps the bounds that a law prints for beta", () => {
    const { factors, exponents, propagated, beta } = corpusFactorInterval(2, besiroglu2024.notebook);
    expect(propagated).toBe("beta");
    expect(beta).toMatchObject({ estimate: 0.36585, lower: 0.331, upper: 0.415 });
    expect(factors.upper.lower).toBeCloseTo(2 ** (1 / (1 - 0.331)), 10);
    expect(factors.upper.upper).toBeCloseTo(2 ** (1 / (1 - 0.415)), 10);
    expect(factors.lower.estimate).toBeCloseTo(2 ** (1 / (1 - 2 * 0.36585)), 10);
    expect(exponents.middle.lower).toBeCloseTo(1 - 1.5 * 0.415, 12);
    expect(exponents.middle.upper).toBeCloseTo(1 - 1.5 * 0.331, 12);
  });

  it("makes an interval of a standard error, of the normal or of t", () => {
    const { beta, factors, exponents } = corpusFactorInterval(2, lawWithCovariance(410.7, 0.28, 0.02));
    const half = 1.959963984540054 * 0.02;
    expect(beta.lower).toBeCloseTo(0.28 - half, 12);
    expect(factors.lower.upper).toBeCloseTo(2 ** (1 / (1 - 2 * (0.28 + half))), 10);
    expect(exponents.lower.standardError).toBeCloseTo(0.04, 12);
    // d 2^(1 / (1 - 2 beta)) / d beta by a central difference.
    const slope = (2 ** (1 / (1 - 2 * 0.280001)) - 2 ** (1 / (1 - 2 * 0.279999))) / 2e-6;
    expect(factors.lower.standardError).toBeCloseTo(0.02 * slope, 6);
    const t = corpusFactorInterval(2, { ...lawWithCovariance(410.7, 0.28, 0.02), intervalDegreesOfFreedom: 10 });
    expect(t.beta.upper).toBeCloseTo(0.28 + 2.2281388519649385 * 0.02, 10);
  });

  it("takes percentiles of draws at another level than the law's", () => {
    const draws = Array.from({ length: 101 }, (_, i) => [410, 0.2 + i / 1000] as const);
    const { factors } = corpusFactorInterval(2, lawWithDraws(410, 0.25, draws), { level: 0.9 });
    expect(factors.upper.lower).toBeCloseTo(2 ** (1 / (1 - 0.205)), 10);
    expect(factors.upper.upper).toBeCloseTo(2 ** (1 / (1 - 0.295)), 10);
  });

  it("turns round for less than one", () => {
    const { factors } = corpusFactorInterval(0.5, besiroglu2024.notebook);
    expect(factors.upper.lower).toBeCloseTo(0.5 ** (1 / (1 - 0.415)), 10);
    expect(factors.upper.upper).toBeCloseTo(0.5 ** (1 / (1 - 0.331)), 10);
  });

  it("has no upper bound where beta may be too large, and no answer where it is", () => {
    const open = corpusFactorInterval(2, lawWithCovariance(410.7, 0.45, 0.04)).factors.lower;
    expect(open.upper).toBeNull();
    expect(open.lower).toBeGreaterThan(1);
    expect(open.warnings.map(({ code }) => code)).toEqual(["UNBOUNDED"]);
    const shrinking = corpusFactorInterval(0.5, lawWithCovariance(410.7, 0.45, 0.04)).factors.lower;
    expect(shrinking.lower).toBeNull();
    expect(shrinking.upper).toBeLessThan(1);
    const none = corpusFactorInterval(2, lawWithCovariance(410.7, 0.55, 0.04)).factors;
    expect(none.lower).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(none.lower.warnings.map(({ code }) => code)).toEqual(["NO_GROWTH"]);
    expect(none.upper.estimate).toBeCloseTo(2 ** (1 / 0.45), 10);
  });

  it("has no bounds where beta has none, and says so", () => {
    const { factors } = corpusFactorInterval(2, hoffmann2022);
    expect(factors.middle).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(factors.middle.warnings[0]?.code).toBe("NO_COVARIANCE");
  });

  it("is plain JSON whatever beta", () => {
    for (const beta of [0.1, 0.34, 0.49, 0.5, 0.7, 1.2]) {
      expectPlainJson(corpusFactorInterval(2, lawWithCovariance(410.7, beta, 0.02)));
      expectPlainJson(corpusFactorInterval(1e300, lawOf(410.7, beta)));
    }
  });
});
