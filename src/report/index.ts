/**
 * Results as rows, text and tables, and beside what a paper printed.
 *
 * Pages: [Reading a result](../../docs/concepts/results.md).
 *
 * @module
 */

export * from "../errors.ts";
export type { Augmented, AugmentOptions } from "./augment.ts";
export { augment } from "./augment.ts";
export * from "./compare.ts";
export type { CoverageRow, ParsedRecords } from "./describe-data.ts";
export type { DomainResult, DomainRow } from "./describe-domain.ts";
export type { EraContrasts } from "./describe-gaps.ts";
export type { ConvertedGrowth, GrowthResult } from "./describe-growth.ts";
export type { KnownBreakTest, ScaleGroups, TrendDifference, UnknownBreakTest } from "./describe-tests.ts";
export type { EstimateFormat } from "./interval-format.ts";
export { formatEstimate, formatInterval } from "./interval-format.ts";
export type { MarkdownOptions } from "./markdown.ts";
export { toMarkdown } from "./markdown.ts";
export type { NumberFormat } from "./number-format.ts";
export { formatNumber, formatPValue, formatShare, formatSi } from "./number-format.ts";
export type { Summarizable, SummarizableRow } from "./summarize.ts";
export { summarize } from "./summarize.ts";
export type { GlanceRow, TidyRow } from "./tidy.ts";
export { glance, tidy } from "./tidy.ts";
export type { GlanceComparisonRow, TidyComparisonRow } from "./tidy-comparison.ts";
