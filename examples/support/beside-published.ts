import { type ComparisonRow, formatNumber, type PublishedComparison } from "scaling-laws/report";
import { aligned, bold, note, print } from "./terminal.ts";

type Side = "ours" | "published";

const WIDTHS = [-7, 5, 9, -17, 8, -17, 6] as const;
const HEAD = ["", "n", "OOM/year", "[2.5 %; 97.5 %]", "months", "[2.5 %; 97.5 %]", "R2"];

function find(comparison: PublishedComparison, quantity: string): ComparisonRow | undefined {
  return comparison.rows.find((row) => row.quantity === quantity);
}

/** A number as the paper prints it, and ours with one digit more where that digit matters. */
function text(comparison: PublishedComparison, quantity: string, side: Side): string {
  const number = find(comparison, quantity)?.[side] ?? null;
  if (number === null) return "-";
  if (quantity === "n") return formatNumber(number);
  if (quantity === "rSquared") return number.toFixed(2);
  return number.toFixed(quantity.startsWith("slope") && side === "ours" ? 3 : 1);
}

function line(comparison: PublishedComparison, side: Side): string {
  const bracket = (quantity: string): string =>
    `[${text(comparison, `${quantity}.lower`, side)}; ${text(comparison, `${quantity}.upper`, side)}]`;
  const cells = [
    side === "ours" ? "ours" : "paper",
    text(comparison, "n", side),
    text(comparison, "slopeOomPerYear", side),
    bracket("slopeOomPerYear"),
    text(comparison, "doublingTimeMonths", side),
    bracket("doublingTimeMonths"),
    text(comparison, "rSquared", side),
  ];
  return aligned(cells, WIDTHS);
}

export function printColumnTitles(): void {
  print(bold(aligned(HEAD, WIDTHS)));
}

const NAMES: Record<string, string> = {
  slopeOomPerYear: "slope",
  doublingTimeMonths: "doubling time",
  rSquared: "R squared",
  scaleStart: "line at the first date",
  scaleEnd: "line at the last date",
};

/** A bound of a resampled interval counts as different only when it is off by more than a tenth and the rounding. */
function differs(row: ComparisonRow): boolean {
  if (row.agrees || !row.resampled || row.difference === null) return !row.agrees;
  return Math.abs(row.difference) > row.rounding + 0.1 * Math.abs(row.published);
}

function name(row: ComparisonRow): string {
  const [quantity = "", bound] = row.quantity.split(".");
  return bound === undefined ? (NAMES[quantity] ?? quantity) : `${bound} bound of the ${NAMES[quantity] ?? quantity}`;
}

/** One printed row: ours, the paper's, and in words what differs and why. Returns whether everything agrees. */
export function printBesidePublished(comparison: PublishedComparison, why: string | null): boolean {
  print(bold(`  ${comparison.period}, ${comparison.group}`), line(comparison, "ours"), line(comparison, "published"));
  const different = comparison.rows.filter(differs);
  if (different.length > 0) note(`Beyond the printed rounding: ${different.map(name).join(", ")}.`);
  if (comparison.note !== null) note(`In print: ${comparison.note}`);
  if (different.length > 0 && why !== null) note(why);
  return different.length === 0;
}
