import type { InteractionMoments } from "./interaction-moments.ts";
import { type MomentLaw, saturationOf } from "./moment-law.ts";
import { log10Gain, type RoutingNumbers } from "./saturation.ts";

/** The numbers that a law predicts with, in the units of the data. */
export function numbersOfLaw({ data, near, b, c }: InteractionMoments, law: MomentLaw): RoutingNumbers {
  const { start, inverseMax } = saturationOf(law.shape);
  const [byA, byD, byB, byC] = [law.grown[0]!, law.grown[1]!, law.grown[2]!, law.grown[3]!];
  const own = Math.log10(start) + law.means[0]!;
  const from = Math.log10(near.start) + law.means[1]!;
  const a = near.a + byA + c * from - (c + byC) * own;
  const d = near.d + near.a * data.centre + byD + b * from - (b + byB) * own;
  return { a, b: b + byB - (c + byC) * data.centre, c: c + byC, d: d - a * data.centre, start, inverseMax };
}

/** y less the law's value, of some rows. */
export function errorsByLaw(
  { data, residuals, near, b, c }: InteractionMoments,
  rows: readonly number[],
  law: MomentLaw,
): number[] {
  const { start, inverseMax } = saturationOf(law.shape);
  const [byA, byD, byB, byC] = [law.grown[0]!, law.grown[1]!, law.grown[2]!, law.grown[3]!];
  return rows.map((i) => {
    const x = data.x[i]! - data.centre;
    const excess = data.excess[i]!;
    const v = log10Gain(start, inverseMax, excess) - law.means[0]!;
    const moved = log10Gain(near.start, near.inverseMax, excess) - law.means[1]! - v;
    return residuals[i]! + moved * (b + c * x) - (byA * x + byD + (byB + byC * x) * v);
  });
}
