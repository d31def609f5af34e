import { refuse } from "../numeric/checks.ts";

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from the first day of year 1 to the first day of `year` in the Gregorian calendar. */
function daysBefore(year: number): number {
  const passed = year - 1;
  return 365 * passed + Math.floor(passed / 4) - Math.floor(passed / 100) + Math.floor(passed / 400);
}

/** The number of the day in which a decimal year, year + (dayOfYear - 1) / daysInYear, lies; exact for whole days. */
export function dayOfDecimalYear(decimalYear: number): number {
  const year = Math.floor(decimalYear);
  return daysBefore(year) + Math.round((decimalYear - year) * (isLeap(year) ? 366 : 365));
}

/** The number of the day of an ISO date, yyyy-mm-dd. */
export function dayOfDate(date: string, path: string): number {
  const parts = typeof date === "string" ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) : null;
  const [year, month, day] = parts === null ? [0, 0, 0] : (parts.slice(1).map(Number) as [number, number, number]);
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (!(day >= 1 && day <= (lengths[month - 1] ?? 0))) {
    return refuse("INVALID_DATE", 'a date like "2015-09-01"', date, path);
  }
  return lengths.slice(0, month - 1).reduce((total, length) => total + length, daysBefore(year) + day - 1);
}
