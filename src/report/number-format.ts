import { refuse, requireFinite, requireOptions } from "../numeric/checks.ts";

/** How a number is written. */
export interface NumberFormat {
  /** Significant digits; default 3. */
  digits?: number;
}

const SI_PREFIXES = ["", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"];

function requireDigits(digits: number): number {
  if (!Number.isInteger(digits) || digits < 1 || digits > 15) {
    return refuse("INVALID_OPTION", "1 to 15 digits", digits, "options.digits");
  }
  return digits;
}

function requireNumber(value: number): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return refuse("NOT_FINITE", "a finite number", value, "value");
  }
  return value;
}

/** Fixed notation with the decimals that leave `digits` significant ones; whole numbers keep all of theirs. */
function fixed(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  if (rounded === 0) return "0";
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  return (decimals === 0 ? value : rounded).toFixed(decimals);
}

/**
 * A number with so many significant digits: plain from 0.001 up to a million, scientific (1.23e21) beyond.
 *
 * A whole number below a million is written out, so counts stay counts.
 *
 * @param value - a finite number.
 * @param options - `digits`, default 3.
 * @throws {@link ScalingError} `NOT_FINITE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { formatNumber } from "scaling-laws/report";
 *
 * console.log([formatNumber(0.65984), formatNumber(99), formatNumber(3.14e23)]); // => ["0.660", "99", "3.14e23"]
 * ```
 */
export function formatNumber(value: number, options: NumberFormat = {}): string {
  requireOptions(options);
  const digits = requireDigits(options.digits ?? 3);
  const size = Math.abs(requireNumber(value));
  if (Number.isInteger(value) && size < 1e6) return String(value === 0 ? 0 : value);
  const rounded = Number(size.toPrecision(digits));
  if (rounded >= 1e-3 && rounded < 1e6) return fixed(value, digits);
  return value.toExponential(digits - 1).replace("e+", "e");
}

/**
 * A number with an SI prefix: 1.75e11 is `175 G`. Below 1 and from 1000 Q on it is written as {@link formatNumber} does.
 *
 * @param value - a finite number.
 * @param options - `digits`, default 3.
 * @throws {@link ScalingError} `NOT_FINITE`, `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * import { formatSi } from "scaling-laws/report";
 *
 * console.log(formatSi(1.75e11)); // => "175 G"
 * ```
 */
export function formatSi(value: number, options: NumberFormat = {}): string {
  requireOptions(options);
  const digits = requireDigits(options.digits ?? 3);
  const rounded = Number(requireNumber(value).toPrecision(digits));
  const power = rounded === 0 ? 0 : Math.floor(Math.log10(Math.abs(rounded)) / 3);
  const prefix = SI_PREFIXES[power];
  if (prefix === undefined || power <= 0) return formatNumber(value, options);
  const text = (rounded / 1000 ** power).toPrecision(digits);
  return `${text.includes("e") ? Number(text) : text.replace(/\.0+$/, "")} ${prefix}`;
}

/**
 * A share as a percentage without decimals; a share that is not quite nothing or everything is not rounded to it.
 *
 * @param share - between 0 and 1.
 * @throws {@link ScalingError} `OUT_OF_RANGE`.
 *
 * @example
 * ```ts
 * import { formatShare } from "scaling-laws/report";
 *
 * console.log([formatShare(0.446), formatShare(0.999)]); // => ["45 %", ">99 %"]
 * ```
 */
export function formatShare(share: number): string {
  if (!(requireFinite(share, "share") >= 0 && share <= 1)) {
    return refuse("OUT_OF_RANGE", "a share between 0 and 1", share, "share");
  }
  if (share > 0 && share < 0.01) return "<1 %";
  if (share < 1 && share > 0.99) return ">99 %";
  return `${Math.round(100 * share)} %`;
}

/**
 * A p-value in words: `p = 0.030`, `p < 0.001`.
 *
 * @param pValue - between 0 and 1.
 * @throws {@link ScalingError} `OUT_OF_RANGE`.
 *
 * @example
 * ```ts
 * import { formatPValue } from "scaling-laws/report";
 *
 * console.log([formatPValue(0.0304), formatPValue(0.0002)]); // => ["p = 0.030", "p < 0.001"]
 * ```
 */
export function formatPValue(pValue: number): string {
  if (!(requireFinite(pValue, "pValue") >= 0 && pValue <= 1)) {
    return refuse("OUT_OF_RANGE", "a p-value between 0 and 1", pValue, "pValue");
  }
  return pValue < 0.001 ? "p < 0.001" : `p = ${pValue.toFixed(pValue < 0.1 ? 3 : 2)}`;
}
