// Everything but the values of `dataset`, whose schemas and readers cost more than most laws: those are imported from
// "scaling-laws/dataset". The rows of `published` are a namespace of their own.

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
