import { positiveColumn } from "../numeric/checks.ts";
import { requireHeld } from "../numeric/held-result.ts";

const MOST_DIGITS = 15;

/** How many significant decimal digits a size was stated with: the fewest that give it back within rounding. */
function significantDigits(size: number): number {
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    if (Math.abs(Number(size.toPrecision(digits)) - size) <= 1e-9 * size) return digits;
  }
  return MOST_DIGITS;
}

/** The rounding cell of a stated size; one-digit sizes (7B) are taken as stated to two (7.0B). */
function roundingCell(size: number): { lower: number; upper: number } {
  const digits = Math.max(2, significantDigits(size));
  const unit = 10 ** (Math.floor(Math.log10(size)) - digits + 1);
  return { lower: size - unit / 2, upper: size + unit / 2 };
}

/**
 * log10 of model sizes, sorted, with ties spread inside their rounding cell.
 *
 * Sizes are reported to one to three digits, so many coincide exactly, and a flank of coinciding points would have no
 * width. A size stated with s significant digits stands for the cell of half a unit of digit max(2, s) on either side;
 * its t copies are placed at the (r + 1/2)/t points of the cell in log10, r = 0 .. t-1. A size that occurs once stays.
 *
 * @param sizes - Model sizes in parameters, above zero, in any order.
 * @returns log10 sizes in increasing order.
 * @throws ScalingError NOT_POSITIVE, NOT_FINITE or UNSUPPORTED_TYPE for a size that is none.
 * @remarks Our own rule; deterministic.
 * @example
 * ```ts
 * import { spreadTies } from "scaling-laws/parameter-gap";
 *
 * const [first, second] = spreadTies([7e9, 7e9]);
 * console.log([first!.toFixed(4), second!.toFixed(4)]); // => ["9.8435", "9.8466"]
 * ```
 */
export function spreadTies(sizes: ArrayLike<number>): number[] {
  const sorted = positiveColumn(sizes, "sizes").sort();
  const spread: number[] = [];
  for (let start = 0; start < sorted.length; ) {
    const size = sorted[start]!;
    let end = start + 1;
    while (end < sorted.length && sorted[end] === size) end++;
    const copies = end - start;
    if (copies === 1) {
      spread.push(Math.log10(size));
    } else {
      const cell = roundingCell(size);
      const low = Math.log10(cell.lower);
      const high = Math.log10(cell.upper);
      for (let r = 0; r < copies; r++) spread.push(low + ((r + 0.5) / copies) * (high - low));
    }
    start = end;
  }
  return requireHeld(
    spread.sort((a, b) => a - b),
    "sizes",
  );
}
