import { finalRuns, parseRoutedSweep, toColumns } from "scaling-laws/dataset";
import { ScalingError } from "scaling-laws/errors";
import { ExampleFailure, readText } from "./read-records.ts";

export type Sweep = ReturnType<typeof parseRoutedSweep>;
export type Run = Sweep["runs"][number];

/** The three ways of routing, by their names in the sweep and in `published.clark2022`. */
export const ROUTERS = [
  { name: "S-Base", key: "sBase" },
  { name: "RL-R", key: "rlR" },
  { name: "Hash", key: "hash" },
] as const;

export function readSweep(path: string): Sweep {
  const text = readText(path);
  try {
    return parseRoutedSweep(text);
  } catch (error) {
    if (error instanceof ScalingError) throw new ExampleFailure(`${path} is not a routed sweep: ${error.message}.`);
    throw error;
  }
}

/** Which dense runs go with a router: those of the notebook (seed 42), all, or the seeds of a size averaged. */
export type DenseRows = "notebook" | "all" | "averaged";

function averaged(dense: readonly Run[]): Run[] {
  const bySize = new Map<number, Run[]>();
  for (const run of dense) bySize.set(run.parameters, [...(bySize.get(run.parameters) ?? []), run]);
  return [...bySize.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    const losses = Object.keys(first.losses).map((name): [string, number | null] => {
      const known = [first, ...others].flatMap((run) => run.losses[name] ?? []);
      return [name, known.length === 0 ? null : known.reduce((sum, loss) => sum + loss, 0) / known.length];
    });
    return [{ ...first, losses: Object.fromEntries(losses) }];
  });
}

/** The notebook's selection among final runs: every other layer routed, one expert a token, seed 42. */
export function select(runs: readonly Run[], router: string, rows: DenseRows = "notebook"): Run[] {
  const plain = runs.filter((run) => run.routingFrequency === 0.5 && run.expertsPerToken === 1);
  const dense = plain.filter((run) => run.router === "Dense");
  const routed = plain.filter((run) => run.router === router && run.seed === 42);
  if (rows === "all") return [...dense, ...routed];
  if (rows === "averaged") return [...averaged(dense), ...routed];
  return [...dense.filter((run) => run.seed === 42), ...routed];
}

export interface SweepColumns {
  parameters: Float64Array;
  experts: Float64Array;
  loss: Float64Array;
  /** Runs without this loss at their last step. */
  missing: number;
}

export function columnsOf(runs: readonly Run[], loss = "validation"): SweepColumns {
  const { columns, dropped } = toColumns(runs, {
    parameters: "parameters",
    experts: "experts",
    loss: (run) => run.losses[loss],
  });
  return { ...columns, missing: dropped.length };
}

/** Final runs as pandas' groupby.last() makes them: each loss from the last step that has it, whatever the others. */
export function filledRuns(runs: readonly Run[]): Run[] {
  return finalRuns(runs).map((final) => {
    const earlier = runs.filter((run) => run.sweepId === final.sweepId).sort((a, b) => b.step - a.step);
    const losses = Object.keys(final.losses).map((name): [string, number | null] => [
      name,
      earlier.flatMap((run) => run.losses[name] ?? [])[0] ?? null,
    ]);
    return { ...final, losses: Object.fromEntries(losses) };
  });
}
