// Projects training compute and model size by line, kink and jump together, says when values are reached, and tests
// such forecasts on the past.
//   npm run example -- examples/forecast.ts                    the embedded table
//   npm run example -- examples/forecast.ts path/to/epoch.csv  Epoch AI's database
import { fileURLToPath } from "node:url";
import { printBacktest, printProjection, printReached } from "./support/forecast-sections.ts";
import { FEWEST } from "./support/growth-rows.ts";
import { pick, QUANTITIES, quantityColumns } from "./support/quantities.ts";
import { ExampleFailure, readModels, run } from "./support/read-records.ts";
import { bold, heading, note, print } from "./support/terminal.ts";

const EMBEDDED = fileURLToPath(new URL("data/notable-systems.csv", import.meta.url));
const FROM = 2010;

run(() => {
  const path = process.argv[2] ?? EMBEDDED;
  const { records } = readModels(path);
  const quantities = QUANTITIES.map((quantity) => {
    const columns = quantityColumns(records, quantity);
    return { quantity, systems: pick(columns, (i) => (columns.year[i] ?? 0) >= FROM) };
  });
  const enough = quantities.filter(({ systems }) => systems.year.length >= 4 * FEWEST);
  if (enough.length === 0) {
    throw new ExampleFailure(
      `${path} holds too few systems to forecast from: ${4 * FEWEST} since ${FROM} with a training compute or a size are needed.`,
    );
  }

  print(bold("WHERE DO TRENDS LEAD, AND HOW FAR CAN ONE TRUST THEM?"));
  for (const { quantity, systems } of enough) {
    heading(`${quantity.title} of ${systems.year.length} systems since ${FROM} (${quantity.unit})`);
    const averaged = printProjection(systems, quantity);
    if (averaged !== null) {
      print("", bold("When a value is reached"));
      printReached(systems, averaged);
    }
    print("", bold("Forecasts tested on the past"));
    printBacktest(systems, quantity);
  }

  heading("How to read this");
  note(
    "Each shape is weighted by exp(-BIC / 2). The average is over its predictions: where the shapes disagree, the " +
      "interval is wide for that reason alone. It holds no shape but these three: a new break is in none of them",
  );
  note("The line is where the middle of the systems of a year would be; single systems scatter about it");
  note(
    '"One system in forty": when the upper end of the 95 % interval of single systems reaches the value, so that a system ' +
      "of that year has one chance in forty to be that large or larger",
  );
  note(
    '"Apart" counts the origins whose windows do not overlap: there were no more tests than that, however many systems ' +
      "were scored",
  );
  note(
    "The test uses the table of today. Systems that turned out notable are in it and others are not, which nobody knew " +
      "at the time",
  );
});
