import { ScalingError } from "../errors.ts";
import { finiteColumn, requirePoints } from "../numeric/checks.ts";
import { tabulatedTail } from "../numeric/tail-table.ts";
import { dipStatistic } from "./dip.ts";
import { DIP_TABLE, DIP_TAILS } from "./dip-table.ts";

/** Hartigan's dip and how surprising it is under the uniform distribution. */
export interface DipTest {
  /** Hartigan's dip. */
  statistic: number;
  /** How often chance alone gives a statistic as large. */
  pValue: number;
}

/**
 * Hartigan and Hartigan's dip test of unimodality.
 *
 * The dip is the least largest distance between the empirical distribution and any unimodal one. Its p-value is taken
 * under the uniform distribution, the least favourable unimodal one, from a simulated table of sqrt(n) x dip.
 *
 * @param log10Sizes - At least 4 finite values; any unit, log10 sizes in this library.
 * @returns The dip, between 1/(2n) and 1/4, and its p-value, not below 0.0001.
 * @throws ScalingError TOO_FEW_POINTS, NOT_FINITE, OUT_OF_RANGE for values too close together to be told apart.
 * @remarks Hartigan and Hartigan (1985), The dip test of unimodality. It says that there is more than one mode, not
 * where; it is conservative for peaked shapes and blind to a narrow gap.
 * @example
 * ```ts
 * import { dipTest } from "scaling-laws/parameter-gap";
 *
 * console.log(dipTest([1, 2, 3, 4]).statistic); // => 0.125
 * ```
 */
export function dipTest(log10Sizes: ArrayLike<number>): DipTest {
  const sorted = finiteColumn(log10Sizes, "log10Sizes").sort();
  requirePoints(sorted.length, 4, "log10Sizes");
  const statistic = dipStatistic(sorted);
  if (!Number.isFinite(statistic)) {
    throw new ScalingError("OUT_OF_RANGE", "Expected values an ordinary distance apart", "log10Sizes");
  }
  const pValue = tabulatedTail(DIP_TAILS, DIP_TABLE, sorted.length, statistic * Math.sqrt(sorted.length));
  return { statistic, pValue };
}
