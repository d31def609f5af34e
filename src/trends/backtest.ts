import {
  positiveColumn,
  refuse,
  requireFinite,
  requireList,
  requireOptions,
  requirePoints,
} from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { backtestSample, scoresAt } from "./backtest-scores.ts";
import { dayOfDate } from "./day-number.ts";
import { logSeries, type Series } from "./series.ts";

/** A series as a forecast is given it: plain arrays, in the order of the whole series. */
export interface PastSeries {
  /** Decimal years, up to the origin. */
  year: number[];
  /** Values, above zero. */
  value: number[];
}

/**
 * Where single systems of later years will fall, from those of the past: one prediction for each year, its bounds those
 * of an observation at `level`. It is asked once for each origin, for all years that any horizon scores.
 */
export type Forecast = (past: PastSeries, years: number[], level: number) => Prediction[];

/** What {@link backtestTrend} may be told. */
export interface BacktestOptions {
  /** Up to when the past reaches, each origin's own day included: ISO dates or decimal years. */
  origins: readonly (string | number)[];
  /** How far ahead to score, in years; one length or several. */
  horizonYears: number | readonly number[];
  /** Of the prediction intervals; default 0.95. */
  level?: number;
  /** Default: a line by `fitTrend`, and `predictTrend` of an observation. */
  forecast?: Forecast;
}

/** More rows than anybody reads; a bound because the work and the answer grow with the product. */
const MOST_ROWS = 100_000;

/** What came in the years after one origin, against what was forecast then. */
export interface BacktestRow {
  /** As it was given. */
  origin: string | number;
  /** The origin as a decimal year. */
  originYear: number;
  /** Years ahead of the origin. */
  horizonYears: number;
  /** Confidence level of the intervals. */
  level: number;
  /** Points up to the origin. */
  fitted: number;
  /** Points that were scored: after the origin, at most `horizonYears` later. */
  n: number;
  /** The share of them within their prediction interval; null without points, or without bounds. */
  coverage: number | null;
  /** Mean of log10(value) less the forecast, in orders of magnitude: above 0 where more came than was forecast. */
  meanError: number | null;
  /** Orders of magnitude; null without systems. */
  rootMeanSquareError: number | null;
  /** Why a number is null. */
  note: string | null;
}

/**
 * How well trends would have forecast: at each origin the line is fitted to what was known then, and scored on what came
 * in the `horizonYears` after it.
 *
 * The points after an origin share the errors of one line, and the windows of neighbouring origins share points: a row is
 * far less than `n` independent tests. {@link poolBacktest} says how many windows do not overlap.
 *
 * @param series - Decimal years and positive values, in any order.
 * @param options - See {@link BacktestOptions}; origins from dates are year + (dayOfYear - 1) / daysInYear.
 * @returns A row for each origin and horizon, in that order; numbers are null, with a note, where there was nothing to
 * fit or nothing to score. At most 100 000 rows, origins times horizons.
 * @throws ScalingError `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `INVALID_DATE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { backtestTrend } from "scaling-laws/trends";
 *
 * const year = Array.from({ length: 50 }, (_, i) => 2010 + i / 4);
 * const value = year.map((at, i) => 10 ** (18 + 0.5 * (at - 2010) + 0.4 * Math.sin(9 * i)));
 * const [row] = backtestTrend({ year, value }, { origins: ["2017-01-01"], horizonYears: 2 });
 * console.log([row?.fitted, row?.n, row?.coverage]); // => [29, 8, 1]
 * console.log(row?.rootMeanSquareError?.toFixed(2)); // => "0.28"
 * ```
 */
export function backtestTrend(series: Series, options: BacktestOptions): BacktestRow[] {
  requireOptions(options);
  const data = logSeries(series, 1);
  const level = resolveLevel(options.level);
  const { horizonYears: asked } = options;
  const horizons = Array.from(positiveColumn(typeof asked === "number" ? [asked] : asked, "options.horizonYears"));
  requirePoints(horizons.length, 1, "options.horizonYears");
  requirePoints(requireList(options.origins, "options.origins").length, 1, "options.origins");
  const origins = Array.from(options.origins, (origin, i) => ({
    origin,
    originYear: yearOf(origin, `options.origins[${i}]`),
  }));
  const { forecast } = options;
  if (forecast !== undefined && typeof forecast !== "function")
    refuse("INVALID_OPTION", "a function", forecast, "options.forecast");
  const rows = origins.length * horizons.length;
  if (rows > MOST_ROWS)
    refuse("INVALID_OPTION", `at most ${MOST_ROWS} origins times horizons`, rows, "options.origins");
  const sample = backtestSample(data, series.value);
  return requireHeld(
    origins.flatMap(({ origin, originYear }) => {
      const scores = scoresAt(sample, originYear, horizons, level, forecast);
      return scores.map((score, i) => ({ origin, originYear, horizonYears: horizons[i]!, level, ...score }));
    }),
    "rows",
  );
}

/** The decimal year of an ISO date. */
function yearOf(origin: string | number, path: string): number {
  if (typeof origin === "number") return requireFinite(origin, path);
  const day = dayOfDate(origin, path);
  const year = origin.slice(0, 4);
  const first = dayOfDate(`${year}-01-01`, path);
  return Number(year) + (day - first) / (dayOfDate(`${year}-12-31`, path) - first + 1);
}
