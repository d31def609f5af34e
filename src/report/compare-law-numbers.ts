import { ScalingError } from "../errors.ts";
import { describe } from "../numeric/checks.ts";
import { askLaw } from "../statistics/derived-prediction.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import type { Law } from "../statistics/law.ts";
import type { ComparableLaw, ComparablePublishedLaw } from "./compare-law.ts";
import { halfUnit, type PublishedNumber } from "./comparison-row.ts";
import type { ComparisonUnits, Conversion } from "./comparison-units.ts";

/** Reads the coefficients of our law by name, from an array in the order of its terms. */
function reader(fit: Law): (values: ArrayLike<number>) => (term: string) => number {
  const places = new Map(fit.terms.map((term, place) => [term, place]));
  return (values) => (term) => values[places.get(term) ?? -1] ?? Number.NaN;
}

/** A number that follows from our coefficients; its interval is that of its logarithm where it is above zero. */
export function derived(
  fit: ComparableLaw,
  conversion: Conversion,
  level: number,
  on: "log" | "identity" = "log",
): Prediction {
  const read = reader(fit);
  const at = conversion((term) => fit.coefficients[term]?.estimate ?? Number.NaN);
  const scale = at > 0 ? on : "identity";
  const natural = (values: ArrayLike<number>): number => conversion(read(values));
  const answer = scale === "log" ? (values: ArrayLike<number>): number => Math.log(natural(values)) : natural;
  return askLaw(fit, { answer, scale, level });
}

const DAY = 86_400_000;

/** The conversion of the intercept to the day of the published one. */
export function originConversion(fit: ComparableLaw, row: ComparablePublishedLaw): Record<string, Conversion> {
  if (fit.origin === undefined || row.origin === undefined || fit.origin === row.origin) return {};
  const days = (Date.parse(row.origin) - Date.parse(fit.origin)) / DAY;
  if (!Number.isFinite(days)) {
    const got = `${describe(fit.origin)} and ${describe(row.origin)}`;
    throw new ScalingError("INVALID_DATE", `Expected two ISO dates but got ${got}`, "row.origin");
  }
  return { intercept: (of) => of("intercept") + days * of("slopePerDay") };
}

/** A number of ours and the published one. */
export interface ComparedNumber {
  quantity: string;
  ours: Estimate | Prediction;
  published: PublishedNumber;
}

/** 10^ of an estimate of a logarithm; the standard error is that of the power, by the delta method. */
function powerOf({ estimate, standardError, lower, upper, level }: Estimate, shift: number): Prediction {
  const power = (value: number | null): number | null => {
    const natural = value === null ? null : 10 ** (value + shift);
    return natural !== null && Number.isFinite(natural) ? natural : null;
  };
  const at = power(estimate);
  const error = at === null || standardError === null ? null : at * Math.LN10 * standardError;
  return { estimate: at, standardError: error, lower: power(lower), upper: power(upper), level, warnings: [] };
}

/** Numbers that follow from the coefficients and that papers print. */
export function extras(
  fit: ComparableLaw,
  row: ComparablePublishedLaw,
  units: Required<ComparisonUnits>,
  level: number,
): ComparedNumber[] {
  const published = (conversion: Conversion): number | null => {
    const value = conversion((term) => row.coefficients[term]?.estimate ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  if (row.kind === "loss-law") {
    const share: Conversion = (of) => of("beta") / (of("alpha") + of("beta"));
    const { allocation } = row;
    const printed =
      allocation === undefined
        ? { value: published(share), rounding: null }
        : {
            value: allocation.parameterExponent,
            rounding: halfUnit(allocation.decimals),
            standardError: allocation.standardError ?? null,
          };
    return [{ quantity: "parameterExponent", ours: derived(fit, share, level, "identity"), published: printed }];
  }
  if (row.kind === "densing-law") {
    const days: Conversion = (of) => Math.LN2 / of("slopePerDay");
    const ours = fit.doublingTimeDays ?? derived(fit, days, level);
    return [{ quantity: "doublingTimeDays", ours, published: { value: published(days), rounding: null } }];
  }
  if (row.kind === "routing-law" && row.decimals == null && fit.log10Cutoff != null) {
    // A c of three decimals would give another cut-off than the one printed.
    const cutoff: Conversion = (of) => 10 ** (-of("b") / of("c"));
    const ours = powerOf(fit.log10Cutoff, Math.log10(units.parameters));
    return [{ quantity: "cutoffParameters", ours, published: { value: published(cutoff), rounding: null } }];
  }
  if (row.kind === "power-law" && row.scale !== undefined) {
    // coefficient x^exponent is 1 at x = coefficient^(-1/exponent).
    const atOne: Conversion = (of) => units.x * (units.y * of("coefficient")) ** (-1 / of("exponent"));
    return [{ quantity: "scale", ours: derived(fit, atOne, level), published: { value: row.scale, rounding: null } }];
  }
  return [];
}
