// Tables 3, 4, 6 and 8 of Sevilla et al. 2022 (2202.05924) computed again: ours above the paper's, row by row; and two
// lines side by side beside the paper's rule of which systems are large.
//   npm run example -- examples/compute-trends.ts path/to/compute-trends-2022-02.csv
import { compareWithPublished } from "scaling-laws/report";
import { printBesidePublished, printColumnTitles } from "./support/beside-published.ts";
import { printMixture } from "./support/mixture-section.ts";
import { labelSystems, paperGroups } from "./support/paper-compute-trends.ts";
import { fitLikeThePaper } from "./support/paper-fit.ts";
import { pathArgument, readModels, run } from "./support/read-records.ts";
import { heading, paragraph, print, step } from "./support/terminal.ts";

run(() => {
  const { records } = readModels(pathArgument("compute-trends", "compute-trends-2022-02.csv"));
  const labelled = labelSystems(records);
  const count = (scale: string): number => labelled.filter((system) => system.scale === scale).length;

  heading("Compute trends across three eras of machine learning, 2202.05924, computed again");
  paragraph(
    `${labelled.length} systems with a date and a training compute. The paper's z-score rule calls ${count("low")} of them ` +
      `low outliers and ${count("large")} large; the low ones are left out except among the records of table 6.`,
  );
  print("");
  paragraph(
    "Intervals are the paper's own: 1000 resamples of pairs, each drawn value multiplied by a random factor between 1/2 " +
      "and 2, quantiles at 2.5 and 97.5 %. Months have 30 days and years 365. The paper's brackets print a median between " +
      "the bounds, of slope and doubling time each on its own; shown here are the least-squares value, which it also " +
      "prints, and the bounds. Bounds of two bootstraps differ by chance: they are called different beyond a tenth.",
  );

  const agreeing = { ours: 0, other: 0, neither: 0 };
  for (const { table, groups } of paperGroups(records)) {
    heading(table);
    printColumnTitles();
    for (const { row, systems, why, other } of groups) {
      const compare = (chosen: typeof systems) =>
        step(`${row.group}, ${row.period}`, () => compareWithPublished(fitLikeThePaper(chosen), row));
      const otherwise = other === null ? null : { comparison: compare(other.systems), words: other.words };
      agreeing[printBesidePublished(compare(systems), why, otherwise)]++;
    }
  }
  print("");
  const rows = agreeing.ours + agreeing.other + agreeing.neither;
  paragraph(
    `Of ${rows} rows ${agreeing.ours} agree in every number, ${agreeing.other} more with the other choice of systems that ` +
      "is named; the notes say why the rest do not.",
  );
  printMixture(labelled);
});
