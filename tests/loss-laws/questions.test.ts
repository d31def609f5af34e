import { describe, expect, it } from "vitest";
import { computeOptimal } from "../../src/loss-laws/compute-optimal.ts";
import { flopForLoss, frontierLoss } from "../../src/loss-laws/frontier.ts";
import { criticalBatchTokens, predictKaplanLoss, predictKaplanTrainingLoss } from "../../src/loss-laws/kaplan.ts";
import { powerTerm } from "../../src/loss-laws/loss-formula.ts";
import { fitLossLaw } from "../../src/loss-laws/loss-law.ts";
import { predictBrokenPowerLaw } from "../../src/loss-laws/predict-broken-power-law.ts";
import { predictLoss } from "../../src/loss-laws/predict-loss.ts";
import { effectiveTokens, predictRepeatedLoss } from "../../src/loss-laws/repeated-data.ts";
import { refused, said } from "../answers.ts";
import { bareLaw } from "../densing/laws.ts";
import { crossedRuns, LAW, lossOf } from "./runs.ts";

const law = bareLaw("loss-law", LAW);
const fit = fitLossLaw(crossedRuns(0.004), { objective: "least-squares" });
const broken = bareLaw("broken-power-law", { a: 0.5, b: 2, c0: 0.5, c1: 0.25, d1: 100, f1: 0.5 });
const source = { paper: "", where: "", version: "", status: "printed" } as const;

describe("questions put to a loss law", () => {
  const run = { parameters: 1e9, tokens: 1e10, uniqueTokens: 1e9 };
  const asked: [string, (...args: unknown[]) => unknown, unknown][] = [
    ["the loss of a run", (...args) => Reflect.apply(predictLoss, null, args), run],
    ["the loss of the frontier", (...args) => Reflect.apply(frontierLoss, null, args), 1e21],
    ["the compute for a loss", (...args) => Reflect.apply(flopForLoss, null, args), 2.5],
    ["the best run", (...args) => Reflect.apply(computeOptimal, null, args), { flop: 1e21 }],
    ["the loss of repeated data", (...args) => Reflect.apply(predictRepeatedLoss, null, args), run],
  ];

  it.each(asked)("%s: a law of another kind and options that are none are refused", (_, ask, question) => {
    expect(() => ask({ ...law, kind: "power-law" }, question)).toThrow(
      expect.objectContaining({ code: "WRONG_KIND", message: expect.stringContaining("loss-law") }),
    );
    expect(() => ask(law, question, null)).toThrow(refused("INVALID_OPTION", "options"));
  });

  it("refuse runs, budgets and losses that are none", () => {
    for (const ask of [predictLoss, predictRepeatedLoss]) {
      expect(() => Reflect.apply(ask, null, [law, null])).toThrow(refused("INVALID_OPTION", "run"));
    }
    for (const question of [null, undefined, 1e21, "flop", {}]) {
      expect(() => Reflect.apply(computeOptimal, null, [law, question])).toThrow(refused("INVALID_OPTION", "question"));
    }
    expect(() => flopForLoss(law, -1)).toThrow(refused("NOT_POSITIVE", "loss"));
    expect(() => Reflect.apply(effectiveTokens, null, [null])).toThrow(refused("INVALID_OPTION", "seen"));
    expect(() => Reflect.apply(effectiveTokens, null, [run, null])).toThrow(refused("INVALID_OPTION", "options"));
  });

  it("take their level from the law unless told another", () => {
    const narrow = fitLossLaw(crossedRuns(0.004), { objective: "least-squares", level: 0.5 });
    for (const ask of [
      (level?: number) => predictLoss(narrow, run, level === undefined ? {} : { level }),
      (level?: number) => frontierLoss(narrow, 1e21, level === undefined ? {} : { level }),
    ]) {
      expect(ask()).toMatchObject({ level: 0.5 });
      expect(ask(0.9)).toMatchObject({ level: 0.9 });
      expect(ask(0.9).upper).toBeGreaterThan(ask().upper ?? NaN);
    }
  });

  it("say which input lies beyond what the fit saw", () => {
    expect(said(predictLoss(fit, { parameters: 1e12, tokens: 1e10 }))).toEqual(["EXTRAPOLATION run.parameters"]);
    expect(said(predictLoss(fit, { parameters: 1e9, tokens: 1e14 }))).toEqual(["EXTRAPOLATION run.tokens"]);
    expect(said(predictRepeatedLoss(fit, { parameters: 1e12, tokens: 1e10, uniqueTokens: 1e10 }))).toEqual([
      "EXTRAPOLATION run.parameters",
    ]);
    expect(said(frontierLoss(fit, 1e26))).toEqual(["EXTRAPOLATION flop", "EXTRAPOLATION flop"]);
    expect(said(frontierLoss(fit, 1e21))).toEqual([]);
    const far = frontierLoss(fit, 1e26).estimate ?? NaN;
    expect(said(flopForLoss(fit, far)).filter((each) => each.startsWith("EXTRAPOLATION"))).toEqual([
      "EXTRAPOLATION loss",
      "EXTRAPOLATION loss",
    ]);
  });
});

describe("the best run for a compute", () => {
  it("has sizes and tokens in the powers beta and alpha over their sum", () => {
    // Hoffmann et al. 2022, equation 4: N = G (C / 6)^(beta / (alpha + beta)), D = (C / 6) / N.
    const both = LAW.alpha + LAW.beta;
    const G = ((LAW.alpha * LAW.A) / (LAW.beta * LAW.B)) ** (1 / both);
    const size = G * (1e21 / 6) ** (LAW.beta / both);
    const best = computeOptimal(law, { flop: 1e21 });
    expect((best.parameters.estimate ?? NaN) / size).toBeCloseTo(1, 10);
    expect((best.tokens.estimate ?? NaN) / (1e21 / 6 / size)).toBeCloseTo(1, 10);
    expect(best.parameterExponent.estimate).toBeCloseTo(LAW.beta / both, 12);
    expect(best.flop.estimate).toBe(1e21);
    expect(said(best.loss)).toEqual(["NO_COVARIANCE null"]);
    const turned = computeOptimal(law, { parameters: size });
    expect((turned.flop.estimate ?? NaN) / 1e21).toBeCloseTo(1, 9);
  });

  it("keeps an upper bound of the compute for a loss that the irreducible loss cannot reach", () => {
    const answer = flopForLoss(fit, 2.6);
    expect(answer.upper).toBeGreaterThan(answer.estimate ?? NaN);
    expect(said(answer)).not.toContain("UNBOUNDED upper");
    expect(flopForLoss(law, 2.6)).toMatchObject({ upper: null });
    expect(said(flopForLoss(law, 2.6))).toEqual(["NO_COVARIANCE null"]);
  });

  it("does not exist at the irreducible loss itself", () => {
    expect(said(flopForLoss(law, LAW.E))).toEqual(["NOT_REACHED loss"]);
    expect(powerTerm(0, 0.3, 5)).toBe(0);
  });
});

describe("repeated data", () => {
  it("counts parameters beyond those that the unique tokens need as they count repeats", () => {
    // Muennighoff et al. 2023: U_N is the best size for the unique tokens, worth U_N + U_N R (1 - exp(-(N / U_N - 1) / R)).
    const both = LAW.alpha + LAW.beta;
    const G = ((LAW.alpha * LAW.A) / (LAW.beta * LAW.B)) ** (1 / both);
    const unique = 1e9;
    const needed = G * (unique * G) ** (LAW.beta / LAW.alpha);
    const worth = (seen: number, once: number, R: number): number =>
      once + once * R * (1 - Math.exp(-(seen / once - 1) / R));
    const parameters = 20 * needed;
    const options = { tokenRepetitions: 10, parameterRepetitions: 4 };
    const found = predictRepeatedLoss(law, { parameters, tokens: 5 * unique, uniqueTokens: unique }, options);
    expect(found.estimate).toBeCloseTo(lossOf(worth(parameters, needed, 4), worth(5 * unique, unique, 10)), 10);
    // A size that the unique tokens suffice for is worth itself.
    const small = predictRepeatedLoss(law, { parameters: needed / 2, tokens: unique, uniqueTokens: unique }, options);
    expect(small.estimate).toBeCloseTo(lossOf(needed / 2, unique), 10);
  });
});

describe("a broken power law", () => {
  it("has the value of its formula, in the coefficients as they stand", () => {
    // a + b x^-c0 (1 + (x / d)^(1 / f))^(-c f), Caballero et al. 2023, equation 1.
    const value = (x: number): number => 0.5 + 2 * x ** -0.5 * (1 + (x / 100) ** 2) ** (-0.25 * 0.5);
    for (const x of [1, 100, 1e4]) expect(predictBrokenPowerLaw(broken, x).estimate).toBeCloseTo(value(x), 12);
  });

  it("takes the level asked for, says what lies outside, and refuses what is none", () => {
    const seen = { ...broken, support: { x: { lower: 1, upper: 10 } } };
    expect(predictBrokenPowerLaw(seen, 5).level).toBe(0.95);
    expect(predictBrokenPowerLaw(seen, 5, { level: 0.8 }).level).toBe(0.8);
    expect(said(predictBrokenPowerLaw(seen, 100))).toEqual(["NO_COVARIANCE null", "EXTRAPOLATION x"]);
    expect(() => Reflect.apply(predictBrokenPowerLaw, null, [broken, 5, null])).toThrow(
      refused("INVALID_OPTION", "options"),
    );
    expect(() => Reflect.apply(predictBrokenPowerLaw, null, [law, 5])).toThrow(
      expect.objectContaining({ code: "WRONG_KIND" }),
    );
  });
});

describe("the laws of Kaplan et al. 2020", () => {
  const joint = { parameterScale: 8e13, parameterExponent: 0.1, tokenScale: 5e13, tokenExponent: 0.2, source };
  const training = { parameterScale: 8e13, parameterExponent: 0.1, stepScale: 2e3, stepExponent: 0.5, source };

  it("have the values of their formulas, without bounds", () => {
    // Nc / N = 2^10 and Dc / D = 2^5: (2^(10 0.1 / 0.2) + 2^5)^0.2 = 64^0.2.
    const loss = predictKaplanLoss(joint, { parameters: 8e13 / 2 ** 10, tokens: 5e13 / 2 ** 5 });
    expect(loss.estimate).toBeCloseTo(64 ** 0.2, 12);
    expect(loss).toMatchObject({ standardError: null, lower: null, upper: null, level: 0.95 });
    expect(said(loss)).toEqual(["NO_COVARIANCE null"]);
    // 2 + (2000 / 500)^0.5.
    expect(predictKaplanTrainingLoss(training, { parameters: 8e13 / 2 ** 10, steps: 500 }).estimate).toBeCloseTo(4, 12);
    expect(criticalBatchTokens({ batchTokens: 2e8, exponent: 0.25, source }, 2)).toBeCloseTo(2e8 / 16, 6);
  });

  it("refuse constants and runs that are none, by name", () => {
    const call =
      (ask: (...args: never[]) => unknown, ...args: unknown[]) =>
      () =>
        Reflect.apply(ask, null, args);
    const run = { parameters: 1e9, tokens: 1e9, steps: 1e3 };
    expect(call(predictKaplanLoss, null, run)).toThrow(refused("INVALID_OPTION", "law"));
    expect(call(predictKaplanLoss, { ...joint, tokenScale: 0 }, run)).toThrow(
      refused("NOT_POSITIVE", "law.tokenScale"),
    );
    expect(call(predictKaplanLoss, joint, null)).toThrow(refused("INVALID_OPTION", "run"));
    expect(call(predictKaplanTrainingLoss, { ...training, stepScale: -1 }, run)).toThrow(
      refused("NOT_POSITIVE", "law.stepScale"),
    );
    expect(call(predictKaplanTrainingLoss, training, null)).toThrow(refused("INVALID_OPTION", "run"));
    expect(call(criticalBatchTokens, { batchTokens: 2e8, exponent: 0, source }, 2)).toThrow(
      refused("NOT_POSITIVE", "law.exponent"),
    );
  });
});
