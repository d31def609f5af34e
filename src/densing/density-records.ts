import { ScalingError } from "../errors.ts";
import { describe, positiveColumn, requireOptions, requirePoints, requireSameLength } from "../numeric/checks.ts";
import { dayOfDate } from "../trends/day-number.ts";

/** Models as columns of equal length: release date (ISO, yyyy-mm-dd) and capacity density, in any order. */
export interface DensityColumns {
  /** ISO dates. */
  date: ArrayLike<string>;
  /** Capacity densities, above zero. */
  density: ArrayLike<number>;
  /** Names of the models. */
  name?: ArrayLike<string | null>;
}

/** A model denser than every earlier one. */
export interface DensityRecord {
  /** Its place in the columns. */
  index: number;
  /** Name of the model; null without names. */
  name: string | null;
  /** ISO date. */
  date: string;
  /** Its capacity density. */
  density: number;
}

/** The columns, checked; in the order given. */
export interface DatedDensities {
  n: number;
  /** Whole days since the first day of year 1. */
  day: Float64Array;
  logDensity: Float64Array;
  density: Float64Array;
  /** ISO dates. */
  date: string[];
  /** Names of the models; null without names. */
  name: string[] | null;
}

function nameColumn(names: ArrayLike<string | null>, n: number): string[] {
  requireOptions(names, "name");
  requireSameLength(names.length, n, "name");
  return Array.from(names, (name, i) => {
    if (typeof name === "string") return name;
    if (name === null) return "";
    throw new ScalingError("UNSUPPORTED_TYPE", `Expected a name or null but got ${describe(name)}`, `name[${i}]`);
  });
}

/** Days of a column of ISO dates. */
export function dayColumn(dates: ArrayLike<string>, path: string): Float64Array {
  if (typeof dates !== "object" || dates === null || !(Number.isSafeInteger(dates.length) && dates.length >= 0)) {
    throw new ScalingError("UNSUPPORTED_TYPE", "Expected an array of dates", path);
  }
  // The last first: of what is long only by its own account, nothing is made.
  if (dates.length > 0) dayOfDate(dates[dates.length - 1]!, `${path}[${dates.length - 1}]`);
  return Float64Array.from({ length: dates.length }, (_, i) => dayOfDate(dates[i]!, `${path}[${i}]`));
}

export function datedDensities(columns: DensityColumns, least: number): DatedDensities {
  const day = dayColumn(columns?.date, "date");
  const density = positiveColumn(columns?.density, "density");
  const n = day.length;
  requireSameLength(density.length, n, "density");
  requirePoints(n, least, "date");
  return {
    n,
    day,
    density,
    logDensity: density.map(Math.log),
    date: Array.from(columns.date),
    name: columns.name === undefined ? null : nameColumn(columns.name, n),
  };
}

/** Places in order of day; of one day the densest first, of equals the first given. */
export function recordOrder(day: ArrayLike<number>, value: ArrayLike<number>, n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => day[a]! - day[b]! || value[b]! - value[a]! || a - b,
  );
}

/** The strict running maxima along an order of {@link recordOrder}, so at most one a day: places into the columns. */
export function strictRecords(order: ArrayLike<number>, value: ArrayLike<number>): number[] {
  const places: number[] = [];
  let best = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    if (!(value[i]! > best)) continue;
    best = value[i]!;
    places.push(i);
  }
  return places;
}

/**
 * The places that {@link strictRecords} gives, along an order that goes by day alone: one sort of the days serves however
 * the values are dealt out, where {@link recordOrder} sorts anew.
 *
 * @param order - Places in order of day, those of one day in the order given.
 */
export function strictRecordsByDay(
  order: ArrayLike<number>,
  day: ArrayLike<number>,
  value: ArrayLike<number>,
): number[] {
  const places: number[] = [];
  let best = Number.NEGATIVE_INFINITY;
  let lastDay = Number.NaN;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    if (!(value[i]! > best)) continue;
    best = value[i]!;
    // A denser model of the same day takes the place of the one before it.
    if (day[i] === lastDay) places.pop();
    lastDay = day[i]!;
    places.push(i);
  }
  return places;
}

export function recordAt({ name, date, density }: DatedDensities, index: number): DensityRecord {
  const called = name?.[index] ?? "";
  return { index, name: called === "" ? null : called, date: date[index]!, density: density[index]! };
}

/** The chosen places of a column. */
export function pick(column: Float64Array, places: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: places.length }, (_, k) => column[places[k]!]!);
}

/** The ISO date of a day number. */
export function isoOfDay(day: number): string {
  // Day 719162 is 1970-01-01; a Date of a whole number of days does not depend on any clock or zone.
  return new Date((day - 719162) * 86_400_000).toISOString().slice(0, 10);
}
