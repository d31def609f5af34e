import type { Warning } from "../errors.ts";
import { positiveColumn, requireFlag, requireOptions, requirePoints } from "../numeric/checks.ts";
import { binomialCdf } from "../statistics/exact-tests.ts";
import {
  countRange,
  ENDPOINTS,
  type Endpoints,
  type FlankedCount,
  flankedCount,
  type RangeCounts,
  resolveEndpoints,
  sizeRange,
} from "./size-range.ts";

/** Counts in a named range and its flanks, and how surprising so few inside are. */
export interface NamedGapCount extends FlankedCount {
  /** The larger of the two below: the range must be emptier than both flanks. */
  pValue: number;
  /** That the range is emptier than the flank below it. */
  pLeft: number;
  /** That the range is emptier than the flank above it. */
  pRight: number;
}

/** The test of a range that the user named. */
export interface NamedGapTest extends NamedGapCount {
  /** Lower end of the range, in parameters. */
  lower: number;
  /** Upper end of the range, in parameters. */
  upper: number;
  /** The test under each rule for sizes on the ends. */
  byEndpoints: Record<Endpoints, NamedGapCount>;
  /** Sizes exactly on the lower and the upper end. */
  atLower: number;
  /** Sizes exactly on the upper end. */
  atUpper: number;
  /** The options as they were resolved, defaults included. */
  options: {
    /** The rule for sizes on the ends. */
    endpoints: Endpoints;
    /** Whether the range was named before looking. */
    preregistered: boolean;
  };
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

function binomialTest(counts: RangeCounts, endpoints: Endpoints): NamedGapCount {
  const flanked = flankedCount(counts, endpoints);
  const pLeft = binomialCdf(flanked.countInside, flanked.countInside + flanked.countLeft, 0.5);
  const pRight = binomialCdf(flanked.countInside, flanked.countInside + flanked.countRight, 0.5);
  return { ...flanked, pValue: Math.max(pLeft, pRight), pLeft, pRight };
}

function namedGapWarnings(counts: RangeCounts, tests: readonly NamedGapCount[], preregistered: boolean): Warning[] {
  const warnings: Warning[] = [];
  const p = tests.map((test) => test.pValue);
  const least = Math.min(...p);
  const most = Math.max(...p);
  if (counts.atLower + counts.atUpper > 0 && least <= 0.05 !== most <= 0.05) {
    const message = `Sizes on the lower end: ${counts.atLower}, on the upper: ${counts.atUpper}. p runs from ${least.toPrecision(2)} to ${most.toPrecision(2)} with the rule for ends.`;
    warnings.push({ code: "HEAPED_ENDS", message, path: "byEndpoints" });
  }
  if (!preregistered) {
    const message =
      "The range is taken as chosen after looking at sizes: p does not pay for the choice; the search for gaps (findParameterGaps) does.";
    warnings.push({ code: "POST_HOC_RANGE", message, path: "pValue" });
  }
  return warnings;
}

/**
 * Tests whether a range of model size that the user names is emptier than both of its flanks.
 *
 * The flanks are as wide as the range in log size. Given the sizes inside and in one flank, an equal share of them would
 * lie on each side: p = P(Binomial(inside + flank, 1/2) <= inside), exactly, and the larger of the two flanks' p counts.
 * Sizes heap on round ends such as 20B and 70B, so every rule for ends is reported beside the one asked for.
 *
 * @param sizes - Model sizes in parameters, above zero.
 * @param range - The two ends, in parameters, the lower first.
 * @param options - `endpoints`: default "closed"; `preregistered`: true only if the range was fixed before these sizes
 * were seen, default false.
 * @returns Counts and p-values by the rule asked for, all rules side by side, and warnings.
 * @throws ScalingError EMPTY_INPUT, NOT_POSITIVE, NOT_FINITE; OUT_OF_RANGE when the lower end is not below the upper.
 * @remarks Villalobos et al. (2022), 2207.02852, name 20B to 70B; the test is ours.
 * @example
 * ```ts
 * import { testParameterGap } from "scaling-laws/parameter-gap";
 *
 * const sizes = [7e9, 8e9, 11e9, 13e9, 17e9, 30e9, 80e9, 100e9, 130e9, 175e9, 200e9];
 * const test = testParameterGap(sizes, [20e9, 70e9], { preregistered: true });
 * console.log([test.countInside, test.countLeft, test.countRight, test.pValue]); // => [1, 5, 5, 0.109375]
 * ```
 */
export function testParameterGap(
  sizes: ArrayLike<number>,
  range: readonly [number, number],
  options: { endpoints?: Endpoints; preregistered?: boolean } = {},
): NamedGapTest {
  requireOptions(options);
  const { lower, upper, leftEnd, rightEnd } = sizeRange(range);
  const endpoints = resolveEndpoints(options.endpoints);
  const preregistered = requireFlag(options.preregistered ?? false, "options.preregistered");
  const column = positiveColumn(sizes, "sizes");
  requirePoints(column.length, 1, "sizes");
  const counts = countRange(column, { lower, upper, leftEnd, rightEnd });
  const byEndpoints = {
    closed: binomialTest(counts, "closed"),
    open: binomialTest(counts, "open"),
    halfOpen: binomialTest(counts, "halfOpen"),
    drop: binomialTest(counts, "drop"),
  };
  const tests = ENDPOINTS.map((rule) => byEndpoints[rule]);
  return {
    lower,
    upper,
    ...byEndpoints[endpoints],
    byEndpoints,
    atLower: counts.atLower,
    atUpper: counts.atUpper,
    options: { endpoints, preregistered },
    warnings: namedGapWarnings(counts, tests, preregistered),
  };
}
