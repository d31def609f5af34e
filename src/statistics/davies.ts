import { studentTSurvival } from "../numeric/distributions.ts";
import { stirlingError } from "../numeric/gamma-function.ts";
import { hingeAt, hingeScore } from "./kink-scan.ts";

/** How many knots the bound looks at, as in R segmented's davies.test. */
const KNOTS = 10;

/** ln(Gamma(a + 1/2) / Gamma(a)). */
function logGammaHalfStep(a: number): number {
  return a * Math.log1p(0.5 / a) + 0.5 * Math.log(a) - 0.5 + stirlingError(a + 0.5) - stirlingError(a);
}

/**
 * The upper bound of Davies (2002, Biometrika 89, section 2; linear model with unknown variance) for the p-value of a
 * kink in one line at an unknown place, two-sided, over ten knots equally spaced from the second to the last but one x:
 * with t(k) the statistic of knot k on n - 3 degrees of freedom d, M = max |t|, u = M^2 / (d + M^2), and V the total
 * variation of arcsin(t / sqrt(d + t^2)) along the knots,
 * p <= 2 (P(T > M) + V (1 - u)^((d - 1) / 2) Gamma(d/2 + 1/2) / (2 sqrt(pi) Gamma(d/2))).
 *
 * x in ascending order, centred; `residuals` those of one line, not all 0. Supposes independent errors of one spread.
 */
export function daviesBound(x: Float64Array, residuals: Float64Array): number {
  const n = x.length;
  const df = n - 3;
  let sumOfSquares = 0;
  for (let i = 0; i < n; i++) sumOfSquares += residuals[i]! * residuals[i]!;
  let variation = 0;
  let largest = 0;
  let previous: number | null = null;
  for (let k = 0; k < KNOTS; k++) {
    const hinge = hingeAt(x, x[1]! + ((x[n - 2]! - x[1]!) * k) / (KNOTS - 1));
    if (hinge.freedSumOfSquares === 0) continue;
    const sine = Math.max(-1, Math.min(1, hingeScore(hinge, x, residuals) / Math.sqrt(sumOfSquares)));
    const angle = Math.asin(sine);
    if (previous !== null) variation += Math.abs(angle - previous);
    previous = angle;
    largest = Math.max(largest, Math.abs(sine));
  }
  const unexplained = 1 - largest * largest;
  if (unexplained <= 0) return 0;
  const naive = studentTSurvival(largest * Math.sqrt(df / unexplained), df);
  const crossings =
    (variation * unexplained ** ((df - 1) / 2) * Math.exp(logGammaHalfStep(df / 2))) / (2 * Math.sqrt(Math.PI));
  return Math.min(1, 2 * (naive + crossings));
}
