import { ScalingError } from "../errors.ts";
import { mean } from "../numeric/summation.ts";
import { chronologicalOrder, logSeries, type Series } from "./series.ts";

/** A checked series in order of year, equal years in order of value. */
export interface SortedSeries {
  n: number;
  /** Years, ascending. */
  x: Float64Array;
  /** x less its mean `centre`. */
  centred: Float64Array;
  centre: number;
  /** log10(value). */
  y: Float64Array;
}

/** Checks and sorts a series; refuses one of fewer than `least` points, or of one year only. */
export function sortedSeries(series: Series, least: number): SortedSeries {
  const { n, year, log10Value } = logSeries(series, least);
  const order = chronologicalOrder(year).sort((a, b) => year[a]! - year[b]! || log10Value[a]! - log10Value[b]!);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    x[i] = year[order[i]!]!;
    y[i] = log10Value[order[i]!]!;
  }
  requireYearSpread(x[0]!, x[n - 1]!);
  const centre = mean(x);
  return { n, x, centred: x.map((year) => year - centre), centre, y };
}

/** Refuses points of one year only, and years so near or far that their squares are no ordinary numbers. */
export function requireYearSpread(earliest: number, latest: number): void {
  const width = latest - earliest;
  if (width === 0) {
    throw new ScalingError("NO_SPREAD", `Expected points of different years but all are of ${earliest}`, "series.year");
  }
  if (!(width > 1e-140 && width < 1e140)) {
    throw new ScalingError("OUT_OF_RANGE", `Expected years an ordinary time apart but got ${width}`, "series.year");
  }
}
