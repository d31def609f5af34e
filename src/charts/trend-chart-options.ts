import {
  finiteColumn,
  positiveColumn,
  refuse,
  requireFinite,
  requireList,
  requirePoints,
  requirePositive,
  requireSameLength,
} from "../numeric/checks.ts";
import type { Series } from "../trends/series.ts";
import { requireChartOptions } from "./chart.ts";
import type { TrendChartOptions } from "./trend-chart.ts";

/** The furthest year that an axis of years can show. */
const LAST_YEAR = 9999;

/** Refuses a series that cannot be drawn, and options that cannot be shown. */
export function requireTrendChartOptions(series: Series, options: TrendChartOptions): void {
  requireChartOptions(options);
  const { label, valueTitle, untilYear, monthsPerYear } = options;
  const years = finiteColumn(series?.year, "series.year");
  requirePoints(years.length, 1, "series");
  requireSameLength(positiveColumn(series?.value, "series.value").length, years.length, "series.value");
  for (const [i, each] of (label === undefined ? [] : requireList(label, "options.label")).entries()) {
    if (typeof each !== "string") refuse("INVALID_OPTION", "a text", each, `options.label[${i}]`);
  }
  if (valueTitle !== undefined && typeof valueTitle !== "string") {
    refuse("INVALID_OPTION", "a text", valueTitle, "options.valueTitle");
  }
  if (untilYear !== undefined && Math.abs(requireFinite(untilYear, "options.untilYear")) > LAST_YEAR) {
    refuse("OUT_OF_RANGE", "a calendar year", untilYear, "options.untilYear");
  }
  if (monthsPerYear !== undefined) requirePositive(monthsPerYear, "options.monthsPerYear");
}
