import type { Warning } from "../errors.ts";
import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import { percentileInterval, standardDeviation } from "../statistics/bootstrap.ts";
import { intervalMultiplier, type Prediction } from "../statistics/estimate.ts";
import { fiellerZeroSet } from "../statistics/fieller.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { powerPrediction } from "../statistics/power-prediction.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { numbersOfLaw, requireExperts } from "./law-numbers.ts";
import type { AnyRoutingLaw } from "./routing-law.ts";
import { lossGradient } from "./routing-prediction.ts";
import { covarianceAlong, extrapolationWarnings, numbersOfDraws, type RoutingGradient } from "./routing-spread.ts";
import { log10Saturated, type RoutingNumbers } from "./saturation.ts";

/** log10 L at a number of experts is level + slope log10 N: the line of a law at fixed experts. */
function lineAt({ a, b, c, d, start, inverseMax }: RoutingNumbers, experts: number): { level: number; slope: number } {
  const saturated = log10Saturated(start, inverseMax, experts - 1);
  return { level: d + b * saturated, slope: a + c * saturated };
}

function difference(first: RoutingGradient, second: RoutingGradient): RoutingGradient {
  const { a, b, c, d, expertsStart, expertsMax } = second;
  return {
    a: first.a - a,
    b: first.b - b,
    c: first.c - c,
    d: first.d - d,
    expertsStart: first.expertsStart - expertsStart,
    expertsMax: first.expertsMax - expertsMax,
  };
}

/**
 * The size at which a routed model reaches a loss: log10 N = (log10 L - d - b log10 Ehat) / (a + c log10 Ehat).
 *
 * Bounds are Fieller's: the sizes at which the law's own interval holds the loss, or the percentiles of the law's draws
 * where it keeps them.
 *
 * @param law - A routing law, fitted or published.
 * @param target - `loss`: in nats, above zero; `experts`: 1 or more.
 * @param options - `level`; default: the level of the law's own intervals.
 * @returns Parameters that one token sees. Warnings: `NOT_REACHED` where the loss does not depend on size at these experts,
 * or rises with it (estimate null), `UNBOUNDED`, `EXTRAPOLATION`, `NO_COVARIANCE`.
 * @throws {ScalingError} `OUT_OF_RANGE` for fewer than 1 expert; `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`,
 * `INVALID_OPTION`.
 *
 * The inverse of Clark et al. 2022 (arXiv 2202.01169), equation 1.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 * import { parametersForLoss } from "scaling-laws/routing";
 *
 * const dense = parametersForLoss(clark2022.sBase, { loss: 2.4, experts: 1 });
 * const routed = parametersForLoss(clark2022.sBase, { loss: 2.4, experts: 64 });
 * console.log(dense.estimate?.toExponential(2)); // => "5.38e+8"
 * console.log(routed.estimate?.toExponential(2)); // => "1.21e+8"
 * ```
 */
export function parametersForLoss(
  law: AnyRoutingLaw,
  target: { loss: number; experts: number },
  options: { level?: number } = {},
): Prediction {
  requireUsableLaw(law, "routing-law");
  requireOptions(target, "target");
  requireOptions(options);
  const log10Loss = Math.log10(requirePositive(target.loss, "loss"));
  const experts = requireExperts(target.experts);
  const level = resolveLevel(options.level ?? law.coefficients.a.level);
  const numbers = numbersOfLaw(law);
  const line = lineAt(numbers, experts);
  const exponent = (log10Loss - line.level) / line.slope;
  const warnings = extrapolationWarnings(law, { experts });
  if (!(line.slope < 0) || !Number.isFinite(exponent)) {
    const message = `With ${experts} experts the loss of the law does not fall with size: it is no size's loss alone.`;
    warnings.push({ code: "NOT_REACHED", message, path: "estimate" });
    return { estimate: null, standardError: null, lower: null, upper: null, level, warnings };
  }
  const estimate = powerOfTen(exponent);
  if (estimate !== null) warnings.push(...extrapolationWarnings(law, { parameters: estimate }));
  const draws = numbersOfDraws(law);
  if (draws !== null) {
    const sizes = Float64Array.from(draws, (draw) => {
      const { level: height, slope } = lineAt(draw, experts);
      return slope < 0 ? (log10Loss - height) / slope : UNREACHED;
    });
    return drawnPrediction(exponent, sizes, level, warnings);
  }
  const atZero = lossGradient(numbers, 0, experts - 1);
  const bySize = difference(lossGradient(numbers, 1, experts - 1), atZero);
  const variances = [
    covarianceAlong(law, atZero, atZero),
    covarianceAlong(law, atZero, bySize),
    covarianceAlong(law, bySize, bySize),
  ];
  const [height, both, slope] = variances;
  if (height == null || both == null || slope == null) return powerPrediction(exponent, null, level, warnings);
  const covariance: [[number, number], [number, number]] = [
    [height, both],
    [both, slope],
  ];
  const set = fiellerZeroSet(
    line.level - log10Loss,
    line.slope,
    covariance,
    intervalMultiplier(level, law.intervalDegreesOfFreedom),
  );
  if (set.shape === "interval") {
    const variance = Math.max(0, height + 2 * exponent * both + exponent * exponent * slope);
    const standardError = Math.sqrt(variance) / -line.slope;
    return powerPrediction(exponent, { standardError, lower: set.lower, upper: set.upper }, level, warnings);
  }
  const message = `At the ${level} level the slope of the loss against size cannot be told from zero: no bounds can be given.`;
  warnings.push({ code: "UNBOUNDED", message, path: null });
  return { estimate, standardError: null, lower: null, upper: null, level, warnings };
}

/** Stands for "no size, no number of experts is enough" among draws; larger than any exponent. */
export const UNREACHED = 1e300;

/** A prediction of 10^exponent from draws of the exponent, two or more, of which some may be {@link UNREACHED}. */
export function drawnPrediction(exponent: number, draws: Float64Array, level: number, warnings: Warning[]): Prediction {
  const { lower, upper } = percentileInterval(draws, level);
  const bound = (at: number | null): number | null => (at === null ? null : powerOfTen(at));
  const reached = draws.every((draw) => draw < UNREACHED);
  const spread = reached ? standardDeviation(draws) : null;
  const estimate = powerOfTen(exponent);
  const standardError = estimate === null || spread === null ? null : estimate * Math.LN10 * spread;
  if (estimate === null || bound(lower) === null || bound(upper) === null) {
    const message = "In part of the law's draws the loss is never reached: the interval is open.";
    warnings.push({ code: "UNBOUNDED", message, path: estimate === null ? "estimate" : "upper" });
  }
  return {
    estimate,
    standardError: Number.isFinite(standardError) ? standardError : null,
    lower: bound(lower),
    upper: bound(upper),
    level,
    warnings,
  };
}
