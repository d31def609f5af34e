import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fitRoutingLaw,
  fitUtilizationLaw,
  predictRoutedLoss,
  type RoutingFit,
  routingCutoff,
  saturatedExperts,
} from "../../src/routing/index.ts";
import { EXPERTS, MADE, type MadeLaw, madeSweep, SIZES } from "../routing/made-sweep.ts";
import { close, experts, laws, made, sizes } from "./drawn-routing.ts";

function numbersOf(fit: RoutingFit): MadeLaw {
  const entries = Object.entries(fit.coefficients).map(([term, { estimate }]) => [term, estimate]);
  return { ...MADE, ...Object.fromEntries(entries) };
}

const TERMS = ["a", "b", "c", "d", "expertsStart", "expertsMax"] as const;

describe("a fit of a routing law", () => {
  it("recovers noise-free data to 1e-8, and says that the fit is exact", () => {
    for (const numbers of [
      MADE,
      { a: -0.1, b: -0.2, c: 0.015, d: 1.2, expertsStart: 0.6, expertsMax: 90 },
      { a: -0.07, b: -0.09, c: 0.006, d: 1, expertsStart: 5, expertsMax: 900 },
      { a: -0.07, b: 0.09, c: -0.012, d: 1, expertsStart: 3, expertsMax: 60 },
    ]) {
      const fit = fitRoutingLaw(madeSweep(numbers));
      for (const term of TERMS) close(numbersOf(fit)[term], numbers[term], 1e-8);
      expect(fit.warnings.map(({ code }) => code)).toContain("EXACT_FIT");
    }
  });

  it("leaves expertsMax out where there is none, and recovers the rest", () => {
    const endless = { ...MADE, expertsMax: 1e300 };
    const fit = fitRoutingLaw(madeSweep(endless));
    expect(fit.terms).toEqual(["a", "b", "c", "d", "expertsStart"]);
    expect(fit.warnings.map(({ code }) => code)).toContain("COEFFICIENT_AT_BOUND");
    for (const term of TERMS.slice(0, 5)) close(numbersOf(fit)[term], endless[term], 1e-8);
    expect(saturatedExperts(fit, 100)).toBeCloseTo(99 + MADE.expertsStart, 6);
  });

  it("of the wider form is never worse", () => {
    fc.assert(
      fc.property(laws, fc.double({ min: 1e-4, max: 1e-2, noNaN: true }), (drawn, noise) => {
        const sweep = madeSweep(made(drawn), noise);
        const [saturating = 0, bilinear = 0, separable = 0] = (["saturating", "bilinear", "separable"] as const).map(
          (form) => fitRoutingLaw(sweep, { form }).goodness.sumOfSquaredResiduals ?? 0,
        );
        expect(saturating).toBeLessThanOrEqual(bilinear * (1 + 1e-9));
        expect(bilinear).toBeLessThanOrEqual(separable * (1 + 1e-9));
      }),
      { numRuns: 30 },
    );
  });

  it("follows a change of units: of size in b and d, of loss in d alone", () => {
    const sweep = madeSweep(MADE, 1e-3);
    const fit = numbersOf(fitRoutingLaw(sweep));
    const [s, t] = [1000, 1 / Math.LN2];
    const scaled = fitRoutingLaw({ ...sweep, parameters: sweep.parameters.map((value) => s * value) });
    const moved = numbersOf(scaled);
    for (const term of ["a", "c", "expertsStart", "expertsMax"] as const) close(moved[term], fit[term], 1e-9);
    close(moved.b, fit.b - fit.c * Math.log10(s), 1e-9);
    close(moved.d, fit.d - fit.a * Math.log10(s), 1e-9);
    close(routingCutoff(scaled).parameters ?? 0, s * 10 ** (-fit.b / fit.c), 1e-8);
    const bits = numbersOf(fitRoutingLaw({ ...sweep, loss: sweep.loss.map((value) => t * value) }));
    for (const term of TERMS) close(bits[term], term === "d" ? fit.d + Math.log10(t) : fit[term], 1e-9);
  });

  it("does not depend on the order of the rows", () => {
    const sweep = madeSweep(MADE, 2e-3);
    const fit = numbersOf(fitRoutingLaw(sweep));
    fc.assert(
      fc.property(fc.shuffledSubarray([...sweep.loss.keys()], { minLength: sweep.loss.length }), (order) => {
        const pick = (column: number[]) => order.map((i) => column[i] ?? Number.NaN);
        const { parameters, experts: numbers, loss: losses } = sweep;
        const again = fitRoutingLaw({ parameters: pick(parameters), experts: pick(numbers), loss: pick(losses) });
        for (const term of TERMS) close(numbersOf(again)[term], fit[term], 1e-9);
      }),
      { numRuns: 10 },
    );
  });

  it("by FLOP and utilization fits the same losses in any unit", () => {
    const flop = SIZES.flatMap((size) => EXPERTS.map(() => 2e-9 * size));
    const utilization = SIZES.flatMap((_, i) => EXPERTS.map((number) => (1 + 0.1 * i) * (1 + 0.7 * number)));
    const losses = madeSweep(MADE, 2e-3).loss;
    const fit = fitUtilizationLaw({ flop, utilization, loss: losses });
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 12, noNaN: true }),
        fc.double({ min: -12, max: 12, noNaN: true }),
        (ofFlop, ofUtilization) => {
          const again = fitUtilizationLaw({
            flop: flop.map((value) => value * 10 ** ofFlop),
            utilization: utilization.map((value) => value * 10 ** ofUtilization),
            loss: losses,
          });
          close(again.goodness.sumOfSquaredResiduals ?? 0, fit.goodness.sumOfSquaredResiduals ?? 1, 1e-9);
          const start = (each: typeof fit) =>
            "utilizationStart" in each.coefficients ? each.coefficients.utilizationStart.estimate : Number.NaN;
          close(start(again), start(fit) * 10 ** ofUtilization, 1e-7);
          close(again.log10Cutoff?.estimate ?? 0, (fit.log10Cutoff?.estimate ?? 0) + ofFlop, 1e-7);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("is the same when every run is there twice, and its bands widen with their level", () => {
    const sweep = madeSweep(MADE, 2e-3);
    const fit = fitRoutingLaw(sweep);
    const twice = fitRoutingLaw({
      parameters: [...sweep.parameters, ...sweep.parameters],
      experts: [...sweep.experts, ...sweep.experts],
      loss: [...sweep.loss, ...sweep.loss],
    });
    for (const term of TERMS) close(numbersOf(twice)[term], numbersOf(fit)[term], 1e-6);
    fc.assert(
      fc.property(sizes, experts, (parameters, number) => {
        const at = (level: number) => predictRoutedLoss(fit, { parameters, experts: number }, { level });
        const [narrow, wide] = [at(0.5), at(0.95)];
        expect(wide.lower).toBeLessThan(narrow.lower ?? 0);
        expect(wide.upper).toBeGreaterThan(narrow.upper ?? Number.POSITIVE_INFINITY);
      }),
      { numRuns: 50 },
    );
  });
});
