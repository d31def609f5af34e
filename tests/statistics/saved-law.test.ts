import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import type { Fit } from "../../src/statistics/law.ts";
import { isLaw, parseFit } from "../../src/statistics/saved-law.ts";

/** A stored fit written out by hand; each call gives a fresh one. */
function stored(): Fit<"moe-law", "slope" | "intercept"> {
  return {
    kind: "moe-law",
    version: 1,
    terms: ["slope", "intercept"],
    coefficients: {
      slope: { estimate: -0.5, standardError: 0.1, lower: -0.7, upper: -0.3, level: 0.95 },
      intercept: { estimate: 2, standardError: null, lower: null, upper: null, level: 0.95 },
    },
    covariance: [
      [0.01, 0.002],
      [0.002, 0.04],
    ],
    draws: [
      [-0.5, 2],
      [-0.4, 1.9],
    ],
    source: { paper: "2001.08361", where: "table 5", version: "v1", status: "printed" },
    goodness: {
      n: 10,
      degreesOfFreedom: 8,
      sumOfSquaredResiduals: 1.5,
      residualStandardError: 0.43,
      rSquared: 0.9,
      logLikelihood: null,
      aicc: null,
      bic: null,
    },
    convergence: {
      converged: true,
      iterations: 4,
      gradientNorm: 1e-9,
      localOptima: [{ coefficients: { slope: -0.5, intercept: 2 }, objective: 1.5 }],
    },
    support: { x: { lower: 1, upper: 100 } },
    options: { level: 0.95, seed: 1, resamples: 1000, weighted: false, clusters: null },
    warnings: [{ code: "FEW_POINTS", message: "Only 10 points", path: null }],
  };
}

/** The stored fit with one field, named by its path, put to another value; undefined takes it out. */
function broken(path: string, value: unknown): unknown {
  const law: unknown = stored();
  const keys = path.split(".");
  let at = law as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = keys[keys.length - 1]!;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return law;
}

function refusal(json: unknown): { code: string; path: string | null } {
  try {
    parseFit(json, "moe-law");
  } catch (error) {
    if (error instanceof ScalingError) return { code: error.code, path: error.path };
    throw error;
  }
  throw new Error("the law was taken");
}

describe("parseFit", () => {
  it("gives back what was stored, from text and from a parsed value", () => {
    expect(parseFit(JSON.stringify(stored()), "moe-law")).toEqual(stored());
    const law = stored();
    expect(parseFit(law, "moe-law")).toBe(law);
  });

  it("keeps fields it does not know", () => {
    const text = JSON.stringify({ ...stored(), note: { by: "us", tags: [1, true, null] } });
    expect(parseFit(text, "moe-law")).toMatchObject({ note: { by: "us", tags: [1, true, null] } });
  });

  it("reads a law without goodness, covariance, draws or source", () => {
    const { kind, version, terms, coefficients } = stored();
    const law = parseFit({ kind, version, terms, coefficients, covariance: null, draws: null, source: null }, kind);
    expect(law.goodness).toBeUndefined();
  });

  it("takes a warning code of a later version", () => {
    expect(() => parseFit(broken("warnings.0.code", "LATER_CODE"), "moe-law")).not.toThrow();
  });

  it("says when the law is of another kind", () => {
    expect(() => parseFit(stored(), "trend")).toThrow('Expected a law of kind "trend" but got "moe-law" (at kind)');
    expect(() => parseFit(stored(), "trend")).toThrow(expect.objectContaining({ code: "WRONG_KIND", path: "kind" }));
  });

  it("says what is wrong and where", () => {
    expect(() => parseFit(broken("coefficients.slope.lower", 7), "moe-law")).toThrow(
      "Expected a lower bound of at most -0.3 but got 7 (at coefficients.slope.lower)",
    );
    expect(() => parseFit("{", "moe-law")).toThrow('Expected JSON text but got "{"');
  });

  it.each([
    ["kind", undefined, "kind"],
    ["kind", 4, "kind"],
    ["version", 2, "version"],
    ["version", "1", "version"],
    ["terms", [], "terms"],
    ["terms", "slope", "terms"],
    ["terms", ["slope", "slope"], "terms[1]"],
    ["terms", ["slope", 3], "terms[1]"],
    ["terms", ["slope"], "coefficients.intercept"],
    ["terms", ["slope", "intercept", "third"], "coefficients.third"],
    ["terms", ["slope", "toString"], "coefficients.toString"],
    ["coefficients", null, "coefficients"],
    ["coefficients", [], "coefficients"],
    ["coefficients.slope", undefined, "coefficients.slope"],
    ["coefficients.slope", -0.5, "coefficients.slope"],
    ["coefficients.slope.estimate", null, "coefficients.slope.estimate"],
    ["coefficients.slope.estimate", "-0.5", "coefficients.slope.estimate"],
    ["coefficients.slope.estimate", Number.NaN, "coefficients.slope.estimate"],
    ["coefficients.slope.standardError", -1, "coefficients.slope.standardError"],
    ["coefficients.slope.standardError", undefined, "coefficients.slope.standardError"],
    ["coefficients.slope.upper", Number.POSITIVE_INFINITY, "coefficients.slope.upper"],
    ["coefficients.slope.upper", -0.8, "coefficients.slope.lower"],
    ["coefficients.slope.level", 1, "coefficients.slope.level"],
    ["coefficients.slope.level", 0, "coefficients.slope.level"],
    ["covariance", undefined, "covariance"],
    ["covariance", [[1]], "covariance"],
    ["covariance.1", [1, 2, 3], "covariance[1]"],
    ["covariance.0.1", 0.0021, "covariance[1][0]"],
    ["covariance.0.0", -0.01, "covariance[0][0]"],
    ["covariance.1.1", null, "covariance[1][1]"],
    ["draws", undefined, "draws"],
    ["draws.1", [1], "draws[1]"],
    ["draws.1.0", null, "draws[1][0]"],
    ["source", undefined, "source"],
    ["source.paper", 2001, "source.paper"],
    ["source.status", "guessed", "source.status"],
    ["goodness", null, "goodness"],
    ["goodness.n", 1.5, "goodness.n"],
    ["goodness.n", null, "goodness.n"],
    ["goodness.bic", undefined, "goodness.bic"],
    ["goodness.bic", "low", "goodness.bic"],
    ["convergence", undefined, "convergence"],
    ["convergence.converged", 1, "convergence.converged"],
    ["convergence.iterations", null, "convergence.iterations"],
    ["convergence.localOptima", {}, "convergence.localOptima"],
    ["convergence.localOptima.0.objective", null, "convergence.localOptima[0].objective"],
    ["convergence.localOptima.0.coefficients.slope", "x", "convergence.localOptima[0].coefficients.slope"],
    ["support", undefined, "support"],
    ["support.x.lower", null, "support.x.lower"],
    ["support.x.lower", 101, "support.x.lower"],
    ["options", null, "options"],
    ["warnings", undefined, "warnings"],
    ["warnings.0", "Only 10 points", "warnings[0]"],
    ["warnings.0.code", undefined, "warnings[0].code"],
    ["warnings.0.path", undefined, "warnings[0].path"],
    ["extra", { deep: [1, Number.NaN] }, "extra.deep[1]"],
    ["extra", { deep: [undefined] }, "extra.deep[0]"],
    ["extra", new Date(0), "extra"],
    ["extra", new Map(), "extra"],
    ["extra", Float64Array.of(1), "extra"],
    ["extra", 10n, "extra"],
    ["extra", () => 1, "extra"],
  ])("refuses %s = %s", (path, value, at) => {
    expect(refusal(broken(path, value))).toEqual({ code: "INVALID_LAW", path: at });
  });

  it.each([null, undefined, 3, true, [], "", "null", "[]", "NaN", Symbol.iterator, new Date(0)])(
    "refuses %s in place of a law",
    (json) => {
      expect(refusal(json)).toEqual({ code: "INVALID_LAW", path: null });
    },
  );

  it("is not deceived by keys called __proto__, and touches no prototype", () => {
    const disguised = `{"__proto__": ${JSON.stringify(stored())}}`;
    expect(refusal(disguised)).toEqual({ code: "INVALID_LAW", path: "kind" });
    const inherited: unknown = Object.create(stored());
    expect(refusal(inherited)).toEqual({ code: "INVALID_LAW", path: null });
    const text = JSON.stringify(stored()).replace('"support":{', '"support":{"__proto__":{"lower":1,"upper":2},');
    const law = parseFit(text, "moe-law");
    expect(Object.keys(law.goodness === undefined ? {} : law.support)).toEqual(["__proto__", "x"]);
    expect(JSON.stringify(law)).toBe(text);
    expect("lower" in {}).toBe(false);
  });

  it("refuses nesting without end, in text or in a circle", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const text = JSON.stringify(stored()).replace('"options":{', `"options":{"deep":${deep},`);
    expect(refusal(text).code).toBe("INVALID_LAW");
    const circular: Record<string, unknown> = { ...stored() };
    circular["self"] = circular;
    expect(refusal(circular).code).toBe("INVALID_LAW");
  });

  it("refuses a trend without what a trend needs to predict", () => {
    const bound = { estimate: 1, standardError: null, lower: null, upper: null, level: 0.95 };
    const trend = {
      kind: "trend",
      version: 1,
      terms: ["log10AtReference", "slopeOomPerYear"],
      coefficients: { log10AtReference: bound, slopeOomPerYear: bound },
      covariance: null,
      draws: null,
      source: null,
      referenceYear: 2020,
      intervalDegreesOfFreedom: null,
    };
    expect(parseFit(trend, "trend")).toBe(trend);
    const { referenceYear, ...rootless } = trend;
    expect(referenceYear).toBe(2020);
    expect(() => parseFit(rootless, "trend")).toThrow("Expected a finite number but got undefined (at referenceYear)");
    const slopeless = { ...trend, terms: ["log10AtReference"], coefficients: { log10AtReference: bound } };
    expect(() => parseFit(slopeless, "trend")).toThrow(
      'Expected the terms log10AtReference, slopeOomPerYear but got "log10AtReference" (at terms)',
    );
    const turned = { ...trend, terms: ["slopeOomPerYear", "log10AtReference"] };
    expect(() => parseFit(turned, "trend")).toThrow("(at terms)");
    const undetermined = { ...trend, intervalDegreesOfFreedom: 0 };
    expect(() => parseFit(undetermined, "trend")).toThrow("Expected a number of at least 1 or null but got 0");
  });

  it("refuses a piecewise trend whose terms, breaks or segments do not belong together", () => {
    const bound = { estimate: 2015, standardError: null, lower: null, upper: null, level: 0.95 };
    const terms = ["log10AtReference", "slope1", "slope2"];
    const law = {
      ...stored(),
      kind: "piecewise-trend",
      terms,
      coefficients: Object.fromEntries(terms.map((term) => [term, bound])),
      covariance: null,
      draws: null,
      continuous: true,
      referenceYear: 2015,
      intervalDegreesOfFreedom: 6,
      breaks: [bound],
      segments: [],
      selection: [{ breaks: 1, bic: null, aicc: null, sumOfSquaredResiduals: 0 }],
    };
    const refused = (changes: object) => () => parseFit({ ...law, ...changes }, "piecewise-trend");
    expect(refused({})).not.toThrow();
    expect(refused({ breaks: [bound, bound] })).toThrow("Expected the terms log10AtReference, slope1, slope2, slope3");
    expect(refused({ breaks: [2015] })).toThrow("Expected an object but got 2015 (at breaks[0])");
    expect(refused({ continuous: false })).toThrow("Expected the terms log10AtStart1, slope1, log10AtStart2, slope2");
    expect(refused({ continuous: "yes" })).toThrow('Expected true or false but got "yes" (at continuous)');
    expect(refused({ segments: [{ from: 2010 }] })).toThrow("(at segments[0].to)");
    expect(refused({ selection: null })).toThrow("Expected an array but got null (at selection)");
  });

  it("takes a covariance whose mirrored entries differ by rounding", () => {
    expect(() => parseFit(broken("covariance.0.1", 0.002 * (1 + 1e-12)), "moe-law")).not.toThrow();
  });
});

describe("isLaw", () => {
  it("tells a sound law of the kind from everything else, and never throws", () => {
    expect(isLaw(stored(), "moe-law")).toBe(true);
    expect(isLaw(stored(), "trend")).toBe(false);
    expect(isLaw(broken("coefficients.slope.level", 2), "moe-law")).toBe(false);
    for (const value of [null, undefined, "trend", 1, [], {}, JSON.stringify(stored())]) {
      expect(isLaw(value, "moe-law")).toBe(false);
    }
    const hostile = {
      get kind(): string {
        throw new Error("no");
      },
    };
    expect(isLaw(hostile, "trend")).toBe(false);
  });
});
