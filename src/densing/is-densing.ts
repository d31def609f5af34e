import { isLaw, type SavedLaw } from "../statistics/saved-law.ts";

/**
 * Whether `value` is a performance curve, fitted, published or stored, that can be predicted from. Never throws.
 *
 * @example
 * ```ts
 * import { isPerformanceCurve } from "scaling-laws/densing";
 * import { xiao2025 } from "scaling-laws/published";
 *
 * console.log(isPerformanceCurve(xiao2025.mmlu.curve)); // => true
 * ```
 */
export function isPerformanceCurve(value: unknown): value is SavedLaw<"performance-curve"> {
  return isLaw(value, "performance-curve");
}

/**
 * Whether `value` is a score law, fitted or stored, that can be predicted from. Never throws.
 *
 * @example
 * ```ts
 * import { isScoreLaw } from "scaling-laws/densing";
 *
 * console.log(isScoreLaw({ kind: "score-law" })); // => false
 * ```
 */
export function isScoreLaw(value: unknown): value is SavedLaw<"score-law"> {
  return isLaw(value, "score-law");
}

/**
 * Whether `value` is a densing law, fitted, published or stored, that can be predicted from. Never throws.
 *
 * @example
 * ```ts
 * import { isDensingLaw } from "scaling-laws/densing";
 * import { xiao2025 } from "scaling-laws/published";
 *
 * console.log(isDensingLaw(xiao2025.figure1.law)); // => true
 * ```
 */
export function isDensingLaw(value: unknown): value is SavedLaw<"densing-law"> {
  return isLaw(value, "densing-law");
}
