import { ScalingError } from "../errors.ts";
import { finiteColumn, requireFinite, requireOneOf, requireWhole } from "../numeric/checks.ts";
import type { ClusterIndex } from "../statistics/clusters.ts";
import { type FitOptions, type ResolvedFitOptions, resolveFitOptions } from "../statistics/fit-options.ts";

/**
 * - `residual`: residuals drawn again at the same years, breaks looked for anew each time; percentiles. Supposes errors
 *   that are independent and alike. The default where breaks are estimated;
 * - `wild`: the same with each year's own residual and a random sign (one sign a cluster): the spread may change;
 * - `cluster`: whole clusters drawn again, breaks looked for anew; with breaks given, the CR1 covariance and t;
 * - `profile`: for breaks, all years at which the sum of squares, the rest fitted again, stays below
 *   SSE (1 + F(1, n - p) / (n - p)); it may be unbounded. For slopes, t with the covariance of `t`;
 * - `t`: t with the covariance of coefficients and breaks together (Gauss and Newton). With the breaks given it is the
 *   classical interval, and the default. With breaks estimated it covers far less than its level.
 */
export type PiecewiseTrendInterval = "residual" | "wild" | "cluster" | "profile" | "t";

/** How {@link fitPiecewiseTrend} fits; `breaks` and `continuous` are required. */
export interface PiecewiseTrendOptions extends FitOptions {
  /** The breaks themselves; how many to look for; or up to how many, of which BIC takes its choice. */
  breaks: readonly number[] | { count: number } | { max: number };
  /** Whether the segments meet at the breaks. */
  continuous: boolean;
  /**
   * The least number of points in a segment with estimated breaks, at least 2; default 5. Of a continuous line, a point
   * on a break counts in both its segments. Every segment also holds two different years.
   */
  minPoints?: number;
  interval?: PiecewiseTrendInterval;
  /** Where `log10AtReference` of a continuous line is read; default the (weighted) mean year. */
  referenceYear?: number;
}

/** The options as they were used. */
export interface ResolvedPiecewiseTrendOptions extends ResolvedFitOptions {
  breaks: number[] | { count: number } | { max: number };
  continuous: boolean;
  minPoints: number;
  interval: PiecewiseTrendInterval;
}

/** What is asked of the breaks: given years, or a least and a largest number to look for. */
export type BreakRequest = { given: number[] } | { least: number; most: number };

const INTERVALS: readonly PiecewiseTrendInterval[] = ["residual", "wild", "cluster", "profile", "t"];
const PATH = "options.breaks";

function refuseBreaks(): never {
  throw new ScalingError("INVALID_OPTION", "Expected years, { count } or { max }", PATH);
}

export function resolveBreaks(breaks: PiecewiseTrendOptions["breaks"] | undefined): BreakRequest {
  if (typeof breaks !== "object" || breaks === null) return refuseBreaks();
  if ("count" in breaks) {
    const count = requireWhole(breaks.count, 0, `${PATH}.count`);
    return { least: count, most: count };
  }
  if ("max" in breaks) return { least: 0, most: requireWhole(breaks.max, 0, `${PATH}.max`) };
  if (!("length" in breaks)) return refuseBreaks();
  const given = Array.from(finiteColumn(breaks, PATH));
  for (let j = 1; j < given.length; j++) {
    if (!(given[j]! > given[j - 1]!)) {
      throw new ScalingError(
        "INVALID_OPTION",
        `Expected ascending years but got ${given[j]} after ${given[j - 1]}`,
        PATH,
      );
    }
  }
  return { given };
}

/** Checks all but the columns; `interval` is what was asked for, or null for the default. */
export function resolvePiecewiseOptions(
  options: PiecewiseTrendOptions,
  clusters: ClusterIndex | null,
): Omit<ResolvedPiecewiseTrendOptions, "interval"> & { interval: PiecewiseTrendInterval | null } {
  if (typeof options.continuous !== "boolean") {
    throw new ScalingError("INVALID_OPTION", "Expected true or false", "options.continuous");
  }
  if (options.referenceYear !== undefined) requireFinite(options.referenceYear, "options.referenceYear");
  const { breaks } = options;
  return {
    ...resolveFitOptions(options, clusters?.count ?? null),
    breaks: "count" in breaks ? { count: breaks.count } : "max" in breaks ? { max: breaks.max } : Array.from(breaks),
    continuous: options.continuous,
    minPoints: requireWhole(options.minPoints ?? 5, 2, "options.minPoints"),
    interval: options.interval === undefined ? null : requireOneOf(options.interval, INTERVALS, "options.interval"),
  };
}

/** The interval asked for, or the default for breaks that are estimated or not; refuses clusters without effect. */
export function resolvePiecewiseInterval(
  asked: PiecewiseTrendInterval | null,
  estimated: boolean,
  clusters: ClusterIndex | null,
): PiecewiseTrendInterval {
  if (clusters === null) {
    if (asked !== "cluster") return asked ?? (estimated ? "residual" : "t");
    throw new ScalingError("INVALID_OPTION", 'Expected clusters for the interval "cluster"', "options.clusters");
  }
  if (clusters.count < 2) {
    throw new ScalingError(
      "TOO_FEW_POINTS",
      `Expected at least 2 clusters but got ${clusters.count}`,
      "options.clusters",
    );
  }
  if (asked === null || asked === "cluster" || asked === "wild") return asked ?? "cluster";
  throw new ScalingError(
    "INVALID_OPTION",
    `Expected an interval that heeds clusters ("cluster" or "wild") but got "${asked}"`,
    "options.interval",
  );
}
