import { heading, note, paragraph, subheading, title } from "./blocks.ts";
import { printBreak } from "./break-section.ts";
import { printCoverage, printReading } from "./data-sections.ts";
import { printFound, printNamed, printPath } from "./gap-sections.ts";
import { FEWEST_SIZES, GAP_FROM, languageModels } from "./gap-systems.ts";
import { FEWEST } from "./growth-rows.ts";
import { ExampleFailure, type ParsedModels } from "./parse-models.ts";
import { QUANTITIES, type Quantity, quantityColumns, type SystemColumns } from "./quantities.ts";
import {
  printDomains,
  printEarlierEstimates,
  printEras,
  printFrontier,
  printInShort,
  printOtherLines,
} from "./trend-sections.ts";

function printQuantity(number: number, quantity: Quantity, systems: SystemColumns): void {
  if (systems.year.length < FEWEST) {
    heading(`${number}. ${quantity.title}`);
    paragraph(`Fewer than ${FEWEST} systems have the value: no line is drawn.`);
    return;
  }
  heading(`${number}. ${quantity.title} (${quantity.unit})`);
  subheading("Growth by era");
  printEras(systems, quantity);
  if (quantity.field === "trainingComputeFlop") printEarlierEstimates();
  subheading("One era or two?");
  printBreak(systems, quantity);
  subheading("By domain");
  printDomains(systems);
  subheading("The frontier against all");
  printFrontier(systems);
  subheading("The same by other lines");
  printOtherLines(systems);
}

/** Steps of a table with both quantities and enough language models; others have fewer. */
export const STEPS = 10;

/** All that is said of one table of systems: its reading, growth, eras, and the gaps in the sizes of language models. */
export function printTable(name: string, source: string, parsed: ParsedModels): void {
  const columns = QUANTITIES.map((quantity) => quantityColumns(parsed.records, quantity));
  if (columns.every(({ year }) => year.length < FEWEST)) {
    throw new ExampleFailure(
      `${name} holds too few systems to draw a line through: ${FEWEST} with a date and a training compute or a size are needed.`,
    );
  }
  title("How fast do machine learning systems grow?");
  printInShort(columns);
  printReading(source, parsed);
  printCoverage(parsed.records, columns);
  for (const [i, quantity] of QUANTITIES.entries()) {
    const systems = columns[i];
    if (systems !== undefined) printQuantity(3 + i, quantity, systems);
  }
  const language = languageModels(parsed.records, GAP_FROM);
  if (language.size.length < FEWEST_SIZES) return;
  heading(`5. Gaps in the sizes of ${language.size.length} language models since ${GAP_FROM}`);
  printFound(language);
  subheading("The range that 2207.02852 names, 20B to 70B");
  printNamed(language);
  subheading("What the answer depends on");
  printPath(language);
}

/** The words and columns of the report. */
export function printHowToRead(): void {
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
}
