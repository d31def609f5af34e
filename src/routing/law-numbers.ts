import { ScalingError } from "../errors.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { RoutedModel, RoutingLaw } from "./routing-law.ts";
import type { RoutingNumbers } from "./saturation.ts";

/** The numbers that a law predicts with; NaN for what is missing or no number. */
export function numbersOfLaw(law: RoutingLaw): RoutingNumbers {
  const coefficients: Readonly<Record<string, Estimate>> | undefined = law?.coefficients;
  const of = (term: string, otherwise?: number): number => {
    const value = coefficients?.[term]?.estimate ?? otherwise;
    return typeof value === "number" ? value : Number.NaN;
  };
  return {
    a: of("a"),
    b: of("b"),
    c: of("c", 0),
    d: of("d"),
    start: of("expertsStart", 1),
    inverseMax: 1 / of("expertsMax", Infinity),
  };
}

/** The checks of `numeric/checks.ts` in the few bytes that one formula should cost. */
export function requireCount(value: number, least: number, path: string): number {
  if (Number.isFinite(value) && value >= least) return value;
  const number = typeof value === "number";
  const finite = Number.isFinite(value) ? (value > 0 ? "OUT_OF_RANGE" : "NOT_POSITIVE") : "NOT_FINITE";
  const got = number ? value : typeof value;
  throw new ScalingError(number ? finite : "UNSUPPORTED_TYPE", `Expected a count but got ${got}`, path);
}

/** A number of experts: any number from 1, which is a dense model, on. */
export function requireExperts(experts: number): number {
  return requireCount(experts, 1, "experts");
}

/** log10 of a size. */
export function requireLog10Parameters(model: Pick<RoutedModel, "parameters">): number {
  return Math.log10(requireCount(model?.parameters, Number.MIN_VALUE, "parameters"));
}
