import { type AnyDensingLaw, readDensingLaw } from "../densing/densing-formula.ts";
import type { DensingLaw } from "../densing/densing-law.ts";
import {
  type DatedDensities,
  type DensityColumns,
  datedDensities,
  isoOfDay,
  recordAt,
  recordOrder,
  strictRecords,
} from "../densing/density-records.ts";
import { doublingDays } from "../densing/exponential-growth.ts";
import { predictDensity } from "../densing/predict-density.ts";
import { columnRange } from "../numeric/range.ts";
import { mean } from "../numeric/summation.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { dayOfDate } from "../trends/day-number.ts";
import { logarithmic, widened } from "./axes.ts";
import { type Canvas, type Chart, type ChartOptions, chartOf, type Json, layered, requireText } from "./chart.ts";
import { dates, stretchOf } from "./date-axis.ts";
import { type Frame, type Label, labelLayer } from "./labels.ts";
import { counted, estimateText, plainText } from "./number-text.ts";

/** What a densing chart may be told. */
export interface DensingChartOptions extends ChartOptions {
  /** The quantity, for the axis; default "Capacity density". */
  densityTitle?: string;
  /** ISO date to which the line is drawn; default the last date of the models. */
  untilDate?: string;
}

const STEPS = 80;
/** What of a line lies farther from all models than this factor is cut off. */
const FAR = 10;

interface LineRow {
  readonly day: number;
  readonly density: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

function lineRows(law: AnyDensingLaw, from: number, to: number): LineRow[] {
  return Array.from({ length: STEPS + 1 }, (_, k) => Math.round(from + ((to - from) * k) / STEPS)).flatMap((day) => {
    const { estimate, lower, upper } = predictDensity(law, isoOfDay(day));
    return estimate === null ? [] : [{ day, density: estimate, lower, upper }];
  });
}

/** The line through all models, which goes through their means. */
function allModelsRows(models: DatedDensities, { all }: Pick<DensingLaw, "all">, from: number, to: number): LineRow[] {
  const [meanDay, meanLog] = [mean(models.day), mean(models.logDensity)];
  return Array.from({ length: STEPS + 1 }, (_, k) => {
    const day = from + ((to - from) * k) / STEPS;
    const density = Math.exp(meanLog + all.slopePerDay.estimate * (day - meanDay));
    return { day, density, lower: null, upper: null };
    // What is too high or too low to be held is not drawn, as of the law.
  }).filter(({ density }) => density > 0 && Number.isFinite(density));
}

const isFit = (law: AnyDensingLaw | DensingLaw): law is DensingLaw => "all" in law && "records" in law;

function wordsOf(time: Estimate | null, slope: Estimate): string {
  if (time === null) return slope.estimate < 0 ? "falls" : "does not grow";
  return `doubles in ${estimateText(time, (days) => plainText(days))}`.replace(/^(doubles in \S+)/, "$1 days");
}

function shortWords(time: Estimate | null, slope: Estimate): string {
  return wordsOf(time === null ? null : { ...time, lower: null, upper: null }, slope);
}

/** A place for the words of a line: near its end, then farther back. */
function along(rows: readonly LineRow[]): { x: number; y: number }[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [0.97, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1].map((share) => ({
    x: first.day + share * (last.day - first.day),
    y: first.density * (last.density / first.density) ** share,
  }));
}

/** Models with their law as layers need them. */
interface Drawn {
  readonly line: readonly LineRow[];
  readonly allModels: readonly LineRow[];
  readonly records: readonly {
    readonly day: number;
    readonly density: number;
    readonly name: string;
    readonly date: string;
  }[];
  readonly words: readonly Label[];
  readonly subtitle: readonly string[];
}

function drawnOf(
  models: DatedDensities,
  law: AnyDensingLaw | DensingLaw,
  [from, to]: readonly [number, number],
  colors: readonly [string, string],
): Drawn {
  const places = strictRecords(recordOrder(models.day, models.logDensity, models.n), models.logDensity);
  const records = places.map((index) => {
    const { name, date, density } = recordAt(models, index);
    return { day: models.day[index] ?? 0, density, name: name ?? "", date };
  });
  const line = lineRows(law, from, to);
  const slope = law.coefficients.slopePerDay;
  const time = doublingDays(slope);
  const subtitle = [
    `${isFit(law) ? "Line through " : ""}${counted(records.length, "record")} of ${counted(models.n, "model")}${isFit(law) ? "" : "; the law"}: density ${wordsOf(time, slope)}`,
  ];
  const words: Label[] = [
    { text: `records: ${shortWords(time, slope)}`, at: along(line), color: colors[0], bold: true },
  ];
  if (!isFit(law)) return { line, allModels: [], records, words, subtitle };
  const allModels = allModelsRows(models, law, from, to);
  const all = law.all.clustered ?? law.all;
  subtitle.push(`All models, nothing selected: density ${wordsOf(all.doublingTimeDays, all.slopePerDay)}`);
  words.push({
    text: `all models: ${shortWords(all.doublingTimeDays, all.slopePerDay)}`,
    at: along(allModels),
    color: colors[1],
    bold: true,
  });
  return { line, allModels, records, words, subtitle };
}

/**
 * Capacity density against date: every model, the record holders marked and named, the densing law with its band, and
 * for a fit the line through all models as well. Doubling times are written beside the lines.
 *
 * The band is that of a line through selected records: it describes the line and is no confidence band. Names that have
 * no room are left out; they show on hovering.
 *
 * @param models - The models that were fitted: `date`, `density`, and `name` for the records.
 * @param law - A densing law, fitted to them or published.
 * @param options - See {@link DensingChartOptions}.
 * @returns A Vega-Lite specification, plain JSON with the data inside.
 * @throws ScalingError EMPTY_INPUT, LENGTH_MISMATCH, INVALID_DATE, NOT_POSITIVE, NOT_FINITE, UNSUPPORTED_TYPE,
 * OUT_OF_RANGE, INVALID_OPTION; WRONG_KIND, INVALID_LAW.
 *
 * @example
 * ```ts
 * import { densingChart } from "scaling-laws/charts";
 * import { fitDensingLaw } from "scaling-laws/densing";
 *
 * const date = ["2023-01-01", "2023-01-01", "2023-04-11", "2023-05-01", "2023-07-20", "2023-10-28"];
 * const models = { date, density: [0.1, 0.05, 0.2, 0.15, 0.4, 0.8] };
 * const chart = densingChart(models, fitDensingLaw(models));
 * console.log(JSON.stringify(chart).includes("doubles in 100 days")); // => true
 * ```
 */
export function densingChart(
  models: DensityColumns,
  law: AnyDensingLaw | DensingLaw,
  options: DensingChartOptions = {},
): Chart {
  const read = datedDensities(models, 1);
  return chartOf(law, "law", options, (canvas) => drawn(read, law, options, canvas));
}

function drawn(
  read: DatedDensities,
  law: AnyDensingLaw | DensingLaw,
  options: DensingChartOptions,
  canvas: Canvas,
): Chart {
  readDensingLaw(law);
  const { palette } = canvas;
  const { lower: first, upper: lastSeen } = columnRange(read.day);
  const until = options.untilDate === undefined ? first : dayOfDate(options.untilDate, "options.untilDate");
  const last = Math.max(until, lastSeen);
  const span = stretchOf(first, last);
  const { line, allModels, records, words, subtitle } = drawnOf(read, law, span, [palette.line, palette.second]);
  const margin = 0.03 * (span[1] - span[0]);
  const beyond = until > lastSeen;
  const [least, most] = [Math.min(...read.density), Math.max(...read.density)];
  // The whole line is seen, unless it is far from all models or leads to a date far ahead.
  const seen = line.map(({ density }) => density).filter((each) => beyond || (each > least / FAR && each < most * FAR));
  const frame: Frame = {
    ...canvas,
    x: dates("Release date", span[0] - margin, span[1] + margin, canvas.width),
    y: logarithmic(
      requireText(options.densityTitle ?? "Capacity density", "options.densityTitle"),
      ...widened([...read.density, ...seen]),
    ),
  };
  const place = { x: { field: "day", ...frame.x.encoding }, y: { field: "density", ...frame.y.encoding } };
  const tooltip = [
    ...(read.name === null ? [] : [{ field: "name", title: "model" }]),
    { field: "date", title: "date" },
    { field: "density", type: "quantitative", format: ".3~g" },
  ];
  const points = Array.from(
    read.density,
    (density, i): Json => ({
      day: read.day[i] ?? 0,
      density,
      date: read.date[i] ?? "",
      name: read.name?.[i] ?? "",
    }),
  );
  const names = [...records]
    .reverse()
    .flatMap(({ day, density, name }): Label[] =>
      name === "" ? [] : [{ text: name, at: [{ x: day, y: density }], optional: true }],
    );
  const marks = [
    ...Array.from(read.density, (density, i) => ({ x: read.day[i] ?? 0, y: density })),
    ...[...line, ...allModels, ...records, ...records, ...records].map(({ day, density }) => ({ x: day, y: density })),
  ];
  return layered("Capacity density over time", canvas, subtitle, [
    {
      data: { values: line.filter((row) => row.lower !== null && row.upper !== null).map((row): Json => ({ ...row })) },
      mark: { type: "area", color: palette.line, opacity: 0.16, clip: true },
      encoding: { x: place.x, y: { field: "lower", ...frame.y.encoding }, y2: { field: "upper" } },
    },
    {
      data: { values: points },
      mark: { type: "point", filled: true, size: 30, opacity: 0.5, color: palette.points },
      encoding: { ...place, tooltip },
    },
    {
      data: { values: allModels.map((row): Json => ({ ...row })) },
      mark: { type: "line", color: palette.second, strokeWidth: 1.8, strokeDash: [6, 4], clip: true },
      encoding: place,
    },
    {
      data: { values: line.map((row): Json => ({ ...row })) },
      mark: { type: "line", color: palette.line, strokeWidth: 2.5, clip: true },
      encoding: place,
    },
    {
      data: { values: records.map((record): Json => ({ ...record })) },
      mark: {
        type: "point",
        filled: true,
        size: 75,
        opacity: 1,
        color: palette.line,
        stroke: palette.background,
        strokeWidth: 1,
      },
      encoding: { ...place, tooltip },
    },
    labelLayer([...words, ...names], frame, marks),
  ]);
}
