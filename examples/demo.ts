// Reads a table of machine learning systems and reports how fast they have grown: in the terminal, and as a page with
// pictures in examples/out/report.html.
//   npm run demo                         the small table that comes with the repository
//   npm run demo -- path/to/epoch.csv    Epoch AI's database as it is downloaded
//   npm run demo -- path/to/epoch.csv path/to/page.html
import { fileURLToPath } from "node:url";
import { type Block, heading, keeping, showIn } from "./support/blocks.ts";
import { printCorpus } from "./support/corpus-sections.ts";
import { printDensing } from "./support/densing-sections.ts";
import { printLossLaws } from "./support/loss-sections.ts";
import { printAgainstPublished } from "./support/published-section.ts";
import { COMPUTE, quantityColumns } from "./support/quantities.ts";
import { readModels, run } from "./support/read-records.ts";
import { printRouting } from "./support/routing-sections.ts";
import { printHowToRead, printTable } from "./support/table-report.ts";
import { terminal } from "./support/terminal.ts";

const EMBEDDED = fileURLToPath(new URL("data/notable-systems.csv", import.meta.url));
const PAGE = fileURLToPath(new URL("out/report.html", import.meta.url));

const [path = EMBEDDED, page = PAGE] = process.argv.slice(2);
const embedded = path === EMBEDDED;
const blocks: Block[] = [];

const done = run(() => {
  showIn(keeping(terminal, blocks));
  const parsed = readModels(path);
  printTable(path, embedded ? "examples/data/notable-systems.csv" : path, parsed);
  heading("6. Published loss laws");
  printLossLaws();
  heading("7. Published densing law");
  printDensing();
  heading("8. Published routing laws");
  printRouting();
  heading("9. Published bounds on efficient models");
  printCorpus();
  heading("10. Published growth against ours");
  printAgainstPublished(quantityColumns(parsed.records, COMPUTE));
  printHowToRead();
});

if (done) {
  const label = `Drawing ${page === PAGE ? "examples/out/report.html" : page}`;
  terminal.begin(label);
  const { writeReport } = await import("./support/write-report.ts");
  await writeReport(blocks, embedded ? null : path, page);
  terminal.end(label);
}
