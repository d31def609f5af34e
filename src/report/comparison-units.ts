import { refuse } from "../numeric/checks.ts";
import type { LawKind } from "../statistics/law.ts";

/**
 * How many of the published law's units one unit of your columns is: `{ parameters: 1e6, tokens: 1e9 }` for a fit to
 * millions of parameters and billions of tokens. A unit that is left out is taken to be the same, 1.
 *
 * Loss laws know `parameters`, `tokens` and `loss`; routing laws `parameters` and `loss`; power laws `x` and `y`;
 * performance curves `loss` and `score`. Other laws have no units to convert.
 */
export interface ComparisonUnits {
  /** One of our units of size, in parameters; 1e6 for millions. */
  parameters?: number;
  /** One of our units of tokens, in tokens. */
  tokens?: number;
  /** One of our units of loss, in the published one. */
  loss?: number;
  /** One of our units of score, in the published one. */
  score?: number;
  /** One of our units of x, in the published one. */
  x?: number;
  /** One of our units of y, in the published one. */
  y?: number;
}

type UnitName = keyof ComparisonUnits;

const UNITS: Partial<Record<LawKind, readonly UnitName[]>> = {
  "loss-law": ["parameters", "tokens", "loss"],
  "routing-law": ["parameters", "loss"],
  "power-law": ["x", "y"],
  "performance-curve": ["loss", "score"],
};

/** The units of a comparison, each above zero, and refused where the kind of law has no such column. */
export function checkedUnits(kind: LawKind, units: ComparisonUnits): Required<ComparisonUnits> {
  const known: readonly string[] = UNITS[kind] ?? [];
  const entries: [string, unknown][] = Object.entries(units);
  for (const [name, value] of entries) {
    const path = `options.units.${name.slice(0, 60)}`;
    if (!known.includes(name)) {
      const expected = known.length === 0 ? "no units" : `units of ${known.join(", ")}`;
      refuse("INVALID_OPTION", `${expected} for a law of kind ${kind}`, name, path);
    }
    if (!(typeof value === "number" && value > 0 && Number.isFinite(value))) {
      refuse("INVALID_OPTION", "a number above 0", value, path);
    }
  }
  return { parameters: 1, tokens: 1, loss: 1, score: 1, x: 1, y: 1, ...units };
}

/** A term in the published units, from our coefficients. */
export type Conversion = (of: (term: string) => number) => number;

function scaled(term: string, factor: number): Conversion {
  return (of) => factor * of(term);
}

/** A of A / N^alpha for N in other units, times the factor of the loss. */
function factorOf(term: string, exponent: string, unit: number, factor: number): Conversion {
  return (of) => factor * of(term) * unit ** of(exponent);
}

/** The terms that other units change, and how. A term that is not here keeps its value. */
export function unitConversions(kind: LawKind, units: Required<ComparisonUnits>): Record<string, Conversion> {
  const { parameters, tokens, loss, score, x, y } = units;
  const conversions: Record<string, Conversion> = {};
  if (kind === "loss-law") {
    if (loss !== 1) conversions["E"] = scaled("E", loss);
    if (parameters !== 1 || loss !== 1) conversions["A"] = factorOf("A", "alpha", parameters, loss);
    if (tokens !== 1 || loss !== 1) conversions["B"] = factorOf("B", "beta", tokens, loss);
  }
  if (kind === "power-law") {
    if (y !== 1) conversions["offset"] = scaled("offset", y);
    // y = c x^e, so that the exponent has the other sign here.
    if (x !== 1 || y !== 1) conversions["coefficient"] = factorOf("coefficient", "exponent", 1 / x, y);
  }
  if (kind === "routing-law") {
    const log10Unit = Math.log10(parameters);
    const moved =
      (term: string, slope: string, by: number): Conversion =>
      (of) =>
        of(term) - of(slope) * log10Unit + by;
    if (parameters !== 1) conversions["b"] = moved("b", "c", 0);
    if (parameters !== 1 || loss !== 1) conversions["d"] = moved("d", "a", Math.log10(loss));
  }
  if (kind === "performance-curve") {
    if (score !== 1) conversions["c"] = scaled("c", score);
    if (score !== 1) conversions["d"] = scaled("d", score);
    if (loss !== 1) conversions["l"] = scaled("l", loss);
    if (loss !== 1) conversions["gamma"] = scaled("gamma", 1 / loss);
  }
  return conversions;
}
