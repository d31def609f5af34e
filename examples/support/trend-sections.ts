import { formatEstimate, formatNumber, formatPValue } from "scaling-laws/report";
import {
  compareTrends,
  fitPiecewiseTrend,
  fitQuantileTrend,
  fitRobustTrend,
  fitTrend,
  frontier,
  predictPiecewiseTrend,
  testForBreaks,
} from "scaling-laws/trends";
import { doublingCell, FEWEST, growthRow, intervalCell, printGrowth } from "./growth-rows.ts";
import { scatter } from "./plot.ts";
import { pick, type Quantity, type SystemColumns } from "./quantities.ts";
import { type Column, note, paragraph, print, step, table } from "./terminal.ts";

const DEEP_LEARNING = 2010;
const yearText = (year: number): string => year.toFixed(1);

function since2010(systems: SystemColumns): SystemColumns {
  return pick(systems, (i) => (systems.year[i] ?? 0) >= DEEP_LEARNING);
}

/** Growth in the two fixed eras of the literature. */
export function printEras(systems: SystemColumns): void {
  const before = pick(systems, (i) => (systems.year[i] ?? 0) < DEEP_LEARNING);
  printGrowth("Era", [growthRow("1950-2009", before), growthRow("2010-", since2010(systems))]);
}

/** One era against two: the break estimated, its interval, and two ways to ask whether it is there. */
export function printBreak(systems: SystemColumns, { title, unit }: Quantity): void {
  if (systems.year.length < 4 * FEWEST) {
    paragraph(`${systems.year.length} systems are too few to look for a break.`);
    return;
  }
  const choice = step(`${title}: choosing the number of breaks`, () =>
    fitPiecewiseTrend(systems, { breaks: { max: 2 }, continuous: true, resamples: 0 }),
  );
  const fit = step(`${title}: the break and its interval`, () =>
    fitPiecewiseTrend(systems, { breaks: { count: 1 }, continuous: true }),
  );
  const test = step(`${title}: testing for a break`, () =>
    testForBreaks(systems, { continuous: true, errors: "wild" }),
  );

  scatter(systems, unit, (year) => {
    const { estimate } = predictPiecewiseTrend(fit, year);
    return estimate === null ? null : Math.log10(estimate);
  });
  print("");
  const best = Math.min(...choice.selection.flatMap(({ bic }) => bic ?? []));
  const columns: Column[] = [
    { title: "Eras" },
    { title: "BIC", align: "right" },
    { title: "above best", align: "right" },
  ];
  const rows = choice.selection.map(({ breaks, bic }) => [
    breaks === 0 ? "one line" : `${breaks + 1} lines, joined`,
    bic === null ? "-" : bic.toFixed(1),
    bic === null ? "-" : (bic - best).toFixed(1),
  ]);
  table(columns, rows);
  for (const at of fit.breaks) {
    print(`  One break: ${formatEstimate(at, { number: yearText })}.`);
  }
  for (const { from, to, n, slopeOomPerYear } of fit.segments) {
    print(
      `  ${yearText(from)} to ${yearText(to)}, ${n} systems: doubling in ${doublingCell(slopeOomPerYear)} months, ` +
        `95 % interval ${intervalCell(slopeOomPerYear)}`,
    );
  }
  print(`  Test of no break against one somewhere (sup-F, wild resampling): ${formatPValue(test.pValue)}.`);
  for (const { message } of fit.warnings) note(message);
}

const FEWEST_OF_A_DOMAIN = 10;
const MOST_DOMAINS = 8;

/** Growth since 2010 in each domain; a system of two domains counts in both. */
export function printDomains(systems: SystemColumns): void {
  const recent = since2010(systems);
  const sizes = new Map<string, number>();
  for (const name of recent.domains.flat()) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const largest = [...sizes].filter(([, n]) => n >= FEWEST_OF_A_DOMAIN).sort((a, b) => b[1] - a[1]);
  const shown = largest.slice(0, MOST_DOMAINS);
  const rows = shown.map(([name]) =>
    growthRow(
      name,
      pick(recent, (i) => recent.domains[i]?.includes(name) === true),
    ),
  );
  printGrowth("Domain, 2010-", rows);
  const rest = sizes.size - shown.length;
  if (rest > 0) note(`${rest} smaller ${rest === 1 ? "domain is" : "domains are"} not shown.`);
}

/** Systems larger than every one before them, against all. */
export function printFrontier(systems: SystemColumns): void {
  const recent = since2010(systems);
  const records = pick(recent, frontier(recent));
  const all = growthRow("all systems", recent);
  const front = growthRow("record setters", records);
  printGrowth("Since 2010", [all, front]);
  if (all.plain === null || front.plain === null) return;
  const { difference, pValue } = compareTrends(front.plain, all.plain);
  const probability = pValue === null ? "" : `; ${formatPValue(pValue)}`;
  print(`  Record setters less all: ${formatEstimate(difference)} OOM/year${probability}.`);
  note(
    "Record setters are chosen for their size, so scatter is cut off from below and their interval is narrower than it " +
      "should be; and they are among all systems, which the comparison takes as independent. Read it as a description.",
  );
}

/** The same years by other lines: against outliers, for the typical system, and for the large ones. */
export function printOtherLines(systems: SystemColumns): void {
  const recent = since2010(systems);
  if (recent.year.length < 2 * FEWEST) return;
  const lines = step("Other lines through the same systems", () => [
    { name: "least squares", law: fitTrend(recent) },
    { name: "Theil-Sen (median slope)", law: fitRobustTrend(recent) },
    { name: "median system", law: fitQuantileTrend(recent, 0.5) },
    { name: "upper tenth (90 % quantile)", law: fitQuantileTrend(recent, 0.9) },
  ]);
  const columns: Column[] = [
    { title: "Line since 2010" },
    { title: "OOM/year", align: "right" },
    { title: "months to double", align: "right" },
    { title: "95 % interval" },
  ];
  const rows = lines.map(({ name, law }) => [
    name,
    formatNumber(law.coefficients.slopeOomPerYear.estimate),
    doublingCell(law),
    intervalCell(law),
  ]);
  table(columns, rows);
  for (const { name, law } of lines) for (const { message } of law.warnings) note(`${name}: ${message}`);
}
