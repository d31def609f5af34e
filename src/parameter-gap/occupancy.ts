import {
  finiteColumn,
  positiveColumn,
  requireFinite,
  requireOptions,
  requirePoints,
  requireSameLength,
} from "../numeric/checks.ts";
import { fisherExact, type TwoByTwo, wilsonInterval } from "../statistics/exact-tests.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { countRange, type Endpoints, flankedCount, resolveEndpoints, type SizeRange, sizeRange } from "./size-range.ts";

/** Model sizes with their decimal years. */
export interface DatedSizes {
  /** Decimal years. */
  year: ArrayLike<number>;
  /** Sizes of the models, in parameters. */
  size: ArrayLike<number>;
}

interface Checked {
  /** Decimal year. */
  year: Float64Array;
  /** Sizes of the models, in parameters. */
  size: Float64Array;
  range: SizeRange;
}

function checked(dated: DatedSizes, range: readonly [number, number]): Checked {
  requireOptions(dated, "dated");
  const year = finiteColumn(dated.year, "dated.year");
  const size = positiveColumn(dated.size, "dated.size");
  requireSameLength(size.length, year.length, "dated.size");
  requirePoints(year.length, 1, "dated.year");
  return { year, size, range: sizeRange(range) };
}

/** How full a range of sizes was in one calendar year. */
export interface GapOccupancy {
  /** The calendar year. */
  year: number;
  /** Sizes of that year. */
  n: number;
  /** Sizes below the range. */
  below: number;
  /** Sizes exactly on its lower end. */
  atLower: number;
  /** Sizes between the ends, those on an end left out. */
  inside: number;
  /** Sizes exactly on its upper end. */
  atUpper: number;
  /** Sizes above the range. */
  above: number;
  /** Sizes in the flank below. */
  leftFlank: number;
  /** Sizes in the flank above. */
  rightFlank: number;
  /** inside/n, the ends left out, with its Wilson interval. */
  share: number;
  /** Lower end of Wilson's interval for the share. */
  lower: number;
  /** Upper end of Wilson's interval for the share. */
  upper: number;
  /** Confidence level of the intervals. */
  level: number;
}

/**
 * How many sizes fall into a range, year by year, with Wilson's interval for the share.
 *
 * @param dated - `year`: decimal years; `size`: parameters, above zero.
 * @param range - The two ends, in parameters, the lower first; sizes exactly on an end are counted apart.
 * @param options - `level` of the intervals, default 0.95.
 * @returns A row for each calendar year that has systems, in order.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH, NOT_POSITIVE, NOT_FINITE, OUT_OF_RANGE, INVALID_OPTION.
 * @remarks Wilson (1927).
 * @example
 * ```ts
 * import { gapOccupancy } from "scaling-laws/parameter-gap";
 *
 * const rows = gapOccupancy({ year: [2021.2, 2021.7, 2022.4], size: [7e9, 175e9, 40e9] }, [20e9, 70e9]);
 * console.log(rows.map((row) => [row.year, row.n, row.inside])); // => [[2021, 2, 0], [2022, 1, 1]]
 * ```
 */
export function gapOccupancy(
  dated: DatedSizes,
  range: readonly [number, number],
  options: { level?: number } = {},
): GapOccupancy[] {
  requireOptions(options);
  const { year, size, range: ends } = checked(dated, range);
  const level = resolveLevel(options.level);
  const sizesOf = new Map<number, number[]>();
  for (let i = 0; i < year.length; i++) {
    const calendarYear = Math.floor(year[i]!);
    const sizes = sizesOf.get(calendarYear);
    if (sizes === undefined) sizesOf.set(calendarYear, [size[i]!]);
    else sizes.push(size[i]!);
  }
  const years = [...sizesOf].sort(([a], [b]) => a - b);
  return years.map(([calendarYear, sizes]) => {
    const counts = countRange(sizes, ends);
    const n = counts.below + counts.atLower + counts.between + counts.atUpper + counts.above;
    return {
      year: calendarYear,
      n,
      below: counts.below,
      atLower: counts.atLower,
      inside: counts.between,
      atUpper: counts.atUpper,
      above: counts.above,
      leftFlank: counts.left,
      rightFlank: counts.right,
      share: counts.between / n,
      ...wilsonInterval(counts.between, n, level),
      level,
    };
  });
}

/** Fisher's exact comparison of two eras. */
export interface EraContrast extends TwoByTwo {
  /** Where the share inside is larger. */
  direction: "more after" | "fewer after" | "same";
  /** One-sided, in that direction. */
  pValue: number;
  /** Fisher's p-value for a larger share inside after. */
  pMoreAfter: number;
  /** Fisher's p-value for a smaller share inside after. */
  pFewerAfter: number;
  /** Fisher's two-sided p-value. */
  pTwoSided: number;
}

function contrast(table: TwoByTwo): EraContrast {
  const { before, after } = table;
  const change = after.inside * (before.inside + before.outside) - before.inside * (after.inside + after.outside);
  const test = fisherExact(table);
  return {
    ...table,
    direction: change > 0 ? "more after" : change < 0 ? "fewer after" : "same",
    pValue: change > 0 ? test.pMoreAfter : change < 0 ? test.pFewerAfter : 1,
    ...test,
  };
}

/**
 * Has a gap closed? Compares the share of sizes inside a range before and from a year on.
 *
 * `insideVersusAll` sets sizes inside against all others; `insideVersusFlanks` against those in flanks as wide as the
 * range in log size, so that growth past the range does not count as filling it. Fisher's exact test, which is the
 * permutation test of the dates.
 *
 * @param dated - `year`: decimal years; `size`: parameters, above zero.
 * @param range - The two ends, in parameters, the lower first.
 * @param atYear - The decimal year at which the second era begins.
 * @param options - `endpoints`: where sizes on an end count, default "closed".
 * @returns Both tables with direction and p-values, one- and two-sided.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH, NOT_POSITIVE, NOT_FINITE, OUT_OF_RANGE, INVALID_OPTION.
 * @remarks Fisher (1935).
 * @example
 * ```ts
 * import { contrastEras } from "scaling-laws/parameter-gap";
 *
 * const dated = { year: [2021, 2021, 2021, 2023, 2023, 2023], size: [9e9, 1e10, 1e11, 3e10, 4e10, 5e10] };
 * const { insideVersusAll } = contrastEras(dated, [20e9, 70e9], 2022);
 * console.log([insideVersusAll.direction, insideVersusAll.pValue.toFixed(2)]); // => ["more after", "0.05"]
 * ```
 */
export function contrastEras(
  dated: DatedSizes,
  range: readonly [number, number],
  atYear: number,
  options: { endpoints?: Endpoints } = {},
): {
  /** Sizes inside the range against all other sizes. */
  insideVersusAll: EraContrast;
  /** Sizes inside the range against those in its flanks alone. */
  insideVersusFlanks: EraContrast;
  /** The options as they were resolved. */
  options: {
    /** The rule for sizes on the ends. */
    endpoints: Endpoints;
  };
} {
  requireOptions(options);
  const { year, size, range: ends } = checked(dated, range);
  requireFinite(atYear, "atYear");
  const endpoints = resolveEndpoints(options.endpoints);
  const era = (kept: (i: number) => boolean) => {
    const counts = countRange(size, ends, kept);
    const flanked = flankedCount(counts, endpoints);
    const ofEnds = endpoints === "drop" ? 0 : counts.atLower + counts.atUpper;
    const all = counts.below + counts.between + counts.above + ofEnds;
    const inside = flanked.countInside;
    return {
      all: { inside, outside: all - inside },
      flanks: { inside, outside: flanked.countLeft + flanked.countRight },
    };
  };
  const before = era((i) => year[i]! < atYear);
  const after = era((i) => year[i]! >= atYear);
  return {
    insideVersusAll: contrast({ before: before.all, after: after.all }),
    insideVersusFlanks: contrast({ before: before.flanks, after: after.flanks }),
    options: { endpoints },
  };
}
