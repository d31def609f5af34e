import { trendChart } from "scaling-laws/charts";
import { growthEstimates, sevilla2022 } from "scaling-laws/published";
import { formatEstimate, formatNumber, formatPValue } from "scaling-laws/report";
import { compareTrends, fitQuantileTrend, fitRobustTrend, fitTrend, frontier } from "scaling-laws/trends";
import { type Column, line, note, paragraph, picture, result, step, table } from "./blocks.ts";
import { doublingCell, FEWEST, growthRow, intervalCell, printGrowth } from "./growth-rows.ts";
import { pick, QUANTITIES, type Quantity, type SystemColumns } from "./quantities.ts";

const DEEP_LEARNING = 2010;

function since2010(systems: SystemColumns): SystemColumns {
  return pick(systems, (i) => (systems.year[i] ?? 0) >= DEEP_LEARNING);
}

/** The answer in two sentences, before the report. */
export function printInShort(columns: readonly SystemColumns[]): void {
  for (const [i, systems] of columns.entries()) {
    const { plain, clustered, n } = growthRow("", since2010(systems));
    const fit = clustered ?? plain;
    const subject = QUANTITIES[i]?.subject ?? "";
    if (fit === null) continue;
    const months = doublingCell(fit);
    const growth =
      months === "none"
        ? `${subject} has not grown since 2010`
        : `${subject} has doubled every ${months} months since 2010`;
    const kind = clustered === null ? "" : ", clustered by organisation";
    paragraph(`${growth} (${n} systems; 95 % interval ${intervalCell(fit)}${kind}).`);
  }
}

/** Growth in the two fixed eras of the literature. */
export function printEras(systems: SystemColumns, quantity: Quantity): void {
  const before = pick(systems, (i) => (systems.year[i] ?? 0) < DEEP_LEARNING);
  const recent = since2010(systems);
  const now = growthRow("2010-", recent);
  printGrowth("Era", [growthRow("1950-2009", before), now]);
  const { plain, clustered } = now;
  if (plain === null) return;
  result(`${quantity.title}, line since 2010`, plain);
  if (clustered !== null) result(`${quantity.title}, line since 2010 clustered by organisation`, clustered);
  const heading = { title: `${quantity.title} since 2010`, valueTitle: `${quantity.title} (${quantity.unit})` };
  picture((look) => trendChart(recent, clustered ?? plain, { ...look, ...heading, label: recent.name }));
}

/** What others have found for training compute, in their own months. */
export function printEarlierEstimates(): void {
  const { table3 } = sevilla2022;
  for (const { period, doublingTimeMonths: months } of [table3[0], table3[2]].flatMap((row) => row ?? [])) {
    if (months === null) continue;
    note(
      `In print: ${months.point.toFixed(1)} months of 30 days, ${months.lower.toFixed(1)} to ${months.upper.toFixed(1)}, for ${period} (2202.05924, table 3)`,
    );
  }
  for (const { name, doublingTimeMonths, reading, fromYear, toYear } of Object.values(growthEstimates)) {
    const period = fromYear === null ? "" : ` for ${fromYear} to ${toYear}`;
    note(`In print: ${reading === "about" ? "about" : "more than"} ${doublingTimeMonths} months${period} (${name})`);
  }
}

const MOST_DOMAINS = 8;

/** Growth since 2010 in each domain; a system of two domains counts in both. */
export function printDomains(systems: SystemColumns): void {
  const recent = since2010(systems);
  const sizes = new Map<string, number>();
  for (const name of recent.domains.flat()) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const largest = [...sizes].filter(([, n]) => n >= FEWEST).sort((a, b) => b[1] - a[1]);
  const shown = largest.slice(0, MOST_DOMAINS);
  if (shown.length === 0) {
    paragraph(`No domain has ${FEWEST} systems since 2010.`);
    return;
  }
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
  const { difference, pValue, warnings } = compareTrends(front.plain, all.plain);
  const probability = pValue === null ? "" : `; ${formatPValue(pValue)}`;
  line(`Difference, OOM/year: ${formatEstimate(difference)}${probability}.`);
  for (const { message } of warnings) note(message);
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
    { title: "months", align: "right" },
    { title: "95 % interval" },
  ];
  const rows = lines.map(({ name, law }) => [
    name,
    formatNumber(law.coefficients.slopeOomPerYear.estimate),
    doublingCell(law),
    intervalCell(law),
  ]);
  table(columns, rows);
  for (const { name, law } of lines) {
    for (const { code, message } of law.warnings) if (code !== "TIES_DROPPED") note(`${name}: ${message}`);
  }
}
