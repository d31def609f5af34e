import type { Warning } from "../errors.ts";
import type { PublishedLaw } from "../published/published-law.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { requireObject, requireString } from "../statistics/json-checks.ts";
import type { Fit, Law, LawKind, Source } from "../statistics/law.ts";
import { requireLawParts } from "../statistics/law-parts.ts";
import { type ComparedNumber, derived, extras, originConversion } from "./compare-law-numbers.ts";
import { type ComparisonRow, comparisonRow, halfUnit, ownSource } from "./comparison-row.ts";
import { type ComparisonUnits, checkedUnits, unitConversions } from "./comparison-units.ts";
import { requireSameForm, requireSameUnits } from "./same-form.ts";

/** A fitted law, as far as it can be held against a published one. */
export interface ComparableLaw<Kind extends LawKind = LawKind>
  extends Law<Kind, string>,
    Partial<Pick<Fit, "support">> {
  /** Degrees of freedom of the t quantile behind the intervals; null for the normal quantile. */
  intervalDegreesOfFreedom?: number | null;
  /** Of a densing law: the day of its intercept, and ln 2 / slopePerDay. */
  origin?: string;
  /** Doubling time of a densing law, in days. */
  doublingTimeDays?: Estimate;
  /** Of a routing law: log10 of its cut-off. */
  log10Cutoff?: Estimate | null;
  /** Of a law that comes in several forms. */
  form?: string;
}

/** A published law with the numbers that some of them have beside their coefficients. */
export interface ComparablePublishedLaw<Kind extends LawKind = LawKind> extends PublishedLaw<Kind, string> {
  /** Day 0 of a law over time, ISO. */
  origin?: string;
  /** Form of the law. */
  form?: string;
  /** Of a power law printed as (scale / x)^e. */
  scale?: number;
  /** Of a loss law: a of N* ~ C^a, where it is printed. */
  allocation?: {
    /** The printed exponent of size. */
    parameterExponent: number;
    /** Its printed standard error. */
    standardError?: number;
    /** Decimals printed. */
    decimals?: number;
  };
}

/** A fitted law held against a published one, coefficient by coefficient. */
export interface LawComparison {
  /** The kind of law, or `allocation` for exponents of compute-optimal training alone. */
  kind: LawKind | "allocation";
  /** A row for each number compared. */
  rows: ComparisonRow[];
  /** Whether every value whose printed digits are known agrees to them; null where they are known of none. */
  agrees: boolean | null;
  /** Whether every published value lies in our interval; null where no value could be held against one. */
  withinIntervals: boolean | null;
  /** Of our intervals. */
  level: number;
  /** What is odd about the published law, if anything. */
  note: string | null;
  /** Where it stands in print. */
  source: Source;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

/** How a law is held against a published one. */
export interface ComparisonOptions {
  /** Units of our columns, where they differ from those of the published law. */
  units?: ComparisonUnits;
}

function decimalsOf({ decimals }: ComparablePublishedLaw, term: string): number | null {
  return typeof decimals === "object" ? (decimals?.[term] ?? null) : (decimals ?? null);
}

/** Every quantity of two laws of one kind, ours in the units and at the origin of the published one. */
export function compareLaws(
  fit: ComparableLaw,
  row: ComparablePublishedLaw,
  options: ComparisonOptions = {},
): LawComparison {
  requireLawParts(requireObject(fit, "fit"), "fit");
  requireLawParts(requireObject(row, "row"), "row");
  requireSameForm(fit, row);
  const given = options.units ?? {};
  const units = checkedUnits(row.kind, given);
  requireSameUnits(fit, row, given);
  const level = fit.coefficients[fit.terms[0] ?? ""]?.level ?? 0.95;
  const conversions = { ...unitConversions(row.kind, units), ...originConversion(fit, row) };
  const warnings: Warning[] = [];
  const numbers = row.terms.map((term): ComparedNumber => {
    const { estimate: value, standardError, lower, upper } = row.coefficients[term]!;
    const conversion = conversions[term];
    const ours = conversion === undefined ? fit.coefficients[term]! : derived(fit, conversion, level);
    return {
      quantity: term,
      ours,
      published: { value, rounding: halfUnit(decimalsOf(row, term)), standardError, lower, upper },
    };
  });
  numbers.push(...extras(fit, row, units, level));
  for (const { ours } of numbers) {
    for (const warning of "warnings" in ours ? ours.warnings : []) {
      if (!warnings.some(({ message }) => message === warning.message)) warnings.push(warning);
    }
  }
  const rows = numbers.map(({ quantity, ours, published }) => comparisonRow(quantity, ours, published));
  return {
    kind: row.kind,
    ...verdicts(rows),
    level,
    note: row.note === undefined ? null : requireString(row.note, "row.note"),
    source: ownSource(row.source),
    warnings,
  };
}

/** The verdict over all rows, null where no row has one. */
export function verdicts(rows: ComparisonRow[]): Pick<LawComparison, "rows" | "agrees" | "withinIntervals"> {
  const all = (values: (boolean | null)[]): boolean | null => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.every(Boolean);
  };
  return {
    rows,
    agrees: all(rows.map((row) => row.agrees)),
    withinIntervals: all(rows.map((row) => row.withinInterval)),
  };
}
