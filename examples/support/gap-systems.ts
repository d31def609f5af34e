import { type ModelRecord, trendSeries } from "scaling-laws/dataset";
import { firstOrganization } from "./parse-models.ts";

/** The paper saw the gap in models since this year. */
export const GAP_FROM = 2020;

/** Fewer sizes cannot be scanned. */
export const FEWEST_SIZES = 12;

/** Language models with a size, by column. */
export interface GapColumns {
  size: number[];
  year: number[];
  organization: string[];
  notable: boolean[];
  fineTune: boolean[];
}

/** The language models of a table whose size and date are known, from a year on. */
export function languageModels(records: readonly ModelRecord[], fromYear: number): GapColumns {
  const series = trendSeries(records, "parameters", { where: (record) => record.domains.includes("Language") });
  const columns: GapColumns = { size: [], year: [], organization: [], notable: [], fineTune: [] };
  for (const [i, at] of series.index.entries()) {
    const record = records[at];
    const year = series.year[i] ?? 0;
    if (record === undefined || year < fromYear) continue;
    columns.size.push(series.value[i] ?? 0);
    columns.year.push(year);
    columns.organization.push(firstOrganization(record, at));
    columns.notable.push(record.notability.length > 0);
    columns.fineTune.push(record.baseModel !== null);
  }
  return columns;
}
