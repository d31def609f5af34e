import { ScalingError } from "../errors.ts";
import { requireFinite, requirePositive } from "../numeric/checks.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { RoutedModel, RoutingLaw } from "./routing-law.ts";
import { type RoutingNumbers, routingNumbers } from "./saturation.ts";

/** The numbers that a law predicts with. */
export function numbersOfLaw(law: RoutingLaw): RoutingNumbers {
  const coefficients: Readonly<Record<string, Estimate | undefined>> = law.coefficients;
  return routingNumbers((term) => coefficients[term]?.estimate);
}

/** A number of experts: any number from 1, which is a dense model, on. */
export function requireExperts(experts: number): number {
  if (requireFinite(experts, "experts") < 1) {
    throw new ScalingError("OUT_OF_RANGE", `Expected at least 1 expert, a dense model, but got ${experts}`, "experts");
  }
  return experts;
}

/** log10 of a size. */
export function requireLog10Parameters({ parameters }: Pick<RoutedModel, "parameters">): number {
  return Math.log10(requirePositive(parameters, "parameters"));
}
