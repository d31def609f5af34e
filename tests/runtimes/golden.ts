import { goldenLaws } from "./golden-laws.ts";
import { goldenTrends } from "./golden-trends.ts";

/**
 * Numbers of every domain by name, from the library alone: no file, no clock, no generator of the runtime's. The same
 * function runs in Node 20, 22 and 24, in Deno and in Chromium, and has to give the same numbers to 1e-9.
 */
export function goldenNumbers(): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [name, value] of Object.entries({ ...goldenTrends(), ...goldenLaws() })) {
    if (typeof value !== "number") throw new Error(`Expected a number for "${name}" but got ${String(value)}`);
    numbers[name] = value;
  }
  return numbers;
}

/** The relative difference of two runtimes that is still the same number. */
export const GOLDEN_TOLERANCE = 1e-9;

/** Names whose numbers differ by more than the tolerance, with both numbers; names missing on one side too. */
export function goldenDifferences(expected: Record<string, number>, found: Record<string, number>): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].flatMap((name) => {
    const [one, other] = [expected[name], found[name]];
    if (one === undefined || other === undefined) return [`${name}: only one side has it`];
    const scale = Math.max(Math.abs(one), Math.abs(other));
    return Math.abs(one - other) <= GOLDEN_TOLERANCE * scale ? [] : [`${name}: ${one} and ${other}`];
  });
}
