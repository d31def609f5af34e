/**
 * Sizes of models: ranges that are strangely empty, and whether that is chance.
 *
 * Pages: [The parameter gap](../../docs/concepts/parameter-gap.md).
 *
 * @module
 */

export * from "../errors.ts";
export { type Bandwidths, bandwidths } from "../statistics/bandwidth.ts";
export { criticalBandwidth } from "../statistics/critical-bandwidth.ts";
export { type DipTest, dipTest } from "../statistics/dip-test.ts";
export type { FisherTest, TwoByTwo } from "../statistics/exact-tests.ts";
export type { Histogram } from "../statistics/histogram.ts";
export { type BinnedGap, binSensitivity } from "./bin-sensitivity.ts";
export type { GapTest, GapVerdict, ParameterGap, ParameterGapOptions, ParameterGaps } from "./gap-result.ts";
export { type ScannedGap, scanGaps } from "./gap-scan.ts";
export { findParameterGaps } from "./gap-significance.ts";
export { type NamedGapCount, type NamedGapTest, testParameterGap } from "./named-gap.ts";
export { contrastEras, type DatedSizes, type EraContrast, type GapOccupancy, gapOccupancy } from "./occupancy.ts";
export {
  type GapSensitivity,
  type GapSensitivityOptions,
  type GapSensitivityRow,
  type GapSystems,
  gapSensitivity,
} from "./sensitivity.ts";
export { parameterDensity, parameterHistogram, type SizeDensity, shiftedSizeHistogram } from "./size-density.ts";
export type { Endpoints, FlankedCount } from "./size-range.ts";
export { spreadTies } from "./sizes.ts";
