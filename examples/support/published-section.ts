import { comparisonChart } from "scaling-laws/charts";
import { sevilla2022 } from "scaling-laws/published";
import { type ComparisonRow, compareWithPublished, formatNumber } from "scaling-laws/report";
import { fitTrend } from "scaling-laws/trends";
import { note, paragraph, picture, space, table } from "./blocks.ts";
import { FEWEST } from "./growth-rows.ts";
import { pick, type SystemColumns } from "./quantities.ts";

const NAMES: Record<string, string> = {
  n: "systems",
  slopeOomPerYear: "OOM/year",
  doublingTimeMonths: "doubling time, months of 30 days",
  rSquared: "R squared",
};

const FROM = 2010;
/** The paper's table ends in February 2022. */
const UNTIL = 2022 + 1.5 / 12;

function cells({ quantity, ours, published, lower, upper, withinInterval }: ComparisonRow): string[] {
  const inside = withinInterval === null ? "-" : withinInterval ? "yes" : "no";
  const text = (value: number | null): string => (value === null ? "-" : formatNumber(value));
  const interval = lower === null || upper === null ? "-" : `${text(lower)} to ${text(upper)}`;
  return [NAMES[quantity] ?? quantity, text(ours), interval, published === null ? "-" : String(published), inside];
}

/** Growth of training compute in this table beside the row that Sevilla et al. print for the same years. */
export function printAgainstPublished(systems: SystemColumns): void {
  const row = sevilla2022.table3[2];
  const years = pick(systems, (i) => (systems.year[i] ?? 0) >= FROM && (systems.year[i] ?? 0) < UNTIL);
  if (row === undefined || years.year.length < FEWEST || new Set(years.year).size < 3) {
    paragraph(`Fewer than ${FEWEST} systems from 2010 to February 2022 have a training compute: nothing to compare.`);
    return;
  }
  const comparison = compareWithPublished(fitTrend(years), row);
  paragraph(
    "Training compute from 2010 to February 2022, by a line through the systems of this table, beside the row that Sevilla " +
      "et al. 2022 (2202.05924, table 3) print for their own.",
  );
  space();
  table(
    [
      { title: "Number" },
      { title: "ours", align: "right" },
      { title: "95 % interval", align: "right" },
      { title: "paper", align: "right" },
      { title: "inside" },
    ],
    comparison.rows.filter(({ quantity }) => quantity in NAMES).map(cells),
  );
  picture((look) => comparisonChart(comparison, { ...look, title: "Training compute, 2010 to 2022" }));
  note("Other systems, other rules of what is notable: agreement is no proof, and a difference no error, of either.");
}
