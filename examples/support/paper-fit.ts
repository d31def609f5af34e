import { fitTrend, type Trend } from "scaling-laws/trends";

/** A value of a system and the day of its publication, as an ISO date. */
export interface DatedValue {
  date: string;
  value: number;
}

/** A series on the papers' own axis: their x is a day number and their years have 365 days (here from 1970 on). */
export function paperSeries(systems: readonly DatedValue[]): { year: number[]; value: number[] } {
  return {
    year: systems.map(({ date }) => 1970 + Date.parse(date) / 86_400_000 / 365),
    value: systems.map(({ value }) => value),
  };
}

/** The papers' fit: a least-squares line, and a bootstrap of pairs whose values are also multiplied by 1/2 to 2. */
export function fitLikeThePaper(systems: readonly DatedValue[], resamples = 1000): Trend {
  return fitTrend(paperSeries(systems), { interval: "percentile", valueNoiseFactor: 2, resamples, seed: 1 });
}

/** The systems after one day and up to and including another. */
export function between<System extends DatedValue>(systems: readonly System[], after: string, until: string): System[] {
  return systems.filter(({ date }) => date > after && date <= until);
}
