import type { AnyLossLaw } from "scaling-laws/loss-laws";
import { note, print, table } from "./blocks.ts";

const TERMS = ["A", "B", "E", "alpha", "beta"] as const;

/** A number to six digits, for a column of coefficients. */
export function digits(value: number | null | undefined, count = 6): string {
  if (value === null || value === undefined) return "-";
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6)
    ? value.toExponential(count - 1).replace("e+", "e")
    : String(Number(value.toPrecision(count)));
}

function number(
  law: AnyLossLaw,
  term: (typeof TERMS)[number],
): { estimate: number; standardError: number | null } | null {
  if (term === "E") return "E" in law.coefficients ? law.coefficients.E : null;
  return law.coefficients[term];
}

/** Ours above the published row, coefficient by coefficient, and how far apart they are in published standard errors. */
export function printBeside(ours: AnyLossLaw, published: AnyLossLaw, why: string): void {
  const rows = TERMS.map((term) => {
    const own = number(ours, term);
    const printed = number(published, term);
    if (own === null || printed === null) return [term, "-", "-", "-", "-"];
    const difference = own.estimate - printed.estimate;
    const percent = 100 * Math.abs(difference / printed.estimate);
    const relative = `${percent >= 10 ? percent.toFixed(0) : percent.toPrecision(1)} %`;
    const error = printed.standardError === null ? "-" : digits(Math.abs(difference) / printed.standardError, 1);
    return [term, digits(own.estimate), digits(printed.estimate), relative, error];
  });
  table(
    [
      { title: "" },
      { title: "ours", align: "right" },
      { title: "published", align: "right" },
      { title: "apart", align: "right" },
      { title: "in its SE", align: "right" },
    ],
    rows,
  );
  note(why);
  print("");
}
