import { refuse, requireFinite, requireList, requireOptions, requireWhole } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import type { BacktestRow } from "./backtest.ts";

/** All origins of one horizon together. */
export interface PooledBacktest {
  /** Years ahead of the origin. */
  horizonYears: number;
  /** Confidence level of the intervals. */
  level: number;
  /** Origins with a score. */
  origins: number;
  /** The most of them whose windows do not overlap: how many tests there really were, at most. */
  effectiveOrigins: number;
  /** Scored points; one that lies in several windows counts in each. */
  n: number;
  /** Share of the systems inside their prediction intervals; null without any. */
  coverage: number | null;
  /** Orders of magnitude, observed less forecast; null without any. */
  meanError: number | null;
  /** Orders of magnitude; null without any. */
  rootMeanSquareError: number | null;
}

/**
 * Puts the rows of a back-test together, one row for each horizon: means over all scored points.
 *
 * `effectiveOrigins` counts the origins, taken from the first on, that lie at least a horizon apart. With three of them a
 * coverage of 0.95 means little, however many points were scored.
 *
 * @param rows - of {@link backtestTrend}.
 * @returns One row for each horizon, the shortest first.
 * @throws ScalingError `INVALID_OPTION` for rows of different levels, `NOT_FINITE`, `UNSUPPORTED_TYPE`.
 *
 * @example
 * ```ts
 * import { backtestTrend, poolBacktest } from "scaling-laws/trends";
 *
 * const year = Array.from({ length: 50 }, (_, i) => 2010 + i / 4);
 * const value = year.map((at, i) => 10 ** (18 + 0.5 * (at - 2010) + 0.4 * Math.sin(9 * i)));
 * const rows = backtestTrend({ year, value }, { origins: [2015, 2016, 2017, 2018, 2019], horizonYears: 2 });
 * const [pooled] = poolBacktest(rows);
 * console.log([pooled?.origins, pooled?.effectiveOrigins, pooled?.n]); // => [5, 3, 40]
 * ```
 */
export function poolBacktest(rows: readonly BacktestRow[]): PooledBacktest[] {
  requireRows(rows);
  const byHorizon = new Map<number, BacktestRow[]>();
  for (const row of rows) {
    const own = byHorizon.get(row.horizonYears);
    if (own === undefined) byHorizon.set(row.horizonYears, [row]);
    else own.push(row);
  }
  const horizons = [...byHorizon].sort(([a], [b]) => a - b);
  return requireHeld(
    horizons.map(([horizonYears, own]) => {
      const scored = own.filter((row) => row.rootMeanSquareError !== null);
      const points = scored.reduce((total, row) => total + row.n, 0);
      const pooled = (value: (row: BacktestRow) => number | null): number | null =>
        points === 0 || scored.some((row) => value(row) === null)
          ? null
          : scored.reduce((total, row) => total + (value(row) ?? 0) * row.n, 0) / points;
      const square = pooled(({ rootMeanSquareError: root }) => (root === null ? null : root ** 2));
      return {
        horizonYears,
        level: resolveLevel(own[0]!.level),
        origins: scored.length,
        effectiveOrigins: apart(
          scored.map((row) => row.originYear),
          horizonYears,
        ),
        n: points,
        coverage: pooled((row) => row.coverage),
        meanError: pooled((row) => row.meanError),
        rootMeanSquareError: square === null ? null : Math.sqrt(square),
      };
    }),
    "rows",
  );
}

function requireRows(rows: readonly BacktestRow[]): void {
  for (const [i, row] of requireList(rows, "rows").entries()) {
    const path = `rows[${i}]`;
    requireOptions(row, path);
    requireFinite(row.horizonYears, `${path}.horizonYears`);
    requireFinite(row.originYear, `${path}.originYear`);
    requireWhole(row.n, 0, `${path}.n`);
    const level = resolveLevel(row.level, `${path}.level`);
    if (level !== rows[0]!.level) refuse("INVALID_OPTION", "rows of one level", level, `${path}.level`);
    for (const name of ["coverage", "meanError", "rootMeanSquareError"] as const) {
      if (row[name] !== null) requireFinite(row[name], `${path}.${name}`);
    }
  }
}

/** How many of these years lie at least `distance` apart, taken from the earliest on (the most there can be). */
function apart(years: readonly number[], distance: number): number {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const year of [...years].sort((a, b) => a - b)) {
    // A day is .0027 of a year: leap years must not make two windows of whole years overlap.
    if (year < last + distance - 0.003) continue;
    count++;
    last = year;
  }
  return count;
}
