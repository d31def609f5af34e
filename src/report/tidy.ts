import { requireConvergence, requireGoodness } from "../statistics/fit-parts.ts";
import { field, requireObject, requireString } from "../statistics/json-checks.ts";
import type { Fit, Goodness, Law, LawKind } from "../statistics/law.ts";
import { requireLawParts } from "../statistics/law-parts.ts";
import type { LawComparison } from "./compare-law.ts";
import type { PublishedComparison } from "./compare-trend.ts";
import {
  type GlanceComparisonRow,
  glanceComparison,
  type TidyComparisonRow,
  tidyComparison,
} from "./tidy-comparison.ts";

/** One coefficient of a law, as a row of a table. */
export interface TidyRow<Kind extends LawKind = LawKind, Term extends string = string> {
  /** Kind of the law. */
  kind: Kind;
  /** Name of the coefficient. */
  term: Term;
  /** Value of the coefficient. */
  estimate: number;
  /** Its standard error; null where none is defined. */
  standardError: number | null;
  /** Lower end of the interval; null where it has none. */
  lower: number | null;
  /** Upper end of the interval; null where it has none. */
  upper: number | null;
  /** Confidence level of the intervals. */
  level: number;
}

/** One fit, as a row of a table. Of a law that was never fitted all but `kind` is null. */
export interface GlanceRow<Kind extends LawKind = LawKind> extends Omit<Goodness, "n"> {
  /** Kind of the law. */
  kind: Kind;
  /** Number of points. */
  n: number | null;
  /** Whether the search for the coefficients converged; null where there was none, as for fits in closed form. */
  converged: boolean | null;
}

/**
 * The coefficients of a law as rows, in the order of its terms: one a coefficient, the same columns for every kind,
 * so that rows of many laws make one table. (The verbs and shapes are those of R's broom: Robinson, Hayes and Couch.)
 *
 * A comparison of `compareWithPublished` gives a row for each number: ours, its bounds, the published value, how far apart
 * they are in standard errors of ours, and a verdict in a word. `toMarkdown(rows, { aligned: true })` fits a terminal.
 *
 * @example
 * ```ts
 * import { tidy } from "scaling-laws/report";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const fit = fitTrend({ year: [2020, 2021, 2022, 2023], value: [1e20, 1e21, 1e21, 1e23] });
 * console.log(tidy(fit).map((row) => row.term)); // => ["log10AtReference", "slopeOomPerYear"]
 * console.log(tidy(fit)[1].estimate.toFixed(2)); // => "0.90"
 * ```
 */
export function tidy<Any extends Law>(law: Any): TidyRow<Any["kind"], Any["terms"][number]>[];
export function tidy(comparison: LawComparison | PublishedComparison): TidyComparisonRow[];
export function tidy(law: Law | LawComparison | PublishedComparison): TidyRow[] | TidyComparisonRow[] {
  requireObject(law, "law");
  if ("rows" in law) return tidyComparison(law);
  requireReadable(law);
  return law.terms.map((term) => {
    const { estimate, standardError, lower, upper, level } = law.coefficients[term]!;
    return { kind: law.kind, term, estimate, standardError, lower, upper, level };
  });
}

/**
 * The goodness of a fit as one row, the same columns for every kind. A law without goodness (a published one) gives
 * its kind and nulls, so that it can stand in the same table. A comparison gives how many of its numbers could be held
 * against each other, and how many agree.
 *
 * @example
 * ```ts
 * import { glance } from "scaling-laws/report";
 * import { fitTrend } from "scaling-laws/trends";
 *
 * const fit = fitTrend({ year: [2020, 2021, 2022, 2023], value: [1e20, 1e21, 1e21, 1e23] });
 * console.log(glance(fit).n); // => 4
 * console.log(glance(fit).converged); // => null
 * ```
 */
export function glance<Kind extends LawKind>(
  fit: Law<Kind> & Partial<Pick<Fit<Kind>, "goodness" | "convergence">>,
): GlanceRow<Kind>;
export function glance(comparison: LawComparison | PublishedComparison): GlanceComparisonRow;
export function glance(
  fit: (Law & Partial<Pick<Fit, "goodness" | "convergence">>) | LawComparison | PublishedComparison,
): GlanceRow | GlanceComparisonRow {
  requireObject(fit, "law");
  if ("rows" in fit) return glanceComparison(fit);
  requireReadable(fit);
  const { goodness } = fit;
  return {
    kind: fit.kind,
    n: goodness?.n ?? null,
    degreesOfFreedom: goodness?.degreesOfFreedom ?? null,
    sumOfSquaredResiduals: goodness?.sumOfSquaredResiduals ?? null,
    residualStandardError: goodness?.residualStandardError ?? null,
    rSquared: goodness?.rSquared ?? null,
    logLikelihood: goodness?.logLikelihood ?? null,
    aicc: goodness?.aicc ?? null,
    bic: goodness?.bic ?? null,
    converged: fit.convergence?.converged ?? null,
  };
}

/** A law in parts that can be shown: kind, terms and coefficients, and goodness and convergence if it has them. */
function requireReadable(value: unknown): void {
  const law = requireObject(value, "law");
  requireString(field(law, "kind"), "law.kind");
  requireLawParts(law, "law");
  const goodness = field(law, "goodness");
  if (goodness !== undefined) requireGoodness(goodness, "law.goodness");
  const convergence = field(law, "convergence");
  if (convergence !== undefined) requireConvergence(convergence);
}
