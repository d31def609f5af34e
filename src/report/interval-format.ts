import { refuse, requireOptions } from "../numeric/checks.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { formatNumber, type NumberFormat } from "./number-format.ts";

/** How an estimate is written. */
export interface EstimateFormat extends NumberFormat {
  /** What is counted, after the number: `months`. Default nothing. */
  unit?: string;
  /** How a number is written; default {@link formatNumber} with `digits`. */
  number?: (value: number) => string;
}

/** A confidence level as it is read: `95 %`. */
export function formatLevel(level: number): string {
  return `${Number((100 * resolveLevel(level, "level")).toPrecision(4))} %`;
}

function writer(options: EstimateFormat): (value: number) => string {
  const { number, unit = "" } = options;
  if (number !== undefined && typeof number !== "function")
    refuse("INVALID_OPTION", "a function", number, "options.number");
  if (typeof unit !== "string") refuse("INVALID_OPTION", "a text", unit, "options.unit");
  return number ?? ((value) => formatNumber(value, options));
}

function withUnit(text: string, unit: string | undefined): string {
  return unit === undefined || unit === "" ? text : `${text} ${unit}`;
}

/**
 * The bounds of an interval in words: `5.04 to 6.24 months`, or, where a side is unbounded,
 * `at least 14.0 months, no upper bound`.
 *
 * @param bounds - `lower`, `upper` (either null where that side has no bound or none was computed) and `level`.
 * @param options - `digits` (3), `unit`, or `number`, a writer of its own.
 *
 * @example
 * ```ts
 * import { formatInterval } from "scaling-laws/report";
 *
 * console.log(formatInterval({ lower: 5.04, upper: 6.24, level: 0.95 }, { unit: "months" })); // => "5.04 to 6.24 months"
 * const open = formatInterval({ lower: 14, upper: null, level: 0.95 }, { unit: "months" });
 * console.log(open); // => "at least 14 months, no upper bound"
 * ```
 */
export function formatInterval(
  bounds: Pick<Prediction, "lower" | "upper" | "level">,
  options: EstimateFormat = {},
): string {
  requireOptions(options);
  const write = writer(options);
  const { lower, upper } = requireOptions(bounds, "bounds");
  if (lower !== null && upper !== null) return withUnit(`${write(lower)} to ${write(upper)}`, options.unit);
  if (lower !== null) return `at least ${withUnit(write(lower), options.unit)}, no upper bound`;
  if (upper !== null) return `at most ${withUnit(write(upper), options.unit)}, no lower bound`;
  return "no bounds";
}

/**
 * An estimate and its interval in one line, the level named: `5.55 months (95 % interval 5.04 to 6.24)`.
 *
 * An estimate that is null (not reachable, or no value supported) is said in words, with the bound there is.
 *
 * @param estimate - an {@link Estimate} or {@link Prediction}.
 * @param options - `digits` (3), `unit`, or `number`, a writer of its own.
 *
 * @example
 * ```ts
 * import { formatEstimate } from "scaling-laws/report";
 *
 * const slope = { estimate: 0.65984, standardError: 0.04347, lower: 0.5736, upper: 0.7461, level: 0.95 };
 * console.log(formatEstimate(slope)); // => "0.660 (95 % interval 0.574 to 0.746)"
 * ```
 */
export function formatEstimate(estimate: Estimate | Prediction, options: EstimateFormat = {}): string {
  requireOptions(options);
  const { estimate: value, lower, upper, level } = requireOptions(estimate, "estimate");
  const bare = { ...options, unit: "" };
  const interval = lower === null && upper === null ? null : `${formatLevel(level)} interval`;
  if (value === null) {
    return interval === null ? "no value" : `no value; ${interval}: ${formatInterval(estimate, options)}`;
  }
  const point = withUnit(writer(options)(value), options.unit);
  return interval === null ? point : `${point} (${interval} ${formatInterval(estimate, bare)})`;
}
