import { requireFinite } from "../numeric/checks.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function raised(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** Whether a number reads well without a power of ten. */
export function readsPlainly(value: number): boolean {
  const size = Math.abs(value);
  return value === 0 || (size >= 0.001 && size < 1e4);
}

/** A number as mantissa and power of ten, 10²³ or 5.8·10²³; if it reads well without, unless told to, as it is. */
export function powerText(value: number, digits = 2, plainly: boolean = readsPlainly(value)): string {
  if (plainly || value === 0) return plainText(value, digits);
  const [mantissa = "", exponent = "0"] = requireFinite(value, "chart")
    .toExponential(digits - 1)
    .split("e");
  const factor = Number(mantissa);
  return `${factor === 1 ? "" : `${factor}·`}10${raised(Number(exponent))}`;
}

/** A number with its significant digits, whole from 1000 on, without zeros that say nothing. */
export function plainText(value: number, digits = 3): string {
  requireFinite(value, "chart");
  return String(Math.abs(value) >= 10 ** digits ? Math.round(value) : Number(value.toPrecision(digits)));
}

/** A model size: 70B, 1.3M. */
export function sizeText(size: number): string {
  const [unit, divisor] = size >= 1e12 ? ["T", 1e12] : size >= 1e9 ? ["B", 1e9] : size >= 1e6 ? ["M", 1e6] : ["", 1];
  return size >= 1e16 ? powerText(size) : `${plainText(size / divisor)}${unit}`;
}

/** The interval of an estimate in words; empty where there is none. */
export function intervalText(
  { lower, upper, level }: Pick<Estimate | Prediction, "lower" | "upper" | "level">,
  text: (value: number) => string,
): string {
  const name = `${plainText(100 * level)}\u00a0%\u00a0interval`;
  if (lower !== null && upper !== null) return `${name} ${text(lower)}\u00a0to\u00a0${text(upper)}`;
  if (lower !== null) return `${name} from ${text(lower)} on, no upper bound`;
  return upper === null ? "" : `${name} up to ${text(upper)}, no lower bound`;
}

/** An estimate with its interval in brackets. */
export function estimateText(
  value: Estimate | (Prediction & { estimate: number }),
  text: (value: number) => string,
): string {
  const interval = intervalText(value, text);
  return interval === "" ? text(value.estimate) : `${text(value.estimate)} (${interval})`;
}

/** 1 model, 2 models. */
export function counted(count: number, noun: string): string {
  return `${requireFinite(count, "chart")}\u00a0${noun}${count === 1 ? "" : "s"}`;
}
