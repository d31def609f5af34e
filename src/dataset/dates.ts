import { refuse } from "../numeric/checks.ts";
import type { DatePrecision } from "./records.ts";

/** A calendar day with what is known of it; the first day of the month or year where that is all. */
export interface PartialDate {
  iso: string;
  precision: DatePrecision;
}

const ISO = /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?)?$/;
const DAY_FIRST = /^(?:(\d{1,2})\/)?(\d{1,2})\/(\d{4})$/;
const YEAR = /^(\d{4})(?:\.0*)?$/;

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

function partialDate(yearText: string, monthText: string | undefined, dayText: string | undefined): PartialDate | null {
  const year = Number(yearText);
  const month = Number(monthText ?? 1);
  const day = Number(dayText ?? 1);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const precision = monthText === undefined ? "year" : dayText === undefined ? "month" : "day";
  return { iso: `${yearText}-${twoDigits(month)}-${twoDigits(day)}`, precision };
}

/**
 * A date as Epoch's files write it: `2023-12-06` (a time after it is left out), `2023-12`, `06/12/2023` (day first,
 * always: the files of 2022 have days above 12 there and no months above 12), `12/2023`, `2023`. Null for anything else.
 */
export function readDate(text: string): PartialDate | null {
  if (text.length > 40) return null;
  const iso = ISO.exec(text);
  if (iso !== null) return partialDate(iso[1]!, iso[2], iso[3]);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return partialDate(dayFirst[3]!, dayFirst[2], dayFirst[1]);
  const year = YEAR.exec(text);
  return year === null ? null : partialDate(year[1]!, undefined, undefined);
}

/**
 * The decimal year of a calendar day: year + (day of the year - 1) / days in that year, so that every year has length 1
 * and 1 January is a whole number. No time zone is involved.
 *
 * @param isoDate a day, `yyyy-mm-dd`.
 * @throws {ScalingError} `INVALID_DATE` for anything else, a day that the calendar lacks included.
 *
 * @example
 * ```ts
 * import { decimalYear } from "scaling-laws/dataset";
 *
 * console.log(decimalYear("2021-01-01")); // => 2021
 * console.log(decimalYear("2020-07-02").toFixed(4)); // => "2020.5000"
 * ```
 */
export function decimalYear(isoDate: string): number {
  return yearAt(isoDate, "isoDate");
}

/** {@link decimalYear} of a day that lies at `path` of the caller's input. */
export function yearAt(isoDate: unknown, path: string): number {
  const parts = typeof isoDate === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDate) : null;
  if (parts === null || partialDate(parts[1]!, parts[2], parts[3]) === null) {
    return refuse("INVALID_DATE", "a day as yyyy-mm-dd", isoDate, path);
  }
  const year = Number(parts[1]);
  let dayOfYear = Number(parts[3]);
  for (let month = 1; month < Number(parts[2]); month++) dayOfYear += daysInMonth(year, month);
  return year + (dayOfYear - 1) / (isLeapYear(year) ? 366 : 365);
}
