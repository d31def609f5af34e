import { ScalingError, type Warning } from "../errors.ts";
import { requireOptions } from "../numeric/checks.ts";
import { studentTQuantile } from "../numeric/distributions.ts";
import { requireHeld } from "../numeric/held-result.ts";
import { type Estimate, symmetricEstimate } from "../statistics/estimate.ts";
import { resolveLevel } from "../statistics/fit-options.ts";
import { dayOfDate } from "../trends/day-number.ts";
import { type DensityGrowth, FEWEST_RECORDS } from "./densing-evidence.ts";
import {
  type DatedDensities,
  type DensityColumns,
  type DensityRecord,
  datedDensities,
  pick,
  recordAt,
  recordOrder,
  strictRecords,
} from "./density-records.ts";
import { doublingDays, type GrowthLine, growthLine } from "./exponential-growth.ts";

/** The growth of one era: through its own records, which start anew, and through all its models. */
export interface DensityEra {
  /** The era's own record holders. */
  records: DensityRecord[];
  /** Growth of ln density a day. */
  slopePerDay: Estimate;
  /** Days in which the density doubles. */
  doublingTimeDays: Estimate;
  /** Share of the variance about the mean that the line explains; null where undefined. */
  rSquared: number | null;
  /** The line through all models of the era. */
  all: DensityGrowth;
}

/** Two eras beside each other. */
export interface DensityEras {
  /** The day that parts the eras. */
  atDate: string;
  /** The era before that day. */
  before: DensityEra;
  /** The era from that day on. */
  after: DensityEra;
  /** Slope of the records after over that before. */
  slopeRatio: number;
  /** The first record of the later era over the last of the earlier: below 1, the records start below what there was. */
  restartRatio: number;
  /** Slope of all models after less that before, with Welch's degrees of freedom. */
  allDifference: Estimate;
  /** The intervals through records describe those records; they are no confidence intervals. */
  descriptive: true;
  /** What makes the result weaker than it looks; empty where nothing does. */
  warnings: Warning[];
}

interface Side {
  era: DensityEra;
  all: GrowthLine;
}

function eraOf(models: DatedDensities, places: Uint32Array, level: number, side: string): Side {
  const { day, logDensity } = models;
  const order = recordOrder(pick(day, places), pick(logDensity, places), places.length).map((k) => places[k]!);
  const records = strictRecords(order, logDensity);
  if (records.length < FEWEST_RECORDS) {
    const message = `Expected at least ${FEWEST_RECORDS} records ${side} but got ${records.length} in ${places.length} models`;
    throw new ScalingError("TOO_FEW_POINTS", message, "atDate");
  }
  const origin = day[records[0]!]!;
  const line = growthLine(pick(day, records), pick(logDensity, records), { origin, level })!;
  const all = growthLine(pick(day, places), pick(logDensity, places), { origin, level })!;
  return {
    all,
    era: {
      records: records.map((index) => recordAt(models, index)),
      slopePerDay: line.slopePerDay,
      doublingTimeDays: doublingDays(line.slopePerDay)!,
      rSquared: line.rSquared,
      all: { n: places.length, slopePerDay: all.slopePerDay, doublingTimeDays: doublingDays(all.slopePerDay) },
    },
  };
}

function difference(before: GrowthLine, after: GrowthLine, level: number): Estimate {
  const [a, b] = [before, after].map((each) => each.slopePerDay.standardError! ** 2) as [number, number];
  const variance = a + b;
  const value = after.slopePerDay.estimate - before.slopePerDay.estimate;
  const degrees =
    variance > 0 ? variance ** 2 / (a ** 2 / before.degreesOfFreedom + b ** 2 / after.degreesOfFreedom) : 1;
  return symmetricEstimate(value, Math.sqrt(variance), studentTQuantile((1 + level) / 2, degrees), level);
}

/**
 * Compares the growth of density before and from a date on, each era with records of its own, as Xiao et al. 2025 did
 * about ChatGPT.
 *
 * No test of the two record slopes is given: with three to six selected points on a side it would mean nothing. What can
 * be tested is `allDifference`, between the slopes of all models. Look at `restartRatio` too: a later era whose records
 * start below the last of the earlier one has a steeper line for that reason alone.
 *
 * @param columns - As for {@link fitDensingLaw}; at least three records on each side.
 * @param atDate - ISO date; models of that day belong to the later era.
 * @returns Plain JSON. Warnings: `RECORDS_SELECTED`, `FEW_POINTS` (fewer than five records in an era).
 * @throws ScalingError `INVALID_DATE`, `TOO_FEW_POINTS`, `EMPTY_INPUT`, `LENGTH_MISMATCH`, `NOT_POSITIVE`, `NOT_FINITE`,
 * `UNSUPPORTED_TYPE`, `INVALID_OPTION`.
 *
 * Source: Xiao et al. 2025 (arXiv 2412.04315), corollary 4 (.0048 to .0073 a day, "+50 %").
 *
 * @example
 * ```ts
 * import { compareDensingEras } from "scaling-laws/densing";
 *
 * const date = ["2021-01-01", "2021-07-01", "2022-01-01", "2023-01-01", "2023-04-01", "2023-07-01"];
 * const eras = compareDensingEras({ date, density: [0.01, 0.02, 0.04, 0.03, 0.06, 0.12] }, "2022-11-30");
 * console.log(eras.slopeRatio.toFixed(2)); // => "2.02"
 * console.log(eras.restartRatio.toFixed(2)); // => "0.75"
 * ```
 */
export function compareDensingEras(
  columns: DensityColumns,
  atDate: string,
  options: { level?: number } = {},
): DensityEras {
  requireOptions(options);
  const level = resolveLevel(options.level);
  const models = datedDensities(columns, 2 * FEWEST_RECORDS);
  const at = dayOfDate(atDate, "atDate");
  const places = Uint32Array.from(models.day.keys());
  const before = eraOf(
    models,
    places.filter((i) => models.day[i]! < at),
    level,
    `before ${atDate}`,
  );
  const after = eraOf(
    models,
    places.filter((i) => models.day[i]! >= at),
    level,
    `from ${atDate} on`,
  );
  const counts = [before.era.records.length, after.era.records.length] as const;
  const warnings: Warning[] = [
    {
      code: "RECORDS_SELECTED",
      message: `The slopes are of lines through ${counts[0]} and ${counts[1]} selected records: their intervals describe them, and a test between them would mean nothing.`,
      path: "slopeRatio",
    },
  ];
  if (Math.min(...counts) < 5) {
    warnings.push({
      code: "FEW_POINTS",
      message: `An era has only ${Math.min(...counts)} records.`,
      path: "slopeRatio",
    });
  }
  return requireHeld(
    {
      atDate,
      before: before.era,
      after: after.era,
      slopeRatio: after.era.slopePerDay.estimate / before.era.slopePerDay.estimate,
      restartRatio: after.era.records[0]!.density / before.era.records[counts[0] - 1]!.density,
      allDifference: difference(before.all, after.all, level),
      descriptive: true,
      warnings,
    },
    "result",
  );
}
