import type { Estimate } from "../../src/statistics/estimate.ts";
import type { Law, LawKind } from "../../src/statistics/law.ts";

/** A law with these coefficients and nothing known of their uncertainty. */
export function bareLaw<Kind extends LawKind, Term extends string>(
  kind: Kind,
  values: Record<Term, number>,
): Law<Kind, Term> {
  const terms = Object.keys(values) as Term[];
  const coefficients = Object.fromEntries(
    terms.map((term) => [term, { estimate: values[term], standardError: null, lower: null, upper: null, level: 0.95 }]),
  ) as Record<Term, Estimate>;
  return { kind, version: 1, terms, coefficients, covariance: null, draws: null, source: null };
}
