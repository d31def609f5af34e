/**
 * From CSV text to records, and from records to the columns that every fit takes.
 *
 * Pages: [Data sets](../../docs/concepts/dataset.md), [your own CSV](../../docs/guide/own-csv.md).
 *
 * @module
 */

export * from "../errors.ts";
export {
  type Columns,
  type DroppedRow,
  type NumberKey,
  type Selector,
  toColumns,
} from "./columns.ts";
export { type CoverageOptions, type CoverageRow, valueCoverage } from "./coverage.ts";
export { decimalYear } from "./dates.ts";
export { type LossTable, type LossTableOptions, parseLossTable } from "./loss-table.ts";
export type { ModelField } from "./model-columns.ts";
export { type ModelTable, type ModelTableOptions, parseModelTable } from "./model-table.ts";
export type {
  ColumnChoice,
  DatePrecision,
  LossObservation,
  ModelRecord,
  RejectedValue,
  RoutedRun,
  ScoredModel,
  TableOptions,
} from "./records.ts";
export {
  finalRuns,
  parseRoutedSweep,
  type RoutedField,
  type RoutedSweep,
  type RoutedSweepOptions,
} from "./routed-sweep.ts";
export {
  lossObservationSchema,
  modelRecordSchema,
  type RecordSchema,
  routedRunSchema,
  scoredModelSchema,
  type ValidatedRecords,
  validateRecords,
} from "./schema.ts";
export { parseScoreTable, type ScoreField, type ScoreTable, type ScoreTableOptions } from "./score-table.ts";
export {
  type DatedRecord,
  type DropReason,
  type TrendSeries,
  type TrendSeriesOptions,
  trendSeries,
} from "./trend-series.ts";
