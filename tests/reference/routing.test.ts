import { describe, expect, it } from "vitest";
import { clark2022 } from "../../src/published/clark2022.ts";
import {
  effectiveParameterCount,
  fitRoutingLaw,
  predictRoutedLoss,
  type RoutingFit,
  routingCutoff,
} from "../../src/routing/index.ts";
import { absent, oracle, type Run, selection, sweep } from "./routed-sweep.ts";

function estimates(fit: RoutingFit): Record<string, number> {
  return Object.fromEntries(Object.entries(fit.coefficients).map(([term, { estimate }]) => [term, estimate]));
}

function expectCoefficients(fit: RoutingFit, expected: Record<string, number>, digits = 1e-6): void {
  const { E_start: expertsStart, E_max: expertsMax, ...rest } = expected;
  const found = estimates(fit);
  for (const [term, value] of Object.entries({ ...rest, expertsStart, expertsMax })) {
    if (value === undefined) continue;
    expect(Math.abs((found[term] ?? Number.NaN) / value - 1), term).toBeLessThan(digits);
  }
}

type RoutingFitCoefficients = Extract<RoutingFit["coefficients"], { expertsMax: unknown }>;

describe.skipIf(absent)("the routing law of the published sweep", () => {
  it("has the global optimum of S-Base: 1e-9 in the sum of squares, 1e-6 in the coefficients", () => {
    const reference = oracle.fits["S-Base"];
    const fit = fitRoutingLaw(sweep(selection("S-Base")));
    expect(fit.goodness.n).toBe(reference.n);
    expect(Math.abs((fit.goodness.sumOfSquaredResiduals ?? 0) / reference.sse_log10 - 1)).toBeLessThan(1e-9);
    expectCoefficients(fit, reference.coef);
    expect(fit.convergence?.converged).toBe(true);
    expect(fit.warnings).toEqual([]);
  });

  it("has its standard errors and correlations", () => {
    const { se, correlation } = oracle.fits["S-Base"].standard_errors;
    const fit = fitRoutingLaw(sweep(selection("S-Base")));
    const names: Record<string, string> = { expertsStart: "E_start", expertsMax: "E_max" };
    fit.terms.forEach((term, i) => {
      const standardError = Math.sqrt(fit.covariance?.[i]?.[i] ?? 0);
      expect(Math.abs(standardError / se[names[term] ?? term] - 1), term).toBeLessThan(1e-6);
      fit.terms.forEach((_, j) => {
        const covariance = fit.covariance?.[i]?.[j] ?? 0;
        const other = Math.sqrt(fit.covariance?.[j]?.[j] ?? 0);
        expect(covariance / (standardError * other)).toBeCloseTo(correlation[i][j], 8);
      });
    });
  });

  it("has its profile intervals and its cut-off", () => {
    const { profile95, log10_N_cutoff, standard_errors } = oracle.fits["S-Base"];
    const fit = fitRoutingLaw(sweep(selection("S-Base")));
    expect("expertsMax" in fit.coefficients).toBe(true);
    if (!("expertsMax" in fit.coefficients)) return;
    const { expertsStart, expertsMax } = fit.coefficients;
    expect(expertsStart.lower).toBeCloseTo(profile95.E_start.lower95, 5);
    expect(expertsStart.upper).toBeCloseTo(profile95.E_start.upper95, 5);
    expect(expertsMax.lower).toBeCloseTo(profile95.E_max.lower95, 3);
    expect(expertsMax.upper).toBeCloseTo(profile95.E_max.upper95, 3);
    const cutoff = routingCutoff(fit);
    expect(cutoff.log10Parameters?.estimate).toBeCloseTo(log10_N_cutoff, 9);
    expect(cutoff.log10Parameters?.standardError).toBeCloseTo(standard_errors.se_log10_N_cutoff, 7);
    expect(cutoff.log10Parameters?.lower).toBeCloseTo(profile95.log10_N_cutoff.lower95, 5);
    expect(cutoff.log10Parameters?.upper).toBeCloseTo(profile95.log10_N_cutoff.upper95, 5);
    expect(cutoff.extrapolationFactor).toBeCloseTo((cutoff.parameters ?? 0) / 1308819456, 6);
    expect(cutoff.warnings.map(({ code }) => code)).toEqual(["EXTRAPOLATION"]);
  });

  for (const router of ["S-Base", "RL-R", "Hash"]) {
    for (const dense of ["all", "mean130", "none"] as const) {
      it(`${router} has the reference optimum with ${dense} dense rows`, () => {
        const reference = oracle.dense_variants[router][dense];
        const fit = fitRoutingLaw(sweep(selection(router, dense)), { resamples: 0 });
        expect(fit.goodness.n).toBe(reference.n);
        expect(Math.abs((fit.goodness.sumOfSquaredResiduals ?? 0) / reference.sse_log10 - 1)).toBeLessThan(1e-9);
        expectCoefficients(fit, reference.coef);
        const codes = fit.warnings.map(({ code }) => code);
        if (dense === "none") expect(codes).toContain("EXTRAPOLATION");
        else expect(codes).not.toContain("EXTRAPOLATION");
      });
    }

    it(`${router} has the optimum of the published comparison with the notebook's rows, and with parts left out`, () => {
      const comparison = oracle.published_comparison[router];
      const columns = sweep(selection(router));
      const whole = fitRoutingLaw(columns);
      const { global_sse: best, global_coef: coefficients } = comparison.colab;
      expect((whole.goodness.sumOfSquaredResiduals ?? 1) / best - 1).toBeLessThan(1e-9);
      if (coefficients !== undefined) expectCoefficients(whole, coefficients, 1e-4);
      const left: Record<string, (run: Run) => boolean> = {
        sens_drop_E512: (run) => run.experts !== 512,
        sens_drop_E1: (run) => run.experts !== 1,
        sens_drop_E2: (run) => run.experts !== 2,
        sens_drop_15M: (run) => run.parameters > 2e7,
        "sens_drop_1.3B": (run) => run.parameters < 1e9,
      };
      for (const [name, keep] of Object.entries(left)) {
        const { sse, n } = comparison[name];
        const fit = fitRoutingLaw(sweep(selection(router).filter(keep)));
        expect(fit.goodness.n).toBe(n);
        // The reference is a simplex search, good to a few digits less than this optimum.
        expect((fit.goodness.sumOfSquaredResiduals ?? 1) / sse - 1, name).toBeLessThan(1e-9);
        expect((fit.goodness.sumOfSquaredResiduals ?? 0) / sse - 1, name).toBeGreaterThan(-1e-6);
        expectCoefficients(fit, { b: comparison[name].b, E_start: comparison[name].E_start }, 1e-3);
      }
    });

    it(`${router} has the weighted optimum, weights the squares of the losses`, () => {
      const { N_cutoff, ...expected } = oracle.published_comparison[router].weighted_by_L2;
      const columns = sweep(selection(router));
      const fit = fitRoutingLaw(columns, { weights: columns.loss.map((loss) => loss * loss) });
      expectCoefficients(fit, expected, 1e-4);
      expect((routingCutoff(fit).parameters ?? 0) / N_cutoff).toBeCloseTo(1, 3);
    });

    it(`${router}: the published coefficients lie within one standard error, and err as the reference says`, () => {
      const fit = fitRoutingLaw(sweep(selection(router)));
      const law = { "S-Base": clark2022.sBase, "RL-R": clark2022.rlR, Hash: clark2022.hash }[router] ?? clark2022.sBase;
      const published: Record<string, { estimate: number }> = law.coefficients;
      for (const [term, { estimate, standardError }] of Object.entries(fit.coefficients)) {
        const rounding = term === "c" ? 0.0005 : 0;
        const distance = Math.abs((published[term]?.estimate ?? Number.NaN) - estimate);
        expect(distance, term).toBeLessThan((standardError ?? 0) + rounding);
      }
      const squares = selection(router).map((run) => {
        const at = { parameters: run.parameters, experts: run.experts };
        const loss = predictRoutedLoss(law, at).estimate ?? Number.NaN;
        return Math.log10((run.losses["validation"] ?? Number.NaN) / loss) ** 2;
      });
      const sum = squares.reduce((total, square) => total + square, 0);
      expect(sum / oracle.published_comparison[router].colab.published_rounded_sse).toBeCloseTo(1, 8);
    });

    it(`${router}: effective parameter counts of the published coefficients are the reference's`, () => {
      const key = { "S-Base": "sBase", "RL-R": "rlR", Hash: "hash" } as const;
      const name = key[router as keyof typeof key];
      const examples: Record<string, Record<string, number>> = oracle.published_comparison[router].EPC_examples;
      const fit = fitRoutingLaw(sweep(selection(router)));
      for (const [at, expected] of Object.entries(examples)) {
        const [, size = "", experts = ""] = /^N=(.*),E=(.*)$/.exec(at) ?? [];
        const model = { parameters: Number(size), experts: Number(experts) };
        expect(effectiveParameterCount(clark2022[name], model) / expected["published"]!).toBeCloseTo(1, 10);
        const unrounded = effectiveParameterCount(clark2022.unrounded[name], model);
        expect(unrounded / expected["published_c_from_cutoff"]!).toBeCloseTo(1, 10);
        expect(effectiveParameterCount(fit, model) / expected["fitted"]!).toBeCloseTo(1, 5);
      }
    });
  }

  it("of a degenerate valley stops at its bound, says so, and stays finite", () => {
    const fit = fitRoutingLaw(sweep(selection("Hash"), "curation_corpus"));
    expect(fit.warnings.map(({ code }) => code)).toContain("COEFFICIENT_AT_BOUND");
    for (const value of Object.values(estimates(fit))) expect(Math.abs(value)).toBeLessThan(100);
    const start = estimates(fit)["expertsStart"] ?? 0;
    expect((estimates(fit)["expertsMax"] ?? 0) / start).toBeCloseTo(Math.SQRT2, 8);
  });

  it("of the other forms has the reference coefficients", () => {
    const { separable, bilinear } = oracle.fits["S-Base"].simple_laws;
    for (const [form, reference] of [
      ["separable", separable],
      ["bilinear", bilinear],
    ] as const) {
      const fit = fitRoutingLaw(sweep(selection("S-Base")), { form });
      Object.values(fit.coefficients).forEach((entry, k) => {
        expect(entry.estimate / reference.coef[k]).toBeCloseTo(1, 9);
        expect((entry.standardError ?? 0) / reference.se[k]).toBeCloseTo(1, 8);
      });
      expect((fit.goodness.sumOfSquaredResiduals ?? 0) / reference.sse).toBeCloseTo(1, 10);
    }
    const cutoff = routingCutoff(fitRoutingLaw(sweep(selection("S-Base")), { form: "bilinear" }));
    expect((cutoff.parameters ?? 0) / bilinear.N_cutoff).toBeCloseTo(1, 8);
  });

  it("fitted to the reference's resamples of rows gives its coefficients", () => {
    const columns = sweep(selection("S-Base"));
    for (const resample of oracle.fits["S-Base"].bootstrap_case.first_resamples) {
      const take = (column: Float64Array) => resample.indices.map((i: number) => column[i]);
      const drawn = { parameters: take(columns.parameters), experts: take(columns.experts), loss: take(columns.loss) };
      const fit = fitRoutingLaw(drawn);
      expect((fit.goodness.sumOfSquaredResiduals ?? 1) / resample.sse - 1).toBeLessThan(1e-9);
      expectCoefficients(fit, { a: resample.a, b: resample.b, c: resample.c, E_start: resample.E_start }, 1e-3);
    }
  });

  it("has bootstrap intervals like the reference's, up to the chance of two resamplings", () => {
    for (const [interval, key] of [
      ["percentile", "bootstrap_case"],
      ["residual", "bootstrap_residual"],
    ] as const) {
      const reference = oracle.fits["S-Base"][key].intervals;
      const fit = fitRoutingLaw(sweep(selection("S-Base")), { interval });
      for (const term of ["a", "b", "c", "d", "expertsStart"] as const) {
        const { lower, upper, standardError } = (fit.coefficients as RoutingFitCoefficients)[term];
        const expected = reference[term === "expertsStart" ? "E_start" : term];
        expect(Math.abs((lower ?? 0) - expected.lower95), `${term} lower`).toBeLessThan(0.5 * (standardError ?? 0));
        expect(Math.abs((upper ?? 0) - expected.upper95), `${term} upper`).toBeLessThan(0.5 * (standardError ?? 0));
      }
    }
  });
});
