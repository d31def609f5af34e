import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SweepColumns } from "./routing-sweep.ts";

/** Where the notebook's recipe ends up: the best of 500 random starts. */
export interface Recipe {
  sumOfSquares: number;
  coefficients: Record<string, number>;
  failed: number;
  median: number;
}

const SCRIPT = fileURLToPath(new URL("../../tests/bench/colab-recipe.py", import.meta.url));

/** Runs the recipe by scipy, as the benchmark does; null where there is no Python with scipy. */
export function runRecipe(sweeps: Readonly<Record<string, SweepColumns>>): Record<string, Recipe> | null {
  const input = Object.entries(sweeps).map(([name, { parameters, experts, loss }]) => [
    name,
    { parameters: Array.from(parameters), experts: Array.from(experts), loss: Array.from(loss) },
  ]);
  const { status, stdout } = spawnSync("python3", [SCRIPT], {
    input: JSON.stringify(Object.fromEntries(input)),
    encoding: "utf8",
    env: { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
  });
  return status === 0 ? JSON.parse(stdout) : null;
}
