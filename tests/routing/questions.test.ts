import { describe, expect, it } from "vitest";
import { clark2022 } from "../../src/published/clark2022.ts";
import {
  type AnyRoutingLaw,
  effectiveParameterCount,
  effectiveParameterCountInterval,
  expertsForLoss,
  isRoutingLaw,
  parametersForLoss,
  predictRoutedLoss,
  type RoutingTerm,
  saturatedExperts,
} from "../../src/routing/index.ts";
import { refused } from "../answers.ts";
import { MADE, type MadeLaw, madeExperts, madeLoss } from "./made-sweep.ts";

const codes = (result: { warnings: { code: string; path: string | null }[] }): string[] =>
  result.warnings.map(({ code, path }) => `${code} ${path}`);

function lawOf(values: Partial<MadeLaw> = {}): typeof clark2022.sBase {
  const made = structuredClone(clark2022.sBase);
  for (const [term, estimate] of Object.entries({ ...MADE, ...values })) {
    made.coefficients[term as RoutingTerm].estimate = estimate;
  }
  return made;
}

/** The law with one draw for each of these changes. */
const drawn = (changes: Partial<MadeLaw>[]): AnyRoutingLaw => {
  const law = lawOf();
  return { ...law, draws: changes.map((change) => law.terms.map((term) => ({ ...MADE, ...change })[term])) };
};

const steps = Array.from({ length: 41 }, (_, i) => (i - 20) / 2000);
const byLevel = steps.map((step) => ({ d: MADE.d + step }));
const deviation = (values: number[]): number => {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1));
};

/** log10 of the size with a loss, from the line a x + (b + c x) v + d. */
function sizeOf(law: MadeLaw, loss: number, experts: number): number {
  const v = Math.log10(madeExperts(law, experts));
  return (Math.log10(loss) - law.d - law.b * v) / (law.a + law.c * v);
}

/** The number of experts with a loss: Ehat from the same line, and E from Ehat. */
function expertsOf(law: MadeLaw, loss: number, parameters: number): number {
  const x = Math.log10(parameters);
  const saturated = 10 ** ((Math.log10(loss) - law.d - law.a * x) / (law.b + law.c * x));
  const kappa = 1 / (1 / law.expertsStart - 1 / law.expertsMax);
  return 1 / (1 / saturated - 1 / law.expertsMax) - kappa + 1;
}

describe("the size for a loss, by draws", () => {
  it("has the percentiles and the spread of their own sizes", () => {
    const sizes = byLevel.map((change) => sizeOf({ ...MADE, ...change }, 2.5, 64)).sort((a, b) => a - b);
    const found = parametersForLoss(drawn(byLevel), { loss: 2.5, experts: 64 });
    expect(Math.log10(found.estimate ?? NaN)).toBeCloseTo(sizeOf(MADE, 2.5, 64), 10);
    expect(Math.log10(found.lower ?? NaN)).toBeCloseTo(sizes[1]!, 9);
    expect(Math.log10(found.upper ?? NaN)).toBeCloseTo(sizes[39]!, 9);
    expect((found.standardError ?? NaN) / ((found.estimate ?? NaN) * Math.LN10)).toBeCloseTo(deviation(sizes), 9);
    expect(found.warnings).toEqual([]);
  });

  it("is open above where the loss of some draws does not fall with size", () => {
    const some = byLevel.map((change, i) => (i < 3 ? { a: 0.05 } : change));
    const found = parametersForLoss(drawn(some), { loss: 2.5, experts: 64 });
    expect(found).toMatchObject({ standardError: null, upper: null });
    expect(found.lower).toBeGreaterThan(0);
    expect(codes(found)).toEqual(["UNBOUNDED upper"]);
  });
});

describe("the size for a loss, by covariance", () => {
  it("has no bounds where its slope cannot be told from zero", () => {
    const law = lawOf();
    const covariance = law.terms.map((_, i) => law.terms.map((__, j) => (i === j ? (i === 0 ? 1 : 1e-8) : 0)));
    const found = parametersForLoss({ ...law, covariance }, { loss: 2.5, experts: 64 });
    expect(Math.log10(found.estimate ?? NaN)).toBeCloseTo(sizeOf(MADE, 2.5, 64), 10);
    expect(found).toMatchObject({ standardError: null, lower: null, upper: null });
    expect(codes(found)).toEqual(["UNBOUNDED null"]);
  });

  it("of a law without a level on which to rise is none, also at a slope of exactly zero", () => {
    const flat = { ...lawOf({ a: 0, c: 0 }) };
    expect(codes(parametersForLoss(flat, { loss: 2.5, experts: 64 }))).toEqual(["NOT_REACHED estimate"]);
  });
});

describe("the experts for a loss, by draws", () => {
  const loss = madeLoss(MADE, { parameters: 2e8, experts: 32 });

  it("have the percentiles and the spread of their own numbers", () => {
    const small = steps.map((step) => ({ d: MADE.d + step / 5 }));
    const logs = small.map((change) => Math.log10(expertsOf({ ...MADE, ...change }, loss, 2e8))).sort((a, b) => a - b);
    const found = expertsForLoss(drawn(small), { loss, parameters: 2e8 });
    expect(found.estimate).toBeCloseTo(32, 7);
    expect(Math.log10(found.lower ?? NaN)).toBeCloseTo(logs[1]!, 9);
    expect(Math.log10(found.upper ?? NaN)).toBeCloseTo(logs[39]!, 9);
    expect((found.standardError ?? NaN) / (32 * Math.LN10)).toBeCloseTo(deviation(logs), 8);
    expect(found.warnings).toEqual([]);
  });

  it("are one in draws that have the loss without experts, and open above where others never reach it", () => {
    const low = expertsForLoss(drawn(byLevel.map((c, i) => (i < 3 ? { d: MADE.d - 1 } : c))), {
      loss,
      parameters: 2e8,
    });
    expect(low.lower).toBe(1);
    const wide = expertsForLoss(drawn(byLevel.map((c, i) => (i < 3 ? { d: MADE.d + 1 } : c))), {
      loss,
      parameters: 2e8,
    });
    expect(wide).toMatchObject({ standardError: null, upper: null });
    expect(codes(wide)).toEqual(["UNBOUNDED upper"]);
  });
});

describe("the experts for a loss, by covariance", () => {
  it("begin at a dense model and have no upper bound where none can be excluded", () => {
    const law = lawOf();
    const covariance = law.terms.map((term, i) => law.terms.map((_, j) => (i === j ? (term === "d" ? 1 : 1e-8) : 0)));
    const loss = madeLoss(MADE, { parameters: 2e8, experts: 32 });
    const found = expertsForLoss({ ...law, covariance }, { loss, parameters: 2e8 });
    expect(found.estimate).toBeCloseTo(32, 7);
    expect(found).toMatchObject({ lower: 1, upper: null });
    expect(codes(found)).toEqual(["UNBOUNDED upper"]);
  });

  it("for the loss of a dense model are one", () => {
    const loss = madeLoss(MADE, { parameters: 2e8, experts: 1 });
    expect(expertsForLoss(lawOf(), { loss, parameters: 2e8 }).estimate).toBeCloseTo(1, 6);
  });
});

describe("questions put to a routing law", () => {
  const support = { parameters: { lower: 1e7, upper: 1e9 }, experts: { lower: 1, upper: 64 } };
  const seen: AnyRoutingLaw = { ...lawOf(), support };
  const call =
    (ask: (...args: never[]) => unknown, ...args: unknown[]) =>
    (): unknown =>
      Reflect.apply(ask, null, args);

  it("say which input or answer lies outside what the fit saw", () => {
    const model = { parameters: 1e8, experts: 8 };
    for (const ask of [predictRoutedLoss, effectiveParameterCountInterval]) {
      expect(codes(ask(seen, model))).toEqual(["NO_COVARIANCE null"]);
      expect(codes(ask(seen, { ...model, parameters: 1e11 }))).toContain("EXTRAPOLATION parameters");
      expect(codes(ask(seen, { ...model, experts: 128 }))).toContain("EXTRAPOLATION experts");
    }
    const far = parametersForLoss(seen, { loss: madeLoss(MADE, { parameters: 1e11, experts: 128 }), experts: 128 });
    expect(codes(far)).toEqual(["EXTRAPOLATION experts", "EXTRAPOLATION parameters", "NO_COVARIANCE null"]);
    const many = expertsForLoss(seen, { loss: madeLoss(MADE, { parameters: 1e11, experts: 100 }), parameters: 1e11 });
    expect(codes(many)).toEqual(["EXTRAPOLATION parameters", "EXTRAPOLATION experts", "NO_COVARIANCE null"]);
  });

  it("take a level, and refuse other laws, and questions and options that are none", () => {
    const asked: [(...args: never[]) => unknown, unknown, string][] = [
      [predictRoutedLoss, { parameters: 1e8, experts: 8 }, "model"],
      [parametersForLoss, { loss: 2.5, experts: 8 }, "target"],
      [expertsForLoss, { loss: madeLoss(MADE, { parameters: 1e8, experts: 8 }), parameters: 1e8 }, "target"],
    ];
    for (const [ask, question, path] of asked) {
      expect(call(ask, { ...seen, kind: "trend" }, question)).toThrow(expect.objectContaining({ code: "WRONG_KIND" }));
      expect(call(ask, seen, null)).toThrow(refused("INVALID_OPTION", path));
      expect(call(ask, seen, question, null)).toThrow(refused("INVALID_OPTION", "options"));
      expect(call(ask, seen, question, { level: 0.5 })()).toMatchObject({ level: 0.5 });
      expect(call(ask, seen, question)()).toMatchObject({ level: 0.95 });
    }
    const model = { parameters: 1e8, experts: 8 };
    expect(call(effectiveParameterCountInterval, seen, model, null)).toThrow(refused("INVALID_OPTION", "options"));
    expect(call(effectiveParameterCountInterval, null, model)).toThrow(refused("NOT_FINITE", "law"));
    expect(call(effectiveParameterCount, null, model)).toThrow(refused("NOT_FINITE", "law"));
    expect(call(effectiveParameterCount, seen, null)).toThrow(refused("UNSUPPORTED_TYPE", "parameters"));
    expect(call(saturatedExperts, { ...seen, kind: "trend" }, 8)).toThrow(
      expect.objectContaining({ code: "WRONG_KIND" }),
    );
  });

  it("doubt a dense loss that rises with size by its slope a + c log10 start", () => {
    const model = { parameters: 1e8, experts: 8 };
    // 0.01 log10(100) is 0.02: with a of -0.01 the dense loss rises, with -0.03 it falls.
    const risen = effectiveParameterCountInterval(lawOf({ a: -0.01, c: 0.01, expertsStart: 100 }), model);
    expect(codes(risen)).toContain("NO_GROWTH law");
    const fallen = effectiveParameterCountInterval(lawOf({ a: -0.03, c: 0.01, expertsStart: 100 }), model);
    expect(codes(fallen)).not.toContain("NO_GROWTH law");
  });

  it("take no law whose saturation is none for one", () => {
    expect(isRoutingLaw(lawOf())).toBe(true);
    expect(isRoutingLaw(lawOf({ expertsStart: 0 }))).toBe(false);
    expect(isRoutingLaw(lawOf({ expertsStart: -1 }))).toBe(false);
    expect(isRoutingLaw(lawOf({ expertsMax: MADE.expertsStart }))).toBe(false);
    const { expertsMax: _, ...coefficients } = lawOf().coefficients;
    const unlimited = { ...lawOf(), terms: lawOf().terms.slice(0, 5), coefficients };
    expect(isRoutingLaw(unlimited)).toBe(true);
  });
});
