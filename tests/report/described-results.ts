import type { Warning } from "../../src/errors.ts";
import { type Summarizable, summarize } from "../../src/report/index.ts";
import type { Prediction } from "../../src/statistics/estimate.ts";

export const remark: Warning = { code: "EXTRAPOLATION", message: "Beyond what was seen.", path: null };

export function predicted(estimate: number | null, lower: number | null, upper: number | null): Prediction {
  return { estimate, standardError: null, lower, upper, level: 0.95, warnings: [] };
}

export function lines(result: Summarizable): string[] {
  return summarize(result).split("\n");
}
