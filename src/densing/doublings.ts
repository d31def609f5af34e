import { requirePositive } from "../numeric/checks.ts";

/**
 * The doubling time of a product of two growing things, in the unit of both: rates add, 1/T = 1/a + 1/b.
 *
 * @param a - A doubling time, above zero: of density, for instance.
 * @param b - Another, in the same unit: of chip compute for a price, about 767 days (Hobbhahn et al. 2023).
 * @throws ScalingError `NOT_POSITIVE`, `NOT_FINITE`.
 *
 * Source: Xiao et al. 2025 (arXiv 2412.04315), corollary 3; its 88 days are those of a density doubling in 100 days.
 *
 * @example
 * ```ts
 * import { combineDoublings } from "scaling-laws/densing";
 *
 * console.log(combineDoublings(100, 2.1 * 365.25).toFixed(2)); // => "88.47"
 * console.log(combineDoublings(106.16, 2.1 * 365.25).toFixed(2)); // => "93.25"
 * ```
 */
export function combineDoublings(a: number, b: number): number {
  const [shorter, longer] = [requirePositive(a, "a"), requirePositive(b, "b")].sort((x, y) => x - y) as [
    number,
    number,
  ];
  return shorter / (1 + shorter / longer);
}
