import { formatShare } from "scaling-laws/report";
import { backtestTrend, type Forecast, type PooledBacktest, poolBacktest } from "scaling-laws/trends";
import { type AveragedTrend, averagedForecast, averageTrends } from "./forecast-average.ts";
import { FEWEST } from "./growth-rows.ts";
import type { Quantity, SystemColumns } from "./quantities.ts";
import { type Column, line, note, paragraph, print, step, table } from "./terminal.ts";

/** Fewer systems than this before an origin are no past to forecast from. */
const FEWEST_PAST = 4 * FEWEST;
const AHEAD = [1, 2, 3, 5];
/** How far to look for the year in which a value is reached. */
const FARTHEST = 40;
const STEP = 0.05;

function power(log10: number): string {
  const exponent = Math.floor(log10);
  return `${(10 ** (log10 - exponent)).toFixed(1)}e${exponent}`;
}

const NAMES: Record<string, string> = { line: "one line", kink: "a kink", jump: "a jump" };

/** The shapes with their weights, and what they say together about the years to come. */
export function printProjection(systems: SystemColumns, { title, unit }: Quantity): AveragedTrend | null {
  const last = Math.max(...systems.year);
  const averaged = step(`${title}: line, kink and jump`, () => averageTrends(systems));
  table(
    [
      { title: "Shape" },
      { title: "BIC", align: "right" },
      { title: "above the least", align: "right" },
      { title: "weight", align: "right" },
    ],
    averaged.shapes.map(({ shape, bic, aboveLeast, weight }) => [
      NAMES[shape] ?? shape,
      bic === null ? "-" : bic.toFixed(1),
      aboveLeast === null ? "-" : aboveLeast.toFixed(1),
      weight === null ? "-" : formatShare(weight),
    ]),
  );
  for (const { shape, note: reason } of averaged.shapes) if (reason !== null) note(`${NAMES[shape]}: ${reason}`);
  print("");
  const columns: Column[] = [
    { title: "Year" },
    { title: unit, align: "right" },
    { title: "95 % of the line" },
    { title: "95 % of single systems" },
  ];
  const rows = AHEAD.flatMap((ahead) => {
    const year = Math.round(last) + ahead;
    const middle = averaged.at(year, "line");
    const single = averaged.at(year, "observation");
    if (middle === null || single === null) return [];
    const interval = (each: { lower: number; upper: number }): string => `${power(each.lower)} to ${power(each.upper)}`;
    return [[String(year), power(middle.median), interval(middle), interval(single)]];
  });
  if (rows.length === 0) {
    paragraph("The shapes give no bounds: there is no projection.");
    return null;
  }
  table(columns, rows);
  return averaged;
}

/** The first year, on a grid, in which a number reaches the value; null within the time looked at. */
function reached(from: number, value: number, at: (year: number) => number | null): number | null {
  for (let year = from; year <= from + FARTHEST; year += STEP) {
    const log10 = at(year);
    if (log10 === null) return null;
    if (log10 >= value) return year;
  }
  return null;
}

/** When the line, and when the first single systems, reach the next powers of ten. */
export function printReached(systems: SystemColumns, averaged: AveragedTrend): void {
  const last = Math.max(...systems.year);
  const largest = Math.ceil(Math.max(...systems.value.map(Math.log10)));
  const text = (year: number | null): string =>
    year === null ? `after ${Math.floor(last) + FARTHEST}` : year.toFixed(1);
  const rows = [0, 1, 2].map((more) => {
    const value = largest + more;
    const line = (bound: "lower" | "median" | "upper"): string =>
      text(reached(last, value, (year) => averaged.at(year, "line")?.[bound] ?? null));
    const early = reached(last, value, (year) => averaged.at(year, "observation")?.upper ?? null);
    return [`1e${value}`, line("median"), `${line("upper")} to ${line("lower")}`, text(early)];
  });
  table(
    [
      { title: "Value", align: "right" },
      { title: "the line" },
      { title: "95 % interval" },
      { title: "one system in forty" },
    ],
    rows,
  );
}

/** Forecasts made as if in the past, against what came: the averaged shapes beside the line alone. */
export function printBacktest(systems: SystemColumns, { title }: Quantity): void {
  const first = Math.floor(Math.min(...systems.year));
  const last = Math.max(...systems.year);
  const origins: string[] = [];
  for (let year = first + 1; year < last; year++) {
    if (systems.year.filter((each) => each <= year).length >= FEWEST_PAST) origins.push(`${year}-01-01`);
  }
  if (origins.length === 0) {
    paragraph(`No year has ${FEWEST_PAST} systems before it and one after: nothing can be tested.`);
    return;
  }
  const pooled = (forecast?: Forecast): PooledBacktest[] =>
    poolBacktest(
      backtestTrend(systems, { origins, horizonYears: [1, 2, 3], ...(forecast === undefined ? {} : { forecast }) }),
    );
  const averaged = step(`${title}: testing forecasts on the past`, () => pooled(averagedForecast()));
  const rows = [...averaged.map((row) => cells("averaged", row)), ...pooled().map((row) => cells("one line", row))];
  table(
    [
      { title: "Forecast" },
      { title: "years ahead", align: "right" },
      { title: "origins", align: "right" },
      { title: "apart", align: "right" },
      { title: "systems", align: "right" },
      { title: "inside 95 %", align: "right" },
      { title: "mean error", align: "right" },
      { title: "RMS", align: "right" },
    ],
    rows,
  );
  line(
    `Origins: 1 January of ${origins[0]?.slice(0, 4)} to ${origins.at(-1)?.slice(0, 4)}; errors in orders of magnitude.`,
  );
}

function cells(name: string, row: PooledBacktest): string[] {
  const number = (value: number | null): string => (value === null ? "-" : value.toFixed(2));
  return [
    name,
    String(row.horizonYears),
    String(row.origins),
    String(row.effectiveOrigins),
    String(row.n),
    row.coverage === null ? "-" : formatShare(row.coverage),
    number(row.meanError),
    number(row.rootMeanSquareError),
  ];
}
