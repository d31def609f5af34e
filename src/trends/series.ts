import { finiteColumn, positiveColumn, requirePoints, requireSameLength } from "../numeric/checks.ts";

/**
 * A quantity over time: `year[i]` is a decimal year, `value[i]` the value then, in natural units and above zero.
 * The order does not matter; logarithms (base 10) are taken inside.
 */
export interface Series {
  /** Decimal years. */
  year: ArrayLike<number>;
  /** Values, above zero. */
  value: ArrayLike<number>;
}

/** The columns of a checked series; `year` and `log10Value` are the library's own copies. */
export interface LogSeries {
  n: number;
  year: Float64Array;
  log10Value: Float64Array;
}

/** Checks a series once, at the door: equal lengths, at least `least` points, finite years, positive values. */
export function logSeries(series: Series, least: number): LogSeries {
  const year = finiteColumn(series?.year, "series.year");
  const log10Value = positiveColumn(series?.value, "series.value");
  requireSameLength(log10Value.length, year.length, "series.value");
  requirePoints(year.length, least, "series.year");
  for (let i = 0; i < log10Value.length; i++) log10Value[i] = Math.log10(log10Value[i]!);
  return { n: year.length, year, log10Value };
}

/** The positions of a series in order of year; equal years keep their order. */
export function chronologicalOrder(year: Float64Array): Uint32Array {
  return Uint32Array.from(year.keys()).sort((a, b) => year[a]! - year[b]! || a - b);
}
