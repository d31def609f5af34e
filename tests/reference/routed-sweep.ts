import { readFileSync } from "node:fs";
import { finalRuns, parseRoutedSweep, toColumns } from "../../src/dataset/index.ts";
import { sharedPath } from "./shared.ts";

export const oraclePath = sharedPath("oracle/routing.json");

export const sweepPath = sharedPath("data/routed-sweep-final.csv");

export const absent = oraclePath === null || sweepPath === null;

export const oracle = oraclePath === null ? null : JSON.parse(readFileSync(oraclePath, "utf8"));

export const runs = sweepPath === null ? [] : finalRuns(parseRoutedSweep(readFileSync(sweepPath, "utf8")).runs);

export type Run = (typeof runs)[number];

export type Dense = "colab" | "all" | "none" | "mean130";

/** The selection of the authors' notebook: one expert a token, every other layer routed, seed 42; dense runs as asked. */
export function selection(router: string, dense: Dense = "colab"): Run[] {
  const plain = runs.filter((run) => run.routingFrequency === 0.5 && run.expertsPerToken === 1);
  const routed = plain.filter((run) => run.router === router && run.seed === 42);
  const all = plain.filter((run) => run.router === "Dense");
  const seed42 = all.filter((run) => run.seed === 42);
  if (dense === "none") return routed;
  if (dense === "all") return [...all, ...routed];
  if (dense === "colab") return [...seed42, ...routed];
  const others = all.filter((run) => run.seed !== 42);
  const validation = others.reduce((total, run) => total + (run.losses["validation"] ?? 0), 0) / others.length;
  const mean = others.slice(0, 1).map((run) => ({ ...run, losses: { ...run.losses, validation } }));
  return [...seed42, ...mean, ...routed];
}

export function sweep(chosen: readonly Run[], loss = "validation") {
  return toColumns(chosen, { parameters: "parameters", experts: "experts", loss: (run) => run.losses[loss] }).columns;
}
