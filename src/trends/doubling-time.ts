import type { Warning } from "../errors.ts";
import { refuse, requireFinite, requireOptions, requirePositive } from "../numeric/checks.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { TrendLaw } from "./trend.ts";

const LOG10_OF_2 = /* @__PURE__ */ Math.log10(2);

/** One growth in the four ways it is written. */
export interface Growth {
  /** Orders of magnitude a year: log10 of the factor. */
  oomPerYear: number | null;
  /** Factor by which the quantity grows in a year; null beyond the largest number. */
  growthFactorPerYear: number | null;
  /** Null where nothing grows. */
  doublingTimeMonths: number | null;
  /** Growth in percent a year; null beyond the largest number. */
  percentPerYear: number | null;
}

/** What {@link doublingTime} and {@link convertGrowth} may be told. */
export interface DoublingTimeOptions {
  /** 12 for calendar months (default); `365 / 30` for the 30-day months in which 2202.05924 and 2207.02852 print. */
  monthsPerYear?: number;
}

/** How fast a trend doubles, or halves, or both as far as its interval allows. */
export interface DoublingTime {
  /** Months in which the quantity doubles; null where the whole interval says that it falls. */
  doublingTimeMonths: Prediction | null;
  /** Months in which the quantity halves; null where the whole interval says that it grows. */
  halvingTimeMonths: Prediction | null;
  /** Factor by which the quantity grows in a year. */
  growthFactorPerYear: Estimate;
  /** Growth in orders of magnitude a year. */
  oomPerYear: Estimate;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/**
 * The time in which a trend doubles: monthsPerYear log10(2) / slopeOomPerYear, with the interval of the slope mapped to
 * months.
 *
 * A slope whose interval holds zero may double in any time longer than a bound, or halve in any time longer than
 * another, or do neither. So `doublingTimeMonths` then has a lower bound and no upper one, `halvingTimeMonths` likewise,
 * only the branch of the estimate has an estimate, and `GROWTH_SIGN_UNCERTAIN` says it in numbers. A branch is null only
 * where the whole interval of the slope lies on the other side. (The papers take quantiles of 1 / slope instead, which
 * change sign: 2202.05924, table 7, Games.)
 *
 * @param trend - A trend, robust trend or quantile trend; or the `slopeOomPerYear` of anything, such as a segment of a
 * piecewise trend.
 * @returns Months, the factor a year and the slope, each at the level of the slope. Standard errors are the delta
 * method's; that of a time is given only where the interval of the slope excludes zero.
 * @throws ScalingError `WRONG_KIND` for a law with several slopes, `NOT_FINITE`, `NOT_POSITIVE`, `OUT_OF_RANGE`.
 *
 * @example
 * ```ts
 * import { doublingTime, fitTrend } from "scaling-laws/trends";
 *
 * const trend = fitTrend({ year: [2018, 2019, 2020, 2021], value: [1e20, 3e20, 3e21, 1e22] });
 * const { doublingTimeMonths, growthFactorPerYear } = doublingTime(trend);
 * console.log(doublingTimeMonths?.estimate?.toFixed(1)); // => "5.2"
 * console.log(doublingTimeMonths?.upper?.toFixed(1)); // => "9.2"
 * console.log(growthFactorPerYear.estimate.toFixed(1)); // => "5.0"
 * ```
 */
export function doublingTime(trend: TrendLaw | Estimate, options: DoublingTimeOptions = {}): DoublingTime {
  const monthsPerYear = monthsOfYear(options);
  const path = "trend";
  const slope =
    typeof trend === "object" && trend && "coefficients" in trend ? trend.coefficients?.slopeOomPerYear : trend;
  if (typeof slope !== "object" || !slope)
    refuse("WRONG_KIND", "a law, or segment, with a slopeOomPerYear", slope, path);
  const { standardError, lower, upper } = slope;
  const level = resolveLevel(slope.level, path);
  const estimate = requireFinite(slope.estimate, path);
  for (const each of [standardError, lower, upper]) if (each !== null) requireFinite(each, path);
  // One bound alone leaves the other side open; no bound at all leaves the estimate to stand alone.
  const least = lower ?? (upper === null ? estimate : -Infinity);
  const most = upper ?? (lower === null ? estimate : Infinity);
  const warnings: Warning[] = [];
  const branch = (sign: 1 | -1, slowest: number | null, fastest: number | null): Prediction => {
    const months = (rate: number | null): number | null =>
      rate !== null && sign * rate > 0 ? finite((sign * monthsPerYear * LOG10_OF_2) / rate) : null;
    const time = months(estimate);
    const longest = months(slowest);
    return {
      estimate: time,
      standardError: longest && time && standardError && finite((time * standardError) / Math.abs(estimate)),
      lower: months(fastest),
      upper: longest,
      level,
      warnings,
    };
  };
  const doubling = most > 0 ? branch(1, lower, upper) : null;
  const halving = least < 0 ? branch(-1, upper, lower) : null;
  if (least <= 0 && most >= 0) {
    const [from, to] = [least, most].map((each) => finite(each)?.toPrecision(3) ?? "no bound");
    const message = `The slope, ${from} to ${to} OOM per year, may be 0`;
    warnings.push({ code: least === most ? "NO_GROWTH" : "GROWTH_SIGN_UNCERTAIN", message, path: "oomPerYear" });
  }
  const factor = requireFinite(10 ** estimate, path);
  const factorOf = (rate: number | null): number | null => (rate === null ? null : finite(10 ** rate));
  return {
    doublingTimeMonths: doubling,
    halvingTimeMonths: halving,
    growthFactorPerYear: {
      estimate: factor,
      standardError: standardError && finite(factor * Math.LN10 * standardError),
      lower: factorOf(lower),
      upper: factorOf(upper),
      level,
    },
    oomPerYear: { estimate, standardError, lower, upper, level },
    warnings,
  };
}

/**
 * Converts a growth rate between orders of magnitude a year, factor a year, doubling time in months and percent a year:
 * factor = 10^oom = 1 + percent / 100, doublingTimeMonths = monthsPerYear log10(2) / oom.
 *
 * @param growth - Exactly one of the four. A factor and a doubling time are above 0, a percentage above -100.
 * @returns All four; the one given comes back as it is. `doublingTimeMonths` is null where nothing grows; what is beyond
 * the largest number that can be held is null.
 * @throws ScalingError `INVALID_OPTION` unless exactly one is given, `NOT_FINITE`, `NOT_POSITIVE`, `OUT_OF_RANGE`.
 *
 * @example
 * ```ts
 * import { convertGrowth } from "scaling-laws/trends";
 *
 * const growth = convertGrowth({ doublingTimeMonths: 6 });
 * console.log(growth.growthFactorPerYear?.toFixed(3)); // => "4.000"
 * console.log(growth.percentPerYear?.toFixed(1)); // => "300.0"
 * console.log(convertGrowth({ percentPerYear: -10 }).doublingTimeMonths); // => null
 * ```
 */
export function convertGrowth(growth: { [Unit in keyof Growth]?: number }, options: DoublingTimeOptions = {}): Growth {
  const monthsPerYear = monthsOfYear(options);
  const { oomPerYear, growthFactorPerYear, doublingTimeMonths, percentPerYear } = requireOptions(growth, "growth");
  const given = [oomPerYear, growthFactorPerYear, doublingTimeMonths, percentPerYear];
  const count = given.filter((each) => each !== undefined).length;
  if (count !== 1) refuse("INVALID_OPTION", "one growth rate", count, "growth");
  let oom: number;
  if (growthFactorPerYear !== undefined) {
    oom = Math.log10(requirePositive(growthFactorPerYear, "growth.growthFactorPerYear"));
  } else if (doublingTimeMonths !== undefined) {
    oom = (monthsPerYear * LOG10_OF_2) / requirePositive(doublingTimeMonths, "growth.doublingTimeMonths");
  } else if (percentPerYear !== undefined) {
    const path = "growth.percentPerYear";
    if (requireFinite(percentPerYear, path) <= -100) refuse("OUT_OF_RANGE", "more than -100", percentPerYear, path);
    oom = Math.log1p(percentPerYear / 100) / Math.LN10;
  } else {
    oom = requireFinite(oomPerYear ?? Number.NaN, "growth.oomPerYear");
  }
  return {
    oomPerYear: oomPerYear ?? finite(oom),
    growthFactorPerYear: growthFactorPerYear ?? finite(10 ** oom),
    doublingTimeMonths: doublingTimeMonths ?? (oom > 0 ? finite((monthsPerYear * LOG10_OF_2) / oom) : null),
    percentPerYear: percentPerYear ?? finite(100 * Math.expm1(oom * Math.LN10)),
  };
}

function monthsOfYear(options: DoublingTimeOptions): number {
  return requirePositive(requireOptions(options).monthsPerYear ?? 12, "options.monthsPerYear");
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
