import type { CorpusPrediction } from "../corpus/corpus-bound.ts";
import type { CorpusExponents } from "../corpus/corpus-exponents.ts";
import type { CorpusFactorInterval } from "../corpus/corpus-factor-interval.ts";
import type { EmergenceHeadroom } from "../corpus/emergence.ts";
import type { ExpectedDivergence } from "../corpus/expected-counts.ts";
import type { SequenceGrowth } from "../corpus/sequence-growth.ts";
import type { UniqueSequenceBounds } from "../corpus/unique-sequence-bounds.ts";
import type { CapacityDensity } from "../densing/capacity-density.ts";
import type { DensityEras } from "../densing/densing-eras.ts";
import type { EffectiveParameterSize } from "../densing/effective-parameter-size.ts";
import type { PriceHalving } from "../densing/price-halving.ts";
import type { ComputeOptimum } from "../loss-laws/compute-optimal.ts";
import type { IsoFlopFit } from "../loss-laws/iso-flop.ts";
import type { LargestOutError } from "../loss-laws/leave-largest-out.ts";
import type { BinnedGap } from "../parameter-gap/bin-sensitivity.ts";
import type { ScannedGap } from "../parameter-gap/gap-scan.ts";
import type { SizeDensity } from "../parameter-gap/size-density.ts";
import type { RouterComparison } from "../routing/compare-routers.ts";
import type { CrossValidation } from "../routing/cross-validation.ts";
import type { RoutingCutoff } from "../routing/cutoff.ts";
import type { Bandwidths } from "../statistics/bandwidth.ts";
import type { Histogram } from "../statistics/histogram.ts";
import type { BacktestRow } from "../trends/backtest.ts";
import type { PooledBacktest } from "../trends/backtest-pool.ts";
import type { MeasurementWeights } from "../trends/measurement-error.ts";
import type { TrendMixture } from "../trends/trend-mixture-result.ts";
import type { TrendShapeRow } from "../trends/trend-shapes.ts";
import {
  describeCorpusBound,
  describeCorpusExponents,
  describeCorpusFactor,
  describeDivergence,
  describeEmergence,
  describeSequenceBounds,
  describeSequenceGrowth,
} from "./describe-corpus.ts";
import {
  describeCapacity,
  describeDensityEras,
  describeEffectiveSize,
  describePriceHalving,
} from "./describe-densing.ts";
import { describeIsoFlop, describeLargestOut, describeOptimum } from "./describe-loss.ts";
import { describeCrossValidation, describeCutoff, describeRouters } from "./describe-routing.ts";
import {
  describeBandwidths,
  describeBins,
  describeDensity,
  describeHistogram,
  describeScan,
} from "./describe-sizes.ts";
import {
  describeBacktest,
  describeMeasurement,
  describeMixture,
  describePooledBacktest,
  describeShapes,
} from "./describe-trend-shapes.ts";

/** What the functions of a domain answer, beside laws, fits and estimates. */
export type DomainResult =
  | TrendMixture
  | MeasurementWeights
  | ComputeOptimum
  | IsoFlopFit
  | LargestOutError
  | EffectiveParameterSize
  | CapacityDensity
  | DensityEras
  | PriceHalving
  | RoutingCutoff
  | CrossValidation
  | RouterComparison
  | CorpusExponents
  | CorpusFactorInterval
  | UniqueSequenceBounds
  | CorpusPrediction
  | EmergenceHeadroom
  | ExpectedDivergence
  | SequenceGrowth
  | Bandwidths
  | Histogram
  | SizeDensity;

/** Rows that come in lists, one list a table. */
export type DomainRow = TrendShapeRow | BacktestRow | PooledBacktest | ScannedGap | BinnedGap;

/** A field that only one of the results has; the first that a result has tells what it is. */
const MARKS = [
  "membership",
  "measurementShare",
  "optima",
  "heldOutBias",
  "tokensPerParameter",
  "infiniteShare",
  "restartRatio",
  "halvingDays",
  "routingHelps",
  "inSample",
  "cutoffs",
  "multiple",
  "upperExact",
  "atLowerExponent",
  "headroom",
  "asymptotic",
  "unique",
  "sheatherJones",
  "edges",
  "log10Size",
  "middle",
  "density",
] as const;

/** Whether this is the answer of a function of a domain. */
export function isDomainResult(result: object): result is DomainResult {
  return MARKS.some((mark) => mark in result);
}

/** The answer of a function of a domain in words. */
export function describeDomainResult(result: DomainResult): string[] {
  if ("membership" in result) return describeMixture(result);
  if ("measurementShare" in result) return describeMeasurement(result);
  if ("optima" in result) return describeIsoFlop(result);
  if ("heldOutBias" in result) return describeLargestOut(result);
  if ("tokensPerParameter" in result) return describeOptimum(result);
  if ("infiniteShare" in result) return describeEffectiveSize(result);
  if ("restartRatio" in result) return describeDensityEras(result);
  if ("halvingDays" in result) return describePriceHalving(result);
  if ("routingHelps" in result) return describeCutoff(result);
  if ("inSample" in result) return describeCrossValidation(result);
  if ("cutoffs" in result) return describeRouters(result);
  if ("multiple" in result) return describeCorpusFactor(result);
  if ("upperExact" in result) return describeSequenceBounds(result);
  if ("atLowerExponent" in result) return describeCorpusBound(result);
  if ("headroom" in result) return describeEmergence(result);
  if ("asymptotic" in result) return describeDivergence(result);
  if ("unique" in result) return describeSequenceGrowth(result);
  if ("sheatherJones" in result) return describeBandwidths(result);
  if ("edges" in result) return describeHistogram(result);
  if ("log10Size" in result) return describeDensity(result);
  return "middle" in result ? describeCorpusExponents(result) : describeCapacity(result);
}

/** A table of rows of one sort in words; null for other lists. */
export function describeDomainList(list: readonly object[]): string[] | null {
  const all = <Row extends DomainRow>(is: (row: object) => row is Row): Row[] | null => {
    const rows = list.filter(is);
    return rows.length === list.length ? rows : null;
  };
  const shapes = all((row): row is TrendShapeRow => "aboveLeast" in row);
  if (shapes !== null) return describeShapes(shapes);
  const pooled = all((row): row is PooledBacktest => "effectiveOrigins" in row);
  if (pooled !== null) return describePooledBacktest(pooled);
  const past = all((row): row is BacktestRow => "originYear" in row);
  if (past !== null) return describeBacktest(past);
  const scanned = all((row): row is ScannedGap => "countInside" in row && "statistic" in row);
  if (scanned !== null) return describeScan(scanned);
  const binned = all((row): row is BinnedGap => "deficitRatio" in row);
  return binned === null ? null : describeBins(binned);
}
