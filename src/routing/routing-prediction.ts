import { requireOptions } from "../numeric/checks.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { type LogSpread, powerPrediction } from "../statistics/power-prediction.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { numbersOfLaw, requireExperts, requireLog10Parameters } from "./law-numbers.ts";
import type { AnyRoutingLaw, RoutedModel } from "./routing-law.ts";
import { extrapolationWarnings, type RoutingGradient, spreadsOf } from "./routing-spread.ts";
import { lawValue, log10Saturated, type RoutingNumbers, saturationGradient } from "./saturation.ts";

/** The derivatives of log10 L by the terms, at log10 N = `size`. */
export function lossGradient(numbers: RoutingNumbers, size: number, excess: number): RoutingGradient {
  const { b, c, start, inverseMax } = numbers;
  const saturated = log10Saturated(start, inverseMax, excess);
  const byExperts = saturationGradient(start, inverseMax, excess);
  return {
    a: size,
    b: saturated,
    c: size * saturated,
    d: 1,
    expertsStart: (b + c * size) * byExperts.start,
    expertsMax: (b + c * size) * byExperts.max,
  };
}

/** log10 L of a law at a model with `excess` experts beyond the first, with its spread. */
export interface LossExponent {
  exponent: number;
  spread: LogSpread | null;
}

/** What gives log10 L at one model after another: whatever does not depend on the model is computed once. */
export function lossExponents(law: AnyRoutingLaw, level: number): (size: number, excess: number) => LossExponent {
  const numbers = numbersOfLaw(law);
  const spreadOf = spreadsOf(law, level);
  return (size, excess) => {
    const exponent = lawValue(numbers, size, excess);
    const gradient = lossGradient(numbers, size, excess);
    return { exponent, spread: spreadOf(exponent, gradient, (draw) => lawValue(draw, size, excess)) };
  };
}

/**
 * The loss of a routed model: log10 L = a log10 N + b log10 Ehat + c log10 N log10 Ehat + d.
 *
 * Bounds are those of the law itself, not of a single run, which scatters about it: 10^ the bounds of log10 L, from the
 * law's draws where it keeps them, else by the delta method from its covariance.
 *
 * @param law - A routing law, fitted or published.
 * @param model - `parameters`: N, the parameters that one token sees; `experts`: E, 1 or more.
 * @param options - `level`; default: the level of the law's own intervals.
 * @returns A loss in nats, at the number of training tokens of the law's own data. Warnings: `EXTRAPOLATION`,
 * `NO_COVARIANCE`, `UNBOUNDED`.
 * @throws {ScalingError} `OUT_OF_RANGE` for fewer than 1 expert; `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`,
 * `INVALID_OPTION`.
 *
 * Clark et al. 2022 (arXiv 2202.01169), equation 1; the bounds are ours.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 * import { predictRoutedLoss } from "scaling-laws/routing";
 *
 * const loss = predictRoutedLoss(clark2022.sBase, { parameters: 1.309e9, experts: 1 });
 * console.log(loss.estimate?.toFixed(3)); // => "2.236"
 * ```
 */
export function predictRoutedLoss(
  law: AnyRoutingLaw,
  model: RoutedModel,
  options: { level?: number } = {},
): Prediction {
  requireUsableLaw(law, "routing-law");
  requireOptions(model, "model");
  requireOptions(options);
  const size = requireLog10Parameters(model);
  const experts = requireExperts(model.experts);
  const level = resolveLevel(options.level ?? law.coefficients.a.level);
  const { exponent, spread } = lossExponents(law, level)(size, experts - 1);
  return powerPrediction(
    exponent,
    spread,
    level,
    extrapolationWarnings(law, { parameters: model.parameters, experts }),
  );
}
