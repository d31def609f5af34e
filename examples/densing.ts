// How dense are language models, how fast does that grow, and what does the answer depend on? After Xiao et al. (2025).
//   npm run example -- examples/densing.ts                                 published numbers alone
//   npm run example -- examples/densing.ts path/to/score-table.csv [benchmark] [reference family]
import { densitiesOf, lawOf, readScores, referenceFamily } from "./support/densing-models.ts";
import {
  asymptotes,
  printChoices,
  printDensities,
  printLaw,
  printReference,
  referenceLaw,
  SINCE,
} from "./support/densing-report.ts";
import { printDensing } from "./support/densing-sections.ts";
import { ExampleFailure, run } from "./support/read-records.ts";
import { bold, heading, print, step } from "./support/terminal.ts";

run(() => {
  const [path, benchmark, wanted] = process.argv.slice(2);
  print(bold("HOW DENSE ARE LANGUAGE MODELS, AND HOW FAST DOES THAT GROW?"));
  if (path === undefined) {
    heading("The densing law, from published numbers");
    printDensing();
    return;
  }
  const column = readScores(path, benchmark);
  const family = referenceFamily(column.models, wanted);
  heading(`1. The reference family, on ${column.benchmark}`);
  const members = column.models.filter((model) => model.family === family);
  const law = referenceLaw(members, asymptotes(column.benchmark));
  printReference(column, family, law);
  const targets = column.models.filter((model) => model.family !== family && model.date >= SINCE);
  const { rows, outcomes } = densitiesOf(targets, { scoreLaw: law });
  heading(`2. The densest models since ${SINCE}`);
  printDensities(rows, outcomes, law);
  heading("3. The trend");
  const chosen = step("Fitting the law, with its permutations", () => lawOf(rows, true));
  if (chosen === null) throw new ExampleFailure(`${rows.length} models with a density hold fewer than three records.`);
  printLaw(chosen);
  heading("4. What the answer depends on");
  printChoices(column, family, law, chosen);
});
