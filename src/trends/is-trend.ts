import { isLaw, type SavedLaw } from "../statistics/saved-law.ts";

/**
 * Whether `value` is a trend by least squares, fitted or stored, that can be predicted from. Never throws.
 *
 * @example
 * ```ts
 * import { fitTrend, isTrend } from "scaling-laws/trends";
 *
 * const fit = fitTrend({ year: [2020, 2021, 2022], value: [1e20, 1e21, 3e21] });
 * console.log(isTrend(JSON.parse(JSON.stringify(fit)))); // => true
 * console.log(isTrend({ kind: "trend" })); // => false
 * ```
 */
export function isTrend(value: unknown): value is SavedLaw<"trend"> {
  return isLaw(value, "trend");
}

/**
 * Whether `value` is a robust trend (Theil and Sen), fitted or stored, that can be predicted from. Never throws.
 *
 * @example
 * ```ts
 * import { fitTrend, isRobustTrend } from "scaling-laws/trends";
 *
 * const leastSquares = fitTrend({ year: [2020, 2021, 2022], value: [1e20, 1e21, 3e21] });
 * console.log(isRobustTrend(leastSquares)); // => false
 * ```
 */
export function isRobustTrend(value: unknown): value is SavedLaw<"robust-trend"> {
  return isLaw(value, "robust-trend");
}

/**
 * Whether `value` is a quantile trend, fitted or stored, that can be predicted from. Never throws.
 *
 * @example
 * ```ts
 * import { fitTrend, isQuantileTrend } from "scaling-laws/trends";
 *
 * const leastSquares = fitTrend({ year: [2020, 2021, 2022], value: [1e20, 1e21, 3e21] });
 * console.log(isQuantileTrend(leastSquares)); // => false
 * ```
 */
export function isQuantileTrend(value: unknown): value is SavedLaw<"quantile-trend"> {
  return isLaw(value, "quantile-trend");
}
