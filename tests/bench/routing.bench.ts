/**
 * Fits of the routing law beside the notebook's recipe (500 random starts of scipy's L-BFGS-B, analytic gradients): time and
 * sum of squares, router by router, warm and in one run. The goals: at least 100 times as fast, and a lower sum of squares.
 * Both are CPU time of their process, so that others on the machine count for neither.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { finalRuns, parseRoutedSweep, toColumns } from "scaling-laws/dataset";
import { effectiveParameterCount, fitRoutingLaw } from "scaling-laws/routing";
import { sharedPath } from "../reference/shared.ts";
import { record } from "./record.ts";

/** The CPU milliseconds of one call, over enough calls, the first ones not counted. */
function cpuMilliseconds(run: () => unknown, times: number): number {
  for (let i = 0; i < 4 * times; i++) run();
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

interface Recipe {
  sumOfSquares: number;
  failed: number;
  median: number;
  cpuSeconds: number;
}

const path = sharedPath("data/routed-sweep-final.csv");
if (path !== null) {
  const runs = finalRuns(parseRoutedSweep(readFileSync(path, "utf8")).runs).filter(
    (run) => run.routingFrequency === 0.5 && run.expertsPerToken === 1 && run.seed === 42,
  );
  const sweeps = new Map(
    ["S-Base", "RL-R", "Hash"].map((router) => {
      const chosen = runs.filter((run) => run.router === router || run.router === "Dense");
      const { columns } = toColumns(chosen, {
        parameters: "parameters",
        experts: "experts",
        loss: (run) => run.losses["validation"],
      });
      return [router, columns] as const;
    }),
  );
  const input = Object.fromEntries(
    [...sweeps].map(([router, columns]) => [
      router,
      Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Array.from(values)])),
    ]),
  );
  const script = fileURLToPath(new URL("colab-recipe.py", import.meta.url));
  const python = spawnSync("python3", [script], {
    input: JSON.stringify(input),
    encoding: "utf8",
    // One thread: more of them only spin on problems this small, and would count as CPU time.
    env: { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
  });
  const recipes: Record<string, Recipe> = python.status === 0 ? JSON.parse(python.stdout) : {};
  if (python.status !== 0) console.log("python3 with numpy and scipy is not here: our times alone");

  for (const [router, columns] of sweeps) {
    const fit = fitRoutingLaw(columns);
    const ours = cpuMilliseconds(() => fitRoutingLaw(columns), 60);
    const squares = fit.goodness.sumOfSquaredResiduals ?? Number.NaN;
    const recipe = recipes[router];
    const worse = recipe && (100 * (recipe.sumOfSquares / squares - 1)).toFixed(2);
    record({
      topic: "Laws",
      what: `routing law of ${router}, with profile intervals (processor time)`,
      n: columns.loss?.length ?? null,
      ours,
      peer: "scipy L-BFGS-B, 500 random starts",
      theirs: recipe ? 1000 * recipe.cpuSeconds : null,
      quality: `SSE ${squares.toPrecision(7)}${worse === undefined ? "" : `; peer's ${worse} % higher`}`,
      goal: "a hundredth of the peer's",
    });
  }
  const columns = sweeps.get("S-Base");
  if (columns !== undefined) {
    const resampled = cpuMilliseconds(() => fitRoutingLaw(columns, { interval: "percentile" }), 2);
    record({ topic: "Laws", what: "routing law of S-Base, 1000 resamples (processor time)", n: null, ours: resampled });
    const law = fitRoutingLaw(columns);
    const count = cpuMilliseconds(() => {
      for (let i = 1; i <= 1000; i++) effectiveParameterCount(law, { parameters: 1e6 * i, experts: 64 });
    }, 100);
    record({ topic: "Laws", what: "effectiveParameterCount", n: null, ours: count / 1000 });
  }
}
