import type { Warning } from "../errors.ts";
import { requireOptions } from "../numeric/checks.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { powerPrediction } from "../statistics/power-prediction.ts";
import { log10EffectiveParameters } from "./effective-parameter-count.ts";
import { numbersOfLaw, requireCount, requireLog10Parameters } from "./law-numbers.ts";
import type { AnyRoutingLaw, RoutedModel } from "./routing-law.ts";
import { extrapolationWarnings, type RoutingGradient, type SpreadOf, spreadsOf } from "./routing-spread.ts";
import { log10Gain, type RoutingNumbers, saturationGradient } from "./saturation.ts";

/** The derivatives of log10 Nbar = size + (b + c size) gain / (a + c log10 start). */
export function effectiveGradient(numbers: RoutingNumbers, size: number, experts: number): RoutingGradient {
  const { a, b, c, start, inverseMax } = numbers;
  const log10Start = Math.log10(start);
  const slope = a + c * log10Start;
  const pull = b + c * size;
  const gain = log10Gain(start, inverseMax, experts - 1);
  const byExperts = saturationGradient(start, inverseMax, experts - 1);
  const byLog10Start = Math.LOG10E / start;
  const bySlope = (-pull * gain) / (slope * slope);
  return {
    a: bySlope,
    b: gain / slope,
    c: (size * gain) / slope + bySlope * log10Start,
    d: 0,
    expertsStart: (pull * (byExperts.start - byLog10Start)) / slope + bySlope * c * byLog10Start,
    expertsMax: (pull * byExperts.max) / slope,
  };
}

/**
 * {@link effectiveParameterCount} with its bounds: the size of the dense model whose loss equals that of a routed model.
 *
 * Bounds are 10^ the bounds of the exponent: the percentiles of the law's draws where it keeps them, else by the delta
 * method from its covariance.
 *
 * @param law - A routing law, fitted or published.
 * @param model - `parameters`: the parameters that one token sees; `experts`: 1 or more.
 * @param options - `level`; default: the level of the law's own intervals.
 * @returns A number of parameters; the estimate is null where the dense loss does not depend on size (`NOT_REACHED`) or the
 * count is too large to be held (`UNBOUNDED`). Warnings also: `EXTRAPOLATION`, `NO_COVARIANCE`, and `NO_GROWTH` where the
 * dense loss rises with size, which leaves the count without meaning.
 * @throws {ScalingError} `OUT_OF_RANGE` for fewer than 1 expert; `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`,
 * `INVALID_OPTION`.
 *
 * Clark et al. 2022 (arXiv 2202.01169), equation 11; the bounds are ours.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 * import { effectiveParameterCountInterval } from "scaling-laws/routing";
 *
 * const count = effectiveParameterCountInterval(clark2022.hash, { parameters: 1e9, experts: 64 });
 * console.log(count.estimate?.toExponential(2)); // => "2.54e+9"
 * console.log(count.warnings[0]?.code); // => "NO_COVARIANCE"
 * ```
 */
export function effectiveParameterCountInterval(
  law: AnyRoutingLaw,
  model: RoutedModel,
  options: { level?: number } = {},
): Prediction {
  return effectiveCountAt(law, model, requireOptions(options).level);
}

/** The same, where `spreadOf` of the law and level may be given, so that it is made once for many models. */
export function effectiveCountAt(
  law: AnyRoutingLaw,
  model: RoutedModel,
  asked: number | undefined,
  spreadOf?: SpreadOf,
): Prediction {
  const size = requireLog10Parameters(model);
  const experts = requireCount(model.experts, 1, "experts");
  const numbers = numbersOfLaw(law);
  const slope = requireCount(numbers.a, -Infinity, "law") + numbers.c * Math.log10(numbers.start);
  const level = resolveLevel(asked ?? law.coefficients.a.level);
  const exponent = log10EffectiveParameters(numbers, size, experts);
  const warnings: Warning[] = extrapolationWarnings(law, { parameters: model.parameters, experts });
  if (!Number.isFinite(exponent)) {
    const message = "The dense loss does not depend on size.";
    warnings.push({ code: "NOT_REACHED", message, path: "estimate" });
    return { estimate: null, standardError: null, lower: null, upper: null, level, warnings };
  }
  if (slope > 0) {
    const message = "The dense loss rises with size.";
    warnings.push({ code: "NO_GROWTH", message, path: "law" });
  }
  spreadOf ??= spreadsOf(law, level);
  const spread = spreadOf(exponent, effectiveGradient(numbers, size, experts), (draw) =>
    log10EffectiveParameters(draw, size, experts),
  );
  return powerPrediction(exponent, spread, level, warnings);
}
