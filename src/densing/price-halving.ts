import { ScalingError, type Warning } from "../errors.ts";
import {
  positiveColumn,
  requireList,
  requireOneOf,
  requireOptions,
  requirePoints,
  requireSameLength,
} from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { dayColumn, pick, recordOrder, strictRecords } from "./density-records.ts";
import { doublingDays, growthLine, reversed } from "./exponential-growth.ts";

/** Prices of equally able models, as columns or as points: date (ISO) and price above zero, in any order and currency. */
export type DatedPrices =
  | {
      /** ISO dates. */
      date: ArrayLike<string>;
      /** Prices, above zero, in any one unit. */
      price: ArrayLike<number>;
    }
  | readonly {
      /** ISO dates. */
      date: string;
      /** Prices, above zero, in any one unit. */
      price: number;
    }[];

/** What {@link priceHalvingDays} may be told. */
export interface PriceHalvingOptions {
  /** `cheapest` (default): prices below every earlier one; `all`. */
  points?: "cheapest" | "all";
  /** Confidence level; default 0.95. */
  level?: number;
}

/** How fast a price falls. */
export interface PriceHalving {
  /** -ln 2 / slope of the line through ln price; null where it does not fall. */
  halvingDays: Estimate | null;
  /** days / log2(first price / last price); null where the last price is not below the first. */
  endpointHalvingDays: number | null;
  /** Growth of ln price a day: below zero where the price falls. */
  slopePerDay: Estimate;
  /** Share of the variance about the mean that the line explains; null where undefined. */
  rSquared: number | null;
  /** Places of the points used, in order of date. */
  points: number[];
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

function priceColumns(points: DatedPrices): { day: Float64Array; price: Float64Array } {
  if (typeof points !== "object" || points === null) {
    throw new ScalingError("UNSUPPORTED_TYPE", "Expected points of date and price", "points");
  }
  const columns =
    "date" in points
      ? points
      : {
          date: Array.from(requireList(points, "points"), (each) => each?.date),
          price: Array.from(points, (each) => each?.price),
        };
  const day = dayColumn(columns.date, "points.date");
  const price = positiveColumn(columns.price, "points.price");
  requireSameLength(price.length, day.length, "points.price");
  requirePoints(day.length, 2, "points");
  return { day, price };
}

/**
 * The time in which a price halves, by least squares through ln price against days, and by its two ends alone.
 *
 * By default through the running minima, as Xiao et al. 2025 draw them: selected points again, so that the interval
 * describes them (`RECORDS_SELECTED`).
 *
 * @param points - `{ date, price }` as columns, or an array of points; at least two dates.
 * @returns Plain JSON; bounds null with two points. Warnings: `RECORDS_SELECTED`, `NO_GROWTH` (no fall).
 * @throws ScalingError `INVALID_DATE`, `EMPTY_INPUT`, `TOO_FEW_POINTS`, `NO_SPREAD`, `LENGTH_MISMATCH`, `NOT_POSITIVE`,
 * `NOT_FINITE`, `INVALID_OPTION`, `UNSUPPORTED_TYPE`.
 *
 * Source: Xiao et al. 2025 (arXiv 2412.04315), corollary 2: "approximately every 2.6 months" for ends 21 months apart.
 *
 * @example
 * ```ts
 * import { priceHalvingDays } from "scaling-laws/densing";
 *
 * const fall = priceHalvingDays([
 *   { date: "2022-11-30", price: 20 },
 *   { date: "2024-08-12", price: 0.075 },
 * ]);
 * console.log(fall.endpointHalvingDays?.toFixed(2)); // => "77.06"
 * ```
 */
export function priceHalvingDays(points: DatedPrices, options: PriceHalvingOptions = {}): PriceHalving {
  requireOptions(options);
  const { day, price } = priceColumns(points);
  const which = requireOneOf(options.points ?? "cheapest", ["cheapest", "all"], "options.points");
  const level = resolveLevel(options.level);
  const fall = price.map((each) => -Math.log(each));
  const order = recordOrder(day, fall, day.length);
  const places = which === "all" ? Array.from(order) : strictRecords(order, fall);
  const days = pick(day, places);
  const line = places.length < 2 ? null : growthLine(days, pick(fall, places), { origin: days[0]!, level });
  if (line === null) {
    const message =
      which === "all"
        ? "Expected prices of at least two dates"
        : `Expected at least two falling prices of two dates but got ${places.length}`;
    throw new ScalingError("NO_SPREAD", message, "points");
  }
  const warnings: Warning[] = [];
  if (which === "cheapest" && places.length > 2) {
    const message = `The line goes through ${places.length} running minima of ${day.length} prices, which fall by construction: its interval is descriptive.`;
    warnings.push({ code: "RECORDS_SELECTED", message, path: "slopePerDay" });
  }
  const halvingDays = doublingDays(line.slopePerDay);
  if (halvingDays === null) {
    warnings.push({ code: "NO_GROWTH", message: "The price does not fall.", path: "slopePerDay" });
  }
  const last = places.length - 1;
  const halvings = (fall[places[last]!]! - fall[places[0]!]!) / Math.LN2;
  return requireHeld(
    {
      halvingDays,
      endpointHalvingDays: halvings > 0 ? (days[last]! - days[0]!) / halvings : null,
      slopePerDay: reversed(line.slopePerDay),
      rSquared: line.rSquared,
      points: places,
      warnings,
    },
    "result",
  );
}
