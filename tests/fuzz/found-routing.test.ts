import { describe, expect, it } from "vitest";
import { clark2022 } from "../../src/published/clark2022.ts";
import {
  compareRouters,
  effectiveParameterCountInterval,
  expertsForLoss,
  fitRoutingLaw,
  fitUtilizationLaw,
} from "../../src/routing/index.ts";
import { expectRefused, hostile } from "./expect-refused.ts";

const model = { parameters: 1e9, experts: 8 };
const law = clark2022.sBase;

/** Ten runs around the law 3 C^-0.1 S^-0.05, saturating beyond 100. */
const sweep = {
  flop: [1e7, 2e7, 3e7, 5e7, 1e8, 2e8, 3e8, 5e8, 9e8, 2e9],
  utilization: [2, 8, 64, 512, 8, 512, 2, 1, 512, 64],
  loss: [3.2, 2.89, 2.59, 2.38, 2.56, 2.19, 2.45, 2.39, 2, 1.97],
};

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

  it("weights so small that residuals times them keep no digits are refused", () => {
    const weights = sweep.loss.map((_, i) => (i + 1) * 1e-321);
    expectRefused([
      ["OUT_OF_RANGE", () => fitUtilizationLaw(sweep, { form: "separable", weights })],
      [
        "OUT_OF_RANGE",
        () => fitRoutingLaw({ ...sweep, parameters: sweep.flop, experts: sweep.utilization }, { weights }),
      ],
    ]);
  });

  it("a covariance that no double holds is left out, and said", () => {
    const utilization = sweep.utilization.map((value) => value * 1e300);
    const options = { interval: "percentile", resamples: 19 } as const;
    const fit = fitUtilizationLaw({ ...sweep, utilization }, options);
    expect(fit.covariance).toBeNull();
    expect(Object.values(fit.coefficients)[4]?.standardError).toBeNull();
    expect(fit.warnings.map((warning) => warning.code)).toContain("NO_COVARIANCE");
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
