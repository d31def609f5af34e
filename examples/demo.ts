// Reads a table of machine learning systems and reports how fast they have grown.
//   npm run demo                         the small table that comes with the repository
//   npm run demo -- path/to/epoch.csv    Epoch AI's database as it is downloaded
import { fileURLToPath } from "node:url";
import { heading } from "./support/blocks.ts";
import { printDensing } from "./support/densing-sections.ts";
import { printLossLaws } from "./support/loss-sections.ts";
import { readModels, run } from "./support/read-records.ts";
import { printRouting } from "./support/routing-sections.ts";
import { printHowToRead, printTable } from "./support/table-report.ts";

const EMBEDDED = fileURLToPath(new URL("data/notable-systems.csv", import.meta.url));

run(() => {
  const path = process.argv[2] ?? EMBEDDED;
  printTable(path, path === EMBEDDED ? "examples/data/notable-systems.csv" : path, readModels(path));
  heading("6. Published loss laws");
  printLossLaws();
  heading("7. Published densing law");
  printDensing();
  heading("8. Published routing laws");
  printRouting();
  printHowToRead();
});
