import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { requireNumberOrNull } from "../statistics/json-checks.ts";
import type { Source } from "../statistics/law.ts";

/** A source without what else the caller's own object may carry. */
export function ownSource({ paper, where, version, status }: Source): Source {
  return { paper, where, version, status };
}

/** One number, ours beside the published one. */
export interface ComparisonRow {
  /** Name of the coefficient or derived number: `alpha`, `slopeOomPerYear.lower`. */
  quantity: string;
  /** Null where we have no such number: no bound on that side. */
  ours: number | null;
  /** Null where the row prints no such number. */
  published: number | null;
  /** ours - published. */
  difference: number | null;
  /** Half a unit of the last printed digit; null where the printed digits are not known. */
  rounding: number | null;
  /** Whether the difference is within the printed rounding; null where nothing is printed, or its digits are not known. */
  agrees: boolean | null;
  /** True for the bounds of a resampled interval, which carry the random error of two resamplings. */
  resampled: boolean;
  /** The standard error and the bounds of ours; null where there is none. */
  standardError: number | null;
  /** Lower end of our interval. */
  lower: number | null;
  /** Upper end of our interval. */
  upper: number | null;
  /** difference / standardError. */
  differenceInStandardErrors: number | null;
  /** Whether the published value lies in our interval; null where one of them is missing. */
  withinInterval: boolean | null;
  /** What is printed beside the published value; null where nothing is. */
  publishedStandardError: number | null;
  /** Lower end printed. */
  publishedLower: number | null;
  /** Upper end printed. */
  publishedUpper: number | null;
}

/** A published number, with what is known of its printing. */
export interface PublishedNumber {
  value: number | null;
  rounding: number | null;
  standardError?: number | null;
  /** Lower end printed. */
  lower?: number | null;
  /** Upper end printed. */
  upper?: number | null;
}

/** A number of ours without any statement of uncertainty. */
export function bareNumber(estimate: number | null): Omit<Prediction, "warnings"> {
  return { estimate, standardError: null, lower: null, upper: null, level: 0 };
}

function within({ lower, upper }: Pick<Estimate, "lower" | "upper">, value: number | null): boolean | null {
  if (value === null || (lower === null && upper === null)) return null;
  return (lower === null || value >= lower) && (upper === null || value <= upper);
}

/** The numbers of a statement, each finite or null: a fit that was read from JSON may have anything in their place. */
function checkedNumbers(
  { estimate, standardError, lower, upper }: Omit<Prediction, "warnings" | "level">,
  quantity: string,
): Omit<Prediction, "warnings" | "level"> {
  for (const each of [estimate, standardError, lower, upper]) requireNumberOrNull(each, `fit.${quantity}`);
  return { estimate, standardError, lower, upper };
}

export function comparisonRow(
  quantity: string,
  ours: Estimate | Omit<Prediction, "warnings">,
  published: PublishedNumber,
  resampled = false,
): ComparisonRow {
  const { estimate, standardError, lower, upper } = checkedNumbers(ours, quantity);
  const { value, rounding } = published;
  const {
    standardError: publishedError = null,
    lower: publishedLower = null,
    upper: publishedUpper = null,
  } = published;
  for (const each of [value, rounding, publishedError, publishedLower, publishedUpper]) {
    requireNumberOrNull(each, `row.${quantity}`);
  }
  const difference = estimate === null || value === null ? null : estimate - value;
  // A value that lies on the edge between two printed numbers may round either way.
  const agrees =
    value === null || rounding === null
      ? null
      : difference !== null && Math.abs(difference) <= rounding * (1 + 1e-9) + 1e-15 * Math.abs(value);
  const inErrors =
    difference === null || standardError === null || standardError === 0 ? null : difference / standardError;
  return {
    quantity,
    ours: estimate,
    published: value,
    difference,
    rounding: value === null ? null : rounding,
    agrees,
    resampled,
    standardError,
    lower,
    upper,
    differenceInStandardErrors: inErrors !== null && Number.isFinite(inErrors) ? inErrors : null,
    withinInterval: within(ours, value),
    publishedStandardError: publishedError,
    publishedLower,
    publishedUpper,
  };
}

/** Half a unit of so many decimals. */
export function halfUnit(decimals: number | null | undefined): number | null {
  return decimals === null || decimals === undefined ? null : 0.5 / 10 ** decimals;
}
