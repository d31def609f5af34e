import { expect } from "vitest";
import type { Trend } from "../../src/trends/trend.ts";

/** Fails unless two trends are alike in every field, numbers within a share of their size. */
export function expectSameTrend(found: Trend, expected: Trend, tolerance: number): void {
  expectAlike(found, expected, tolerance, "trend");
}

function expectAlike(found: unknown, expected: unknown, tolerance: number, path: string): void {
  if (typeof expected === "number" && typeof found === "number") {
    const error = Math.abs(found - expected);
    expect(error, `${path} is ${found}, not ${expected}`).toBeLessThanOrEqual(tolerance * Math.abs(expected));
  } else if (typeof expected === "object" && expected !== null) {
    expect(typeof found, path).toBe("object");
    const entries = Object.entries(found as object);
    expect(
      entries.map(([key]) => key),
      path,
    ).toEqual(Object.keys(expected));
    for (const [key, value] of entries) {
      expectAlike(value, Object.entries(expected).find(([name]) => name === key)?.[1], tolerance, `${path}.${key}`);
    }
  } else {
    expect(found, path).toEqual(expected);
  }
}
