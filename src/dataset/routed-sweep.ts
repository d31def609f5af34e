import { ScalingError, type Warning } from "../errors.ts";
import { describe, refuse, requireFinite, requireList, requireOptions } from "../numeric/checks.ts";
import { visibleText } from "./cells.ts";
import { type FieldColumn, seenHeaders } from "./column-map.ts";
import type { RejectedValue, RoutedRun, TableOptions } from "./records.ts";
import { numberColumns, numbersAt, openTable, rejectionWarnings, requireColumn, soundRows } from "./row-reader.ts";

/** The fields of {@link RoutedRun} that come from one column each. */
export type RoutedField = Exclude<keyof RoutedRun, "losses">;

/** The options of {@link parseRoutedSweep}. */
export interface RoutedSweepOptions extends TableOptions<RoutedField> {
  /** Headers of the losses by data set; default every `loss_...`, named by what follows. */
  losses?: { readonly [dataset: string]: string };
}

/** The evaluations of a sweep, in the file's order, and what could not be read. */
export interface RoutedSweep {
  /** The evaluations, one a row of the file: several of each run where the file has several steps. */
  runs: RoutedRun[];
  /** Cells and rows that could not be read, with the reason. */
  rejected: RejectedValue[];
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

const REQUIRED = ["sweepId", "step", "parameters", "experts"] as const;

const ROUTED_COLUMNS: ReadonlyMap<RoutedField, FieldColumn> = /* @__PURE__ */ new Map<RoutedField, FieldColumn>([
  ["sweepId", { kind: "number", headers: ["hyperid", "sweepid", "runid", "id"] }],
  ["step", { kind: "count", headers: ["step", "steps"] }],
  ["seed", { kind: "number", headers: ["seed"] }],
  ["router", { kind: "text", headers: ["routertype", "router"] }],
  ["parameters", { kind: "amount", headers: ["denseparametercount", "denseparameters", "parameters"] }],
  ["totalParameters", { kind: "amount", headers: ["totalparametercount", "totalparameters"] }],
  ["experts", { kind: "amount", headers: ["numexperts", "experts"] }],
  ["expertsPerToken", { kind: "amount", headers: ["k", "expertspertoken", "topk"] }],
  ["routingFrequency", { kind: "fraction", headers: ["routingfrequency"] }],
  ["flopPerStep", { kind: "amount", headers: ["flopsperstep", "flopperstep"] }],
]);

/** One column for each data set: those the caller names, or every header that starts with "loss_". */
function lossColumns(headers: readonly string[], chosen: RoutedSweepOptions["losses"]): Map<string, number> {
  const columns = new Map<string, number>();
  for (const [dataset, header] of Object.entries(requireOptions(chosen ?? {}, "options.losses"))) {
    if (typeof header !== "string") refuse("INVALID_OPTION", "a header", header, "options.losses");
    const index = headers.findIndex((each) => visibleText(each) === visibleText(header));
    if (index < 0) {
      const message = `Expected a column ${describe(header)} but the table has ${seenHeaders(headers)}`;
      throw new ScalingError("MISSING_COLUMN", message, `options.losses.${dataset.slice(0, 60)}`);
    }
    columns.set(dataset, index);
  }
  if (chosen !== undefined) return columns;
  for (const [index, header] of headers.entries()) {
    const dataset = /^loss[_ ](.+)$/is.exec(visibleText(header))?.[1];
    if (dataset !== undefined && !columns.has(dataset)) columns.set(dataset, index);
  }
  return columns;
}

/**
 * Reads the runs of a sweep over routed and dense language models, in the layout that accompanies Clark et al. 2022
 * (2202.01169): one row for each evaluation of a run. A loss that is blank or NaN is null. A row without a readable sweep
 * id, step, parameter count or number of experts is rejected.
 *
 * @param csv the text of the file.
 * @param options `columns`: headers by field; `losses`: headers by data set.
 * @returns `runs`, `rejected` (rows counted from 1 below the header) and `warnings`.
 * @throws {ScalingError} `MISSING_COLUMN` without sweep id, step, parameters, experts or any loss; `UNSUPPORTED_TYPE`,
 * `EMPTY_INPUT`, `MALFORMED_TEXT` and `INVALID_OPTION` as in `parseModelTable`.
 *
 * @example
 * ```ts
 * import { parseRoutedSweep } from "scaling-laws/dataset";
 *
 * const csv = `hyper_id,step,loss_validation,num_experts,k,dense_parameter_count
 * 7,249000,2.64,64,1,27279360.0
 * 8,249000,NaN,64,1,27279360.0`;
 * const { runs } = parseRoutedSweep(csv);
 * console.log(runs.map((run) => [run.sweepId, run.losses.validation])); // => [[7, 2.64], [8, null]]
 * ```
 */
export function parseRoutedSweep(csv: string, options: RoutedSweepOptions = {}): RoutedSweep {
  requireOptions(options);
  const reader = openTable(csv, ROUTED_COLUMNS, options);
  for (const field of REQUIRED) requireColumn(reader, [field], JSON.stringify(ROUTED_COLUMNS.get(field)?.headers[0]));
  const losses = lossColumns(reader.headers, options.losses);
  if (losses.size === 0) {
    const message = `Expected a column such as "loss_validation" but the table has ${seenHeaders(reader.headers)}`;
    throw new ScalingError("MISSING_COLUMN", message, "csv");
  }
  const columns = numberColumns(losses, "losses");
  const runs: RoutedRun[] = [];
  for (const row of soundRows(reader)) {
    const [sweepId, step, parameters, experts] = REQUIRED.map((field) => reader.required(row, field));
    if (sweepId == null || step == null || parameters == null || experts == null) continue;
    runs.push({
      sweepId,
      step,
      seed: reader.number(row, "seed"),
      router: reader.text(row, "router"),
      parameters,
      totalParameters: reader.number(row, "totalParameters"),
      experts,
      expertsPerToken: reader.number(row, "expertsPerToken"),
      routingFrequency: reader.number(row, "routingFrequency"),
      flopPerStep: reader.number(row, "flopPerStep"),
      losses: numbersAt(reader, row, columns, "amount"),
    });
  }
  return { runs, rejected: reader.rejected, warnings: [...reader.warnings, ...rejectionWarnings(reader.rejected)] };
}

/**
 * The last evaluation of each sweep id: the row with the largest step as it stands, so that a loss missing there stays
 * null (filling it from an earlier step would mix stages of training). Order of the file; of equal steps the later row.
 *
 * @param runs as `parseRoutedSweep` gives them.
 *
 * @example
 * ```ts
 * import { finalRuns, parseRoutedSweep } from "scaling-laws/dataset";
 *
 * const csv = `hyper_id,step,loss_validation,num_experts,dense_parameter_count
 * 7,1000,3.2,64,27279360
 * 7,2000,2.9,64,27279360`;
 * console.log(finalRuns(parseRoutedSweep(csv).runs).map((run) => run.step)); // => [2000]
 * ```
 */
export function finalRuns(runs: readonly RoutedRun[]): RoutedRun[] {
  const last = new Map<number, RoutedRun>();
  for (const [i, run] of requireList(runs, "runs").entries()) {
    requireOptions(run, `runs[${i}]`);
    requireFinite(run.sweepId, `runs[${i}].sweepId`);
    requireFinite(run.step, `runs[${i}].step`);
    const seen = last.get(run.sweepId);
    if (seen === undefined || run.step >= seen.step) last.set(run.sweepId, run);
  }
  return runs.filter((run) => last.get(run.sweepId) === run);
}
