import { ScalingError } from "../errors.ts";
import { requireOptions } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";
import type { PublishedAllocation } from "../published/published-allocation.ts";
import type { PublishedTrend } from "../published/published-trend.ts";
import { readResult, requireObject } from "../statistics/json-checks.ts";
import type { LawKind } from "../statistics/law.ts";
import { requireSource } from "../statistics/law-parts.ts";
import { type ComparableAllocation, compareAllocations } from "./compare-allocation.ts";
import {
  type ComparableLaw,
  type ComparablePublishedLaw,
  type ComparisonOptions,
  compareLaws,
  type LawComparison,
} from "./compare-law.ts";
import { type ComparableTrend, compareTrendWithRow, type PublishedComparison } from "./compare-trend.ts";

export type { ComparableAllocation } from "./compare-allocation.ts";
export type { ComparableLaw, ComparablePublishedLaw, ComparisonOptions, LawComparison } from "./compare-law.ts";
export type { ComparableTrend, PublishedComparison } from "./compare-trend.ts";
export type { ComparisonRow } from "./comparison-row.ts";
export type { ComparisonUnits } from "./comparison-units.ts";

function isPrintedTrend(row: object): row is PublishedTrend {
  return "period" in row && "monthsPerYear" in row;
}

function isLaw(value: object): value is ComparableLaw {
  return "coefficients" in value && "kind" in value;
}

function isAllocation(value: object): value is PublishedAllocation & ComparableAllocation {
  return "parameterExponent" in value;
}

/**
 * A fit beside what was published, number by number: ours with its interval, the printed value, the difference, also in
 * our standard errors, whether it is within the printed rounding and whether the printed value lies in our interval.
 *
 * - A trend beside a row of a table of trends: count, slope, doubling time with their bounds, R squared, and the line at
 *   the first and last date. Doubling times are taken in the months of the row (the papers' have 30 days).
 * - A law beside a published law of the same kind: every coefficient, and the numbers that follow from them and that
 *   papers print: `parameterExponent` of a loss law, `cutoffParameters` of a routing law whose c is not rounded, `doublingTimeDays` of a densing
 *   law, `scale` of a power law printed as (scale / x)^e. Ours are brought to the units of the published law
 *   ({@link ComparisonUnits}; A becomes A unit^alpha) and to its day of origin; with a covariance or draws of the fit their
 *   intervals come along. Laws of another kind or form are refused, since their coefficients mean something else.
 * - What `fitIsoFlop` or `computeOptimal` answers beside published exponents: `parameterExponent` and `tokenExponent`.
 *
 * Two values agree when they differ by no more than half a unit of the last printed digit; `agrees` is null where the
 * digits are not known, as for coefficients recovered from a figure. That a value lies in our interval is no proof of
 * agreement, least of all where the interval is wide, and coefficients of one law are strongly correlated. For laws a third
 * argument, `options`, gives the `units` of ours.
 *
 * @param fit - a fit, or a law; for rows of trends fitted to the systems that the row speaks of.
 * @param row - of `published`: a row of `sevilla2022` or `villalobos2022`; a law, as `besiroglu2024`,
 * `clark2022.unrounded.sBase` or `xiao2025.figure1.law`; or exponents, as `hoffmann2022.exponents[1]`.
 * @returns Plain JSON: a row for each number. Of laws `warnings` say where an interval could not be brought along.
 * @throws ScalingError `WRONG_KIND` (another kind, form or set of terms), `OUT_OF_RANGE` (counts in millions, or scores in
 * percent, that were not declared), `INVALID_LAW` (a law without source), `INVALID_OPTION`, `INVALID_DATE`,
 * `UNSUPPORTED_TYPE`.
 *
 * @example
 * ```ts
 * import { fitLossLaw } from "scaling-laws/loss-laws";
 * import { besiroglu2024, sevilla2022 } from "scaling-laws/published";
 * import { compareWithPublished } from "scaling-laws/report";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const fit = fitTrend({ year: [2010, 2013, 2016, 2019, 2022], value: [1e15, 1e17, 1e19, 1e21, 1e23] });
 * const { rows, agrees } = compareWithPublished(fit, sevilla2022.table3[2]);
 * console.log(agrees); // => false
 * console.log(rows.find((row) => row.quantity === "slopeOomPerYear")?.agrees); // => true
 *
 * // Sizes in millions, tokens in billions: A and B are brought to plain counts.
 * const runs = [100, 400, 1600].flatMap((size) => [2, 10, 50].map((tokens) => [size, tokens]));
 * const parameters = runs.map(([size]) => size);
 * const tokens = runs.map(([, count]) => count);
 * const loss = runs.map(([size, count]) => 1.8 + 482 / (size * 1e6) ** 0.35 + 2085 / (count * 1e9) ** 0.37);
 * const law = fitLossLaw({ parameters, tokens, loss }, { resamples: 0 });
 * const compared = compareWithPublished(law, besiroglu2024, { units: { parameters: 1e6, tokens: 1e9 } });
 * console.log(compared.rows.map((row) => row.quantity)); // => ["E", "A", "B", "alpha", "beta", "parameterExponent"]
 * console.log(compared.rows[1]?.ours?.toFixed(2)); // => "482.00"
 * ```
 */
export function compareWithPublished<Kind extends LawKind>(
  fit: ComparableLaw<Kind>,
  row: ComparablePublishedLaw<NoInfer<Kind>>,
  options?: ComparisonOptions,
): LawComparison;
export function compareWithPublished(fit: ComparableTrend, row: PublishedTrend): PublishedComparison;
export function compareWithPublished(fit: ComparableAllocation, row: PublishedAllocation): LawComparison;
export function compareWithPublished(
  fit: ComparableTrend | ComparableLaw | ComparableAllocation,
  row: PublishedTrend | ComparablePublishedLaw | PublishedAllocation,
  options: ComparisonOptions = {},
): PublishedComparison | LawComparison {
  requireObject(fit, "fit");
  requireObject(row, "row");
  requireOptions(options);
  return readResult([fit, row], "comparison", () => requireHeld(compared(fit, row, options), "comparison"));
}

function compared(
  fit: ComparableTrend | ComparableLaw | ComparableAllocation,
  row: PublishedTrend | ComparablePublishedLaw | PublishedAllocation,
  options: ComparisonOptions,
): PublishedComparison | LawComparison {
  requireSource(requireObject(row.source, "row.source"));
  if (isPrintedTrend(row) && isTrendLike(fit)) return compareTrendWithRow(fit, row);
  if (!isPrintedTrend(row) && "coefficients" in row && isLaw(fit)) return compareLaws(fit, row, options);
  if (!isPrintedTrend(row) && isAllocation(row) && isAllocation(fit)) return compareAllocations(fit, row);
  const message = "Expected a fit and a published row of the same sort: a trend, a law, or exponents of an allocation";
  throw new ScalingError("UNSUPPORTED_TYPE", message, "row");
}

function isTrendLike(fit: object): fit is ComparableTrend {
  return "coefficients" in fit && "referenceYear" in fit && "support" in fit;
}
