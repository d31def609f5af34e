import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { inside, readResult, requirePlainJson } from "../../src/statistics/json-checks.ts";
import type { LawKind } from "../../src/statistics/law.ts";
import { parseFit } from "../../src/statistics/saved-law.ts";
import { requireUsableLaw } from "../../src/statistics/usable-law.ts";

const of = { estimate: 1, standardError: null, lower: null, upper: null, level: 0.9 };

function lawOf(kind: LawKind, terms: string[], more: object = {}): Record<string, unknown> {
  const coefficients = Object.fromEntries(terms.map((term) => [term, of]));
  return { kind, version: 1, terms, coefficients, covariance: null, draws: null, source: null, ...more };
}

function refusal(attempt: () => unknown): { code: string; path: string | null } | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof ScalingError) return { code: error.code, path: error.path };
    throw error;
  }
}

const goodness = {
  n: 3,
  degreesOfFreedom: 3,
  sumOfSquaredResiduals: 0,
  residualStandardError: null,
  rSquared: null,
  logLikelihood: null,
  aicc: null,
  bic: null,
};

describe("a law to predict with", () => {
  const trend = lawOf("trend", ["log10AtReference", "slopeOomPerYear"], {
    referenceYear: 2020,
    intervalDegreesOfFreedom: null,
  });
  const attempt = (changes: object, kinds: LawKind | LawKind[] = "trend") =>
    refusal(() => requireUsableLaw({ ...trend, ...changes }, kinds));

  it("has the kind asked for, the fields that it predicts with, and sound parts of a fit where it has them", () => {
    expect(attempt({})).toBeNull();
    expect(attempt({ version: 7, source: 3 }, ["power-law", "trend"])).toBeNull();
    expect(attempt({ goodness, support: { x: { lower: 1, upper: 1 } } })).toBeNull();
    expect(attempt({}, ["power-law", "loss-law"])).toEqual({ code: "WRONG_KIND", path: "law.kind" });
    expect(attempt({ referenceYear: undefined })).toEqual({ code: "INVALID_LAW", path: "law.referenceYear" });
    expect(attempt({ terms: ["slopeOomPerYear"] })?.code).toBe("INVALID_LAW");
    expect(attempt({ goodness: { ...goodness, n: -1 } })).toEqual({ code: "INVALID_LAW", path: "law.goodness.n" });
    expect(attempt({ goodness: { ...goodness, degreesOfFreedom: 4 } })?.path).toBe("law.goodness.degreesOfFreedom");
    expect(attempt({ support: { x: { lower: 2, upper: 1 } } })?.path).toBe("law.support.x.lower");
    expect(refusal(() => requireUsableLaw(null, "trend"))).toEqual({ code: "INVALID_LAW", path: "law" });
  });

  it("may have correlations of 1, and none beyond, in any unit", () => {
    for (const unit of [1e-150, 1, 1e6]) {
      const covarianceOf = (r: number, mirrored = r) => ({
        covariance: [
          [unit, r * unit],
          [mirrored * unit, unit],
        ],
      });
      expect(attempt(covarianceOf(1))).toBeNull();
      expect(attempt(covarianceOf(-1))).toBeNull();
      expect(attempt(covarianceOf(0.5, 0.5 + 1e-10))).toBeNull();
      expect(attempt(covarianceOf(0.5, 0.5001))?.path).toBe("law.covariance[1][0]");
      expect(attempt(covarianceOf(1.0001))?.path).toBe("law.covariance[1][0]");
    }
  });
});

describe("a stored law", () => {
  const read = (kind: LawKind, terms: string[], more: object = {}) =>
    refusal(() => parseFit(lawOf(kind, terms, more), kind));
  const interaction = ["a", "b", "c", "d", "expertsStart", "expertsMax"];

  it("of sequences has tokens above 0 to refer to", () => {
    const terms = ["lnUniqueAtReference", "exponent"];
    expect(read("unique-sequences", terms, { referenceTokens: 1e9, intervalDegreesOfFreedom: 3 })).toBeNull();
    for (const referenceTokens of [0, -1, null]) {
      const found = read("unique-sequences", terms, { referenceTokens, intervalDegreesOfFreedom: 3 });
      expect(found).toEqual({ code: "INVALID_LAW", path: "referenceTokens" });
    }
  });

  it("of routing may leave out its cut-off and its degrees of freedom, but not give wrong ones", () => {
    expect(read("routing-law", interaction)).toBeNull();
    expect(read("routing-law", interaction.slice(0, 5))).toBeNull();
    expect(read("routing-law", ["a", "b", "d"], { log10Cutoff: null, intervalDegreesOfFreedom: 2 })).toBeNull();
    expect(read("routing-law", ["a", "b", "d"], { log10Cutoff: of })).toBeNull();
    expect(read("routing-law", ["a", "b", "d"], { log10Cutoff: 3 })?.path).toBe("log10Cutoff");
    expect(read("routing-law", ["a", "b", "d"], { intervalDegreesOfFreedom: 0 })?.path).toBe(
      "intervalDegreesOfFreedom",
    );
    expect(read("routing-law", ["a", "b"])?.path).toBe("terms");
    expect(read("routing-law", ["a", "c", "b"])?.path).toBe("terms");
  });

  it("of utilization says at which utilization a dense network stands, or null", () => {
    const terms = ["a", "b", "c", "d"];
    expect(read("utilization-law", terms, { denseUtilization: null })).toBeNull();
    expect(read("utilization-law", terms, { denseUtilization: 0.5 })).toBeNull();
    expect(read("utilization-law", terms)?.path).toBe("denseUtilization");
  });

  it("of loss, and of powers, has degrees of freedom of at least 1 where it has any", () => {
    for (const [kind, terms] of [
      ["loss-law", ["E", "A", "B", "alpha", "beta"]],
      ["loss-law", ["A", "B", "alpha", "beta"]],
      ["power-law", ["coefficient", "exponent"]],
      ["broken-power-law", ["a", "b", "c0", "c1", "d1", "f1"]],
    ] as [LawKind, string[]][]) {
      expect(read(kind, terms)).toBeNull();
      expect(read(kind, terms, { intervalDegreesOfFreedom: 0.5 })?.path).toBe("intervalDegreesOfFreedom");
      expect(read(kind, terms.slice(-1))?.path).toBe("terms");
    }
  });

  it("of pieces has at most a hundred breaks", () => {
    const more = {
      continuous: true,
      referenceYear: 2000,
      intervalDegreesOfFreedom: 3,
      breaks: new Array(101).fill(of),
    };
    expect(read("piecewise-trend", ["log10AtReference"], more)).toEqual({ code: "INVALID_LAW", path: "breaks" });
  });

  it("that is a fit has what its kind of fit has besides", () => {
    const fit = { goodness, convergence: null, support: {}, options: {}, warnings: [] };
    const quantile = { ...fit, referenceYear: 2000, intervalDegreesOfFreedom: 3, checkLoss: 1 };
    const terms = ["log10AtReference", "slopeOomPerYear"];
    expect(read("quantile-trend", terms, { ...quantile, tau: 0.5 })).toBeNull();
    expect(read("quantile-trend", terms, quantile)?.path).toBe("tau");
    expect(read("loss-law", ["A", "B", "alpha", "beta"], fit)?.path).toBe("objective");
    expect(read("routing-law", ["a", "b", "d"], { ...fit, intervalDegreesOfFreedom: 2 })?.path).toBe("log10Cutoff");
    const routed = { ...fit, log10Cutoff: null };
    expect(read("routing-law", ["a", "b", "d"], routed)?.path).toBe("intervalDegreesOfFreedom");
    expect(read("routing-law", ["a", "b", "d"], { ...routed, intervalDegreesOfFreedom: 2 })).toBeNull();
    const search = { converged: true, iterations: 1, localOptima: [] };
    const halfway = { ...quantile, tau: 0.5, convergence: search };
    expect(read("quantile-trend", terms, halfway)?.path).toBe("convergence.gradientNorm");
    const mute = { ...quantile, tau: 0.5, warnings: [{ code: "FEW_POINTS", path: null }] };
    expect(read("quantile-trend", terms, mute)?.path).toBe("warnings[0].message");
  });
});

describe("a result that is read", () => {
  it("is plain JSON with the fields of a result, and what a read refuses itself stays as it is", () => {
    expect(readResult({ a: 1 }, "fit", () => 3)).toBe(3);
    expect(refusal(() => readResult({ a: [Number.NaN] }, "fit", () => 3))).toEqual({
      code: "INVALID_LAW",
      path: "fit.a[0]",
    });
    const missing: { fit?: { length: number } } = {};
    expect(refusal(() => readResult({}, "fit", () => missing.fit!.length))).toEqual({
      code: "INVALID_LAW",
      path: "fit",
    });
    const known = new ScalingError("OUT_OF_RANGE", "Expected less", "other");
    const throwing = (): never => {
      throw known;
    };
    expect(refusal(() => readResult({}, "fit", throwing))).toEqual({ code: "OUT_OF_RANGE", path: "other" });
  });

  it("may be made without a prototype or in another realm, and nested 32 levels deep", () => {
    const bare: unknown = Object.assign(Object.create(null), { a: 1 });
    expect(refusal(() => requirePlainJson(bare, null))).toBeNull();
    let nested: unknown = 1;
    for (let level = 0; level < 32; level++) nested = [nested];
    expect(refusal(() => requirePlainJson(nested, null))).toBeNull();
    expect(refusal(() => requirePlainJson([nested], null))?.code).toBe("INVALID_LAW");
  });

  it("is named by paths whose names are cut where they are long", () => {
    expect(inside(null, "a")).toBe("a");
    expect(inside("a", 0)).toBe("a[0]");
    expect(inside(null, 2)).toBe("[2]");
    expect(inside("a", "b".repeat(61))).toBe(`a.${"b".repeat(60)}`);
  });
});
