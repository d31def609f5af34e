import { type ModelRecord, trendSeries } from "scaling-laws/dataset";
import { type PublishedTrend, villalobos2022 } from "scaling-laws/published";
import { between, type DatedValue } from "./paper-fit.ts";

/** The paper's four classes. */
export const DOMAINS = ["Language", "Vision", "Games", "Other"] as const;

/** The last day of the first period. */
export const SPLIT = "2017-12-31";

/** The papers' months have 30 days. */
export const MONTHS_PER_YEAR: number = 365 / 30;

export interface SizedSystem extends DatedValue {
  domain: (typeof DOMAINS)[number];
}

function domainOf(record: ModelRecord | undefined): SizedSystem["domain"] {
  const first = record?.domains[0]?.toLowerCase();
  return DOMAINS.find((domain) => domain.toLowerCase() === first) ?? "Other";
}

/** Every system with a date and a number of parameters; the domain is the first that the file names. */
export function sizedSystems(records: readonly ModelRecord[]): SizedSystem[] {
  const series = trendSeries(records, "parameters");
  return series.index.map((at, i) => ({
    date: records[at]?.publicationDate ?? "",
    value: series.value[i] ?? 0,
    domain: domainOf(records[at]),
  }));
}

export interface SizeGroup {
  row: PublishedTrend;
  systems: SizedSystem[];
  why: string | null;
}

/** The rows of the paper's table with their systems: split at 2018, then by size at the upper edge of the gap. */
export function sizeGroups(systems: readonly SizedSystem[]): SizeGroup[] {
  const later = between(systems, SPLIT, "2022-12-31");
  const { upper } = villalobos2022.gap;
  const more =
    "The file of June 2022 has 9 systems more since 2018 than the paper, all of them below the gap, which points to a later version.";
  const same =
    "The count is the paper's, but not the line: some sizes or dates in this file must differ from the paper's.";
  const groups: [SizedSystem[], string | null][] = [
    [between(systems, "1900-01-01", SPLIT), same],
    [later, more],
    [later.filter(({ value }) => value >= upper), same],
    [later.filter(({ value }) => value < upper), more],
  ];
  return groups.flatMap(([group, why], i) => {
    const row = villalobos2022.trends[i];
    return row === undefined ? [] : [{ row, systems: group, why }];
  });
}
