/** What a chart calls the quantities of a comparison, with their units; names that read as the formulas do stay. */
const WORDS: Readonly<Record<string, string>> = {
  n: "points",
  slopeOomPerYear: "slope, orders of magnitude a year",
  doublingTimeMonths: "doubling time, months",
  rSquared: "R²",
  scaleStart: "line at the first year",
  scaleEnd: "line at the last year",
  log10AtReference: "log10 of the line at its reference year",
  slopePerDay: "growth of ln density, a day",
  intercept: "ln density at the origin",
  doublingTimeDays: "doubling time, days",
  E: "irreducible loss, E",
  alpha: "α",
  beta: "β",
  gamma: "γ",
  parameterExponent: "optimal parameters, exponent of compute",
  tokenExponent: "optimal tokens, exponent of compute",
  cutoffParameters: "cut-off, parameters",
  expertsStart: "saturated experts of a dense model",
  expertsMax: "saturated experts at most",
};

/** A quantity of a comparison in words, `slopeOomPerYear.lower` as the lower bound of its slope. */
export function quantityWords(quantity: string): string {
  const [, stem, end] = /^(.*)\.(lower|upper)$/.exec(quantity) ?? [];
  if (stem !== undefined) return `${quantityWords(stem)}, ${end} bound`;
  return Object.hasOwn(WORDS, quantity) ? (WORDS[quantity] ?? quantity) : quantity;
}
