import type { CapacityDensity } from "../densing/capacity-density.ts";
import type { DensityEra, DensityEras } from "../densing/densing-eras.ts";
import type { EffectiveParameterSize } from "../densing/effective-parameter-size.ts";
import type { PriceHalving } from "../densing/price-halving.ts";
import { formatEstimate } from "./interval-format.ts";
import { formatNumber, formatShare, formatSi } from "./number-format.ts";
import { field, warningLines } from "./text-lines.ts";

const DAYS = { unit: "days" };
const A_DAY = { unit: "of ln density a day" };

function sizeText({ status, parameters, interval }: EffectiveParameterSize): string {
  if (status === "at-or-below-floor") return `any size: the score is at or below the floor of the reference`;
  if (status === "at-or-above-ceiling") return `none: the reference never reaches the score`;
  if (status === "beyond-data-limit" || parameters === null) {
    return `none: at the reference tokens no size reaches the score`;
  }
  const format = { unit: "parameters", number: (value: number) => formatSi(value) };
  const bare = { estimate: parameters, standardError: null, lower: null, upper: null, level: 0.95 };
  return formatEstimate(interval ?? bare, format);
}

/** The reference model that reaches a score. */
export function describeEffectiveSize(size: EffectiveParameterSize): string[] {
  const { score, referenceTokens, infiniteShare } = size;
  return [
    `Effective parameter size: the reference model that scores ${Number(score.toPrecision(5))}`,
    field("size", sizeText(size)),
    ...(infiniteShare === null || infiniteShare === 0
      ? []
      : [field("without size", `${formatShare(infiniteShare)} of the draws: the score is out of their reach`)]),
    ...(referenceTokens === null ? [] : [field("reference tokens", formatSi(referenceTokens))]),
    ...warningLines(size.warnings),
  ];
}

/** How many parameters of the reference one of the model is worth. */
export function describeCapacity({ density, interval }: CapacityDensity): string[] {
  if (density === null) return ["Capacity density: none, since the effective size is not finite"];
  const bare = { estimate: density, standardError: null, lower: null, upper: null, level: 0.95 };
  return [`Capacity density: ${formatEstimate(interval ?? bare)} parameters of the reference for each of the model's`];
}

function eraLines(name: string, { records, slopePerDay, doublingTimeDays, all }: DensityEra): string[] {
  const every =
    all.doublingTimeDays === null ? "no doubling" : `doubling in ${formatEstimate(all.doublingTimeDays, DAYS)}`;
  return [
    field(name, `${records.length} records, growth of ln density a day:`),
    field("", formatEstimate(slopePerDay)),
    field("", `doubling in ${formatEstimate(doublingTimeDays, DAYS)}`),
    field("", `all ${all.n} models: ${every}`),
  ];
}

/** Growth of density before a date and from then on. */
export function describeDensityEras(eras: DensityEras): string[] {
  return [
    `Growth of density before ${eras.atDate} and from then on`,
    ...eraLines("before", eras.before),
    ...eraLines("after", eras.after),
    field("ratio of slopes", `${formatNumber(eras.slopeRatio)}, records after over before`),
    field("restart", `the first record after is ${formatNumber(eras.restartRatio)} times the last before`),
    field("all, difference", formatEstimate(eras.allDifference, A_DAY)),
    ...warningLines(eras.warnings),
  ];
}

/** How fast a price falls. */
export function describePriceHalving(price: PriceHalving): string[] {
  const { halvingDays, endpointHalvingDays, slopePerDay, rSquared, points } = price;
  const none = "none: the price does not fall";
  return [
    `Price: a line through ln price at ${points.length} points`,
    field("halving time", halvingDays === null ? none : formatEstimate(halvingDays, DAYS)),
    field("by its two ends", endpointHalvingDays === null ? none : `${formatNumber(endpointHalvingDays)} days`),
    field("slope", formatEstimate(slopePerDay, { unit: "of ln price a day" })),
    ...(rSquared === null ? [] : [field("spread", `R squared ${rSquared.toFixed(2)}`)]),
    ...warningLines(price.warnings),
  ];
}
