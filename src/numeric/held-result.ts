import { refuse } from "./checks.ts";

/**
 * Gives a result back if every number in it is finite, and refuses the data otherwise: values near the ends of the range
 * of doubles overflow in squares and products, and such a result means nothing.
 */
export function requireHeld<Result>(result: Result, path: string): Result {
  const found = firstUnheld(result);
  if (found !== null) {
    refuse("OUT_OF_RANGE", "numbers of ordinary size, whose result can be held,", found.value, path + found.path);
  }
  return result;
}

/** The first number that is not finite, with its place: paths are made for that one only. */
function firstUnheld(value: unknown): { value: number; path: string } | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : { value, path: "" };
  if (typeof value !== "object" || value === null) return null;
  for (const [i, each] of Object.values(value).entries()) {
    const found = firstUnheld(each);
    if (found !== null) return { value: found.value, path: `.${Object.keys(value)[i]}${found.path}` };
  }
  return null;
}
