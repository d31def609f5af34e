import { describe, expect, it } from "vitest";
import { clark2022 } from "../../src/published/clark2022.ts";
import { compareRouters, effectiveParameterCountInterval, expertsForLoss } from "../../src/routing/index.ts";
import { expectRefused, hostile } from "./expect-refused.ts";

const model = { parameters: 1e9, experts: 8 };
const law = clark2022.sBase;

/** The law with another d, so that its losses are very small or large. */
function withHeight(estimate: number): typeof law {
  return { ...law, coefficients: { ...law.coefficients, d: { ...law.coefficients.d, estimate } } };
}

describe("what the fuzz found, by cause: routing", () => {
  it("draws that are long by their length only are refused at once", () => {
    const draws = Object.assign([law.terms.map(() => 1)], { length: 2 ** 32 - 1 });
    expectRefused([["INVALID_LAW", () => effectiveParameterCountInterval({ ...law, draws }, model)]]);
  });

  it("a term that has no text is no name of a derivative", () => {
    const terms = law.terms.map(() => hostile({ toString: null, valueOf: null }));
    const covariance = terms.map((_, i) => terms.map((_, j) => Number(i === j)));
    expectRefused([
      ["INVALID_LAW", () => effectiveParameterCountInterval({ ...law, terms, covariance, draws: null }, model)],
    ]);
  });

  it("losses whose ratio no double holds are refused", () => {
    const laws = { low: withHeight(-1.7e308), high: withHeight(1.7e308) };
    expectRefused([["OUT_OF_RANGE", () => compareRouters(laws, model)]]);
  });

  it("a loss too large to be held is said in words", () => {
    const { b, c } = law.coefficients;
    for (const parameters of [1e9, 10 ** (-b.estimate / c.estimate), 1e30]) {
      const { warnings } = expertsForLoss(withHeight(1e300), { loss: 2, parameters });
      expect(JSON.stringify(warnings)).not.toContain("undefined");
    }
  });
});
