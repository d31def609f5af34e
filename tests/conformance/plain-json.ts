import { expect } from "vitest";

/** Fails unless `value` is, all the way down, object literals, arrays, finite numbers, strings, booleans and null. */
export function expectPlainJson(value: unknown, path = "result"): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number") {
    expect(Number.isFinite(value), `${path} is ${value}`).toBe(true);
    expect(Object.is(value, -0), `${path} is -0, which JSON turns into 0`).toBe(false);
    return;
  }
  expect(typeof value, path).toBe("object");
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) expectPlainJson(value[i], `${path}[${i}]`);
    return;
  }
  expect(Object.getPrototypeOf(value), `the prototype of ${path}`).toBe(Object.prototype);
  expect(Object.getOwnPropertySymbols(value), `symbols of ${path}`).toEqual([]);
  for (const [key, entry] of Object.entries(value as object)) expectPlainJson(entry, `${path}.${key}`);
}
