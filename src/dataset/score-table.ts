import { ScalingError, type Warning } from "../errors.ts";
import { describe, refuse, requireList, requireOptions } from "../numeric/checks.ts";
import { readNumber, visibleText } from "./cells.ts";
import { type FieldColumn, headerKey, seenHeaders } from "./column-map.ts";
import type { RejectedValue, ScoredModel, TableOptions } from "./records.ts";
import {
  duplicateWarnings,
  numberColumns,
  numbersAt,
  openTable,
  type RowReader,
  rejectionWarnings,
  requireColumn,
  soundRows,
} from "./row-reader.ts";
import type { TableRow } from "./table.ts";

/** The fields of {@link ScoredModel} that come from one column each. */
export type ScoreField = Exclude<keyof ScoredModel, "scores" | "datePrecision">;

/** The options of {@link parseScoreTable}. */
export interface ScoreTableOptions extends TableOptions<ScoreField> {
  /** Headers of the benchmarks; default every column of numbers that is nothing else. */
  scores?: readonly string[];
}

/** Models with their scores, in the file's order, and what could not be read. */
export interface ScoreTable {
  /** The models that could be read. */
  models: ScoredModel[];
  /** Cells and rows that could not be read, with the reason. */
  rejected: RejectedValue[];
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

const SCORE_FIELDS: ReadonlyMap<ScoreField, FieldColumn> = /* @__PURE__ */ new Map<ScoreField, FieldColumn>([
  ["name", { kind: "text", headers: ["model", "modelname", "name", "system"] }],
  ["family", { kind: "text", headers: ["family", "modelfamily"] }],
  ["releaseDate", { kind: "date", headers: ["releasedate", "publicationdate", "date"] }],
  ["parameters", { kind: "amount", headers: ["parameters", "params", "parametercount", "activeparameters"] }],
  ["tokens", { kind: "amount", headers: ["trainingtokens", "pretrainingtokens", "tokens"] }],
  ["totalParameters", { kind: "amount", headers: ["totalparameters"] }],
  ["mixtureOfExperts", { kind: "flag", headers: ["ismoe", "moe", "mixtureofexperts"] }],
  ["dateSource", { kind: "text", headers: ["datesource"] }],
]);

/** Numbers that are no benchmark: places in the file, and densities, which are results and not measurements. */
const NO_BENCHMARK = /^(?:row|index|id|rank|year|unnamed\d*|density.*|)$/;

/** Whether at least half of the cells with something in them are numbers. */
function holdsNumbers(rows: readonly TableRow[], index: number): boolean {
  let numbers = 0;
  let others = 0;
  for (const row of rows) {
    const value = row.fault === null ? readNumber(row.cells[index] ?? "") : null;
    if (value === null) continue;
    if (Number.isNaN(value)) others++;
    else numbers++;
  }
  return numbers > 0 && numbers >= others;
}

function namedScores(headers: readonly string[], wanted: readonly string[]): Map<string, number> {
  return new Map(
    Array.from(requireList(wanted, "options.scores"), (header, i) => {
      if (typeof header !== "string") return refuse("INVALID_OPTION", "a header", header, `options.scores[${i}]`);
      const index = headers.findIndex((each) => visibleText(each) === visibleText(header));
      if (index >= 0) return [visibleText(header), index];
      const message = `Expected a column ${describe(header)} but the table has ${seenHeaders(headers)}`;
      throw new ScalingError("MISSING_COLUMN", message, "options.scores");
    }),
  );
}

/** Every column of numbers that no field claims and that can be a benchmark; what looks like one and is not is said. */
function foundScores(reader: RowReader<ScoreField>): Map<string, number> {
  const claimed = new Set([...reader.columns.values()].map((column) => column.index));
  const scores = new Map<string, number>();
  for (const [index, raw] of reader.headers.entries()) {
    if (claimed.has(index) || !holdsNumbers(reader.rows, index)) continue;
    const header = visibleText(raw);
    if (!NO_BENCHMARK.test(headerKey(header)) && !scores.has(header)) scores.set(header, index);
    else {
      const why = scores.has(header) ? "a second column of that name" : "no benchmark by its name";
      const message = `The numbers of ${JSON.stringify(header)} (column ${index + 1}) were left out: ${why}`;
      reader.warnings.push({ code: "COLUMN_IGNORED", message, path: "scores" });
    }
  }
  return scores;
}

/**
 * Reads models with benchmark scores: name, family, release date, parameters, training tokens, and as `scores` every
 * column of numbers that is none of these, by its header and on the file's own scale. Columns that are no benchmarks by
 * their name (`density...`, `rank`, `id`) are left out with a warning; `scores` names the columns instead.
 *
 * @param csv the text of the file.
 * @param options `columns`: headers by field, with `scale` for other units (`parameters_B` is scaled on its own);
 * `scores`: the headers of the benchmarks.
 * @returns `models`, `rejected` (rows counted from 1 below the header) and `warnings`.
 * @throws {ScalingError} `MISSING_COLUMN` without names or where a named column is not there; `UNSUPPORTED_TYPE`,
 * `EMPTY_INPUT`, `MALFORMED_TEXT` and `INVALID_OPTION` as in `parseModelTable`.
 *
 * @example
 * ```ts
 * import { parseScoreTable } from "scaling-laws/dataset";
 *
 * const csv = `model,release_date,parameters_B,MMLU,notes
 * small,2023-07,7,0.44,base
 * large,2023-07,70,0.69,base`;
 * const { models, warnings } = parseScoreTable(csv);
 * console.log(models[1].parameters); // => 70000000000
 * console.log(models[1].scores); // => {"MMLU": 0.69}
 * console.log(warnings.map((warning) => warning.code)); // => ["SCALED_COLUMN"]
 * ```
 */
export function parseScoreTable(csv: string, options: ScoreTableOptions = {}): ScoreTable {
  requireOptions(options);
  const reader = openTable(csv, SCORE_FIELDS, options);
  requireColumn(reader, ["name"], '"model"');
  const scores = options.scores === undefined ? foundScores(reader) : namedScores(reader.headers, options.scores);
  const columns = numberColumns(scores, "scores");
  const models: ScoredModel[] = [];
  for (const row of soundRows(reader)) {
    const name = reader.text(row, "name");
    if (name === null) {
      reader.reject(row, "name", "", "Expected the name of a model but got none");
      continue;
    }
    const date = reader.date(row, "releaseDate");
    const model: ScoredModel = {
      name,
      family: reader.text(row, "family"),
      releaseDate: date === null ? null : date.iso,
      parameters: reader.number(row, "parameters"),
      tokens: reader.number(row, "tokens"),
      scores: numbersAt(reader, row, columns, "number"),
    };
    if (reader.has("releaseDate")) model.datePrecision = date === null ? null : date.precision;
    if (reader.has("dateSource")) model.dateSource = reader.text(row, "dateSource");
    if (reader.has("totalParameters")) model.totalParameters = reader.number(row, "totalParameters");
    if (reader.has("mixtureOfExperts")) {
      const known = reader.text(row, "mixtureOfExperts") !== null;
      model.mixtureOfExperts = known ? reader.flag(row, "mixtureOfExperts") : null;
    }
    models.push(model);
  }
  const { rejected, warnings } = reader;
  const names = models.map((model) => model.name);
  return { models, rejected, warnings: [...warnings, ...duplicateWarnings(names), ...rejectionWarnings(rejected)] };
}
