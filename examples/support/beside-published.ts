import { type ComparisonRow, formatNumber, type PublishedComparison } from "scaling-laws/report";
import { aligned, bold, note, print } from "./terminal.ts";

type Side = "ours" | "published";

const WIDTHS = [-5, 3, 8, -15, 6, -15, 5] as const;
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

function line(comparison: PublishedComparison, side: Side, label: string): string {
  const bracket = (quantity: string): string => {
    const bounds = [text(comparison, `${quantity}.lower`, side), text(comparison, `${quantity}.upper`, side)];
    return bounds.includes("-") ? "none" : `[${bounds.join("; ")}]`;
  };
  const cells = [
    label,
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
function differs({ agrees, resampled, difference, rounding, published }: ComparisonRow): boolean {
  if (agrees !== false || !resampled || difference === null) return agrees === false;
  return Math.abs(difference) > (rounding ?? 0) + 0.1 * Math.abs(published ?? 0);
}

function name(row: ComparisonRow): string {
  const [quantity = "", bound] = row.quantity.split(".");
  return bound === undefined ? (NAMES[quantity] ?? quantity) : `${bound} bound of the ${NAMES[quantity] ?? quantity}`;
}

/** A row of the paper computed again with systems that it does not name, and what they are. */
export interface OtherComparison {
  comparison: PublishedComparison;
  words: string;
}

/** One printed row: ours, the paper's, and in words what differs and why. Returns which of the two lines agrees. */
export function printBesidePublished(
  comparison: PublishedComparison,
  why: string | null,
  other: OtherComparison | null = null,
): "ours" | "other" | "neither" {
  print(bold(`  ${comparison.period}, ${comparison.group}`));
  print(line(comparison, "ours", "ours"), line(comparison, "published", "paper"));
  if (other !== null) print(line(other.comparison, "ours", "other"));
  const different = comparison.rows.filter(differs);
  if (different.length > 0) note(`Beyond the printed rounding: ${different.map(name).join(", ")}.`);
  if (comparison.note !== null) note(`In print: ${comparison.note}`);
  if (different.length > 0 && why !== null) note(why);
  if (different.length > 0 && different.every(({ resampled }) => resampled)) {
    note("Only bounds of a bootstrap differ, as two runs of one do by chance, the more so the fewer the systems.");
  }
  let otherAgrees = false;
  if (other !== null) {
    const left = other.comparison.rows.filter(differs);
    const result = left.length === 0 ? "every number agrees" : `what still differs: ${left.map(name).join(", ")}`;
    note(`Where ${other.words} ("other"), ${result}.`);
    otherAgrees = left.length === 0;
  }
  if (different.length === 0) return "ours";
  return otherAgrees ? "other" : "neither";
}
