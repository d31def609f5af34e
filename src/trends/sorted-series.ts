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
  if (x[0] === x[n - 1]) {
    throw new ScalingError("NO_SPREAD", `Expected points of different years but all are of ${x[0]}`, "series.year");
  }
  const centre = mean(x);
  return { n, x, centred: x.map((year) => year - centre), centre, y };
}
