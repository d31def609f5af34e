import { ScalingError, type Warning } from "../errors.ts";
import { readFlag, readList, readNumber, readText, visibleText } from "./cells.ts";
import { type CellKind, type ColumnMap, type FieldColumn, mapColumns, seenHeaders } from "./column-map.ts";
import { type PartialDate, readDate } from "./dates.ts";
import type { RejectedValue, TableOptions } from "./records.ts";
import { readTable, type TableRow } from "./table.ts";

const LONGEST_VALUE = 200;
const NO_SPELLINGS: ReadonlyMap<string, string> = new Map();

/** A table with a column for each field; every method gives what a cell holds, and notes what it cannot read. */
export interface RowReader<Field extends string> {
  headers: readonly string[];
  rows: readonly TableRow[];
  columns: ColumnMap<Field>["chosen"];
  rejected: RejectedValue[];
  warnings: Warning[];
  has(field: Field): boolean;
  cell(row: TableRow, field: Field): string;
  number(row: TableRow, field: Field): number | null;
  /** A number that the record cannot do without: a blank is noted too. */
  required(row: TableRow, field: Field): number | null;
  /** A number from a column that belongs to no field, known as `name` in what is rejected. */
  numberAt(row: TableRow, index: number, name: string, kind: CellKind): number | null;
  text(row: TableRow, field: Field): string | null;
  list(row: TableRow, field: Field, spelling?: ReadonlyMap<string, string>): string[];
  date(row: TableRow, field: Field): PartialDate | null;
  flag(row: TableRow, field: Field): boolean;
  reject(row: TableRow, field: string | null, value: string, message: string): void;
}

const EXPECTED: Record<CellKind, string> = {
  amount: "a number above 0",
  count: "a number of at least 0",
  fraction: "a fraction between 0 and 1",
  number: "a finite number",
  text: "text",
  list: "a list",
  date: "a date as yyyy-mm-dd, yyyy-mm, dd/mm/yyyy, mm/yyyy or yyyy",
  flag: "a check mark, true or false",
};

const shorten = (value: string, most: number): string => (value.length > most ? `${value.slice(0, most)}...` : value);

/** Whether a finite number is what its place needs. */
function fits(kind: CellKind, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (kind === "amount") return value > 0;
  if (kind === "count") return value >= 0;
  return kind === "fraction" ? value >= 0 && value <= 1 : true;
}

export function openTable<Field extends string>(
  csv: string,
  fields: ReadonlyMap<Field, FieldColumn>,
  options: TableOptions<Field>,
): RowReader<Field> {
  const { headers, rows } = readTable(csv);
  const { chosen, warnings } = mapColumns(headers, fields, options.columns);
  const rejected: RejectedValue[] = [];
  const kindOf = (field: Field): CellKind => fields.get(field)?.kind ?? "text";

  const cell = (row: TableRow, field: Field): string => {
    const column = chosen.get(field);
    return column === undefined ? "" : (row.cells[column.index] ?? "");
  };
  // Of a table that cannot be read every cell is named: what many messages of a column or row share is made once.
  const place = { line: 0, words: "" };
  const refusals = new Map<string, { expected: string; value: string; message: string }>();
  const reject = (row: TableRow, field: string | null, value: string, message: string): void => {
    if (place.line !== row.line) {
      place.line = row.line;
      place.words = ` (line ${row.line})`;
    }
    rejected.push({ row: row.row, field, value: shorten(value, LONGEST_VALUE), message: message + place.words });
  };
  const refuse = (row: TableRow, field: string, kind: CellKind, index: number | undefined): null => {
    const value = index === undefined ? "" : (row.cells[index] ?? "");
    let refusal = refusals.get(field);
    if (refusal === undefined) {
      const header = index === undefined ? field : visibleText(headers[index] ?? "");
      refusal = {
        expected: `Expected ${EXPECTED[kind]} in ${JSON.stringify(header)} but got `,
        value: "",
        message: "",
      };
      refusals.set(field, refusal);
    }
    if (refusal.message === "" || refusal.value !== value) {
      refusal.value = value;
      refusal.message = refusal.expected + JSON.stringify(shorten(value, 60));
    }
    reject(row, field, value, refusal.message);
    return null;
  };
  const numberAt = (row: TableRow, index: number, name: string, kind: CellKind, scale = 1): number | null => {
    const value = readNumber(row.cells[index] ?? "");
    if (value === null) return null;
    return fits(kind, value * scale) ? value * scale : refuse(row, name, kind, index);
  };
  const number = (row: TableRow, field: Field): number | null => {
    const column = chosen.get(field);
    return column === undefined ? null : numberAt(row, column.index, field, kindOf(field), column.scale);
  };
  return {
    headers,
    rows,
    columns: chosen,
    rejected,
    warnings,
    has: (field) => chosen.has(field),
    cell,
    reject,
    number,
    required(row, field) {
      const before = rejected.length;
      const value = number(row, field);
      if (value !== null || rejected.length > before) return value;
      return refuse(row, field, kindOf(field), chosen.get(field)?.index);
    },
    numberAt,
    text: (row, field) => readText(cell(row, field)),
    list: (row, field, spelling = NO_SPELLINGS) => readList(cell(row, field), spelling),
    date(row, field) {
      const text = readText(cell(row, field));
      return text === null ? null : (readDate(text) ?? refuse(row, field, "date", chosen.get(field)?.index));
    },
    flag(row, field) {
      return readFlag(cell(row, field)) ?? refuse(row, field, "flag", chosen.get(field)?.index) ?? false;
    },
  };
}

/** Columns of numbers that belong to no field. */
export interface NumberColumns {
  /** Where each is, under its name, and the name that it has in what is rejected. */
  columns: { name: string; index: number; field: string }[];
  /** All names without a number. */
  blank: Record<string, number | null>;
}

export function numberColumns(indices: ReadonlyMap<string, number>, kind: string): NumberColumns {
  return {
    columns: Array.from(indices, ([name, index]) => ({ name, index, field: `${kind}.${name}` })),
    blank: Object.fromEntries(Array.from(indices.keys(), (name) => [name, null])),
  };
}

/** The numbers of a row by the names of their columns. */
export function numbersAt<Field extends string>(
  reader: RowReader<Field>,
  row: TableRow,
  { columns, blank }: NumberColumns,
  kind: CellKind,
): Record<string, number | null> {
  // A copy has every name as its own, `__proto__` too, and is quicker than an object made of hundreds of entries.
  const numbers = { ...blank };
  for (const { name, index, field } of columns) numbers[name] = reader.numberAt(row, index, field, kind);
  return numbers;
}

/** The rows that can be read; the others are noted. */
export function* soundRows<Field extends string>(reader: RowReader<Field>): Generator<TableRow> {
  for (const row of reader.rows) {
    if (row.fault === null) yield row;
    else reader.reject(row, null, row.cells.join(","), row.fault);
  }
}

/** Refuses a table in which none of the given fields has a column. */
export function requireColumn<Field extends string>(
  reader: RowReader<Field>,
  alternatives: readonly Field[],
  example: string,
): void {
  if (alternatives.some((field) => reader.has(field))) return;
  const message = `Expected a column for ${alternatives.join(" or ")}, such as ${example}, but the table has ${seenHeaders(reader.headers)}`;
  throw new ScalingError("MISSING_COLUMN", message, "csv");
}

/** Sums up what was refused, since a caller may look at the warnings only. */
export function rejectionWarnings(rejected: readonly RejectedValue[]): Warning[] {
  if (rejected.length === 0) return [];
  const rows = rejected.filter((each) => each.field === null).length;
  const cells = rejected.length - rows;
  const message = `${rows} ${rows === 1 ? "row" : "rows"} and ${cells} ${cells === 1 ? "cell" : "cells"} could not be read; see rejected`;
  return [{ code: "ROWS_REJECTED", message, path: "rejected" }];
}

/** Names that stand for more than one row, letter case aside. */
export function duplicateWarnings(names: readonly string[]): Warning[] {
  const seen = new Map<string, number>();
  for (const name of names) seen.set(name.toLowerCase(), (seen.get(name.toLowerCase()) ?? 0) + 1);
  const twice = [...new Set(names.filter((name) => (seen.get(name.toLowerCase()) ?? 0) > 1))];
  if (twice.length === 0) return [];
  const shown = twice.slice(0, 5).map((name) => JSON.stringify(shorten(name, 60)));
  const more = twice.length > 5 ? ` and ${twice.length - 5} more` : "";
  return [
    {
      code: "DUPLICATE_NAMES",
      message: `Several rows are named ${shown.join(", ")}${more}; all were kept`,
      path: "name",
    },
  ];
}
