import { ScalingError } from "../errors.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { RoutedModel, RoutingLaw } from "./routing-law.ts";
import type { RoutingNumbers } from "./saturation.ts";

/** The numbers that a law predicts with. */
export function numbersOfLaw({ coefficients }: RoutingLaw): RoutingNumbers {
  const { a, b, d } = coefficients;
  const { c, expertsStart, expertsMax }: Readonly<Record<string, Estimate>> = coefficients;
  return {
    a: a.estimate,
    b: b.estimate,
    c: c?.estimate ?? 0,
    d: d.estimate,
    start: expertsStart?.estimate ?? 1,
    inverseMax: expertsMax ? 1 / expertsMax.estimate : 0,
  };
}

/** The checks of `numeric/checks.ts` in the few bytes that one formula should cost. */
function requireCount(value: number, least: number, path: string): number {
  if (Number.isFinite(value) && value >= least) return value;
  const code = value > 0 ? "OUT_OF_RANGE" : "NOT_POSITIVE";
  const refusal = Number.isFinite(value) ? code : typeof value === "number" ? "NOT_FINITE" : "UNSUPPORTED_TYPE";
  throw new ScalingError(refusal, `Expected a count but got ${value}`, path);
}

/** A number of experts: any number from 1, which is a dense model, on. */
export function requireExperts(experts: number): number {
  return requireCount(experts, 1, "experts");
}

/** log10 of a size. */
export function requireLog10Parameters({ parameters }: Pick<RoutedModel, "parameters">): number {
  return Math.log10(requireCount(parameters, Number.MIN_VALUE, "parameters"));
}
