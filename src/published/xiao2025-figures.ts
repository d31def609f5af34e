import type { DensingLawCoefficients, DensingTerm } from "../densing/densing-formula.ts";
import type { Source } from "../statistics/law.ts";
import { type PublishedLaw, printedEstimate } from "./published-law.ts";
import { xiaoSource } from "./xiao2025-source.ts";

/** A drawn line through record holders, with the records where they could be told. */
export interface DensingFigure {
  /** The line drawn. */
  law: DensingLawCoefficients & PublishedLaw<"densing-law", DensingTerm>;
  /** ln 2 / slopePerDay. */
  doublingTimeDays: number;
  /** The printed R squared, or null where none is. */
  printedRSquared: number | null;
  /** That of the line through the recovered records. */
  rSquared: number;
  /** Number of models; null where it is not said. */
  models: number | null;
  /** The models it goes through. */
  records: {
    /** Name of the model. */
    name: string;
    /** ISO date. */
    date: string;
    /** Capacity density. */
    density: number;
  }[];
  /** Where it stands, and how it came to us. */
  source: Source;
}

function figure(
  where: string,
  line: { slopePerDay: number; intercept: number; origin: string; rSquared: number },
  rest: { models: number | null; printedRSquared: number | null; records: [string, string, number][] },
): DensingFigure {
  const source = xiaoSource(`${where}: the drawn points and line`, "recovered");
  return {
    law: {
      kind: "densing-law",
      version: 1,
      terms: ["slopePerDay", "intercept"],
      coefficients: {
        slopePerDay: printedEstimate(line.slopePerDay),
        intercept: printedEstimate(line.intercept),
      },
      covariance: null,
      draws: null,
      source,
      origin: line.origin,
    },
    doublingTimeDays: Math.LN2 / line.slopePerDay,
    printedRSquared: rest.printedRSquared,
    rSquared: line.rSquared,
    models: rest.models,
    records: rest.records.map(([name, date, density]) => ({ name, date, density })),
    source: { ...source },
  };
}

type Figure = "figure1" | "figure2" | "figure3cBefore" | "figure3cAfter";

/** The lines of figures 1, 2 and 3c. */
export const xiaoFigures: Record<Figure, DensingFigure> = /* @__PURE__ */ (() => ({
  figure1: figure(
    "figure 1",
    { slopePerDay: 0.0065290323, intercept: -2.6112985, origin: "2023-02-24", rSquared: 0.934014 },
    {
      models: 51,
      printedRSquared: 0.934,
      records: [
        ["Llama-65B", "2023-02-24", 0.0402918],
        ["Phi-1-1.2B", "2023-06-20", 0.135334],
        ["Phi-1.5-1.2B", "2023-09-10", 0.496212],
        ["Phi-2-2B", "2023-12-12", 0.754448],
        ["MiniCPM-2.4B", "2024-02-01", 0.773919],
        ["MiniCPM-1.2B", "2024-04-11", 0.883519],
        ["Gemma2-9B", "2024-06-27", 2.12242],
        ["MiniCPM3-4B", "2024-09-03", 2.76056],
        ["Mistral-Small-24B", "2025-01-23", 4.81007],
      ],
    },
  ),
  figure2: figure(
    "figure 2 (MMLU-CF)",
    { slopePerDay: 0.0066477352, intercept: -3.3395116, origin: "2023-02-24", rSquared: 0.953742 },
    {
      models: 47,
      printedRSquared: 0.953,
      records: [
        ["Llama-65B", "2023-02-24", 0.0224267],
        ["Llama-2-70B", "2023-07-18", 0.0666581],
        ["Phi-1.5-1.2B", "2023-09-10", 0.112878],
        ["Mistral-7B-v0.1", "2023-09-27", 0.270295],
        ["Mixtral-8x7B", "2023-12-11", 0.402742],
        ["Llama-3-70B", "2024-04-18", 0.645621],
        ["Gemma2-9B", "2024-06-27", 1.08065],
        ["Mistral-Small-24B", "2025-01-23", 3.19954],
        ["Mistral-Small-3.1-24B", "2025-03-17", 3.89166],
      ],
    },
  ),
  figure3cBefore: figure(
    "figure 3c, before ChatGPT",
    { slopePerDay: 0.0047964759, intercept: -6.5181181, origin: "2020-05-28", rSquared: 0.712746 },
    {
      models: null,
      printedRSquared: null,
      records: [
        ["GPT3-175B", "2020-05-28", 0.00166101],
        ["Gopher-280B", "2022-01-21", 0.00819915],
        ["Chinchilla-70B", "2022-03-29", 0.105993],
      ],
    },
  ),
  figure3cAfter: figure(
    "figure 3c, from ChatGPT on",
    { slopePerDay: 0.0073116374, intercept: -2.7177675, origin: "2023-02-24", rSquared: 0.973965 },
    {
      models: null,
      printedRSquared: null,
      records: [
        ["Llama-65B", "2023-02-24", 0.0616282],
        ["Llama-2-70B", "2023-07-18", 0.162549],
        ["Phi-1.5-1.2B", "2023-09-10", 0.252512],
        ["Mistral-7B-v0.1", "2023-09-27", 0.489551],
        ["Llama-3-70B", "2024-04-18", 1.38831],
        ["Gemma2-9B", "2024-06-27", 2.16156],
      ],
    },
  ),
}))();
