import { type ModelRecord, trendSeries } from "scaling-laws/dataset";
import { firstOrganization } from "./parse-models.ts";

/** A quantity that the demo follows over time. */
export interface Quantity {
  field: "trainingComputeFlop" | "parameters";
  title: string;
  /** The title as the subject of a sentence. */
  subject: string;
  unit: string;
}

export const COMPUTE: Quantity = {
  field: "trainingComputeFlop",
  title: "Training compute",
  subject: "Training compute",
  unit: "FLOP",
};

export const QUANTITIES: readonly Quantity[] = [
  COMPUTE,
  { field: "parameters", title: "Parameters", subject: "The number of parameters", unit: "count" },
];

/** The systems with a date and the value, column by column. */
export interface SystemColumns {
  year: number[];
  value: number[];
  name: string[];
  organization: string[];
  domains: string[][];
}

export interface QuantityColumns extends SystemColumns {
  /** Why systems have no place in the columns, with their count. */
  dropped: { reason: string; count: number }[];
}

export function quantityColumns(records: readonly ModelRecord[], { field }: Quantity): QuantityColumns {
  const series = trendSeries(records, field);
  const reasons = new Map<string, number>();
  for (const { reason } of series.dropped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    year: Array.from(series.year),
    value: Array.from(series.value),
    name: series.label,
    organization: series.index.map((at) => firstOrganization(records[at], at)),
    domains: series.index.map((at) => records[at]?.domains ?? []),
    dropped: [...reasons].map(([reason, count]) => ({ reason, count })),
  };
}

/** The systems at some positions, or those of which a question is true. */
export function pick(columns: SystemColumns, keep: ((i: number) => boolean) | readonly number[]): SystemColumns {
  const all = columns.year.map((_, i) => i);
  const at = typeof keep === "function" ? all.filter(keep) : keep;
  const take = <Value>(column: readonly Value[]): Value[] => at.flatMap((i) => column.slice(i, i + 1));
  return {
    year: take(columns.year),
    value: take(columns.value),
    name: take(columns.name),
    organization: take(columns.organization),
    domains: take(columns.domains),
  };
}
