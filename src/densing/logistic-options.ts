import { ScalingError } from "../errors.ts";
import { refuse, requireFinite, requireOneOf, requirePoints } from "../numeric/checks.ts";
import type { ClusterIndex } from "../statistics/clusters.ts";

/**
 * - `t`: s^2 (J'J)^-1 and Student's t with n - k degrees of freedom; errors independent, of one spread;
 * - `residual`: residuals put back on the curve; the design stays, as it must where a few sizes were chosen;
 * - `percentile`: whole points, or whole clusters, drawn again.
 */
export type CurveInterval = "t" | "residual" | "percentile";

/** With clusters only whole clusters can be drawn. */
export function resolveCurveInterval(asked: CurveInterval | undefined, clusters: ClusterIndex | null): CurveInterval {
  if (clusters !== null) requirePoints(clusters.count, 2, "options.clusters");
  const choices: CurveInterval[] = clusters === null ? ["t", "residual", "percentile"] : ["percentile"];
  return requireOneOf(asked ?? choices[0]!, choices, "options.interval");
}

/** A given asymptote, or null for a fitted one. */
export function resolveAsymptote(value: number | "fitted" | undefined, path: string): number | null {
  if (value === undefined || value === "fitted") return null;
  if (typeof value === "string") refuse("INVALID_OPTION", 'a number or "fitted"', value, path);
  return requireFinite(value, path);
}

/** The least value of a fitted floor, -Infinity for none; a given floor may not lie below it. */
export function resolveFloorMin(value: number | undefined, floor: number | null): number {
  if (value === undefined) return Number.NEGATIVE_INFINITY;
  if (floor === null || floor >= requireFinite(value, "options.floorMin"))
    return requireFinite(value, "options.floorMin");
  const message = `Expected a floor of at least floorMin, ${value}, but got ${floor}`;
  throw new ScalingError("INVALID_OPTION", message, "options.floor");
}
