import { numbersOfLaw, requireCount, requireLog10Parameters } from "./law-numbers.ts";
import type { RoutedModel, RoutingLaw } from "./routing-law.ts";
import { log10Gain, type RoutingNumbers } from "./saturation.ts";

/**
 * log10 of the effective parameter count at log10 N = `size`; not finite where the dense loss does not depend on size.
 *
 * In this form of equation 11 the count of a dense model, and of any model at the cut-off, is N to the last digit.
 */
export function log10EffectiveParameters(numbers: RoutingNumbers, size: number, experts: number): number {
  const { a, b, c, start, inverseMax } = numbers;
  return size + ((b + c * size) * log10Gain(start, inverseMax, experts - 1)) / (a + c * Math.log10(start));
}

/**
 * The effective parameter count: the size of the dense model whose loss equals that of a routed model,
 *
 * log10 Nbar = ((a + c log10 Ehat) log10 N + b (log10 Ehat - log10 expertsStart)) / (a + c log10 expertsStart).
 *
 * It does not depend on d. A dense model has its own size; above the cut-off the count falls below the size.
 *
 * @param law - A routing law, fitted or published.
 * @param model - `parameters`: the parameters that one token sees; `experts`: 1 or more.
 * @returns A number of parameters. {@link effectiveParameterCountInterval} gives the same with bounds and warnings.
 * @throws {ScalingError} `OUT_OF_RANGE` for fewer than 1 expert; `NOT_FINITE` for a count beyond the largest number, and
 * a law whose dense loss does not depend on size, so that no dense model equals another; `NOT_POSITIVE`,
 * `UNSUPPORTED_TYPE`.
 *
 * Clark et al. 2022 (arXiv 2202.01169), equation 11.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 * import { effectiveParameterCount } from "scaling-laws/routing";
 *
 * const count = effectiveParameterCount(clark2022.sBase, { parameters: 5e6, experts: 128 });
 * console.log(count.toExponential(2)); // => "5.18e+7"
 * ```
 */
export function effectiveParameterCount(law: RoutingLaw, model: RoutedModel): number {
  const size = requireLog10Parameters(model);
  const exponent = log10EffectiveParameters(numbersOfLaw(law), size, requireCount(model.experts, 1, "experts"));
  return requireCount(10 ** exponent, Number.MIN_VALUE, "law");
}
