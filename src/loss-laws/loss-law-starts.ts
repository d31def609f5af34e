import type { LossData } from "./loss-law-data.ts";
import { ALPHA, BETA, LOG_A, LOG_B, LOG_E } from "./loss-surface.ts";

/** Places of the grid in alpha and in beta, evenly spaced in their logarithms. */
const PLACES = 18;
const SMALLEST = 0.02;
const LARGEST = 3;
/** The share of the smallest loss that a term of size zero starts from: in logarithms it needs a value to start. */
const FAINT = 1e-2;

const EXPONENTS = /* @__PURE__ */ Float64Array.from(
  { length: PLACES },
  (_, k) => SMALLEST * (LARGEST / SMALLEST) ** (k / (PLACES - 1)),
);

/** exp(-exponent x) for each place of the grid, one column after another. */
function powers(x: Float64Array, exponents: Float64Array): Float64Array {
  const n = x.length;
  const columns = new Float64Array(n * exponents.length);
  exponents.forEach((exponent, k) => {
    for (let i = 0; i < n; i++) columns[k * n + i] = Math.exp(-exponent * x[i]!);
  });
  return columns;
}
