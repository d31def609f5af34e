import type { ComparisonRow } from "../report/comparison-row.ts";
import { requireString } from "../statistics/json-checks.ts";
import { powerText } from "./number-text.ts";
import { quantityWords } from "./quantity-words.ts";

/** A quantity as it is drawn: distances from ours, in half-widths of our interval. */
export interface DrawnComparison {
  /** In words. */
  readonly quantity: string;
  /** Whether anything can be drawn: ours has an interval, and something is published. */
  readonly hasUnit: boolean;
  /** Null where that side of our interval is open. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly published: number | null;
  readonly publishedLower: number | null;
  readonly publishedUpper: number | null;
  readonly verdict: Verdict;
  /** Ours with its interval, and the published value. */
  readonly numbers: string;
}

/** What is said of a row, in words: colours alone say nothing. */
export type Verdict = "as printed" | "inside our interval" | "outside our interval" | "differs" | "nothing to compare";

function verdictOf({ agrees, withinInterval, ours, published }: ComparisonRow): Verdict {
  if (ours === null || published === null) return "nothing to compare";
  if (agrees === true) return "as printed";
  if (withinInterval !== null) return withinInterval ? "inside our interval" : "outside our interval";
  return ours === published ? "as printed" : "differs";
}

function rangeText(low: number | null, high: number | null, digits: number): string {
  if (low === null && high === null) return "";
  const from = low === null ? "no bound" : powerText(low, digits);
  return ` (${from} to ${high === null ? "no bound" : powerText(high, digits)})`;
}

function numbersOf(row: ComparisonRow): string {
  const { ours, published, publishedStandardError: error } = row;
  const mine = ours === null ? "ours none" : `ours ${powerText(ours, 4)}${rangeText(row.lower, row.upper, 3)}`;
  if (published === null) return `${mine}, none published`;
  const range = rangeText(row.publishedLower, row.publishedUpper, 4);
  const spread = range === "" && error !== null ? ` (SE ${powerText(error, 3)})` : range;
  return `${mine}, published ${powerText(published, 6)}${spread}`;
}

/** Half the width of our interval, or its one side where the other is open; null where it has none. */
function unitOf({ ours, lower, upper }: ComparisonRow): number | null {
  if (ours === null) return null;
  const sides = [lower, upper].flatMap((bound) => (bound === null ? [] : [Math.abs(bound - ours)]));
  const unit = sides.reduce((total, each) => total + each, 0) / sides.length;
  return unit > 0 && Number.isFinite(unit) ? unit : null;
}

function drawn(row: ComparisonRow): DrawnComparison {
  const unit = unitOf(row);
  const place = (value: number | null): number | null =>
    value === null || row.ours === null || unit === null ? null : (value - row.ours) / unit;
  return {
    quantity: quantityWords(requireString(row.quantity, "comparison.rows.quantity")),
    hasUnit: unit !== null,
    lower: place(row.lower),
    upper: place(row.upper),
    published: place(row.published),
    publishedLower: place(row.publishedLower),
    publishedUpper: place(row.publishedUpper),
    verdict: verdictOf(row),
    numbers: numbersOf(row),
  };
}

/** The rows of a comparison, bounds that have a row of their own left to the interval of their quantity. */
export function drawnRows(rows: readonly ComparisonRow[]): DrawnComparison[] {
  const quantities = new Set(rows.map((row) => row.quantity));
  return rows
    .filter(({ quantity }) => {
      const [, base] = /^(.*)\.(?:lower|upper)$/.exec(quantity) ?? [];
      return base === undefined || !quantities.has(base);
    })
    .map(drawn);
}
