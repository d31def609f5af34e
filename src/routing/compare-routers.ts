import { ScalingError, type Warning } from "../errors.ts";
import { positiveColumn, requireOptions } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import {
  type Estimate,
  intervalMultiplier,
  type Prediction,
  pointEstimate,
  symmetricEstimate,
} from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { type RoutingCutoff, routingCutoff } from "./cutoff.ts";
import { effectiveParameterCountInterval } from "./effective-parameter-count-interval.ts";
import { numbersOfLaw, requireExperts } from "./law-numbers.ts";
import type { AnyRoutingLaw } from "./routing-law.ts";
import { lossSpread, predictRoutedLoss } from "./routing-prediction.ts";
import { lawValue } from "./saturation.ts";

/** One router at one size and number of experts. */
export interface RouterRow {
  /** Name of the router. */
  router: string;
  /** Parameters that a token sees. */
  parameters: number;
  /** Experts of a routed layer; 1 is a dense model. */
  experts: number;
  /** Loss of the router there. */
  loss: Prediction;
  /** Size of the dense model with that loss. */
  effectiveParameters: Prediction;
}

/** Two routers at one size and number of experts. */
export interface RouterDifference {
  /** Name of the first router. */
  first: string;
  /** Name of the second router. */
  second: string;
  /** Parameters that a token sees. */
  parameters: number;
  /** Experts of a routed layer; 1 is a dense model. */
  experts: number;
  /** log10 of the first loss over the second: below zero the first router is better. */
  log10LossRatio: Estimate;
  /** The router whose loss is lower over the whole interval; null where the interval holds zero or there is none. */
  better: string | null;
}

/** What {@link compareRouters} finds; `cutoffs` by router. */
export interface RouterComparison {
  /** Each router at each size and number of experts. */
  rows: RouterRow[];
  /** Each pair of routers there. */
  differences: RouterDifference[];
  /** The cut-off of each router. */
  cutoffs: Record<string, RoutingCutoff>;
  /** Confidence level of the intervals. */
  level: number;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

function column(values: number | ArrayLike<number>, path: string): Float64Array {
  const checked = positiveColumn(typeof values === "number" ? [values] : values, path);
  if (checked.length === 0) throw new ScalingError("EMPTY_INPUT", "Expected at least one value but got none", path);
  return checked;
}

/** The two laws' standard errors add in squares, as if their data were independent. */
function differenceAt(
  first: AnyRoutingLaw,
  second: AnyRoutingLaw,
  size: number,
  experts: number,
  level: number,
): Estimate {
  const at = (law: AnyRoutingLaw): number => lawValue(numbersOfLaw(law), size, experts - 1);
  const ratio = at(first) - at(second);
  const spreads = [first, second].map((law) => lossSpread(law, size, experts - 1, level));
  const [one, other] = spreads;
  if (one == null || other == null) return pointEstimate(ratio, level);
  const standardError = Math.hypot(one.standardError, other.standardError);
  return symmetricEstimate(ratio, standardError, intervalMultiplier(level), level);
}

/**
 * Holds routers against each other at given sizes and numbers of experts: their losses, their effective parameter counts,
 * their cut-offs, and between each two the difference of log10 loss with its interval.
 *
 * The laws are taken as independent. Those of one sweep share its dense runs, which makes their difference a little better
 * known than its interval says; and misfit that the routers share cancels in it. Several differences are not corrected for
 * being several.
 *
 * @param laws - Routing laws by the name of the router, fitted or published; a list is named by position.
 * @param at - `parameters` and `experts`: a number or several; every size with every number of experts.
 * @param options - `level`; default: the level of the first law's own intervals.
 * @returns Plain JSON: `rows` router by router, `differences` pair by pair. `NO_COVARIANCE` where a law has no interval.
 * @throws {ScalingError} `EMPTY_INPUT`, `OUT_OF_RANGE` for fewer than 1 expert, `NOT_POSITIVE`, `NOT_FINITE`,
 * `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { clark2022 } from "scaling-laws/published";
 * import { compareRouters } from "scaling-laws/routing";
 *
 * const { sBase, hash } = clark2022.unrounded;
 * const compared = compareRouters({ sBase, hash }, { parameters: 1e9, experts: [64, 256] });
 * console.log(compared.rows.length); // => 4
 * console.log(compared.differences[0]?.better); // => null
 * ```
 */
export function compareRouters(
  laws: Readonly<Record<string, AnyRoutingLaw>> | readonly AnyRoutingLaw[],
  at: { parameters: number | ArrayLike<number>; experts: number | ArrayLike<number> },
  options: { level?: number } = {},
): RouterComparison {
  requireOptions(laws, "laws");
  requireOptions(at, "at");
  requireOptions(options);
  const named: [string, AnyRoutingLaw][] = Object.entries(laws);
  for (const [router, law] of named) requireUsableLaw(law, "routing-law", `laws.${router.slice(0, 60)}`);
  const [leading] = named;
  if (leading === undefined) throw new ScalingError("EMPTY_INPUT", "Expected at least one law but got none", "laws");
  const level = resolveLevel(options.level ?? leading[1].coefficients.a.level);
  const sizes = Array.from(column(at.parameters, "parameters"));
  const experts = Array.from(column(at.experts, "experts"), requireExperts);
  const models = sizes.flatMap((parameters) => experts.map((each) => ({ parameters, experts: each })));
  const differences: RouterDifference[] = [];
  for (const [i, [first, one]] of named.entries()) {
    for (const [second, other] of named.slice(i + 1)) {
      for (const model of models) {
        const ratio = differenceAt(one, other, Math.log10(model.parameters), model.experts, level);
        const below = ratio.upper !== null && ratio.upper < 0;
        const above = ratio.lower !== null && ratio.lower > 0;
        differences.push({
          first,
          second,
          ...model,
          log10LossRatio: ratio,
          better: below ? first : above ? second : null,
        });
      }
    }
  }
  const bare = named.filter(([, law]) => law.covariance === null && law.draws === null).map(([router]) => router);
  const message = `No covariance and no draws: ${bare.join(", ")}. Differences with them have no interval.`;
  const compared: RouterComparison = {
    rows: named.flatMap(([router, law]) =>
      models.map((model) => ({
        router,
        ...model,
        loss: predictRoutedLoss(law, model, { level }),
        effectiveParameters: effectiveParameterCountInterval(law, model, { level }),
      })),
    ),
    differences,
    cutoffs: Object.fromEntries(named.map(([router, law]) => [router, routingCutoff(law)])),
    level,
    warnings: bare.length === 0 ? [] : [{ code: "NO_COVARIANCE", message, path: "laws" }],
  };
  return requireHeld(compared, "laws");
}
