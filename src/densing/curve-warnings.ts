import type { Warning } from "../errors.ts";
import type { CurveProblem, FittedCurve } from "./curve-fit.ts";
import type { LogisticOptimum } from "./logistic-fit.ts";
import { logisticAt } from "./logistic-problem.ts";

/** A fitted asymptote is seen when this many points lie within this share of the height from it. */
const PLATEAU = 0.1;
const POINTS_ON_PLATEAU = 3;
/** A standard error above this share of the height means that the data leave the asymptote open. */
const WIDE = 0.1;

/**
 * The warning that an asymptote was fitted where the data do not show it.
 *
 * @param standardError - Of the asymptote; null where there is none.
 */
export function asymptoteWarning(
  side: "ceiling" | "floor",
  { data, observed }: CurveProblem,
  at: LogisticOptimum,
  standardError: number | null,
  path: string,
): Warning[] {
  const height = at.ceiling - at.floor;
  let near = 0;
  let reached = side === "ceiling" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  for (let i = 0; i < observed; i++) {
    // The curve's own height there, so that the scatter of a low score does not count as the floor.
    const share = (logisticAt(at, data.x[i]!) - at.floor) / height;
    if (side === "ceiling" ? share >= 1 - PLATEAU : share <= PLATEAU) near++;
    reached = side === "ceiling" ? Math.max(reached, share) : Math.min(reached, share);
  }
  const wide = standardError === null || standardError > WIDE * height;
  if (near >= POINTS_ON_PLATEAU && !wide) return [];
  const where = `${side} ${at[side].toPrecision(4)}`;
  const anchored = data.x.length > observed ? ", and the anchor is no datum" : "";
  const message =
    near < POINTS_ON_PLATEAU
      ? `The ${where} is where the form puts it, not where the data show it: ${near} of ${observed} points lie within ${100 * PLATEAU} % of it, the curve reaches ${(100 * reached).toFixed(0)} % of its height on them${anchored}.`
      : `The ${where} has ${standardError === null ? "no standard error" : `a standard error of ${standardError.toPrecision(2)}`}: the data leave it open.`;
  return [{ code: "NOT_IDENTIFIED", message, path }];
}

/** The warning that a fitted floor is held at its least value, if it is. */
export function heldFloorWarning({ optimum }: FittedCurve, path: string): Warning[] {
  if (!optimum.atBound.includes("floor")) return [];
  const message = `The floor is held at its least value, ${optimum.floor}: it has no interval.`;
  return [{ code: "COEFFICIENT_AT_BOUND", message, path }];
}

/** Warnings of the shape that ended at the end of the range searched, by the terms that it has in the law. */
export function rangeWarnings(
  { optimum, coefficients }: FittedCurve,
  terms: { readonly steepness: string; readonly midpoint: string },
): Warning[] {
  const warnings: Warning[] = [];
  for (const place of ["steepness", "midpoint"] as const) {
    if (!optimum.atBound.includes(place)) continue;
    const term = terms[place];
    const message = `${term} ended at the end of the range searched, ${coefficients[term]!.estimate.toPrecision(4)}: the data do not bound it.`;
    warnings.push({ code: "COEFFICIENT_AT_BOUND", message, path: `coefficients.${term}` });
  }
  return warnings;
}
