import { ScalingError } from "../errors.ts";
import { requireOneOf, requireOptions, requirePositive } from "../numeric/checks.ts";

/**
 * What happens to sizes exactly on an end of a range: both ends belong to it (`closed`), neither does (`open`), the
 * lower one does (`halfOpen`), or such sizes count nowhere (`drop`).
 */
export type Endpoints = "closed" | "open" | "halfOpen" | "drop";

export const ENDPOINTS: readonly Endpoints[] = ["closed", "open", "halfOpen", "drop"];

/** A range of sizes with flanks of the same ratio on both sides: the left one from lower^2/upper, the right one to upper^2/lower. */
export interface SizeRange {
  lower: number;
  upper: number;
  leftEnd: number;
  rightEnd: number;
}

export function sizeRange(range: readonly [number, number]): SizeRange {
  requireOptions(range, "range");
  const lower = requirePositive(range[0], "range[0]");
  const upper = requirePositive(range[1], "range[1]");
  if (!(lower < upper)) {
    throw new ScalingError(
      "OUT_OF_RANGE",
      `Expected a lower end below the upper one but got ${lower} and ${upper}`,
      "range",
    );
  }
  return { lower, upper, leftEnd: lower * (lower / upper), rightEnd: upper * (upper / lower) };
}

export function resolveEndpoints(endpoints: Endpoints | undefined): Endpoints {
  return requireOneOf(endpoints ?? "closed", ENDPOINTS, "options.endpoints");
}

/** Sizes in each part of a range, those on its ends apart. */
export interface RangeCounts {
  below: number;
  left: number;
  atLower: number;
  between: number;
  atUpper: number;
  right: number;
  above: number;
}

export function countRange(sizes: ArrayLike<number>, range: SizeRange, kept?: (i: number) => boolean): RangeCounts {
  const counts: RangeCounts = { below: 0, left: 0, atLower: 0, between: 0, atUpper: 0, right: 0, above: 0 };
  for (let i = 0; i < sizes.length; i++) {
    if (kept !== undefined && !kept(i)) continue;
    const size = sizes[i]!;
    if (size === range.lower) counts.atLower++;
    else if (size === range.upper) counts.atUpper++;
    else if (size > range.lower && size < range.upper) counts.between++;
    else if (size < range.lower) {
      counts.below++;
      if (size > range.leftEnd) counts.left++;
    } else {
      counts.above++;
      if (size < range.rightEnd) counts.right++;
    }
  }
  return counts;
}

/** Counts inside a range and in its flanks, with the sizes on the ends put where the rule says. */
export interface FlankedCount {
  /** Sizes in the range. */
  countInside: number;
  /** Sizes in the flank below. */
  countLeft: number;
  /** Sizes in the flank above. */
  countRight: number;
}

export function flankedCount(counts: RangeCounts, endpoints: Endpoints): FlankedCount {
  const lowerInside = endpoints === "closed" || endpoints === "halfOpen";
  const upperInside = endpoints === "closed";
  const dropped = endpoints === "drop";
  return {
    countInside: counts.between + (lowerInside ? counts.atLower : 0) + (upperInside ? counts.atUpper : 0),
    countLeft: counts.left + (lowerInside || dropped ? 0 : counts.atLower),
    countRight: counts.right + (upperInside || dropped ? 0 : counts.atUpper),
  };
}
