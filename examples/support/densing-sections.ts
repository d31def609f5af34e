import { densingChart, performanceChart } from "scaling-laws/charts";
import {
  combineDoublings,
  effectiveParameterSize,
  equivalentParameters,
  fitDensingLaw,
  predictDensity,
  type SizeReference,
  type SizeStatus,
} from "scaling-laws/densing";
import { xiao2025, xiao2025Points } from "scaling-laws/published";
import { line, note, paragraph, picture, space, table } from "./blocks.ts";
import { sizeText } from "./size-text.ts";

/** Outcomes without a size, in few words. */
export const OUTCOMES: Record<SizeStatus, string> = {
  ok: "",
  "at-or-below-floor": "any size",
  "at-or-above-ceiling": "above ceiling",
  "beyond-data-limit": "beyond data",
};

const CHIP_DAYS = 2.1 * 365.25;

interface Dated {
  name: string;
  date: string;
  density: number;
}

const columnsOf = (models: readonly Dated[]): { date: string[]; density: number[]; name: string[] } => ({
  date: models.map(({ date }) => date),
  density: models.map(({ density }) => density),
  name: models.map(({ name }) => name),
});

const columnsOfScores = (points: readonly { loss: number; score: number }[]): { loss: number[]; score: number[] } => ({
  loss: points.map(({ loss }) => loss),
  score: points.map(({ score }) => score),
});

function printRecords(): void {
  const { records, law, models } = xiao2025.figure1;
  table(
    [{ title: "date" }, { title: "record" }, { title: "density", align: "right" }, { title: "line", align: "right" }],
    records.map(({ name, date, density }) => [
      date,
      name,
      density.toFixed(3),
      (predictDensity(law, date).estimate ?? 0).toFixed(3),
    ]),
  );
  const fit = fitDensingLaw(columnsOf(records), { resamples: 0, permutations: 0 });
  const { estimate, lower, upper } = fit.doublingTimeDays;
  line(
    `Through these ${records.length} of ${models} models: doubling every ${estimate.toFixed(1)} days ` +
      `(${lower?.toFixed(0)} to ${upper?.toFixed(0)}), R squared ${fit.goodness.rSquared?.toFixed(3)}.`,
  );
  picture((look) =>
    densingChart(columnsOf(xiao2025Points.figure1), law, { ...look, title: "Densities of figure 1, as drawn" }),
  );
  const path = fit.endDatePath.map((row) => `${row.through.slice(0, 7)} ${row.doublingTimeDays.toFixed(0)}`);
  line(`As it stood after each record, in days: ${path.join(", ")}.`);
  note(
    "The interval describes a line through selected points. Of random orders of all 51 models 15 % rise as steeply, and their R squared is .84 on average.",
  );
}

function printSizes(): void {
  const { average } = xiao2025;
  const other: SizeReference | null =
    average.otherOptimum === null ? null : { lossLaw: average.otherOptimum, curve: average.curve };
  const size = (reference: SizeReference | null, score: number, referenceTokens: number): string => {
    if (reference === null) return "-";
    const { status, parameters } = effectiveParameterSize(reference, score, { referenceTokens, resamples: 0 });
    return status === "ok" ? sizeText(parameters) : OUTCOMES[status];
  };
  table(
    [
      { title: "score" },
      { title: "1T (arXiv)", align: "right" },
      { title: "5T (journal)", align: "right" },
      { title: "15T", align: "right" },
      { title: "5T, other optimum", align: "right" },
    ],
    [10, 30, 40, 50, 60, 70].map((score) => [
      `${score} %`,
      size(average, score, 1e12),
      size(average, score, 5e12),
      size(average, score, 15e12),
      size(other, score, 5e12),
    ]),
  );
  picture((look) =>
    performanceChart(columnsOfScores(xiao2025Points.average.fitted), average.curve, {
      ...look,
      title: "Average score by loss: the reference family, as drawn",
      effectiveSize: effectiveParameterSize(average, 60, { referenceTokens: 5e12, resamples: 0 }),
    }),
  );
  note(
    "The reference models end at 0.83B parameters and 50B tokens: nearly all of this is extrapolated. The last column is from the loss law that fits the same 33 runs slightly better.",
  );
}

/** The densing law from its published numbers alone; needs no data file. */
export function printDensing(): void {
  const { figure1, figure2, figure3cBefore, figure3cAfter } = xiao2025;
  paragraph(
    "Xiao et al. (2025, 2412.04315) measure a model by the size of the reference model that scores as well, over its own: its density. They find that the densest models double every 3.5 months. Coefficients recovered from their figures.",
  );
  space();
  printRecords();
  space();
  line("The reference model that reaches an average score, by its training tokens:");
  printSizes();
  space();
  const doubling = (law: typeof figure1.law): string =>
    `${(Math.LN2 / law.coefficients.slopePerDay.estimate).toFixed(0)} days`;
  line(
    `Doubling: five benchmarks ${doubling(figure1.law)}; MMLU-CF ${doubling(figure2.law)}; MMLU before ChatGPT ` +
      `${doubling(figure3cBefore.law)} (${figure3cBefore.records.length} records), from then on ${doubling(figure3cAfter.law)}.`,
  );
  const equal = equivalentParameters(figure1.law, { parameters: 7e9, fromDate: "2023-09-27", toDate: "2024-02-01" });
  line(
    `A 7B model of 2023-09-27 equals one of ${sizeText(equal.estimate)} on 2024-02-01. With chips doubling every 2.1 years, ` +
      `what a price can run doubles every ${combineDoublings(Math.LN2 / figure1.law.coefficients.slopePerDay.estimate, CHIP_DAYS).toFixed(0)} days (printed: 88).`,
  );
}
