import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clark2022 } from "../../src/published/clark2022.ts";
import {
  effectiveParameterCount,
  expertsForLoss,
  parametersForLoss,
  type RoutingLaw,
  routingCutoff,
  saturatedExperts,
} from "../../src/routing/index.ts";
import { type MadeLaw, madeExperts, madeLoss } from "../routing/made-sweep.ts";
import { close, experts, laws, loss, made, sizes } from "./drawn-routing.ts";

function lawOf(numbers: MadeLaw): RoutingLaw {
  const law = structuredClone(clark2022.sBase);
  for (const term of law.terms) law.coefficients[term] = { ...law.coefficients[term], estimate: numbers[term] };
  return law;
}

/** Whether the dense loss falls with size, as every question here supposes. */
function falls(numbers: MadeLaw): boolean {
  return numbers.a + numbers.c * Math.log10(numbers.expertsMax) < -0.01;
}

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
