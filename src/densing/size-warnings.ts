import type { Warning } from "../errors.ts";
import type { ReadReference } from "./size-reference.ts";

/** Other optima are mentioned where their sizes differ by more than this factor. */
const BASIN_FACTOR = 1.25;

export function outside(range: { lower: number; upper: number } | null, value: number | null): boolean {
  return range !== null && value !== null && !(value >= range.lower && value <= range.upper);
}

function rangeWarning(what: string, value: number, range: { lower: number; upper: number }, path: string): Warning {
  const message = `${what} ${value.toPrecision(3)} lies outside what the reference was fitted on, ${range.lower.toPrecision(3)} to ${range.upper.toPrecision(3)}.`;
  return { code: "EXTRAPOLATION", message, path };
}

/** That the score, the size or the tokens lie outside what the reference was fitted on. */
export function supportWarnings(
  read: ReadReference,
  score: number,
  size: number | null,
  tokens: number | null,
): Warning[] {
  const { support } = read;
  const warnings: Warning[] = [];
  if (outside(support.score, score)) warnings.push(rangeWarning("The score", score, support.score!, "score"));
  if (outside(support.size, size)) warnings.push(rangeWarning("The size", size!, support.size!, "parameters"));
  if (outside(support.tokens, tokens)) {
    warnings.push(rangeWarning("The number of tokens", tokens!, support.tokens!, "options.referenceTokens"));
  }
  return warnings;
}

/** That other optima of the loss law fit nearly as well and give other sizes. */
export function basinWarnings(read: ReadReference, score: number, logSize: number): Warning[] {
  const text = (each: number): string => (Number.isFinite(each) ? Math.exp(each).toPrecision(3) : "no finite one");
  const others = read
    .elsewhere(score)
    .filter((other) => !Number.isNaN(other.logSize))
    // The chosen optimum is among them.
    .filter((other) => !(Math.abs(other.logSize - logSize) <= Math.log(BASIN_FACTOR)) && other.logSize !== logSize);
  if (others.length === 0) return [];
  const places = others.map(
    ({ coefficients, logSize: each }) =>
      `${text(each)} at alpha ${coefficients["alpha"]?.toPrecision(3)}, beta ${coefficients["beta"]?.toPrecision(3)}`,
  );
  const message = `The loss law has other optima that fit nearly as well, and in them the size is ${places.join("; ")}. The interval does not hold this.`;
  return [{ code: "SEVERAL_OPTIMA", message, path: "reference.lossLaw" }];
}
