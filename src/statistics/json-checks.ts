import { ScalingError } from "../errors.ts";
import { describe } from "../numeric/checks.ts";

/** An object of a stored law: its fields are not known to be anything yet. */
export type JsonObject = Record<string, unknown>;

/** Longer than the name of any field; of a longer one the path says the beginning. */
const LONGEST_NAME = 60;

/** Deeper than any law goes; a bound so that hostile nesting cannot exhaust the stack. */
const DEEPEST = 32;

export function refuse(expected: string, value: unknown, path: string | null): never {
  const got = Array.isArray(value) ? `an array of ${value.length}` : describe(value);
  throw new ScalingError("INVALID_LAW", `Expected ${expected} but got ${got}`, path);
}

/** `coefficients.slope`, `covariance[0]`: how a field inside another is named. */
export function inside(path: string | null, key: string | number): string {
  if (typeof key === "number") return `${path ?? ""}[${key}]`;
  const name = key.slice(0, LONGEST_NAME);
  return path === null ? name : `${path}.${name}`;
}

function isPlainObject(value: unknown): value is JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object of another realm has an Object.prototype of its own, whose prototype is null like ours.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An object literal, not a class instance, Map, Date or array. */
export function requireObject(value: unknown, path: string | null): JsonObject {
  return isPlainObject(value) ? value : refuse("an object", value, path);
}

/** The value of an object's own field: what a prototype holds does not count. */
export function field(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function requireArray(value: unknown, path: string | null): readonly unknown[] {
  return Array.isArray(value) ? value : refuse("an array", value, path);
}

export function requireArrayOf(length: number, value: unknown, path: string | null): readonly unknown[] {
  const array = requireArray(value, path);
  return array.length === length ? array : refuse(`an array of ${length}`, value, path);
}

export function requireString(value: unknown, path: string | null): string {
  return typeof value === "string" ? value : refuse("a string", value, path);
}

export function requireBoolean(value: unknown, path: string | null): boolean {
  return typeof value === "boolean" ? value : refuse("true or false", value, path);
}

export function requireNumber(value: unknown, path: string | null): number {
  return typeof value === "number" && Number.isFinite(value) ? value : refuse("a finite number", value, path);
}

export function requireNumberOrNull(value: unknown, path: string | null): number | null {
  if (value === null || (typeof value === "number" && Number.isFinite(value))) return value;
  return refuse("a finite number or null", value, path);
}

/** Plain JSON all the way down: objects, arrays, finite numbers, strings, booleans and null. */
export function requirePlainJson(value: unknown, path: string | null, depth = 0): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number") {
    requireNumber(value, path);
    return;
  }
  if (depth >= DEEPEST) refuse(`at most ${DEEPEST} levels of nesting`, value, path);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) requirePlainJson(value[i], inside(path, i), depth + 1);
    return;
  }
  if (!isPlainObject(value)) refuse("plain JSON", value, path);
  for (const key of Object.keys(value)) requirePlainJson(value[key], inside(path, key), depth + 1);
}

/**
 * What `read` makes of a result that the library made. Anything else is refused: what is no plain JSON by its place, and
 * what has not the fields of a result as a whole, since only reading it shows that.
 */
export function readResult<Answer>(value: unknown, path: string, read: () => Answer): Answer {
  requirePlainJson(value, path);
  try {
    return read();
  } catch (error) {
    if (error instanceof ScalingError) throw error;
    return refuse("a result of this library", value, path);
  }
}
