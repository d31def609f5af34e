import { requireOneOf, requireOptions, requireWhole } from "../numeric/checks.ts";
import { clusterIndex } from "../statistics/clusters.ts";
import { chronologicalOrder, logSeries, type Series } from "./series.ts";

/** What {@link frontier} may be told. */
export interface FrontierOptions {
  /** Whether a value that only equals the best so far is on the frontier: `include` (default), or `strict`: not. */
  ties?: "strict" | "include";
  /** How many largest values make the frontier; default 1, the record holders. */
  top?: number;
  /** A label for each point: every group has a frontier of its own. */
  group?: ArrayLike<string | number>;
}

/**
 * The points that were among the `top` largest when they appeared.
 *
 * A point is on the frontier if fewer than `top` of all points up to and including its own year are larger; with
 * `ties: "strict"`, larger or equal. Points of one year appear together, so that a smaller one of them is no record.
 * With `top` 1 and ties included this is the rule by which 2202.05924, table 6, sets records apart.
 *
 * @param series - Decimal years and positive values, in any order.
 * @param options - See {@link FrontierOptions}.
 * @returns Positions in the series, in order of year.
 * @throws ScalingError `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_FINITE`, `NOT_POSITIVE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { frontier } from "scaling-laws/trends";
 *
 * const series = { year: [2018, 2019, 2020, 2021, 2021], value: [1e20, 1e19, 1e21, 1e21, 1e20] };
 * console.log(frontier(series)); // => [0, 2, 3]
 * console.log(frontier(series, { ties: "strict" })); // => [0, 2]
 * console.log(frontier(series, { top: 2 })); // => [0, 1, 2, 3]
 * ```
 */
export function frontier(series: Series, options: FrontierOptions = {}): number[] {
  requireOptions(options);
  const ties = requireOneOf(options.ties ?? "include", ["strict", "include"], "options.ties");
  const top = requireWhole(options.top ?? 1, 1, "options.top");
  const { n, year } = logSeries(series, 1);
  const group = options.group === undefined ? null : clusterIndex(options.group, n, "options.group");
  const order = chronologicalOrder(year);
  // The top + 1 largest values so far, largest first: to beat all but top - 1 others is to beat the one after them.
  const leaders: number[][] = Array.from({ length: group?.count ?? 1 }, () => []);
  const positions: number[] = [];
  for (let from = 0, to = 0; from < n; from = to) {
    while (to < n && year[order[to]!] === year[order[from]!]) {
      enter(leaders[group?.index[order[to]!] ?? 0]!, series.value[order[to]!]!, top + 1);
      to++;
    }
    for (let k = from; k < to; k++) {
      const position = order[k]!;
      const value = series.value[position]!;
      const best = leaders[group?.index[position] ?? 0]!;
      if (ties === "include" ? value >= (best[top - 1] ?? 0) : value > (best[top] ?? 0)) positions.push(position);
    }
  }
  return positions;
}

/** Inserts a value into a list that descends and keeps at most `length` entries. */
function enter(leaders: number[], value: number, length: number): void {
  if (leaders.length === length && !(value > leaders[length - 1]!)) return;
  let low = 0;
  let high = leaders.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leaders[middle]! >= value) low = middle + 1;
    else high = middle;
  }
  leaders.splice(low, 0, value);
  leaders.length = Math.min(leaders.length, length);
}
