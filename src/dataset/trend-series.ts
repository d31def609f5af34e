import { refuse, requireOptions } from "../numeric/checks.ts";
import { requireRows, type Selector, selectNumber } from "./columns.ts";
import { yearAt } from "./dates.ts";

/** A record that a trend can use: it has a name and perhaps a date. */
export interface DatedRecord {
  /** Name of the system. */
  name: string;
  /** ISO day. */
  publicationDate: string | null;
}

/** Why a record is in no trend: logarithms need a value above zero. */
export type DropReason = "no publication date" | "no value" | "not above zero";

/** A quantity over time, ready for every fit of `scaling-laws/trends`, with what is needed to look back. */
export interface TrendSeries {
  /** Decimal years. */
  year: Float64Array;
  /** Natural units, above zero. */
  value: Float64Array;
  /** The names of the records. */
  label: string[];
  /** Their indices: `index.map((i) => records[i].organizations[0] ?? "unknown")` gives clusters. */
  index: number[];
  /** The records that were asked for and cannot be used; `row` is their index. */
  dropped: {
    /** Index of the record, from 0. */
    row: number;
    /** Why it has no point. */
    reason: DropReason;
  }[];
}

/** The options of {@link trendSeries}. */
export interface TrendSeriesOptions<Row> {
  /** Which records to use; default all. The others are not listed as dropped. */
  where?: (record: Row, index: number) => boolean;
}

/**
 * The series of one quantity by publication date: decimal year against value, in the order of the records. Records
 * without date, without value or with a value that has no logarithm are dropped, with the reason. A date of which only
 * the month or year is known counts as its first day (`datePrecision` in `where` leaves such records out).
 *
 * @param records as `parseModelTable` gives them, or any records with `name` and `publicationDate`.
 * @param field a field that holds numbers, such as `trainingComputeFlop`, or a function of the record.
 * @param options `where`: which records to use.
 * @returns `year`, `value`, `label`, `index` and `dropped`.
 * @throws {ScalingError} `MISSING_COLUMN` for a field that no record has, `UNSUPPORTED_TYPE` for one that holds no
 * numbers, `INVALID_DATE` for a `publicationDate` that is no day.
 *
 * @example
 * ```ts
 * import { parseModelTable, trendSeries } from "scaling-laws/dataset";
 *
 * const csv = `Model,Publication date,Domain,Parameters
 * AlexNet,2012-09-30,Vision,6e7
 * GPT-2,2019-02-14,Language,1.5e9
 * GPT-4,2023-03-15,Language,`;
 * const { records } = parseModelTable(csv);
 * const series = trendSeries(records, "parameters", { where: (record) => record.domains.includes("Language") });
 * console.log(series.label, Array.from(series.value));
 * console.log(Array.from(series.year, (year) => year.toFixed(3))); // => ["2019.121"]
 * console.log(series.dropped); // => [{"row": 2, "reason": "no value"}]
 * ```
 */
export function trendSeries<Row extends DatedRecord>(
  records: readonly Row[],
  field: Selector<Row>,
  options: TrendSeriesOptions<Row> = {},
): TrendSeries {
  requireOptions(options);
  const { where } = options;
  if (where !== undefined && typeof where !== "function")
    refuse("INVALID_OPTION", "a function", where, "options.where");
  requireRows(records, [field], "records");
  const years: number[] = [];
  const values: number[] = [];
  const label: string[] = [];
  const index: number[] = [];
  const dropped: TrendSeries["dropped"] = [];
  const name = typeof field === "function" ? "field" : field;
  for (const [at, record] of records.entries()) {
    requireOptions(record, `records[${at}]`);
    if (where !== undefined && !where(record, at)) continue;
    const value = selectNumber(record, at, field, `records[${at}].${name}`);
    if (value === null) dropped.push({ row: at, reason: "no value" });
    else if (!(value > 0)) dropped.push({ row: at, reason: "not above zero" });
    else if (record.publicationDate === null) dropped.push({ row: at, reason: "no publication date" });
    else {
      years.push(yearAt(record.publicationDate, `records[${at}].publicationDate`));
      values.push(value);
      label.push(record.name);
      index.push(at);
    }
  }
  return { year: Float64Array.from(years), value: Float64Array.from(values), label, index, dropped };
}
