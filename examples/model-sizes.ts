// The trends of model size of Villalobos et al. 2022 (2207.02852) computed again, and by domain.
//   npx tsx --tsconfig tsconfig.tests.json examples/model-sizes.ts path/to/model-sizes-2022-06.csv
import { villalobos2022 } from "scaling-laws/published";
import { compareWithPublished, formatInterval, formatNumber } from "scaling-laws/report";
import { doublingTime, type Trend } from "scaling-laws/trends";
import { printBesidePublished, printColumnTitles } from "./support/beside-published.ts";
import { between, fitLikeThePaper } from "./support/paper-fit.ts";
import {
  DOMAINS,
  MONTHS_PER_YEAR,
  type SizedSystem,
  SPLIT,
  sizedSystems,
  sizeGroups,
} from "./support/paper-model-sizes.ts";
import { pathArgument, readModels, run } from "./support/read-records.ts";
import { type Column, heading, note, paragraph, print, step, table } from "./support/terminal.ts";

const COLUMNS: Column[] = [
  { title: "Domain" },
  { title: "Period" },
  { title: "n", align: "right" },
  { title: "OOM/year", align: "right" },
  { title: "95 % interval" },
  { title: "months", align: "right" },
  { title: "95 % interval" },
];

/** A doubling time where the data support one; else what the interval of the slope leaves open. */
function months(fit: Trend): [value: string, interval: string] {
  const { doublingTimeMonths: time } = doublingTime(fit, { monthsPerYear: MONTHS_PER_YEAR });
  if (time === null) return ["none", "sizes fall"];
  const value = time.estimate === null ? "none" : time.estimate.toFixed(1);
  return [value, formatInterval(time, { number: (bound) => bound.toFixed(1) }).replace(", no upper bound", "")];
}

function slopeText(fit: Trend): string {
  return formatInterval(fit.coefficients.slopeOomPerYear, { number: (bound) => bound.toFixed(2) });
}

function rise(fit: Trend): number {
  const years = fit.support["year"];
  return years === undefined ? 0 : fit.coefficients.slopeOomPerYear.estimate * (years.upper - years.lower);
}

function printPublished(systems: readonly SizedSystem[]): void {
  heading("The paper's table, ours above the paper's");
  printColumnTitles();
  for (const { row, systems: group, why } of sizeGroups(systems)) {
    const fit = step(row.group, () => fitLikeThePaper(group));
    printBesidePublished(compareWithPublished(fit, row), why);
    const { lower, upper } = fit.coefficients.slopeOomPerYear;
    if (lower !== null && upper !== null && lower < 0 && upper > 0) {
      const printed = row.doublingTimeMonths;
      note(
        `Not supported: the slope's interval, ${slopeText(fit)}, holds 0, so these data show neither growth nor decline. ` +
          `The doubling time${printed === null ? "" : ` of ${printed.point} months in print`} has no meaning: what can be ` +
          `said is that sizes double no faster than every ${months(fit)[1].replace("at least ", "")} months, if at all.`,
      );
    }
  }
}

function printDomains(systems: readonly SizedSystem[]): void {
  heading("By domain, split at 2018");
  const rows: string[][] = [];
  const fits = new Map<string, Trend>();
  for (const domain of DOMAINS) {
    const own = systems.filter((system) => system.domain === domain);
    const periods: [string, SizedSystem[]][] = [
      ["to 2017", between(own, "1900-01-01", SPLIT)],
      ["from 2018", between(own, SPLIT, "2022-12-31")],
      ["all", own],
    ];
    for (const [period, group] of periods) {
      const fit = step(`${domain}, ${period}`, () => fitLikeThePaper(group));
      fits.set(`${domain} ${period}`, fit);
      const { estimate } = fit.coefficients.slopeOomPerYear;
      rows.push([domain, period, String(group.length), estimate.toFixed(2), slopeText(fit), ...months(fit)]);
    }
  }
  table(COLUMNS, rows);
  printHeadlines(fits);
}

function printHeadlines(fits: ReadonlyMap<string, Trend>): void {
  heading("Headlines of the paper beside these lines");
  const grown = (key: string): string => {
    const fit = fits.get(key);
    return fit === undefined ? "-" : `${rise(fit).toFixed(1)} orders of magnitude`;
  };
  const faster = (domain: string): string => {
    const slope = (period: string): number =>
      fits.get(`${domain} ${period}`)?.coefficients.slopeOomPerYear.estimate ?? 0;
    return `${formatNumber(slope("from 2018") / slope("to 2017"), { digits: 2 })} times`;
  };
  const ours = [grown("Language to 2017"), grown("Language from 2018"), grown("Vision all"), faster("Language")];
  const headlines = villalobos2022.headlines.filter(({ about }) => about.startsWith("growth"));
  for (const [i, { about, printed }] of headlines.entries()) {
    print(`  ${about}`, `    paper: ${printed}; ours: ${ours[i] ?? "-"}, by the fitted line`);
  }
  note(
    "A line's rise is not the distance from the smallest to the largest model, which is what a reader sees in a plot.",
  );
}

run(() => {
  const { records } = readModels(pathArgument("model-sizes", "model-sizes-2022-06.csv"));
  const systems = sizedSystems(records);
  heading("Machine learning model sizes, 2207.02852, computed again");
  paragraph(
    `${systems.length} systems with a date and a size (the paper's text counts 237, its table 238). Intervals are the paper's own ` +
      "kind: 1000 resamples of pairs, values multiplied by a random factor between 1/2 and 2. Months have 30 days.",
  );
  paragraph(
    "The paper's brackets are narrower than 1000 resamples give. The authors' web tool draws 10 by default, which would " +
      "explain it; that is an inference, the paper does not say.",
  );
  printPublished(systems);
  printDomains(systems);
});
