import type { LawKind } from "../statistics/law.ts";
import { requireUsableLaw } from "../statistics/usable-law.ts";

/** The kinds of law that are one line. */
const LINES: readonly LawKind[] = ["trend", "robust-trend", "quantile-trend"];

/** Refuses what is no line over time. */
export function requireTrendLaw(law: unknown, path = "law"): void {
  requireUsableLaw(law, LINES, path);
}
