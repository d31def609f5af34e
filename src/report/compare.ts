import { requireHeld } from "../numeric/held-result.ts";
import type { PrintedInterval, PublishedTrend } from "../published/published-trend.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { readResult } from "../statistics/json-checks.ts";
import type { Fit, Source } from "../statistics/law.ts";

/** A straight trend, as far as it can be held against a printed row. */
export interface ComparableTrend extends Pick<Fit, "goodness" | "support"> {
  coefficients: { log10AtReference: Estimate; slopeOomPerYear: Estimate };
  referenceYear: number;
}

/** One number, ours beside the printed one. */
export interface ComparisonRow {
  quantity: string;
  /** Null where we have no such number: no bound on that side. */
  ours: number | null;
  /** Null where the row prints no such number. */
  published: number | null;
  /** ours - published. */
  difference: number | null;
  /** Half a unit of the last printed digit. */
  rounding: number | null;
  /** Whether the difference is within the printed rounding; null where nothing is printed. */
  agrees: boolean | null;
  /** True for the bounds of a resampled interval, which carry the random error of two resamplings. */
  resampled: boolean;
}

/** A fit held against one printed row. */
export interface PublishedComparison {
  period: string;
  group: string;
  rows: ComparisonRow[];
  /** Whether every printed value that is not resampled agrees to its printed rounding. */
  agrees: boolean;
  /** What is odd about the printed row, if anything. */
  note: string | null;
  source: Source;
}

interface Interval {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
}

function compareOne(
  quantity: string,
  ours: number | null,
  published: number | null,
  rounding: number | null,
  resampled = false,
): ComparisonRow {
  if (published === null || rounding === null) {
    return { quantity, ours, published, difference: null, rounding: null, agrees: null, resampled };
  }
  const difference = ours === null ? null : ours - published;
  // A value that lies on the edge between two printed numbers may round either way.
  const agrees = difference !== null && Math.abs(difference) <= rounding * (1 + 1e-9);
  return { quantity, ours, published, difference, rounding, agrees, resampled };
}

function compareInterval(quantity: string, ours: Interval, published: PrintedInterval | null): ComparisonRow[] {
  const rounding = published === null ? null : 0.5 * 10 ** -published.decimals;
  return [
    compareOne(quantity, ours.estimate, published?.point ?? null, rounding),
    compareOne(`${quantity}.lower`, ours.lower, published?.lower ?? null, rounding, true),
    compareOne(`${quantity}.upper`, ours.upper, published?.upper ?? null, rounding, true),
  ];
}

/** Months to double at each end of the slope's interval; an interval that holds 0 bounds no doubling time. */
function monthsToDouble(slope: Estimate, monthsPerYear: number): Interval {
  const months = (oomPerYear: number | null): number | null =>
    oomPerYear === null || oomPerYear === 0 ? null : (Math.log10(2) * monthsPerYear) / oomPerYear;
  const oneSign = slope.lower !== null && slope.upper !== null && slope.lower * slope.upper > 0;
  return {
    estimate: months(slope.estimate),
    lower: oneSign ? months(slope.upper) : null,
    upper: oneSign ? months(slope.lower) : null,
  };
}

/** Half a unit of the one digit to which the papers print the ends of a line. */
function oneDigit(value: number | null): number | null {
  return value === null || value === 0 ? null : 0.5 * 10 ** Math.floor(Math.log10(Math.abs(value)));
}

function compared(fit: ComparableTrend, row: PublishedTrend): PublishedComparison {
  const { slopeOomPerYear: slope, log10AtReference: level } = fit.coefficients;
  const line = (year: number | undefined): number | null => {
    if (year === undefined) return null;
    const value = 10 ** (level.estimate + slope.estimate * (year - fit.referenceYear));
    return Number.isFinite(value) ? value : null;
  };
  const years = fit.support["year"];
  const rows = [
    compareOne("n", fit.goodness.n, row.n, 0),
    ...compareInterval("slopeOomPerYear", slope, row.slopeOomPerYear),
    ...compareInterval("doublingTimeMonths", monthsToDouble(slope, row.monthsPerYear), row.doublingTimeMonths),
    compareOne("rSquared", fit.goodness.rSquared, row.rSquared, 0.005),
    compareOne("scaleStart", line(years?.lower), row.scaleStart, oneDigit(row.scaleStart)),
    compareOne("scaleEnd", line(years?.upper), row.scaleEnd, oneDigit(row.scaleEnd)),
  ];
  return {
    period: row.period,
    group: row.group,
    rows,
    agrees: rows.every((entry) => entry.agrees !== false || entry.resampled),
    note: row.note,
    source: { ...row.source },
  };
}

/**
 * A fitted trend beside a published row, number by number: count, slope and doubling time with their bounds, R squared,
 * and the line at the first and last date.
 *
 * Doubling times are taken in the months of the row (the papers' have 30 days). Two values agree when they differ by no
 * more than half a unit of the last printed digit.
 *
 * @param fit - a trend of `fitTrend`, fitted to the systems the row speaks of.
 * @param row - a row of `published.sevilla2022` or `published.villalobos2022`.
 * @returns one comparison for each number; where the row prints none, `published` and `agrees` are null.
 *
 * @example
 * ```ts
 * import { sevilla2022 } from "scaling-laws/published";
 * import { compareWithPublished } from "scaling-laws/report";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const fit = fitTrend({ year: [2010, 2013, 2016, 2019, 2022], value: [1e15, 1e17, 1e19, 1e21, 1e23] });
 * const { rows, agrees } = compareWithPublished(fit, sevilla2022.table3[2]);
 * console.log(agrees); // => false
 * console.log(rows.find((row) => row.quantity === "slopeOomPerYear")?.agrees); // => true
 * ```
 */
export function compareWithPublished(fit: ComparableTrend, row: PublishedTrend): PublishedComparison {
  return readResult([fit, row], "comparison", () => requireHeld(compared(fit, row), "comparison"));
}
