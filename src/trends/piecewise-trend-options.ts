import {
  finiteColumn,
  refuse,
  requireFinite,
  requireFlag,
  requireOneOf,
  requirePoints,
  requireWhole,
} from "../numeric/checks.ts";
import type { ClusterIndex } from "../statistics/clusters.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";

/**
 * - `residual`: residuals drawn again at the same years, breaks looked for anew each time; percentiles. Supposes errors
 *   that are independent and alike. The default where breaks are estimated;
 * - `cluster`: whole clusters drawn again, breaks looked for anew; with breaks given, the CR1 covariance and t. The default
 *   with clusters. A cluster for every point heeds a spread that changes;
 * - `profile`: for breaks, all years at which the sum of squares, the rest fitted again, stays below
 *   SSE (1 + F(1, n - p) / (n - p)); it may be unbounded. For slopes, t with the covariance of `t`;
 * - `t`: t with the covariance of coefficients and breaks together (Gauss and Newton). With the breaks given it is the
 *   classical interval, and the default. With breaks estimated it covers far less than its level.
 */
export type PiecewiseTrendInterval = "residual" | "cluster" | "profile" | "t";

/** How {@link fitPiecewiseTrend} fits; `breaks` and `continuous` are required. */
export interface PiecewiseTrendOptions extends FitOptions {
  /** The breaks themselves, at most 50; how many to look for; or up to how many, at most 8, of which BIC takes its choice. */
  breaks:
    | readonly number[]
    | {
        /** Number of breaks. */
        count: number;
      }
    | {
        /** Most breaks allowed; BIC chooses. */
        max: number;
      };
  /** Whether the segments meet at the breaks. */
  continuous: boolean;
  /**
   * The least number of points in a segment with estimated breaks, at least 2; default 5. It does not bind breaks given. Of a continuous line, a point
   * on a break counts in both its segments. Every segment also holds two different years.
   */
  minPoints?: number;
  /** How the intervals are made. */
  interval?: PiecewiseTrendInterval;
  /** Where `log10AtReference` of a continuous line is read; default the (weighted) mean year. */
  referenceYear?: number;
}

/** The options as they were used. */
export interface ResolvedPiecewiseTrendOptions extends ResolvedFitOptions {
  /** The breaks, or how they were chosen. */
  breaks:
    | number[]
    | {
        /** Number of breaks. */
        count: number;
      }
    | {
        /** Most breaks allowed; BIC chooses. */
        max: number;
      };
  /** Whether the lines meet at the breaks. */
  continuous: boolean;
  /** Least number of points in a segment. */
  minPoints: number;
  /** How the intervals were made. */
  interval: PiecewiseTrendInterval;
}

/** What is asked of the breaks: years, or null and how many at least and at most to look for; and the option itself. */
export interface BreakRequest {
  given: number[] | null;
  least: number;
  most: number;
  echo: ResolvedPiecewiseTrendOptions["breaks"];
}

/** More breaks no test tells from noise, and to look for them would take seconds; more given ones no report can show. */
const MOST_SEARCHED = 8;
const MOST_GIVEN = 50;

const INTERVALS: readonly PiecewiseTrendInterval[] = ["residual", "profile", "t"];

export function resolveBreaks(breaks: PiecewiseTrendOptions["breaks"] | undefined): BreakRequest {
  const path = "options.breaks";
  if (typeof breaks !== "object" || breaks === null)
    return refuse("INVALID_OPTION", "years, { count } or { max }", breaks, path);
  if ("count" in breaks) {
    const count = requireWhole(breaks.count, 0, `${path}.count`, MOST_SEARCHED);
    return { given: null, least: count, most: count, echo: { count } };
  }
  if ("max" in breaks) {
    const max = requireWhole(breaks.max, 0, `${path}.max`, MOST_SEARCHED);
    return { given: null, least: 0, most: max, echo: { max } };
  }
  const given = Array.from(finiteColumn(breaks, path));
  if (given.length > MOST_GIVEN || given.some((at, j) => at <= given[j - 1]!)) {
    refuse("INVALID_OPTION", `up to ${MOST_GIVEN} ascending years`, breaks, path);
  }
  return { given, least: 0, most: 0, echo: [...given] };
}

/** Checks all but the columns; without an interval asked for it is the one for breaks given. */
export function resolvePiecewiseOptions(
  options: PiecewiseTrendOptions,
  breaks: ResolvedPiecewiseTrendOptions["breaks"],
  clusters: ClusterIndex | null,
): ResolvedPiecewiseTrendOptions {
  const { continuous, referenceYear, interval, minPoints } = options;
  requireFlag(continuous, "options.continuous");
  if (referenceYear !== undefined) requireFinite(referenceYear, "options.referenceYear");
  const asked = requireOneOf(
    interval ?? (clusters ? "cluster" : "t"),
    clusters ? ["cluster"] : INTERVALS,
    "options.interval",
  );
  if (clusters) requirePoints(clusters.count, 2, "options.clusters");
  return {
    ...resolveFitOptions(options, clusters?.count ?? null),
    breaks,
    continuous,
    minPoints: requireWhole(minPoints ?? 5, 2, "options.minPoints"),
    interval: asked,
  };
}
