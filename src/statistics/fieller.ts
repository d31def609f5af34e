/**
 * The distances at which an uncertain line may pass through zero: all of an `interval`, all but what lies strictly
 * between `lower` and `upper` (`outside`), one `half-line` (the other bound null), or `everywhere`.
 */
export type ZeroSet =
  | { shape: "interval" | "outside"; lower: number; upper: number }
  | { shape: "half-line"; lower: number | null; upper: number | null }
  | { shape: "everywhere" };

/**
 * The confidence set of the distance d where level + slope d = 0, by Fieller's theorem (1954): every d with
 * (level + slope d)^2 <= multiplier^2 Var(level + slope d). It is an interval only where the slope itself is
 * distinguishable from zero.
 */
export function fiellerZeroSet(
  level: number,
  slope: number,
  covariance: readonly (readonly number[])[],
  multiplier: number,
): ZeroSet {
  const varianceLevel = covariance[0]![0]!;
  const both = covariance[0]![1]!;
  const varianceSlope = covariance[1]![1]!;
  const m2 = multiplier * multiplier;
  const a = slope * slope - m2 * varianceSlope;
  const b = level * slope - m2 * both;
  const c = level * level - m2 * varianceLevel;
  // b^2 - a c, written so that its leading terms cannot cancel.
  const spread = level * level * varianceSlope - 2 * level * slope * both + slope * slope * varianceLevel;
  const discriminant = m2 * (spread - m2 * (varianceLevel * varianceSlope - both * both));
  if (a < 0 && discriminant <= 0) return { shape: "everywhere" };
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(Math.max(0, discriminant)));
  const far = q / a;
  const near = q === 0 ? far : c / q;
  if (!Number.isFinite(far)) {
    // a is zero but for rounding: 2 b d + c <= 0 remains.
    if (b === 0 || !Number.isFinite(near)) return { shape: "everywhere" };
    return { shape: "half-line", lower: b < 0 ? near : null, upper: b > 0 ? near : null };
  }
  return { shape: a > 0 ? "interval" : "outside", lower: Math.min(far, near), upper: Math.max(far, near) };
}
