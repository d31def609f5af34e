import type { Warning } from "../errors.ts";
import { refuse } from "../numeric/checks.ts";
import { intervalMultiplier } from "../statistics/estimate.ts";
import type { Fit } from "../statistics/law.ts";
import { drawnSpread, type LogSpread, symmetricSpread } from "../statistics/power-prediction.ts";
import type { RoutingLaw, RoutingTerm } from "./routing-law.ts";
import type { RoutingNumbers } from "./saturation.ts";

/** The derivative of a quantity by each term of a law. */
export type RoutingGradient = Readonly<Record<RoutingTerm, number>>;

/** The numbers of each kept draw; null for a law without draws. */
export function numbersOfDraws({ draws, terms }: RoutingLaw): RoutingNumbers[] | null {
  if (draws === null || draws?.length < 2) return null;
  requireRows(draws, terms, "law.draws");
  const separable = terms.length === 3;
  return draws.map((draw) => {
    const [a = 0, b = 0, third = 0, fourth = third, start = 1, max = Infinity] = draw;
    return { a, b, c: separable ? 0 : third, d: fourth, start, inverseMax: 1 / max };
  });
}

/** Like `every`, but holes count, and a list that is none is not sound. */
function areAll<Item>(list: readonly Item[], sound: (item: Item) => boolean): boolean {
  return Array.isArray(list) && list.findIndex((item) => !sound(item)) < 0;
}

/** Rows of finite numbers, one for each term, and of a covariance one row for each. */
function requireRows(rows: number[][], terms: readonly string[], path: string): number[][] {
  const sound = areAll(rows, (row) => areAll(row, Number.isFinite) && row.length === terms?.length);
  return sound && rows.length > 0 ? rows : refuse("INVALID_LAW", "numbers for each term", rows, path);
}

/** The covariance of two quantities with these gradients; null for a law without a covariance. */
export function covarianceAlong(law: RoutingLaw, first: RoutingGradient, second: RoutingGradient): number | null {
  if (law.covariance === null) return null;
  const terms: readonly RoutingTerm[] = law.terms;
  const covariance = requireRows(law.covariance, terms, "law.covariance");
  const by = (gradient: RoutingGradient, j: number): number =>
    typeof terms[j] === "string" ? gradient[terms[j]] : Number.NaN;
  let total = 0;
  for (let j = 0; j < terms.length; j++) {
    for (let k = 0; k < terms.length; k++) total += by(first, j) * (covariance[j]?.[k] ?? Number.NaN) * by(second, k);
  }
  return total;
}

/** The spread of a quantity from its estimate, its derivatives, and its value for the numbers of a draw. */
export type SpreadOf = (
  estimate: number,
  gradient: RoutingGradient,
  value: (numbers: RoutingNumbers) => number,
) => LogSpread | null;

/**
 * What gives the spread of one quantity after another: the percentiles of its value over the law's draws where these are
 * kept, else by the delta method from the covariance; null for a law with neither.
 */
export function spreadsOf(law: RoutingLaw, level: number): SpreadOf {
  const draws = numbersOfDraws(law);
  const multiplier = intervalMultiplier(level, law.intervalDegreesOfFreedom);
  return (estimate, gradient, value) => {
    const spread = draws
      ? drawnSpread(Float64Array.from(draws, value), level)
      : law.covariance === null
        ? null
        : symmetricSpread(estimate, Math.sqrt(Math.max(0, covarianceAlong(law, gradient, gradient) ?? 0)), multiplier);
    const sound = !Number.isNaN(estimate + (spread?.standardError ?? 0));
    return sound ? spread : refuse("INVALID_LAW", "a law with a loss", estimate, "law");
  };
}

/** A warning for each input that lies outside what the fit saw. */
export function extrapolationWarnings(
  law: Partial<Pick<Fit, "support">>,
  inputs: Readonly<Record<string, number>>,
): Warning[] {
  return Object.entries(inputs).flatMap(([path, value]) => {
    const seen = law.support?.[path];
    if (seen === undefined) return [];
    if (![seen?.lower, seen?.upper].every(Number.isFinite)) refuse("INVALID_LAW", "a range", seen, "law.support");
    if (value >= seen.lower && value <= seen.upper) return [];
    const message = `${value} ${path} lie outside the data, ${seen.lower} to ${seen.upper}.`;
    return [{ code: "EXTRAPOLATION", message, path }];
  });
}
