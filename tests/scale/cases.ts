/** What the memory of large calls is measured on: columns of even scatter, and one call each. */
import { scanGaps } from "../../src/parameter-gap/gap-scan.ts";
import { fitPiecewiseTrend } from "../../src/trends/piecewise-trend.ts";
import type { Series } from "../../src/trends/series.ts";
import { fitTrend } from "../../src/trends/trend.ts";
import { trendMoments } from "../../src/trends/trend-moments.ts";

export interface ScaleCase {
  /** Points in the benchmark, and in the tests, which have to be quick. */
  n: number;
  tested: number;
  /** Bytes of input a point. */
  bytes: number;
  /** Copies of the input that the call may hold at its peak. */
  copies: number;
  call(series: { year: Float64Array; value: Float64Array }): unknown;
}

/** log10 sizes with a hole in the middle. */
function sizes({ value }: Series): Float64Array {
  return Float64Array.from(value, (each) => Math.log10(each) + (each > 1e20 ? 1 : 0));
}

export const cases = {
  "a line": { n: 1e7, tested: 1e7, bytes: 16, copies: 3, call: (series) => fitTrend(series) },
  "the moments of a line": { n: 1e7, tested: 2e6, bytes: 16, copies: 3, call: (series) => trendMoments(series) },
  "a scan for gaps": { n: 1e6, tested: 5e5, bytes: 8, copies: 3, call: ({ value }) => scanGaps(value) },
  "one break given": {
    n: 1e6,
    tested: 3e5,
    bytes: 16,
    copies: 3,
    call: (series) => fitPiecewiseTrend(series, { breaks: [2016], continuous: true }),
  },
  "one break estimated": {
    n: 1e6,
    tested: 3e5,
    bytes: 16,
    copies: 3,
    call: (series) => fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: true, interval: "t" }),
  },
  "one jump estimated": {
    n: 1e6,
    tested: 3e5,
    bytes: 16,
    copies: 3,
    call: (series) => fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: false, interval: "t" }),
  },
  "one jump, its profile": {
    n: 1e6,
    tested: 3e5,
    bytes: 16,
    copies: 6,
    call: (series) => fitPiecewiseTrend(series, { breaks: { count: 1 }, continuous: false, interval: "profile" }),
  },
} satisfies Record<string, ScaleCase>;

export type CaseName = keyof typeof cases;

/** Years from 2010 to 2022 and values that grow 0.5 orders of magnitude a year, faster after 2016. */
export function largeSeries(n: number): { year: Float64Array; value: Float64Array } {
  const year = new Float64Array(n);
  const value = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const at = (12 * (i + 1) * 0.6180339887498949) % 12;
    const scatter = 2 * (((i + 1) * 0.7548776662466927) % 1) - 1;
    year[i] = 2010 + at;
    value[i] = 10 ** (17 + 0.5 * at + 0.3 * Math.max(0, at - 6) + scatter);
  }
  return { year, value };
}

/** The same in the units that the case wants. */
export function inputOf(name: CaseName, n: number): { year: Float64Array; value: Float64Array } {
  const series = largeSeries(n);
  return name === "a scan for gaps" ? { year: new Float64Array(0), value: sizes(series) } : series;
}
