import { describe, expect, it } from "vitest";
import { decimalYear, readDate } from "../../src/dataset/dates.ts";
import { refusal } from "./refusal.ts";

describe("readDate", () => {
  it.each([
    ["2023-12-06", "2023-12-06", "day"],
    ["2023-12-06 13:39", "2023-12-06", "day"],
    ["2023-12-06T13:39:00Z", "2023-12-06", "day"],
    ["2023-12", "2023-12-01", "month"],
    ["25/11/2019", "2019-11-25", "day"],
    ["5/7/2008", "2008-07-05", "day"],
    ["08/2009", "2009-08-01", "month"],
    ["8/2009", "2009-08-01", "month"],
    ["1957", "1957-01-01", "year"],
    ["29/02/2020", "2020-02-29", "day"],
    ["2000-02-29", "2000-02-29", "day"],
  ])("reads %s as %s, known to the %s", (text, iso, precision) => {
    expect(readDate(text)).toEqual({ iso, precision });
  });

  it.each([
    "31/02/2021",
    "2021-13-01",
    "2021-00-10",
    "2021-04-31",
    "29/02/1900",
    "12/25/2020",
    "13/2020",
    "06.12.2023",
    "44562",
    "June 2020",
    "2020-1-1-1",
    "0000",
    "20/20/20",
    "2023-12-06 and later still, as far as anyone knows",
  ])("does not read %s", (text) => {
    expect(readDate(text)).toBeNull();
  });
});

describe("decimalYear", () => {
  it("is whole on 1 January of every kind of year", () => {
    for (const year of [1900, 1999, 2000, 2023, 2024]) expect(decimalYear(`${year}-01-01`)).toBe(year);
  });

  it("counts days of the year as the calendar does", () => {
    expect(decimalYear("2023-03-01")).toBe(2023 + 59 / 365);
    expect(decimalYear("2024-03-01")).toBe(2024 + 60 / 366);
    expect(decimalYear("2023-12-31")).toBe(2023 + 364 / 365);
    expect(decimalYear("2024-12-31")).toBe(2024 + 365 / 366);
    expect(decimalYear("1900-03-01")).toBe(1900 + 59 / 365);
  });

  it("grows from each day to the next through a leap year and its neighbours", () => {
    const start = Date.UTC(2019, 0, 1);
    let before = -1;
    for (let day = 0; day < 3 * 365 + 1; day++) {
      const now = decimalYear(new Date(start + day * 86_400_000).toISOString().slice(0, 10));
      expect(now).toBeGreaterThan(before);
      before = now;
    }
  });

  it("refuses what is no day of the calendar", () => {
    for (const text of ["2021-02-29", "2021", "2021-06", "01/02/2021", ""]) {
      expect(refusal(() => decimalYear(text)).code).toBe("INVALID_DATE");
    }
    expect(refusal(() => decimalYear("2021-02-30")).message).toBe(
      'Expected a day as yyyy-mm-dd but got "2021-02-30" (at isoDate)',
    );
  });
});
