import { ScalingError, type Warning } from "../errors.ts";
import { positiveColumn, refuse, requireOptions } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import {
  type Estimate,
  intervalMultiplier,
  type Prediction,
  pointEstimate,
  symmetricEstimate,
} from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { powerPrediction } from "../statistics/power-prediction.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";
import { type RoutingCutoff, routingCutoff } from "./cutoff.ts";
import { effectiveCountAt } from "./effective-parameter-count-interval.ts";
import { requireExperts } from "./law-numbers.ts";
import type { AnyRoutingLaw } from "./routing-law.ts";
import { type LossExponent, lossExponents } from "./routing-prediction.ts";
import { extrapolationWarnings, spreadsOf } from "./routing-spread.ts";

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

/** A place of the grid: every router is read there once. */
interface Place {
  parameters: number;
  experts: number;
  size: number;
}

/** What each place makes of a router, place by place. */
interface RouterAtPlaces {
  rows: RouterRow[];
  exponents: LossExponent[];
}

function routerAt(router: string, law: AnyRoutingLaw, places: readonly Place[], level: number): RouterAtPlaces {
  const lossAt = lossExponents(law, level);
  const spreadOf = spreadsOf(law, level);
  const exponents = places.map(({ size, experts }) => lossAt(size, experts - 1));
  const rows = places.map(({ parameters, experts }, i): RouterRow => {
    const model = { parameters, experts };
    const { exponent, spread } = exponents[i]!;
    return {
      router,
      ...model,
      loss: powerPrediction(exponent, spread, level, extrapolationWarnings(law, model)),
      effectiveParameters: effectiveCountAt(law, model, level, spreadOf),
    };
  });
  return { rows, exponents };
}

/** The two laws' standard errors add in squares, as if their data were independent. */
function lossRatio(first: LossExponent, second: LossExponent, multiplier: number, level: number): Estimate {
  const ratio = first.exponent - second.exponent;
  if (first.spread === null || second.spread === null) return pointEstimate(ratio, level);
  const standardError = Math.hypot(first.spread.standardError, second.spread.standardError);
  return symmetricEstimate(ratio, standardError, multiplier, level);
}

/** Rows and differences of more routers or places than these would be read by nobody. */
const MOST_COMPARISONS = 100_000;

/**
 * Holds routers against each other at given sizes and numbers of experts: their losses, their effective parameter counts,
 * their cut-offs, and between each two the difference of log10 loss with its interval.
 *
 * The laws are taken as independent. Those of one sweep share its dense runs, which makes their difference a little better
 * known than its interval says; and misfit that the routers share cancels in it. Several differences are not corrected for
 * being several.
 *
 * @param laws - Routing laws by the name of the router, fitted or published; a list is named by position.
 * @param at - `parameters` and `experts`: a number or several; every size with every number of experts. At most 100 000
 * sizes times numbers of experts times the square of the number of laws.
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
  const comparisons = named.length ** 2 * sizes.length * experts.length;
  if (comparisons > MOST_COMPARISONS) {
    refuse("INVALID_OPTION", `at most ${MOST_COMPARISONS} places times laws squared`, comparisons, "at");
  }
  const places = sizes.flatMap((parameters) =>
    experts.map((each): Place => ({ parameters, experts: each, size: Math.log10(parameters) })),
  );
  const read = named.map(([router, law]) => routerAt(router, law, places, level));
  const multiplier = intervalMultiplier(level);
  const differences: RouterDifference[] = [];
  for (const [i, [first]] of named.entries()) {
    for (let j = i + 1; j < named.length; j++) {
      const [second] = named[j]!;
      for (const [p, { parameters, experts }] of places.entries()) {
        const ratio = lossRatio(read[i]!.exponents[p]!, read[j]!.exponents[p]!, multiplier, level);
        const below = ratio.upper !== null && ratio.upper < 0;
        const above = ratio.lower !== null && ratio.lower > 0;
        const better = below ? first : above ? second : null;
        differences.push({ first, second, parameters, experts, log10LossRatio: ratio, better });
      }
    }
  }
  const bare = named.filter(([, law]) => law.covariance === null && law.draws === null).map(([router]) => router);
  const message = `No covariance and no draws: ${bare.join(", ")}. Differences with them have no interval.`;
  const compared: RouterComparison = {
    rows: read.flatMap(({ rows }) => rows),
    differences,
    cutoffs: Object.fromEntries(named.map(([router, law]) => [router, routingCutoff(law)])),
    level,
    warnings: bare.length === 0 ? [] : [{ code: "NO_COVARIANCE", message, path: "laws" }],
  };
  return requireHeld(compared, "laws");
}
