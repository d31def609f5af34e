import type { Warning } from "../errors.ts";
import { requireOptions } from "../numeric/checks.ts";
import type { FieldColumn } from "./column-map.ts";
import type { LossObservation, RejectedValue, TableOptions } from "./records.ts";
import { openTable, rejectionWarnings, requireColumn, soundRows } from "./row-reader.ts";

/** The options of {@link parseLossTable}. */
export type LossTableOptions = TableOptions<keyof LossObservation>;

/** Final losses in the file's order, and what could not be read. */
export interface LossTable {
  /** The runs that could be read. */
  observations: LossObservation[];
  /** Cells and rows that could not be read, with the reason. */
  rejected: RejectedValue[];
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

const LOSS_COLUMNS: ReadonlyMap<keyof LossObservation, FieldColumn> = /* @__PURE__ */ new Map<
  keyof LossObservation,
  FieldColumn
>([
  ["parameters", { kind: "amount", headers: ["parameters", "params", "parametercount", "modelsize", "n"] }],
  ["tokens", { kind: "amount", headers: ["tokens", "trainingtokens", "d"] }],
  ["loss", { kind: "amount", headers: ["loss", "finalloss", "validationloss", "valloss", "testloss"] }],
  ["flop", { kind: "amount", headers: ["flop", "flops", "trainingflop", "trainingflops", "compute"] }],
  ["outlier", { kind: "flag", headers: ["outlier", "isoutlier"] }],
]);

const REQUIRED = ["parameters", "tokens", "loss"] as const;

/**
 * Reads final losses with their model sizes and training tokens, one run a row, for `fitLossLaw`. A row in which one of
 * the three cannot be read or is not above zero gives no observation and an entry of `rejected`. Tokens are never
 * derived from compute.
 *
 * @param csv the text of the file.
 * @param options `columns`: headers by field, with `scale` for other units (`params_M` is scaled on its own).
 * @returns `observations`, `rejected` (rows counted from 1 below the header) and `warnings`.
 * @throws {ScalingError} `MISSING_COLUMN` without parameters, tokens or loss; `UNSUPPORTED_TYPE`, `EMPTY_INPUT`,
 * `MALFORMED_TEXT` and `INVALID_OPTION` as in `parseModelTable`.
 *
 * @example
 * ```ts
 * import { parseLossTable } from "scaling-laws/dataset";
 *
 * const csv = `params_M,tokens_B,loss
 * 70,1.4,3.9
 * 70,diverged,`;
 * const { observations, rejected } = parseLossTable(csv);
 * console.log(observations); // => [{"parameters": 70000000, "tokens": 1400000000, "loss": 3.9}]
 * console.log(rejected.map((each) => each.field)); // => ["tokens", "loss"]
 * ```
 */
export function parseLossTable(csv: string, options: LossTableOptions = {}): LossTable {
  requireOptions(options);
  const reader = openTable(csv, LOSS_COLUMNS, options);
  for (const field of REQUIRED) requireColumn(reader, [field], JSON.stringify(LOSS_COLUMNS.get(field)?.headers[0]));
  const observations: LossObservation[] = [];
  for (const row of soundRows(reader)) {
    const [parameters, tokens, loss] = REQUIRED.map((field) => reader.required(row, field));
    if (parameters == null || tokens == null || loss == null) continue;
    const observation: LossObservation = { parameters, tokens, loss };
    if (reader.has("flop")) observation.flop = reader.number(row, "flop");
    if (reader.has("outlier")) observation.outlier = reader.flag(row, "outlier");
    observations.push(observation);
  }
  const { rejected, warnings } = reader;
  return { observations, rejected, warnings: [...warnings, ...rejectionWarnings(rejected)] };
}
