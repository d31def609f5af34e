import { ScalingError } from "../errors.ts";
import { describe } from "../numeric/checks.ts";
import type { ComparableLaw, ComparablePublishedLaw } from "./compare-law.ts";
import type { ComparisonUnits } from "./comparison-units.ts";

/** Terms in a message; of what is no law of this library the beginning is enough. */
function listed(terms: readonly string[]): string {
  return terms.join(", ").slice(0, 200);
}

/** Refuses two laws whose coefficients do not mean the same: of another kind or form, or with other terms. */
export function requireSameForm(fit: ComparableLaw, row: ComparablePublishedLaw): void {
  if (row.source === null || typeof row.source !== "object") {
    throw new ScalingError("INVALID_LAW", "Expected a published law, with the source it comes from", "row.source");
  }
  if (fit.kind !== row.kind) {
    const message = `Expected a law of kind ${describe(row.kind)}, as the published one, but got ${describe(fit.kind)}`;
    throw new ScalingError("WRONG_KIND", message, "fit.kind");
  }
  if (fit.form !== undefined && row.form !== undefined && fit.form !== row.form) {
    throw new ScalingError(
      "WRONG_KIND",
      `Expected the form ${describe(row.form)}, as published, but got ${describe(fit.form)}`,
      "fit.form",
    );
  }
  const missing = row.terms.filter((term) => !fit.terms.includes(term));
  const further = fit.terms.filter((term) => !row.terms.includes(term));
  if (missing.length === 0 && further.length === 0) return;
  const has = (what: string, terms: readonly string[]): string[] =>
    terms.length === 0 ? [] : [`${what} ${listed(terms)}`];
  const difference = [...has("lacks", missing), ...has("has in addition", further)].join(" and ");
  const message = `Expected the terms ${listed(row.terms)} of the published law but got a law that ${difference}: the other coefficients mean something else then`;
  throw new ScalingError("WRONG_KIND", message, "fit.terms");
}

/** No model or corpus of these laws is as small, so that smaller numbers are in millions, say. */
const FEWEST = { parameters: 1e4, tokens: 1e6 } as const;

/** Above this a ceiling is in percent. */
const LARGEST_SHARE = 1.5;

function supportOf(fit: ComparableLaw, column: string): number | null {
  const upper = fit.support?.[column]?.upper;
  return typeof upper === "number" ? upper : null;
}

/** Refuses columns that are certainly in other units than the published law, unless the units are given. */
export function requireSameUnits(fit: ComparableLaw, row: ComparablePublishedLaw, given: ComparisonUnits): void {
  const counted = row.kind === "loss-law" || row.kind === "routing-law";
  for (const column of counted ? (["parameters", "tokens"] as const) : []) {
    const largest = supportOf(fit, column);
    if (given[column] !== undefined || largest === null || largest >= FEWEST[column]) continue;
    const message = `Expected ${column} as plain counts, as the published law has them, but the fit saw at most ${largest}: give options.units.${column}, 1e6 for millions (or 1 if they are plain counts)`;
    throw new ScalingError("OUT_OF_RANGE", message, `fit.support.${column}`);
  }
  if (row.kind !== "performance-curve" || given.score !== undefined) return;
  const ceiling = (law: ComparableLaw | ComparablePublishedLaw): number =>
    (law.coefficients["c"]?.estimate ?? 0) + (law.coefficients["d"]?.estimate ?? 0);
  const percent = ceiling(row) > LARGEST_SHARE;
  if (percent === ceiling(fit) > LARGEST_SHARE) return;
  const [theirs, ours, factor] = percent ? ["percent", "fractions", 100] : ["fractions", "percent", 0.01];
  const message = `Expected scores in ${theirs}, as the published law has them, but got a ceiling of ${ceiling(fit).toPrecision(3)}, in ${ours}: give options.units.score, ${factor}`;
  throw new ScalingError("OUT_OF_RANGE", message, "fit.coefficients.c");
}
