import { field, type JsonObject, refuse, requireNumber, requireNumberOrNull } from "./json-checks.ts";
import type { LawKind } from "./law.ts";

/** What a law of one kind has beyond the fields that all laws have: without it, it cannot be predicted from. */
interface LawShape {
  /** Terms that are always there. */
  terms: readonly string[];
  /** Fields of its own that hold a finite number. */
  numbers: readonly string[];
  /** Fields of its own that hold a finite number or null. */
  numbersOrNull: readonly string[];
}

const line: LawShape = {
  terms: ["log10AtReference", "slopeOomPerYear"],
  numbers: ["referenceYear"],
  numbersOrNull: ["intervalDegreesOfFreedom"],
};

/** A kind that is missing here is held to the common fields only. */
const shapes: { readonly [Kind in LawKind]?: LawShape } = {
  trend: line,
  "robust-trend": line,
  "quantile-trend": line,
  "routing-law": { terms: ["a", "b", "d"], numbers: [], numbersOrNull: [] },
  "utilization-law": { terms: ["a", "b", "d"], numbers: [], numbersOrNull: ["denseUtilization"] },
};

/** Checks what a law of this kind has of its own. */
export function requireShape(law: JsonObject, kind: LawKind, terms: readonly string[]): void {
  const shape = shapes[kind];
  if (shape === undefined) return;
  for (const term of shape.terms) if (!terms.includes(term)) refuse(`a term "${term}"`, terms, "terms");
  for (const name of shape.numbers) requireNumber(field(law, name), name);
  for (const name of shape.numbersOrNull) requireNumberOrNull(field(law, name), name);
}
