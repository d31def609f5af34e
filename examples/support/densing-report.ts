import {
  type DensingLaw,
  effectiveParameterSize,
  fitScoreLaw,
  type ScoreLaw,
  type ScoreLawOptions,
  type SizeReference,
} from "scaling-laws/densing";
import { xiao2025 } from "scaling-laws/published";
import { formatPValue } from "scaling-laws/report";
import type { Estimate } from "scaling-laws/statistics";
import {
  chanceLevel,
  type DatedScore,
  type DenseModel,
  densitiesOf,
  lawOf,
  type ScoreColumn,
} from "./densing-models.ts";
import { sizeText } from "./size-text.ts";
import { line, note, print, table } from "./terminal.ts";

export const SINCE = "2023-01-01";

const shorten = (name: string): string => name.replace(/^[^/]*\//, "").slice(0, 26);

function days(estimate: Estimate | null | undefined): string {
  if (estimate == null) return "no growth";
  const { lower, upper } = estimate;
  const range = lower === null ? "" : ` (${lower.toFixed(0)} to ${upper?.toFixed(0) ?? "any"})`;
  return `${estimate.estimate.toFixed(1)} days${range}`;
}

/** Asymptotes by what is known of the benchmark: chance level, or a fitted floor of at least 0; and 1. */
export function asymptotes(benchmark: string): ScoreLawOptions {
  const chance = chanceLevel(benchmark);
  return { ...(chance === null ? { floorMin: 0 } : { floor: chance }), ceiling: 1 };
}

export function referenceLaw(members: readonly DatedScore[], options: ScoreLawOptions): ScoreLaw {
  return fitScoreLaw(
    { size: members.map((model) => model.parameters), score: members.map((model) => model.score) },
    options,
  );
}

/** How the table was read, and the law of the reference family. */
export function printReference(column: ScoreColumn, family: string, law: ScoreLaw): void {
  const members = column.models.filter((model) => model.family === family);
  line(
    `${column.models.length} dense models with a score on ${column.benchmark}, a date and a size; left out: ` +
      `${column.undated} without date or size, ${column.notDense} not known to be dense.`,
  );
  if (column.percent) note("The scores are in percent; they are read as fractions.");
  const sizes = members.map((model) => model.parameters);
  const scores = members.map((model) => model.score);
  line(
    `Reference: ${family}, ${members.length} models of ${sizeText(Math.min(...sizes))} to ${sizeText(Math.max(...sizes))}, ` +
      `scores ${Math.min(...scores).toFixed(3)} to ${Math.max(...scores).toFixed(3)}.`,
  );
  const { floor, ceiling, slope, logMidpoint } = law.coefficients;
  line(
    `score = ${floor.estimate.toFixed(3)} + ${(ceiling.estimate - floor.estimate).toFixed(3)} / (1 + (${sizeText(Math.exp(logMidpoint.estimate))} / size)^${slope.estimate.toFixed(3)}), ` +
      `R squared ${law.goodness.rSquared?.toFixed(3)}.`,
  );
  for (const { message } of law.warnings) note(message);
}

/** The densest models, with intervals, and how many have no density. */
export function printDensities(rows: readonly DenseModel[], outcomes: Record<string, number>, law: ScoreLaw): void {
  const densest = [...rows].sort((a, b) => b.density - a.density).slice(0, 12);
  table(
    [
      { title: "model" },
      { title: "date" },
      { title: "size", align: "right" },
      { title: "score", align: "right" },
      { title: "density, 95 %", align: "right" },
    ],
    densest.map(({ name, date, parameters, score, density }) => {
      const { interval } = effectiveParameterSize({ scoreLaw: law }, score);
      const bound = (value: number | null | undefined): string =>
        value == null ? "any" : (value / parameters).toPrecision(2);
      const range = interval === null ? "" : ` (${bound(interval.lower)} to ${bound(interval.upper)})`;
      return [shorten(name), date, sizeText(parameters), score.toFixed(3), `${density.toFixed(2)}${range}`];
    }),
  );
  const beyond = rows.filter((row) => row.extrapolated).length;
  line(
    `${rows.length} models have a density, ${outcomes["at-or-below-floor"] ?? 0} are at or below the floor and ` +
      `${outcomes["at-or-above-ceiling"] ?? 0} at or above the ceiling; ${beyond} lie beyond the reference family.`,
  );
}

/** The published analysis, and what inference can rest on. */
export function printLaw(law: DensingLaw): void {
  table(
    [{ title: "date" }, { title: "record" }, { title: "density", align: "right" }],
    law.records.map(({ name, date, density }) => [date, shorten(name ?? ""), density.toFixed(3)]),
  );
  print("");
  const rows: [string, string][] = [
    ["line through the records", `${days(law.doublingTimeDays)}, descriptive`],
    [`all ${law.all.n} models`, days(law.all.doublingTimeDays)],
    ["the same by family", days(law.all.clustered?.doublingTimeDays)],
    ["nine tenths of models below", days(law.quantile90.doublingTimeDays)],
  ];
  table(
    [{ title: "growth" }, { title: "doubling, 95 %" }],
    rows.map((row) => [...row]),
  );
  const { permutation, silence } = law;
  if (permutation !== null) {
    line(
      `Dates dealt out at random: records as steep with ${formatPValue(permutation.pValue)}; their R squared is ` +
        `${permutation.meanRSquared.toFixed(2)} on average, here ${law.goodness.rSquared?.toFixed(2)}.`,
    );
  }
  line(
    `The last record is of ${silence.since}; ${silence.models} models came out in the ${silence.days} days after it, and ` +
      `the line then stands at ${silence.lineOverBest.toFixed(1)} times the densest model.`,
  );
}

interface Choice {
  choice: string;
  law: DensingLaw | null;
}

function published(models: readonly DatedScore[]): Choice[] {
  const { curve, lossLaw, otherOptimum } = xiao2025.mmlu;
  const under = (reference: SizeReference, referenceTokens: number): DensingLaw | null =>
    lawOf(densitiesOf(models, reference, { referenceTokens, scale: 100 }).rows);
  const rows = [1e12, 5e12, 15e12].map((tokens) => ({
    choice: `Xiao et al.'s reference, ${tokens / 1e12}T tokens`,
    law: under({ lossLaw, curve }, tokens),
  }));
  if (otherOptimum === null) return rows;
  return [...rows, { choice: "the same, 5T, other optimum", law: under({ lossLaw: otherOptimum, curve }, 5e12) }];
}

/** The doubling time under other choices, each as good as the one made above. */
export function printChoices(column: ScoreColumn, family: string, law: ScoreLaw, chosen: DensingLaw): void {
  const { benchmark, models } = column;
  const members = models.filter((model) => model.family === family);
  const targets = models.filter((model) => model.family !== family);
  const since = (date: string): DatedScore[] => targets.filter((model) => model.date >= date);
  const under = (options: ScoreLawOptions): DensingLaw | null =>
    lawOf(densitiesOf(since(SINCE), { scoreLaw: referenceLaw(members, options) }).rows);
  const floor = law.coefficients.floor.estimate;
  const { rows } = densitiesOf(since(SINCE), { scoreLaw: law });
  const choices: Choice[] = [
    { choice: `as above, since ${SINCE}`, law: chosen },
    { choice: "ceiling fitted", law: under({ ...asymptotes(benchmark), ceiling: "fitted" }) },
    { choice: "floor and ceiling fitted", law: under({ floorMin: 0 }) },
    { choice: "all dates", law: lawOf(densitiesOf(targets, { scoreLaw: law }).rows) },
    { choice: "since 2022-01-01", law: lawOf(densitiesOf(since("2022-01-01"), { scoreLaw: law }).rows) },
    { choice: "since 2024-01-01", law: lawOf(densitiesOf(since("2024-01-01"), { scoreLaw: law }).rows) },
    { choice: "scores .05 above the floor", law: lawOf(rows.filter((row) => row.score >= floor + 0.05)) },
    { choice: "inside the reference family", law: lawOf(rows.filter((row) => !row.extrapolated)) },
    ...(benchmark === "MMLU" ? published(since(SINCE)) : []),
  ];
  table(
    [
      { title: "choice" },
      { title: "n", align: "right" },
      { title: "records", align: "right" },
      { title: "by records", align: "right" },
      { title: "by all models", align: "right" },
    ],
    choices.map(({ choice, law: found }) => [
      choice,
      found === null ? "-" : String(found.all.n),
      found === null ? "-" : String(found.records.length),
      found === null ? "too few records" : `${found.doublingTimeDays.estimate.toFixed(0)} days`,
      found === null ? "-" : (found.all.doublingTimeDays?.estimate.toFixed(0) ?? "no growth"),
    ]),
  );
  const left = chosen.withoutEachRecord.flatMap((row) => row.doublingTimeDays ?? []);
  line(`Leaving out one record at a time: ${Math.min(...left).toFixed(0)} to ${Math.max(...left).toFixed(0)} days.`);
  const path = chosen.endDatePath.map((row) => `${row.through.slice(0, 7)} ${row.doublingTimeDays.toFixed(0)}`);
  line(`As it stood after each record, in days: ${path.join(", ")}.`);
  note("No interval holds these choices. A rate is one of a benchmark, a reference and a set of models.");
}
