import { describe, expect, it } from "vitest";
import { ScalingError } from "../../src/errors.ts";
import { clark2022 } from "../../src/published/clark2022.ts";
import {
  crossValidate,
  effectiveParameterCount,
  effectiveParameterCountInterval,
  expertsForLoss,
  fitRoutingLaw,
  parametersForLoss,
  predictRoutedLoss,
  type RoutingLaw,
  routingCutoff,
  saturatedExperts,
} from "../../src/routing/index.ts";
import { expectPlainJson } from "../conformance/plain-json.ts";
import { EXPERTS, MADE, madeSweep, SIZES } from "./made-sweep.ts";

function law(values: Record<string, number>, standardErrors: Record<string, number> = {}): RoutingLaw {
  const made = structuredClone(clark2022.sBase);
  for (const [term, estimate] of Object.entries({ ...MADE, ...values })) {
    const key = term as keyof typeof made.coefficients;
    made.coefficients[key] = { ...made.coefficients[key], estimate, standardError: standardErrors[term] ?? null };
  }
  return made;
}

function codeOf(run: () => unknown): [string, string | null] {
  try {
    run();
  } catch (error) {
    if (error instanceof ScalingError) return [error.code, error.path];
    throw error;
  }
  return ["none", null];
}

const codes = (result: { warnings: { code: string }[] }): string[] => result.warnings.map(({ code }) => code);
const sweep = madeSweep(MADE, 1e-3);
const replaced = (name: keyof typeof sweep, value: number) => {
  const column = [...sweep[name]];
  column[3] = value;
  return { ...sweep, [name]: column };
};

describe("bad values in a sweep", () => {
  const cases: [keyof typeof sweep, number, string][] = [
    ["experts", 0, "NOT_POSITIVE"],
    ["experts", 0.5, "OUT_OF_RANGE"],
    ["experts", Number.NaN, "NOT_FINITE"],
    ["experts", Number.POSITIVE_INFINITY, "NOT_FINITE"],
    ["parameters", 0, "NOT_POSITIVE"],
    ["parameters", -1, "NOT_POSITIVE"],
    ["parameters", Number.NaN, "NOT_FINITE"],
    ["loss", 0, "NOT_POSITIVE"],
    ["loss", -2, "NOT_POSITIVE"],
    ["loss", Number.NaN, "NOT_FINITE"],
  ];
  for (const [name, value, code] of cases) {
    it(`${name} of ${value} is refused, with its row`, () => {
      expect(codeOf(() => fitRoutingLaw(replaced(name, value)))).toEqual([code, `${name}[3]`]);
    });
  }

  it("columns of different length are refused", () => {
    expect(codeOf(() => fitRoutingLaw({ ...sweep, loss: [1] }))[0]).toBe("LENGTH_MISMATCH");
    expect(codeOf(() => fitRoutingLaw(sweep, { weights: [1] }))[0]).toBe("LENGTH_MISMATCH");
    expect(codeOf(() => fitRoutingLaw({ parameters: [], experts: [], loss: [] }))[0]).toBe("EMPTY_INPUT");
  });

  it("a number of experts need not be whole", () => {
    const whole = fitRoutingLaw(madeSweep(MADE, 0, SIZES, [1, 1.5, 2.25, 10.1, 60.7, 300]));
    expect(whole.coefficients.a.estimate).toBeCloseTo(MADE.a, 8);
  });

  it("questions refuse the same", () => {
    const { sBase } = clark2022;
    expect(codeOf(() => saturatedExperts(sBase, 0.9))[0]).toBe("OUT_OF_RANGE");
    expect(codeOf(() => effectiveParameterCount(sBase, { parameters: 0, experts: 1 }))[0]).toBe("NOT_POSITIVE");
    expect(codeOf(() => predictRoutedLoss(sBase, { parameters: Number.NaN, experts: 1 }))[0]).toBe("NOT_FINITE");
    expect(codeOf(() => parametersForLoss(sBase, { loss: -1, experts: 1 }))[0]).toBe("NOT_POSITIVE");
    expect(codeOf(() => expertsForLoss(sBase, { loss: 2, parameters: 1e9 }, { level: 2 }))[0]).toBe("INVALID_OPTION");
  });
});

describe("too little in a sweep", () => {
  it("one size is refused: a and c are not determined", () => {
    expect(codeOf(() => fitRoutingLaw(madeSweep(MADE, 1e-3, [1e8]))).at(0)).toBe("NO_SPREAD");
  });

  it("one number of experts is refused", () => {
    expect(codeOf(() => fitRoutingLaw(madeSweep(MADE, 1e-3, SIZES.concat(2e9, 3e9), [8])))).toEqual([
      "NO_SPREAD",
      "experts",
    ]);
  });

  it("experts that follow from the size are refused", () => {
    const parameters = [1e7, 1e8, 1e9, 1e10, 1e7, 1e8, 1e9, 1e10];
    const experts = [1, 10, 100, 1000, 1, 10, 100, 1000];
    const loss = [3, 2.5, 2.2, 2.1, 3.01, 2.49, 2.22, 2.11];
    expect(codeOf(() => fitRoutingLaw({ parameters, experts, loss }))[0]).toBe("NO_SPREAD");
  });

  it("fewer than 3 numbers of experts give the bilinear form, and it is said that saturation is not identified", () => {
    const fit = fitRoutingLaw(madeSweep(MADE, 1e-3, SIZES, [1, 64]));
    expect(fit.terms).toEqual(["a", "b", "c", "d"]);
    expect(fit.warnings[0]).toMatchObject({ code: "NOT_IDENTIFIED", path: "options.form" });
    expect(fit.options.form).toBe("saturating");
  });

  it("3 numbers of experts give one coefficient of saturation, and say so", () => {
    const fit = fitRoutingLaw(madeSweep(MADE, 1e-3, SIZES, [1, 8, 64]));
    expect(fit.terms).toEqual(["a", "b", "c", "d", "expertsStart"]);
    expect(codes(fit)).toContain("NOT_IDENTIFIED");
  });

  it("no more rows than coefficients are refused; one more is allowed and said", () => {
    const few = madeSweep(MADE, 1e-3, [1e7, 1e9], [1, 4, 32, 256]);
    const first = (n: number) => ({
      parameters: few.parameters.slice(0, n),
      experts: few.experts.slice(0, n),
      loss: few.loss.slice(0, n),
    });
    expect(codeOf(() => fitRoutingLaw(first(6)))[0]).toBe("TOO_FEW_POINTS");
    const fit = fitRoutingLaw(first(7));
    expect(fit.goodness.degreesOfFreedom).toBe(1);
    expect(codes(fit)).toContain("FEW_POINTS");
    expectPlainJson(fit);
  });

  it("without dense rows the fit says that it extrapolates to them", () => {
    const fit = fitRoutingLaw(madeSweep(MADE, 1e-3, SIZES, EXPERTS.slice(1)));
    expect(fit.warnings).toContainEqual(expect.objectContaining({ code: "EXTRAPOLATION", path: "support.experts" }));
  });

  it("equal losses are degenerate: no saturation, no cut-off, no effective count, each said", () => {
    const fit = fitRoutingLaw({ ...sweep, loss: sweep.loss.map(() => 2.5) });
    expect(codes(fit)).toContain("NOT_IDENTIFIED");
    for (const term of ["a", "b"] as const) expect(Math.abs(fit.coefficients[term].estimate)).toBeLessThan(1e-12);
    const flat = law({ a: 0, b: 0, c: 0 });
    expect(routingCutoff(flat)).toMatchObject({ log10Parameters: null, parameters: null, routingHelps: "nowhere" });
    expect(effectiveParameterCountInterval(flat, { parameters: 1e8, experts: 8 }).estimate).toBeNull();
    expectPlainJson(fit);
  });

  it("cross-validation says which groups cannot be left out", () => {
    const held = crossValidate(madeSweep(MADE, 1e-3, SIZES, [1, 8, 64, 256]), { leaveOut: "experts" });
    expect(held.groups.every((group) => group.rootMeanSquareError === null)).toBe(true);
    expect(held.rootMeanSquareError).toBeNull();
    expect(codes(held)).toEqual(Array(4).fill("NOT_IDENTIFIED"));
    expectPlainJson(held);
  });

  it("duplicate rows are allowed", () => {
    const twice = (column: number[]) => [...column, ...column];
    const { parameters, experts, loss } = sweep;
    const fit = fitRoutingLaw({ parameters: twice(parameters), experts: twice(experts), loss: twice(loss) });
    const once = fitRoutingLaw(sweep);
    expect(fit.coefficients.a.estimate).toBeCloseTo(once.coefficients.a.estimate, 10);
    expect(fit.goodness.degreesOfFreedom).toBe(2 * sweep.loss.length - 6);
  });
});

describe("the cut-off in every case of signs", () => {
  it("c > 0 > b: routing helps below", () => {
    const cutoff = routingCutoff(law({ b: -0.12, c: 0.01 }));
    expect(cutoff.log10Parameters?.estimate).toBeCloseTo(12, 12);
    expect(cutoff).toMatchObject({ routingHelps: "below", extrapolationFactor: null });
    expect(codes(cutoff)).toEqual(["NO_COVARIANCE"]);
  });

  it("c = 0 > b: none, routing helps everywhere", () => {
    const cutoff = routingCutoff(law({ c: 0 }));
    expect(cutoff).toMatchObject({ log10Parameters: null, parameters: null, routingHelps: "everywhere" });
    expect(codes(cutoff)).toEqual(["NOT_REACHED"]);
  });

  it("c < 0, b < 0: none, routing helps everywhere", () => {
    const cutoff = routingCutoff(law({ c: -0.01 }));
    expect(cutoff).toMatchObject({ log10Parameters: null, parameters: null, routingHelps: "everywhere" });
    expect(codes(cutoff)).toEqual(["NOT_REACHED"]);
  });

  it("c < 0 < b: routing helps above", () => {
    const cutoff = routingCutoff(law({ b: 0.08, c: -0.01 }));
    expect(cutoff.routingHelps).toBe("above");
    expect(cutoff.parameters).toBeCloseTo(1e8, 0);
  });

  it("b >= 0, c > 0: routing helps at no size of one parameter or more", () => {
    const cutoff = routingCutoff(law({ b: 0.01, c: 0.01 }));
    expect(cutoff.routingHelps).toBe("nowhere");
    expect(codes(cutoff)).toContain("NOT_REACHED");
    expect(routingCutoff(law({ b: 0, c: 0.01 })).log10Parameters?.estimate).toBe(0);
  });

  it("c = 0 < b: none, routing helps nowhere", () => {
    expect(routingCutoff(law({ b: 0.1, c: 0 }))).toMatchObject({ log10Parameters: null, routingHelps: "nowhere" });
  });

  it("the separable form has none", () => {
    const fit = fitRoutingLaw(sweep, { form: "separable" });
    expect(routingCutoff(fit)).toMatchObject({ log10Parameters: null, routingHelps: "everywhere" });
    expect(fit.log10Cutoff).toBeNull();
  });

  it("c within two standard errors of zero is not identified, and its interval is open", () => {
    expect(codes(routingCutoff(law({ c: 0.01 }, { c: 0.006 })))).toContain("NOT_IDENTIFIED");
    const fit = fitRoutingLaw(madeSweep({ ...MADE, c: 1e-4 }, 5e-3));
    const cutoff = routingCutoff(fit);
    const standardError = "c" in fit.coefficients ? (fit.coefficients.c.standardError ?? 0) : 0;
    const c = "c" in fit.coefficients ? fit.coefficients.c.estimate : 0;
    expect(Math.abs(c)).toBeLessThan(2 * standardError);
    if (cutoff.log10Parameters === null) expect(codes(cutoff)).toEqual(["NOT_REACHED"]);
    else expect(codes(cutoff)).toContain("NOT_IDENTIFIED");
  });

  it("beyond 10^308 keeps its exponent and has no size", () => {
    const cutoff = routingCutoff(law({ b: -0.12, c: 0.0003 }));
    expect(cutoff.log10Parameters?.estimate).toBeCloseTo(400, 10);
    expect(cutoff.parameters).toBeNull();
    expect(codes(cutoff)).toContain("UNBOUNDED");
  });

  it("below the smallest size seen is said", () => {
    const made = { ...law({ b: -0.05, c: 0.01 }), support: { parameters: { lower: 1e7, upper: 1e9 } } };
    expect(codes(routingCutoff(made))).toContain("EXTRAPOLATION");
  });
});

describe("questions without an answer", () => {
  it("a dense loss that does not depend on size has no effective parameter count", () => {
    const flat = law({ a: -0.1, c: 0.1, expertsStart: 10 });
    const count = effectiveParameterCountInterval(flat, { parameters: 1e8, experts: 8 });
    expect(count).toMatchObject({ estimate: null, lower: null, upper: null });
    expect(codes(count)).toContain("NOT_REACHED");
    expect(codeOf(() => effectiveParameterCount(flat, { parameters: 1e8, experts: 8 }))[0]).toBe("NOT_FINITE");
  });

  it("a dense loss that rises with size leaves the count without meaning, said", () => {
    const rising = law({ a: 0.05 });
    expect(codes(effectiveParameterCountInterval(rising, { parameters: 1e8, experts: 8 }))).toContain("NO_GROWTH");
  });

  it("a loss that no number of experts reaches is null: saturated", () => {
    const never = expertsForLoss(clark2022.sBase, { loss: 1.5, parameters: 1e9 });
    expect(never.estimate).toBeNull();
    expect(never.warnings[0]?.code).toBe("NOT_REACHED");
    expect(never.warnings[0]?.message).toContain("saturates");
  });

  it("a loss that a dense model beats already is null", () => {
    const past = expertsForLoss(clark2022.sBase, { loss: 3.5, parameters: 1e9 });
    expect(past.estimate).toBeNull();
    expect(past.warnings[0]?.message).toContain("dense");
  });

  it("at the cut-off no number of experts moves the loss", () => {
    const made = law({ b: -0.12, c: 0.01 });
    expect(expertsForLoss(made, { loss: 2, parameters: 1e12 }).estimate).toBeNull();
  });

  it("a loss that does not fall with size is no size's", () => {
    expect(parametersForLoss(law({ a: 0.05 }), { loss: 2, experts: 8 }).estimate).toBeNull();
    expect(codes(parametersForLoss(law({ a: 0.05 }), { loss: 2, experts: 8 }))).toContain("NOT_REACHED");
  });

  it("numbers too large to be held are null, with the exponent said", () => {
    const size = parametersForLoss(clark2022.sBase, { loss: 1e-30, experts: 1 });
    expect(size.estimate).toBeNull();
    expect(codes(size)).toContain("UNBOUNDED");
    expectPlainJson(size);
  });
});
