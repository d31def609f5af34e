import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clark2022 } from "../../src/published/clark2022.ts";
import {
  effectiveParameterCount,
  expertsForLoss,
  fitRoutingLaw,
  fitUtilizationLaw,
  parametersForLoss,
  predictRoutedLoss,
  type RoutingFit,
  type RoutingLaw,
  routingCutoff,
  saturatedExperts,
} from "../../src/routing/index.ts";
import { EXPERTS, MADE, type MadeLaw, madeExperts, madeLoss, madeSweep, SIZES } from "../routing/made-sweep.ts";

const laws = fc.record({
  a: fc.double({ min: -0.2, max: -0.05, noNaN: true }),
  b: fc.double({ min: -0.3, max: -0.05, noNaN: true }),
  c: fc.double({ min: 0.003, max: 0.015, noNaN: true }),
  d: fc.double({ min: 0.8, max: 1.5, noNaN: true }),
  expertsStart: fc.double({ min: 0.3, max: 8, noNaN: true }),
  ratio: fc.double({ min: 4, max: 1000, noNaN: true }),
});
const sizes = fc.double({ min: 6, max: 11, noNaN: true }).map((exponent) => 10 ** exponent);
const experts = fc.double({ min: 0, max: 10, noNaN: true }).map((exponent) => 2 ** exponent);

type DrawnLaw = typeof laws extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function made({ ratio, ...rest }: DrawnLaw): MadeLaw {
  return { ...rest, expertsMax: rest.expertsStart * ratio };
}

function lawOf(numbers: MadeLaw): RoutingLaw {
  const law = structuredClone(clark2022.sBase);
  for (const term of law.terms) law.coefficients[term] = { ...law.coefficients[term], estimate: numbers[term] };
  return law;
}

/** Whether the dense loss falls with size, as every question here supposes. */
function falls(numbers: MadeLaw): boolean {
  return numbers.a + numbers.c * Math.log10(numbers.expertsMax) < -0.01;
}

const close = (first: number, second: number, tolerance = 1e-11): void => {
  expect(Math.abs(first / second - 1)).toBeLessThanOrEqual(tolerance);
};

const loss = (law: RoutingLaw, parameters: number, number: number): number =>
  predictRoutedLoss(law, { parameters, experts: number }).estimate ?? Number.NaN;

describe("a routing law", () => {
  it("is the paper's formula", () => {
    fc.assert(
      fc.property(laws, sizes, experts, (drawn, parameters, number) => {
        const numbers = made(drawn);
        close(saturatedExperts(lawOf(numbers), number), madeExperts(numbers, number));
        close(loss(lawOf(numbers), parameters, number), madeLoss(numbers, { parameters, experts: number }));
      }),
    );
  });

  it("saturates: start at one expert, rising, below max and below E - 1 + kappa", () => {
    fc.assert(
      fc.property(laws, experts, (drawn, number) => {
        const numbers = made(drawn);
        const law = lawOf(numbers);
        const { expertsStart: start, expertsMax: max } = numbers;
        close(saturatedExperts(law, 1), start, 1e-14);
        const at = saturatedExperts(law, number);
        expect(at).toBeLessThan(max);
        expect(at).toBeLessThan(number - 1 + 1 / (1 / start - 1 / max));
        expect(saturatedExperts(law, number * 1.1)).toBeGreaterThan(at);
      }),
    );
  });

  it("gives a dense model its own size, and any model the loss of the dense model it equals", () => {
    fc.assert(
      fc.property(laws, sizes, experts, (drawn, parameters, number) => {
        const numbers = made(drawn);
        fc.pre(falls(numbers));
        const law = lawOf(numbers);
        expect(effectiveParameterCount(law, { parameters, experts: 1 })).toBeCloseTo(parameters, -1);
        close(effectiveParameterCount(law, { parameters, experts: 1 }), parameters, 1e-12);
        const count = effectiveParameterCount(law, { parameters, experts: number });
        close(loss(law, count, 1), loss(law, parameters, number));
      }),
    );
  });

  it("has one loss and one effective count at the cut-off, whatever the experts", () => {
    fc.assert(
      fc.property(laws, experts, (drawn, number) => {
        const numbers = made(drawn);
        fc.pre(falls(numbers) && -numbers.b / numbers.c < 100);
        const law = lawOf(numbers);
        const cutoff = routingCutoff(law);
        const size = cutoff.parameters ?? Number.NaN;
        close(effectiveParameterCount(law, { parameters: size, experts: number }), size, 1e-9);
        close(loss(law, size, number), loss(law, size, 1));
        expect(cutoff.routingHelps).toBe("below");
      }),
    );
  });

  it("has an effective count that rises with experts below the cut-off and falls above", () => {
    fc.assert(
      fc.property(laws, experts, (drawn, number) => {
        const numbers = made(drawn);
        fc.pre(falls(numbers) && -numbers.b / numbers.c < 100);
        const law = lawOf(numbers);
        const cutoff = -numbers.b / numbers.c;
        const at = (parameters: number, more: number) => effectiveParameterCount(law, { parameters, experts: more });
        const [below, above] = [10 ** (cutoff - 1), 10 ** (cutoff + 1)];
        expect(at(below, number * 2)).toBeGreaterThan(at(below, number));
        expect(at(above, number * 2)).toBeLessThan(at(above, number));
      }),
    );
  });

  it("is inverted in experts and in parameters", () => {
    fc.assert(
      fc.property(laws, sizes, experts, (drawn, parameters, number) => {
        const numbers = made(drawn);
        fc.pre(falls(numbers) && Math.abs(numbers.b + numbers.c * Math.log10(parameters)) > 0.01);
        const law = lawOf(numbers);
        const reached = loss(law, parameters, number);
        close(parametersForLoss(law, { loss: reached, experts: number }).estimate ?? 0, parameters, 1e-9);
        // Near saturation the loss hardly knows the number of experts: the digits go as (E / max)^2.
        fc.pre(number < numbers.expertsMax);
        close(expertsForLoss(law, { loss: reached, parameters }).estimate ?? 0, number, 1e-9);
      }),
    );
  });
});

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
