import type { ParameterGap, ParameterGaps } from "../parameter-gap/gap-result.ts";
import type { NamedGapTest } from "../parameter-gap/named-gap.ts";
import type { EraContrast, GapOccupancy } from "../parameter-gap/occupancy.ts";
import type { GapSensitivity } from "../parameter-gap/sensitivity.ts";
import type { DipTest } from "../statistics/dip-test.ts";
import { formatNumber, formatPValue, formatShare, formatSi } from "./number-format.ts";
import { field, warningLines } from "./text-lines.ts";

/** What `contrastEras` answers. */
export interface EraContrasts {
  /** Inside the range against all other sizes. */
  insideVersusAll: EraContrast;
  /** Inside the range against the flanks alone. */
  insideVersusFlanks: EraContrast;
}

function sizes(lower: number, upper: number): string {
  return `${formatSi(lower)} to ${formatSi(upper)}`;
}

function gapLine(gap: ParameterGap): string {
  const p = (name: string, value: number | null): string =>
    value === null ? `${name} not given` : `${name} ${formatPValue(value)}`;
  const counts = `${gap.countInside} inside, ${formatNumber(gap.expectedInside)} expected`;
  const tests = [p("smooth null:", gap.pValue), p("uniform:", gap.pUniform), p("guaranteed:", gap.pGuaranteed)];
  return field(sizes(gap.lower, gap.upper), `${gap.verdict}; ${counts}; ${tests.join(", ")}`);
}

export function describeGaps({ n, clusters, gaps, resamplesUsed, warnings }: ParameterGaps): string[] {
  const clustered = clusters === null ? "" : ` in ${clusters} clusters`;
  return [
    `Gaps in ${n} sizes${clustered}, corrected for having looked everywhere (${resamplesUsed} resamples)`,
    ...(gaps.length === 0 ? ["  None: no range is emptier than both of its flanks."] : gaps.map(gapLine)),
    ...warningLines(warnings),
  ];
}

export function describeNamedGap(test: NamedGapTest): string[] {
  const rule = ({ countLeft, countInside, countRight, pValue }: NamedGapTest["byEndpoints"]["open"]): string =>
    `${countInside} inside, ${countLeft} and ${countRight} in the flanks; ${formatPValue(pValue)}`;
  const { closed, open, halfOpen, drop } = test.byEndpoints;
  return [
    `The range ${sizes(test.lower, test.upper)} against flanks as wide (ends ${test.options.endpoints}): ${formatPValue(test.pValue)}`,
    field("both ends in", rule(closed)),
    field("both ends out", rule(open)),
    field("lower end in", rule(halfOpen)),
    field("ends left out", rule(drop)),
    ...warningLines(test.warnings),
  ];
}

export function describeOccupancy(rows: readonly GapOccupancy[]): string[] {
  return [
    "Share of sizes inside the range, by year, ends left out",
    ...rows.map(({ year, n, inside, share, lower, upper, level }) => {
      const interval = `${formatShare(level)} interval ${formatShare(lower)} to ${formatShare(upper)}`;
      return field(String(year), `${inside} of ${n}, ${formatShare(share)} (${interval})`);
    }),
  ];
}

export function describeEras({ insideVersusAll, insideVersusFlanks }: EraContrasts): string[] {
  const line = ({ before, after, direction, pValue }: EraContrast): string =>
    `${before.inside} of ${before.inside + before.outside} before, ${after.inside} of ${after.inside + after.outside} after: ` +
    `${direction}, one-sided ${formatPValue(pValue)}`;
  return [
    "Sizes inside the range, before and after (Fisher's exact test)",
    field("of all", line(insideVersusAll)),
    field("of range and flanks", line(insideVersusFlanks)),
  ];
}

export function describeSensitivity({ rows, around, runs, significantRuns, warnings }: GapSensitivity): string[] {
  const scans = rows.filter(({ choice }) => choice !== "bins");
  return [
    `The gap around ${formatSi(around)} under other choices: significant in ${significantRuns} of ${runs}`,
    ...scans.map(({ setting, n, lower, upper, pValue }) => {
      const where = lower === null || upper === null ? "no gap" : sizes(lower, upper);
      return field(setting, `n = ${n}; ${where}${pValue === null ? "" : `; ${formatPValue(pValue)}`}`);
    }),
    ...warningLines(warnings),
  ];
}

export function describeDip({ statistic, pValue }: DipTest): string[] {
  return [`Hartigan's dip ${formatNumber(statistic)}; more than one mode by chance: ${formatPValue(pValue)}`];
}
