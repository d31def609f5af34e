// Is there a gap in the sizes of language models, as Villalobos et al. (2022, 2207.02852) saw between 20B and 70B?
//   npm run example -- examples/parameter-gap.ts                       the table of this repository
//   npm run example -- examples/parameter-gap.ts path/to/epoch.csv     Epoch AI's database
import { fileURLToPath } from "node:url";
import { printFound, printNamed, printOccupancy, printPath, printSizes } from "./support/gap-sections.ts";
import { FEWEST_SIZES, GAP_FROM, languageModels } from "./support/gap-systems.ts";
import { ExampleFailure, readModels, run } from "./support/read-records.ts";
import { bold, heading, print } from "./support/terminal.ts";

const EMBEDDED = fileURLToPath(new URL("data/notable-systems.csv", import.meta.url));

run(() => {
  const path = process.argv[2] ?? EMBEDDED;
  const columns = languageModels(readModels(path).records, GAP_FROM);
  if (columns.size.length < FEWEST_SIZES) {
    throw new ExampleFailure(
      `${path} holds ${columns.size.length} language models since ${GAP_FROM} with a size: too few.`,
    );
  }
  print(bold("IS THERE A GAP IN THE SIZES OF LANGUAGE MODELS?"));
  heading(`1. Sizes of ${columns.size.length} language models since ${GAP_FROM}`);
  printSizes(columns);
  heading("2. Gaps found anywhere");
  printFound(columns);
  heading("3. The range that the paper names, 20B to 70B");
  printNamed(columns);
  heading("4. The same range, year by year");
  printOccupancy(columns, 2022.5);
  heading("5. What the answer depends on");
  printPath(columns);
});
