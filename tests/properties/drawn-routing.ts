import fc from "fast-check";
import { expect } from "vitest";
import { predictRoutedLoss, type RoutingLaw } from "../../src/routing/index.ts";
import type { MadeLaw } from "../routing/made-sweep.ts";

export const laws = fc.record({
  a: fc.double({ min: -0.2, max: -0.05, noNaN: true }),
  b: fc.double({ min: -0.3, max: -0.05, noNaN: true }),
  c: fc.double({ min: 0.003, max: 0.015, noNaN: true }),
  d: fc.double({ min: 0.8, max: 1.5, noNaN: true }),
  expertsStart: fc.double({ min: 0.3, max: 8, noNaN: true }),
  ratio: fc.double({ min: 4, max: 1000, noNaN: true }),
});

export const sizes = fc.double({ min: 6, max: 11, noNaN: true }).map((exponent) => 10 ** exponent);

export const experts = fc.double({ min: 0, max: 10, noNaN: true }).map((exponent) => 2 ** exponent);

export type DrawnLaw = typeof laws extends fc.Arbitrary<infer Drawn> ? Drawn : never;

export function made({ ratio, ...rest }: DrawnLaw): MadeLaw {
  return { ...rest, expertsMax: rest.expertsStart * ratio };
}

export const close = (first: number, second: number, tolerance = 1e-11): void => {
  expect(Math.abs(first / second - 1)).toBeLessThanOrEqual(tolerance);
};

export const loss = (law: RoutingLaw, parameters: number, number: number): number =>
  predictRoutedLoss(law, { parameters, experts: number }).estimate ?? Number.NaN;
