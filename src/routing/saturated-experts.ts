import { requireFinite } from "../numeric/checks.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { numbersOfLaw, requireExperts } from "./law-numbers.ts";
import type { RoutingLaw } from "./routing-law.ts";
import { log10Gain } from "./saturation.ts";

/**
 * The number of experts that counts, Ehat: 1/Ehat = 1/(E - 1 + (1/expertsStart - 1/expertsMax)^-1) + 1/expertsMax.
 *
 * Ehat(1) = expertsStart, it grows with E, and it stays below expertsMax. Forms without saturation have Ehat = E; a law
 * without expertsMax has Ehat = E - 1 + expertsStart.
 *
 * @param law - A routing law, fitted or published.
 * @param experts - E: 1 for a dense model; need not be whole.
 * @throws {ScalingError} `OUT_OF_RANGE` below 1, `NOT_FINITE`, `UNSUPPORTED_TYPE`.
 *
 * Clark et al. 2022 (arXiv 2202.01169), equation 1.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 * import { saturatedExperts } from "scaling-laws/routing";
 *
 * console.log(saturatedExperts(clark2022.sBase, 1).toFixed(3)); // => "1.847"
 * console.log(saturatedExperts(clark2022.sBase, 64).toFixed(1)); // => "53.8"
 * ```
 */
export function saturatedExperts(law: RoutingLaw, experts: number): number {
  requireUsableLaw(law, "routing-law");
  const { start, inverseMax } = numbersOfLaw(law);
  return requireFinite(start * 10 ** log10Gain(start, inverseMax, requireExperts(experts) - 1), "experts");
}
