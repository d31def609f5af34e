import { type ErrorCode, ScalingError } from "../errors.ts";

/** What came instead, in a few words: an object's own toString is never called, a long text never said in full. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "bigint") return "a bigint: use Number()";
  return Object(value) === value ? "an object" : String(value);
}

/** Every check says it in these words. */
export function refuse(code: ErrorCode, expected: string, value: unknown, path: string | null): never {
  throw new ScalingError(code, `Expected ${expected} but got ${describe(value)}`, path);
}

/** A copy of a column as Float64Array; refuses what is no array, holds no number, or is not finite. */
export function finiteColumn(values: ArrayLike<number>, path: string): Float64Array {
  if (typeof values !== "object" || !values || "toArray" in values || !Number.isInteger(values.length)) {
    refuse("UNSUPPORTED_TYPE", "an array of numbers (toArray())", values, path);
  }
  const { length } = values;
  // The last entry first: of what is long only by its own account, nothing is copied.
  if (length) requireFinite(values[length - 1]!, `${path}[${length - 1}]`);
  const column = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    // What is no finite number is refused there, with the message it deserves.
    column[i] = Number.isFinite(value) ? value : requireFinite(value, `${path}[${i}]`);
  }
  return column;
}

/** Like {@link finiteColumn}, and every value must be above zero. */
export function positiveColumn(values: ArrayLike<number>, path: string): Float64Array {
  const column = finiteColumn(values, path);
  for (let i = 0; i < column.length; i++) {
    if (!(column[i]! > 0)) requirePositive(column[i]!, `${path}[${i}]`);
  }
  return column;
}

export function requireSameLength(length: number, expected: number, path: string): void {
  if (length !== expected) refuse("LENGTH_MISMATCH", `${expected} entries`, length, path);
}

export function requirePoints(count: number, least: number, path: string): void {
  if (count < least) refuse(count === 0 ? "EMPTY_INPUT" : "TOO_FEW_POINTS", `at least ${least} points`, count, path);
}

export function requireFinite(value: number, path: string): number {
  if (Number.isFinite(value)) return value;
  return refuse(typeof value === "number" ? "NOT_FINITE" : "UNSUPPORTED_TYPE", "a finite number", value, path);
}

export function requirePositive(value: number, path: string): number {
  return requireFinite(value, path) > 0 ? value : refuse("NOT_POSITIVE", "a value above 0", value, path);
}

/** Options, and questions of several parts, are objects: null is a mistake, not the wish for what is usual. */
export function requireOptions<Options extends object>(options: Options, path = "options"): Options {
  return typeof options === "object" && options ? options : refuse("INVALID_OPTION", "an object", options, path);
}

/** An array whose first and last entries are there: one that is long by its length only would be walked for minutes. */
export function isList(values: unknown): values is readonly unknown[] {
  return Array.isArray(values) && (values.length === 0 || (0 in values && values.length - 1 in values));
}

/** A list of anything, as the caller must give it. */
export function requireList<Item>(values: readonly Item[], path: string): readonly Item[] {
  return isList(values) ? values : refuse("UNSUPPORTED_TYPE", "an array", values, path);
}

/** An option that is true or false. */
export function requireFlag(value: boolean, path: string): boolean {
  return typeof value === "boolean" ? value : refuse("INVALID_OPTION", "true or false", value, path);
}

/** More resamples than this would not fit in memory, and no interval needs them. */
export const MOST_RESAMPLES = 1e6;

/** A whole number from `least` to `most`, as options such as `resamples` and `seed` need it. */
export function requireWhole(
  value: number,
  least: number,
  path: string,
  most: number = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  return refuse("INVALID_OPTION", `a whole number from ${least} to ${most}`, value, path);
}

export function requireOneOf<Choice extends string>(value: Choice, choices: readonly Choice[], path: string): Choice {
  return choices.includes(value) ? value : refuse("INVALID_OPTION", `one of ${choices.join(", ")}`, value, path);
}
