import { type RandomSource, standardNormal, uniform } from "../../src/numeric/random.ts";

/** Unimodal shapes of log10 size; the gap test must not find gaps in any of them. */
export const UNIMODAL: Record<string, (random: RandomSource) => number> = {
  normal: (random) => 10 + 0.8 * standardNormal(random),
  skewed: (random) => 7 - 0.7 * Math.log(uniform(random) * uniform(random) + 1e-300),
  "heavy-tailed": (random) => {
    const chiSquared = standardNormal(random) ** 2 + standardNormal(random) ** 2 + standardNormal(random) ** 2;
    return 10 + (0.6 * standardNormal(random)) / Math.sqrt(chiSquared / 3);
  },
  uniform: (random) => 7 + 5 * uniform(random),
};

/** n sizes whose log10 comes from one of the shapes. */
export function sizesFrom(random: RandomSource, draw: (random: RandomSource) => number, n: number): Float64Array {
  return Float64Array.from({ length: n }, () => 10 ** draw(random));
}

/** Normal log10 sizes with the range 10.3 to 10.845 emptied. */
export function emptiedNormal(random: RandomSource): number {
  for (;;) {
    const x = 10 + 0.8 * standardNormal(random);
    if (x <= 10.3 || x >= 10.845) return x;
  }
}
