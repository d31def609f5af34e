import type { PrintedInterval, PublishedTrend } from "../published/published-trend.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { requireString } from "../statistics/json-checks.ts";
import type { Fit, Source } from "../statistics/law.ts";
import { requireEstimate } from "../statistics/law-parts.ts";
import {
  bareNumber,
  type ComparisonRow,
  comparisonRow,
  halfUnit,
  ownSource,
  type PublishedNumber,
} from "./comparison-row.ts";

/** A straight trend, as far as it can be held against a printed row. */
export interface ComparableTrend extends Pick<Fit, "goodness" | "support"> {
  /** The line's two coefficients. */
  coefficients: {
    /** Level at the reference year. */
    log10AtReference: Estimate;
    /** Slope, in orders of magnitude a year. */
    slopeOomPerYear: Estimate;
  };
  /** Year at which the level is read. */
  referenceYear: number;
}

/** A fit held against one printed row. */
export interface PublishedComparison {
  /** Period of the published row. */
  period: string;
  /** Group of the published row. */
  group: string;
  /** A row for each number compared. */
  rows: ComparisonRow[];
  /** Whether every printed value that is not resampled agrees to its printed rounding. */
  agrees: boolean;
  /** What is odd about the printed row, if anything. */
  note: string | null;
  /** Where it stands in print. */
  source: Source;
}

type Interval = Omit<Estimate | Prediction, "warnings">;

function compareInterval(quantity: string, ours: Interval, published: PrintedInterval | null): ComparisonRow[] {
  const rounding = published === null ? null : halfUnit(published.decimals);
  const { point = null, lower = null, upper = null } = published ?? {};
  return [
    comparisonRow(quantity, ours, { value: point, rounding, lower, upper }),
    comparisonRow(`${quantity}.lower`, bareNumber(ours.lower), { value: lower, rounding }, true),
    comparisonRow(`${quantity}.upper`, bareNumber(ours.upper), { value: upper, rounding }, true),
  ];
}

/** Months to double at each end of the slope's interval; an interval that holds 0 bounds no doubling time. */
function monthsToDouble(slope: Estimate, monthsPerYear: number): Interval {
  const months = (oomPerYear: number | null): number | null =>
    oomPerYear === null || oomPerYear === 0 ? null : (Math.log10(2) * monthsPerYear) / oomPerYear;
  const oneSign = slope.lower !== null && slope.upper !== null && slope.lower * slope.upper > 0;
  return {
    estimate: months(slope.estimate),
    standardError: null,
    level: slope.level,
    lower: oneSign ? months(slope.upper) : null,
    upper: oneSign ? months(slope.lower) : null,
  };
}

/** Half a unit of the one digit to which the papers print the ends of a line. */
function oneDigit(value: number | null): number | null {
  return value === null || value === 0 ? null : 0.5 * 10 ** Math.floor(Math.log10(Math.abs(value)));
}

/** A fitted trend beside a printed row: count, slope, doubling time, R squared and the two ends of the line. */
export function compareTrendWithRow(fit: ComparableTrend, row: PublishedTrend): PublishedComparison {
  const { slopeOomPerYear: slope, log10AtReference: level } = fit.coefficients;
  const line = (year: number | undefined): Interval => {
    const value = year === undefined ? null : 10 ** (level.estimate + slope.estimate * (year - fit.referenceYear));
    return bareNumber(value !== null && Number.isFinite(value) ? value : null);
  };
  const end = (value: number | null): PublishedNumber => ({ value, rounding: oneDigit(value) });
  const years = fit.support["year"];
  requireEstimate(slope, "fit.coefficients.slopeOomPerYear");
  requireEstimate(level, "fit.coefficients.log10AtReference");
  const rows = [
    comparisonRow("n", bareNumber(fit.goodness.n), { value: row.n, rounding: 0 }),
    ...compareInterval("slopeOomPerYear", slope, row.slopeOomPerYear),
    ...compareInterval("doublingTimeMonths", monthsToDouble(slope, row.monthsPerYear), row.doublingTimeMonths),
    comparisonRow("rSquared", bareNumber(fit.goodness.rSquared), { value: row.rSquared, rounding: 0.005 }),
    comparisonRow("scaleStart", line(years?.lower), end(row.scaleStart)),
    comparisonRow("scaleEnd", line(years?.upper), end(row.scaleEnd)),
  ];
  return {
    period: requireString(row.period, "row.period"),
    group: requireString(row.group, "row.group"),
    rows,
    agrees: rows.every((entry) => entry.agrees !== false || entry.resampled),
    note: row.note === null ? null : requireString(row.note, "row.note"),
    source: ownSource(row.source),
  };
}
