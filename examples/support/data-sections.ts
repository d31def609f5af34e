import { type ModelRecord, valueCoverage } from "scaling-laws/dataset";
import { formatShare } from "scaling-laws/report";
import { type Column, heading, note, paragraph, space, table } from "./blocks.ts";
import type { ParsedModels } from "./parse-models.ts";
import { QUANTITIES, type Quantity, type QuantityColumns } from "./quantities.ts";

const SHOWN = 5;
const FEWEST_OF_A_DOMAIN = 10;

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function dateRange(records: readonly ModelRecord[]): string {
  const dates = records.flatMap(({ publicationDate }) => publicationDate ?? []).sort();
  return dates.length === 0 ? "none with a date" : `published ${dates[0]} to ${dates.at(-1)}`;
}

/** What was read, what was not, and where. */
export function printReading(path: string, parsed: ParsedModels): void {
  const { records, rejected, warnings } = parsed;
  heading(`1. What was read from ${path}`);
  paragraph(`${plural(records.length, "system")}, ${dateRange(records)}.`);
  if (rejected.length === 0) paragraph("Every row and every cell that is used could be read.");
  else {
    const subject = rejected.length === 1 ? "cell or row could" : "cells or rows could";
    paragraph(`${rejected.length} ${subject} not be read and count as missing:`);
    for (const { row, message } of rejected.slice(0, SHOWN)) note(`Row ${row}: ${message}`);
    if (rejected.length > SHOWN) note(`... and ${rejected.length - SHOWN} more.`);
  }
  for (const { code, message } of warnings) if (code !== "ROWS_REJECTED") note(message);
}

interface Share {
  n: number;
  withValue: number;
}

type Counts = Map<string, Share>;

const PERIODS: readonly [title: string, from: number, to: number][] = [
  ["before 2010", -Infinity, 2009],
  ["2010-2014", 2010, 2014],
  ["2015-2017", 2015, 2017],
  ["2018-2019", 2018, 2019],
  ["2020-2021", 2020, 2021],
  ["2022-2023", 2022, 2023],
  ["from 2024", 2024, Infinity],
];

function periodOf(group: string): string {
  const year = Number(group);
  const period = Number.isFinite(year) ? PERIODS.find(([, from, to]) => year >= from && year <= to) : undefined;
  return period?.[0] ?? "no date";
}

/** Coverage of one field by group, small groups put together under another name. */
function counts(records: readonly ModelRecord[], field: Quantity["field"], by: "year" | "domain"): Counts {
  const totals: Counts = new Map();
  const rows = valueCoverage(records, field, { by });
  for (const { group, n, withValue } of rows) {
    const title = by === "year" ? periodOf(String(group)) : n < FEWEST_OF_A_DOMAIN ? "other domains" : String(group);
    const total = totals.get(title) ?? { n: 0, withValue: 0 };
    totals.set(title, { n: total.n + n, withValue: total.withValue + withValue });
  }
  return totals;
}

function shareText(share: Share | undefined): string {
  return share === undefined || share.n === 0 ? "-" : formatShare(share.withValue / share.n);
}

function coverageTable(records: readonly ModelRecord[], by: "year" | "domain", title: string, order: string[]): void {
  const byField = QUANTITIES.map(({ field }) => counts(records, field, by));
  const first = byField[0] ?? new Map<string, Share>();
  const groups = order.length > 0 ? order.filter((group) => first.has(group)) : [...first.keys()];
  const columns: Column[] = [
    { title },
    { title: "systems", align: "right" },
    ...QUANTITIES.map((quantity): Column => ({ title: `with ${quantity.title.toLowerCase()}`, align: "right" })),
  ];
  const rows = groups.map((group) => [
    group,
    String(first.get(group)?.n ?? 0),
    ...byField.map((shares) => shareText(shares.get(group))),
  ]);
  if (by === "year") {
    const all = QUANTITIES.map(({ field }) => records.filter((record) => record[field] !== null).length);
    const shares = all.map((withValue) => shareText({ n: records.length, withValue }));
    rows.push(["all", String(records.length), ...shares]);
  }
  table(columns, rows);
}

/** What share of the systems has each value: lines are drawn through those only. */
export function printCoverage(records: readonly ModelRecord[], columns: readonly QuantityColumns[]): void {
  heading("2. Coverage: what share of the systems has the value");
  coverageTable(records, "year", "Published", [...PERIODS.map(([title]) => title), "no date"]);
  space();
  coverageTable(records, "domain", "Domain", []);
  for (const [i, { dropped, year }] of columns.entries()) {
    const reasons = dropped.map(({ reason, count }) => `${count} (${reason})`).join(", ");
    const left = reasons === "" ? "none left out" : `left out: ${reasons}`;
    note(`${QUANTITIES[i]?.title}: ${plural(year.length, "system")} on the lines below; ${left}.`);
  }
  note(
    "A system of two domains counts in both. Systems without the value are not on the lines: if the large ones keep it secret, the lines are too low.",
  );
}
