import { refuse, requireList, requireOneOf, requireOptions } from "../numeric/checks.ts";
import { requireRows, type Selector, selectNumber } from "./columns.ts";
import type { DatedRecord } from "./trend-series.ts";

/** How many records of a group have the value. */
export interface CoverageRow {
  /** A year such as `"2020"`, a domain, or `"no date"` and `"no domain"`. */
  group: string;
  /** Records in the group. */
  n: number;
  /** Those whose value is known. */
  withValue: number;
  /** Share of the records whose value is known, withValue / n. */
  share: number;
}

/** The options of {@link valueCoverage}. */
export interface CoverageOptions {
  /** Default `"year"`. A record counts in each of its domains, so that those groups overlap. */
  by?: "year" | "domain";
}

function groupsOf(
  record: DatedRecord & { domains: readonly string[] },
  by: "year" | "domain",
  path: string,
): readonly string[] {
  if (by === "year") {
    const { publicationDate: date } = requireOptions(record, path);
    if (date === null) return ["no date"];
    return [typeof date === "string" ? date.slice(0, 4) : refuse("INVALID_DATE", "a date or null", date, path)];
  }
  const domains = requireList(requireOptions(record, path).domains, path);
  for (const each of domains) if (typeof each !== "string") refuse("UNSUPPORTED_TYPE", "a domain", each, path);
  return domains.length > 0 ? domains : ["no domain"];
}

/**
 * What share of the records has a value, group by group: a trend speaks only of the systems whose value is known, and
 * that share differs between years and domains.
 *
 * @param records as `parseModelTable` gives them.
 * @param field a field that holds numbers, or a function of the record; 0 and below count as values.
 * @param options `by`: `"year"` (in order of time) or `"domain"` (largest first).
 * @returns one row for each group: `group`, `n`, `withValue`, `share`.
 * @throws {ScalingError} `MISSING_COLUMN` for a field that no record has, `INVALID_OPTION` for another `by`.
 *
 * @example
 * ```ts
 * import { parseModelTable, valueCoverage } from "scaling-laws/dataset";
 *
 * const csv = `Model,Publication date,Parameters
 * GPT-3,2020-05-28,1.75e11
 * GPT-4,2023-03-15,
 * LLaMA-65B,2023-02-24,6.5e10`;
 * const rows = valueCoverage(parseModelTable(csv).records, "parameters", { by: "year" });
 * console.log(rows[1]); // => {"group": "2023", "n": 2, "withValue": 1, "share": 0.5}
 * ```
 */
export function valueCoverage<
  Row extends DatedRecord & {
    /** The record's domains. */
    domains: readonly string[];
  },
>(records: readonly Row[], field: Selector<Row>, options: CoverageOptions = {}): CoverageRow[] {
  requireOptions(options);
  const by = options.by ?? "year";
  requireOneOf(by, ["year", "domain"], "options.by");
  requireRows(records, [field], "records");
  const groups = new Map<string, CoverageRow>();
  for (const [at, record] of records.entries()) {
    const known = selectNumber(record, at, field, `records[${at}]`) !== null;
    for (const group of groupsOf(record, by, `records[${at}]`)) {
      const row = groups.get(group) ?? { group, n: 0, withValue: 0, share: 0 };
      groups.set(group, row);
      row.n++;
      if (known) row.withValue++;
    }
  }
  const rows = [...groups.values()];
  for (const row of rows) row.share = row.withValue / row.n;
  return rows.sort((a, b) => (by === "year" || a.n === b.n ? (a.group < b.group ? -1 : 1) : b.n - a.n));
}
