// The trends of model size of Villalobos et al. 2022 (2207.02852) computed again, and by domain.
//   npm run example -- examples/model-sizes.ts path/to/model-sizes-2022-06.csv
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

const before = (systems: readonly SizedSystem[]): SizedSystem[] => between(systems, "1900-01-01", SPLIT);
const since = (systems: readonly SizedSystem[]): SizedSystem[] => between(systems, SPLIT, "2022-12-31");

function slopeText(fit: Trend): string {
  return formatInterval(fit.coefficients.slopeOomPerYear, { number: (bound) => bound.toFixed(2) });
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
  for (const domain of DOMAINS) {
    const own = systems.filter((system) => system.domain === domain);
    for (const [period, group] of [
      ["to 2017", before(own)],
      ["from 2018", since(own)],
      ["all", own],
    ] as const) {
      const fit = step(`${domain}, ${period}`, () => fitLikeThePaper(group));
      const { estimate } = fit.coefficients.slopeOomPerYear;
      rows.push([domain, period, String(group.length), estimate.toFixed(2), slopeText(fit), ...months(fit)]);
    }
  }
  table(COLUMNS, rows);
  note("Where the interval of the slope holds 0, the doubling time has a lower bound only: growth is not shown.");
}

/** Two readings of "grown by so many orders of magnitude": along the fitted line, and from the smallest to the largest. */
function grown(systems: readonly SizedSystem[]): string {
  const fit = fitLikeThePaper(systems, 0);
  const { lower, upper } = fit.support["year"] ?? { lower: 0, upper: 0 };
  const line = fit.coefficients.slopeOomPerYear.estimate * (upper - lower);
  const sizes = systems.map(({ value }) => Math.log10(value));
  return `${line.toFixed(1)} along the line, ${(Math.max(...sizes) - Math.min(...sizes)).toFixed(1)} from smallest to largest`;
}

function printHeadlines(systems: readonly SizedSystem[]): void {
  heading("Headlines of the paper beside this file");
  const language = systems.filter(({ domain }) => domain === "Language");
  const vision = systems.filter(({ domain }) => domain === "Vision");
  const slope = (group: readonly SizedSystem[]): number =>
    fitLikeThePaper(group, 0).coefficients.slopeOomPerYear.estimate;
  const ours = [
    grown(before(language)),
    grown(since(language)),
    grown(vision),
    `${formatNumber(slope(since(systems)) / slope(before(systems)), { digits: 2 })} times, by the two slopes of all systems`,
  ];
  const headlines = villalobos2022.headlines.filter(({ about }) => about.startsWith("growth"));
  for (const [i, { about, printed }] of headlines.entries()) {
    print(`  ${about}`, `    paper  ${printed}`, `    ours   ${ours[i] ?? "-"}`);
  }
}

run(() => {
  const { records } = readModels(pathArgument("model-sizes", "model-sizes-2022-06.csv"));
  const systems = sizedSystems(records);
  heading("Machine learning model sizes, 2207.02852, computed again");
  paragraph(
    `${systems.length} systems with a date and a size (the paper's text counts 237, its table 238). Intervals are the paper's own ` +
      "kind: 1000 resamples of pairs, values multiplied by a random factor between 1/2 and 2. Months have 30 days.",
  );
  print("");
  paragraph(
    "The paper's brackets are narrower than 1000 resamples give. The authors' web tool draws 10 by default, which would " +
      "explain it; that is an inference, the paper does not say.",
  );
  printPublished(systems);
  printDomains(systems);
  printHeadlines(systems);
});
