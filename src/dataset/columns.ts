import { ScalingError } from "../errors.ts";
import { describe, isList, refuse, requireOptions } from "../numeric/checks.ts";

/** The keys of a row that hold numbers, or nothing. */
export type NumberKey<Row> = {
  [Key in keyof Row]-?: Row[Key] extends number | null | undefined ? Key : never;
}[keyof Row] &
  string;

/** What a column is made of: a key of the row, or a function of the row and its index. */
export type Selector<Row> = NumberKey<Row> | ((row: Row, index: number) => number | null | undefined);

/** A row that gives no number for a column, and is therefore in no column. */
export interface DroppedRow<Name extends string> {
  /** The index in the given array, from 0. */
  row: number;
  /** The column without a number. */
  column: Name;
}

/** Columns of equal length, one value for each kept row. */
export interface Columns<Name extends string> {
  /** The columns, of equal length. */
  columns: Record<Name, Float64Array>;
  /** The indices of the kept rows: `index.map((i) => rows[i].name)` gives labels that fit the columns. */
  index: number[];
  /** Rows left out, each with the column that has no number. */
  dropped: DroppedRow<Name>[];
}

function requireRow(row: unknown, path: string): void {
  if (typeof row !== "object" || row === null) refuse("UNSUPPORTED_TYPE", "a record", row, path);
}

/** The number that a selector gives, null where there is none. */
export function selectNumber<Row>(row: Row, index: number, selector: Selector<Row>, path: string): number | null {
  requireRow(row, path);
  const value: unknown = typeof selector === "function" ? selector(row, index) : row[selector];
  if (value === null || value === undefined) return null;
  if (typeof value !== "number") {
    return refuse("UNSUPPORTED_TYPE", "a number or null", value, path);
  }
  return Number.isFinite(value) ? value : null;
}

/** Refuses what is no array, and a key that no row has, which is a slip of the pen and no missing value. */
export function requireRows<Row>(rows: readonly Row[], keys: readonly Selector<Row>[], path: string): void {
  if (!isList(rows)) refuse("UNSUPPORTED_TYPE", "an array of records", rows, path);
  for (const key of keys) {
    if (typeof key !== "string" && typeof key !== "function") refuse("INVALID_OPTION", "a field", key, path);
    if (typeof key === "function" || rows.length === 0) continue;
    if (rows.every((row) => typeof row !== "object" || row === null || !Object.hasOwn(row, key))) {
      const message = `Expected records with a field ${describe(key)} but none has it`;
      throw new ScalingError("MISSING_COLUMN", message, path);
    }
  }
}

/**
 * Turns rows into the columns that every fit takes: a Float64Array for each selector, with the rows that have a number
 * for all of them. A row that lacks one (null, undefined, NaN) is in no column and is listed once for each column that it
 * lacks.
 *
 * @param rows records of any kind.
 * @param selectors by name of the column: a key of the row, or a function of the row and its index.
 * @returns `columns`, `index` (which rows they are) and `dropped`.
 * @throws {ScalingError} `UNSUPPORTED_TYPE` for a value that is neither number nor missing, `MISSING_COLUMN` for a key
 * that no row has.
 *
 * @example
 * ```ts
 * import { toColumns } from "scaling-laws/dataset";
 *
 * const runs = [
 *   { parameters: 1e8, losses: { validation: 3.1 } },
 *   { parameters: 1e9, losses: { validation: null } },
 * ];
 * const { columns, dropped } = toColumns(runs, {
 *   parameters: "parameters",
 *   loss: (run) => run.losses.validation,
 * });
 * console.log(Array.from(columns.loss)); // => [3.1]
 * console.log(dropped); // => [{"row": 1, "column": "loss"}]
 * ```
 */
export function toColumns<Row, Name extends string>(
  rows: readonly Row[],
  selectors: { readonly [name in Name]: Selector<Row> },
): Columns<Name> {
  requireOptions(selectors, "selectors");
  const names: Name[] = [];
  for (const name in selectors) if (Object.hasOwn(selectors, name)) names.push(name);
  requireRows(
    rows,
    names.map((name) => selectors[name]),
    "rows",
  );
  const values = new Map(names.map((name): [Name, Float64Array] => [name, new Float64Array(rows.length)]));
  const index: number[] = [];
  const dropped: DroppedRow<Name>[] = [];
  for (const [at, row] of rows.entries()) {
    const before = dropped.length;
    for (const [name, column] of values) {
      const value = selectNumber(row, at, selectors[name], `rows[${at}].${name.slice(0, 60)}`);
      if (value === null) dropped.push({ row: at, column: name });
      else column[index.length] = value;
    }
    if (dropped.length === before) index.push(at);
  }
  return { columns: cutTo(index.length, values), index, dropped };
}

/** The first `length` values of each column, by its name. */
function cutTo<Name extends string>(
  length: number,
  values: ReadonlyMap<Name, Float64Array>,
): Record<Name, Float64Array>;
function cutTo(length: number, values: ReadonlyMap<string, Float64Array>): Record<string, Float64Array> {
  return Object.fromEntries(Array.from(values, ([name, column]) => [name, column.slice(0, length)]));
}
