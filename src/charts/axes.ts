import type { Json } from "./chart.ts";
import { powerText, readsPlainly } from "./number-text.ts";

/** One axis of a plot: what an encoding says of it, and where on it a value lies. */
export interface Axis {
  readonly encoding: { readonly [key: string]: Json };
  /** 0 at the low end, 1 at the high end. */
  share(value: number): number;
  valueAt(share: number): number;
}

/** Ticks to try on a logarithmic axis, from a label every few decades to nine a decade. */
const MANTISSAS = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];
/** Labels at most. */
const MOST = 8;

/** Round values inside a range, at most eight of them: whole powers of ten if there are two. */
export function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const within = (value: number): boolean => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  let ticks: number[] = [];
  for (const mantissas of MANTISSAS) {
    ticks = [];
    for (let exponent = first; exponent <= last; exponent++) {
      ticks.push(...mantissas.map((mantissa) => Number(`${mantissa}e${exponent}`)).filter(within));
    }
    if (ticks.length >= 2) break;
  }
  const every = Math.ceil(ticks.length / MOST);
  return ticks.filter((_, k) => k % every === 0);
}

/** A logarithmic axis over a range of positive values; labelled in powers of ten, or at the ticks given. */
export function logarithmic(
  title: string,
  low: number,
  high: number,
  ticks: readonly number[] = logTicks(low, high),
): Axis {
  const plainly = ticks.every(readsPlainly);
  const key = (value: number): number => Math.round(1000 * Math.log10(value));
  const labels = JSON.stringify(Object.fromEntries(ticks.map((tick) => [key(tick), powerText(tick, 3, plainly)])));
  const decades = Math.log10(high / low);
  return {
    encoding: {
      type: "quantitative",
      title,
      scale: { type: "log", domain: [low, high], nice: false },
      axis: { values: ticks, labelExpr: `(${labels})['' + round(1000 * log(datum.value) / LN10)]` },
    },
    share: (value) => Math.log10(value / low) / decades,
    valueAt: (share) => low * 10 ** (share * decades),
  };
}

/** A plain axis over a range. */
export function linear(title: string, low: number, high: number, format: string, grid = false): Axis {
  return {
    encoding: {
      type: "quantitative",
      title,
      scale: { domain: [low, high], nice: false, zero: false },
      axis: { format, grid },
    },
    share: (value) => (value - low) / (high - low),
    valueAt: (share) => low + share * (high - low),
  };
}

/** An axis of decimal years from whole year to whole year, with ticks at whole years. */
export function years(first: number, last: number, width: number): Axis {
  const low = Math.floor(first);
  const high = Math.max(low + 1, Math.ceil(last));
  const every = [1, 2, 5, 10, 20, 50, 100].find((each) => (high - low) / each <= width / 48) ?? 200;
  const ticks: number[] = [];
  for (let year = every * Math.ceil(low / every); year <= high; year += every) ticks.push(year);
  const axis = linear("Year", low, high, "d");
  return { ...axis, encoding: { ...axis.encoding, axis: { values: ticks, format: "d", grid: false } } };
}

/** The range of positive values, widened by a share of its decades on both sides, and to `least` decades at least. */
export function widened(values: Iterable<number>, share = 0.05, least = 0.7): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const decades = Math.log10(high / low);
  const margin = 10 ** Math.max(share * decades, (least - decades) / 2, 0.02);
  return [Math.max(Number.MIN_VALUE, low / margin), Math.min(Number.MAX_VALUE, high * margin)];
}

/** The range of values on a plain axis, widened by a share of it on both sides. */
export function spread(values: Iterable<number>, share = 0.05): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const margin = share * (high - low) || 0.1 * Math.abs(high) || 1;
  return [low - margin, high + margin];
}
