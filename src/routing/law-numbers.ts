import { type ErrorCode, ScalingError } from "../errors.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { RoutedModel, RoutingLaw } from "./routing-law.ts";
import type { RoutingNumbers } from "./saturation.ts";

/** The numbers that a law predicts with, as they stand: what is missing or no number makes an answer that is none. */
export function numbersOfLaw(law: RoutingLaw): RoutingNumbers {
  const coefficients: Readonly<Record<string, Estimate>> | undefined = law?.coefficients;
  const of = (term: string, otherwise = Number.NaN): number => coefficients?.[term]?.estimate ?? otherwise;
  return {
    a: of("a"),
    b: of("b"),
    c: of("c", 0),
    d: of("d"),
    start: of("expertsStart", 1),
    inverseMax: 1 / of("expertsMax", Infinity),
  };
}

/** The numbers that a law predicts with, each of them finite. */
export function requireNumbersOfLaw(law: RoutingLaw): RoutingNumbers {
  const numbers = numbersOfLaw(law);
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value)) throw new ScalingError("INVALID_LAW", `Expected a finite ${name}`, "law");
  }
  return numbers;
}

/** The checks of `numeric/checks.ts` in the few bytes that one formula should cost. */
function requireCount(value: number, least: number, path: string): number {
  if (Number.isFinite(value) && value >= least) return value;
  const known = typeof value === "number";
  const outside: ErrorCode = value > 0 ? "OUT_OF_RANGE" : "NOT_POSITIVE";
  const code = known ? (Number.isFinite(value) ? outside : "NOT_FINITE") : "UNSUPPORTED_TYPE";
  throw new ScalingError(code, `Expected a count but got ${known ? value : typeof value}`, path);
}

/** A number of experts: any number from 1, which is a dense model, on. */
export function requireExperts(experts: number): number {
  return requireCount(experts, 1, "experts");
}

/** log10 of a size. */
export function requireLog10Parameters(model: Pick<RoutedModel, "parameters">): number {
  return Math.log10(requireCount(model?.parameters, Number.MIN_VALUE, "parameters"));
}
