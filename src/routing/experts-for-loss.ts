import type { Warning } from "../errors.ts";
import { requireOptions, requirePositive } from "../numeric/checks.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import { noCovarianceWarning, type Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { numbersOfLaw, requireLog10Parameters } from "./law-numbers.ts";
import { drawnPrediction, UNREACHED } from "./routing-inversion.ts";
import type { AnyRoutingLaw } from "./routing-law.ts";
import { lossExponents, lossGradient } from "./routing-prediction.ts";
import { covarianceAlong, extrapolationWarnings, numbersOfDraws } from "./routing-spread.ts";
import { excessAt, lawValue, type RoutingNumbers } from "./saturation.ts";

/** Why no number of experts reaches a loss. */
type Unreached = "saturated" | "already" | "indifferent";

/** The number of experts at which a model of log10 N = `size` reaches a loss, or why there is none. */
function expertsAt(numbers: RoutingNumbers, size: number, log10Loss: number): number | Unreached {
  const { a, b, c, d, start, inverseMax } = numbers;
  const pull = b + c * size;
  const saturated = (log10Loss - d - a * size) / pull;
  if (!Number.isFinite(saturated)) return "indifferent";
  const excess = excessAt(start, inverseMax, 10 ** saturated);
  if (excess === null || !Number.isFinite(excess)) return "saturated";
  // A dense model's own loss is reached by 1 expert, also after rounding.
  if (excess < 0) return excess > -1e-9 * start ? 1 : "already";
  return 1 + excess;
}

/**
 * The number of experts at which a model of a given size reaches a loss: Ehat = 10^((log10 L - d - a log10 N) / (b + c log10 N)),
 * and from it E = 1 + 1/(1/Ehat - 1/expertsMax) - 1/(1/expertsStart - 1/expertsMax).
 *
 * Bounds are the numbers of experts at which the law's own interval holds the loss, found by bisection; or the percentiles
 * of the law's draws where it keeps them. A bound that no number of experts reaches is null.
 *
 * @param law - A routing law, fitted or published.
 * @param target - `loss`: in nats, above zero; `parameters`: those that one token sees.
 * @param options - `level`; default: the level of the law's own intervals.
 * @returns A number of experts, in general not whole. The estimate is null, with `NOT_REACHED` and the reason, where no
 * number of experts is enough (Ehat would be expertsMax or more), where a dense model's loss lies beyond it already, and
 * at the cut-off. Other warnings: `UNBOUNDED`, `EXTRAPOLATION`, `NO_COVARIANCE`.
 * @throws {ScalingError} `NOT_POSITIVE`, `NOT_FINITE`, `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * The inverse of Clark et al. 2022 (arXiv 2202.01169), equation 1.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 * import { expertsForLoss } from "scaling-laws/routing";
 *
 * console.log(expertsForLoss(clark2022.sBase, { loss: 2.4, parameters: 1.3e8 }).estimate?.toFixed(1)); // => "54.2"
 * const never = expertsForLoss(clark2022.sBase, { loss: 2.2, parameters: 1.3e8 });
 * console.log([never.estimate, never.warnings[0]?.code]); // => [null, "NOT_REACHED"]
 * ```
 */
export function expertsForLoss(
  law: AnyRoutingLaw,
  target: { loss: number; parameters: number },
  options: { level?: number } = {},
): Prediction {
  requireUsableLaw(law, "routing-law");
  requireOptions(target, "target");
  requireOptions(options);
  const log10Loss = Math.log10(requirePositive(target.loss, "loss"));
  const size = requireLog10Parameters(target);
  const level = resolveLevel(options.level ?? law.coefficients.a.level);
  const numbers = numbersOfLaw(law);
  const warnings = extrapolationWarnings(law, { parameters: target.parameters });
  const estimate = expertsAt(numbers, size, log10Loss);
  if (typeof estimate === "string") {
    warnings.push(unreachedWarning(estimate, numbers, size, target.loss));
    return { estimate: null, standardError: null, lower: null, upper: null, level, warnings };
  }
  warnings.push(...extrapolationWarnings(law, { experts: estimate }));
  const draws = numbersOfDraws(law);
  if (draws !== null) {
    const experts = Float64Array.from(draws, (draw) => {
      const reached = expertsAt(draw, size, log10Loss);
      return reached === "already" ? 0 : typeof reached === "string" ? UNREACHED : Math.log10(reached);
    });
    return drawnPrediction(Math.log10(estimate), experts, level, warnings);
  }
  const none: Prediction = { estimate, standardError: null, lower: null, upper: null, level, warnings };
  const gradient = lossGradient(numbers, size, estimate - 1);
  const variance = covarianceAlong(law, gradient, gradient);
  if (variance === null) {
    warnings.push(noCovarianceWarning());
    return none;
  }
  const exponentAt = lossExponents(law, level);
  const holds = (experts: number): boolean => {
    const { spread } = exponentAt(size, experts - 1);
    return spread !== null && spread.lower <= log10Loss && log10Loss <= spread.upper;
  };
  const lower = edge(holds, estimate, 1);
  const upper = edge(holds, estimate, LARGEST_EXPERTS);
  if (upper === null) {
    const message = `At the ${level} level no number of experts can be excluded from above: the loss may never be reached.`;
    warnings.push({ code: "UNBOUNDED", message, path: "upper" });
  }
  const slope = lossSlope(numbers, size, estimate);
  const standardError = Math.sqrt(Math.max(0, variance)) / Math.abs(slope);
  return {
    ...none,
    standardError: Number.isFinite(standardError) ? standardError : null,
    lower: lower ?? 1,
    upper,
  };
}

/** Beyond it the interval counts as open. */
const LARGEST_EXPERTS = 1e12;

/** The derivative of log10 L by E. */
function lossSlope({ b, c, start, inverseMax }: RoutingNumbers, size: number, experts: number): number {
  const width = experts - 1 + start / (1 - start * inverseMax);
  return ((b + c * size) * Math.LOG10E) / (width * (1 + width * inverseMax));
}

/** Where `holds` ends between the estimate, where it is true, and `limit`; null where it is true up to there. */
function edge(holds: (experts: number) => boolean, estimate: number, limit: number): number | null {
  if (holds(limit)) return null;
  let inside = Math.log10(estimate);
  let outside = Math.log10(limit);
  for (let step = 0; step < 60; step++) {
    const middle = (inside + outside) / 2;
    if (holds(10 ** middle)) inside = middle;
    else outside = middle;
  }
  return 10 ** inside;
}

function unreachedWarning(why: Unreached, numbers: RoutingNumbers, size: number, loss: number): Warning {
  const lossOf = (experts: number): string =>
    powerOfTen(lawValue(numbers, size, experts))?.toPrecision(4) ?? "over 1e308";
  const [dense, most] = [lossOf(0), lossOf(LARGEST_EXPERTS)];
  const message = {
    saturated: `No number of experts reaches a loss of ${loss} at this size: with more of them it saturates at ${most}.`,
    already: `A dense model of this size has a loss of ${dense}: experts move it away from ${loss}.`,
    indifferent: `At this size, the cut-off, the loss is ${dense} with any number of experts.`,
  }[why];
  return { code: "NOT_REACHED", message, path: "estimate" };
}
