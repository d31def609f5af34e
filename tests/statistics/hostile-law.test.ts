import { describe, expect, it } from "vitest";
import { isLaw, parseFit } from "../../src/statistics/saved-law.ts";
import { fitTrend } from "../../src/trends/trend.ts";

const fit = fitTrend({ year: [2018, 2019, 2020, 2021, 2022], value: [1, 12, 90, 1100, 9000] });
const text = JSON.stringify(fit);

/** The fit as stored, with the value at a path replaced. */
function tampered(path: string, value: unknown): unknown {
  const law = JSON.parse(text);
  const keys = path.split(".");
  let at = law;
  for (const key of keys.slice(0, -1)) at = at[key];
  at[keys.at(-1)!] = value;
  return law;
}

function refusal(value: unknown): string | null {
  try {
    parseFit(value, "trend");
    return null;
  } catch (error) {
    expect(error).toMatchObject({ name: "ScalingError", code: "INVALID_LAW" });
    return error instanceof Error ? error.message : null;
  }
}

describe("a stored law from a stranger", () => {
  it("is refused where its covariance is none", () => {
    expect(
      refusal(
        tampered("covariance", [
          [1, 0.5],
          [0.4, 1],
        ]),
      ),
    ).toMatch("symmetric");
    expect(
      refusal(
        tampered("covariance", [
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toMatch("a covariance of at most");
    expect(
      refusal(
        tampered("covariance", [
          [-1, 0],
          [0, 1],
        ]),
      ),
    ).toMatch("variance of at least 0");
    expect(
      refusal(
        tampered("covariance", [
          [0, 1],
          [1, 1],
        ]),
      ),
    ).toMatch("a covariance of at most 0");
    expect(refusal(tampered("covariance", [[1, 0]]))).toMatch("an array of 2");
    expect(
      refusal(
        tampered("covariance", [
          [1, null],
          [null, 1],
        ]),
      ),
    ).toMatch("a finite number");
  });

  it("is refused where three coefficients cannot all move against each other", () => {
    // Correlations of -0.9 among three: each pair is possible, the three together are not.
    const terms = ["offset", "coefficient", "exponent"];
    const of = { estimate: 1, standardError: 1, lower: 0, upper: 2, level: 0.9 };
    const law = (r: number) => ({
      kind: "power-law",
      version: 1,
      terms,
      coefficients: Object.fromEntries(terms.map((term) => [term, of])),
      covariance: terms.map((_, i) => terms.map((__, j) => (i === j ? 1 : r))),
      draws: null,
      source: null,
    });
    expect(() => parseFit(law(-0.9), "power-law")).toThrow("a positive semi-definite covariance");
    expect(isLaw(law(-0.5), "power-law")).toBe(true);
  });

  it("is refused where a spread is negative or the degrees of freedom are less than one", () => {
    expect(refusal(tampered("goodness.residualStandardError", -1))).toMatch("(at goodness.residualStandardError)");
    expect(refusal(tampered("goodness.sumOfSquaredResiduals", -1))).toMatch("a number of at least 0");
    expect(refusal(tampered("goodness.degreesOfFreedom", 6))).toMatch("at most 5");
    expect(refusal(tampered("intervalDegreesOfFreedom", 0.5))).toMatch("(at intervalDegreesOfFreedom)");
    expect(refusal(tampered("coefficients.slopeOomPerYear.standardError", -1))).toMatch(
      "a standard error of at least 0",
    );
  });

  it("is refused where bounds cross", () => {
    expect(refusal(tampered("coefficients.slopeOomPerYear.lower", 1e9))).toMatch("a lower bound of at most");
    expect(refusal(tampered("support.year.lower", 3000))).toMatch("(at support.year.lower)");
  });

  it("may have an estimate outside its bounds, since a bootstrap interval may leave it out", () => {
    const { slopeOomPerYear } = fit.coefficients;
    const beside = { ...slopeOomPerYear, lower: slopeOomPerYear.estimate + 1, upper: slopeOomPerYear.estimate + 2 };
    expect(refusal(tampered("coefficients.slopeOomPerYear", beside))).toBeNull();
  });

  it("touches no prototype, and takes nothing from one", () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const polluting = `${text.slice(0, -1)},"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`;
    const law = parseFit(polluting, "trend");
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(Object.getPrototypeOf(law)).toBe(Object.prototype);
    expect(refusal(Object.create(JSON.parse(text)))).not.toBeNull();
    expect(refusal(tampered("terms", ["__proto__", "slopeOomPerYear"]))).not.toBeNull();
  });

  it("may not be deep, long in names, or of very many terms", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    expect(refusal(`${text.slice(0, -1)},"note":${deep}}`)).toMatch("levels of nesting");
    const named = refusal(tampered("coefficients.slopeOomPerYear", { ["x".repeat(100_000)]: 1 })) ?? "";
    expect(named.length).toBeLessThan(300);
    const terms = Array.from({ length: 10_000 }, (_, i) => `t${i}`);
    expect(refusal(tampered("terms", terms))).toMatch("1 to 200 terms");
  });

  it("is nothing but a law: other kinds of value are refused by what they are", () => {
    for (const value of [null, undefined, 1, "", "{", "[]", [], new Map(), Symbol("law"), 10n, () => fit]) {
      expect(refusal(value)).not.toBeNull();
    }
  });
});
