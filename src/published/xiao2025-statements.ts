import type { Source } from "../statistics/law.ts";
import { xiaoSource } from "./xiao2025-source.ts";

/** A number of the text, as printed. */
export interface DensingStatement {
  /** What is stated. */
  about: string;
  /** The words of the paper. */
  printed: string;
  /** The numbers of `printed`, in its order. */
  values: number[];
  /** Where it stands, and how it came to us. */
  source: Source;
}

/** The growth of density as one place of one version states it. */
export interface DensingGrowth {
  /** What is stated. */
  about: string;
  /** Growth of ln density a day. */
  slopePerDay: number;
  /** R squared; null where none is printed. */
  rSquared: number | null;
  /** As printed: in months in some places, in days in others. */
  doublingTime: {
    /** The number printed. */
    value: number;
    /** The unit it is printed in. */
    unit: "months" | "days";
  } | null;
  /** Number of models; null where it is not said. */
  models: number | null;
  /** Where it stands, and how it came to us. */
  source: Source;
}

function statement(about: string, printed: string, values: number[], where: string): DensingStatement {
  return { about, printed, values, source: xiaoSource(where, "printed") };
}

function growth(
  about: string,
  slopePerDay: number,
  rest: Partial<Pick<DensingGrowth, "rSquared" | "doublingTime" | "models">>,
  where: string,
  version?: string,
): DensingGrowth {
  const { rSquared = null, doublingTime = null, models = null } = rest;
  return { about, slopePerDay, rSquared, doublingTime, models, source: xiaoSource(where, "printed", version) };
}

const V2 = "arXiv v2, 6 December 2024";

/** The growth of density, wherever a number is printed for it. */
export const xiaoGrowth: DensingGrowth[] = /* @__PURE__ */ (() => [
  growth(
    "the densest",
    0.007,
    { rSquared: 0.934, doublingTime: { value: 3.5, unit: "months" }, models: 51 },
    "figure 1 and text",
  ),
  growth("the densest, with another digit", 0.0065, { rSquared: 0.934, models: 51 }, "figure 1"),
  growth("the densest on MMLU-CF", 0.0066, { rSquared: 0.953 }, "figure 2"),
  growth("the densest", 0.007, { rSquared: 0.93, doublingTime: { value: 3.3, unit: "months" } }, "highlights", V2),
  growth(
    "the densest",
    0.0073,
    { rSquared: 0.912, doublingTime: { value: 95, unit: "days" }, models: 29 },
    "section 3.3",
    V2,
  ),
  growth("on MMLU before ChatGPT", 0.0048, {}, "figure 3c"),
  growth("on MMLU from ChatGPT on", 0.0073, {}, "figure 3c"),
])();

/** Statements in words. */
export const xiaoStatements: DensingStatement[] = /* @__PURE__ */ (() => [
  statement("growth about ChatGPT", "+50 %", [50], "figure 3c"),
  statement("growth on MMLU-CF against figure 1", "a difference of 1.5 %", [1.5], "figure 2"),
  statement(
    "price of GPT-3.5's performance, US dollars a million tokens",
    "from 20 to 0.075, December 2022 to August 2024: 266.7 times, halving every 2.6 months",
    [20, 0.075, 266.7, 2.6],
    "corollary 2",
  ),
  statement(
    "density times chips",
    "effective size doubles every 88 days, chips every 2.1 years",
    [88, 2.1],
    "corollary 3",
  ),
  statement(
    "equal performance",
    "MiniCPM-1-2.4B needs 0.35 of Mistral-7B's parameters 4 months later",
    [0.35, 4],
    "corollary 1",
  ),
  statement("density of the first Llama", "below 0.1", [0.1], "text"),
  statement(
    "reading a prompt on an RTX 4090",
    "82.58 TFLOPS of 16 bits, 1.01 TB/s, 100 tokens",
    [82.58, 1.01, 100],
    "methods, efficient architectures",
  ),
])();
