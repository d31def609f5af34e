import type { PublishedExponent } from "../published/parametric-laws.ts";
import type { PublishedAllocation } from "../published/published-allocation.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { requireNumber } from "../statistics/json-checks.ts";
import { type LawComparison, verdicts } from "./compare-law.ts";
import { comparisonRow, halfUnit, ownSource } from "./comparison-row.ts";

/** What answers by which exponents compute is spent best: a fit of `fitIsoFlop`, or the answer of `computeOptimal`. */
export interface ComparableAllocation {
  /** Exponent a of the optimal size in compute. */
  parameterExponent: Estimate | Prediction;
  /** Exponent of the optimal tokens in compute. */
  tokenExponent?: Estimate;
}

/** 1 - a, where compute is a multiple of N D. */
function rest({ estimate, standardError, lower, upper, level }: Estimate | Prediction): Omit<Prediction, "warnings"> {
  const less = (value: number | null): number | null => (value === null ? null : 1 - value);
  return { estimate: less(estimate), standardError, lower: less(upper), upper: less(lower), level };
}

/** Published exponents; some papers print an interval of the first alone, as `lower` and `upper`. */
type PublishedRow = PublishedAllocation & Partial<Pick<PublishedExponent, "lower" | "upper">>;

/** Exponents of compute-optimal training beside published ones. */
export function compareAllocations(fit: ComparableAllocation, row: PublishedRow): LawComparison {
  const { parameterExponent, tokenExponent, standardError = null, parameterBracket, tokenBracket } = row;
  const rounding = halfUnit(row.decimals);
  const [lower = null, upper = null] = parameterBracket ?? [row.lower, row.upper];
  const ours = fit.parameterExponent;
  const rows = [
    comparisonRow("parameterExponent", ours, { value: parameterExponent, rounding, standardError, lower, upper }),
  ];
  if (tokenExponent !== undefined) {
    const [least = null, largest = null] = tokenBracket ?? [];
    const published = { value: tokenExponent, rounding, lower: least, upper: largest };
    rows.push(comparisonRow("tokenExponent", fit.tokenExponent ?? rest(ours), published));
  }
  const warnings = "warnings" in ours ? [...ours.warnings] : [];
  return {
    kind: "allocation",
    ...verdicts(rows),
    level: requireNumber(ours.level, "fit.parameterExponent.level"),
    note: null,
    source: ownSource(row.source),
    warnings,
  };
}
