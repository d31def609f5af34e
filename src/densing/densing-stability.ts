import { FEWEST_RECORDS, slopeThrough } from "./densing-evidence.ts";
import { type DatedDensities, isoOfDay, pick, recordAt, recordOrder, strictRecords } from "./density-records.ts";

/** The law without one of its records: the running maxima are taken again from all other models. */
export interface WithoutRecord {
  /** Row of the record left out. */
  index: number;
  /** Name of the record left out. */
  name: string | null;
  /** Date of the record left out. */
  date: string;
  /** How many records there are then. */
  records: number;
  /** Null with fewer than three records. */
  slopePerDay: number | null;
  /** Days in which the density doubles. */
  doublingTimeDays: number | null;
}

/** The law as it was on the day of a record. */
export interface EndDateRow {
  /** Last day of the data used, ISO. */
  through: string;
  /** Records until then. */
  records: number;
  /** Growth of ln density a day. */
  slopePerDay: number;
  /** Days in which the density doubles. */
  doublingTimeDays: number;
}

/** The time after the last record, which the law does not use. */
export interface RecordSilence {
  /** Day of the last record, ISO. */
  since: string;
  /** Day of the last model, ISO. */
  until: string;
  /** Days between the two. */
  days: number;
  /** Models that came out in that time; none of them is a record. */
  models: number;
  /** What the line expects on the last day over the densest model there is. */
  lineOverBest: number;
}

export function withoutEachRecord(models: DatedDensities, records: readonly number[]): WithoutRecord[] {
  const { n, day, logDensity } = models;
  const order = recordOrder(day, logDensity, n);
  return records.map((left) => {
    const places = strictRecords(
      order.filter((i) => i !== left),
      logDensity,
    );
    const { name, date } = recordAt(models, left);
    const slope = places.length < FEWEST_RECORDS ? null : slopeThrough(places, day, logDensity).slope;
    return {
      index: left,
      name,
      date,
      records: places.length,
      slopePerDay: slope,
      doublingTimeDays: slope === null ? null : Math.LN2 / slope,
    };
  });
}

export function endDatePath(models: DatedDensities, records: readonly number[]): EndDateRow[] {
  const { day, logDensity } = models;
  // Records up to a date are the first records: what comes later unseats none.
  return records.slice(FEWEST_RECORDS - 1).map((last, k) => {
    const { slope } = slopeThrough(records.slice(0, k + FEWEST_RECORDS), day, logDensity);
    return {
      through: recordAt(models, last).date,
      records: k + FEWEST_RECORDS,
      slopePerDay: slope,
      doublingTimeDays: Math.LN2 / slope,
    };
  });
}

export function silenceAfter(
  models: DatedDensities,
  records: readonly number[],
  lineAt: (day: number) => number,
): RecordSilence {
  const last = records[records.length - 1]!;
  const since = models.day[last]!;
  const until = models.day.reduce((latest, each) => Math.max(latest, each), since);
  return {
    since: isoOfDay(since),
    until: isoOfDay(until),
    days: until - since,
    models: models.day.filter((each) => each > since).length,
    lineOverBest: Math.exp(lineAt(until) - pick(models.logDensity, [last])[0]!),
  };
}
