// Reads a table of machine learning systems and reports how fast they have grown.
//   npm run demo                         the small table that comes with the repository
//   npm run demo -- path/to/epoch.csv    Epoch AI's database as it is downloaded
import { fileURLToPath } from "node:url";
import { printBreak } from "./support/break-section.ts";
import { printCoverage, printReading } from "./support/data-sections.ts";
import { printDensing } from "./support/densing-sections.ts";
import { printFound, printNamed, printPath } from "./support/gap-sections.ts";
import { FEWEST_SIZES, GAP_FROM, languageModels } from "./support/gap-systems.ts";
import { FEWEST } from "./support/growth-rows.ts";
import { printLossLaws } from "./support/loss-sections.ts";
import { QUANTITIES, quantityColumns } from "./support/quantities.ts";
import { ExampleFailure, readModels, run } from "./support/read-records.ts";
import { printRouting } from "./support/routing-sections.ts";
import { bold, heading, note, paragraph, print } from "./support/terminal.ts";
import {
  printDomains,
  printEarlierEstimates,
  printEras,
  printFrontier,
  printInShort,
  printOtherLines,
} from "./support/trend-sections.ts";

const EMBEDDED = fileURLToPath(new URL("data/notable-systems.csv", import.meta.url));

run(() => {
  const path = process.argv[2] ?? EMBEDDED;
  const parsed = readModels(path);
  const columns = QUANTITIES.map((quantity) => quantityColumns(parsed.records, quantity));
  if (columns.every(({ year }) => year.length < FEWEST)) {
    throw new ExampleFailure(
      `${path} holds too few systems to draw a line through: ${FEWEST} with a date and a training compute or a size are needed.`,
    );
  }

  print(bold("HOW FAST DO MACHINE LEARNING SYSTEMS GROW?"));
  printInShort(columns);
  printReading(path === EMBEDDED ? "examples/data/notable-systems.csv" : path, parsed);
  printCoverage(parsed.records, columns);

  for (const [i, quantity] of QUANTITIES.entries()) {
    const systems = columns[i];
    if (systems === undefined || systems.year.length < FEWEST) {
      heading(`${3 + i}. ${quantity.title}`);
      paragraph(`Fewer than ${FEWEST} systems have the value: no line is drawn.`);
      continue;
    }
    heading(`${3 + i}. ${quantity.title} (${quantity.unit})`);
    print("", bold("Growth by era"));
    printEras(systems);
    if (quantity.field === "trainingComputeFlop") printEarlierEstimates();
    print("", bold("One era or two?"));
    printBreak(systems, quantity);
    print("", bold("By domain"));
    printDomains(systems);
    print("", bold("The frontier against all"));
    printFrontier(systems);
    print("", bold("The same by other lines"));
    printOtherLines(systems);
  }

  const language = languageModels(parsed.records, GAP_FROM);
  if (language.size.length >= FEWEST_SIZES) {
    heading(`5. Gaps in the sizes of ${language.size.length} language models since ${GAP_FROM}`);
    printFound(language);
    print("", bold("The range that 2207.02852 names, 20B to 70B"));
    printNamed(language);
    print("", bold("What the answer depends on"));
    printPath(language);
  }

  heading("6. Published loss laws");
  printLossLaws();
  heading("7. Published densing law");
  printDensing();
  heading("8. Published routing laws");
  printRouting();

  heading("How to read this");
  note("OOM/year: orders of magnitude (factors of 10) a year; 0.3 OOM/year is a doubling every year.");
  note(
    "Months are calendar months, twelve to a year; the papers of Epoch AI count months of 30 days, 1.4 % more of them.",
  );
  note('Columns "months" and the intervals beside them are doubling times.');
  note(
    "The plain 95 % interval takes systems as independent. The one by organisation takes those with the same first-named " +
      "organisation as one cluster, and is the one to trust where it is the wider.",
  );
  note("Intervals say how well the line is known for systems like these, not where the next system will lie.");
});
