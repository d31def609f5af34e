import { describe, expect, it } from "vitest";
import { abnar2025 } from "../../src/published/abnar2025.ts";
import { ludziejewski2025 } from "../../src/published/ludziejewski2025.ts";
import {
  type AnyUtilizationLaw,
  isMoeLaw,
  isUtilizationLaw,
  lossLawAtExperts,
  predictMoeLoss,
  predictUtilizationLoss,
} from "../../src/routing/index.ts";
import { call, refused } from "../answers.ts";
import { bareLaw } from "../densing/laws.ts";
import { MADE, madeLoss } from "./made-sweep.ts";

const { joint } = ludziejewski2025;
const { sparsity } = abnar2025;

describe("laws for mixtures of experts", () => {
  const inputs = { activeParameters: 2e9, experts: 16, tokens: 5e10 };

  it("are told apart by form and terms", () => {
    expect(isMoeLaw(joint, "joint")).toBe(true);
    expect(isMoeLaw(joint, "sparsity")).toBe(false);
    expect(isMoeLaw({ ...sparsity, form: "joint" }, "joint")).toBe(false);
    expect(isMoeLaw({ ...joint, terms: joint.terms.slice(1) }, "joint")).toBe(false);
    expect(isMoeLaw({ ...joint, kind: "trend" }, "joint")).toBe(false);
    for (const form of ["toString", "__proto__", 5, null]) {
      expect(call(isMoeLaw, { ...joint, form }, form)()).toBe(false);
    }
  });

  it("are refused where their kind, form or terms are not what the question needs", () => {
    expect(call(predictMoeLoss, joint, null)).toThrow(refused("INVALID_OPTION", "inputs"));
    expect(call(predictMoeLoss, { ...joint, kind: "trend" }, inputs)).toThrow(
      expect.objectContaining({ code: "WRONG_KIND" }),
    );
    for (const form of ["toString", "other", 5, undefined]) {
      expect(call(predictMoeLoss, { ...joint, form }, inputs)).toThrow(refused("INVALID_LAW", "law.form"));
    }
    expect(call(predictMoeLoss, { ...sparsity, form: "joint" }, inputs)).toThrow(refused("INVALID_LAW", "law.terms"));
    expect(call(lossLawAtExperts, sparsity, 8)).toThrow(refused("WRONG_KIND", "law.form"));
    expect(call(predictMoeLoss, { ...joint, source: 5 }, inputs)).toThrow(
      expect.objectContaining({ code: "INVALID_LAW", path: expect.stringContaining("source") }),
    );
    const run = { parameters: 1e9, tokens: 1e10 };
    expect(call(predictMoeLoss, sparsity, { ...run, sparsity: -0.1 })).toThrow(refused("OUT_OF_RANGE", "sparsity"));
  });

  it("have no loss where it is too large to be held", () => {
    const beta = { ...sparsity.coefficients.beta, estimate: 2 };
    const steep = { ...sparsity, coefficients: { ...sparsity.coefficients, beta } };
    const loss = predictMoeLoss(steep, { parameters: 1e9, tokens: 1e-300, sparsity: 0.5 });
    expect(loss.estimate).toBeNull();
    expect(loss.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "NO_COVARIANCE null",
      "UNBOUNDED estimate",
    ]);
  });

  it("at fixed experts are a loss law with the source of the joint one, and the number of experts", () => {
    const law = lossLawAtExperts(joint, 16);
    expect(law.terms).toEqual(["E", "A", "B", "alpha", "beta"]);
    expect(law.source).toEqual({ ...joint.source, where: `${joint.source?.where}, at 16 experts` });
    expect(lossLawAtExperts({ ...joint, source: null }, 16).source).toBeNull();
  });
});

describe("a utilization law", () => {
  const { a, b, c, d, expertsStart, expertsMax } = MADE;
  const of = (values: Record<string, number>, denseUtilization: number | null = 3): AnyUtilizationLaw =>
    ({ ...bareLaw("utilization-law", values), denseUtilization }) as AnyUtilizationLaw;
  const saturating = of({ a, b, c, d, utilizationStart: expertsStart, utilizationMax: expertsMax });
  const estimate = (law: AnyUtilizationLaw, flop: number, utilization: number, dense?: number): number =>
    predictUtilizationLoss(law, { flop, utilization, ...(dense && { denseUtilization: dense }) }).estimate ?? NaN;

  it("is the routing law with what exceeds the dense utilization in the place of experts but one", () => {
    for (const utilization of [3, 10, 300]) {
      const expected = madeLoss(MADE, { parameters: 1e9, experts: utilization - 3 + 1 });
      expect(estimate(saturating, 1e9, utilization)).toBeCloseTo(expected, 12);
      expect(estimate({ ...saturating, denseUtilization: null }, 1e9, utilization, 3)).toBeCloseTo(expected, 12);
    }
    expect(estimate(saturating, 1e9, 1)).toBeCloseTo(madeLoss(MADE, { parameters: 1e9, experts: 1 }), 12);
  });

  it("without a limit, without saturation and without interaction has the value of each formula", () => {
    const [x, v] = [9, Math.log10(40)];
    const unlimited = of({ a, b, c, d, utilizationStart: 2 });
    const sum = Math.log10(41 - 3 + 2);
    expect(Math.log10(estimate(unlimited, 1e9, 41))).toBeCloseTo(a * x + b * sum + c * x * sum + d, 12);
    expect(Math.log10(estimate(of({ a, b, c, d }), 1e9, 40))).toBeCloseTo(a * x + b * v + c * x * v + d, 12);
    expect(Math.log10(estimate(of({ a, b, d }), 1e9, 40))).toBeCloseTo(a * x + b * v + d, 12);
    for (const law of [saturating, unlimited]) expect(isUtilizationLaw(law)).toBe(true);
    expect(isUtilizationLaw(of({ a, b, c, d, utilizationStart: 0 }))).toBe(false);
  });

  it("says what lies outside, takes a level, and refuses what is no run", () => {
    const model = { flop: 1e9, utilization: 10 };
    const seen = { ...saturating, support: { flop: { lower: 1, upper: 1e8 }, utilization: { lower: 1, upper: 5 } } };
    expect(predictUtilizationLoss(seen, model, { level: 0.5 })).toMatchObject({ level: 0.5 });
    expect(predictUtilizationLoss(seen, model).warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "EXTRAPOLATION flop",
      "EXTRAPOLATION utilization",
      "NO_COVARIANCE null",
    ]);
    expect(call(predictUtilizationLoss, { ...seen, kind: "routing-law" }, model)).toThrow(
      expect.objectContaining({ code: "WRONG_KIND" }),
    );
    expect(call(predictUtilizationLoss, seen, null)).toThrow(refused("INVALID_OPTION", "model"));
    expect(call(predictUtilizationLoss, seen, model, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(predictUtilizationLoss, { ...seen, denseUtilization: null }, model)).toThrow(
      refused("NOT_FINITE", "denseUtilization"),
    );
  });
});
