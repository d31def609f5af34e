import type { LawComparison } from "./compare-law.ts";
import type { PublishedComparison } from "./compare-trend.ts";
import type { ComparisonRow } from "./comparison-row.ts";
import { verdictOf } from "./describe-comparison.ts";

/** One number of a comparison, as a row of a table that fits a terminal. */
export interface TidyComparisonRow {
  /** What is compared. */
  quantity: string;
  /** Our value. */
  ours: number | null;
  /** Lower end of our interval. */
  lower: number | null;
  /** Upper end of our interval. */
  upper: number | null;
  /** The printed value. */
  published: number | null;
  /** ours less published, in standard errors of ours. */
  apart: number | null;
  /**
   * `agrees` with the printed digits, or else whether the published value is `inside` or `outside` our interval; without
   * an interval `differs`, or `no bounds` where no digits are known either; `unprinted`.
   */
  verdict: string;
}

/** A comparison as one row. */
export interface GlanceComparisonRow {
  /** The kind of law, or `trend`. */
  kind: string;
  /** Numbers that stand on both sides. */
  compared: number;
  /** Those whose printed digits are known. */
  printed: number;
  /** How many of these agree to the printed digits. */
  agree: number;
  /** Those that have an interval of ours. */
  bounded: number;
  /** How many published values lie in it. */
  inside: number;
  /** The largest difference in standard errors of ours, without sign; null without any. */
  farthest: number | null;
}

export function tidyComparison(comparison: LawComparison | PublishedComparison): TidyComparisonRow[] {
  // The bounds of ours stand beside them, so that the rows that hold them against printed bounds would say them twice.
  return comparison.rows.flatMap((row) => {
    if (row.resampled) return [];
    const { quantity, ours, lower, upper, published, differenceInStandardErrors: apart } = row;
    return [{ quantity, ours, lower, upper, published, apart, verdict: verdictOf(row) }];
  });
}

export function glanceComparison(comparison: LawComparison | PublishedComparison): GlanceComparisonRow {
  const { rows } = comparison;
  const count = (is: (row: ComparisonRow) => boolean): number => rows.filter(is).length;
  const apart = rows.flatMap(({ differenceInStandardErrors: each }) => (each === null ? [] : [Math.abs(each)]));
  return {
    kind: "kind" in comparison ? comparison.kind : "trend",
    compared: count(({ difference }) => difference !== null),
    printed: count(({ agrees }) => agrees !== null),
    agree: count(({ agrees }) => agrees === true),
    bounded: count(({ withinInterval }) => withinInterval !== null),
    inside: count(({ withinInterval }) => withinInterval === true),
    farthest: apart.length === 0 ? null : Math.max(...apart),
  };
}
