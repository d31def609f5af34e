import { ScalingError } from "../../src/errors.ts";
import type { ComparisonRow, LawComparison } from "../../src/report/compare.ts";

export function row(comparison: LawComparison, quantity: string): ComparisonRow {
  const found = comparison.rows.find((entry) => entry.quantity === quantity);
  if (found === undefined) throw new Error(`no row ${quantity}`);
  return found;
}

export function refusal(call: () => unknown): ScalingError {
  try {
    call();
  } catch (error) {
    if (error instanceof ScalingError) return error;
  }
  throw new Error("not refused");
}

/** A repeatable scatter of about one in a hundred. */
export const scatter = (i: number): number => 1 + 0.01 * Math.sin(12.9898 * (i + 1));

export const runs = [5e7, 2e8, 8e8, 3.2e9].flatMap((size) =>
  [1e9, 5e9, 2e10, 1e11].map((tokens) => ({ size, tokens })),
);

export const plain = {
  parameters: runs.map(({ size }) => size),
  tokens: runs.map(({ tokens }) => tokens),
  loss: runs.map(({ size, tokens }, i) => (1.8 + 480 / size ** 0.35 + 2000 / tokens ** 0.365) * scatter(i)),
};

export const options = { objective: "least-squares", interval: "t" } as const;
