// Table 3 of Clark et al. 2022 (2202.01169) computed again from the sweep that comes with it, and what of it is certain.
//   npm run example -- examples/routing.ts path/to/sweep.csv
import { finalRuns } from "scaling-laws/dataset";
import { fitRoutingLaw } from "scaling-laws/routing";
import { ExampleFailure, pathArgument, run } from "./support/read-records.ts";
import {
  printConclusions,
  printCounts,
  printRecipe,
  printRows,
  printTable,
  type RouterFit,
} from "./support/routing-report.ts";
import { columnsOf, ROUTERS, readSweep, select } from "./support/routing-sweep.ts";
import { heading, paragraph, step } from "./support/terminal.ts";

run(() => {
  const { runs } = readSweep(pathArgument("routing", "sweep.csv"));
  const final = finalRuns(runs);
  const fits = ROUTERS.map(({ name, key }): RouterFit => {
    const sweep = columnsOf(select(final, name));
    if (sweep.loss.length < 7)
      throw new ExampleFailure(`The sweep has too few runs of ${name} for a law: 7 are needed.`);
    return { name, key, sweep, fit: step(`${name}: fitting the law`, () => fitRoutingLaw(sweep)) };
  });

  heading("Unified scaling laws for routed language models, 2202.01169, computed again");
  paragraph(
    `${final.length} runs, each at its last step. As in the authors' notebook: one expert a token, every other layer routed, ` +
      "seed 42, dense runs as one expert. Ours is the global optimum of least squares on log10 loss.",
  );
  heading("1. Table 3: ours against the paper's");
  printTable(fits);
  heading("2. What 500 random restarts reach");
  printRecipe(fits);
  heading("3. Effective parameter counts");
  printCounts(fits);
  heading("4. Which conclusions survive the intervals");
  printConclusions(fits);
  heading("5. What the choice of rows does");
  printRows(runs, final);
});
