import { dayOfDate } from "../trends/day-number.ts";
import type { Axis } from "./axes.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 24_000];
/** The last month that an ISO date can name. */
const LAST_MONTH = 12 * 9999 + 11;
/** Pixels that a label such as "Jan 2024" takes. */
const ROOM = 72;

interface Tick {
  readonly day: number;
  readonly text: string;
}

function monthStart(month: number): Tick {
  const [year, of] = [Math.floor(month / 12), month % 12];
  const day = dayOfDate(`${String(year).padStart(4, "0")}-${String(of + 1).padStart(2, "0")}-01`, "date");
  return { day, text: `${MONTHS[of]} ${year}` };
}

/** First days of months, as many as there is room for, at steps that divide the year or are whole years. */
function ticks(low: number, high: number, width: number): Tick[] {
  const firstMonth = Math.max(12, 12 * Math.floor(low / 366));
  const lastMonth = Math.min(LAST_MONTH, 12 * (Math.ceil(high / 365) + 2));
  let within: Tick[] = [];
  for (const step of STEPS) {
    within = [];
    for (let month = step * Math.ceil(firstMonth / step); month <= lastMonth; month += step) {
      const tick = monthStart(month);
      if (tick.day >= low && tick.day <= high) within.push(tick);
    }
    if (within.length <= Math.max(2, width / ROOM)) return within;
  }
  return within;
}

/** From one day to another; where they are one, half a year on either side, of days that can be written as dates. */
export function stretchOf(first: number, last: number): readonly [number, number] {
  if (last > first) return [first, last];
  return [
    Math.max(first - 180, dayOfDate("0000-01-01", "date")),
    Math.min(last + 180, dayOfDate("9999-12-31", "date")),
  ];
}

/** An axis of day numbers, labelled with months: no time zone moves it. */
export function dates(title: string, low: number, high: number, width: number): Axis {
  const shown = ticks(low, high, width);
  const labels = JSON.stringify(Object.fromEntries(shown.map(({ day, text }) => [day, text])));
  return {
    encoding: {
      type: "quantitative",
      title,
      scale: { domain: [low, high], nice: false, zero: false },
      axis: { values: shown.map(({ day }) => day), labelExpr: `(${labels})['' + datum.value]`, grid: false },
    },
    share: (value) => (value - low) / (high - low),
    valueAt: (share) => low + share * (high - low),
  };
}
