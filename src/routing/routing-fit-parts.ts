import { requireOneOf, requirePoints } from "../numeric/checks.ts";
import { type ClusterIndex, clusterIndex } from "../statistics/clusters.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { resolveFitOptions } from "../statistics/fit-options.ts";
import { cutoffEstimate } from "./cutoff.ts";
import type { InteractionResult } from "./interaction-result.ts";
import { numbersOfLaw } from "./law-numbers.ts";
import { carriedInterval } from "./routed-data.ts";
import type { ResolvedRoutingOptions, RoutingFit, RoutingForm, RoutingLaw, RoutingOptions } from "./routing-law.ts";

export function resolveForm(options: RoutingOptions): RoutingForm {
  return requireOneOf(options.form ?? "saturating", ["saturating", "bilinear", "separable"], "options.form");
}

/** The options of a fit to `n` runs as they are used, and its clusters. */
export function resolveRoutingOptions(
  options: RoutingOptions,
  n: number,
): { resolved: ResolvedRoutingOptions; clusters: ClusterIndex | null } {
  const clusters = options.clusters === undefined ? null : clusterIndex(options.clusters, n);
  if (clusters !== null) requirePoints(clusters.count, 2, "options.clusters");
  const resolved = {
    ...resolveFitOptions(options, clusters?.count ?? null),
    form: resolveForm(options),
    interval: carriedInterval(options.interval, clusters !== null),
  };
  return { resolved, clusters };
}

/** The routing law with these coefficients, in the order of its terms; how many there are says which form it has. */
export function routingLawOf(
  found: readonly Estimate[],
  shared: Pick<RoutingLaw, "covariance" | "draws" | "source" | "intervalDegreesOfFreedom">,
): RoutingLaw {
  const tag = { kind: "routing-law", version: 1 } as const;
  const [a, b, third] = [found[0]!, found[1]!, found[2]!];
  const [d, expertsStart, expertsMax] = found.slice(3);
  if (d === undefined) return { ...tag, terms: ["a", "b", "d"], coefficients: { a, b, d: third }, ...shared };
  const bilinear = { a, b, c: third, d };
  if (expertsStart === undefined) return { ...tag, terms: ["a", "b", "c", "d"], coefficients: bilinear, ...shared };
  const unlimited = { ...bilinear, expertsStart };
  if (expertsMax === undefined) {
    return { ...tag, terms: ["a", "b", "c", "d", "expertsStart"], coefficients: unlimited, ...shared };
  }
  const terms = ["a", "b", "c", "d", "expertsStart", "expertsMax"] as const;
  return { ...tag, terms, coefficients: { ...unlimited, expertsMax }, ...shared };
}

/** The result of a fit as a routing law, draws and all, to which questions can be put. */
export function fittedLaw({
  coefficients,
  covariance,
  draws,
  intervalDegreesOfFreedom,
}: InteractionResult): RoutingLaw {
  return routingLawOf(coefficients, { covariance, draws, source: null, intervalDegreesOfFreedom });
}

/** What every routing fit has beside the fields of its law. */
export function fittedParts(
  law: RoutingLaw,
  { draws, intervalDegreesOfFreedom, cutoff, goodness, convergence }: InteractionResult,
  { keepDraws }: RoutingOptions,
): Pick<RoutingFit, "draws" | "intervalDegreesOfFreedom" | "log10Cutoff" | "goodness" | "convergence"> {
  return {
    draws: keepDraws === true ? draws : null,
    intervalDegreesOfFreedom,
    log10Cutoff: fittedCutoff(law, cutoff),
    goodness,
    convergence,
  };
}

/** The cut-off with the interval that the fit was asked for; null where the form or the signs have none. */
function fittedCutoff(law: RoutingLaw, interval: InteractionResult["cutoff"]): Estimate | null {
  const numbers = numbersOfLaw(law);
  if (numbers.c === 0 || !Number.isFinite(numbers.b / numbers.c)) return null;
  const estimate = cutoffEstimate(law, numbers, law.coefficients.a.level);
  return interval === null ? estimate : { ...estimate, lower: interval.lower, upper: interval.upper };
}
