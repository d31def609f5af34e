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

/** The words for a result that has a field which, of the results further down, only it has; null for others. */
function told<Result extends DomainResult>(
  mark: keyof Result & string,
  words: (result: Result) => string[],
): (result: object) => string[] | null {
  const is = (result: object): result is Result => mark in result;
  return (result) => (is(result) ? words(result) : null);
}

const RESULTS = /* @__PURE__ */ (() => [
  told("membership", describeMixture),
  told("measurementShare", describeMeasurement),
  told("optima", describeIsoFlop),
  told("heldOutBias", describeLargestOut),
  told("tokensPerParameter", describeOptimum),
  told("infiniteShare", describeEffectiveSize),
  told("restartRatio", describeDensityEras),
  told("halvingDays", describePriceHalving),
  told("routingHelps", describeCutoff),
  told("inSample", describeCrossValidation),
  told("cutoffs", describeRouters),
  told("multiple", describeCorpusFactor),
  told("upperExact", describeSequenceBounds),
  told("atLowerExponent", describeCorpusBound),
  told("headroom", describeEmergence),
  told("asymptotic", describeDivergence),
  told("unique", describeSequenceGrowth),
  told("sheatherJones", describeBandwidths),
  told("edges", describeHistogram),
  told("log10Size", describeDensity),
  told("middle", describeCorpusExponents),
  told("density", describeCapacity),
])();

/** The answer of a function of a domain in words; null for other results. */
export function describeDomainResult(result: object): string[] | null {
  for (const describe of RESULTS) {
    const lines = describe(result);
    if (lines !== null) return lines;
  }
  return null;
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
