import { residualChart, trendChart } from "scaling-laws/charts";
import { formatEstimate, formatNumber, formatPValue } from "scaling-laws/report";
import { fitPiecewiseTrend, predictPiecewiseTrend, testForBreaks } from "scaling-laws/trends";
import { type Column, line, note, paragraph, picture, result, space, step, table } from "./blocks.ts";
import { doublingCell, FEWEST, intervalCell } from "./growth-rows.ts";
import { scatter } from "./plot.ts";
import type { Quantity, SystemColumns } from "./quantities.ts";

const yearText = (year: number): string => year.toFixed(1);

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
    fitPiecewiseTrend(systems, { breaks: { count: 1 }, continuous: true, keepDraws: true }),
  );
  const test = step(`${title}: testing for a break`, () =>
    testForBreaks(systems, { continuous: true, errors: "wild" }),
  );

  scatter(systems, unit, (year) => {
    const { estimate } = predictPiecewiseTrend(fit, year);
    return estimate === null ? null : Math.log10(estimate);
  });
  const titles = { valueTitle: `${title} (${unit})`, label: systems.name };
  picture((look) => trendChart(systems, fit, { ...look, ...titles, title: `${title}: one break` }));
  picture((look) =>
    residualChart(systems, fit, { ...look, ...titles, title: `${title}: what the two eras leave`, height: 220 }),
  );
  result(`${title}, one break`, { ...fit, draws: null });
  result(`${title}, test for a break`, test);
  space();
  printSelection(choice.selection);
  if (choice.breaks.length > 1) {
    line(`Its breaks: ${choice.breaks.map(({ estimate }) => yearText(estimate)).join(" and ")}.`);
    for (const { message } of choice.warnings) note(message);
  }
  space();
  for (const at of fit.breaks) line(`One break: ${formatEstimate(at, { number: yearText })}.`);
  const columns: Column[] = [
    { title: "Era" },
    { title: "n", align: "right" },
    { title: "OOM/year", align: "right" },
    { title: "months", align: "right" },
    { title: "95 % interval" },
  ];
  const rows = fit.segments.map(({ from, to, n, slopeOomPerYear: slope }) => [
    `${yearText(from)} to ${yearText(to)}`,
    String(n),
    formatNumber(slope.estimate),
    doublingCell(slope),
    intervalCell(slope),
  ]);
  table(columns, rows);
  line(`Test of no break against one somewhere (sup-F type, wild resampling): ${formatPValue(test.pValue)}.`);
  for (const { message } of fit.warnings) note(message);
  note("Break, interval and test take systems as independent; the doubling times allow for not knowing the break.");
}

interface Choice {
  breaks: number;
  bic: number | null;
}

/** BIC of each number of eras, and in words how far it tells them apart. */
function printSelection(selection: readonly Choice[]): void {
  const known = selection.flatMap(({ breaks, bic }) => (bic === null ? [] : [{ breaks, bic }]));
  const [first, second] = [...known].sort((a, b) => a.bic - b.bic);
  if (first === undefined || second === undefined) return;
  const name = (breaks: number): string => (breaks === 0 ? "one line" : `${breaks + 1} joined lines`);
  const columns: Column[] = [
    { title: "Eras" },
    { title: "BIC", align: "right" },
    { title: "above the least", align: "right" },
  ];
  table(
    columns,
    known.map(({ breaks, bic }) => [name(breaks), bic.toFixed(1), (bic - first.bic).toFixed(1)]),
  );
  const lead = second.bic - first.bic;
  const strength = lead < 2 ? "hardly tells it from" : lead < 6 ? "leans to it over" : "clearly prefers it to";
  line(`Least BIC: ${name(first.breaks)}; BIC ${strength} ${name(second.breaks)}.`);
}
