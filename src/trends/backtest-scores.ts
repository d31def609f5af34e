import { ScalingError } from "../errors.ts";
import { powerOfTen } from "../numeric/logarithm.ts";
import type { Prediction } from "../statistics/estimate.ts";
import type { BacktestRow, Forecast, PastSeries } from "./backtest.ts";
import { chronologicalOrder, type LogSeries } from "./series.ts";
import { fitTrend } from "./trend.ts";
import { exponentsOf } from "./trend-prediction.ts";

/** What a row says of the points after its origin. */
type Score = Omit<BacktestRow, "origin" | "originYear" | "horizonYears" | "level">;

/** The points of a back-test, as they were given and in order of year. */
interface BacktestSample extends LogSeries {
  value: readonly number[];
  order: Uint32Array;
}

/** What was forecast, as log10, for each point of the sample: NaN stands for no number. */
interface LogForecast {
  exponent: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

export function backtestSample(data: LogSeries, value: ArrayLike<number>): BacktestSample {
  return { ...data, value: Array.from(value), order: chronologicalOrder(data.year) };
}

/** The scores of all horizons at one origin, from one forecast of the years that any of them scores. */
export function scoresAt(
  sample: BacktestSample,
  originYear: number,
  horizons: readonly number[],
  level: number,
  forecast: Forecast | undefined,
): Score[] {
  const { n, year, order } = sample;
  const ends = horizons.map((horizon) => pointsUntil(sample, originYear + horizon));
  const last = ends.reduce((most, end) => Math.max(most, end), 0);
  const past: PastSeries = { year: [], value: [] };
  const later: number[] = [];
  for (let i = 0; i < n; i++) {
    if (year[i]! <= originYear) {
      past.year.push(year[i]!);
      past.value.push(sample.value[i]!);
    } else if (last > 0 && year[i]! <= year[order[last - 1]!]!) later.push(i);
  }
  const fitted = past.year.length;
  const reason = "no points within the horizon";
  const forecasts = later.length === 0 ? reason : forecastOrReason(sample, past, later, level, forecast);
  if (typeof forecasts === "string") {
    return ends.map((end) => unscored(fitted, end - fitted, end > fitted ? forecasts : reason));
  }
  const sums = runningSums(sample, order.subarray(fitted, last), forecasts);
  return ends.map((end) => (end > fitted ? scoreOf(fitted, sums[end - fitted]!) : unscored(fitted, 0, reason)));
}

/** The number of points up to a year, its own among them. */
function pointsUntil({ year, order, n }: BacktestSample, bound: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (year[order[middle]!]! <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The forecasts, or why the past cannot carry them. */
function forecastOrReason(
  sample: BacktestSample,
  past: PastSeries,
  later: readonly number[],
  level: number,
  forecast: Forecast | undefined,
): LogForecast | string {
  const { n, year } = sample;
  const none = new Float64Array(n).fill(Number.NaN);
  const forecasts: LogForecast = { exponent: none, lower: none.slice(), upper: none.slice() };
  try {
    if (forecast === undefined) forecastLine(forecasts, past, year, later, level);
    else
      forecastAs(
        forecasts,
        forecast(
          past,
          Array.from(later, (i) => year[i]!),
          level,
        ),
        later,
      );
  } catch (error) {
    const data = ["EMPTY_INPUT", "TOO_FEW_POINTS", "NO_SPREAD"];
    if (error instanceof ScalingError && data.includes(error.code))
      return `too little before the origin: ${error.message}`;
    throw error;
  }
  return forecasts;
}

/** What predictTrend says of observations, without its words on each of them. */
function forecastLine(
  { exponent, lower, upper }: LogForecast,
  past: PastSeries,
  year: Float64Array,
  later: readonly number[],
  level: number,
): void {
  const at = exponentsOf(fitTrend(past), "observation", level);
  for (const i of later) {
    const { exponent: middle, spread } = at(year[i]!);
    if (powerOfTen(middle)) exponent[i] = middle;
    if (spread === null || powerOfTen(spread.upper) === null) continue;
    lower[i] = spread.lower;
    upper[i] = spread.upper;
  }
}

function forecastAs(forecasts: LogForecast, predictions: readonly Prediction[], later: readonly number[]): void {
  for (const [j, i] of later.entries()) {
    const { estimate, lower, upper } = predictions[j] ?? { estimate: null, lower: null, upper: null };
    if (estimate !== null && estimate > 0) forecasts.exponent[i] = Math.log10(estimate);
    if (lower === null || upper === null) continue;
    // Every value is above a bound below zero.
    forecasts.lower[i] = Math.log10(Math.max(0, lower));
    forecasts.upper[i] = Math.log10(Math.max(0, upper));
  }
}

/** Over the first so many points after an origin. */
interface Sums {
  n: number;
  known: number;
  bounded: number;
  covered: number;
  errors: number;
  squares: number;
}

/** What the first 0, 1, 2 .. of these points add up to. */
function runningSums({ log10Value }: LogSeries, points: Uint32Array, forecasts: LogForecast): Sums[] {
  const sums: Sums[] = [{ n: 0, known: 0, bounded: 0, covered: 0, errors: 0, squares: 0 }];
  for (const [j, i] of points.entries()) {
    const before = sums[j]!;
    const observed = log10Value[i]!;
    const error = observed - forecasts.exponent[i]!;
    const lower = forecasts.lower[i]!;
    const upper = forecasts.upper[i]!;
    sums.push({
      n: j + 1,
      known: before.known + Number(!Number.isNaN(error)),
      bounded: before.bounded + Number(!Number.isNaN(lower) && !Number.isNaN(upper)),
      covered: before.covered + Number(observed >= lower && observed <= upper),
      errors: before.errors + error,
      squares: before.squares + error * error,
    });
  }
  return sums;
}

function unscored(fitted: number, n: number, note: string): Score {
  return { fitted, n, coverage: null, meanError: null, rootMeanSquareError: null, note };
}

function scoreOf(fitted: number, { n, known, bounded, covered, errors, squares }: Sums): Score {
  if (known < n) return unscored(fitted, n, "the forecast has no number for some year");
  return {
    fitted,
    n,
    coverage: bounded === n ? covered / n : null,
    meanError: errors / n,
    rootMeanSquareError: Math.sqrt(squares / n),
    note: bounded === n ? null : "the forecast has no bounds for some year",
  };
}
