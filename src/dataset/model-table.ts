import type { Warning } from "../errors.ts";
import { requireOptions } from "../numeric/checks.ts";
import { readNumber } from "./cells.ts";
import { headerKey } from "./column-map.ts";
import { DOMAIN_SPELLINGS, MODEL_COLUMNS, type ModelField, NOTABILITY_SPELLINGS } from "./model-columns.ts";
import type { ModelRecord, RejectedValue, TableOptions } from "./records.ts";
import {
  duplicateWarnings,
  openTable,
  type RowReader,
  rejectionWarnings,
  requireColumn,
  soundRows,
} from "./row-reader.ts";
import type { TableRow } from "./table.ts";

/** The options of {@link parseModelTable}. */
export type ModelTableOptions = TableOptions<ModelField>;

/** The systems of a file, in its order, and what could not be read. */
export interface ModelTable {
  /** The systems, one a row of the file. */
  records: ModelRecord[];
  /** Rows without name and reference, rows with cells too many or too few, and cells that could not be read. */
  rejected: RejectedValue[];
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

const OPTIONAL_NUMBERS = [
  "trainingComputeLowerFlop",
  "trainingComputeUpperFlop",
  "finetuneComputeFlop",
  "epochs",
  "batchSize",
  "hardwareQuantity",
  "hardwareUtilization",
  "trainingTimeHours",
  "trainingChipHours",
  "trainingPowerWatts",
] as const;
const OPTIONAL_LISTS = ["trainingComputeMethods", "trainingHardware", "organizationCategories"] as const;
const OPTIONAL_TEXTS = ["reference", "link"] as const;

/**
 * In the full file of 2024 "Training dataset size" is prose, and the number stands in "(datapoints)". A column of that
 * name in which most cells are no numbers is left out as a whole.
 */
function dropProseDatasetSize(reader: RowReader<ModelField>): void {
  const column = reader.columns.get("trainingDatasetSize");
  if (column === undefined || headerKey(column.header) !== "trainingdatasetsize") return;
  let filled = 0;
  let prose = 0;
  for (const row of reader.rows) {
    const value = row.fault === null ? readNumber(reader.cell(row, "trainingDatasetSize")) : null;
    if (value === null) continue;
    filled++;
    if (Number.isNaN(value)) prose++;
  }
  if (prose * 2 <= filled) return;
  reader.columns.delete("trainingDatasetSize");
  const message = `${JSON.stringify(column.header)} was left out: ${prose} of its ${filled} filled cells are text, not numbers`;
  reader.warnings.push({ code: "COLUMN_IGNORED", message, path: "trainingDatasetSize" });
}

function readRecord(reader: RowReader<ModelField>, row: TableRow, name: string): ModelRecord {
  const date = reader.date(row, "publicationDate");
  const record: ModelRecord = {
    name,
    organizations: reader.list(row, "organizations"),
    publicationDate: date === null ? null : date.iso,
    datePrecision: date === null ? null : date.precision,
    domains: reader.list(row, "domains", DOMAIN_SPELLINGS),
    tasks: reader.list(row, "tasks"),
    parameters: reader.number(row, "parameters"),
    trainingComputeFlop: reader.number(row, "trainingComputeFlop"),
    trainingDatasetSize: reader.number(row, "trainingDatasetSize"),
    trainingCostUsd: reader.number(row, "trainingCostUsd"),
    citations: reader.number(row, "citations"),
    notability: reader.list(row, "notability", NOTABILITY_SPELLINGS),
    confidence: reader.text(row, "confidence"),
    countries: reader.list(row, "countries"),
    accessibility: reader.text(row, "accessibility"),
    baseModel: reader.text(row, "baseModel"),
  };
  for (const field of OPTIONAL_NUMBERS) if (reader.has(field)) record[field] = reader.number(row, field);
  for (const field of OPTIONAL_LISTS) if (reader.has(field)) record[field] = reader.list(row, field);
  for (const field of OPTIONAL_TEXTS) if (reader.has(field)) record[field] = reader.text(row, field);
  if (reader.has("frontier")) record.frontier = reader.flag(row, "frontier");
  return record;
}

/**
 * Reads a table of machine learning systems: Epoch AI's database in every spelling its files have had since 2022, or any
 * CSV with such columns. Headers are compared without case, blanks and punctuation; columns that no field knows are left
 * out. Amounts are in natural units; a cell that cannot be read (a list of numbers, a 0 where only something above zero
 * makes sense, a day that the calendar lacks) becomes null and an entry of `rejected`. A row without name takes the title
 * of its reference. Rows keep the file's order and duplicates are kept, with a warning.
 *
 * @param csv the text of the file; decode bytes first.
 * @param options `columns`: headers by field, for a file with other names; with `scale` for other units.
 * @returns `records`, `rejected` (rows counted from 1 below the header) and `warnings`.
 * @throws {ScalingError} `UNSUPPORTED_TYPE` for anything but text, `EMPTY_INPUT` without rows, `MALFORMED_TEXT` for binary
 * data or a quote that never closes, `MISSING_COLUMN` without a name or reference or without a date column, or when
 * `columns` names one that is not there; `INVALID_OPTION` for a field that does not exist.
 *
 * @example
 * ```ts
 * import { parseModelTable } from "scaling-laws/dataset";
 *
 * const csv = `System,Publication date,Domain,Parameters,Training compute (FLOPs)
 * Transformer,12/06/2017,Language,2.13E+08,7.4E+18
 * AlexNet,30/09/2012,VIsion,6.00E+07,"4.0E+17, 5.0E+17"`;
 * const { records, rejected } = parseModelTable(csv);
 * console.log(records.map((record) => record.publicationDate)); // => ["2017-06-12", "2012-09-30"]
 * console.log(records[1].domains); // => ["Vision"]
 * console.log([rejected[0].row, rejected[0].field]); // => [2, "trainingComputeFlop"]
 * ```
 */
export function parseModelTable(csv: string, options: ModelTableOptions = {}): ModelTable {
  requireOptions(options);
  const reader = openTable(csv, MODEL_COLUMNS, options);
  requireColumn(reader, ["name", "reference"], '"Model"');
  requireColumn(reader, ["publicationDate"], '"Publication date"');
  dropProseDatasetSize(reader);
  const records: ModelRecord[] = [];
  for (const row of soundRows(reader)) {
    const name = reader.text(row, "name") ?? reader.text(row, "reference");
    if (name === null) reader.reject(row, null, row.cells.join(","), "Expected a name or a reference but got neither");
    else records.push(readRecord(reader, row, name));
  }
  const { rejected, warnings } = reader;
  const names = records.map((record) => record.name);
  return { records, rejected, warnings: [...warnings, ...duplicateWarnings(names), ...rejectionWarnings(rejected)] };
}
