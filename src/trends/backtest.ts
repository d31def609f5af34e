import { ScalingError } from "../errors.ts";
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
import { dayOfDate } from "./day-number.ts";
import { type LogSeries, logSeries, type Series } from "./series.ts";
import { fitTrend } from "./trend.ts";
import { predictTrend } from "./trend-prediction.ts";

/** A series as a forecast is given it: plain arrays, in the order of the whole series. */
export interface PastSeries {
  /** Decimal years, up to the origin. */
  year: number[];
  /** Values, above zero. */
  value: number[];
}

/**
 * Where single systems of later years will fall, from those of the past: one prediction for each year, its bounds those
 * of an observation at `level`.
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
  /** Default: a line by {@link fitTrend}, and {@link predictTrend} of an observation. */
  forecast?: Forecast;
}

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
 * fit or nothing to score.
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
  const forecast = options.forecast ?? lineForecast;
  if (typeof forecast !== "function") refuse("INVALID_OPTION", "a function", forecast, "options.forecast");
  const values = Array.from(series.value);
  return requireHeld(
    origins.flatMap(({ origin, originYear }) =>
      horizons.map((horizonYears) => ({
        origin,
        originYear,
        horizonYears,
        level,
        ...score(data, values, originYear, horizonYears, level, forecast),
      })),
    ),
    "rows",
  );
}

function lineForecast(past: PastSeries, years: number[], level: number): Prediction[] {
  return predictTrend(fitTrend(past), years, { of: "observation", level });
}

/** The decimal year of an ISO date. */
function yearOf(origin: string | number, path: string): number {
  if (typeof origin === "number") return requireFinite(origin, path);
  const day = dayOfDate(origin, path);
  const year = origin.slice(0, 4);
  const first = dayOfDate(`${year}-01-01`, path);
  return Number(year) + (day - first) / (dayOfDate(`${year}-12-31`, path) - first + 1);
}

type Score = Omit<BacktestRow, "origin" | "originYear" | "horizonYears" | "level">;

function score(
  { n, year, log10Value }: LogSeries,
  values: readonly number[],
  originYear: number,
  horizonYears: number,
  level: number,
  forecast: Forecast,
): Score {
  const past: PastSeries = { year: [], value: [] };
  const later: number[] = [];
  for (let i = 0; i < n; i++) {
    if (year[i]! <= originYear) {
      past.year.push(year[i]!);
      past.value.push(values[i]!);
    } else if (year[i]! <= originYear + horizonYears) later.push(i);
  }
  const unscored = (note: string): Score => ({
    fitted: past.year.length,
    n: later.length,
    coverage: null,
    meanError: null,
    rootMeanSquareError: null,
    note,
  });
  if (later.length === 0) return unscored("no points within the horizon");
  const predictions = forecastOrReason(
    forecast,
    past,
    Array.from(later, (i) => year[i]!),
    level,
  );
  if (typeof predictions === "string") return unscored(predictions);
  let covered = 0;
  let bounded = 0;
  let sum = 0;
  let squares = 0;
  for (let j = 0; j < later.length; j++) {
    const { estimate, lower, upper } = predictions[j] ?? { estimate: null, lower: null, upper: null };
    if (estimate === null || !(estimate > 0)) return unscored("the forecast has no number for some year");
    const observed = log10Value[later[j]!]!;
    const error = observed - Math.log10(estimate);
    sum += error;
    squares += error * error;
    if (lower === null || upper === null) continue;
    bounded++;
    if (observed >= Math.log10(lower) && observed <= Math.log10(upper)) covered++;
  }
  return {
    fitted: past.year.length,
    n: later.length,
    coverage: bounded === later.length ? covered / bounded : null,
    meanError: sum / later.length,
    rootMeanSquareError: Math.sqrt(squares / later.length),
    note: bounded === later.length ? null : "the forecast has no bounds for some year",
  };
}

/** The predictions, or why the past cannot carry them. */
function forecastOrReason(forecast: Forecast, past: PastSeries, years: number[], level: number): Prediction[] | string {
  try {
    return forecast(past, years, level);
  } catch (error) {
    const data = ["EMPTY_INPUT", "TOO_FEW_POINTS", "NO_SPREAD"];
    if (error instanceof ScalingError && data.includes(error.code))
      return `too little before the origin: ${error.message}`;
    throw error;
  }
}
