import type { Warning } from "../errors.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import { formatEstimate, formatInterval, formatLevel } from "./interval-format.ts";
import { formatNumber } from "./number-format.ts";
import { field, warningLines } from "./text-lines.ts";

/** What `doublingTime` answers, as far as a summary reads it. */
export interface GrowthResult {
  /** Months in which the quantity doubles; null where the whole interval says that it falls. */
  doublingTimeMonths: Prediction | null;
  /** Months in which the quantity halves; null where the whole interval says that it grows. */
  halvingTimeMonths: Prediction | null;
  /** Factor by which the quantity grows in a year. */
  growthFactorPerYear: Estimate;
  /** Growth in orders of magnitude a year. */
  oomPerYear: Estimate;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: readonly Warning[];
}

/** What `convertGrowth` answers. */
export interface ConvertedGrowth {
  /** Growth in orders of magnitude a year. */
  oomPerYear: number | null;
  /** Factor by which the quantity grows in a year. */
  growthFactorPerYear: number | null;
  /** Months to double; null without growth. */
  doublingTimeMonths: number | null;
  /** Growth in percent a year. */
  percentPerYear: number | null;
}

const MONTHS = { unit: "months" };

/** A doubling or halving time: the value with its interval, or in words why there is none. */
function timeText(time: Prediction | null, opposite: string): string {
  if (time === null) return `none: the whole interval of the slope is on the side of ${opposite}`;
  if (time.estimate === null) {
    const bounds = time.lower === null && time.upper === null ? "" : `, if at all: ${formatInterval(time, MONTHS)}`;
    return `not the estimate, but not ruled out at ${formatLevel(time.level)}${bounds}`;
  }
  return formatEstimate(time, MONTHS);
}

export function describeGrowth(growth: GrowthResult): string[] {
  const { doublingTimeMonths, halvingTimeMonths } = growth;
  const times: string[] = [];
  if (doublingTimeMonths !== null || halvingTimeMonths === null) {
    times.push(field("doubling time", timeText(doublingTimeMonths, "decline")));
  }
  if (halvingTimeMonths !== null) times.push(field("halving time", timeText(halvingTimeMonths, "growth")));
  return [
    "Growth",
    ...times,
    field(
      "growth a year",
      formatEstimate(growth.growthFactorPerYear, { number: (value) => `x${formatNumber(value)}` }),
    ),
    field("slope", formatEstimate(growth.oomPerYear, { unit: "orders of magnitude a year" })),
    ...warningLines(growth.warnings),
  ];
}

export function describeConversion(growth: ConvertedGrowth): string[] {
  const text = (value: number | null, unit: string): string => (value === null ? "none" : formatNumber(value) + unit);
  return [
    "Growth",
    field("doubling time", text(growth.doublingTimeMonths, " months")),
    field("growth a year", text(growth.percentPerYear, " %")),
    field("growth factor", text(growth.growthFactorPerYear, " a year")),
    field("slope", text(growth.oomPerYear, " orders of magnitude a year")),
  ];
}
