import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { sharedPath } from "./shared.ts";

export const points = sharedPath("data/chinchilla-points.csv");

export const oracle = sharedPath("oracle/loss-laws-and-corpus.json");

export const densing = sharedPath("oracle/densing.json");

export const absent = points === null || oracle === null || densing === null;

/** The reference values, whose shape is their own file's. */
export function readJson(path: string | null): Record<string, ReturnType<typeof JSON.parse>> {
  return path === null ? {} : JSON.parse(readFileSync(path, "utf8"));
}

export const recorded = readJson(oracle);

export function expectRelative(value: number | null | undefined, expected: number, tolerance: number): void {
  expect(Math.abs((value ?? Number.NaN) / expected - 1), `${value} against ${expected}`).toBeLessThan(tolerance);
}

export function expectCoefficients(
  law: { coefficients: Record<string, { estimate: number }> },
  expected: Record<string, number>,
  tolerance: number,
): void {
  for (const [term, value] of Object.entries(expected)) {
    expectRelative(law.coefficients[term]?.estimate, value, tolerance);
  }
}
