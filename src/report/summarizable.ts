import type { ParameterGaps } from "../parameter-gap/gap-result.ts";
import type { NamedGapTest } from "../parameter-gap/named-gap.ts";
import type { GapOccupancy } from "../parameter-gap/occupancy.ts";
import type { GapSensitivity } from "../parameter-gap/sensitivity.ts";
import type { DipTest } from "../statistics/dip-test.ts";
import type { Estimate, Prediction } from "../statistics/estimate.ts";
import type { Fit, Law } from "../statistics/law.ts";
import type { LawComparison } from "./compare-law.ts";
import type { PublishedComparison } from "./compare-trend.ts";
import type { CoverageRow, ParsedRecords } from "./describe-data.ts";
import type { DomainResult, DomainRow } from "./describe-domain.ts";
import type { EraContrasts } from "./describe-gaps.ts";
import type { ConvertedGrowth, GrowthResult } from "./describe-growth.ts";
import type { KnownBreakTest, ScaleGroups, TrendDifference, UnknownBreakTest } from "./describe-tests.ts";

/** Every result that {@link summarize} can put into words. */
export type Summarizable =
  | Law
  | Fit
  | GrowthResult
  | ConvertedGrowth
  | KnownBreakTest
  | UnknownBreakTest
  | TrendDifference
  | ScaleGroups
  | ParsedRecords
  | PublishedComparison
  | LawComparison
  | ParameterGaps
  | NamedGapTest
  | EraContrasts
  | GapSensitivity
  | DipTest
  | DomainResult
  | Estimate
  | Prediction
  | readonly SummarizableRow[];

/** Rows that come in lists. */
export type SummarizableRow = CoverageRow | GapOccupancy | DomainRow | Estimate | Prediction;
