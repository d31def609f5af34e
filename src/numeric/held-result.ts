import { refuse } from "./checks.ts";

/**
 * Gives a result back if every number in it is finite, and refuses the data otherwise: values near the ends of the range
 * of doubles overflow in squares and products, and such a result means nothing.
 */
export function requireHeld<Result>(result: Result, path: string): Result {
  requireHeldNumbers(result, () => path);
  return result;
}

/** The place is put into words only where a number is refused. */
function requireHeldNumbers(value: unknown, path: () => string): void {
  if (typeof value === "number") {
    if (!Number.isFinite(value))
      refuse("OUT_OF_RANGE", "numbers of ordinary size, whose result can be held,", value, path());
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      requireHeldNumbers(each, () => `${path()}.${key}`);
    }
  }
}
