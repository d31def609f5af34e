import { ScalingError } from "../errors.ts";

function describe(value: unknown): string {
  if (typeof value === "bigint") return `the bigint ${value}: use Number()`;
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** A copy of a column as Float64Array; refuses what is no array, holds no number, or is not finite. */
export function finiteColumn(values: ArrayLike<number>, path: string): Float64Array {
  // The length of an array is a whole number of 32 bits, which is what the shift makes of anything else.
  if (typeof values !== "object" || !values || "toArray" in values || values.length >>> 0 !== values.length) {
    throw new ScalingError(
      "UNSUPPORTED_TYPE",
      `Expected an array of numbers (toArray()) but got ${describe(values)}`,
      path,
    );
  }
  const length = values.length;
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
  if (length !== expected) {
    throw new ScalingError("LENGTH_MISMATCH", `Expected ${expected} entries but got ${length}`, path);
  }
}

export function requirePoints(count: number, least: number, path: string): void {
  if (count < least) {
    const message = `Expected at least ${least} points but got ${count}`;
    throw new ScalingError(count === 0 ? "EMPTY_INPUT" : "TOO_FEW_POINTS", message, path);
  }
}

export function requireFinite(value: number, path: string): number {
  if (typeof value !== "number") {
    throw new ScalingError("UNSUPPORTED_TYPE", `Expected a number but got ${describe(value)}`, path);
  }
  if (!Number.isFinite(value)) {
    throw new ScalingError("NOT_FINITE", `Expected a finite number but got ${value}`, path);
  }
  return value;
}

export function requirePositive(value: number, path: string): number {
  requireFinite(value, path);
  if (!(value > 0)) throw new ScalingError("NOT_POSITIVE", `Expected a value above 0 but got ${value}`, path);
  return value;
}

/** A whole number of at least `least`, as options such as `resamples` and `seed` need it. */
export function requireWhole(value: number, least: number, path: string): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new ScalingError(
      "INVALID_OPTION",
      `Expected a whole number of at least ${least} but got ${describe(value)}`,
      path,
    );
  }
  return value;
}

export function requireOneOf<Choice extends string>(value: Choice, choices: readonly Choice[], path: string): Choice {
  if (!choices.includes(value)) {
    const expected = choices.map((choice) => JSON.stringify(choice)).join(", ");
    throw new ScalingError("INVALID_OPTION", `Expected one of ${expected} but got ${describe(value)}`, path);
  }
  return value;
}
