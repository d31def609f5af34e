/**
 * Everything but the values of `scaling-laws/dataset`, whose schemas cost more than most laws; the rows of papers are the
 * namespace `published`. Importing from here costs no more than importing from a subpath.
 *
 * Pages: [Getting started](../docs/guide/getting-started.md), [all documents](../docs/README.md).
 *
 * @module
 */

export * from "./charts/index.ts";
export * from "./corpus/index.ts";
export type {
  ColumnChoice,
  Columns,
  CoverageOptions,
  CoverageRow,
  DatedRecord,
  DatePrecision,
  DroppedRow,
  DropReason,
  LossObservation,
  LossTable,
  LossTableOptions,
  ModelField,
  ModelRecord,
  ModelTable,
  ModelTableOptions,
  NumberKey,
  RecordSchema,
  RejectedValue,
  RoutedField,
  RoutedRun,
  RoutedSweep,
  RoutedSweepOptions,
  ScoredModel,
  ScoreField,
  ScoreTable,
  ScoreTableOptions,
  Selector,
  TableOptions,
  TrendSeries,
  TrendSeriesOptions,
  ValidatedRecords,
} from "./dataset/index.ts";
export * from "./densing/index.ts";
export * from "./errors.ts";
export * from "./loss-laws/index.ts";
export * from "./parameter-gap/index.ts";
export * as published from "./published/index.ts";
export * from "./report/index.ts";
export * from "./routing/index.ts";
export * from "./statistics/index.ts";
export * from "./trends/index.ts";
