/**
 * Standard normal scatter that is the same everywhere: quantiles of the fractions of k golden ratios, by the
 * approximation 4.91 (p^0.14 - (1 - p)^0.14) of Tukey's lambda distribution (within 0.01 between -2.5 and 2.5).
 */
export function normalScatter(k: number): number {
  const p = (k * 0.6180339887498949) % 1;
  return 4.91 * (p ** 0.14 - (1 - p) ** 0.14);
}
