import { ScalingError, type Warning } from "../errors.ts";
import { describe, refuse, requireOptions } from "../numeric/checks.ts";
import { visibleText } from "./cells.ts";
import type { ColumnChoice } from "./records.ts";

/**
 * What a cell must hold: `amount` a number above 0, `count` a number of at least 0, `fraction` between 0 and 1,
 * `number` any finite number.
 */
export type CellKind = "amount" | "count" | "fraction" | "number" | "text" | "list" | "date" | "flag";

/** A field and the headers it may stand under, the most specific first, as {@link headerKey} writes them. */
export interface FieldColumn {
  kind: CellKind;
  headers: readonly string[];
}

/** The column that a field is read from. */
export interface ChosenColumn {
  index: number;
  header: string;
  scale: number;
}

export interface ColumnMap<Field extends string> {
  chosen: Map<Field, ChosenColumn>;
  warnings: Warning[];
}

const SCALES: ReadonlyMap<string, number> = new Map([
  ["M", 1e6],
  ["B", 1e9],
  ["T", 1e12],
]);

export const isNumeric = (kind: CellKind): boolean =>
  kind === "amount" || kind === "count" || kind === "fraction" || kind === "number";

/** A header without case, blanks, punctuation and zero-width characters: "Training compute (FLOP)" is trainingcomputeflop. */
export function headerKey(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** "parameters_B" as its stem and the factor 1e9. */
function scaledHeader(header: string): { stem: string; scale: number } {
  const match = /^(.*)_([BMT])$/s.exec(visibleText(header));
  const scale = match === null ? undefined : SCALES.get(match[2]!);
  return match === null || scale === undefined ? { stem: header, scale: 1 } : { stem: match[1]!, scale };
}

/** The headers of a file for an error message, shortened where there are many. */
export function seenHeaders(headers: readonly string[]): string {
  const shown = headers.slice(0, 40).map((header) => JSON.stringify(visibleText(header).slice(0, 60)));
  return shown.join(", ") + (headers.length > 40 ? ` and ${headers.length - 40} more` : "");
}

function namedColumn(field: string, kind: CellKind, choice: ColumnChoice, headers: readonly string[]): ChosenColumn {
  const path = `options.columns.${field}`;
  const header = typeof choice === "string" ? choice : choice?.header;
  if (typeof header !== "string") {
    throw new ScalingError("INVALID_OPTION", "Expected a header, or { header, scale }, for the column", path);
  }
  let index = headers.indexOf(header);
  if (index < 0) index = headers.findIndex((each) => visibleText(each) === visibleText(header));
  if (index < 0) index = headers.findIndex((each) => headerKey(each) === headerKey(header));
  if (index < 0) {
    const message = `Expected a column ${describe(header)} but the table has ${seenHeaders(headers)}`;
    throw new ScalingError("MISSING_COLUMN", message, path);
  }
  const scale = typeof choice === "string" ? (isNumeric(kind) ? scaledHeader(headers[index]!).scale : 1) : choice.scale;
  if (typeof scale !== "number" || !(scale > 0) || !Number.isFinite(scale)) {
    throw new ScalingError("INVALID_OPTION", `Expected a scale above 0 but got ${describe(scale)}`, `${path}.scale`);
  }
  if (scale !== 1 && !isNumeric(kind)) {
    throw new ScalingError("INVALID_OPTION", `Expected no scale, since ${field} is no number`, `${path}.scale`);
  }
  return { index, header: headers[index]!, scale };
}

/** Every column whose header stands for the field, the most specific header first. */
function knownColumns(column: FieldColumn, headers: readonly string[], keys: readonly string[][]): ChosenColumn[] {
  const found: ChosenColumn[] = [];
  for (const wanted of column.headers) {
    for (let index = 0; index < headers.length; index++) {
      const [plain, stem] = keys[index]!;
      const header = headers[index]!;
      if (plain === wanted) found.push({ index, header, scale: 1 });
      else if (stem === wanted && isNumeric(column.kind)) {
        found.push({ index, header, scale: scaledHeader(header).scale });
      }
    }
  }
  return found;
}

function scaleWarning(field: string, column: ChosenColumn): Warning {
  const message = `The column ${JSON.stringify(column.header)} was multiplied by ${column.scale} for ${field}`;
  return { code: "SCALED_COLUMN", message, path: field };
}

function ignoredWarning(field: string, used: ChosenColumn, ignored: ChosenColumn): Warning {
  const message = `${field} was read from ${JSON.stringify(used.header)}; ${JSON.stringify(ignored.header)} (column ${ignored.index + 1}) was left out`;
  return { code: "COLUMN_IGNORED", message, path: field };
}

/**
 * Finds the column of every field: the one that the caller names, or else the most specific known header. A second
 * column for the same field is left out with a warning.
 *
 * @throws {ScalingError} `MISSING_COLUMN` for a named column that is not there, `INVALID_OPTION` for an unknown field.
 */
export function mapColumns<Field extends string>(
  headers: readonly string[],
  fields: ReadonlyMap<Field, FieldColumn>,
  choices: { readonly [field in Field]?: ColumnChoice } = {},
): ColumnMap<Field> {
  requireOptions(choices, "options.columns");
  const names: ReadonlySet<string> = new Set(fields.keys());
  for (const field of Object.keys(choices)) {
    if (!names.has(field)) {
      refuse("INVALID_OPTION", `one of the fields ${[...names].join(", ")}`, field, "options.columns");
    }
  }
  const keys = headers.map((header) => [headerKey(header), headerKey(scaledHeader(header).stem)]);
  const chosen = new Map<Field, ChosenColumn>();
  const warnings: Warning[] = [];
  for (const [field, column] of fields) {
    const choice: ColumnChoice | undefined = choices[field];
    const [used, ...others] =
      choice === undefined ? knownColumns(column, headers, keys) : [namedColumn(field, column.kind, choice, headers)];
    if (used === undefined) continue;
    chosen.set(field, used);
    if (used.scale !== 1 && typeof choice !== "object") warnings.push(scaleWarning(field, used));
    for (const other of others) warnings.push(ignoredWarning(field, used, other));
  }
  return { chosen, warnings };
}
