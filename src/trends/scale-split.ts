import { requireFinite, requireOptions, requireWhole } from "../numeric/checks.ts";
import { stretchMoments } from "../statistics/window-moments.ts";
import { dayOfDate, dayOfDecimalYear } from "./day-number.ts";
import { chronologicalOrder, logSeries, type Series } from "./series.ts";

/** What {@link splitByScale} may be told. */
export interface SplitByScaleOptions {
  /** Systems at most this many days away, on either side, are compared; default 364, the paper's 2 x 26 weeks. */
  windowDays?: number;
  /** Below this z-score a system is a low outlier; default -2. */
  lowZ?: number;
  /** Above this z-score a late system is large; default 0.76, chosen by eye in the paper. */
  highZ?: number;
  /** ISO date; only systems of a later day can be large. Default "2015-09-01". */
  largeAfter?: string;
}

/** Positions in the series, in its order, of three sets that have no point in common; and the z-score of every point. */
export interface ScaleSplit {
  /** Places of the large-scale systems. */
  large: number[];
  /** Places of the regular systems. */
  regular: number[];
  /** Places of the low outliers. */
  lowOutliers: number[];
  /** Null for a point with no other in its window, or whose window holds one value only. */
  z: (number | null)[];
}

/**
 * Sets apart the systems that are much larger, or much smaller, than others of their time.
 *
 * Each point's log10(value) is compared with those of all points at most `windowDays` calendar days away, itself
 * included: z = (log10 value - mean) / population standard deviation. z < lowZ is a low outlier; z > highZ after
 * `largeAfter` is large; the rest, and points without z, are regular.
 *
 * @param series - Decimal years (year + (dayOfYear - 1) / daysInYear, read back as days) and positive values.
 * @param options - See {@link SplitByScaleOptions}.
 * @returns Plain JSON, in O(n log n).
 * @throws ScalingError `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `INVALID_OPTION`, `INVALID_DATE`.
 *
 * The rule is that of the code of Sevilla et al. 2022 (arXiv 2202.05924, section 3); their text says 1.5 and 2 years
 * where the code takes one. The split is by z-scores that contain the point itself, is not repeated without the points
 * it removes, and its thresholds were set by eye: a trend fitted within one of the sets is not an independent finding.
 *
 * @example
 * ```ts
 * import { splitByScale } from "scaling-laws/trends";
 *
 * const series = { year: [2019, 2019.2, 2019.4, 2019.6, 2019.8], value: [1e20, 2e20, 1e20, 3e20, 1e24] };
 * const { large, regular, z } = splitByScale(series);
 * console.log(large); // => [4]
 * console.log(regular); // => [0, 1, 2, 3]
 * console.log(z[4]?.toFixed(2)); // => "1.99"
 * ```
 */
export function splitByScale(series: Series, options: SplitByScaleOptions = {}): ScaleSplit {
  requireOptions(options);
  const windowDays = requireWhole(options.windowDays ?? 364, 0, "options.windowDays");
  const lowZ = requireFinite(options.lowZ ?? -2, "options.lowZ");
  const highZ = requireFinite(options.highZ ?? 0.76, "options.highZ");
  const largeAfter = dayOfDate(options.largeAfter ?? "2015-09-01", "options.largeAfter");
  const { n, year, log10Value } = logSeries(series, 1);

  const order = chronologicalOrder(year);
  const day = Float64Array.from(order, (position) => dayOfDecimalYear(year[position]!));
  const moments = stretchMoments(Float64Array.from(order, (position) => log10Value[position]!));
  const z = new Array<number | null>(n).fill(null);
  const late = new Array<boolean>(n).fill(false);
  let from = 0;
  let to = 0;
  for (let k = 0; k < n; k++) {
    while (day[from]! < day[k]! - windowDays) from++;
    while (to < n && day[to]! <= day[k]! + windowDays) to++;
    const { count, mean, squares } = moments(from, to);
    const position = order[k]!;
    late[position] = day[k]! > largeAfter;
    if (squares > 0) z[position] = (log10Value[position]! - mean) / Math.sqrt(squares / count);
  }

  const split: ScaleSplit = { large: [], regular: [], lowOutliers: [], z };
  for (let i = 0; i < n; i++) {
    const score = z[i] ?? null;
    if (score !== null && score < lowZ) split.lowOutliers.push(i);
    else if (score !== null && score > highZ && late[i]) split.large.push(i);
    else split.regular.push(i);
  }
  return split;
}
