import type { Warning } from "../errors.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import { percentileInterval, standardDeviation } from "../statistics/bootstrap.ts";
import { type Estimate, intervalMultiplier, noCovarianceWarning, pointEstimate } from "../statistics/estimate.ts";
import { fiellerZeroSet } from "../statistics/fieller.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { numbersOfLaw } from "./law-numbers.ts";
import type { AnyRoutingLaw } from "./routing-law.ts";
import { covarianceAlong, numbersOfDraws } from "./routing-spread.ts";
import type { RoutingNumbers } from "./saturation.ts";

/** At which sizes more experts lower the loss. `nowhere` also where experts make no difference. */
export type RoutingHelps = "below" | "above" | "everywhere" | "nowhere";

/** The size at which routing stops, or begins, to lower the loss. */
export interface RoutingCutoff {
  /** log10 of the size; null where there is none. A bound is null where that side is open. */
  log10Parameters: Estimate | null;
  /** The size; null where there is none, or it is too large to be held. */
  parameters: number | null;
  /** How many times the largest size that the fit saw; null for a law that saw none. */
  extrapolationFactor: number | null;
  /** On which side of the cut-off routing lowers the loss; without a cut-off, whether it does. */
  routingHelps: RoutingHelps;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/**
 * The size above which more experts no longer lower the loss: b + c log10 N = 0, so log10 N = -b / c. There the loss and
 * the effective parameter count do not depend on the number of experts.
 *
 * The usual signs are b < 0 and c > 0: routing helps below the cut-off. For c < 0 < b it helps above it. For
 * c <= 0 and b <= 0 it helps everywhere, for c >= 0 and b >= 0 nowhere, at any size of one parameter or more.
 *
 * A fit by `fitRoutingLaw` brings its interval along: by default the inverted F test (a profile), which leans to large
 * sizes as the data do. Other laws get Fieller's interval from their covariance, or the percentiles of their draws.
 * Where the interval of c holds zero, a side of the interval is open.
 *
 * Coefficients rounded to three decimals move the cut-off by a factor of up to three: do not ask the printed rows of
 * `clark2022`, but `clark2022.unrounded`.
 *
 * @param law - A routing law, fitted or published.
 * @returns Null sizes where there is no cut-off, and a warning that says why (`NOT_REACHED`). Other warnings:
 * `EXTRAPOLATION` (with the factor), `NOT_IDENTIFIED` (c is within two standard errors of zero), `UNBOUNDED` (a side of the
 * interval is open, or the size too large to be held), `NO_COVARIANCE`.
 *
 * Clark et al. 2022 (arXiv 2202.01169), section on effective parameter count; the intervals are ours.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 * import { routingCutoff } from "scaling-laws/routing";
 *
 * const cutoff = routingCutoff(clark2022.unrounded.hash);
 * console.log(cutoff.parameters?.toExponential(2)); // => "8.30e+10"
 * console.log(cutoff.routingHelps); // => "below"
 * ```
 */
export function routingCutoff(law: AnyRoutingLaw): RoutingCutoff {
  requireUsableLaw(law, "routing-law");
  const numbers = numbersOfLaw(law);
  const { level } = law.coefficients.a;
  const { b, c } = numbers;
  const routingHelps = whereRoutingHelps(b, c);
  const largest = law.support?.["parameters"]?.upper ?? null;
  const exponent = 0 - b / c;
  if (routingHelps === "everywhere" || !Number.isFinite(exponent)) {
    return { ...none, routingHelps, warnings: [noCutoffWarning(numbers)] };
  }
  const log10Parameters = law.log10Cutoff ?? cutoffEstimate(law, numbers, level);
  const parameters = powerOfTen(exponent);
  const extrapolationFactor = largest === null ? null : powerOfTen(exponent - Math.log10(largest));
  const warnings: Warning[] = [];
  if (routingHelps === "nowhere") {
    const message = `Routing raises the loss at every size of one parameter or more: the cut-off is 10^${exponent.toPrecision(4)}.`;
    warnings.push({ code: "NOT_REACHED", message, path: "log10Parameters" });
  }
  const smallest = law.support?.["parameters"]?.lower ?? 0;
  if (routingHelps === "below" && exponent < Math.log10(smallest)) {
    const message = `The cut-off lies below the smallest size seen, ${smallest}: routing helps at no size seen.`;
    warnings.push({ code: "EXTRAPOLATION", message, path: "log10Parameters" });
  } else if (extrapolationFactor !== null && extrapolationFactor > 1) {
    const message = `The cut-off lies ${extrapolationFactor.toPrecision(3)} times beyond the largest size seen, ${largest}.`;
    warnings.push({ code: "EXTRAPOLATION", message, path: "log10Parameters" });
  }
  const uncertain = uncertainInteraction(law);
  if (uncertain !== null) warnings.push(uncertain);
  if (parameters === null) {
    const message = `10^${exponent.toPrecision(6)} parameters are beyond the largest number that can be held.`;
    warnings.push({ code: "UNBOUNDED", message, path: "parameters" });
  }
  const bounded = log10Parameters.lower !== null && log10Parameters.upper !== null;
  if (!bounded)
    warnings.push(law.covariance === null && numbersOfDraws(law) === null ? noCovarianceWarning() : openWarning());
  const { estimate, standardError, lower, upper } = log10Parameters;
  return {
    log10Parameters: { estimate, standardError, lower, upper, level: log10Parameters.level },
    parameters,
    extrapolationFactor,
    routingHelps,
    warnings,
  };
}

const none = { log10Parameters: null, parameters: null, extrapolationFactor: null };

/** The sign of b + c log10 N over the sizes of one parameter or more. */
function whereRoutingHelps(b: number, c: number): RoutingHelps {
  if (c > 0) return b < 0 ? "below" : "nowhere";
  if (c < 0) return b > 0 ? "above" : "everywhere";
  return b < 0 ? "everywhere" : "nowhere";
}

function noCutoffWarning({ b, c }: RoutingNumbers): Warning {
  const why =
    b === 0 && c === 0
      ? "The loss of the law does not depend on the number of experts"
      : `With b = ${b} and c = ${c}, routing ${whereRoutingHelps(b, c) === "nowhere" ? "raises" : "lowers"} the loss at every size of one parameter or more`;
  return { code: "NOT_REACHED", message: `${why}: there is no cut-off.`, path: "log10Parameters" };
}

function openWarning(): Warning {
  const message = "The interval of the cut-off is open on a side: the interaction c cannot be told from zero.";
  return { code: "UNBOUNDED", message, path: "log10Parameters" };
}

function uncertainInteraction(law: AnyRoutingLaw): Warning | null {
  if (!("c" in law.coefficients)) return null;
  const { estimate, standardError } = law.coefficients.c;
  if (standardError === null || Math.abs(estimate) >= 2 * standardError) return null;
  const message = `The interaction c is ${estimate.toPrecision(3)} with a standard error of ${standardError.toPrecision(3)}: the cut-off is not identified.`;
  return { code: "NOT_IDENTIFIED", message, path: "coefficients.c" };
}

/** The percentiles of the draws, or Fieller's interval, or none. */
export function cutoffEstimate(law: AnyRoutingLaw, { b, c }: RoutingNumbers, level: number): Estimate {
  const estimate = 0 - b / c;
  const draws = numbersOfDraws(law);
  if (draws !== null) return drawnCutoff(draws, estimate, Math.sign(c), level);
  const zero = { a: 0, b: 0, c: 0, d: 0, expertsStart: 0, expertsMax: 0 };
  const along = (first: "b" | "c", second: "b" | "c"): number | null =>
    covarianceAlong(law, { ...zero, [first]: 1 }, { ...zero, [second]: 1 });
  const [bb, bc, cc] = [along("b", "b"), along("b", "c"), along("c", "c")];
  if (bb === null || bc === null || cc === null) return pointEstimate(estimate, level);
  const covariance: [[number, number], [number, number]] = [
    [bb, bc],
    [bc, cc],
  ];
  const set = fiellerZeroSet(b, c, covariance, intervalMultiplier(level, law.intervalDegreesOfFreedom));
  // Outside two points: the half line that holds the estimate is the side that remains.
  const above = set.shape === "outside" && estimate >= set.upper;
  return {
    estimate,
    standardError: Math.sqrt(Math.max(0, bb + 2 * estimate * bc + estimate * estimate * cc)) / Math.abs(c),
    lower: set.shape === "everywhere" ? null : set.shape === "outside" ? (above ? set.upper : null) : set.lower,
    upper: set.shape === "everywhere" ? null : set.shape === "outside" ? (above ? null : set.lower) : set.upper,
    level,
  };
}

/** Larger than any exponent: the cut-off of a draw whose c has the other sign, which has none on this side. */
const UNLIMITED = 1e300;

function drawnCutoff(draws: readonly RoutingNumbers[], estimate: number, sign: number, level: number): Estimate {
  const sizes = Float64Array.from(draws, ({ b, c }) =>
    Math.sign(c) === sign ? Math.min(-b / c, UNLIMITED) : UNLIMITED,
  );
  const { lower, upper } = percentileInterval(sizes, level);
  const limited = sizes.filter((size) => size < UNLIMITED);
  // Beyond the largest of these, a bound is drawn to the number that stands for none.
  const largest = limited.reduce((most, size) => Math.max(most, size), -UNLIMITED);
  const held = (bound: number | null): number | null => (bound !== null && bound <= largest ? bound : null);
  return {
    estimate,
    standardError: limited.length === sizes.length ? standardDeviation(sizes) : null,
    lower: held(lower),
    upper: held(upper),
    level,
  };
}
